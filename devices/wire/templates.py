"""Value and command templates of other people's devices, rendered in a closed box.

The simple forms (`{{ value_json.x }}`, `{{ value }}`) cover nearly every device and are read
without an engine; everything else goes to Jinja's sandbox. A template comes from the network, so
it may neither reach our objects nor grow without bound.
"""

import json
import re
from functools import lru_cache
from typing import ClassVar

from jinja2 import Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from devices.model import ContractError, Value
from devices.wire.arguments import shown
from devices.wire.payloads import as_text, read_json, value_of

_LONGEST = 4000
"""Characters of a template that is still read."""
_LARGEST = 10_000
"""Characters, items or exponent that an operation inside a template may reach."""
_SIMPLE = re.compile(
    r"\s*\{\{-?\s*value_json((?:\.[A-Za-z_]\w*|\[\s*(?:'[^'\]]*'|\"[^\"\]]*\"|\d+)\s*\])*)\s*-?\}\}\s*"
)
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|\"([^\"]*)\"|(\d+))\s*\]")
_PLAIN = re.compile(r"\s*\{\{-?\s*value\s*-?\}\}\s*")


class _Box(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with the operators that could eat the memory kept small."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"*", "**", "%"})  # type: ignore[misc]

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        sizes = [abs(side) for side in (left, right) if isinstance(side, int | float)]
        sizes += [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        sequence = any(isinstance(side, str | list | tuple) for side in (left, right))
        if operator == "**" and max(sizes, default=0) > 100:
            raise TemplateError("the exponent is too large")
        if operator != "**" and sequence and max(sizes, default=0) > _LARGEST:
            raise TemplateError("the text grows too long")
        if operator == "%" and isinstance(left, str):
            raise TemplateError("text formatting is not supported")
        return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]


_box = _Box(autoescape=False)


@lru_cache(maxsize=1024)
def _compiled(template: str) -> Template:
    if len(template) > _LONGEST:
        raise ContractError(f"template of {len(template)} characters; at most {_LONGEST} are read")
    try:
        return _box.from_string(template)
    except (TemplateError, RecursionError) as error:
        raise ContractError(f"template {shown(template)}: {error}") from error


def pick(template: str | None, payload: str) -> str:
    """The part of a payload that a value template asks for, as text; all of it without one.

    What is not there comes back as an empty text, as Home Assistant has it.
    """
    if not template or _PLAIN.fullmatch(template):
        return payload
    if simple := _SIMPLE.fullmatch(template):
        return _walk(read_json(payload), simple[1])
    try:
        parsed: object = read_json(payload)
    except ContractError:
        parsed = None  # a template may use `value` alone, and then the payload need not be JSON
    return _render(template, {"value": payload, "value_json": parsed})


def fill(template: str | None, value: Value, **variables: Value) -> str:
    """The payload that a command template makes of a value; the bare value without one."""
    if not template:
        return as_text(value)
    return _render(template, {"value": value, **variables})


def _render(template: str, variables: dict[str, object]) -> str:
    try:
        return _compiled(template).render(variables).strip()
    except ContractError:
        raise
    except Exception as error:  # a stranger's template may raise anything at all
        raise ContractError(f"template {shown(template)}: {error}") from error


def _walk(found: object, path: str) -> str:
    for step in _STEP.finditer(path):
        key = step[1] or step[2] or step[3]
        if key is not None and isinstance(found, dict):
            found = found.get(key)
        elif step[4] is not None and isinstance(found, list) and int(step[4]) < len(found):
            found = found[int(step[4])]
        else:
            return ""
    if found is None:
        return "None" if path else ""
    if isinstance(found, dict | list):
        return json.dumps(found)
    return "True" if found is True else "False" if found is False else as_text(value_of(found))
