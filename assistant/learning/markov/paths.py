"""The most probable way from one state to another, to show a person why."""

import heapq
from collections.abc import Mapping
from math import inf, log

from assistant.learning.markov.counts import Row
from assistant.learning.markov.states import State


def best_path(rows: Mapping[State, Row], source: State, target: State) -> tuple[State, ...]:
    """From source to target, both included; empty when there is no way."""
    cost: dict[State, float] = {source: 0.0}
    came_from: dict[State, State] = {}
    queue = [(0.0, source)]
    while queue:
        so_far, state = heapq.heappop(queue)
        if state == target:
            return _walked(came_from, source, target)
        if so_far > cost[state] or state not in rows:
            continue
        total = rows[state].total
        for following, weight in rows[state].onward.items():
            if weight <= 0:
                continue
            further = so_far - log(weight / total)
            if further < cost.get(following, inf):
                cost[following] = further
                came_from[following] = state
                heapq.heappush(queue, (further, following))
    return ()


def _walked(came_from: Mapping[State, State], source: State, target: State) -> tuple[State, ...]:
    way = [target]
    while way[-1] != source:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
