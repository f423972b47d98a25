"""What may stand in a home file; the JSON Schema for editors is generated from the same classes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, StrictStr, StringConstraints, TypeAdapter

SCHEMA_FILE = Path(__file__).with_name("home.schema.json")

USUAL_KINDS = (
    "light",
    "switch",
    "fan",
    "climate",
    "cover",
    "lock",
    "media_player",
    "sensor",
    "binary_sensor",
    "vacuum",
    "lawn_mower",
    "scene",
    "script",
    "todo",
    "weather",
    "valve",
    "alarm_control_panel",
    "oven",
    "coffee_maker",
    "alarm_clock",
)
"""What an error names; the full list would bury the message."""
OUR_KINDS = ("alarm_clock", "coffee_maker", "oven")
HOME_ASSISTANT_KINDS = (
    "air_quality",
    "ai_task",
    "alarm_control_panel",
    "assist_satellite",
    "automation",
    "binary_sensor",
    "button",
    "calendar",
    "camera",
    "climate",
    "conversation",
    "counter",
    "cover",
    "date",
    "datetime",
    "device_tracker",
    "event",
    "fan",
    "geo_location",
    "group",
    "humidifier",
    "image",
    "image_processing",
    "input_boolean",
    "input_button",
    "input_datetime",
    "input_number",
    "input_select",
    "input_text",
    "lawn_mower",
    "light",
    "lock",
    "media_player",
    "notify",
    "number",
    "person",
    "plant",
    "remote",
    "scene",
    "schedule",
    "script",
    "select",
    "sensor",
    "siren",
    "stt",
    "sun",
    "switch",
    "tag",
    "text",
    "time",
    "timer",
    "todo",
    "tts",
    "update",
    "vacuum",
    "valve",
    "wake_word",
    "water_heater",
    "weather",
    "zone",
)
KINDS = tuple(sorted((*OUR_KINDS, *HOME_ASSISTANT_KINDS)))

Id = Annotated[StrictStr, StringConstraints(min_length=1, max_length=100)]
DeviceId = Annotated[
    StrictStr,
    StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$", max_length=100),
    Field(description="Unique. A Home Assistant entity id (light.desk_lamp) also tells the kind."),
]
Name = Annotated[StrictStr, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Names = tuple[Name, ...]

_FORBID = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class FloorEntry:
    """One floor."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID

    id: Id
    name: Name | None = None
    aliases: Names | None = None


@dataclass(frozen=True, kw_only=True)
class AreaEntry:
    """A room, or a part of the garden."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID

    id: Id
    name: Name | None = None
    floor: Annotated[Id | None, Field(description="Id of its floor.")] = None
    aliases: Names | None = None


@dataclass(frozen=True, kw_only=True)
class DeviceEntry:
    """One device."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID

    id: DeviceId
    name: Annotated[
        Name | None, Field(description="What people call it; the id in words if it is left out.")
    ] = None
    kind: Annotated[
        StrictStr | None,
        Field(
            description="Home Assistant's domain, or one of our appliances; may be left out when "
            "the id begins with it.",
            json_schema_extra={"enum": [*KINDS, None]},
        ),
    ] = None
    device_class: Annotated[
        StrictStr | None, Field(alias="class", description="Home Assistant's device_class.")
    ] = None
    area: Annotated[Id | None, Field(description="Id of its area.")] = None
    aliases: Names | None = None
    state: Annotated[
        Mapping[StrictStr, Any] | None,
        Field(description="At start, by Home Assistant's attribute names; the main one is state."),
    ] = None


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """Somebody who lives here."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID

    id: Id
    name: Name | None = None
    aliases: Names | None = None


@dataclass(frozen=True, kw_only=True)
class HomeFile:
    """A home."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID

    floors: tuple[FloorEntry, ...] | None = None
    areas: tuple[AreaEntry, ...] | None = None
    devices: tuple[DeviceEntry, ...] | None = None
    people: tuple[PersonEntry, ...] | None = None
    pronunciations: Annotated[
        Mapping[StrictStr, StrictStr | tuple[StrictStr, ...]] | None,
        Field(
            description="How a word sounds, in the phones of the CMU dictionary: "
            "siobhan: SH IH V AO N, or a list of several ways."
        ),
    ] = None


HOME_FILE: TypeAdapter[HomeFile] = TypeAdapter(HomeFile)


def schema_text() -> str:
    """The JSON Schema as it is shipped."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **HOME_FILE.json_schema(),
        "title": "home.yaml",
    }
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text())
