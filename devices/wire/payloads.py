"""Payloads as text: size, JSON in and out, without trusting either."""

import json
import math
from collections.abc import Mapping

from devices.model import ContractError, State, Value
from devices.wire.arguments import number_as_text, shown

MOST_BYTES = 64 * 1024
"""Payloads above this are refused before they are read."""
_DEEPEST = 20


def check_size(topic: str, payload: str) -> None:
    """Raises ContractError for a payload that no device or announcement has a use for."""
    if len(payload) > MOST_BYTES or len(payload.encode(errors="replace")) > MOST_BYTES:
        raise ContractError(
            f"{shown(topic)}: payload of {len(payload)} characters; "
            f"at most {MOST_BYTES} bytes are read"
        )


def _refuse_constant(name: str) -> None:
    raise ContractError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ContractError(f"number out of range: {shown(text)}")
    return number


def _whole(text: str) -> int:
    if len(text) > 18:
        raise ContractError(f"number out of range: {shown(text)}")
    return int(text)


def read_json(payload: str) -> object:
    """The JSON value of a payload; NaN, infinities, huge numbers and deep nesting are refused."""
    try:
        return json.loads(
            payload, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise ContractError(f"expected JSON, got {shown(payload)}") from error


def read_object(payload: str) -> Mapping[str, object]:
    """The JSON object of a payload."""
    found = read_json(payload)
    if not isinstance(found, dict):
        raise ContractError(f"expected a JSON object, got {shown(payload)}")
    return found


def value_of(found: object, depth: int = 0) -> Value:
    """A JSON value as an attribute: lists become tuples, objects tuples of key and value."""
    if depth > _DEEPEST:
        raise ContractError(f"nested more than {_DEEPEST} deep")
    if found is None or isinstance(found, str | int | float | bool):
        return found
    if isinstance(found, dict):
        return tuple((str(key), value_of(value, depth + 1)) for key, value in found.items())
    if isinstance(found, list | tuple):
        return tuple(value_of(part, depth + 1) for part in found)
    raise ContractError(f"expected a JSON value, got {shown(found)}")


def attributes_of(found: Mapping[str, object]) -> dict[str, Value]:
    """A JSON object as attributes."""
    return {str(key): value_of(value) for key, value in found.items()}


def as_json(found: Mapping[str, object] | State) -> str:
    """The JSON text of an object, compact."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def as_text(value: Value) -> str:
    """One attribute as a plain payload."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_as_text(value)
    if isinstance(value, tuple):
        return ",".join(as_text(part) for part in value)
    return "None" if value is None else value
