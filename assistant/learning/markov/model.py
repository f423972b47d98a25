"""The solved chains of one home or of many; after a change only what it touches is solved again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.learning.markov.counts import Row
from assistant.learning.markov.solve import Component, components_of, solve_component
from assistant.learning.markov.states import State


@dataclass(slots=True)
class Model:
    """`rows` belongs to the counts; tell `touch` what changed in it."""

    rows: Mapping[State, Row]
    solved_components: int = 0
    """How many were solved so far, for whoever wants to know what an update cost."""
    _component: dict[State, Component] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, rows: Mapping[State, Row]) -> "Model":
        model = cls(rows)
        model.touch(rows)
        return model

    def touch(self, changed: Iterable[State]) -> None:
        """Solve again the components that these states were in or are in now."""
        region = self._region(changed)
        for state in region:
            self._component.pop(state, None)
        known = [state for state in sorted(region) if state in self.rows]
        inside = dict.fromkeys([*known, *(b for a in known for b in self.rows[a].onward)])
        for states in components_of(inside, self.rows):
            if len(states) == 1:
                continue  # most are alone, and a chain of one needs no solving
            component = solve_component(states, self.rows)
            self.solved_components += 1
            for state in states:
                self._component[state] = component

    def component(self, state: State) -> Component | None:
        """None for a state that leads to no other and that no other leads to."""
        return self._component.get(state)

    def success(self, state: State) -> float | None:
        """Probability that who begins here ends well, however many attempts it takes.

        None for a state that was never seen.
        """
        component, row = self._component.get(state), self.rows.get(state)
        if component is not None:
            return float(component.success[component.place[state]])
        if row is None:
            return None
        ended = row.success + row.failure
        return row.success / ended if ended else 0.0

    def _region(self, changed: Iterable[State]) -> set[State]:
        """Everything connected to the changed states, before the change or after it."""
        region: set[State] = set()
        known: set[int] = set()
        """Components taken in whole, by their place in memory."""
        open_ = list(changed)
        while open_:
            state = open_.pop()
            if state in region:
                continue
            region.add(state)
            before = self._component.get(state)
            if before is not None and id(before) not in known:
                known.add(id(before))
                open_.extend(other for other in before.states if other not in region)
            row = self.rows.get(state)
            if row is not None:
                open_.extend(other for other in row.onward if other not in region)
        return region
