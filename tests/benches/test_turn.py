"""The benchmark of one spoken command measures what it says."""

import wave
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from assistant.turn import RunEnded, Step, Turn, Utterance, WakeWord
from benches import turn as bench
from benches.report import Row

FRAME_MS = 80.0


def step(kind: str, took_ms: float, event: object = None) -> Step:
    return Step(type=kind, at_ms=0, took_ms=took_ms, event=event or RunEnded(kind="ignored"))  # type: ignore[arg-type]


def heard(ended_by: str = "silence") -> Turn:
    utterance = Utterance(start_ms=900, speech_end_ms=2000, end_ms=2240, ended_by=ended_by)  # type: ignore[arg-type]
    return Turn("one", [step("vad-end", 30, utterance)])


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """Three frames of silence."""
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(2 * 3 * 1280))
    return path


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_quick_computing_waits_for_the_microphone(wav: Path) -> None:
    clock = Clock()
    source = bench.LiveSource(wav, clock)
    for number in (1, 2, 3):
        await anext(source)
        assert source.now_ms == pytest.approx(number * FRAME_MS)
        clock.seconds += 0.07


async def test_slow_computing_makes_later_frames_wait(wav: Path) -> None:
    clock = Clock()
    source = bench.LiveSource(wav, clock)
    await anext(source)
    clock.seconds += 0.2
    await anext(source)
    assert source.now_ms == pytest.approx(280)
    await anext(source)
    assert source.audio_ms == 240
    assert source.now_ms == pytest.approx(280)


async def test_the_audio_ends(wav: Path) -> None:
    source = bench.LiveSource(wav)
    assert [frame.shape async for frame in source] == [(1280,)] * 3


def test_time_after_speech_counts_from_the_last_voice() -> None:
    assert bench.after_speech_ms(heard(), 2310.0) == 310.0


@pytest.mark.parametrize(("ended_by", "published"), [("end_of_audio", 2310.0), ("silence", None)])
def test_without_a_command_or_a_silence_there_is_no_time(
    ended_by: str, published: float | None
) -> None:
    assert bench.after_speech_ms(heard(ended_by), published) is None


def test_the_wake_word_is_counted_wherever_it_was_noted() -> None:
    woken = WakeWord(name="hey_jarvis", score=0.9, end_ms=900)
    turn = Turn("one", [step("run-start", 20), step("wake_word-end", 1, woken), step("run-end", 5)])
    assert bench.stage_times(turn) == {"wake_word": 21}


def test_waiting_for_devices_is_no_computing() -> None:
    stages = MappingProxyType({"wake_word": 30.0, "act": 900.0, "tts": 10.0})
    take = bench.Take(audio_ms=4000, stages_ms=stages, after_speech_ms=300.0)
    assert bench.real_time_factor([take]) == pytest.approx(0.01)


def test_rows_have_the_names_of_the_issue() -> None:
    takes = [
        bench.Take(audio_ms=4000, stages_ms={"vad": 30.0}, after_speech_ms=after)
        for after in (280.0, 300.0, 320.0, None)
    ]
    rows = list(
        bench.latency_rows(
            bench.Played(takes=tuple(takes), resident_mb=200.0, idle_core_percent=1.0)
        )
    )
    by_name: dict[str, Row] = {row.measure: row for row in rows}
    assert by_name["command_after_speech_p50_ms"].value == 300
    assert by_name["command_after_speech_p95_ms"].n == 3
    assert {"vad_p50_ms", "vad_p95_ms", "vad_p99_ms", "real_time_factor"} <= set(by_name)


@pytest.mark.parametrize(("values", "median"), [([], None), ([7.0], 7.0), ([1.0, 3.0], 2.0)])
def test_percentiles_of_few(values: list[float], median: float | None) -> None:
    assert bench.percentiles(values).get("p50") == median


def test_the_room_is_as_quiet_as_it_says() -> None:
    noise = bench.pink(16_000, np.random.default_rng(0)).astype(np.float64) / 32768
    level_db = 20 * np.log10(np.sqrt(np.mean(noise**2)))
    assert level_db == pytest.approx(bench.ROOM_DB, abs=0.5)


def test_only_what_nobody_called_for_is_played_to_the_listener() -> None:
    names = {path.stem for path in bench.without_wake_word(bench.RECORDINGS)}
    assert "no_wake_talk" in names
    assert "kitchen_light_on" not in names


@pytest.fixture
def two_recordings(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "manifest.yaml").write_text(
        f"- audio: {bench.RECORDINGS}/kitchen_light_on.wav\n  area: kitchen\n"
        f"- audio: {bench.RECORDINGS}/no_wake_talk.wav\n  area: kitchen\n"
    )
    yield tmp_path


@pytest.mark.slow
def test_a_recording_is_played_to_a_running_home(two_recordings: Path) -> None:
    played = bench.play_all(two_recordings, idle_seconds=0.1)
    spoken, silent = played.takes
    assert spoken.after_speech_ms is not None
    assert 200 < spoken.after_speech_ms < 5000
    assert {"wake_word", "vad", "stt", "intent", "resolve", "act"} <= set(spoken.stages_ms)
    assert silent.after_speech_ms is None
    assert played.resident_mb > 50
