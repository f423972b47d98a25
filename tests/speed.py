"""Targets in milliseconds, on machines that are slower than ours and have other things to do."""

import json
import time

USUAL_SECONDS = 0.0018
"""CPU time of the fixed work on the machine that the targets are for, see the README."""


def cpu_seconds() -> float:
    """Of this process; what other programs take away does not count."""
    return time.process_time()


def slowness() -> float:
    """How many times as long as on the machine of the targets plain Python takes here, now."""
    seconds = []
    for _ in range(20):
        began = cpu_seconds()
        _fixed_work()
        seconds.append(cpu_seconds() - began)
    return max(1.0, min(seconds) / USUAL_SECONDS)


def _fixed_work() -> None:
    """Dictionaries, strings and calls, as everywhere in the program."""
    kept = {}
    for number in range(1000):
        kept[f"light.lamp_{number}"] = {"name": f"lamp {number}".title(), "state": number % 2 == 0}
    json.loads(json.dumps(sorted(kept.items(), key=lambda item: item[1]["name"])))
