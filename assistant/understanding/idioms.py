"""Ways to say a wish that name neither the thing nor what is to be done to it.

"Let's have some light in here", "give the lawn a trim", "shut that racket up".
"""

import re

from assistant.understanding.sounds import with_sounds_played

_SOME_LIGHT = (
    r"(?:(?:fetch|give|get|have|let.?s have|let us have|can (?:i|we) (?:get|have)|gimme|we need|"
    r"i need|i want|throw|shed|put)(?: me| us)?) (?:some|a (?:wee |little )?bit of|a little|"
    r"a drop of) light(?: on)?(?P<where>(?: (?:in )?here)|(?: (?:in|out|over|up|down)(?: in| on)? "
    r"(?:the|my|our|[\w'’]+['’]s) [\w'’]+(?: [\w'’]+)?))?"
)
_WELCOME = r"(?:lovely|nice|great|grand|good|wonderful|brilliant|handy|welcome|perfect|class|ideal)"
_LIT = (
    r"(?:(?:the|my|our|that) (?:[\w'’]+ ){0,2}|(?:a|some) )(?:lights?|lamps?|lantern|fan|radio|"
    r"telly|tv|television|heating|heater|kettle|fire|fireplace)"
)
_PUT = "(?:put|stick|bung|whack|pop|chuck|throw|lash|fling|get)"
_ON_AIR = "the (?:news|headlines|football|footy|match|rugby|cricket|charts|weather|racing|darts)"
_NO_TITLE = (
    r"(?:the|an?|my|our|your|his|her|their|this|that|it|them|these|those|subtitles|captions|"
    r"volume|sound|channel|something|anything|everything|nothing|on|off|up|down|back|rid|in|out)\b"
)
_PLAYER = r"(?:[\w'’]+ ){0,2}(?:radio|tv|telly|television|stereo|speakers?|soundbar|hi-?fi)"
_IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"^\W*{pattern}\W*$", re.IGNORECASE), plain)
    for pattern, plain in (
        (_SOME_LIGHT, r"turn on the light\g<where>"),
        (rf"(?P<what>{_LIT})(?: on)?(?P<where> in (?:here|(?:the|my|our) [\w'’]+(?: [\w'’]+)?))?"
         rf" would be (?:really |so |just )?{_WELCOME}", r"turn on \g<what>\g<where>"),
        (r"give (?P<what>(?:the|my|our) (?!(?:[\w'’]+ )?(?:doors?|gates?|garage|locks?|alarm)\b)"
         r"[\w'’]+(?: [\w'’]+)?) a (?:go|whirl|spin|blast|"
         r"quick go|run)", r"turn on \g<what>"),
        (r"(?:get|have) (?P<who>(?:the )?(?!it\b|that\b|cleaner\b)[\w'’]+) (?:to )?(?:do|clean|"
         r"vacuum|hoover|sweep|mop) (?:the )?(?:floors?|carpets?|rugs?)", r"start \g<who>"),
        (r"(?:shut|turn|knock|kill|stop|cut) (?:that|this|the) (?:racket|noise|din|row|cacophony|"
         r"(?:bloody )?(?:rubbish|crap|shite?|garbage|nonsense|dirge))"
         r"(?: up| off| down)?", "pause the music"),
        (r"(?:freeze|hold|halt) (?P<what>(?:the|that|this) (?:music|song|tune|film|movie|show|"
         r"telly|tv|radio|programme|video))(?: (?:right )?there| a (?:minute|second|sec|moment))?",
         r"pause \g<what>"),
        (r"(?:send|bring|call|get) (?P<what>the (?:lawn ?|robot )?mower) (?:back )?(?:home|in|back|"
         r"to (?:its|the) (?:base|dock))", r"dock \g<what>"),
        (r"(?:play on|carry on playing|keep playing|on with the music)", "resume the music"),
        (r"(?:take|bring|knock|dial|wind|drop|pull) (?P<what>it|that|the (?:volume|music|sound|tv|"
         r"telly|radio|speaker)) (?P<way>up|down) (?P<much>(?:a|one|two|a couple of|a few) "
         r"(?:notch|notches|pegs?|steps?|clicks?))", r"turn \g<what> \g<way> \g<much>"),
        (r"give the (?:lawn|grass) a (?:trim|cut|mow|haircut|going over)", "mow the lawn"),
        (r"give the (?:floors?|carpets?|place|rugs?) a (?:quick )?(?:clean|hoover|vacuum|sweep|"
         r"once.over|going over|run.over)", "start the vacuum"),
        (r"give the (?P<what>\w+(?: \w+)?) a (?:drink|soak|water|sprinkle|good soak)",
         r"water the \g<what>"),
        (r"(?:warm|heat) (?:up )?(?:the|my|our) towels(?: up)?", "turn on the towel rail"),
        (rf"{_PUT} on (?P<what>(?:some|a bit of|{_ON_AIR}|the (?:\w+ ){{1,3}}(?:game|match|film|"
         r"movie|show|podcast|album|playlist))\b.*)", r"play \g<what>"),
        (rf"{_PUT} (?P<what>(?:some|a bit of|{_ON_AIR}|(?!{_NO_TITLE})\w+)\b.*?) on "
         rf"(?P<where>(?:(?:the|my|our) )?{_PLAYER})", r"play \g<what> on \g<where>"),
        (r"light (?P<what>(?:the|my|our) (?:[\w'’]+ )?(?:lamps?|lights?|lanterns?))",
         r"turn on \g<what>"),
        (r"(?:don.?t|do not) let (?P<who>me|us) (?:sleep|lie in|oversleep|snooze) (?:in )?"
         r"(?:past|beyond|after|later than) (?P<when>.+)", r"wake \g<who> up at \g<when>"),
        (r"run (?P<what>the [\w'’]+(?: [\w'’]+)*) thing", r"run \g<what>"),
        (r"give (?:some )?water to the (?P<what>\w+(?: \w+)?)", r"water the \g<what>"),
    )
)  # fmt: skip


def in_plain_words(text: str) -> str:
    """What the idiom comes to; the text itself where it is none."""
    for idiom, plain in _IDIOMS:
        if found := idiom.match(text):
            return found.expand(plain)
    return with_sounds_played(text)
