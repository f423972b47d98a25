"""Sessions and rows for tests of the chains, and the dense reference they are held against."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.learning.markov.counts import Row
from assistant.learning.markov.sessions import Session, Visit

TODAY = datetime(2026, 3, 2, tzinfo=UTC)
NAMES = [f"s{number}" for number in range(8)]

weights = st.floats(0.01, 50.0)
rows_strategy = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(
        Row,
        onward=st.dictionaries(st.sampled_from(NAMES), weights, max_size=4),
        success=weights,
        failure=st.floats(0.0, 50.0),
    ),
    max_size=len(NAMES),
)


def visit(
    state: str, onward: float = 0.0, defect: float = 0.0, *, text: str = "", guarded: bool = False
) -> Visit:
    return Visit(
        turn=f"turn of {state}",
        state=state,
        text=text or state,
        onward=onward,
        defect=defect,
        guarded=guarded,
    )


def session(*visits: Visit, at: datetime = TODAY) -> Session:
    return Session(at=at, visits=visits)


def dense(rows: Mapping[str, Row]) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """States, N and the success column of R, as in any textbook."""
    states: Sequence[str] = sorted({*rows, *(b for row in rows.values() for b in row.onward)})
    place = {state: number for number, state in enumerate(states)}
    onward = np.zeros((len(states), len(states)))
    success = np.zeros(len(states))
    for state, row in rows.items():
        for following, weight in row.onward.items():
            onward[place[state], place[following]] = weight / row.total
        success[place[state]] = row.success / row.total
    return list(states), np.linalg.inv(np.eye(len(states)) - onward), success
