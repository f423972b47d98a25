"""One small rule for each kind of wish.

A rule looks at the pieces of the clause and yields intents with slots, as the sentence templates
do. Several rules may fit; the probability of each is settled afterwards from how much of the
clause it leaves unexplained.
"""

from collections.abc import Iterable

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import (
    Meaning,
    Rule,
    asks_at_the_end,
    is_question,
    states_a_fact,
)
from assistant.understanding.rules.air import climate_mode, fan_speed, humidity, temperature, warmer
from assistant.understanding.rules.doors import (
    lock,
    nudged,
    open_a_lock,
    open_or_close,
    position,
    stop_moving,
)
from assistant.understanding.rules.factors import by_a_factor
from assistant.understanding.rules.lights import brighter, brightness, color, kelvin, whiter
from assistant.understanding.rules.machines import coffee, mower, vacuum
from assistant.understanding.rules.media import media, volume
from assistant.understanding.rules.switching import alarm_clock, arm, run, switch, toggle

RULES: tuple[Rule, ...] = (
    by_a_factor, kelvin, whiter, color, brightness, brighter, position, temperature,
    climate_mode, humidity, warmer, fan_speed, volume, media, lock, nudged, open_or_close,
    open_a_lock, stop_moving,
    vacuum, mower, coffee, arm, alarm_clock, run, toggle, switch,
)  # fmt: skip
DECISIVE: Iterable[Rule] = frozenset({by_a_factor, kelvin, whiter, lock, nudged})
"""When one of these fits, nothing after it is looked at."""


def meanings(clause: Clause, context: Context) -> list[Meaning]:
    """Every intent that some rule finds; a clause that denies or asks has none here."""
    if not clause.pieces or clause.has("not") or states_a_fact(clause):
        return []
    if is_question(clause) or asks_at_the_end(clause):
        return []
    found: list[Meaning] = []
    for rule in RULES:
        found.extend(rule(clause, context))
        if found and rule in DECISIVE:
            break
    return found
