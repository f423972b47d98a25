"""The peers and ours on a small home, and Home Assistant's intent handlers."""

import pytest
from home_assistant_intents import get_intents

from assistant.context import Context
from assistant.evaluation.understanding.item import Item, Meaning, Nothing
from assistant.evaluation.understanding.peers.gazetteer import HassilThenGazetteer, NotInstalled
from assistant.evaluation.understanding.peers.handlers import KNOWN, carry_out
from assistant.evaluation.understanding.peers.hassil_strict import HassilStrict
from assistant.evaluation.understanding.peers.ours import Ours
from assistant.evaluation.understanding.peers.peer import Peer
from assistant.evaluation.understanding.peers.rehearsal import Rehearsal
from assistant.skill import discover
from assistant.turn import Candidate, Reading, Resolution
from tests.evaluation.homes import item

ANY = Nothing(why="not judged here")


def said(text: str, area: str | None = "kitchen", history: tuple[str, ...] = ()) -> Item:
    return item(ANY, text=text, area=area, history=history)


def did(peer: Peer, asked: Item) -> set[tuple[str, str]]:
    return {(command.device, command.service) for command in peer.react(asked).deed.commands}


def means(intent: str, **slots: str | int) -> tuple[Meaning, ...]:
    return (Meaning(intent=intent, slots=slots),)


def test_every_intent_of_home_assistant_is_dealt_with() -> None:
    data = get_intents("en")
    assert data is not None
    assert set(data["intents"]) <= KNOWN


@pytest.mark.parametrize(
    ("meanings", "expected"),
    [
        (means("HassTurnOn", name="ceiling light"), {("light.ceiling", "turn_on")}),
        (means("HassTurnOn", name="lamp"), {("light.lamp", "turn_on")}),  # the one here
        (
            means("HassTurnOff", area="kitchen", domain="light"),
            {("light.ceiling", "turn_off"), ("light.lamp", "turn_off")},
        ),
        (means("HassTurnOff", floor="ground floor", domain="light"), None),
        (means("HassTurnOn", name="front door"), {("lock.door", "lock")}),
        (means("HassTurnOn", domain="switch"), {("coffee", "turn_on")}),
        (means("HassSetVolumeRelative", volume_step="up"), {("media.radio", "volume_up")}),
        (means("HassMediaPause"), {("media.radio", "media_pause")}),
        (means("HassShoppingListAddItem", item="eggs"), {("todo.shopping", "add_item")}),
    ],
)
def test_intents_are_carried_out_as_home_assistant_does(
    meanings: tuple[Meaning, ...], expected: set[tuple[str, str]] | None
) -> None:
    deed = carry_out(meanings, said(""))
    found = {(command.device, command.service) for command in deed.commands}
    assert found == (expected or {("light.ceiling", "turn_off"), ("light.lamp", "turn_off")})


@pytest.mark.parametrize(
    "meanings",
    [means("HassTurnOn", name="sauna"), means("HassTurnOn"), means("HassMediaUnpause")],
)
def test_without_a_target_nothing_is_done(meanings: tuple[Meaning, ...]) -> None:
    deed = carry_out(meanings, said(""))
    assert (deed.kind, deed.refused, deed.commands) == ("declined", True, ())


def test_a_name_that_two_devices_have_needs_the_room() -> None:
    assert carry_out(means("HassTurnOn", name="lamp"), said("", area=None)).kind == "declined"


def test_questions_are_answers_about_devices() -> None:
    deed = carry_out(means("HassGetState", name="front door", state="locked"), said(""))
    assert (deed.kind, deed.devices) == ("answered", ("lock.door",))


def test_hassil_reads_strictly() -> None:
    peer = HassilStrict()
    assert did(peer, said("turn on the lamp")) == {("light.lamp", "turn_on")}
    assert did(peer, said("turn off the lights")) == {
        ("light.ceiling", "turn_off"),
        ("light.lamp", "turn_off"),
    }
    assert peer.react(said("could the lamp shine")).deed.kind == "declined"


def test_gazetteer_reads_what_hassil_does_not() -> None:
    try:
        peer = HassilThenGazetteer()
    except NotInstalled as missing:
        pytest.skip(str(missing))
    assert did(peer, said("flick on the kichen lights")) == {
        ("light.ceiling", "turn_on"),
        ("light.lamp", "turn_on"),
    }
    deed = peer.react(said("flick on the kichen lights")).deed
    assert deed.meanings[0].slots["area"] == "kitchen"
    follows = said("unlock it", history=("is the front door locked",))
    assert did(peer, follows) == {("lock.door", "unlock")}


def test_ours_goes_from_text_to_commands() -> None:
    peer = Ours()
    reaction = peer.react(said("turn on the ceiling light"))
    assert {command.device for command in reaction.deed.commands} == {"light.ceiling"}
    assert reaction.guess is not None
    assert 0 < reaction.guess.probability <= 1
    assert reaction.took_ms > 0
    assert peer.react(said("the moon is made of cheese")).deed.kind in ("declined", "asked")


def test_rehearsing_sends_what_acting_would_and_plans_nothing_by_itself() -> None:
    rehearsal = Rehearsal(discover())
    asked = said("turn on the ceiling light")
    context = Context(home=asked.home, states=asked.before(), now=asked.now, area=asked.area)
    reading = Reading(
        intent="HassTurnOn",
        slots={"name": "ceiling light"},
        probability=1.0,
        matched_by="test",
        text=asked.text,
    )
    meant = Candidate(reading=reading, devices=("light.ceiling",), probability=1.0)
    done = rehearsal.rehearse(Resolution(decision="act", candidates=(meant,)), context)
    assert done.outcome.kind == "action_done"
    assert [(one.device, one.service) for one in done.commands] == [("light.ceiling", "turn_on")]
    assert done.plans == context.plans
    declined = rehearsal.rehearse(Resolution(decision="decline", reply="No."), context)
    assert (declined.outcome.kind, declined.commands) == ("declined", ())
