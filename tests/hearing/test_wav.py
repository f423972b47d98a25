"""Any wav that a person may have is read, or refused in words that help."""

import struct
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.frame import AudioError
from assistant.audio.source import FileSource
from assistant.audio.wav import EXTENSIBLE, FLOAT, PCM, read_wav, write_wav

SECONDS = 0.5
TONE_HERTZ = 440


def tone(rate: int, channels: int = 1) -> np.ndarray:
    """A tone at half of full scale, shape (samples, channels)."""
    wave = 0.5 * np.sin(2 * np.pi * TONE_HERTZ * np.arange(int(SECONDS * rate)) / rate)
    return np.repeat(wave[:, None], channels, axis=1)


def packed(values: np.ndarray, code: int, bits: int) -> bytes:
    """The values, -1 to 1, as a wav file writes them."""
    if code == FLOAT:
        return values.astype(f"<f{bits // 8}").tobytes()
    if bits == 8:
        return np.round(values * 127 + 128).astype(np.uint8).tobytes()
    integers = np.round(values * (2 ** (bits - 1) - 1)).astype("<i8")
    return b"".join(
        int(value).to_bytes(bits // 8, "little", signed=True) for value in integers.flat
    )


def wav(
    rate: int = 16_000,
    channels: int = 1,
    bits: int = 16,
    code: int = PCM,
    *,
    extensible: bool = False,
    before_data: bytes = b"",
) -> bytes:
    data = packed(tone(rate, channels), code, bits)
    block = channels * bits // 8
    told = EXTENSIBLE if extensible else code
    form = struct.pack("<HHIIHH", told, channels, rate, rate * block, block, bits)
    if extensible:
        form += struct.pack("<HHIH", 22, bits, 0, code) + bytes(14)
    body = b"fmt " + struct.pack("<I", len(form)) + form + before_data
    body += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


@pytest.mark.parametrize(
    "file",
    [
        wav(),
        wav(channels=2),
        wav(channels=6),
        wav(bits=8),
        wav(bits=24),
        wav(bits=32),
        wav(code=FLOAT, bits=32),
        wav(code=FLOAT, bits=64),
        wav(rate=44_100, channels=2),
        wav(rate=48_000, bits=24, extensible=True),
        wav(rate=8_000),
        wav(rate=22_050),
        wav(before_data=b"LIST\x03\x00\x00\x00abc\x00"),
    ],
    ids=[
        "plain", "stereo", "six channels", "8 bit", "24 bit", "32 bit", "float", "double",
        "44.1 kHz", "extensible", "8 kHz", "22 kHz", "odd chunk",
    ],
)  # fmt: skip
def test_it_becomes_the_same_tone(tmp_path: Path, file: bytes) -> None:
    path = tmp_path / "tone.wav"
    path.write_bytes(file)
    recording = read_wav(path)
    assert recording.warning is None
    assert len(recording.samples) == pytest.approx(16_000 * SECONDS, abs=2)
    middle = recording.samples[1000:-1000]
    assert np.abs(middle).max() / 32768 == pytest.approx(0.5, abs=0.02)
    strongest = np.abs(np.fft.rfft(middle)).argmax() * 16_000 / len(middle)
    assert strongest == pytest.approx(TONE_HERTZ, abs=5)


def test_truncated_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    path.write_bytes(wav()[:-6000])
    recording = read_wav(path)
    assert recording.warning is not None
    assert "6000 bytes are missing" in recording.warning
    assert len(recording.samples) == 16_000 * SECONDS - 3000
    assert FileSource(path).warning == recording.warning


def test_length_left_open_by_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "piped.wav"
    whole = wav()
    path.write_bytes(whole[:40] + b"\xff\xff\xff\xff" + whole[44:])
    assert read_wav(path).warning is None
    assert len(read_wav(path).samples) == 16_000 * SECONDS


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"ID3\x04 this is an mp3, not a wav", "not a wav"),
        (wav()[:30], "cut off"),
        (wav()[:40], "without a data chunk"),
        (wav()[:44], "without any audio"),
        (wav()[:60], "too short"),
        (wav().replace(b"data", b"junk", 1), "without a data chunk"),
        (wav(bits=16)[:20] + struct.pack("<H", 7) + wav()[22:], "kind 7"),
        (wav()[:24] + struct.pack("<I", 3) + wav()[28:], "3 hertz"),
    ],
    ids=[
        "empty",
        "mp3",
        "format cut",
        "data cut",
        "no audio",
        "16 bytes",
        "no data",
        "mu-law",
        "3 hertz",
    ],
)
def test_refused_in_words_that_help(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=complaint) as refusal:
        read_wav(path)
    assert "bad.wav" in str(refusal.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(AudioError, match="cannot be read"):
            read_wav(path)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    samples = (tone(16_000)[:, 0] * 32767).astype(np.int16)
    write_wav(tmp_path / "own.wav", samples)
    assert np.array_equal(read_wav(tmp_path / "own.wav").samples, samples)
