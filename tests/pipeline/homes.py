"""A small home for the tests of the pipeline."""

from assistant.turn import Turn

HOME = {
    "areas": [
        {"id": "kitchen", "name": "kitchen"},
        {"id": "bedroom", "name": "bedroom"},
        {"id": "hallway", "name": "hallway"},
    ],
    "devices": [
        {"id": "kitchen_light", "name": "kitchen light", "kind": "light", "area": "kitchen"},
        {"id": "kitchen_lamp", "name": "lamp", "kind": "light", "area": "kitchen"},
        {"id": "bedroom_lamp", "name": "lamp", "kind": "light", "area": "bedroom",
         "state": {"state": "on", "brightness": 200, "color_temp_kelvin": 2700}},
        {"id": "blinds", "name": "blinds", "kind": "cover", "class": "blind", "area": "bedroom",
         "state": {"state": "open", "current_position": 50}},
        {"id": "thermostat", "name": "thermostat", "kind": "climate", "area": "bedroom",
         "state": {"state": "heat", "temperature": 20}},
        {"id": "fan", "name": "fan", "kind": "fan", "area": "bedroom",
         "state": {"state": "off", "percentage": 50}},
        {"id": "speaker", "name": "speaker", "kind": "media_player", "area": "bedroom",
         "state": {"state": "playing", "volume_level": 0.5}},
        {"id": "front_door", "name": "front door", "kind": "lock", "area": "hallway",
         "state": {"state": "locked"}},
        {"id": "movie_night", "name": "movie night", "kind": "scene"},
        {"id": "shopping_list", "name": "shopping list", "kind": "todo",
         "state": {"items": ["milk"]}},
    ],
}  # fmt: skip


def types(turn: Turn) -> list[str]:
    return [step.type for step in turn]
