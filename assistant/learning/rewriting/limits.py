"""How much may change in one night, for each domain: who changes little can be stopped in time.

After the controlled self-learning of Kachuee and Lee (2023): a new policy may deviate from the one
before only in a limited share of each domain's requests. The best founded rewrites go first; the
others wait for the next night.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from assistant.learning.feedback.signals import Verdict
from assistant.learning.rewriting.model import Learned, LearnedRewrite
from assistant.learning.words import words_in

LIMITS: Mapping[str, float] = MappingProxyType(
    {"light": 0.10, "media": 0.10, "climate": 0.05, "plans": 0.05, "lists": 0.10, "other": 0.10}
)
"""Share of a domain's requests that may be understood otherwise than the night before."""
IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "light": "lights",
        "media": "music and films",
        "climate": "heat and air",
        "plans": "timers and plans",
        "lists": "lists",
        "other": "everything else",
    }
)
LEAST = 2
"""Rewrites that may go live in a night however few requests there are."""
LOOK_BACK = timedelta(days=28)
_DOMAINS = (
    ("light", ("Light",)),
    ("media", ("Media", "Volume", "Play")),
    ("climate", ("Climate", "Temperature", "Fan")),
    ("plans", ("Timer", "Alarm", "Plan")),
    ("lists", ("List",)),
)


def domain_of(intent: str | None) -> str:
    """What an intent is about, by its name."""
    parts = ((name, any(part in (intent or "") for part in found)) for name, found in _DOMAINS)
    return next((name for name, fits in parts if fits), "other")


def beyond_limits(
    table: Learned,
    previous: Learned,
    homes: Sequence[Sequence[Verdict]],
    *,
    now: datetime,
    limits: Mapping[str, float] = LIMITS,
) -> Iterator[tuple[str, str]]:
    """Ids of rewrites that must wait, each with the reason."""
    said = [
        (verdict.exchange.words, domain_of(verdict.exchange.intent))
        for home in homes
        for verdict in home
        if verdict.exchange.is_request and verdict.exchange.at >= now - LOOK_BACK
    ]
    how_often = Counter(words for words, _ in said)
    domains = dict(said)
    total = Counter(domain for _, domain in said)
    was_live = {one.id for one in previous.rewrites if one.live}
    fresh = [one for one in table.rewrites if one.status == "live" and one.id not in was_live]
    changed: Counter[str] = Counter()
    let_in: Counter[str] = Counter()
    for one in sorted(fresh, key=_founded, reverse=True):
        domain = domains.get(words_in(one.rewrite), "other")
        would = changed[domain] + how_often[words_in(one.heard)]
        if let_in[domain] >= LEAST and would > limits[domain] * total[domain]:
            yield one.id, f"enough has changed about {IN_WORDS[domain]} for one night"
        else:
            changed[domain] = would
            let_in[domain] += 1


def _founded(one: LearnedRewrite) -> tuple[float, int, str]:
    return one.rewritten.mean - one.alone.mean, len(one.evidence), one.id
