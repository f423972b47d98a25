"""Where both networks hear another wish than the rules do, it is asked about and not done.

The two have learned how people word a wish, and know nothing of this home; the rules know this
home, and may take one word for all that was said ("stop the stereo completely": how loud?). Either
is often wrong alone.
"""

from collections.abc import Set as AbstractSet

from assistant.turn import Interpretation, Reading
from assistant.understanding.sureness import doubted, is_likely
from assistant.understanding.wish_reader import WishReader
from assistant.understanding.wishes.model import Wishes
from assistant.understanding.wishes.sense import ASKING
from assistant.understanding.words import words_of

DISSENT = 0.1
"""Both give less than this to the intent and to those that do about the same."""
SHORTEST = 2
"""Words that the networks know what to make of: "play" is nobody's sentence."""
BY_THEIR_OWN_WORDS = frozenset({"frame", "guess", "part", "topic", "wish"})
"""How what is doubted was read; a template has a place for each word, and what is said of the dark
or in a conversation is worded as the networks have not learned it.
"""
SWITCHED_ON = frozenset(
    "HassTurnOn HassToggle HassVacuumStart HassVacuumCleanArea HassLawnMowerStartMowing "
    "HassMediaUnpause HassMediaSearchAndPlay HassLightSet HassFanSetSpeed HassSetPosition "
    "HassClimateSetTemperature HassClimateSetFanMode HassClimateGetTemperature ClimateSetMode "
    "HassUnpauseTimer".split()
)
SWITCHED_OFF = frozenset(
    "HassTurnOff HassToggle HassVacuumReturnToBase HassLawnMowerDock HassMediaPause "
    "HassMediaPlayerMute HassStopMoving HassLightSet HassFanSetSpeed HassSetPosition "
    "HassCancelTimer HassCancelAllTimers HassPauseTimer CancelPlan VacuumPause".split()
)
LISTED = frozenset("HassListAddItem HassListCompleteItem HassListRemoveItem".split())
ABOUT_THE_SAME = (SWITCHED_ON, SWITCHED_OFF, LISTED)
UNKNOWN = "alarm_control_panel"
"""Neither has learned that it can be set."""
OTHERS = frozenset(
    "AlarmClockSet HassBroadcast HassSetVolume HassSetVolumeRelative HassStartTimer "
    "HassMediaNext HassMediaPrevious HassDecreaseTimer HassIncreaseTimer".split()
)
JUDGED = OTHERS.union(*ABOUT_THE_SAME) - ASKING
"""What is done at once, and known to the networks."""


def with_second_opinion(
    found: Interpretation, confidence: float, wishes: WishReader
) -> Interpretation:
    """The interpretation, doubted where both networks hear something else in it."""
    if not is_likely(found.readings, confidence) or len(words_of(found.text)) < SHORTEST:
        return found
    best = found.readings[0]
    if best.also or best.matched_by not in BY_THEIR_OWN_WORDS or best.intent not in JUDGED:
        return found
    if _is_switched_by_name(best) or best.slots.get("domain") == UNKNOWN:
        return found
    heard = (wishes.heard_plainly(found.text), wishes.heard(found.text).wishes)
    return doubted(found) if all(_gives(best, one) < DISSENT for one in heard) else found


def _is_switched_by_name(best: Reading) -> bool:
    """ "Turn on the drip line": what it is called only this home knows."""
    return best.intent in ("HassTurnOn", "HassTurnOff") and "name" in best.slots


def _gives(reading: Reading, heard: Wishes) -> float:
    intent = reading.intent.replace("ShoppingList", "List")
    alike: list[AbstractSet[str]] = [{intent}, *(one for one in ABOUT_THE_SAME if intent in one)]
    return max(sum(map(heard.of_intent, intents)) for intents in alike)
