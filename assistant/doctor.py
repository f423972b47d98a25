"""`assistant doctor`: what is here, what is missing, and the command that fixes it.

Rooms that a check looks into are imported by that check, so that one that cannot even be
imported becomes a finding and the rest is still looked at.
"""

import asyncio
import ctypes
import importlib.metadata
import os
import platform
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant import terminal
from assistant.broker_url import BrokerAddressError, BrokerUrl
from assistant.settings import DEFAULT_PORT
from devices.contract import BrokerUnavailable
from devices.whole_file import in_words

PROJECT = "home-voice-assistant"
LEAST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 200_000_000
"""The journal of years fits in this."""
BROKER_TIMEOUT_SECONDS = 5.0
SET_UP = "scripts/setup"
FEWEST_PHONES = 3
"""Names of fewer are often heard where nobody said them."""
PAIRS_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool | None
    """False when something needed is missing; None when the assistant goes on without it."""
    detail: str
    fix: str | None = None
    """The command that puts it right."""


Check: TypeAlias = Callable[[], Iterator[Finding]]


def main(home_path: Path, data_dir: Path, broker_url: str | None) -> int:
    """Look, report, and return the exit status: 0 when everything needed is there."""
    findings = examine(home_path, data_dir, broker_url)
    print_report(findings)
    return 1 if any(finding.ok is False for finding in findings) else 0


def examine(home_path: Path, data_dir: Path, broker_url: str | None) -> tuple[Finding, ...]:
    """Look at everything; a check that breaks is a finding like any other."""
    checks: dict[str, Check] = {
        "Python": python,
        "packages": packages,
        "espeak-ng": espeak,
        "sound": sound,
        "speech to text": speech_models,
        "wake word": wake_words,
        "home": partial(home, home_path),
        "names": partial(names, home_path),
        "data folder": partial(data_folder, data_dir),
        "broker": partial(broker, broker_url),
        "Mosquitto": mosquitto,
    }
    return tuple(finding for name, check in checks.items() for finding in _carry_out(name, check))


def print_report(findings: tuple[Finding, ...], console: Console | None = None) -> None:
    """Show the findings as a table, and below it one command for each thing to put right."""
    console = console or terminal.console()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for finding in findings:
        table.add_row(_mark(finding), finding.name, Text(finding.detail))
    console.print(table)
    fixes = [finding for finding in findings if finding.fix]
    if fixes:
        console.print("\nTo put right what is missing:")
    for finding in fixes:
        console.print(f"  {finding.fix}", style="bold", end="", markup=False, highlight=False)
        console.print(f"   ({finding.name})", style="dim", markup=False, highlight=False)


def python() -> Iterator[Finding]:
    """The running Python is new enough."""
    yield Finding(
        name="Python",
        ok=sys.version_info >= LEAST_PYTHON,
        detail=f"{platform.python_version()} at {sys.executable}",
        fix=None if sys.version_info >= LEAST_PYTHON else "sudo apt-get install python3",
    )


def packages() -> Iterator[Finding]:
    """Every package that the project names is installed."""
    try:
        required = importlib.metadata.requires(PROJECT) or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding(name="packages", ok=False, detail=f"{PROJECT} is not installed", fix=SET_UP)
        return
    names = sorted({re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in required})
    missing = [name for name in names if not _installed(name)]
    detail = f"missing: {', '.join(missing)}" if missing else f"all {len(names)} are installed"
    yield Finding(name="packages", ok=not missing, detail=detail, fix=SET_UP if missing else None)


def espeak() -> Iterator[Finding]:
    """The synthesiser's library, which speaks the replies."""
    found = _loads("libespeak-ng.so.1")
    yield Finding(
        name="espeak-ng",
        ok=found,
        detail="speaks the replies" if found else "not found: replies are shown, not spoken",
        fix=None if found else "sudo apt-get install espeak-ng",
    )


def sound() -> Iterator[Finding]:
    """PortAudio, and the microphones and speakers it sees."""
    from assistant.audio.devices import list_devices

    devices = list_devices()
    if devices.problem is not None:
        yield Finding(name="sound", ok=False, detail=devices.problem, fix=devices.fix)
        return
    for name, found, without in (
        ("microphone", devices.inputs, "none: commands are typed"),
        ("speaker", devices.outputs, "none: replies are shown, not heard"),
    ):
        names = ", ".join(f"{each.name}{' (default)' * each.is_default}" for each in found)
        yield Finding(name=name, ok=bool(found) or None, detail=names or without)


def wake_words() -> Iterator[Finding]:
    """The wake words that openWakeWord's wheel brings."""
    from assistant.speech.onnx import model_folder

    folder = model_folder()
    shared = {"melspectrogram.onnx", "embedding_model.onnx", "silero_vad.onnx"}
    files = {path.name for path in folder.glob("*.onnx")}
    words = sorted(re.sub(r"_v[\d.]+\.onnx$", "", name) for name in files - shared)
    absent = shared - files
    good = bool(words) and not absent
    yield Finding(
        name="wake word",
        ok=good,
        detail=", ".join(words) if good else f"models are missing in {folder}",
        fix=None if good else f"rm -r .venv && {SET_UP}",
    )


def home(path: Path) -> Iterator[Finding]:
    """The home file can be read and makes sense."""
    from assistant.home.file import HomeFileError, load_home

    try:
        house = load_home(path)
    except HomeFileError as error:
        edit = f"${{EDITOR:-editor}} {path}"
        for number, problem in enumerate(error.problems):
            detail = problem.shown(error.source)
            yield Finding(name="home", ok=False, detail=detail, fix=None if number else edit)
        return
    yield Finding(
        name="home",
        ok=True,
        detail=f"{path}: {len(house.devices)} devices in {len(house.areas)} areas",
    )


def names(path: Path) -> Iterator[Finding]:
    """The names of the home can be said, and told from each other by ear."""
    from assistant.home.file import HomeFileError, load_home
    from assistant.similar_names import confusable, names_in, namesakes, phones_of
    from assistant.speech.language.lexicon import Lexicon
    from assistant.speech.respelling import speller

    try:
        house = load_home(path)
    except HomeFileError:
        return  # told by the check of the file
    lexicon = Lexicon(overrides=house.pronunciations, spell=speller())
    sounds = phones_of(names_in(house), lexicon)
    for name in names_in(house):
        phones = sounds.get(name, ())
        if len(phones) < FEWEST_PHONES:
            what = "is too short to be heard surely" if phones else "cannot be pronounced"
            fix = f"${{EDITOR:-editor}} {path}" if not phones else None
            yield Finding(name="names", ok=None, detail=f'"{name}" {what}', fix=fix)
    for one, other in namesakes(house):
        detail = (
            f"{one} and {other} are of one kind, one name and one place: no words tell them apart"
        )
        yield Finding(name="names", ok=None, detail=detail, fix=f"${{EDITOR:-editor}} {path}")
    pairs = confusable(house, lexicon)
    for pair in pairs[:PAIRS_TOLD]:
        detail = f'"{pair.one}" and "{pair.other}" sound alike ({100 * pair.likeness:.0f} %)'
        yield Finding(name="names", ok=None, detail=detail)
    if len(pairs) > PAIRS_TOLD:
        more = f"{len(pairs) - PAIRS_TOLD} more pairs of names sound alike"
        yield Finding(name="names", ok=None, detail=more)


def data_folder(path: Path) -> Iterator[Finding]:
    """The journal and the home's state can be written, and there is room for them."""
    standing = next(place for place in (path, *path.absolute().parents) if place.exists())
    writable = standing.is_dir() and os.access(standing, os.W_OK | os.X_OK)
    yield Finding(
        name="data folder",
        ok=writable,
        detail=f"{path}" if writable else f"{path}: {standing} may not be written",
        fix=None if writable else f'sudo install -d -o "$USER" "{path}"',
    )
    free_bytes = shutil.disk_usage(standing).free
    roomy = free_bytes >= LEAST_FREE_BYTES
    yield Finding(
        name="free disk space",
        ok=roomy,
        detail=f"{free_bytes / 1e9:.1f} GB" + ("" if roomy else ", too little for the journal"),
        fix=None if roomy else f'df -h "{standing}"',
    )


def broker(url: str | None) -> Iterator[Finding]:
    """The broker that was named answers; or the port of our own is free."""
    if url is None:
        yield _own_broker()
        return
    try:
        address = BrokerUrl.parse(url)
    except BrokerAddressError as error:
        yield Finding(name="broker", ok=False, detail=str(error), fix="assistant doctor --help")
        return
    try:
        asyncio.run(_connect(address))
    except BrokerUnavailable as error:
        fix = f"mosquitto -p {address.port}" if _is_here(address) else f"ping {address.host}"
        yield Finding(name="broker", ok=False, detail=str(error), fix=fix)
        return
    yield Finding(name="broker", ok=True, detail=f"{address} answers")


def mosquitto() -> Iterator[Finding]:
    """The other broker that the tests use."""
    path = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    yield Finding(
        name="Mosquitto",
        ok=True if path else None,
        detail=path or "not found: our own broker serves; the tests use both",
        fix=None if path else "sudo apt-get install mosquitto",
    )


def speech_models() -> Iterator[Finding]:
    """The models that are here, and the one that hears: loaded, to be sure."""
    from assistant.speech.choose import POCKETSPHINX, bundled_folder, cached_models, choose
    from assistant.speech.recogniser import RecogniserError

    found = [path.name for path in (*cached_models(), bundled_folder()) if path.is_dir()]
    if _installed(POCKETSPHINX):
        found.append(POCKETSPHINX)
    yield Finding(
        name="speech models",
        ok=bool(found),
        detail=", ".join(found) or "none",
        fix=None if found else SET_UP,
    )
    try:
        choice = choose()
    except RecogniserError as error:
        yield Finding(name="speech to text", ok=False, detail=str(error), fix=SET_UP)
        return
    for note in choice.notes[:-1]:
        yield Finding(name="speech to text", ok=None, detail=note.removeprefix("speech: "))
    yield Finding(name="speech to text", ok=True, detail=choice.recogniser.description)


def _carry_out(name: str, check: Check) -> Iterator[Finding]:
    try:
        yield from check()
    except Exception as error:  # noqa: BLE001 - whatever breaks here is what a person asks about
        yield Finding(name=name, ok=False, detail=in_words(error), fix=SET_UP)


def _mark(finding: Finding) -> str:
    if finding.ok is None:
        return "[yellow]-[/]"
    return "[green]✓[/]" if finding.ok else "[red]✗[/]"


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _own_broker() -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", DEFAULT_PORT))
        except OSError as error:
            return Finding(
                name="broker",
                ok=None,
                detail=f"our own; port {DEFAULT_PORT}: {error.strerror}, another is taken",
                fix=f"ss -ltnp 'sport = :{DEFAULT_PORT}'",
            )
    return Finding(name="broker", ok=True, detail=f"our own; port {DEFAULT_PORT} is free")


async def _connect(address: BrokerUrl) -> None:
    from assistant.mqtt import MqttConnector

    async with MqttConnector(address, timeout_seconds=BROKER_TIMEOUT_SECONDS)("doctor"):
        pass


def _is_here(address: BrokerUrl) -> bool:
    return address.host in ("localhost", "127.0.0.1", "::1")
