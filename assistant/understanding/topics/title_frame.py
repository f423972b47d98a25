"""The words around a title: verbs, politeness, sorts of media, places, what is told about it.

All of them are plain: lower case, no apostrophes, one space between.
"""

import re
from collections.abc import Mapping

SORTS: Mapping[str, str | None] = {
    **dict.fromkeys(("song", "songs", "track", "tracks", "tune", "tunes"), "track"),
    **dict.fromkeys(("album", "albums"), "album"),
    **dict.fromkeys(("artist", "artists", "singer", "band"), "artist"),
    **dict.fromkeys(("playlist", "playlists", "list", "playist"), "playlist"),
    **dict.fromkeys(("genre", "genres"), "genre"),
    **dict.fromkeys(("podcast", "podcasts", "episode", "episodes"), "podcast"),
    **dict.fromkeys(("audiobook", "audiobooks", "book", "novel"), "audiobook"),
    **dict.fromkeys(("radio", "station", "stations", "channel", "channels"), "radio"),
    **dict.fromkeys(("broadcast", "program", "programme"), "radio"),
    **dict.fromkeys(("movie", "movies", "film", "films"), "movie"),
    **dict.fromkeys(("music", "audio", "media"), None),
}
"""Words for sorts of media, and Home Assistant's class where there is one."""
BINDING = frozenset({"radio", "book", "band", "film", "program", "programme"})
"""Sorts that many titles begin with: Radio Head."""
STAYING = frozenset({"book", "novel"})
"""Sorts that many titles end with: The Jungle Book."""
ANYTHING = frozenset({"all", "anything", "something", "everything", "more", "some", "any"})
JOINED: Mapping[tuple[str, str], str] = {
    ("audio", "book"): "audiobook",
    ("audio", "books"): "audiobooks",
    ("play", "list"): "playlist",
    ("play", "lists"): "playlists",
    ("pod", "cast"): "podcast",
    ("pod", "casts"): "podcasts",
}
CONNECTORS = frozenset("of by from called named titled entitled about on with for in like".split())
PREPOSITIONS = frozenset("on in to from with through over at via using off".split())
ALWAYS_SMALL = frozenset("some any me us".split())
SMALL_BESIDE_SORT = frozenset(
    "the a an my our your all every only this that these those another more anything "
    "something new newest latest recent recently last current most favorite favourite "
    "favorites favourites best random selected same next preferred prefered popular added "
    "played local version fm am".split()
)
"""Words that are no part of a title where a word for its sort is said, too."""
SMALL_BEFORE_SORT = frozenset("the latest newest new recent favorite favourite last".split())
"""The same before a sort at the end: "Jennifer's latest album"."""
GENERIC = frozenset(
    "the a an my our your all every only this that these those another one more anything "
    "something new newest latest recent recently last current most favorite favourite "
    "favorites favourites fevorate best random selected same next first preferred prefered "
    "popular added played listened liked paused used good great nice local to on in of from "
    "for by with and library collection sound player fm am upload uploads subscription "
    "subscriptions reading playback stuff whatever else it some any chapter "
    "selection version".split()
) | frozenset(SORTS)
"""Words that name nothing by themselves."""
PRONOUNS = frozenset(
    "it that this them these those one ones him her you me us i someone somebody".split()
)
NO_TITLE_ALONE = (
    PRONOUNS
    | GENERIC
    | frozenset(
        "play playing start stop pause next previous listen hear put turn please now what who "
        "which how why when where is are was do does can could would will not and or but up down "
        "back".split()
    )
)
"""A title needs a word beside these."""
PLAYERS = frozenset(
    "radio|tv|television|telly|stereo|speaker|speakers|music player|phone|device|station|computer"
    "|home|house|air|sound system|podcast player|media player".split("|")
)
"""What plays, whether or not the home has a name for it."""
SERVICES = frozenset(
    "spotify|pandora|youtube|youtube music|audible|itunes|apple music|amazon music|amazon|tunein"
    "|deezer|tidal|soundcloud|sirius|siriusxm|iheart|iheartradio|kindle|plex|netflix|stitcher"
    "|google play|google music|qobuz|podcast app|downpour".split("|")
)
LAST_VERB = frozenset("play playing paly plays hear hearing listen listening".split())
"""After one of these everything may be title."""
STRAY_VERBS = frozenset({"play", "resume"})
"""Verbs that may stand in between or at the end: "audiobook resume"."""
OTHER_WISHES = frozenset(
    "remove delete add make tell schedule coordinate cancel create save download buy rate "
    "erase call remind send email what whats who how why when where is are was do does did "
    "stop pause close quit mute".split()
)
"""Where no verb of playing was said, a request that begins so is for something else."""
PARTICLE_VERBS = frozenset("put turn switch have leave keep get".split())
"""Verbs that may leave their "on" behind: "put the radio on"."""

_POLITE = (
    "hey|hi|hello|ok|okay|please|pls|plz|pleaze|plaease|kindly|olly|ally|pda|sir|sire|assistant"
    "|computer|now|just|so|well|yes|yeah|and|then|also|quickly|only"
)
_WISH = (
    "(?:can|could|will|would) (?:you|we|i)(?: please)?|(?:do|would) you mind|is it possible"
    "|(?:i|we)(?:d| would)?(?: really| just)? (?:want|wish|like|love|need|prefer)(?: you)?|id|wed"
    "|i feel like|i ?a?m (?:ready|going|in the mood)(?: for)?|lets|let us|let me|how about"
    "|what about|its time(?: for)?|it is time(?: for)?|you|to|would (?:like|love)"
)
_STARTER = (
    "start|starting|begin|beginning|restart|continue|continuing|resume|resuming|unpause|keep"
    "|go on|carry on|go back|go|pick up|get ready|open up|open|launch|initiate|activate|run"
    "|select|choose|pick|arrange|find|search|look|scan|list(?= and)|show|get|give|bring up|bring"
    "|pull up|take|set|have|turn|switch|put|throw|queue|tune|read|stream|cast"
)
_PLAYER = "plays?|playing|paly|hear|hearing|listen|listening|reading"
_LINK = (
    "on to|onto|on|up|into|in to|in|to|back|with|for me|for us|me|us|for(?= the| a| my)|it on to"
    "|it to|it|for|by|from"
    "|(?:the )?(?:playback|reading|playing|play) (?:of|on)|the(?= the )"
)
_AFTER_PLAYER = "for me|for us|me|us|to|back|from|by|of(?= war)|on(?= podcast)"
LEAD = re.compile(
    rf"(?:(?:{_POLITE}|{_WISH}) )*"
    rf"(?:(?:{_STARTER}) (?:(?:{_LINK}|{_POLITE}) )*){{0,3}}"
    rf"(?:(?:{_POLITE}|to) )*"
    rf"(?:(?:{_PLAYER}) (?:(?:{_AFTER_PLAYER}|please) )*)?"
)
"""Everything before what is to be played."""
PARTS = re.compile(
    r"(?:,|\band(?: then)?|\bthen|\bhow about|\bwill you|(?<=^open \w{7}))(?: please)? "
    r"(?=(?:start |continue |keep )?play(?:ing)?\b)",
    re.IGNORECASE,
)
"""Between two wishes: "open the app and play jazz", but not "hear Play That Funky Music"."""
PLAYED_ALONG = re.compile(
    r"\b(?:with|against) (?:me|us)$|\b(?:with|against) (?:me|us) (?:please|olly)$"
)
"""Games are played with somebody, music is played to them."""

_SELF = "(?:i|we|you|ive|weve|youve)"
_PAST = (
    "left|stopped|paused|was|were|listened|heard|saved|downloaded|bought|purchased|started|ended"
    "|quit|used|am"
)
CLAUSES_AFTER = tuple(
    re.compile(pattern)
    for pattern in (
        rf" (?:(?:from|at|to|on|in) )?(?:(?:the )?(?:place|point|spot|part) )?"
        rf"(?:where |that |which )?{_SELF} (?:last |have |had |just )*(?:{_PAST}) .*",
        r" from (?:the )?(?:beginning|start|end|last time|yesterday|chap|chapter|page|minute) .*",
        r" (?:starting |beginning )?(?:at|from|on|with) (?:chapter|page|minute) .*",
        r" (?:thats|that is) (?:the|a|my) (?:song|one|track|album|music) .*",
        r" (?:having|with) (?:a |the )?(?:good |high |best |great )?ratings? .*",
        r" under \w+(?: \w+)? (?:min|mins|minutes) .*",
        r" (?:with no|without(?: any)?) (?:commercials?|ads|adverts?|interruptions?) .*",
        r" (?:saved|stored|downloaded) (?:in|on) .*",
        r" (?:could|would|will|might) be (?:nice|good|great|lovely|choice|fine|the) .*",
        rf"(?P<kept> (?:{'|'.join(SORTS)})) (?:that|which|who)(?! plays?) .*",
        r" (?:from|in|on|out of|off) (?:my|the|our|your) (?:\w+ )?"
        r"(?:library|collection|phone|device|subsc\w+|favou?rites|list) .*",
    )
)
"""What is told about something is not its title; cut up to the end."""
ENDINGS = re.compile(
    r" (?:please|pls|now|right now|next|thanks|thank you|for me|for us|to me|to us|olly|ally"
    r"|instead|okay|ok|sire?|up next|next up|asap|loud|loudly|right away|immediately|and|to|in)$"
    r"|(?<=song|show|book|cast|list|this|that) again$"
    r"| (?:in|on|of) (?:the|my|this|that) (?:podcast|audiobook|album|series|channel|station)$"
)
