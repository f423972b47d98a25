"""The home file: read, checked as a whole, every mistake with its line and what is allowed."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz.distance import JaroWinkler

from assistant.home.marks import Path, YamlProblem, read_yaml
from assistant.home.model import Area, Floor, Home, Person
from assistant.home.phones import parse_phones
from assistant.home.schema import (
    HOME_ASSISTANT_KINDS,
    HOME_FILE,
    KINDS,
    USUAL_KINDS,
    AreaEntry,
    DeviceEntry,
    FloorEntry,
    HomeFile,
    PersonEntry,
)
from devices.contract import (
    ContractError,
    Device,
    State,
    classes_of,
    misspelled_attribute,
    normalise_state,
    states_of,
)

LARGEST_FILE_BYTES = 2 * 1024 * 1024

MOST_LISTED = 30
"""What is allowed is listed up to this many; more would bury the message."""

_KEYS = {
    "": ("floors", "areas", "devices", "people", "pronunciations"),
    "floors": ("id", "name", "aliases"),
    "areas": ("id", "name", "floor", "aliases"),
    "devices": ("id", "name", "kind", "class", "area", "aliases", "state"),
    "people": ("id", "name", "aliases"),
}
_WRONG_TYPE = {
    "string_type": "must be text (write it in quotes)",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long",
    "tuple_type": "must be a list",
    "dataclass_type": "must be a mapping with keys",
    "dict_type": 'must be keys with values, as in {state: "off"}',
    "string_pattern_mismatch": "may have letters, digits, '_', '-' and '.' only",
    "missing": "is missing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake."""

    path: Path
    text: str
    line: int | None = None
    """Counted from 1; None where the home did not come from a file."""
    column: int | None = None

    def shown(self, source: str) -> str:
        """One line: place, key, what is wrong."""
        places = (source, self.line, self.column)
        where = ":".join(str(place) for place in places if place is not None)
        key = "".join(_step(part) for part in self.path).removeprefix(".")
        return f"{where}: {key}: {self.text}" if key else f"{where}: {self.text}"


class HomeFileError(ValueError):
    """The home cannot be used; `problems` has every reason."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("\n".join(problem.shown(source) for problem in self.problems))


def load_home(path: FilePath | str) -> Home:
    """Read a home file; raises HomeFileError."""
    source = str(path)
    try:
        raw = FilePath(path).read_bytes()
        if len(raw) > LARGEST_FILE_BYTES:
            raise _only(source, f"is {len(raw)} bytes long; at most {LARGEST_FILE_BYTES}")
        marked = read_yaml(raw.decode("utf-8-sig"))
    except OSError as error:
        raise _only(source, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _only(source, f"is not UTF-8 text (byte {error.start})") from error
    except YamlProblem as error:
        problem = Problem(path=(), text=str(error), line=error.line, column=error.column)
        raise HomeFileError(source, [problem]) from error
    if marked.value is None:
        raise _only(source, f"is empty; expected the keys {', '.join(_KEYS[''])}")
    return _home(marked.value, source, marked.line)


def parse_home(mapping: object, source: str) -> Home:
    """Check a home that was read elsewhere; `source` names it in errors."""
    return _home(mapping, source, lambda path: None)


Found = Iterator[tuple[Path, str]]


def _home(raw: object, source: str, line_of: Callable[[Path], int | None]) -> Home:
    states: dict[int, State] = {}
    found = [*_shape_problems(raw), *_sense_problems(raw, states)]
    if found:
        raise HomeFileError(
            source,
            [Problem(path=path, text=text, line=line_of(path)) for path, text in found],
        )
    return _build(HOME_FILE.validate_python(raw), states)


def _shape_problems(raw: object) -> Found:
    """Unknown and missing keys, wrong types."""
    try:
        HOME_FILE.validate_python(raw)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield details["loc"], _explain(details)


def _explain(details: ErrorDetails) -> str:
    if details["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        section = str(details["loc"][0]) if len(details["loc"]) > 1 else ""
        return f"unknown key{_instead(details['loc'][-1], 'keys', _KEYS.get(section, ()))}"
    text = _WRONG_TYPE.get(details["type"], details["msg"])
    if details["type"] == "missing":
        return text
    return f"{text}, not {_shown(details['input'])}"


def _sense_problems(raw: object, states: dict[int, State]) -> Found:
    """What only the whole file can tell: duplicates, rooms that do not exist, kinds, states."""
    floors = {str(entry.get("id")) for _, entry in _entries(raw, "floors")}
    areas = {str(entry.get("id")) for _, entry in _entries(raw, "areas")}
    for section in ("floors", "areas", "devices", "people"):
        yield from _duplicates(raw, section)
    for section in ("floors", "areas"):
        yield from _namesakes(raw, section)
    yield from _strangers(raw, "areas", "floor", floors)
    yield from _strangers(raw, "devices", "area", areas)
    yield from _misspelled_sounds(raw)
    for index, entry in _entries(raw, "devices"):
        path: Path = ("devices", index)
        kind = _kind(entry)
        if kind is None:
            yield path, "kind is missing, and the id does not begin with one (light.desk_lamp)"
        elif not isinstance(kind, str) or kind not in KINDS:
            yield (*path, "kind"), _no_kind(kind)
        else:
            for place, text in _kind_problems(kind, entry, states, index):
                yield (*path, *place), text


def _kind_problems(
    kind: str, entry: Mapping[str, object], states: dict[int, State], index: int
) -> Found:
    """Classes, attributes and states that this kind does not have; `states` gets what it is in."""
    if kind in HOME_ASSISTANT_KINDS:  # of our own appliances only their code knows
        yield from _no_words_of(kind, entry)
    state = entry.get("state")
    if not isinstance(state, Mapping):
        return
    try:
        states[index] = normalise_state(kind, _spelled_out(state))
    except ContractError as error:
        yield ("state",), str(error)
        return
    word, known = states[index].get("state"), states_of(kind)
    if known and isinstance(word, str) and word not in known:
        instead = _instead(word, "states", known)
        yield ("state", "state"), f"{word!r} is no state of {kind}{instead}"


def _no_words_of(kind: str, entry: Mapping[str, object]) -> Found:
    """A class that Home Assistant does not have; attributes that look like one of its own."""
    device_class, state = entry.get("class"), entry.get("state")
    if isinstance(device_class, str) and device_class not in classes_of(kind):
        yield ("class",), _no_class(kind, device_class)
    for name in state if isinstance(state, Mapping) else ():
        if meant := misspelled_attribute(kind, str(name)):
            yield ("state", str(name)), f"unknown attribute; did you mean {meant!r}?"


def _no_class(kind: str, device_class: str) -> str:
    known = classes_of(kind)
    if not known:
        return f"{kind} has no classes; leave {device_class!r} out"
    told = f"{device_class!r} is no class of {kind}"
    if len(known) <= MOST_LISTED:
        return told + _instead(device_class, "classes", known)
    near = _nearest(device_class, known)
    guess = f" did you mean {near!r}?" if near else ""
    return f"{told};{guess} classes: what Home Assistant has as device_class"


def _entries(raw: object, section: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    found = raw.get(section) if isinstance(raw, Mapping) else None
    if isinstance(found, list | tuple):
        yield from ((i, entry) for i, entry in enumerate(found) if isinstance(entry, Mapping))


def _duplicates(raw: object, section: str) -> Found:
    first: dict[str, int] = {}
    for index, entry in _entries(raw, section):
        identity = entry.get("id")
        if not isinstance(identity, str):
            continue
        if identity in first:
            yield (section, index, "id"), f"{identity!r} is already {section}[{first[identity]}]"
        first.setdefault(identity, index)


def _namesakes(raw: object, section: str) -> Found:
    """Rooms of one name, which nobody could tell apart in words."""
    first: dict[str, int] = {}
    for index, entry in _entries(raw, section):
        name = entry.get("name")
        if not isinstance(name, str):
            continue
        known = first.setdefault(name.strip().casefold(), index)
        if known != index:
            yield (section, index, "name"), f"{name!r} is already the name of {section}[{known}]"


def _strangers(raw: object, section: str, key: str, known: set[str]) -> Found:
    if _is_misspelled(raw, f"{key}s"):
        return  # that is told, and everything else would only follow from it
    for index, entry in _entries(raw, section):
        name = entry.get(key)
        if isinstance(name, str) and name not in known:
            yield (section, index, key), f"no {key} {name!r}{_instead(name, f'{key}s', known)}"


def _is_misspelled(raw: object, section: str) -> bool:
    keys = [str(key) for key in raw] if isinstance(raw, Mapping) else []
    strange = (key for key in keys if key not in _KEYS[""])
    return section not in keys and any(_nearest(key, _KEYS[""]) == section for key in strange)


def _misspelled_sounds(raw: object) -> Found:
    """Pronunciations with phones that do not exist, or of several words."""
    found = raw.get("pronunciations") if isinstance(raw, Mapping) else None
    for word, sounds in (found if isinstance(found, Mapping) else {}).items():
        if len(str(word).split()) != 1:
            yield ("pronunciations", str(word)), "is not one word; write each word by itself"
        for text in sounds if isinstance(sounds, list) else [sounds]:
            try:
                parse_phones(str(text))
            except ValueError as error:
                yield ("pronunciations", str(word)), str(error)


def _kind(entry: Mapping[str, object]) -> object:
    """The kind as written; else what the id begins with."""
    kind = entry.get("kind")
    if kind is not None:
        return kind
    identity = entry.get("id")
    prefix, dot, _ = identity.partition(".") if isinstance(identity, str) else ("", "", "")
    return prefix if dot and prefix in KINDS else None


def _no_kind(kind: object) -> str:
    near = _nearest(kind, KINDS)
    guess = f"; did you mean {near!r}?" if near else ";"
    usual = ", ".join(USUAL_KINDS)
    return f"{_shown(kind)} is no kind{guess} kinds: {usual}, or another Home Assistant domain"


def _spelled_out(state: Mapping[str, object]) -> Mapping[str, object]:
    """Older YAML readers make booleans of `on` and `off`."""
    main = state.get("state")
    return {**state, "state": "on" if main else "off"} if isinstance(main, bool) else state


def _instead(wrong: object, what: str, allowed: Iterable[str]) -> str:
    names = sorted(allowed)
    near = _nearest(wrong, names)
    guess = f"; did you mean {near!r}?" if near else "; "
    return f"{guess} {what}: {', '.join(names) or 'none are defined'}".replace(";  ", "; ")


def _nearest(wrong: object, known: Iterable[str]) -> str | None:
    """What was probably meant, of what looks alike: rarely is the first letter wrong."""
    alike = difflib.get_close_matches(str(wrong), known)
    return max(alike, key=lambda name: JaroWinkler.similarity(str(wrong), name), default=None)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _step(part: str | int) -> str:
    return f"[{part}]" if isinstance(part, int) else f".{part}"


def _only(source: str, text: str) -> HomeFileError:
    return HomeFileError(source, [Problem(path=(), text=text)])


def _build(entries: HomeFile, states: Mapping[int, State]) -> Home:
    return Home(
        floors=tuple(_floor(entry) for entry in entries.floors or ()),
        areas=tuple(_area(entry) for entry in entries.areas or ()),
        devices=tuple(
            _device(entry, states.get(index, {}))
            for index, entry in enumerate(entries.devices or ())
        ),
        people=tuple(_person(entry) for entry in entries.people or ()),
        pronunciations={
            word.lower(): tuple(
                parse_phones(text) for text in ([said] if isinstance(said, str) else said)
            )
            for word, said in (entries.pronunciations or {}).items()
        },
    )


def _floor(entry: FloorEntry) -> Floor:
    return Floor(id=entry.id, name=entry.name or _words(entry.id), aliases=entry.aliases or ())


def _area(entry: AreaEntry) -> Area:
    return Area(
        id=entry.id,
        name=entry.name or _words(entry.id),
        floor=entry.floor,
        aliases=entry.aliases or (),
    )


def _person(entry: PersonEntry) -> Person:
    return Person(id=entry.id, name=entry.name or _words(entry.id), aliases=entry.aliases or ())


def _device(entry: DeviceEntry, state: State) -> Device:
    prefix, dot, rest = entry.id.partition(".")
    entity = bool(dot) and prefix in KINDS
    return Device(
        id=entry.id,
        name=entry.name or _words(rest if entity else entry.id),
        kind=entry.kind or prefix,
        device_class=entry.device_class,
        area=entry.area,
        aliases=entry.aliases or (),
        state=state,
    )


def _words(identity: str) -> str:
    """`desk_lamp` as people say it."""
    return re.sub(r"[_.\-]+", " ", identity).strip() or identity
