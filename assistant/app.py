"""The wiring, in one place: home, bus, journal, stages and pipeline, closed in reverse order."""

import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from assistant.agenda.agenda import Agenda
from assistant.agenda.keeper import Keeper
from assistant.agenda.store import Store
from assistant.background import beside, every_day
from assistant.broker_url import BrokerUrl
from assistant.bus import CLOSED, Bus
from assistant.conversation.arbiter import Arbiter, Bid
from assistant.discovered import keep_discovered
from assistant.ducking.ducking import Ducking
from assistant.ducking.store import Store as DuckedStore
from assistant.foresight import foresight
from assistant.hearing import Ears
from assistant.home.file import load_home
from assistant.home.find import area_named
from assistant.home.model import Home
from assistant.household import Household, household
from assistant.learning.history import Change
from assistant.learning.journal import (
    AnsweredElsewhere,
    ConnectionChanged,
    DevicesKnown,
    Note,
    StateChanged,
)
from assistant.learning.journal_file import JournalError
from assistant.learning.journal_of_run import JournalOfRun
from assistant.learning.recordings import Recordings
from assistant.learning.rewriting.answers import watchers
from assistant.learning.rewriting.doubts import Doubts
from assistant.learning.rewriting.model import RewriteSettings
from assistant.learning.rewriting.shelf import Shelf
from assistant.live import LiveHome
from assistant.mqtt import MqttConnector
from assistant.peers import among_peers, farewell
from assistant.pipeline import Pipeline, Stages
from assistant.ranking.ranker import Ranker
from assistant.ranking.weights import learned_weights
from assistant.records import Observer, Records
from assistant.settings import Settings, SettingsError
from assistant.skill import discover
from assistant.stages.act import ActStage
from assistant.stages.resolve import ResolveStage
from assistant.stages.rewrite import RewriteStage
from assistant.stages.speak import SpeakStage
from assistant.stages.understand import UnderstandStage
from devices.contract import BrokerUnavailable, State
from devices.whole_file import in_words

AGENDA_FILE = "agenda.json"
DUCKED_FILE = "ducked.json"
CONNECT_SECONDS = 10.0
SOON_SECONDS = 1.0
"""After so long without a broker the person is told why nothing happens."""
HOME_SECONDS = 15.0
"""How long the devices may take to announce themselves before the assistant goes on."""
MOST_NAMED = 8
"""Of devices that say nothing: a broker that nobody is at is told in one line."""
Tell = Callable[[str], None]
"""Says one line to the person at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """A running assistant."""

    pipeline: Pipeline
    live: LiveHome
    household: Household
    bus: Bus
    area: str | None
    """Id of the area that requests are made in."""
    arbiter: Arbiter = field(default_factory=Arbiter)
    """Decides which of several microphones answers."""
    keeper: Keeper | None = None
    """Lets happen what is planned; None in a process that only passes by."""
    ducking: Ducking | None = None
    """Makes players quieter while somebody is listened to; None likewise."""


@asynccontextmanager
async def open_assistant(
    settings: Settings,
    tell: Tell,
    *,
    ears: Ears | None = None,
    voice: SpeakStage | None = None,
    simulate: bool = False,
    observers: Sequence[Observer] = (),
) -> AsyncIterator[Assistant]:
    """Everything between the broker and the replies.

    The home that runs already is used, or a simulated one: with `simulate` one that other
    commands find, otherwise one just for this.
    """
    home = load_home(settings.home_file)
    area = area_id(home, settings.area)
    async with contextlib.AsyncExitStack() as stack:
        there = await stack.enter_async_context(household(settings, home, lasting=simulate))
        me = own_name()
        bus = await stack.enter_async_context(own_bus(there.url, me))
        agenda = Agenda(Store(settings.data_dir / AGENDA_FILE, tell))
        live = LiveHome(home, bus, there.clock.now, lambda: agenda.plans)
        has_home = simulate or there.house is not None
        run = stack.enter_context(JournalOfRun(settings.journal_file, tell, has_home=has_home))
        note = run.note
        ducking = _ducking(live, bus, note, settings) if simulate else None
        await _connected(bus, tell)
        _watch_the_broker(bus, note, tell)
        await _known(live, tell, strangers=settings.broker is not None)
        recordings = Recordings(
            folder=settings.recordings_dir,
            keep_days=settings.keep_audio_days,
            enabled=settings.keep_audio_days > 0,
        )
        shelf = Shelf(settings.learned_file, rewrite_settings(settings), tell)
        stages = _stages(live, bus, agenda, ears, voice, shelf, settings)
        objections, answers, doubts = watchers(shelf)
        watching: tuple[Observer, ...] = (*observers, objections, answers, doubts)
        records = Records(journal=run.now, recordings=recordings, observers=watching)
        pipeline = Pipeline(stages, live, records)
        note_devices = partial(_note_devices, live, run)
        note_devices()
        _watch_the_house(live, pipeline, note)
        _watch_the_hands(live, pipeline, there.clock.now, doubts)
        arbiter = Arbiter()
        if simulate:
            lost = partial(_note_lost_call, note)
            arbiter = await stack.enter_async_context(among_peers(bus, me, lost))
        if ducking is not None:
            await stack.enter_async_context(ducking)
        if simulate:
            _keep_discovered(live, settings, tell)
            pipeline.take_over()
        keeper = Keeper(agenda, there.clock, live, pipeline) if simulate else None
        if keeper is not None:
            trying = run.keep_trying(note_devices)
            await stack.enter_async_context(beside(trying, "opening the journal"))
            forget = partial(_forget_the_old, recordings, run, settings, tell)
            forget()
            await stack.enter_async_context(beside(every_day(forget), "forgetting"))
            await stack.enter_async_context(keeper)
        yield Assistant(
            pipeline=pipeline,
            live=live,
            household=there,
            bus=bus,
            area=area,
            arbiter=arbiter,
            keeper=keeper,
            ducking=ducking,
        )


def rewrite_settings(settings: Settings) -> RewriteSettings:
    """The parts of rewriting that this household has on."""
    return RewriteSettings(
        search=settings.rewrite_by_likeness,
        pooled=settings.rewrite_pooled,
        ask=settings.rewrite_by_asking,
    )


def own_name() -> str:
    """One that no other assistant has: of two clients with one name a broker keeps the later."""
    return f"assistant-{uuid.uuid4().hex[:8]}"


def own_bus(url: BrokerUrl, name: str) -> Bus:
    """The connection of the assistant of this name."""
    return Bus(MqttConnector(url), client_id=name, will=farewell(name))


def area_id(home: Home, wanted: str | None) -> str | None:
    """Id of the area with this id or name; SettingsError with the known ones otherwise."""
    if wanted is None:
        return None
    area = area_named(home, wanted)
    if area is None:
        known = ", ".join(area.id for area in home.areas) or "none"
        raise SettingsError(f"--area {wanted!r}: no such area in this home; there are: {known}")
    return area.id


def _stages(
    live: LiveHome,
    bus: Bus,
    agenda: Agenda,
    ears: Ears | None,
    voice: SpeakStage | None,
    shelf: Shelf,
    settings: Settings,
) -> Stages:
    skills = discover()
    ranker = Ranker(lambda: learned_weights(shelf.weights())) if settings.weigh else Ranker()
    understand = UnderstandStage(skills, wake_words=settings.wake_words)
    resolve = ResolveStage(skills, settings.thresholds, ranker)
    rewrite = RewriteStage(shelf.rewriter, foresight(understand, resolve))
    stages = Stages(
        understand=understand,
        resolve=resolve,
        rewrite=rewrite if settings.rewrite else None,
        act=ActStage(skills, live, bus, agenda=agenda),
        wake=ears.wake if ears else None,
        listen=ears.listen if ears else None,
        transcribe=ears.transcribe if ears else None,
        speak=ears.speak if ears else voice,
    )
    stages.understand.prepare()
    return stages


async def _connected(bus: Bus, tell: Tell) -> None:
    try:
        await bus.wait_connected(SOON_SECONDS)
    except BrokerUnavailable as error:
        tell(f"{error}; trying for {CONNECT_SECONDS:g} seconds")
        await bus.wait_connected(CONNECT_SECONDS)


async def _known(live: LiveHome, tell: Tell, *, strangers: bool) -> None:
    silent = await live.wait_until_known(HOME_SECONDS, strangers=strangers)
    if silent:
        tell(f"these devices have not said anything: {a_few(silent)}")


def a_few(names: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED] if more > 1 else names)
    return f"{told} and {more} more" if more > 1 else told


def _forget_the_old(
    recordings: Recordings, run: JournalOfRun, settings: Settings, tell: Tell
) -> None:
    """What is older than it may be kept; what cannot be forgotten is told and keeps nothing else.

    It is tried again the next day.
    """
    now = datetime.now(UTC)
    forgetting: list[Callable[[], int]] = [partial(recordings.prune, now=now)]
    if run.journal is not None and settings.keep_journal_days:
        forgetting.append(partial(run.journal.prune, settings.keep_journal_days, now=now))
    for forget in forgetting:
        try:
            forget()
        except JournalError as error:
            tell(str(error))


def _watch_the_hands(
    live: LiveHome, pipeline: Pipeline, now: Callable[[], datetime], doubts: Doubts
) -> None:
    """What a person puts back at once speaks against what was done."""

    def state_changed(device: str, before: State, after: State) -> None:
        if not pipeline.busy and before:
            at = now().astimezone(UTC)
            doubts.changed(Change(at=at, device=device, before=before, after=after))

    live.mirror.on_state(state_changed)


def _note_devices(live: LiveHome, run: JournalOfRun) -> None:
    """Where the journal does not have them as they are now."""
    kinds = {device.id: device.kind for device in live.mirror.home.devices}
    with contextlib.suppress(JournalError):  # told when it is learned from
        if run.journal is not None and not kinds.items() <= run.journal.kinds().items():
            run.note(DevicesKnown(kinds=kinds))


def _keep_discovered(live: LiveHome, settings: Settings, tell: Tell) -> None:
    try:
        keep_discovered(live.mirror, settings.discovered_file)
    except OSError as error:  # tried again before the night's learning
        tell(f"the devices that were found are not kept: {in_words(error)}")


def _note_lost_call(note: Callable[[Note], None], winner: Bid) -> None:
    note(AnsweredElsewhere(area=winner.claim.area, level_db=round(winner.claim.level_db, 1)))


def _ducking(live: LiveHome, bus: Bus, note: Callable[[Note], None], settings: Settings) -> Ducking:
    store = DuckedStore(settings.data_dir / DUCKED_FILE)
    return Ducking(live, bus, store, note, enabled=settings.duck)


def _watch_the_broker(bus: Bus, note: Callable[[Note], None], tell: Tell) -> None:
    """Tell when it comes and goes, from the first connection on: it may go in mid-start."""

    def connection_changed(connected: bool, reason: str) -> None:
        if reason == CLOSED:
            return
        note(ConnectionChanged(connected=connected, reason=reason))
        tell("the broker is back" if connected else f"the broker is gone: {reason}")

    bus.on_connection_change(connection_changed)


def _watch_the_house(live: LiveHome, pipeline: Pipeline, note: Callable[[Note], None]) -> None:
    """Note what happens outside turns."""

    def state_changed(device: str, before: State, after: State) -> None:
        if not pipeline.busy and before:
            note(StateChanged(device=device, before=before, after=after))

    live.mirror.on_state(state_changed)
