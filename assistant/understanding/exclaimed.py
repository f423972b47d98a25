"""What is only exclaimed: "oh dear", "big day tomorrow", "guests any minute"."""

import re

from assistant.understanding.words import words_of

OUCH = re.compile(
    r"(?:ugh|oof|ow|ouch|brr+|phew|whew|yikes|jeez|crikey|strewth|blimey|wow|argh|eek|ew|yuck|ooft|"
    r"god|jesus|jaysus|christ)\b(?: \w+){0,5}"
)
"""What is only cried out, with or without a pause before it."""
EXCLAMATION = re.compile(
    r"(?:good (?:morning|evening|afternoon)|hello(?: there)?|hi(?: there)?|hey there|thanks|"
    r"thank you|cheers|ta|sorry(?: to bother you)?|excuse me|right(?: then)?|well|listen|look|"
    r"oh no|(?:oh )?(?:dear|god|my god|my goodness|bother|damn|dammit|shoot|blimey|gosh|man|boy)|"
    r"ugh|phew|brr+|ah+|ooh?|oi|whoa|wow|yikes|bloody hell|for (?:goodness|heavens|gods|petes) "
    r"sake|for crying out loud|give (?:\w+ ){1,3}a (?:drink|soak|sprinkle|good soak)|"
    r"(?:frost|snow|rain|storm|fog|ice|gale|heatwave)s? (?:\w+ )?(?:tonight|tomorrow|coming|"
    r"forecast|again|outside|expected|on the way)|"
    r"(?:the )?(?:film|movie|match|game|show|programme|news)(?: is)? (?:starting|beginning|on|"
    r"about to (?:start|begin)|back on)(?: now| soon)?|"
    r"good ?night(?: \w+){0,2}|night[ -]night|sweet dreams|sleep (?:well|tight)|"
    r"(?:dinner|breakfast|lunch|supper)"
    r"(?: ?time)?|(?:bed|bath|nap|tea|story|school|movie|film|home|party|quiet|play|lunch) ?time|"
    r"(?:(?:way |far )?too many|so many) (?:lights|lamps)(?: \w+){0,3}|"
    r"(?:(?:whew|phew|ugh|oof|oh|god|so|too|very|bit|a bit) )*"
    r"(?:musty|damp|dusty|stuffy|smoky|smelly|steamy|gloomy|dingy) "
    r"(?:(?:in|down|up|out|over|round) )?here|"
    r"(?:(?:ok|okay|right|so) )*(?!(?:what|which|that|this|next|first|last|any|some|same|no|whose|"
    r"the|a|all|every|each|local|on|in|at|by|of|not|never|half|full|second|opening|closing|wrong|"
    r"bad|good|save|night|day|some|extra)\b)[^\W\d]+ (?:time|mode i (?:guess|suppose))"
    r"(?: (?:bro|guys|folks|lads|kids|everybody|everyone|people|yaar|mate|dude|girls|boys|team))?|"
    r"(?:(?:it is )?an? )?(?:big|early|busy|long|late|school|work|hard|rough|tiring) (?:day|night|"
    r"start|morning|one|shift|week)(?: (?:today|tonight|tomorrow|ahead|at work|again|last night|"
    r"in the morning))?|(?:early )?(?:exam|interview|flight|school|work) (?:tomorrow|in the "
    r"morning)|(?:migraine|headache|visitors|guests|company|draughts?|midges|mosquitoe?s)|"
    r"(?:guests|visitors|company|people|friends|family)(?: \w+){0,2} (?:any (?:minute|second|"
    r"moment|time)(?: now)?|soon|tonight|in (?:5|10|15|20|30)(?: minutes)?|coming(?: over| round)?|"
    r"over|here|arriving)|what an? (?:\w+ )?(?:day|night|week|morning|racket|mess|state|"
    r"relief|pain)|about time(?: too)?|high time|honestly (?:this|the) \w+|"
    r"thank (?:god|goodness|heavens)(?: (?:for that|that is over))?|"
    r"come on|i mean|you know|quick|quickly|be (?:a )?(?:dear|love|nice|"
    r"good)|(?:do|be) (?:me )?a fav(?:ou)?r|enough|perfect|great|brilliant|lovely|wonderful|"
    r"excellent|fantastic|awesome|super|fine|nice|sweet|sure|anyways?|honestly|seriously|finally|"
    r"whatever|hurry|hm+|jesus|christ|good|(?:too|so|very|a bit|bit|getting) "
    r"(?:\w+ )?(?:dark|bright|cold|hot|warm|chilly|loud|noisy|stuffy|quiet)(?: in here)?)"
)


def is_exclaimed(text: str) -> bool:
    """ "Great", "oh dear": said to nobody and about nothing."""
    return bool(EXCLAMATION.fullmatch(" ".join(words_of(text))))


def is_cried(text: str) -> bool:
    """ "Ouch", "phew": no more than that."""
    return bool(OUCH.fullmatch(" ".join(words_of(text))))
