"""Questions about the home in the words of people, and the plain question that each comes to.

Only questions are put into other words, and only into questions: nothing is ever done by it.
"""

import re
from collections.abc import Iterator

from assistant.home.find import names_in
from assistant.home.model import Home
from assistant.home.once import once_per_home
from assistant.understanding.words import words_of

_WHO = r"(?!not )(?:i|we|you|he|she|they|anyone|anybody|someone|somebody|\w+)"
_AT_THE_END = re.compile(
    r"(?: (?:at the (?:minute|moment)|right now|now|still|yet|again|by any chance|at all|today|"
    r"would you say|do you know|then|please|dear|love|mate|pal|or nah|or not|or what|or no|"
    r"at present|at this time|presently|anymore|any more|though|when (?:i|we|he|she|they) \w+|"
    r"or (?:is|are|was|were|has|have|did|do|does) not (?:i|we|he|she|it|they|you)))+$"
)
_NAMED_AFTER = re.compile(
    r"^(?P<asks>(?:what|how)\b[^,]*?(?:['’]s| is| are)) (?:it|that|they)\b(?P<rest>[^,]*), "
    r"(?P<thing>(?:the|my|our) [\w'’]+(?: [\w'’]+){0,2})\W*$",
    re.IGNORECASE,
)
""" "What's it set to, the heating"."""
_MUCH_IS = re.compile(r"^(how (?:much|many) \w+)['’]s\b", re.IGNORECASE)
""" "How much power's the dryer using"."""
_ENQUIRY = re.compile(
    r"^(?:please |kindly )?(?:(?:may|might|can|could) i (?:please |kindly )?(?:enquire|inquire|"
    r"ask|know|check)|(?:could|can|would|will) you (?:please |kindly |just |quickly )?(?:tell me|"
    r"let me know|check|see|confirm|say|find out|look)|(?:do|would) you (?:happen to |by any "
    r"chance )?know|i (?:was|am) (?:just )?wondering|i would like to (?:know|ask|check)|"
    r"let me know|tell me|inform me|check|confirm|any idea|would you know|"
    r"i wish to (?:know|enquire|inquire))"
    r"(?: for me)?(?: please)?(?: (?:if|whether|that|about|of))? (?=\w+ \w+)"
)
"""What makes a statement a question, and one that is a question anyway a polite one."""
_STATED = re.compile(
    r"^(?!what |which |how |is |are |when |where |who |did |does )(.+?) (?:has been|have been|is|"
    r"are|was|were) (locked|unlocked|open|opened|closed|shut|on|off|running|cleaning|playing|"
    r"left on|left open|switched on|switched off|turned on|turned off)$"
)
_SAME = {
    "opened": "open",
    "left on": "on",
    "left open": "open",
    "switched on": "on",
    "turned on": "on",
    "switched off": "off",
    "turned off": "off",
}
_TAIL = r"((?: (?:up|down)stairs| (?:in|on|out|at) .+)?)"
_STILL = re.compile(r"\b(?:still|already|even|actually|currently) ")
_DONE = {
    "lock": "locked", "unlock": "unlocked", "close": "closed", "shut": "closed", "open": "open",
    "turn off": "off", "switch off": "off", "turn on": "on", "switch on": "on", "leave on": "on",
}  # fmt: skip
_PARTICIPLES = {"locked": "lock", "unlocked": "unlock", "closed": "close", "opened": "open",
                "turned off": "turn off", "switched off": "switch off", "turned on": "turn on",
                "switched on": "switch on"}  # fmt: skip
_DOING = "|".join(sorted((*_DONE, *_PARTICIPLES), key=len, reverse=True))
_DEEDS = re.compile(rf"^(?:have|has|did) {_WHO} (?:remember(?:ed)? to )?({_DOING}) (.+)$")
_PARTED = re.compile(rf"^(?:have|has|did) {_WHO} (?:turn(?:ed)?|switch(?:ed)?) (.+) (on|off)$")
_FELT = (
    "(?:cold|warm|hot|chilly|cool|nippy|freezing|baltic|parky|toasty|roasting|boiling|sweltering|"
    "warmer|colder|cosy|cozy)"
)
_USING = (
    "(?:using|use|uses|drawing|draw|pulling|pull|taking|take|consuming|consume|eating|guzzling|"
    "sucking|burning)(?: up)?"
)
_OURS = "(?:the |my |our |that )?"
_PLAINER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"^(?:what is|what) (.+?) (?:is )?(?:set (?:to|at|on|for)|turned (?:up|down) to)$",
         "what is the target of {0}"),
        (r"^(?:what|how) (?:volume|loud) (?:is|are) (.+?)(?: (?:at|on|set to))?$",
         "what is the volume of {0}"),
        (r"^(?:have|has|did) (\w+) (?:left?|leave) (?:his|her|their) (.+?) (on|open|unlocked|"
         r"running|playing)$", "is {0}'s {1} {2}"),
        (r"^(?:have|has|did) \w+ (?:left?|leave) (?:his|her|their) (.+?) (on|open|unlocked|"
         r"running|playing)$", "is the {0} {1}"),
        (rf"^how {_FELT} (?:has|have) (?!it )(.+?) (?:got|gotten|become)$",
         "what is the temperature in {0}"),
        (r"^how (?:much longer|long) has (?:that|this|my|our) (.+?)(?: timer)? got(?: left)?$",
         "how much longer has the {0} got"),
        (rf"^how (?:much|many) (?:power|watts?|electric|juice|wattage) (?:is|does|do|are) {_OURS}"
         rf"(.+?) {_USING}$", "what is the {0} power"),
        (rf"^how (?:much|many) (?:energy|electricity|kilowatt hours) (?:is|has|does|did|do) {_OURS}"
         rf"(.+?) (?:{_USING}|used|drawn|consumed)$", "what is the {0} energy"),
        (rf"^what (?:power |wattage )?is {_OURS}(.+?) {_USING}"
         r"(?: power wise| in (?:power|watts)| of power)?$", "what is the {0} power"),
        (r"^how bright (?:is|are) (.+)$", "what is the brightness of {0}"),
        (r"^how fast (?:is|are) (.+?)(?: going)?$", "what is the speed of {0}"),
        (r"^how far (?:open|up|down|closed) (?:is|are) (.+)$", "what is the position of {0}"),
        (r"^(?:which|what) (.+?) (?:have|did) (?:\w+ ){1,3}(?:left?|leave) (on|open|unlocked)"
         r"((?: (?:up|down)stairs| (?:in|on|out|at) .+)?)$", "which {0} are {1}{2}"),
        (r"^(?:what|how much) (battery|charge)(?: level| life)? (?:does |is )?(.+?) "
         r"(?:has|have|have left|has left|is at|got|have got|has got)$",
         "what is the battery level of {1}"),
        (r"^how (?:much )?(?:battery|charged|charge) (?:is|has|does) (.+?)(?: (?:got|have|left))*$",
         "what is the battery level of {0}"),
        (r"^(?:have|has|did) \w+ (?:left?|leave) (?:anything|owt|summat|something) (on|open)"
         r"((?: (?:up|down)stairs| (?:in|on|out|at) .+)?)$", "which lights are {0}{1}"),
        (r"^what temp(?:erature)? (?:have|has|did|do) (?:i|we|you|they|he|she) (?:got |have |set |"
         r"put |leave |left )?(.+?) (?:set )?(?:on|to|at)$", "what is the target of {0}"),
        (r"^(?:in )?(.+?) (?:is|are) (?:set )?(?:on|at|to) how (?:much|many degrees)$",
         "what is the target of {0}"),
        (r"^(?!if |when )(.+?) (?:is|are) (locked|unlocked|open|closed|shut|on|off|running|"
         r"playing) (?:no|na|ah|eh|isnt it|is it|right)$", "is {0} {1}"),
        (r"^(?:somebody|someone|you|they|we) (?:has |have )?(?:kept|left) (.+?) (on|open|"
         r"unlocked) (?:no|na|ah|eh|is it|right)$", "is {0} {1}"),
        (rf"^how {_FELT} is it (?:in |up |over )?with (.+)$",
         "what is the temperature in {0} room"),
        (r"^what is (?:the )?(.+?) (?:at|sitting at)$", "what is the temperature in {0}"),
        (r"^what is (?:the )?(.+?) (?:at|sitting at)$", "what is the {0} temperature"),
        (r"^how (?:full|empty|high|low|much is left in|much is in) (?:is |are )?(.+)$",
         "what is {0}"),
        (r"^what (?:is|does) (?:it|the thermometer) (?:reading|say|read|saying|at) "
         r"((?:in|on|up|down|out).*)$", "what is the temperature {0}"),
        (rf"^how {_FELT} is it (?:out there|outside|outdoors|out)$",
         "what is the outside temperature"),
        (r"^(?:which|what) (.+?) (?:is|are|has been|have been) left (on|open|unlocked)$",
         "which {0} are {1}"),
        (r"^(?:have|has|did) (?:\w+ ){1,3}(?:left?|leave) (?:any|some) (.+?) (on|open|unlocked)"
         rf"(?: in the (?:flat|house|home|place))?{_TAIL}$", "are any {0} {1}{2}"),
        (r"^(?:have|has|did) (?:\w+ ){1,3}?(?:left?|leave) (?:a|an|one of the) (\w+?)s? "
         rf"(on|open|unlocked){_TAIL}$", "are any {0}s {1}{2}"),
        (r"^who (?:is |has |have )?(?:left?|leave) (?:the |all the )?(\w+s) (on|open|unlocked)"
         rf"{_TAIL}(?: which ones?(?: (?:is|are) .+)?)?$", "which {0} are {1}{2}"),
        (r"^what (?:have|has|did) (?:i|we|you|they|he|she) (?:got |set |put |leave |left )"
         r"(.+?) (?:set )?(?:on|to|at)$", "what is the target of {0}"),
        (r"^what (?:do|should|have) (?:i|we) (?:need|have|got|want)(?: to (?:get|buy|pick up))? "
         r"(?:from|at|in) (?:the )?(?:shops?|store|supermarket|grocery store|market|corner shop)$",
         "what is on the shopping list"),
        (r"^(?:is|has|are|have) (?!it |there )(.+?) (?:finished|done|ended)(?: yet)?$",
         "is {0} off"),
        (r"^is (.+?) (?:fully |all )?charged(?: up)?$", "what is the battery level of {0}"),
        (r"^is it (?:chucking|bucketing|hammering|pouring|lashing|tipping|pissing|belting|hosing|"
         r"pelting|teeming|spitting|drizzling)(?: it)?(?: down| outside| out)?(?: with rain)?"
         r"(?: out| out there| outside)?$", "is it raining"),
        (r"^(?:is|have we got|do we have|have i got|is there|are there)(?: any| some)? "
         r"(.+) on (?:it|the list)$", "is {0} on the shopping list"),
        (r"^(?:is|are) (?:any|there any) (?:of the )?(.+?) (?:been )?left (on|open|unlocked)$",
         "are any {0} {1}"),
        (r"^any (?:of the )?(.+?s) (?:left )?(on|open|unlocked)$", "are any {0} {1}"),
        (r"^(?:have|has|did) (?:(?!the )\w+ ){1,3}?(?:left?|leave) (?!an? |one )(.+?) (on|open|"
         r"unlocked)$",
         "is {0} {1}"),
        (r"^(?:has|have|did) (.+?) (?:come|came|gone|go|been turned|been switched) (on|off|out)$",
         "is {0} {1}"),
        (r"^(?:is|are) (?:you|he|she|they|\w+) on (?:that|the|his|her) (.+)$", "is the {0} on"),
        (rf"^how {_FELT} (?:has it (?:got|gotten|become)|is it getting) "
         r"((?:in|on|up|down|out).*)$", "how warm is it {0}"),
        (rf"^how {_FELT} (?:is|are) (.+)$", "what is the temperature in {0}"),
        (rf"^is it (?:too |very |really )?{_FELT} "
         r"((?:in|on|up|down|out).*)$", "how warm is it {0}"),
        (r"^(.+) (?:temp|temperature)$", "what is the temperature in {0}"),
        (r"^how (?:warm|hot|cold|cool) is (?:it|that) (?:meant|supposed|set) to be in (.+)$",
         "what is the target of the thermostat in {0}"),
        (r"^is it (?:warmer|colder|cooler|hotter) (in .+) than (.+)$",
         "what is the temperature {0} and {1}"),
        (r"^is it (?:a bit |too |very |really )?(?:damp|humid|muggy|clammy|sticky|stuffy) "
         r"in (.+)$", "what is the humidity in {0}"),
        (r"^(?:what (?:have|has) (?:i|we) got|what is|(?:have|has) (?:i|we) got (?:anything|owt)|"
         r"is there anything|anything) (?:coming up|planned|scheduled|on the agenda|lined up|"
         r"due)(?: (?:for )?(?:today|tonight|tomorrow|later|this \w+))?$", "what is planned"),
        (r"^what (?:did|have) (?:i|we) (?:ask|asked|tell|told) you to do (?:later|tonight|"
         r"tomorrow|today)$", "what is planned"),
        (r"^who (?:has )?left (the .+) (on|open|unlocked)$", "is {0} {1}"),
        (r"^(?:have (?:i|we) got|do (?:i|we) have|is there|are there) (?:any|a) timers?"
         r"(?: (?:on the go|running|going|set|on))?$", "what timers are there"),
        (r"^(?:what )?temperature (?:in|of) (.+)$", "what is the temperature in {0}"),
        (r"^(?:is|are) (.+) (?:hoovering|vacuuming|sweeping|mopping|running|going|working|out|"
         r"busy|at it|on the go)$", "is {0} cleaning"),
        (r"^(?:is|are) (.+) (?:running|going|working|cutting|out|cutting the grass|busy)$",
         "is {0} mowing"),
        (r"^(.+?) (?:is |are )?(?:now )?(?:set )?(?:on|at|to) (?:what|which) "
         r"(?:temp|temperature)$", "what is the target of {0}"),
        (r"^(.+?) (?:is |are )?(?:now )?(?:set )?(?:on|at|to) (?:what|which) "
         r"(speed|volume|brightness)$", "what is the {1} of {0}"),
        (r"^(?:is |are )?(.+?)(?: (?:is|are))? "
         r"(on|off|open|closed|shut|locked|unlocked|running|playing|cleaning) or "
         r"(?:not|on|off|open|closed|shut|locked|unlocked)$", "is {0} {1}"),
        (r"^how much (?:battery|charge) (?:has|does|is) (.+?) (?:got|have|has)?(?: ?left)?$",
         "what is the battery of {0}"),
        (r"^how is (.+?) (?:is it set|is it on)$", "what is the state of {0}"),
        (r"^is (.+?) set$", "what is the state of {0}"),
        (r"^(?:is|are) there (?:a|any) (leak|leaks|water|motion|movement|smoke|gas) .+$",
         "is there any {0}"),
    )
)  # fmt: skip


def plainer(text: str) -> Iterator[str]:
    """The question in plainer words, the likeliest first; nothing for what asks nothing."""
    text = _NAMED_AFTER.sub(r"\g<asks> \g<thing>\g<rest>", _MUCH_IS.sub(r"\1 is", text))
    said = " ".join(words_of(text))
    plain = _STILL.sub("", _AT_THE_END.sub("", said))
    if asked := _ENQUIRY.match(plain):
        plain = plain[asked.end() :]
        if asked[0].endswith((" of ", " about ")):
            plain = f"what is {plain}"
        if stated := _STATED.match(plain):
            yield f"is {stated[1]} {_SAME.get(stated[2], stated[2])}"
    written = text.lower().strip(" ,.?!")
    if _asks(plain) and (plain != said or said != written):
        yield plain
    if deed := _DEEDS.match(plain):
        yield f"is {deed[2]} {_DONE[_PARTICIPLES.get(deed[1], deed[1])]}"
    if parted := _PARTED.match(plain):
        yield f"is {parted[1]} {parted[2]}"
    for pattern, question in _PLAINER:
        if found := pattern.match(plain) or pattern.match(said):
            yield question.format(*found.groups(default=""))


def without_enquiry(plain: str) -> tuple[str, bool]:
    """Plain words without "can you tell me if", and whether they began so."""
    asked = _ENQUIRY.match(plain)
    return (plain[asked.end() :], True) if asked else (plain, False)


def as_spelled(text: str, home: Home) -> str:
    """The text with the names of this home as they are written: "maisies speaker" as it was."""
    for name, plain in _apostrophes(home):
        if plain not in text:
            continue  # a large home has hundreds, and each would be a pattern of its own
        text = re.sub(rf"\b{re.escape(plain)}\b", name, text)
    return text


@once_per_home
def _apostrophes(home: Home) -> tuple[tuple[str, str], ...]:
    """Names that lose something in plain words, and what is left of them; long ones first."""
    plain = ((name.lower(), " ".join(words_of(name))) for name in set(names_in(home)))
    return tuple(sorted((one for one in plain if one[0] != one[1]), key=lambda one: -len(one[1])))


def _asks(text: str) -> bool:
    return text.split(" ", 1)[0] in _ASKING


_ASKING = frozenset("is are was were did do does has have what which how who where any".split())
