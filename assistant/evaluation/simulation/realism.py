"""How the simulated people compare with what was measured on real ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from assistant.evaluation.simulation.noise.rates import rates_of
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.understanding.judge import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One constant, real and simulated."""

    what: str
    real: str
    simulated: float
    unit: str
    n: int


def realism(records: Sequence[Record], homes: int, days: int) -> tuple[Likeness, ...]:
    """From the arm without learning, which shows the people as they are."""
    return tuple(_lines(records, homes, days))


def _lines(records: Sequence[Record], homes: int, days: int) -> Iterator[Likeness]:
    first = [one for one in records if one.attempt == 0]
    yield _line(
        "commands a day and home", "10 to 23, median 10", len(first) / (homes * days), "", first
    )
    pairs = [(tuple(one.said.split()), tuple(one.heard.split())) for one in records]
    rates = rates_of(pairs)
    yield _line("word errors", "20, smart home 15", rates.word_error_rate, "/100 words", pairs)
    yield _line("substitutions", "9.2", rates.substitutions, "/100 words", pairs)
    yield _line("deletions", "5.4", rates.deletions, "/100 words", pairs)
    yield _line("insertions", "1.9", rates.insertions, "/100 words", pairs)
    yield _line("sentences with an error", "52", rates.wrong_sentences, "%", pairs)
    clean = [one for one in first if one.said == one.heard]
    wrong = [one for one in first if one.said != one.heard]
    yield _share("intent right although misheard", "62", [one.intent_right for one in wrong])
    yield _share("intent right when heard right", "86", [one.intent_right for one in clean])
    yield _share("ended as wished although misheard", "unknown", [not one.defect for one in wrong])
    yield _share("ended as wished when heard right", "unknown", [not one.defect for one in clean])
    yield _share("first attempts not understood", "11 to 17", [_failed(one) for one in first])
    failed = [one for one in first if _failed(one)]
    yield _share(
        "reword after an evident failure", "39", [one.reaction == "reword" for one in failed]
    )
    yield _share("say it again", "19", [one.reaction == "say_again" for one in failed])
    yield _share("go on or give up", "42", [one.reaction == "give_up" for one in failed])
    gaps = [one.gap_seconds for one in records if one.reaction in ("reword", "say_again")]
    if len(gaps) > 10:
        yield _line("gap, median", "17", median(gaps), "s", gaps)
        yield _line("gap, nine of ten", "50", quantiles(gaps, n=10)[-1], "s", gaps)
    yield from _chains(records)
    good = [one for one in records if one.verdict not in (Verdict.DECLINED, Verdict.ASKED)]
    corrected = [one.reaction in ("reword", "say_again") for one in good]
    yield _share("corrections after a reported success", "10", corrected)


def _chains(records: Sequence[Record]) -> Iterator[Likeness]:
    by_occasion: dict[str, list[Record]] = {}
    for record in records:
        if record.attempt < 50:
            by_occasion.setdefault(record.occasion, []).append(record)
    chains = [chain for chain in by_occasion.values() if len(chain) > 1]
    lengths = [len(chain) - 1 for chain in chains]
    yield _share("chains of one correction", "68", [one == 1 for one in lengths])
    yield _share("chains of two", "20", [one == 2 for one in lengths])
    yield _share("chains of three and more", "12", [one > 2 for one in lengths])
    yield _share("chains that end well", "62", [not chain[-1].defect for chain in chains])


def _failed(record: Record) -> bool:
    return record.verdict is Verdict.DECLINED


def _line(what: str, real: str, value: float, unit: str, of: Sequence[object]) -> Likeness:
    return Likeness(what=what, real=real, simulated=round(value, 1), unit=unit, n=len(of))


def _share(what: str, real: str, are: Sequence[bool]) -> Likeness:
    return _line(what, real, 100 * sum(are) / len(are) if are else 0.0, "%", are)
