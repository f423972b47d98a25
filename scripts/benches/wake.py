"""The wake words: how surely they wake, and how seldom anything else does.

Ours lets the recogniser confirm what leaves doubt; the peer is openWakeWord's own rule, a score
of one half. "Alexa" is said by people, "hey jarvis" by synthetic voices that nothing was tuned on.
"""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.progress import track

from assistant.audio.frame import RATE
from assistant.evaluation.hearing.made_up import NoVoices
from assistant.evaluation.hearing.waking import NOISES_DB, WORDS, calls, others, recall, woken_by
from assistant.evaluation.understanding.shared import NoData
from assistant.speech.choose import bundled_folder
from assistant.speech.wake_check import WakeCheck
from assistant.stages.wake import Threshold, WakeStage
from benches.report import Row

OPENWAKEWORD = Threshold(sure=0.5, doubt=0.5)
ALL_OTHERS = "all_non_wake"

_notes: dict[str, str] = {}
"""What was not measured, and why."""


def add_options(parser: ArgumentParser) -> None:
    """How much is listened to."""
    parser.add_argument("--set", action="append", choices=(*NOISES_DB, ALL_OTHERS))
    parser.add_argument("--peer", action="append", choices=("ours", "openwakeword"))
    parser.add_argument("--limit", type=int, default=10_000, help="at most so many clips of a set")


def measure(options: Namespace) -> Iterator[Row]:
    """Recall of each word at each level of noise, and false wakes an hour of all of them."""
    sets = options.set or (*NOISES_DB, ALL_OTHERS)
    for peer in options.peer or ("ours", "openwakeword"):
        for name in sets:
            if name == ALL_OTHERS:
                yield from _false_wakes(peer, options.limit)
            else:
                yield from _recall(peer, name, options.limit)


def conditions(options: Namespace) -> Mapping[str, str]:
    """What the values depend on."""
    return {
        "voices": "alexa: people, one clip each; hey_jarvis: synthetic, and a wish behind it",
        "noise": "so many dB below the voice, in a room; recordings that nothing was tuned on",
        **_notes,
    }


def _stage(peer: str, words: tuple[str, ...]) -> WakeStage:
    if peer == "ours":
        stage = WakeStage(words, check=WakeCheck(bundled_folder(), words))
    else:
        stage = WakeStage(words, thresholds=dict.fromkeys(words, OPENWAKEWORD))
    stage.prepare()
    return stage


def _recall(peer: str, name: str, limit: int) -> Iterator[Row]:
    for word in WORDS:
        try:
            asked = calls(word)[:limit]
        except (NoData, NoVoices) as missing:
            _notes[word] = f"skipped: no data: {missing}"
            continue
        woken = asyncio.run(recall(_stage(peer, (word,)), asked, NOISES_DB[name]))
        share = woken / len(asked)
        yield Row(
            measure="wake_recall",
            set=f"{name} {word}",
            value=share,
            unit="ratio",
            n=len(asked),
            peer=peer,
        )


def _false_wakes(peer: str, limit: int) -> Iterator[Row]:
    try:
        clips = list(others())[:limit]
    except NoData as missing:
        _notes[ALL_OTHERS] = f"skipped: no data: {missing}"
        return
    stage, wakes, seconds = _stage(peer, WORDS), 0, 0.0
    for clip in track(clips, "listening", console=Console(stderr=True), transient=True):
        samples = clip.load()
        seconds += len(samples) / RATE
        found = asyncio.run(woken_by(stage, samples))
        wakes += len(found)
        if found:
            _notes[f"{peer} woken by"] = f"{_notes.get(f'{peer} woken by', '')} {clip.name}".strip()
    hours = seconds / 3600
    _notes["hours"] = f"{hours:.2f} of other speech and noise, both words listening"
    yield Row(
        measure="false_wakes_per_hour",
        set=ALL_OTHERS,
        value=wakes / hours,
        unit="1/h",
        n=len(clips),
        peer=peer,
    )
