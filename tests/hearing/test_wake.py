"""The wake word on real recordings."""

import asyncio
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.frame import Samples
from assistant.audio.source import FileSource, SamplesSource
from assistant.audio.tape import Tape
from assistant.audio.wav import read_wav
from assistant.speech.choose import bundled_folder
from assistant.speech.onnx import model_folder
from assistant.speech.recogniser import RecogniserError
from assistant.speech.wake_check import WakeCheck
from assistant.speech.wakeword import WakeWordModel
from assistant.stages import NotReady
from assistant.stages.wake import Threshold, WakeStage
from assistant.turn import NotWoken, WakeWord
from tests.hearing.ears import RECORDINGS, Ears, manifest


def test_scores_are_those_of_openwakeword_itself() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a GPU that is not there
        from openwakeword.model import Model

        theirs = Model([str(model_folder() / "hey_jarvis_v0.1.onnx")])
    ours = WakeWordModel(("hey_jarvis",))
    samples = read_wav(RECORDINGS / "kitchen_light_on.wav").samples
    frames = samples[: len(samples) // 1280 * 1280].reshape(-1, 1280)
    expected = [theirs.predict(frame)["hey_jarvis_v0.1"] for frame in frames]
    scores = [ours.scores(frame)[0].value for frame in frames]
    assert max(scores) > 0.3
    assert scores == pytest.approx(expected, abs=1e-4)


def test_wakes_when_called_and_only_then(ears: Ears) -> None:
    async def woken(path: Path) -> bool:
        return isinstance(await ears.wake.listen(Tape(FileSource(path))), WakeWord)

    for case in manifest():
        meta = case["meta"]
        assert isinstance(meta, dict)
        called = str(meta["text"]).startswith("hey jarvis") and meta.get("keep", 1) > 0
        assert asyncio.run(woken(RECORDINGS / str(case["audio"]))) == called, meta


async def test_says_how_close_it_came_and_how_long_it_listened(ears: Ears) -> None:
    heard = await ears.wake.listen(Tape(SamplesSource(np.zeros(48_000, np.int16))))
    assert isinstance(heard, NotWoken)
    assert heard.audio_ms == 3040
    assert heard.best_score < 0.05


async def test_the_same_again_after_a_turn(ears: Ears) -> None:
    runs = [await ears.hear_recording("what_time") for _ in range(2)]
    assert runs[0] == runs[1]


async def test_two_turns_on_one_tape(ears: Ears) -> None:
    twice = np.tile(read_wav(RECORDINGS / "music_pause.wav").samples, 2)
    tape = Tape(SamplesSource(twice))
    texts = []
    while isinstance(await ears.wake.listen(tape), WakeWord):
        utterance = await ears.listen.capture(tape)
        texts.append(ears.transcribe.transcribe(utterance).text)
    assert texts == ["pause the music"] * 2


def test_a_model_by_path_and_one_that_is_not_there() -> None:
    WakeStage(words=(str(model_folder() / "alexa_v0.1.onnx"), "hey_mycroft")).prepare()
    with pytest.raises(NotReady, match="no such model"):
        WakeStage(words=("open_sesame",)).prepare()


def test_a_model_that_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"not a network")
    with pytest.raises(NotReady, match="no wake word"):
        WakeStage(words=(str(broken),)).prepare()


class Asked:
    """A check that answers as it is told, and remembers what it was asked."""

    def __init__(self, answer: bool) -> None:
        self.answer = answer
        self.words: list[str] = []

    def knows(self, word: str) -> bool:
        return word == "hey_jarvis"

    def confirms(self, word: str, samples: np.ndarray) -> bool:
        assert 0 < len(samples) <= 32_000
        self.words.append(word)
        return self.answer


def doubtful(check: Asked | None, **others: object) -> WakeStage:
    """A stage for which no score is sure."""
    thresholds = {"hey_jarvis": Threshold(sure=1.1, doubt=0.1)}
    return WakeStage(thresholds=thresholds, check=check, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [True, False])
async def test_what_leaves_doubt_wakes_when_it_is_confirmed(answer: bool) -> None:
    check = Asked(answer)
    heard = await doubtful(check).listen(Tape(FileSource(RECORDINGS / "what_time.wav")))
    assert isinstance(heard, WakeWord) == answer
    assert check.words
    if isinstance(heard, WakeWord):
        assert heard.confirmed_by == "recogniser"


async def test_without_a_check_doubt_is_a_no() -> None:
    heard = await doubtful(None).listen(Tape(FileSource(RECORDINGS / "what_time.wav")))
    assert isinstance(heard, NotWoken)


@pytest.mark.parametrize("answer", [True, False])
async def test_over_its_own_voice_a_score_must_be_higher_to_be_believed(answer: bool) -> None:
    thresholds = {"hey_jarvis": Threshold(sure=0.3, doubt=0.1, sure_over_own_voice=1.1)}

    async def woken(*, own_voice: bool) -> WakeWord | None:
        stage = WakeStage(thresholds=thresholds, check=Asked(answer))  # type: ignore[arg-type]
        tape = Tape(FileSource(RECORDINGS / "kitchen_light_on.wav"))
        stage.begin(0.0)
        frames = [(frame, tape.position_ms) async for frame in tape]
        heard = [await stage.hear(*frame, own_voice=own_voice) for frame in frames]
        return next((one for one in heard if one is not None), None)

    alone, over = await woken(own_voice=False), await woken(own_voice=True)
    assert alone is not None
    assert (over is not None) == answer


@pytest.mark.parametrize(("probability", "woken"), [(0.9, True), (0.1, False)])
async def test_an_enrolled_voice_confirms_and_may_be_demanded(
    probability: float, woken: bool
) -> None:
    class Voice:
        word = "hey_jarvis"

        def probability(self, window: np.ndarray) -> float:
            assert window.shape == (16, 96)
            return probability

    stage = WakeStage(voices=[Voice()], only_voices=True)  # type: ignore[list-item]
    heard = await stage.listen(Tape(FileSource(RECORDINGS / "what_time.wav")))
    assert isinstance(heard, WakeWord) == woken
    if isinstance(heard, WakeWord):
        assert heard.confirmed_by == "voice"


def test_the_recogniser_hears_the_phrase_again_and_nothing_else() -> None:
    check = WakeCheck(bundled_folder(), ("hey_jarvis", "open_sesame.onnx"))
    assert check.knows("hey_jarvis")
    assert not check.knows("open_sesame")
    called = read_wav(RECORDINGS / "what_time.wav").samples[:24_000]
    assert check.confirms("hey_jarvis", called)
    aside = read_wav(RECORDINGS / "no_wake_command.wav").samples[-24_000:]
    assert not check.confirms("hey_jarvis", aside)
    assert not check.confirms("hey_jarvis", np.zeros(24_000, np.int16))
    with pytest.raises(RecogniserError, match="none of the wake words"):
        WakeCheck(bundled_folder(), ("open_sesame",))


class SlowCheck(WakeCheck):
    """Listens again until the event loop has got round."""

    def __init__(self) -> None:
        self.loop_turned = threading.Event()

    def knows(self, word: str) -> bool:
        return True

    def confirms(self, word: str, samples: Samples) -> bool:
        return self.loop_turned.wait(5)


async def test_while_it_listens_again_everything_else_goes_on() -> None:
    check = SlowCheck()
    doubting = WakeStage(thresholds={"hey_jarvis": Threshold(sure=1.1, doubt=0.0)}, check=check)
    asyncio.get_running_loop().call_later(0.1, check.loop_turned.set)
    tape = Tape(FileSource(RECORDINGS / "kitchen_light_on.wav"))
    assert isinstance(await doubting.listen(tape), WakeWord)
