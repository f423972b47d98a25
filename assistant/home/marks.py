"""YAML with the line of every key, read by today's rules: `on` and `7:30` are text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands: `("devices", 3, "kind")`."""
Plain: TypeAlias = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None

_MOST_NODES = 200_000
_DEEPEST = 20
TAB = "a tab cannot indent; write spaces"
_COLLECTIONS = ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_SCALARS = {
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF"),
    "tag:yaml.org,2002:int": (re.compile(r"^[-+]?[0-9]+$"), "-+0123456789"),
    "tag:yaml.org,2002:float": (
        re.compile(r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?$"),
        "-+.0123456789",
    ),
    "tag:yaml.org,2002:null": (re.compile(r"^(?:~|null|Null|NULL|)$"), "~nN\0"),
}


class YamlProblem(ValueError):
    """Not YAML, or YAML that a home file has no use for."""

    def __init__(self, text: str, mark: "_Mark | None" = None) -> None:
        super().__init__(text)
        self.line = None if mark is None else mark.line + 1
        self.column = None if mark is None else mark.column + 1


class _Mark(Protocol):
    """A place in the text, counted from 0."""

    line: int
    column: int


@dataclass(slots=True)
class Marked:
    """A document with the place of everything in it."""

    value: Plain
    lines: dict[Path, int] = field(default_factory=dict)
    """Line, counted from 1, of every key and list item."""

    def line(self, path: Path) -> int | None:
        """The line of this, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML reads YAML 1.1, where `off`, `no` and `7:30` are no text; this reads 1.2's core."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, (_pattern, _first) in _SCALARS.items():
    _Loader.add_implicit_resolver(_tag, _pattern, ["" if c == "\0" else c for c in _first])


def read_yaml(text: str) -> Marked:
    """Raises YamlProblem with line and column."""
    _check_depth(text)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = TAB if _is_tab(text, mark) else error.problem or error.context
        raise YamlProblem(f"not YAML: {why}", mark) from error
    except yaml.YAMLError as error:
        raise YamlProblem(f"not YAML: {error}") from error
    marked = Marked(value=None)
    if root is not None:
        marked.value = _Reader(marked).read(root, ())
    return marked


def _is_tab(text: str, mark: _Mark | None) -> bool:
    """Whether a tab is what YAML stumbled over."""
    lines = text.splitlines()
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    return mark is not None and line[mark.column : mark.column + 1] == "\t"


def _check_depth(text: str) -> None:
    """Before composing, which recurses: brackets by the thousand would end the process."""
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise YamlProblem(f"nested more than {_DEEPEST} deep", event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.YAMLError:
        return  # composing meets the same error and reports it with its place


class _Reader:
    """Turns nodes into plain values and notes their lines."""

    def __init__(self, marked: Marked) -> None:
        self._lines = marked.lines
        self._nodes = 0

    def read(self, node: yaml.Node, path: Path) -> Plain:
        self._nodes += 1
        if self._nodes > _MOST_NODES or len(path) > _DEEPEST:
            raise YamlProblem("too large when its aliases are filled in", node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if node.tag not in _COLLECTIONS:
            raise YamlProblem(f"the tag {node.tag!r} is not allowed", node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._mapping(node, path)

    def _item(self, node: yaml.Node, path: Path) -> Plain:
        self._lines[path] = node.start_mark.line + 1
        return self.read(node, path)

    def _mapping(self, node: yaml.Node, path: Path) -> Plain:
        found: dict[str, Plain] = {}
        for key_node, child in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise YamlProblem("a key must be text", key_node.start_mark)
            if key in found:
                raise YamlProblem(f"key {key!r} stands here twice", key_node.start_mark)
            self._lines[*path, key] = key_node.start_mark.line + 1
            found[key] = self.read(child, (*path, key))
        return found


def _scalar(node: yaml.ScalarNode) -> Plain:
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "str":
        return text
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return {"true": True, "false": False}[text.lower()]
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
    except (ValueError, KeyError) as error:
        raise YamlProblem(f"{text[:40]!r} is no {kind}", node.start_mark) from error
    raise YamlProblem(f"the tag {node.tag!r} is not allowed", node.start_mark)
