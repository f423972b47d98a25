"""Homes that talk at random, for measuring how fast is learned from them, not how well.

Every home has its own rooms and things, wishes some more often than others, is misheard now and
then, and rewords, repeats or gives up afterwards in the shares that real people do.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.turn import (
    Action,
    Candidate,
    Event,
    Interpretation,
    Outcome,
    Reading,
    Reply,
    Resolution,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
    Turn,
)

BEGIN = datetime(2026, 1, 5, 7, tzinfo=UTC)
DAYS = 56
MISHEARD = 0.15
REWORDED, REPEATED = 0.39, 0.19
GAP_SECONDS, GAP_SPREAD = 17.0, 0.84
"""Median and width of a lognormal whose 90th percentile is 50 seconds."""
_ROOMS = "kitchen bedroom bathroom office hallway garage nursery attic garden cellar".split()
_THINGS = "light,lamp,fan,heater,speaker,blinds,kettle,radio,printer,humidifier".split(",")
_ADJECTIVES = "big small old new left right corner desk wall round tall green night".split()
_DEEDS = (
    ("HassTurnOn", ("turn on the {}", "switch on the {}", "{} on", "get me the {} on")),
    ("HassTurnOff", ("turn off the {}", "switch off the {}", "{} off", "kill the {} off")),
)
"""The last wording of each is never understood."""
_LETTERS = "abcdefghiklmnoprstuvw"


@dataclass(frozen=True, slots=True)
class _Wish:
    intent: str
    device: str
    wordings: tuple[str, ...]


def turns_of(home: int, count: int) -> Iterator[tuple[datetime, Turn]]:
    """So many turns of one home, with when they began; the same for the same home."""
    dice = random.Random(home)
    wishes = _wishes(dice)
    at, made = BEGIN, 0
    pause_seconds = DAYS * 86400 / max(count, 1)
    while made < count:
        wish = wishes[min(int(dice.expovariate(0.12)), len(wishes) - 1)]
        text = dice.choice(wish.wordings)
        for _ in range(6):
            misheard = dice.random() < MISHEARD
            failed = misheard or text == wish.wordings[-1]
            heard = _slip(text, dice) if misheard else text
            yield at, _turn(f"{home}-{made}", at, heard, wish, failed)
            made += 1
            fate = dice.random()
            if made == count or not failed or fate > REWORDED + REPEATED:
                break
            text = dice.choice(wish.wordings) if fate < REWORDED else text
            at += timedelta(seconds=1 + dice.lognormvariate(0, GAP_SPREAD) * GAP_SECONDS)
        at += timedelta(seconds=60 + dice.expovariate(1 / pause_seconds))


def _wishes(dice: random.Random) -> list[_Wish]:
    names = {_name(dice) for _ in range(12)}
    found = [
        _Wish(intent, name, tuple(wording.format(name) for wording in wordings))
        for name in sorted(names)
        for intent, wordings in _DEEDS
    ]
    dice.shuffle(found)
    return found


def _name(dice: random.Random) -> str:
    adjective = f"{dice.choice(_ADJECTIVES)} " if dice.random() < 0.3 else ""
    return f"{dice.choice(_ROOMS)} {adjective}{dice.choice(_THINGS)}"


def _slip(text: str, dice: random.Random) -> str:
    """One letter of one word heard as another; a few slips of a word are all there are."""
    words = text.split()
    number = dice.randrange(len(words))
    word = words[number]
    place = dice.randrange(min(len(word), 3))
    words[number] = word[:place] + _LETTERS[(len(word) + place) % len(_LETTERS)] + word[place + 1 :]
    return " ".join(words)


def _turn(turn_id: str, at: datetime, text: str, wish: _Wish, failed: bool) -> Turn:
    turn = Turn(turn_id)
    for number, (kind, event) in enumerate(_events(at, text, wish, failed)):
        turn.append(Step(type=kind, at_ms=40.0 * number, took_ms=10.0, event=event))
    return turn


def _events(at: datetime, text: str, wish: _Wish, failed: bool) -> Iterator[tuple[str, Event]]:
    yield "run-start", RunStarted(source="text", at=at)
    yield "stt-end", Transcript(text=text)
    if failed:
        sorry = "Sorry, I didn't understand that."
        yield "intent-end", Interpretation(text=text)
        yield "resolve-end", Resolution(decision="decline", reason="no_intent_match", reply=sorry)
        yield "act-end", Outcome(kind="declined", reply=sorry, code="no_intent_match")
        yield "tts-end", Reply(text=sorry, duration_ms=1500)
        yield "run-end", RunEnded(kind="declined")
        return
    slots = {"name": wish.device}
    reading = Reading(
        intent=wish.intent, slots=slots, probability=0.97, matched_by="template", text=text
    )
    done = Action(
        device=wish.device,
        service=wish.intent,
        data={},
        result="confirmed",
        took_ms=50.0,
        before={"state": "off"},
    )
    candidate = Candidate(reading=reading, devices=(wish.device,), probability=0.97)
    yield "intent-end", Interpretation(text=text, readings=(reading,))
    yield "resolve-end", Resolution(decision="act", candidates=(candidate,))
    yield (
        "act-end",
        Outcome(
            kind="action_done", reply="Done.", intent=wish.intent, slots=slots, actions=(done,)
        ),
    )
    yield "tts-end", Reply(text="Done.", duration_ms=600)
    yield "run-end", RunEnded(kind="action_done")
