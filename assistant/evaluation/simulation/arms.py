"""The arms of the experiment: what each of them may learn, and how it answers for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.learning.rewriting.model import RewriteSettings

NONE, MARKOV, GLOBAL, PERSONAL = "none", "markov", "retrieval_global", "global_personal"
EVERYTHING, UNGUARDED, POISONED, ORACLE = "everything", "unguarded", "poisoned", "oracle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One way to learn."""

    name: str
    told: str
    """In words, for the report."""
    learns: bool = True
    settings: RewriteSettings = field(default_factory=RewriteSettings)
    poisoned: bool = False
    oracle: bool = False


_ARMS = (
    Arm(name=NONE, told="no learning", learns=False),
    Arm(name=MARKOV, told="Markov chains only", settings=RewriteSettings(search=False)),
    Arm(
        name=GLOBAL,
        told="retrieval, what all homes know",
        settings=RewriteSettings(look_up=False, personal=False),
    ),
    Arm(
        name=PERSONAL,
        told="retrieval, the home's own on top",
        settings=RewriteSettings(look_up=False),
    ),
    Arm(name=EVERYTHING, told="everything"),
    Arm(
        name=UNGUARDED,
        told="everything, no guardrails",
        settings=RewriteSettings(guardrails=False),
    ),
    Arm(name=POISONED, told="everything, 2 in 100 homes hostile", poisoned=True),
    Arm(name=ORACLE, told="rewrites by somebody who knows", learns=False, oracle=True),
)
ARMS: Mapping[str, Arm] = MappingProxyType({arm.name: arm for arm in _ARMS})
"""In the order of the report."""
