"""Whatever a request holds, a handler makes a plan of it or says why not; it never breaks."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.context import Context
from assistant.home.file import load_home
from assistant.skill import CannotDo, Plan, Request, Skill, discover
from assistant.turn import Value
from devices.contract import Device, State, check_command, normalise_state
from tests.replay.suite import HOME_FILE

SKILLS = discover()
HOME = load_home(HOME_FILE)
STATES = {device.id: normalise_state(device.kind, device.state) for device in HOME.devices}
SLOTS = (
    "name", "area", "floor", "domain", "device_class", "state", "brightness", "color",
    "temperature", "temperature_unit", "position", "percentage", "volume_level", "volume_step",
    "brightness_step", "percentage_step", "temperature_step", "fan_mode", "item", "search_query",
    "media_class", "time", "hours", "minutes", "seconds",
)  # fmt: skip
WORDS = (
    "lamp", "kitchen", "upstairs", "light", "on", "off", "open", "red", "up", "down", "milk",
    "07:30", "auto", "the moon", "", "-", "0", "all", "ünïcode ☃",
)  # fmt: skip
COMMANDS = [i for i, skill in SKILLS.items() if skill.targets and not skill.is_question]
FORMS = ("default", "one", "one_yesno", "any", "all", "which", "how_many", "hello", "nonsense")

values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1000, 100_000),
    st.floats(-1000, 100_000),
    st.sampled_from(WORDS),
    st.tuples(st.sampled_from(WORDS)),
)
slots = st.dictionaries(st.sampled_from(SLOTS), values, max_size=5)


def suiting(skill: Skill) -> tuple[Device, ...]:
    """The devices that may be meant."""
    if skill.targets is None:
        return ()
    kinds = skill.targets.kinds
    return tuple(device for device in HOME.devices if not kinds or device.kind in kinds)


@st.composite
def requests(draw: st.DrawFn, skill: Skill) -> Request:
    pool = suiting(skill)
    chosen: tuple[Device, ...] = ()
    if pool:
        devices = st.lists(
            st.sampled_from(pool), min_size=1, max_size=6, unique_by=lambda device: device.id
        )
        chosen = tuple(draw(devices))
    states: Mapping[str, State] = draw(st.sampled_from((STATES, {})))
    return Request(
        intent=skill.intent,
        slots=draw(slots),
        form=draw(st.sampled_from(FORMS)),
        devices=chosen,
        context=Context(
            home=HOME,
            states=states,
            now=datetime(2026, 3, 2, 12, 0),
            unavailable=frozenset(draw(st.sets(st.sampled_from(["oven", "desk_lamp"])))),
            area=draw(st.sampled_from((None, "kitchen"))),
        ),
    )


@pytest.mark.parametrize("intent", SKILLS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_handler_plans_or_says_why_not(intent: str, data: st.DataObject) -> None:
    skill = SKILLS[intent]
    request = data.draw(requests(skill))
    try:
        plan = skill.handle(request)
    except CannotDo as reason:
        assert str(reason)
        return
    assert isinstance(plan, Plan)
    meant = {device.id: device for device in request.devices}
    for task in plan.tasks:
        assert task.command.device in meant, "only what was meant is commanded"
        assert task.until({}) in (True, False)
        assert task.until(STATES[task.command.device]) in (True, False)
    if skill.is_question:
        assert plan.tasks == (), "a question changes nothing"


@pytest.mark.parametrize("intent", COMMANDS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_command_is_one_that_the_device_knows(intent: str, data: st.DataObject) -> None:
    """With slots of the kinds that understanding delivers."""
    skill = SKILLS[intent]
    sensible = {
        "brightness": st.integers(0, 100),
        "color": st.sampled_from(("red", "blue", "white")),
        "position": st.integers(0, 100),
        "percentage": st.integers(0, 100),
        "volume_level": st.integers(0, 100),
        "temperature": st.integers(5, 35),
        "item": st.sampled_from(("milk", "eggs")),
        "search_query": st.just("jazz"),
        "fan_mode": st.just("auto"),
        "time": st.just("07:30"),
        "area": st.just("kitchen"),
    }
    drawn = data.draw(st.fixed_dictionaries(sensible))
    if skill.intent == "HassLightSet":
        drawn.pop("temperature")
    request = data.draw(requests(skill))
    request = Request(
        intent=intent, slots=drawn, form="default", devices=request.devices,
        context=request.context,
    )  # fmt: skip
    try:
        plan = skill.handle(request)
    except CannotDo:
        return
    kinds = {device.id: device.kind for device in HOME.devices}
    for task in plan.tasks:
        kind = kinds[task.command.device]
        if kind in ("weather", "sensor", "binary_sensor"):
            continue
        check_command(kind, task.command.service, task.command.data)
    assert plan.reply or intent == "HassNevermind"
