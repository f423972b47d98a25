"""Plays a zigbee2mqtt bridge, as a process of its own: `python zigbee_bridge.py PORT`.

It publishes the list, states and availability as zigbee2mqtt 2 does, and answers `/set` and
`/get`. Its devices are those of `zigbee_devices.json`.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import aiomqtt

DEVICES = json.loads(Path(__file__).with_name("zigbee_devices.json").read_text("utf-8"))
STATES: dict[str, dict[str, Any]] = {
    "hall lamp": {"state": "OFF", "brightness": 127, "color_temp": 370, "linkquality": 96},
    "studio/strip": {"state": "OFF", "brightness": 254, "color": {"x": 0.7, "y": 0.3}},
    "fish tank": {"state": "ON", "power": 12.5},
    "pantry window": {"contact": False, "battery": 88},
    "stairs motion": {"occupancy": True, "illuminance": 40, "battery": 61},
    "study radiator": {
        "occupied_heating_setpoint": 19,
        "local_temperature": 18.2,
        "system_mode": "heat",
    },
    "studio blind": {"position": 40, "state": "OPEN"},
    "cellar door": {"state": "LOCK", "lock_state": "locked", "battery": 70},
    "wall switch": {"state_left": "OFF", "state_right": "ON"},
}


async def play(port: int) -> None:
    async with aiomqtt.Client("127.0.0.1", port) as client:
        online = json.dumps({"state": "online"})
        await client.subscribe("zigbee2mqtt/#")
        await client.publish("zigbee2mqtt/bridge/state", online, retain=True)
        await client.publish("zigbee2mqtt/bridge/devices", json.dumps(DEVICES), retain=True)
        for name in STATES:
            await client.publish(f"zigbee2mqtt/{name}/availability", online, retain=True)
        # this device has `retain: true`; the others tell their state only when something happens
        window = json.dumps(STATES["pantry window"])
        await client.publish("zigbee2mqtt/pantry window", window, retain=True)
        print("ready", flush=True)
        async for message in client.messages:
            await answer(client, message.topic.value, message.payload)


async def answer(client: aiomqtt.Client, topic: str, payload: object) -> None:
    name, _, rest = topic.removeprefix("zigbee2mqtt/").partition("/set")
    if name in STATES and topic.startswith(f"zigbee2mqtt/{name}/set"):
        text = payload.decode() if isinstance(payload, bytes) else ""
        wanted = {rest.removeprefix("/"): _value(text)} if rest else _spelled_out(text)
        wanted.pop("transition", None)
        if "position" in STATES[name] and "state" in wanted:
            wanted["position"] = {"OPEN": 100, "CLOSE": 0}[wanted["state"]]
        STATES[name] |= wanted
    else:
        name, get, _ = topic.removeprefix("zigbee2mqtt/").partition("/get")
        if name not in STATES or not get:
            return
    await client.publish(f"zigbee2mqtt/{name}", json.dumps(STATES[name]))


def _spelled_out(text: str) -> dict[str, Any]:
    found = _value(text)
    return found if isinstance(found, dict) else {"state": found}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


if __name__ == "__main__":
    asyncio.run(play(int(sys.argv[1])))
