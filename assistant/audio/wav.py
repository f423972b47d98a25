"""Reads any wav file that a person may have into 16,000 hertz mono."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from assistant.audio.frame import RATE, AudioError, Samples

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
USABLE_SECONDS = 0.1
"""A file that was cut off is still read when at least so much audio is left."""

UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)
"""Lengths that programs which write to a pipe leave in the header: read to the end."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The audio of one file."""

    samples: Samples
    warning: str | None = None
    """What is wrong with the file although it could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How the samples of a file are written."""

    code: int
    channels: int
    rate: int
    """Hertz."""
    bits: int

    @property
    def bytes_per_frame(self) -> int:
        return self.channels * self.bits // 8


def read_wav(path: Path) -> Recording:
    """Read a wav of any rate, width and number of channels; `AudioError` says what is wrong."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise AudioError(f"{path}: cannot be read ({error.strerror})") from error
    if not raw:
        raise AudioError(f"{path}: the file is empty (0 bytes)")
    if raw[:4] not in (b"RIFF", b"RF64") or raw[8:12] != b"WAVE":
        raise AudioError(f"{path}: not a wav file (it does not begin with RIFF ... WAVE)")
    written, body, missing = _format_and_data(path, raw)
    frames = len(body) // written.bytes_per_frame
    if not frames:
        raise AudioError(f"{path}: a wav without any audio in it")
    if missing and frames < USABLE_SECONDS * written.rate:
        raise AudioError(f"{path}: cut off after {frames} samples, too short to use")
    warning = f"{path}: the file is cut off, {missing} bytes are missing" if missing else None
    floats = _decode(path, body[: frames * written.bytes_per_frame], written)
    mono = floats.reshape(-1, written.channels).mean(axis=1, dtype=np.float32)
    return Recording(samples=_to_house_rate(mono, written.rate), warning=warning)


def write_wav(path: Path, samples: Samples) -> None:
    """Write 16,000 hertz mono samples as a 16-bit wav."""
    data = samples.astype("<i2").tobytes()
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16,
                         PCM, 1, RATE, 2 * RATE, 2, 16, b"data", len(data))  # fmt: skip
    path.write_bytes(header + data)


def _format_and_data(path: Path, raw: bytes) -> tuple[Format, bytes, int]:
    """The format, the bytes of the samples, and how many bytes the header promised in vain."""
    written: Format | None = None
    for name, size, start in _chunks(raw):
        if name == b"fmt ":
            written = _format(path, raw[start : start + size])
        elif name == b"data":
            if written is None:
                raise AudioError(f"{path}: a wav without a format chunk before its data")
            body = raw[start:] if size in UNKNOWN_LENGTHS else raw[start : start + size]
            missing = 0 if size in UNKNOWN_LENGTHS else size - len(body)
            return written, body, missing
    raise AudioError(f"{path}: a wav without a data chunk, probably cut off")


def _chunks(raw: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, declared size and start of every chunk; chunks begin at even bytes."""
    at = 12
    while at + 8 <= len(raw):
        name, size = struct.unpack_from("<4sI", raw, at)
        yield name, size, at + 8
        at += 8 + size + size % 2


def _format(path: Path, chunk: bytes) -> Format:
    if len(chunk) < 16:
        raise AudioError(f"{path}: its format chunk is cut off")
    code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == EXTENSIBLE and len(chunk) >= 26:
        (code,) = struct.unpack_from("<H", chunk, 24)
    known = (code == PCM and bits in (8, 16, 24, 32)) or (code == FLOAT and bits in (32, 64))
    if not known:
        raise AudioError(
            f"{path}: samples of kind {code} with {bits} bits; "
            "8, 16, 24 or 32-bit PCM or 32 or 64-bit float can be read"
        )
    if not (1 <= channels <= 64 and 1000 <= rate <= 768_000):
        raise AudioError(f"{path}: {channels} channels at {rate} hertz make no sense")
    return Format(code=code, channels=channels, rate=rate, bits=bits)


def _decode(path: Path, body: bytes, written: Format) -> Floats:
    """Samples of all channels, interleaved, -1 to 1."""
    if written.code == FLOAT:
        values = np.frombuffer(body, f"<f{written.bits // 8}").astype(np.float32)
        if not np.isfinite(values).all():
            raise AudioError(f"{path}: its float samples hold values that are not numbers")
        return values
    if written.bits == 8:
        return (np.frombuffer(body, np.uint8).astype(np.float32) - 128) / np.float32(128)
    if written.bits == 24:  # widened by a low byte of zeros
        widened = np.zeros((len(body) // 3, 4), np.uint8)
        widened[:, 1:] = np.frombuffer(body, np.uint8).reshape(-1, 3)
        body, written = widened.tobytes(), replace(written, bits=32)
    integers = np.frombuffer(body, f"<i{written.bits // 8}").astype(np.float32)
    return integers / np.float32(1 << (written.bits - 1))


def _to_house_rate(mono: Floats, rate: int) -> Samples:
    if rate != RATE:
        mono = soxr.resample(mono, rate, RATE, quality="HQ")
    return np.clip(np.round(mono * 32768), -32768, 32767).astype(np.int16)
