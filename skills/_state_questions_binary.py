"""Questions about binary sensors: "are any batteries low", "is there smoke in the kitchen"."""

from collections.abc import Iterator
from dataclasses import dataclass

from skills._state_questions import Block, Words, in_time, keywords_of

KIND = "binary_sensor"
_THINGS = "(thing|device|sensor)[s]"
_SENSOR = "(sensor|detector|alarm)[s]"
_SENSED_ON = "(detected|triggered|on|active|going off|raised)"
_SENSED_OFF = "(clear|off|not detected|not triggered|inactive|quiet)"
_OPEN = "([left] open|opened|ajar|not closed)"
_CLOSED = "(closed|shut|not open)"


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryClass:
    """How people speak of one device class, in hassil's notation."""

    name: str
    """Home Assistant's."""
    on: str
    off: str
    switched: bool = False
    """One of them is also called on or off; several would mean everything in the home."""
    things: str = ""
    """What several of them are called; empty when nobody asks about several."""
    after_room: bool = True
    """They may be said after the room; a garage door is not any door of the garage."""
    found: str = ""
    """What there is when it is on: "is there any smoke"."""
    part: str = ""
    """Said with the device's name: "the phone battery", "the battery of the phone"."""
    about: tuple[str, ...] = ()
    """More questions about one device, true when it is on."""
    which: tuple[str, ...] = ()
    """More questions which are on."""
    is_anything: bool = False
    """People ask whether anything is like that."""
    anything: tuple[str, ...] = ()
    """More questions whether any is on."""
    nothing: tuple[str, ...] = ()
    """More questions whether all are off."""
    room: str = ""
    """What the room itself is when it is on: "is the kitchen flooded"."""
    empty_room: str = ""
    """What the room itself is when it is off."""


CLASSES: tuple[BinaryClass, ...] = (
    BinaryClass(
        name="battery",
        on="([running|getting|too|almost|nearly] (low|empty|flat|dead)|discharged)",
        off="(normal|charged|full|ok|okay|fine|good|not low)",
        things="[device] (battery|batteries)",
        part="battery",
        about=(
            "(does|do) [<the>] {name} need (charging|recharging|to be charged|[a] new battery)",
            "(does|do) [<the>] {name} have [a] low battery",
        ),
        which=(
            "<which> [(device[s]|thing[s]|phone[s]|battery|batteries)] need[s] "
            "(charging|recharging|to be charged|[a] new (battery|batteries))",
        ),
    ),
    BinaryClass(
        name="battery_charging",
        on="([being] charging|being charged)",
        off="(not charging|discharging)",
        things="([device] (battery|batteries)|phone[s]|device[s]|thing[s])",
        part="battery",
    ),
    BinaryClass(
        name="carbon_monoxide",
        on=_SENSED_ON,
        off=_SENSED_OFF,
        things=f"(carbon monoxide|co) {_SENSOR}",
        found="(carbon monoxide|co) [gas]",
    ),
    BinaryClass(
        name="cold",
        on="[(too|very)] (cold|freezing|frozen)",
        off="(normal|not cold|warm enough)",
        things=_THINGS,
        is_anything=True,
    ),
    BinaryClass(
        name="connectivity",
        on="(connected|online|reachable) [to the (internet|network|wifi)]",
        off="(disconnected|offline|unreachable|not connected|not online) "
        "[(from|to) the (internet|network|wifi)]",
        things="(device|thing|phone|computer|connection)[s]",
        is_anything=True,
    ),
    BinaryClass(
        name="door", on=_OPEN, off=_CLOSED, things="door[s]", part="door", after_room=False
    ),
    # Several of them are asked about as covers, which most garage doors are.
    BinaryClass(name="garage_door", on=_OPEN, off=_CLOSED, part="garage door"),
    BinaryClass(
        name="gas",
        on=_SENSED_ON,
        off=_SENSED_OFF,
        things=f"gas {_SENSOR}",
        found="(gas|gas leak[s]|gas leaking|leaking gas)",
    ),
    BinaryClass(
        name="heat",
        on="([(too|very)] hot|overheating|overheated)",
        off="(normal|not hot|cool [enough])",
        things=_THINGS,
        is_anything=True,
    ),
    BinaryClass(
        name="light",
        on="(detected|[being] detecting light)",
        off="(not detected|no light|[being] not detecting light)",
        things="(light|light sensor)[s]",
    ),
    BinaryClass(
        name="lock",
        on="(unlocked|not locked)",
        off="[(securely|safely|properly)] locked",
        things="lock sensor[s]",
        part="lock",
    ),
    BinaryClass(
        name="moisture",
        on="(wet|damp|moist|flooded|leaking|detected|triggered|on)",
        off="(dry|clear|not wet|not leaking)",
        things=f"((moisture|water [leak]|leak|flood) {_SENSOR}|thing[s])",
        found="(water|moisture|flooding|[water] leak[s]|[a] flood)",
        room="(flooded|wet|damp|leaking|under water)",
        empty_room="dry",
        is_anything=True,
        about=("(does|do) [<the>] {name} (leak|have [a] leak)",),
        anything=("is (the floor|it) (wet|damp|flooded) <place>", "is the floor (wet|flooded)"),
        nothing=("is (the floor|it) dry <place>", "is the floor dry"),
    ),
    BinaryClass(
        name="motion",
        on=_SENSED_ON,
        off=_SENSED_OFF,
        things=f"motion {_SENSOR}",
        found="(motion|movement|activity)",
        part="motion",
        about=(
            "(does|do|did|has|have) [<the>] {name} "
            "(see|seen|sense|sensed|detect|detected|notice|noticed) [(any|some)] (motion|movement)",
            "is there [(any|some)] (motion|movement) (at|on|by|near|in front of) [<the>] {name}",
        ),
    ),
    BinaryClass(
        name="moving",
        on="(moving|in motion)",
        off="(not moving|still|stationary|standing still|stopped)",
        things="(thing|device|vehicle|car)[s]",
    ),
    BinaryClass(
        name="occupancy",
        on="(occupied|in use|taken|detected|triggered|on)",
        off="(empty|clear|unoccupied|vacant|free|not occupied|not in use)",
        things="(occupancy sensor|room|area|place)[s]",
        found="(someone|somebody|anyone|anybody|occupancy)",
        room="(occupied|in use|taken)",
        empty_room="(empty|unoccupied|vacant|free)",
    ),
    BinaryClass(name="opening", on=_OPEN, off=_CLOSED, things="opening[s]", part="opening"),
    BinaryClass(
        name="plug",
        on="plugged in",
        off="(unplugged|not plugged in)",
        things="(plug|device|thing)[s]",
        is_anything=True,
    ),
    BinaryClass(
        name="power",
        on="(powered [up|on]|getting power|power detected)",
        off="(not powered|powered (down|off)|without power|getting no power)",
        switched=True,
        things="(device|thing|power sensor)[s]",
        about=("(does|do) [<the>] {name} (have|get) [any] power",),
    ),
    BinaryClass(
        name="presence",
        on="([at] home|here|present|around|detected)",
        off="(away|out|gone|absent|not (home|here|present|at home))",
        things="(presence sensor|phone|device|tracker|thing)[s]",
    ),
    BinaryClass(
        name="problem",
        on="(broken|faulty|(having|reporting|showing) [(a|any|some)] (problem|issue|error)[s]|"
        "not working|in trouble)",
        off="(ok|okay|fine|working|all right|alright|healthy|problem free)",
        things="(device|sensor)[s]",
        found="(problem|issue|fault|error)[s]",
        about=(
            "<is> [there] [(a|any|some)] (problem|issue|fault|error|trouble)[s] "
            "(with|on|in|at|for) [<the>] {name}",
            "(does|do) [<the>] {name} have [(a|any|some)] (problem|issue|fault|error)[s]",
            "(is (anything|something)|what is|what's) wrong with [<the>] {name}",
        ),
        which=(
            "<which> [(device|thing|sensor)[s]] (has|have) [(a|any|some)] "
            "(problem|issue|fault|error)[s]",
        ),
        anything=(
            "(does|do) (anything|any device[s]) have [(a|any|some)] (problem|issue|error)[s]",
            "is (anything|something) (broken|wrong) [<place>]",
        ),
    ),
    BinaryClass(
        name="running",
        on="(running|going|active|working)",
        off="(not running|stopped|idle|finished|done|inactive)",
        switched=True,
        things="(thing|device|machine|appliance)[s]",
        is_anything=True,
    ),
    BinaryClass(
        name="safety",
        on="(unsafe|dangerous|not safe)",
        off="(safe|not dangerous)",
        things="(thing|place|device|area)[s]",
        is_anything=True,
    ),
    BinaryClass(
        name="smoke",
        on=_SENSED_ON,
        off=_SENSED_OFF,
        things=f"(smoke|fire) {_SENSOR}",
        found="(smoke|[a] fire)",
        part="smoke",
    ),
    BinaryClass(
        name="sound",
        on=_SENSED_ON,
        off=_SENSED_OFF,
        things=f"(sound|noise) {_SENSOR}",
        found="(sound|noise)[s]",
        part="sound",
    ),
    BinaryClass(
        name="tamper",
        on="(tampered [with]|detected|triggered)",
        off="(clear|not tampered [with]|untouched|intact)",
        things="(thing|device|tamper sensor)[s]",
        found="[any] tampering",
        about=(
            "(has|have) [<the>] {name} been (tampered|messed) with",
            "is there [(any|some)] tampering (with|at|on) [<the>] {name}",
            "(has|have) (anyone|anybody|someone|somebody) (tampered|messed) with [<the>] {name}",
        ),
        which=("<which> [(device|thing|sensor)[s]] (has|have) been tampered with",),
        anything=("has (anything|something) been tampered with [<place>]",),
    ),
    BinaryClass(
        name="update",
        on="(out of date|outdated|not up to date|upgradable|update available)",
        off="(up to date|up-to-date|updated|current)",
        things="(device|thing|app)[s]",
        found="[(software|firmware|system)] update[s]",
        about=(
            "(is|are) there [(a|an|any|some)] [(software|firmware|system)] update[s] "
            "[(available|pending|ready)] (for|on) [<the>] {name}",
            "(does|do) [<the>] {name} (have|need) [(a|an|any|some)] [(software|firmware|system)] "
            "update[s] [(available|pending)]",
            "(does|do) [<the>] {name} need (updating|to be updated)",
        ),
        which=(
            "<which> [(device|thing|app)[s]] (has|have|need) [(a|an|any|some)] update[s] "
            "[(available|pending)]",
            "<which> [(device|thing|app)[s]] need (updating|to be updated)",
            "<which> [(device|thing|app)[s]] can be updated",
        ),
    ),
    BinaryClass(
        name="vibration",
        on="(vibrating|shaking|detected|triggered)",
        off="(not vibrating|not shaking|still|clear)",
        things="(thing|device|vibration sensor)[s]",
        found="vibration[s]",
        is_anything=True,
    ),
    BinaryClass(name="window", on=_OPEN, off=_CLOSED, things="window[s]", part="window"),
)


def binary_blocks() -> Iterator[Block]:
    """Every question about every class."""
    for kind in CLASSES:
        yield from _about_one(kind)
        yield from _about_several(kind)
        yield from _about_rooms(kind)


def _about_one(kind: BinaryClass) -> Iterator[Block]:
    on, off = (f"({kind.on}|on)", f"({kind.off}|off)") if kind.switched else (kind.on, kind.off)
    part = f" [{kind.part}]" if kind.part else ""
    named = [
        f"<is> [<the>] {{name}}{part} {{words:state}} [<place>]",
        f"<tell_if> [<the>] {{name}}{part} {{words:state}}",
    ]
    if kind.part:
        named.append(f"<is> [<the>] {kind.part} (of|on|in|at) [<the>] {{name}} {{words:state}}")
    of_name = {"domain": KIND, "device_class": kind.name}
    yield Block(
        sentences=tuple(named),
        response="one_yesno",
        slots=_slots(kind),
        of_name=of_name,
        states=in_time(((on, "on"), (off, "off"))),
        keywords=_keywords(on, off),
    )
    if kind.about:
        yield Block(
            sentences=tuple(f"{sentence} [<place>]" for sentence in kind.about),
            response="one_yesno",
            slots={**_slots(kind), "state": "on"},
            of_name=of_name,
            keywords=_keywords(*kind.about),
        )


def _about_several(kind: BinaryClass) -> Iterator[Block]:
    words: Words = in_time(((kind.on, "on"), (kind.off, "off")))
    things = f"[{{area}}] {kind.things}" if kind.after_room else kind.things
    asked = {
        "any": (f"<are_any> [<the>] {things} {{words:state}} [<place>]",),
        "all": (f"<are_all> [<the>] {things} {{words:state}} [<place>]",),
        "which": (
            f"<which> {things} <is> {{words:state}} [<place>]",
            f"what {{words:state}} {kind.things} (are there|do (we|i) have) [<place>]",
        ),
        "how_many": (f"<how_many> {things} <is> {{words:state}} [<place>]",),
    }
    if _SENSOR in kind.things:
        asked["any"] += (f"<is> {things} {{words:state}} [<place>]",)
    for form, sentences in asked.items() if kind.things else ():
        yield Block(
            sentences=sentences,
            response=form,
            slots=_slots(kind),
            states=words,
            keywords=_keywords(kind.things),
        )
    if kind.is_anything:
        yield Block(
            sentences=("(is|<tell_if>) (anything|something) {words:state} [<place>]",),
            response="any",
            slots=_slots(kind),
            states=words,
            keywords=_keywords(kind.on, kind.off),
        )
    yield from _when_found(kind)


def _when_found(kind: BinaryClass) -> Iterator[Block]:
    """What needs no word for the state: "is there smoke", "which devices have updates"."""
    found = kind.found
    sensed = "[(detected|present|sensed|available|pending|reported|heard|smelled|seen)]"
    asked: dict[str, tuple[str, ...]] = {
        "any": kind.anything,
        "which": kind.which,
    }
    if found:
        asked["any"] += (
            f"(is|are|was|were|<tell_if>) [there] [(is|are)] [(a|an|any|some)] {found} {sensed} "
            "[<place>]",
            f"(is|are|<tell_if>) [there] [(is|are)] [(a|an|any|some)] {found} <place> {sensed}",
            f"(has|have) [(any|some)] {found} been (detected|sensed|seen|heard|reported) [<place>]",
            "(do|can) (you|we) (detect|sense|see|hear|smell|have) [(any|some|a)] "
            f"{found} [<place>]",
        )
        asked["which"] += (
            f"<which> {found} (is|are) [there] {sensed} [<place>]",
            f"(where|<which> room[s]) (is|are|has|have) [there] [(a|any|some)] {found} {sensed}",
        )
        asked["how_many"] = (f"<how_many> {found} (is|are) [there] {sensed} [<place>]",)
    for form, sentences in asked.items():
        if sentences:
            yield Block(
                sentences=sentences,
                response=form,
                slots={**_slots(kind), "state": "on"},
                keywords=_keywords(found, *sentences),
            )
    if kind.nothing:
        yield Block(
            sentences=kind.nothing,
            response="all",
            slots={**_slots(kind), "state": "off"},
            keywords=_keywords(*kind.nothing),
        )


def _about_rooms(kind: BinaryClass) -> Iterator[Block]:
    for said, state in ((kind.room, "on"), (kind.empty_room, "off")):
        if said:
            yield Block(
                sentences=(
                    f"(is|are) [<the>] {{area}} {said} [(now|right now|at the moment)]",
                    f"<tell_if> [<the>] {{area}} is {said} [(now|right now|at the moment)]",
                ),
                response="any" if state == "on" else "all",
                slots={**_slots(kind), "state": state},
                keywords=_keywords(said),
            )


def _slots(kind: BinaryClass) -> dict[str, str]:
    return {"domain": KIND, "device_class": kind.name}


def _keywords(*templates: str) -> frozenset[str]:
    """Their words, without those that say nothing about the class."""
    return keywords_of(*templates) - _EVERYWHERE


_EVERYWHERE = keywords_of(
    "is are was were has have does do did a an any some there been with at in for by near of to up "
    "the name place area which what can you we tell_if anything something state words be floor not "
    "be being too very need s where enough front"
)
