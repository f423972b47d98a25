"""The names of one home as `hassil` wants them: of thousands, the few that a text can contain."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from hassil.expression import TextChunk
from hassil.intents import TextSlotList, TextSlotValue

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.home.once import once_per_home
from assistant.understanding.plain_text import BEGINNING, PlainText

LISTS = ("name", "area", "floor")


class NameLists:
    """Knows every name of one home by its letters."""

    def __init__(self, home: Home) -> None:
        self._by_letters: dict[str, list[tuple[str, int, TextSlotValue]]] = {}
        for slot, values in (
            ("name", chain(_devices(home), _people(home))),
            ("area", _areas(home)),
            ("floor", _floors(home)),
        ):
            for place, value in enumerate(values):
                letters = letters_of(value)
                if letters:
                    self._by_letters.setdefault(letters, []).append((slot, place, value))
        self._lengths = _lengths(self._by_letters)

    def found_in(self, text: PlainText) -> Mapping[str, TextSlotList]:
        """Names that begin where a word of the text does, in the order of the home."""
        found: dict[str, dict[int, TextSlotValue]] = {slot: {} for slot in LISTS}
        for run in text.runs(self._lengths):
            for slot, place, value in self._by_letters.get(run, ()):
                found[slot][place] = value
        return {
            slot: TextSlotList(name=slot, values=[values[place] for place in sorted(values)])
            for slot, values in found.items()
        }


def _lengths(names: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """How long names are, by how they begin."""
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[:BEGINNING], set()).add(len(name))
    return {beginning: sorted(lengths) for beginning, lengths in found.items()}


name_lists = once_per_home(NameLists)


def letters_of(value: TextSlotValue) -> str:
    """The name as it is compared with a text."""
    assert isinstance(value.text_in, TextChunk)  # names are no templates
    return value.text_in.text.strip().casefold()


def _devices(home: Home) -> Iterable[TextSlotValue]:
    for device in home.devices:
        context = {"domain": device.kind, "device_class": device.device_class}
        for name in names_of(device):
            yield TextSlotValue.from_tuple((name, name, context), allow_template=False)


def _people(home: Home) -> Iterable[TextSlotValue]:
    for person in home.people:
        for name in (person.name, *person.aliases):
            yield TextSlotValue.from_tuple(
                (name, person.name, {"domain": "person"}), allow_template=False
            )


def _areas(home: Home) -> Iterable[TextSlotValue]:
    for area in home.areas:
        for name in names_of(area):
            yield TextSlotValue.from_tuple((name, area.name), allow_template=False)


def _floors(home: Home) -> Iterable[TextSlotValue]:
    for floor in home.floors:
        for name in names_of(floor):
            yield TextSlotValue.from_tuple((name, floor.name), allow_template=False)
