"""How well speech is heard: words, names, orders, what is not for the home; beside pocketsphinx.

Every peer gets the same language, compiled from a whole home or a whole ordering grammar, and the
same audio. The test half of the data is for final figures: mistakes are shown for the dev half.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import track

from assistant.evaluation.hearing.clip import Task
from assistant.evaluation.hearing.peers import PEERS, NotInstalled
from assistant.evaluation.hearing.run import Outcome, mistakes, run
from assistant.evaluation.hearing.tasks import TASKS, task
from assistant.evaluation.understanding.speed import large_home
from assistant.home_language import Spoken, compile_language
from assistant.speech.choose import bundled_folder
from assistant.speech.vosk import VoskRecogniser
from benches.report import Row
from benches.turn import in_fresh_process, resident_mb

HOMES = (50, 1000)
"""Devices of the homes that are compiled whole, with names of up to four words."""
_notes: dict[str, str] = {}
"""What was not measured, and why."""


def add_options(parser: ArgumentParser) -> None:
    """What is heard, by whom."""
    parser.add_argument("--set", action="append", choices=tuple(TASKS), help="only this set")
    parser.add_argument("--peer", action="append", choices=tuple(PEERS), help="only this peer")
    parser.add_argument("--model", type=Path, help="folder of a Vosk model to try as ours")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="half (dev)")
    parser.add_argument(
        "--limit", type=int, default=150, help="at most so many clips of a set (150)"
    )
    parser.add_argument("--errors", type=int, default=0, help="show so many mistakes of a set")


def measure(options: Namespace) -> Iterator[Row]:
    """Every set with every peer, each in a fresh process."""
    if options.split == "test" and options.errors:
        sys.exit("hearing: mistakes are shown for the dev half only")
    if not options.set:
        for devices in HOMES:
            yield from _compile_row(devices)
    console = Console(stderr=True)
    pairs = [(name, peer) for name in options.set or TASKS for peer in options.peer or PEERS]
    for name, peer in track(pairs, "listening", console=console, transient=True):
        try:
            outcome, memory = in_fresh_process(hear, name, peer, options)
        except NotInstalled as missing:
            _notes[peer] = f"skipped: {missing}"
            continue
        if isinstance(outcome, str):
            _notes[name] = f"skipped: {outcome}"
            continue
        for said in list(mistakes(outcome))[: options.errors]:
            console.print(f"{peer} {said[0]}: {said[1]!r} heard {said[2]!r}", markup=False)
        yield from _rows(name, peer, outcome, memory)


def conditions(options: Namespace) -> Mapping[str, str]:
    """What the values depend on; filled while measuring."""
    return {
        "split": f"{options.split} half, at most {options.limit} clips of a set",
        "model": str(options.model or "the bundled one"),
        "language": "of the default home as it was on 2026-11-29, of the home that the clips are "
        "for (others_tts), of the coffee machine's grammar (people_coffee); with 30 single words "
        "(people_words) or 6 calls (people_wake) as a tenth of what is expected",
        "synthetic": "a hundred fixed sentences, sampled once as those that are expected; free: a "
        "hundred of tests/utterances; voices, rooms and noises that nothing was trained with",
        "entity_wer": "errors that touch a word of a name, a room or a number, by such words said",
        "accepted_out_of_home": "share of clips not meant for the home that it would act on or ask "
        "about; heard_out_of_home: that gave any word; outside_names: commands for things that the "
        "home lacks",
        "compile_seconds": "from sampled sentences to loaded graphs, without the sampling; of "
        "devices_N all of it, in a process that has loaded nothing before",
        "resident_mb": "1e6 bytes: a fresh process with understanding and one recogniser",
        **_notes,
    }


def compile_seconds(devices: int) -> float:
    """From a home of so many devices to a recogniser that hears its names, nothing kept before."""
    home = large_home(devices, max(1, devices // 8))
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        spoken = Spoken(home=home, wake_words=("hey_jarvis",))
        compile_language(spoken, bundled_folder(), Path(folder) / "made")
        VoskRecogniser(Path(folder) / "made")
        return time.perf_counter() - began


def _compile_row(devices: int) -> Iterator[Row]:
    seconds = in_fresh_process(compile_seconds, devices)
    name = f"devices_{devices}"
    yield Row(measure="compile_seconds", set=name, value=seconds, unit="s", n=1)


def hear(name: str, peer: str, options: Namespace) -> tuple[Outcome | str, float]:
    """In a process of its own: what it heard, and the memory that it took."""
    found: Task = task(name, options.split)
    if found.skipped:
        return found.skipped, 0.0
    outcome = run(found, peer, options.model, options.limit)
    return outcome, resident_mb()


def _rows(name: str, peer: str, outcome: Outcome, memory: float) -> Iterator[Row]:
    row = partial(Row, set=name, peer=peer)
    errors, clips = outcome.errors, len(outcome.heard)
    ratio = partial(row, unit="ratio")
    if errors.words:
        yield ratio(measure="wer", value=errors.wrong / errors.words, n=errors.words)
        exact = errors.exact / errors.utterances
        yield ratio(measure="sentence_exact", value=exact, n=errors.utterances)
    if errors.entity_words:
        wrong = errors.wrong_entity_words / errors.entity_words
        yield ratio(measure="entity_wer", value=wrong, n=errors.entity_words)
    wanted, right, whole = outcome.slots
    if wanted:
        yield ratio(measure="slots_right", value=right / wanted, n=wanted)
        yield ratio(measure="sentence_exact", value=whole / clips, n=clips)
    outside = [one for one in outcome.heard if not one.clip.wanted]
    if outside:
        taken = sum(one.accepted for one in outside) / len(outside)
        heard = sum(bool(one.words) for one in outside) / len(outside)
        yield ratio(measure="accepted_out_of_home", value=taken, n=len(outside))
        yield ratio(measure="heard_out_of_home", value=heard, n=len(outside))
    yield ratio(measure="real_time_factor", value=outcome.real_time_factor, n=clips)
    yield row(measure="load_seconds", value=outcome.load_seconds, unit="s", n=1)
    yield row(measure="compile_seconds", value=outcome.compile_seconds, unit="s", n=1)
    yield row(measure="resident_mb", value=memory, unit="MB", n=1)
