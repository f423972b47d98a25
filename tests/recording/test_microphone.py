"""From a microphone to a replayed folder, over a sound server of the test's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in ("pulseaudio", "paplay", "espeak-ng")),
        reason="no pulseaudio here",
    ),
]

SERVER = """
load-module module-native-protocol-unix
load-module module-null-sink sink_name=room rate=16000 channels=1
set-default-sink room
set-default-source room.monitor
"""
CLIENT = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """The environment in which what is played is heard by the microphone."""
    (tmp_path / "server.pa").write_text(SERVER)
    (tmp_path / ".asoundrc").write_text(CLIENT)
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    environment["PULSE_RUNTIME_PATH"] = str(tmp_path / "pulse")
    command = ["pulseaudio", "-n", "-F", str(tmp_path / "server.pa"), "--exit-idle-time=-1",
               "--daemonize=no"]  # fmt: skip
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        for _ in range(50):
            asked = subprocess.run(["pactl", "info"], env=environment, capture_output=True)
            if asked.returncode == 0:
                break
        yield environment
        server.terminate()


def test_a_sentence_is_asked_for_recorded_and_replayed(
    tmp_path: Path, sound: Mapping[str, str]
) -> None:
    folder = tmp_path / "ours"
    assistant = [sys.executable, "-m", "assistant"]
    command = [*assistant, "record", str(folder), "-n", "1", "--agree", "--hands-free"]
    with subprocess.Popen(command, env=sound, stdout=subprocess.PIPE, text=True) as recording:
        assert recording.stdout is not None
        text = ""
        for line in recording.stdout:
            if "say: " in line:
                text = line.partition("say: ")[2].strip()
                said = tmp_path / "said.wav"
                subprocess.run(["espeak-ng", "-w", str(said), text], check=True)
            if "recording ..." in line:
                subprocess.run(["paplay", str(said)], env=sound, check=True)
    assert recording.returncode == 0
    (case,) = yaml.safe_load((folder / "manifest.yaml").read_text())
    assert case["meta"]["text"] == text
    assert (folder / case["audio"]).stat().st_size > 30_000
    consent = yaml.safe_load((folder / "consent.yaml").read_text())
    assert "stays on this machine" in consent[0]["statement"]
    replayed = subprocess.run(
        [*assistant, "replay", str(folder), "--json"], env=sound, capture_output=True, text=True
    )
    assert replayed.returncode in (0, 1), replayed.stderr
    assert case["meta"]["id"] in replayed.stdout
