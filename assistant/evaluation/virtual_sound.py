"""A PulseAudio server of its own with a microphone and a loudspeaker that are only virtual."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.audio.frame import RATE, Samples

ALSA_PLUGIN = "libasound_module_pcm_pulse.so"
SYSTEM_CONFIG = Path("/usr/share/alsa/alsa.conf")
PATIENCE_SECONDS = 60.0
"""Starting and ending take a moment, longer only on a busy machine."""
SERVER = """
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=loudspeaker {format}
load-module module-null-sink sink_name=air {format}
set-default-sink loudspeaker
set-default-source air.monitor
"""
ALSA = """
pcm.!default {{ type pulse server "unix:{socket}" }}
ctl.!default {{ type pulse server "unix:{socket}" }}
pcm.desk_microphone {{
    type pulse server "unix:{socket}" device "air.monitor"
    hint {{ show on description "Desk microphone" }}
}}
pcm.desk_speaker {{
    type pulse server "unix:{socket}" device "loudspeaker"
    hint {{ show on description "Desk speaker" }}
}}
"""


def missing() -> str | None:
    """Why there can be no virtual devices here."""
    if not (shutil.which("pulseaudio") and shutil.which("pacat")):
        return "PulseAudio is not installed (package pulseaudio)"
    folders = Path("/usr/lib").glob(f"*/alsa-lib/{ALSA_PLUGIN}")
    if not any(folders) or not SYSTEM_CONFIG.exists():
        return "ALSA has no PulseAudio plugin (package libasound2-plugins)"
    return None


@dataclass(frozen=True, slots=True)
class VirtualSound:
    """What is played into `air` the microphone hears; what `loudspeaker` plays can be recorded."""

    socket: Path
    environment: dict[str, str]
    """With this a program finds the virtual devices as its default ones."""

    def speak(self, samples: Samples) -> None:
        """Play into the microphone, in real time."""
        data = samples.astype("<i2").tobytes()
        subprocess.run(self._cat("--playback", "air"), input=data, check=True)

    @contextmanager
    def recording(self, file: Path) -> Iterator[None]:
        """Record the loudspeaker meanwhile; `recorded` reads it."""
        with file.open("wb") as out:
            record = subprocess.Popen(self._cat("--record", "loudspeaker.monitor"), stdout=out)
            time.sleep(0.3)
            try:
                yield
            finally:
                record.send_signal(signal.SIGINT)
                record.wait(PATIENCE_SECONDS)

    def listen(self, source: str) -> "subprocess.Popen[bytes]":
        """Samples of a device on the process's standard output; kill it to stop."""
        return subprocess.Popen(self._cat("--record", source), stdout=subprocess.PIPE)

    @contextmanager
    def awake(self, source: str) -> Iterator[None]:
        """Somebody listens, so that the device works in small steps; alone it does 2 s at once."""
        listener = subprocess.Popen(self._cat("--record", source), stdout=subprocess.DEVNULL)
        try:
            yield
        finally:
            listener.kill()
            listener.wait(PATIENCE_SECONDS)

    def control(self, *arguments: str) -> str:
        """`pactl`, for instance to unload a device."""
        command = ["pactl", "--server", f"unix:{self.socket}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def _cat(self, how: str, device: str) -> list[str]:
        return [
            "pacat", how, "--server", f"unix:{self.socket}", "--device", device, "--raw",
            "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20",
        ]  # fmt: skip


def recorded(file: Path) -> Samples:
    """What was recorded."""
    data = file.read_bytes()
    return np.frombuffer(data[: len(data) // 2 * 2], "<i2")


@contextmanager
def virtual_devices(folder: Path, rate: int = 48_000) -> Iterator[VirtualSound]:
    """Start the server; `rate` is the devices' own, hertz."""
    socket, config = folder / "pulse.socket", folder / "asound.conf"
    config.write_text(ALSA.format(socket=socket))
    script = folder / "server.pa"
    script.write_text(SERVER.format(socket=socket, format=f"rate={rate} channels=2"))
    environment = {
        **os.environ,
        "PULSE_SERVER": f"unix:{socket}",
        "XDG_RUNTIME_DIR": str(folder),
        "HOME": str(folder),
        "ALSA_CONFIG_PATH": f"{SYSTEM_CONFIG}:{config}",
    }
    with (folder / "pulse.log").open("wb") as log:
        server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-F", str(script)],
            env={k: v for k, v in environment.items() if k != "PULSE_SERVER"},
            stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait_for(socket, server)
        sound = VirtualSound(socket, environment)
        with sound.awake("air.monitor"), sound.awake("loudspeaker.monitor"):
            yield sound
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def _wait_for(socket: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PulseAudio did not start, see {socket.with_name('pulse.log')}")
        time.sleep(0.05)
