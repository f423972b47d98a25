"""What somebody tells to be lacking, or still to be done: what "it" is that goes on the list.

"We're out of foil and soap", "daddy drank all the juice", "the ketchup is empty", "I need to renew
the passport".
"""

import re

from assistant.understanding.listing.items import items_said

_OF = (
    r"(?:(?:the|our|my|your|any|some|more|all|very|last|of|those|that|this|a|an|bit|enough|up|off|"
    r"down|to)\s+)*"
)
_BEFORE_IT = re.compile(
    r"(?:\b(?:out of|low on|short (?:of|on)|no more|not much|not enough|"
    r"(?:could|can|would) (?:really )?(?:do with|use)|"
    r"(?<!n['’]t )(?<!not )(?<!never )(?<!no )needs?|"
    r"needing|forgot|forgotten|lacking|missing|without|"
    r"(?:(?:need|have|has|got|want|ought|meant|forgot|supposed) to|must|should|gotta|let['’]?s|"
    r"can you|wanted to) (?:buy|get|pick up|order)|"
    r"(?:the|our|my) last(?: of| few| bit of)?|all (?:of )?(?:the|our|my|that|those)|"
    r"(?:ate|eaten|drank|drunk|finished|used|emptied|scoffed|guzzled|polished|binned|broke|"
    r"spilled|spilt)(?: (?:up|off|all|through))*)|"
    r"(?:^|['’]s|['’]ve|\bis|\bare|\bgot|\bhave|"
    r"\bisn['’]?t|\baren['’]?t|n['’]t got|\bain['’]?t got)"
    r" (?:no|any))"
    rf"\s+{_OF}",
    re.IGNORECASE,
)
_AFTER_IT = re.compile(
    r"(?:^|[,.;!]\s*|\b(?:so|but|because|that|like|think|reckon)\s+)"
    r"(?P<what>[\w'’ ,&-]+?)(?:['’](?:s|re)|\s+(?:is|are|has|have|was|were|looks?|seems?))\s+"
    r"(?:(?:all|nearly|almost|about|just|completely|totally|very|really|getting|pretty|been|well|"
    r"starting to|going|a bit)\s+)*"
    r"(?:gone|over|finished|empty|out|low|used up|running (?:out|low|short)|run out|run low|done|"
    r"gone off|off|mouldy|moldy|stale|past it|dead|kaput|had it)\b",
    re.IGNORECASE,
)
_SO_IS = re.compile(
    r"\band so (?:has|have|is|are) (?:the|our|my) (?P<what>\w+(?: \w+)?)", re.IGNORECASE
)
_THAT_TOO = re.compile(
    r"(?:,|\band\b)\s+(?:and )?(?:the |our |my )?(?P<what>[^\W\d_]+(?: [^\W\d_]+)?)"
    r" (?:also|too|as well)(?=\s*(?:$|[,.;!]))",
    re.IGNORECASE,
)
""" "Dahi is over, and bread also"."""
_SOME = re.compile(
    r"(?:oh |right |(?:we|i) could do with )*(?:some|more|another|new) (?P<what>\w[\w ,-]*)",
    re.IGNORECASE,
)
"""Nothing but the thing: "some lemons, put them on the list"."""
_GOES_ON = re.compile(
    r"[\s,]*\b(?:left|again|any ?more|already|at all|right now|now|today|tonight|tomorrow|"
    r"yesterday|this (?:morning|evening|week)|as well|too|either|apparently|"
    r"(?:in|on|at|from|under|by) (?:the|this|that|my|our|here|there|home)|"
    r"for (?!example)(?:the|my|our|his|her|their|tea|dinner|lunch|breakfast|supper|school|work|"
    r"\w+['’]s)|and (?:i|we|you|he|she|it|they|the kids|there)|or we|because|cos|so|but|which|"
    r"when|if|until|before|after|to (?:make|bake|cook|finish|go with)|we|i)\b.*",
    re.IGNORECASE,
)
"""What is lacking ends here; where, when and what for come after it."""
_CRIED = re.compile(
    r"^(?:(?:oh|no|ah|ugh|dear|damn|hey|so|well|right|look|looks|like|bother|drat|great|ok|okay|"
    r"and|also|man|god|it|seems|i|think|guess|see)[\s,]+)*(?:(?:all|the|our|my|that|those)\s+)*",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\b(?:(?:need|needs|have|has|got|ought|want|meant|meaning|supposed|remember|forget|forgot|"
    r"forgetting|going) to|gotta|must|should)\s+(?:remember to |not forget to |really |also )*"
    r"(?P<deed>(?!(?:buy|get|be|have|not|pick up)\b)\w+ \w.*)",
    re.IGNORECASE,
)
_NEXT_BEGUN = re.compile(
    r"(?:(?:,|\band\b) \w+(?:['’](?:s|ve)| has| have)|,|\band\b|\bwe(?:['’]re| are)?|\bthe \w+)"
    r"\s*$",
    re.IGNORECASE,
)
""" "Out of milk and Tobi's finished the cereal": Tobi is no thing."""
_IS_DOING = re.compile(r"\w+ing", re.IGNORECASE)


def lacked(told: str) -> str:
    """The things that are told to be lacking, commas between them; empty where none is."""
    marks = list(_BEFORE_IT.finditer(told))
    ends = [*(mark.start() for mark in marks), len(told)][1:]
    found = [_thing(told[mark.end() : end]) for mark, end in zip(marks, ends, strict=False)]
    if not any(found):
        found = [
            items_said(_CRIED.sub("", one["what"].strip())) for one in _AFTER_IT.finditer(told)
        ]
        found += [
            items_said(one["what"])
            for more in (_SO_IS, _THAT_TOO)
            for one in more.finditer(told)
            if any(found)
        ]
    if not any(found) and (some := _SOME.fullmatch(told)):
        found = [items_said(some["what"])]
    return ", ".join(dict.fromkeys(filter(None, found)))


def to_be_done(told: str) -> str:
    """What somebody tells that there is to do: "renew the passport"."""
    found = _TO_DO.search(told)
    if found is None:
        return ""
    deed = re.split(r"[,.;!?]|\b(?:so|but|because|cos|and (?:i|we))\b", found["deed"])[0]
    return items_said(deed, deeds=True)


def _thing(said: str) -> str:
    said = _GOES_ON.sub("", said)
    said = re.split(r"[.;!?]", said)[0]
    item = items_said(_NEXT_BEGUN.sub("", said.strip()))
    return "" if _IS_DOING.fullmatch(item) else item
