"""How long a rewrite goes on doing the wrong thing after the home has changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluation.simulation.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawals:
    """Stale rewrites: right before the change, wrong after it."""

    exposures: tuple[int, ...] = ()
    """Of each that went: how often it did the wrong thing before it was gone."""
    still_there: int = 0
    """Those that were not seen to go until the end."""


def withdrawals(records: Iterable[Record]) -> Withdrawals:
    """Of one arm."""
    heard: dict[tuple[int, str, str], list[Record]] = {}
    for record in records:
        heard.setdefault((record.seed, record.home, record.heard), []).append(record)
    gone: list[int] = []
    left = 0
    for said in heard.values():
        for rewrite in dict.fromkeys(one.rewritten for one in said if one.rewritten):
            before = [one for one in said if not one.after_drift and one.rewritten == rewrite]
            after = [one for one in said if one.after_drift]
            bad = [n for n, one in enumerate(after) if one.rewritten == rewrite and one.defect]
            if not any(one.won for one in before) or not bad:
                continue
            if bad[-1] < len(after) - 1:
                gone.append(len(bad))
            else:
                left += 1
    return Withdrawals(exposures=tuple(gone), still_there=left)
