"""The channel from real pairs, where they are: fitted on one part, checked on the other.

Both parts are of the half to build with; what one prompt was recorded for stays in one part.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.noise.channel import Channel
from assistant.evaluation.simulation.noise.rates import Pair, Rates, edits, rates_of
from assistant.evaluation.simulation.noise.shipped import shipped_channel
from assistant.evaluation.understanding.shared import NoData, rows, text
from assistant.evaluation.understanding.split import side_of, wording_family

FILE = "slurp_asr_pairs.jsonl"
LONGEST = 12
SMOOTH = 20.0
"""Sentences of the average that a length of sentence is given beside its own."""

SMOOTH_WORD = 5.0
"""Words that are counted as the average beside each word's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A channel beside the pairs that it was not fitted on."""

    channel: Channel
    source: str
    real: Rates | None = None
    simulated: Rates | None = None
    """Of the same sentences."""


@cache
def channel() -> Checked:
    """Fitted where the pairs are, otherwise the shipped one."""
    try:
        fitted_on, checked_on = real_pairs()
    except NoData:
        return Checked(channel=shipped_channel(), source="shipped table; no real pairs here")
    found = fit(fitted_on)
    return Checked(
        channel=found,
        source=f"fitted on {len(fitted_on)} real pairs, checked on {len(checked_on)} others",
        real=rates_of(checked_on),
        simulated=rates_of(resaid(found, checked_on)),
    )


def real_pairs() -> tuple[list[Pair], list[Pair]]:
    """Far-field recordings about the home, in two parts; raises NoData."""
    parts: tuple[list[Pair], list[Pair]] = ([], [])
    for row in rows(FILE):
        said, heard = text(row, "text"), text(row, "asr_text")
        family = wording_family(said)
        if row.get("headset") or side_of(family) != "dev" or not said:
            continue
        part = chance("part of the pairs", family).randrange(2)
        parts[part].append((_words(said), _words(heard)))
    return parts


def _words(line: str) -> tuple[str, ...]:
    """Marks of the recogniser (`unk`, `<`) are no words."""
    kept = (word for word in line.lower().split() if re.fullmatch(r"[a-z0-9'.-]+", word))
    return tuple(word for word in kept if word != "unk")


def fit(pairs: Sequence[Pair]) -> Channel:
    """Count what happened to the words, apart for the sentences that went wrong."""
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    said = sum(len(words) for words, _ in wrong)
    errors: Counter[str] = Counter()
    onsets: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    following: Counter[tuple[bool, bool]] = Counter()
    for words, heard in wrong:
        following.update(pairwise(_went_wrong(words, heard)))
        for tag, here, there in edits(words, heard):
            errors[tag] += 1
            if tag != "insert":
                missed[words[here]] += 1
            if tag == "insert":
                onsets[heard[there]] += 1
    heard_words = Counter(word for _, heard in pairs for word in heard)
    average = (errors["replace"] + errors["delete"]) / said
    times = Counter(word for words, _ in wrong for word in words)
    return Channel(
        hardness={
            word: (missed[word] + SMOOTH_WORD * average) / ((count + SMOOTH_WORD) * average)
            for word, count in times.items()
        },
        wrong_by_length=tuple(wrong_by_length(pairs)),
        substituted=errors["replace"] / said,
        deleted=errors["delete"] / said,
        inserted=errors["insert"] / said,
        goes_on=_share(following, after=True) / average,
        comes_up=_share(following, after=False) / average,
        confusions=confusions_in(wrong),
        onsets=tuple(sorted(onsets.items())),
        vocabulary=tuple(sorted(heard_words)),
    )


def confusions_in(pairs: Sequence[Pair]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """What each word was heard as, and how often."""
    found: dict[str, Counter[str]] = {}
    for words, heard in pairs:
        for tag, here, there in edits(words, heard):
            if tag == "replace":
                found.setdefault(words[here], Counter())[heard[there]] += 1
    return {word: tuple(sorted(others.items())) for word, others in found.items()}


def _went_wrong(words: Sequence[str], heard: Sequence[str]) -> list[bool]:
    """Of each word that was said, whether it was heard otherwise or not at all."""
    places = {edit.said for edit in edits(words, heard) if edit.tag != "insert"}
    return [place in places for place in range(len(words))]


def _share(following: Counter[tuple[bool, bool]], *, after: bool) -> float:
    """Of the words that come after a wrong one, or after a right one, those that are wrong."""
    wrong, right = following[after, True], following[after, False]
    return wrong / max(wrong + right, 1)


def resaid(channel: Channel, pairs: Iterable[Pair]) -> list[Pair]:
    """The same sentences said again, each by another voice, through the channel."""
    return [
        (said, tuple(channel.hear(" ".join(said), number, 0).split()))
        for number, (said, _) in enumerate(pairs)
    ]


def wrong_by_length(pairs: Sequence[Pair]) -> Iterable[float]:
    """Short sentences go wrong less often; each length leans on the average of all."""
    average = sum(said != heard for said, heard in pairs) / len(pairs)
    for length in range(1, LONGEST + 1):
        these = [said != heard for said, heard in pairs if min(len(said), LONGEST) == length]
        yield (sum(these) + SMOOTH * average) / (len(these) + SMOOTH)
