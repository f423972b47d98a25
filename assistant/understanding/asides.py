"""What is told beside a wish: "someone's at the door, porch light on", "..., the baby is asleep".

Why somebody wants a thing is no part of the wish, but it may say what "it" is, and in which room.
An aside is a whole statement before or after the wish. What somebody says or said, asks, plays
with or wonders is none, for then the wish may be part of the tale.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.home.find import names_in
from assistant.home.model import Home
from assistant.understanding.complaints import complained_of
from assistant.understanding.exclaimed import EXCLAMATION, OUCH, is_exclaimed
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.lexicon import lexicon
from assistant.understanding.segment import Piece, segment
from assistant.understanding.words import words_of

LONGEST = 14
"""Words of an aside; longer ones are tales."""
SHORTEST_WISH = 2
_STOPS = (",", ".", ";", "!", "?", "–", "—")
_SUBJECT = re.compile(
    r"(?:(?:still|again|anyway) )?(?!(?:in|on|at|of|for|with|from|to|by|under|or|nor|after|before|"
    r"until|till|once|unless|if|when|as|while|during|wherever|whenever|"
    r"(?:(?:the|that) )?(?:minute|moment|second|instant|day|time|night|evening|morning|afternoon|"
    r"week|weekend|hour|month|year))\b)"
    r"(?:(?:have|got|going|about|trying|off|heading) to\b|"
    r"(?:just )?(?:hopping|jumping|nipping|popping|heading|stepping|getting|climbing|settling) "
    r"(?:in|into|out|off|up|down|over|to)\b|"
    r"(?:it|i|we|there|they|he|she|you|someone|somebody|everyone|everybody|nobody|no one)\b|"
    r"(?:\w+ ){1,5}(?:is|are|was|were|has|have|had|can|needs?|wants?|keeps?|got|gets?|gone|"
    r"should|must|came|comes?|went|left|(?:do|does|did|will|could) not|will|would|cannot|"
    r"looks?|feels?|sounds?|smells?|hates?|hurts?|leaves|starts|begins|kicks|finishes|ends|arrives|"
    r"lands|departs|costs|takes|wakes|moans?|complains?|loves|likes|aches?|sleeps|snores|cries|"
    r"barks|stinks|stings|leaks|drips|wrecks|ruins)\b)"
)
"""Who or what the statement is about, and of a thing what it does; a preposition begins neither,
nor do "or" and what begins a condition."""
_WHEN = re.compile(
    r"(?:(?!(?:is|am|are|was|were|has|have|had|can|not)\b)\w+ ){0,3}"
    r"(?:after|before|until|till|soon as|once|whenever|wherever|while)\b|"
    r"(?:the|that) (?:night|evening|morning|afternoon|week|weekend|hour|month|year)\b|"
    r"(?:provided|providing|assuming|supposing|presuming|as long as|so long as|depending|later|"
    r"like)\b"
)
""" "Straight after his flight leaves", "provided nobody sleeps": that is when, and not why."""
_STATES = re.compile(
    r"(?:it|i|we|there|someone|somebody|everyone|everybody|nobody|(?:the|my|our) \w+(?: \w+)?)"
    r" (?:is|am|are|was|has|have|can not|could not)\b|am going\b|it \w+s\b|"
    r"(?!(?:the|a|my|our|in|on|at|up|down|over|out|from|round|around|off|all) )\w+s? (?:is )?"
    r"(?:going|coming|asleep|sleeping|ringing|here|at the door|home|back)\b"
)
"""Beginnings that are statements even where no comma sets them apart."""
_TELLS = frozenset(
    "say says said saying tell tells told telling ask asks asked asking shout shouts shouted yell "
    "yells yelled write writes wrote read reads heard goes song lyrics line quote phrase word "
    "words sentence joke story poem lyric testing thought joking kidding labelled labeled named "
    "titled entitled marked printed if when whenever unless until till moment what why how which "
    "who whose".split()
)
"""With these the wish may be somebody else's, another time's, or denied."""
_MAY_TELL = _TELLS | frozenset(
    "thinks wonder wondering wondered imagine pretend suppose call calls called went mean "
    "means meant film movie book dream dreamt would should might must never always usually "
    "yesterday once used did does do let explain example instead not rather".split()
)
"""The same before a wish; after it they only tell why."""
_WHETHER = re.compile(r"\b(?P<verb>see|check|know|find out|look) (?:if|whether)\b")
"""What somebody wants to find out tells why: "I need to see if the post has come"."""
_WOULD_HAVE_IT = frozenset("wants think thinks thought believe believes imagine nobody".split())
"""The same where only a network hears an aside."""
_OUGHT = frozenset({"should", "must", "might", "always", "never"})
"""Why something is wished, where the wish is whole before it: "he should be asleep"."""
_CALL = re.compile(r"\b(?:the|this|that|my|a|our|his|her|your) (?:\w+ )?calls?\b")
""" "The call is over": nobody calls anybody anything."""
_ENJOYED = re.compile(
    r"\b(?:watch(?:ing|es|ed)?|see(?:ing)?|enjoy(?:ing|s)?|finish(?:ing)?|hates?|loves?|likes?|"
    r"sick of|fed up with|can not (?:stand|bear|abide)|bored of|into|trying to|want(?:s|ed)? to|"
    r"need(?:s|ed)? to|going to|about to|can not|can) "
    r"(?:(?:the|this|that|a|an|my|our|some|another|her|his|their) )?(?:\w+ ){0,2}?"
    r"(?:film|movie|book|song|story|read|write)\b"
)
""" "We are watching a film", "I hate this song", "I'm trying to read": no tale is told."""
_NOT_ALONE = frozenset({"not", "do", "did", "does"})
"""These may be part of an aside: "I can't sleep", "I don't need it"."""
_SPARED = re.compile(r"\b(?:except|excluding|apart from|other than|besides|bar|but (?:not|the))\b")
"""What is left out of a wish is no aside of it."""
_LEADING_ON = frozenset(
    "to and or but the a an my our of in on at for with by from is are am was were be been will "
    "would can could should must may might not who that which you we they he she when if while "
    "until till unless than like please have has had want wants wanted need needs nobody somebody "
    "someone everybody everyone i".split()
)
"""Nobody ends a statement with these."""
_PARTICLES = frozenset("in on for with by been".split())
"""But for these, where a pause ends it: "she is coming in"."""
_DEGREES = frozenset("all too very so quite just really also even still only".split())
"""Nobody ends a statement with these either, where no pause says that they did."""
_QUOTING = re.compile(r"(?!(?:that|this|it)\b).* (?:is|am|are|was|were)(?: just)? all$")
""" "He was all, turn it on": what follows is what he said."""
EXCEPTING = re.compile(
    r"\b(?:except|excluding|excepting|besides|apart from|aside from|other than|"
    r"but (?:for|not|keep|leave))\b"
)
"""What is left out of a wish is part of it."""
_PRONOUNS = frozenset("it they he she we you".split())
"""After "and" somebody does something of their own: "and it lights up"."""
_MORNING = re.compile(r"\d am$")
""" "We have a nine a.m." ends with no verb."""
_JOINING = frozenset(
    "to and or but the a an my our because cause when while until till unless if than like in at "
    "of with for from into onto by".split()
)
"""Nobody ends a wish with these."""
VERBS = frozenset(
    "turn switch put set open close shut lock unlock dim brighten play pause stop start mute "
    "unmute whack bung stick pop chuck knock kill throw flick crank please can could would make "
    "lower raise lights".split()
)
"""Words that begin a wish where no comma does."""
_NOTING = frozenset({"add", "write", "jot", "get"})
"""Verbs of lists, with which a wish may go on after it was told what is lacked."""
CHANGING = frozenset({"take", "bring", "cut", "halve", "double"})
"""Verbs that change an amount."""
_OF_MACHINES = frozenset(
    "turn switch put set play pause mute unmute dim brighten whack bung stick pop knock kill throw "
    "flick crank lower raise".split()
)
"""Verbs of what has a switch or a knob."""
_THEREFORE = re.compile(r"(?:and |please )?so(?: then| please| can you| could you)? ")
_SOMEBODY_DOES = re.compile(
    r"(?:i|he|she|they|it|someone|somebody|everyone|everybody|nobody|no one|"
    r"(?:we|you)(?! (?:can|could|need|want|should)))\b(?! (?:want|need|would like))"
)
"""Begins what is told of somebody, and no wish."""
_BECAUSE = re.compile(
    r"(?:because|cause|cos|coz|cuz|since (?=it|i|we|the|there)|now (?:that )?(?=\w)|"
    r"while (?=(?:i.?m|we.?re|i am|we are|i|we) (?!.*\b(?:away|out|gone|holidays?|asleep)\b))|"
    r"as (?=it is|i am|i can|we are|there))"
    r"|so (?:that )?(?=(?:i|we|he|she|they|the|my|our|nobody|it|people|mrs?|miss)\b)"
)
_SAID_SO = re.compile(
    r"(?:(?:the|my|your|our) )?(?!(?:who|nobody|never|not|always|only|once|he|she|they|you|it)\b)"
    r"\w+ (?:said|says) so"
)
""" "Mum said so" is why; of whom is said "he" was told before, so that it may be a tale."""
_MISHAP = re.compile(
    r"before (?:(?:the|them|those|that|my|our) (?:\w+ ){1,3}(?:do|does|gets? (?:out|away|loose|"
    r"wet|ruined)|escapes?|burns?|spoils?|melts?|boils? over|blows? (?:away|over)|falls? over)|"
    r"(?:i|we|we all|everybody|everyone) (?:freezes?|melts?|suffocates?|chokes?|boils?|roasts?|"
    r"goe?s? (?:blind|mad|deaf|crazy|insane|spare|nuts|numb)|fall asleep|nod off|die|pass out)|"
    r"it (?:burns|spoils|melts|boils over|blows away))"
    r"|(?:or|or else|otherwise) (?!(?:should|shall|maybe|the one)\b)(?:\w+ ){1,3}(?:will|would|"
    r"might|may|could)\b(?: \w+){1,6}"
)
"""What is to be prevented, so that the wish is for now; other things are waited for."""
_TO_PEOPLE = re.compile(
    r"(?:and )?(?:then )?(?:(?:somebody|someone|everybody|everyone)(?! (?:else|is)\b)\b.+|"
    r"not (?:a|one|another) (?:\w+ )?(?:sound|word|peep)\b.*)"
)
"""After a wish, said to whoever is there."""
_CANNOT_HEAR = re.compile(
    r"(?:i|we|nobody|no one|you) (?:can(?: not| hardly| barely| scarcely)?|could not) "
    r"(?:hear|see|make out|read|think|sleep|concentrate|breathe|find|follow)\b"
)
"""Why something is to be louder or brighter, whatever comes after it."""
_LACKED = re.compile(
    r"\b(?:out of|low on|need|needs|no more|used up|finished|forgot|forgotten)"
    r"(?: some| any| more| the| a| our)* (?P<what>\S.*)",
    re.IGNORECASE,
)
"""What is to go on the list."""
_GONE = re.compile(
    r"(?:the |our |all the )?(?P<what>[\w ]+?)(?:['’]s| is| are)(?: all| nearly| almost)? "
    r"(?:gone|finished|used up|run out|running (?:out|low)|low|out)",
    re.IGNORECASE,
)
_OBTAINED = re.compile(
    r"\b(?:got|gotten|bought|picked up|found|used|have|has)(?: some| any| more| the| a| our| my)* "
    r"(?P<what>[\w'’]+(?: [\w'’]+)?)(?: (?:already|now|today|yesterday))*$",
    re.IGNORECASE,
)
"""What may come off it."""
_OFF_A_LIST = re.compile(
    r"\b(?:take|cross|tick|scratch|strike|get|remove|delete)\b.*\blist\b", re.IGNORECASE
)
_LEFT_ON = re.compile(
    r"(?:(?:who|someone|somebody|some \w+)(?: has|s|.?s)?|(?:did|have|has) \w+(?: \w+)?) "
    r"(?:left|leave|forgot|forgotten|forget)\b.* (?:on|open|running|unlocked|up|down)"
)
"""Asked of nobody, before what is to be done about it: "who left that on, turn it off"."""
_DOING = re.compile(
    r"(?:just |only |still |about to )?(?!(?:leav|keep|mean|includ|exclud|start|begin|play|show|us|"
    r"sett|turn|mak|putt)ing\b)\w{2,}ing (?:the|my|our|some|an?|her|his|up|out|in)\b(?: \w+)*"
)
"""What whoever speaks is doing, after what is wished for it: "..., taking the bins out"."""
_SETTLED = frozenset("on off up down open shut closed".split())
"""After one of these a wish is whole, and who or what comes next does something of its own."""
_WHO = re.compile(
    r"(?:it|i|we|there|they|he|she|you|the|my|our|some\w+|every\w+|nobody|no one)\b", re.IGNORECASE
)
_DEGREE = re.compile(
    r"(?: (?:(?:just )?an? (?:\w+ )?(?:bit|little|touch|tad|notch)|more|please|now|again|for me))+$"
)
_NO_BEGINNING = frozenset(
    "with and but because when if so then that the a i he she they we it you his her their".split()
)
"""What begins with these is rather told than wished."""
_OF_A_TALE = frozenset({"with", "without", "after", "although", "despite"})
""" "With the lights off, we sat there": what begins so is how something was.
"""
_OWNED = "lamps?|lights?|room|house|home|place|flat|apartment|cottage|caravan|car|garden|office"
_OTHERS = re.compile(
    r"\b(?:he|she|they|somebody|someone|(?:my|our|his|her) (?:mum|mom|mam|ma|mother|dad|da|father|"
    r"sister|brother|son|daughter|wife|husband|nan|gran|friend|boss|neighbou?r|kids?|boys?|girls?))"
    r"\b",
    re.IGNORECASE,
)
_LETTING = re.compile(r"\b(?:open|unlock|disarm|let|raise|off|up)", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|them)\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:(?:\w+ ){0,3}, ?)?(?:oh yes,? )?(?:the|my|our) [\w'’]+(?: (?!is |are )[\w'’]+){0,2}"
    r"(?:, the one \w+ the \w+)?",
    re.IGNORECASE,
)
"""What the wish is of, said before it: "the radio, put it at forty"."""


_OWNER = re.compile(r"(?:(?:my|our|the) )?(?P<name>\w+)\b(?P<alone>['’]s (?=(?:is|are)\b))?", re.I)
""" "Sorcha's is going through me": hers, of the things that were spoken of."""
_THEIRS = re.compile(r"\b(?:his|her|their) (?=\w)", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|that) (?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """A wish and what was told beside it, both as they were said."""

    wish: str
    aside: str
    apart: bool
    """A pause or a word of joining sets the two apart."""


def asides_in(text: str) -> Iterator[Beside]:
    """Every way to tell the wish from an aside, the surest first."""
    tokens = text.split()
    words = [words_of(token) for token in tokens]
    cuts = range(1, len(tokens))
    found = [one for cut in cuts for one in _cut(tokens, words, cut)]
    yield from sorted(found, key=lambda one: not one.apart)


def asides_around(text: str) -> Iterator[Beside]:
    """The same where something is told before the wish and behind it: both, then either alone."""
    alone = list(asides_in(text))
    for one in alone:
        if one.apart:
            for other in asides_in(one.wish):
                if other.apart:
                    yield Beside(other.wish, f"{one.aside}, {other.aside}", apart=True)
    yield from alone


def is_told(text: str, *, after: bool = False) -> bool:
    """A whole statement, as is "it's too bright": nothing that is wished; `after` a wish, told
    behind a pause.
    """
    return _is_aside(text, apart=True, after=after)


def is_of_several(told: str) -> bool:
    """ "They are delicious": of things that were counted."""
    return words_of(told)[:1] in (("they",), ("these",), ("those",), ("theyre",))


def says_it(wish: str) -> bool:
    """It only points at a machine; what is shut, stopped or warmed may be anything."""
    pointing = re.search(r"\b(?:it|them|that|this)\b", wish, re.IGNORECASE)
    return bool(pointing) and not _OF_MACHINES.isdisjoint(words_of(wish))


def may_tell(words: Sequence[str], *, before: bool) -> bool:
    """With these words, before a wish or after it, the wish may be somebody else's or denied."""
    telling = (_MAY_TELL if before else _TELLS) - _NOT_ALONE
    return not {*words}.isdisjoint(telling | _WOULD_HAVE_IT)


def lets_in(wish: str) -> bool:
    """ "Unlock it": what is closed or locked lets nobody in."""
    return bool(_LETTING.search(wish))


def tells_of_others(text: str) -> bool:
    """ "They keep begging", "my sister insists": it may be theirs, what is wished."""
    return bool(_OTHERS.search(text))


def told_beside(beside: Beside, wish: str) -> bool:
    """What the wish is of, only the aside has told."""
    return bool(_IT.search(beside.wish)) and not _IT.search(wish)


def wishes_of(beside: Beside, home: Home) -> Iterator[str]:
    """The wish in full: what "it" is, and which room is spoken of, the aside may have told."""
    pieces = segment(words_of(beside.aside), gazetteer_of(home))
    if any(map(_is_owned, pieces)) and any(piece.has("part") for piece in pieces):
        return  # "Ann's desk on, ..." is a wish, too, and no "Ann is ..."
    if is_exclaimed(beside.aside) and any(piece.names("device") for piece in pieces):
        return  # a scene is called "good night" here
    things = [piece for piece in pieces if piece.names("device") or piece.has("thing")]
    rooms = [piece for piece in pieces if piece.names("area") and not piece.names("device")]
    wish = _of_its_owner(beside, home)
    off = _OFF_A_LIST.search(wish)
    told = beside.aside
    lacked = _OBTAINED.search(told) if off else _LACKED.search(told) or _GONE.fullmatch(told)
    refers = bool(_IT.search(wish) and (off or (VERBS | _NOTING | CHANGING) & {*words_of(wish)}))
    if refers and lacked is not None:
        wish = _IT.sub(lacked["what"], wish, count=1)
    elif refers and len(things) == 1:
        wish = _IT.sub(f"the {' '.join(things[0].words)}", wish, count=1)
    said = gazetteer_of(home).exact(words_of(wish))
    kinds = {mention.named.kind for mention in said}
    if len(rooms) == 1 and "area" not in kinds:
        yield f"{wish} in the {' '.join(rooms[0].words)}"
    if not rooms or kinds:
        yield wish


def _of_its_owner(beside: Beside, home: Home) -> str:
    """ "Granda's asleep, turn off his telly": whose it is, the aside has told."""
    owner = _OWNER.match(beside.aside)
    if owner is None:
        return beside.wish
    theirs = f"{owner['name']}'s "
    if not any(name.lower().startswith(theirs.lower()) for name in names_in(home)):
        return beside.wish
    told = _THEIRS.sub(theirs, beside.wish, count=1)
    return _THE.sub(theirs, told, count=1) if owner["alone"] and told == beside.wish else told


def _is_owned(piece: Piece) -> bool:
    """Called after somebody."""
    return any(re.search(r"['’]s ", mention.named.name) for mention in piece.names("device"))


def _cut(tokens: Sequence[str], words: Sequence[tuple[str, ...]], cut: int) -> Iterator[Beside]:
    before, after = " ".join(tokens[:cut]), " ".join(tokens[cut:])
    stopped = tokens[cut - 1].endswith(_STOPS)
    joined = _THEREFORE.match(f"{after.lower()} ")
    begins = bool(words[cut]) and words[cut][0] in VERBS
    if stopped and _IT.search(after) and _TOPIC.fullmatch(before.strip(" ,.")):
        yield from _beside(after, before, apart=True)
    if (stopped or joined or begins) and _is_aside(before, apart=stopped or bool(joined)):
        wish = after[joined.end() :] if joined else after
        is_told = stopped and _is_aside(wish, apart=False) and complained_of(wish) is None
        if not is_told and not _SOMEBODY_DOES.match(wish.lower()):
            yield from _beside(wish, before, apart=stopped or bool(joined))
    spoken = " ".join(words_of(after))
    if any(one.fullmatch(spoken) for one in (OUCH, _SAID_SO, _MISHAP)):
        yield from _beside(before, after, apart=True)
    if stopped and _is_said_to_people(spoken):
        yield from _beside(before, after, apart=True)
    reason = _BECAUSE.match(after.lower())
    told = after[reason.end() :] if reason else after
    apart = stopped or bool(reason)
    if not apart and _is_settled(words[:cut], told) and _is_aside(told, settled=True):
        yield from _beside(before, told, apart=True)
    elif _is_aside(told, apart=apart, after=True):
        yield from _beside(before, told, apart=apart)


def _is_settled(words: Sequence[tuple[str, ...]], told: str) -> bool:
    """ "Turn the TV off": nothing can be missing from it, though no pause follows; but "on" may
    go on with an amount, or with how.
    """
    spoken = _DEGREE.sub("", " ".join(word for said in words for word in said)).split()
    whole = len(spoken) > 1 and spoken[-1] in _SETTLED and spoken[0] not in _NO_BEGINNING
    first = words_of(told)[:1]
    more = first and (first[0][0].isdigit() or (first in lexicon() and not _WHO.match(told)))
    return whole and not more and not any(stop in told for stop in _STOPS)


def _beside(wish: str, aside: str, *, apart: bool) -> Iterator[Beside]:
    wish = wish.strip(" ,.;!?–—")
    words = words_of(wish)
    ended = bool(words) and (words[-1] not in _JOINING or (apart and words[-1] == "in"))
    whole = len(words) >= SHORTEST_WISH and ended and words[0] not in _OF_A_TALE
    if whole and (apart or not any(stop in aside for stop in _STOPS)):
        yield Beside(wish, aside.strip(" ,.;!?–—"), apart)


def _is_said_to_people(spoken: str) -> bool:
    """ "And somebody bring me a beer": nothing that a machine does."""
    words = {*spoken.split()}
    tells = bool(words & (_TELLS | VERBS - {"can", "could", "get"}))
    return bool(_TO_PEOPLE.fullmatch(spoken)) and len(words) <= LONGEST and not tells


def _is_aside(
    text: str, *, apart: bool = False, after: bool = False, settled: bool = False
) -> bool:
    spoken = _WHETHER.sub(r"\g<verb>", " ".join(words_of(_with_is(text))))
    words = tuple(spoken.split())
    last = words[-1] if words else "the"
    ended = (apart and last in _PARTICLES) or bool(_MORNING.search(spoken))
    leads_on = last in _LEADING_ON or (last in _DEGREES and not apart)
    if len(words) > LONGEST or (leads_on and not ended) or _QUOTING.fullmatch(spoken):
        return False
    if (
        EXCEPTING.search(spoken)
        or _WHEN.match(spoken)
        or (words[-2:-1] == ("and",) and last in _PRONOUNS)
    ):
        return False
    if apart and (EXCLAMATION.fullmatch(spoken) or _CANNOT_HEAR.match(spoken)):
        return True
    if apart and not after and _LEFT_ON.fullmatch(spoken):
        return True
    if apart and after and _DOING.match(spoken) and _TELLS.isdisjoint(words):
        return True
    telling = _TELLS if apart and after else _MAY_TELL - _OUGHT if settled else _MAY_TELL
    if (
        {*_ENJOYED.sub("", _CALL.sub("", spoken)).split()} & telling - _NOT_ALONE
        or words[0] in _NOT_ALONE
        or _SPARED.search(spoken)
    ):
        return False
    subject = _SUBJECT if apart or settled else _STATES
    return bool(subject.match(spoken)) and len(words) > 2 - apart


def _with_is(text: str) -> str:
    """ "The baby's asleep": a name with its "is"; "my mum's house" is hers."""
    return re.sub(rf"(\w)['’]s\b(?! (?:{_OWNED})\b)", r"\1 is", text)
