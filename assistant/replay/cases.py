"""The replay format: reading cases from YAML or JSON lines into checked objects.

`wait: SECONDS` beside `say` lets the home's clock run on after the reply, so that what was planned
happens before `after` is compared; it may stand in an entry of `history` too. Written cases do
not really wait.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import yaml

from assistant.home.file import HomeFileError, load_home, parse_home
from assistant.home.find import area_named
from assistant.home.model import Home
from assistant.turn import ResponseKind
from devices.contract import ContractError, State, Value, normalise_state

KINDS: tuple[str, ...] = get_args(ResponseKind)
MANIFEST = "manifest.yaml"
SUFFIXES = (".yaml", ".yml", ".jsonl")
SPEECH_KEYS = frozenset({"say", "audio", "area", "person", "at", "wait"})
MOST_WAIT_SECONDS = 14 * 86400.0
CASE_KEYS = SPEECH_KEYS | {"home", "before", "history", "expect"}
EXPECT_KEYS = frozenset({"kind", "intent", "slots", "after", "reply"})


class CaseError(ValueError):
    """A case or its file cannot be used; the text says which, where and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that somebody says."""

    say: str | None = None
    audio: Path | None = None
    area: str | None = None
    """Area id."""
    person: str | None = None
    at: datetime | None = None
    """The home's wall clock."""
    wait_seconds: float = 0.0
    """How long the home's clock runs on after the reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a case demands; None is not judged."""

    kinds: tuple[str, ...] | None = None
    intent: str | None = None
    slots: Mapping[str, Value] | None = None
    after: Mapping[str, State] | None = None
    reply: str | None = None
    """The exact words."""
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing to say in one home, with what went before and what should come of it."""

    id: str
    where: str
    """File and running number, for messages."""
    said: Said
    home: Home
    before: Mapping[str, State] = field(default_factory=dict)
    history: tuple[Said, ...] = ()
    expected: Expected | None = None
    passed_through: Mapping[str, object] = field(default_factory=dict)
    """Keys that the format does not know, `meta` among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A case that cannot be run."""

    id: str
    where: str
    why: str
    passed_through: Mapping[str, object] = field(default_factory=dict)


def read_cases(paths: Sequence[Path], default_home: Home) -> Iterator[Case | Unusable]:
    """Every case of the files and folders, in order; raises CaseError for an unusable file."""
    number = 0
    for path in paths:
        for file in _files(path):
            for entry in _entries(file):
                number += 1
                where = f"{file}, case {number}"
                try:
                    yield _case(entry, str(number), where, file.parent, default_home)
                except (CaseError, HomeFileError, ContractError) as error:
                    yield Unusable(
                        id=_id(entry, str(number)),
                        where=where,
                        why=str(error),
                        passed_through=_passed_through(entry),
                    )


def _files(path: Path) -> list[Path]:
    if path.is_file():
        if path.suffix not in SUFFIXES:
            raise CaseError(f"{path}: replay cases are files that end in {', '.join(SUFFIXES)}")
        return [path]
    if not path.is_dir():
        raise CaseError(f"{path}: there is no such file or folder")
    if (path / MANIFEST).is_file():
        return [path / MANIFEST]
    found = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
    if not found:
        raise CaseError(
            f"{path}: no cases here; a recording folder needs a {MANIFEST} with entries like "
            "`- audio: NAME.wav`"
        )
    return found


def _entries(file: Path) -> Iterator[object]:
    try:
        text = file.read_text("utf-8")
        if file.suffix == ".jsonl":
            yield from _lines(file, text)
            return
        data = yaml.load(text, Loader=_TextualLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise CaseError(f"{file}: cannot be read: {error}") from error
    if isinstance(data, list):
        yield from data
    elif data is not None:
        yield data


def _lines(file: Path, text: str) -> Iterator[object]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise CaseError(f"{file}:{number}: this line is not JSON: {error}") from error


class _TextualLoader(yaml.CSafeLoader):
    """YAML whose times stay text: JSON lines have them as text too, and they are read once."""


_TextualLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _id(entry: object, number: str) -> str:
    meta = entry.get("meta") if isinstance(entry, Mapping) else None
    given = meta.get("id") if isinstance(meta, Mapping) else None
    return str(given) if given is not None else number


def _case(entry: object, number: str, where: str, folder: Path, default_home: Home) -> Case:
    if not isinstance(entry, Mapping):
        raise CaseError(f"a case is a mapping with `say` or `audio`, not {entry!r:.60}")
    home = _home(entry.get("home"), folder, default_home)
    return Case(
        id=_id(entry, number),
        where=where,
        said=_said(entry, folder, home),
        home=home,
        before=_states(entry.get("before") or {}, home, "before"),
        history=tuple(_said(one, folder, home) for one in _list(entry.get("history"), "history")),
        expected=_expected(entry.get("expect"), home),
        passed_through=_passed_through(entry),
    )


def _passed_through(entry: object) -> dict[str, object]:
    if not isinstance(entry, Mapping):
        return {}
    return {str(key): value for key, value in entry.items() if key not in CASE_KEYS}


_loaded: dict[Path, Home] = {}


def _home(value: object, folder: Path, default_home: Home) -> Home:
    if value is None:
        return default_home
    if isinstance(value, str):
        path = (folder / value).resolve()
        if path not in _loaded:
            _loaded[path] = load_home(path)
        return _loaded[path]
    if isinstance(value, Mapping):
        return parse_home(value, "home")
    raise CaseError("home: a path or an inline home (floors, areas, devices, people)")


def _said(entry: object, folder: Path, home: Home) -> Said:
    if not isinstance(entry, Mapping):
        raise CaseError(f"history: an entry is a mapping with `say` or `audio`, not {entry!r:.60}")
    say, audio = entry.get("say"), entry.get("audio")
    if (say is None) == (audio is None):
        raise CaseError("a case needs exactly one of `say` (text) and `audio` (a wav file)")
    if say is not None and not isinstance(say, str):
        raise CaseError(f"say: text is needed, not {say!r:.60}")
    person = entry.get("person")
    return Said(
        say=say,
        audio=None if audio is None else folder / str(audio),
        area=_area(entry.get("area"), home),
        person=None if person is None else str(person),
        at=_time(entry.get("at")),
        wait_seconds=_wait(entry.get("wait")),
    )


def _area(value: object, home: Home) -> str | None:
    if value is None:
        return None
    area = home.area_by_id.get(str(value)) or area_named(home, str(value))
    if area is None:
        known = ", ".join(area.id for area in home.areas) or "none"
        raise CaseError(f"area: no area {value!r} in this home; there are: {known}")
    return area.id


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:  # a zone is dropped: this is what the clock on the wall shows
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError as error:
        raise CaseError(f"at: {value!r} is no time like 2026-03-01T07:30") from error


def _wait(value: object) -> float:
    if value is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CaseError(f"wait: {value!r} is no number of seconds")
    if not 0 <= value <= MOST_WAIT_SECONDS:
        raise CaseError(f"wait: 0 to {MOST_WAIT_SECONDS:.0f} seconds, not {value}")
    return float(value)


def _list(value: object, key: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise CaseError(f"{key}: a list is needed, not {value!r:.60}")
    return value


def _states(value: object, home: Home, key: str) -> dict[str, State]:
    if not isinstance(value, Mapping):
        raise CaseError(f"{key}: a mapping of device to attributes is needed, not {value!r:.60}")
    states: dict[str, State] = {}
    for device_id, attributes in value.items():
        device = home.device_by_id.get(str(device_id))
        if device is None:
            raise CaseError(f"{key}: no device {device_id!r} in this home")
        if not isinstance(attributes, Mapping):
            raise CaseError(f"{key}: {device_id}: attributes are needed, as in {{state: 'on'}}")
        states[device.id] = normalise_state(device.kind, attributes)
    return states


def _expected(value: object, home: Home) -> Expected | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise CaseError(f"expect: a mapping is needed, not {value!r:.60}")
    if unknown := sorted(str(key) for key in value if key not in EXPECT_KEYS):
        allowed = ", ".join(sorted(EXPECT_KEYS))
        raise CaseError(f"expect: unknown {', '.join(unknown)}; allowed: {allowed}")
    reply, contains = _reply(value.get("reply"))
    after = value.get("after")
    slots = value.get("slots")
    if slots is not None and not isinstance(slots, Mapping):
        raise CaseError(f"expect: slots: a mapping is needed, not {slots!r:.60}")
    intent = value.get("intent")
    if intent is not None and not isinstance(intent, str):
        raise CaseError(f"expect: intent: a name is needed, not {intent!r:.60}")
    return Expected(
        kinds=_kinds(value.get("kind")),
        intent=intent,
        slots=slots,
        after=None if after is None else _states(after, home, "expect: after"),
        reply=reply,
        contains=contains,
    )


def _kinds(value: object) -> tuple[str, ...] | None:
    """One kind, or a list of kinds any of which will do."""
    if value is None:
        return None
    kinds = tuple(str(kind) for kind in value) if isinstance(value, list) else (str(value),)
    for kind in kinds:
        if kind not in KINDS:
            raise CaseError(f"expect: kind: {kind!r} is none of {', '.join(KINDS)}")
    return kinds


def _reply(value: Any) -> tuple[str | None, tuple[str, ...]]:
    if value is None or isinstance(value, str):
        return value, ()
    if isinstance(value, Mapping) and set(value) == {"contains"}:
        words = value["contains"]
        return None, tuple(str(word) for word in (words if isinstance(words, list) else [words]))
    raise CaseError("expect: reply: the exact text, or {contains: [words]}")
