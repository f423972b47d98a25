"""The home that ships: large, with the overlaps of a real one, in words that are heard."""

from collections import Counter

import yaml

from tests.devices.homes import HOME_FILE

HOME = yaml.safe_load(HOME_FILE.read_text(encoding="utf-8"))
KINDS = (
    "light switch fan climate cover lock media_player sensor binary_sensor vacuum lawn_mower scene "
    "script todo weather valve alarm_control_panel oven coffee_maker alarm_clock"
).split()


def test_it_is_a_whole_house() -> None:
    assert len(HOME["floors"]) == 2
    assert len(HOME["areas"]) >= 9
    assert len(HOME["devices"]) >= 45
    assert len(HOME["people"]) == 3
    assert {row["kind"] for row in HOME["devices"]} == set(KINDS)


def test_it_has_the_overlaps_of_a_real_home() -> None:
    names = Counter(row["name"] for row in HOME["devices"])
    assert names["lamp"] == 2
    assert {"desk lamp", "reading lamp"} <= names.keys()
    assert {"bedroom", "guest bedroom"} <= {row["name"] for row in HOME["areas"]}


def test_ids_are_unique_and_areas_exist() -> None:
    for part in ("floors", "areas", "devices", "people"):
        ids = [row["id"] for row in HOME[part]]
        assert len(ids) == len(set(ids))
    areas = {row["id"] for row in HOME["areas"]}
    assert {row["area"] for row in HOME["devices"] if "area" in row} <= areas
    assert {row.get("floor") for row in HOME["areas"]} <= {"downstairs", "upstairs", None}
