"""Questions about what sensors measure: "what is the battery level of my phone"."""

from collections.abc import Iterator
from dataclasses import dataclass

from skills._state_questions import Block, keywords_of

KIND = "sensor"
SENSOR_RULES = {
    "asks_for": "(<what_is>|what are|what was|give me|show me|read [me]|check|do you know|"
    "i want to know|how is|how's)",
    "amount_of": "[(the|my|our)] [(current|currently|latest|last|total|overall|actual|exact)] "
    "[(amount|level|value|quantity|concentration|reading|state|rate|content) of] "
    "[(current|total|overall)]",
    "as_value": "[(level|value|reading|concentration|amount|measurement|percentage|status)[s]] "
    "[(now|right now|today|so far|at the moment|currently)]",
    "of_what": "(of|in|on|at|for|from|by|inside|around|near|"
    "(indicated|measured|reported|shown|recorded|given|sensed|detected|registered|used|consumed|"
    "produced|stored) (by|on|at|in))",
}
"""What is said around the name of a quantity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorClass:
    """How people speak of one device class, in hassil's notation."""

    name: str
    """Home Assistant's."""
    quantity: str
    """What it measures."""
    how: str = ""
    """How it is when there is much of it: "how heavy is", asked of a device or a room."""
    much: str = ""
    """What there is much of: "how much energy"."""
    does: str = ""
    """What the device does with it: "how much does it weigh"."""
    when: bool = False
    """People ask when it is, or was."""


CLASSES: tuple[SensorClass, ...] = (
    SensorClass(name="apparent_power", quantity="apparent power"),
    SensorClass(name="aqi", quantity="(air quality [index]|aqi)", how="(clean|polluted)"),
    SensorClass(
        name="atmospheric_pressure",
        quantity="[(air|atmospheric|barometric|atmosphere)] pressure",
    ),
    SensorClass(
        name="battery",
        quantity="([battery] (charge|percentage)|[remaining] battery [level])",
        how="(full|charged|empty)",
        much="(battery [(charge|power|life)]|charge|power|juice)",
    ),
    SensorClass(name="blood_glucose_concentration", quantity="[blood] (sugar|glucose)"),
    SensorClass(name="carbon_dioxide", quantity="(co2|co 2|carbon dioxide)"),
    SensorClass(name="carbon_monoxide", quantity="(co|carbon monoxide)"),
    SensorClass(name="conductivity", quantity="conductivity"),
    SensorClass(
        name="current",
        quantity="(electric current|electrical current|current|amperage|[current] draw)",
        much="current",
    ),
    SensorClass(
        name="data_rate",
        quantity="([(data|transfer|download|upload|internet|network)] (rate|speed)|bandwidth|"
        "throughput)",
        how="fast",
    ),
    SensorClass(
        name="data_size",
        quantity="([(data|file|memory)] size|(amount|size) of [the] data|"
        "[(used|free|disk)] space|[(used|free)] memory)",
        how="(big|large)",
        much="(space|memory|data|storage)",
    ),
    SensorClass(name="date", quantity="[(calendar|calendaristic)] date", when=True),
    SensorClass(
        name="distance",
        quantity="(distance|mileage|range|odometer)",
        how="(far|far away)",
    ),
    SensorClass(
        name="duration",
        quantity="(duration|[(run|running|remaining|elapsed)] time|time (left|remaining)|length)",
        how="long",
        much="time",
    ),
    SensorClass(
        name="energy",
        quantity="([(produced|consumed|used|generated)] (energy|electricity) "
        "[(production|consumption|usage|use|yield|produced|consumed|used)])",
        much="(energy|electricity)",
    ),
    SensorClass(
        name="energy_storage",
        quantity="([stored] energy|energy stored|[stored] charge)",
        much="energy",
    ),
    SensorClass(name="frequency", quantity="frequency"),
    SensorClass(
        name="gas",
        quantity="([(consumed|used)] gas [(consumption|usage|use|volume|consumed|used)]|volume)",
        much="gas",
    ),
    SensorClass(name="humidity", quantity="[(air|atmospheric)] [relative] humidity", how="humid"),
    SensorClass(
        name="illuminance",
        quantity="(brightness|illuminance|illumination|luminance|light [intensity]|lightness)",
        how="(bright|dark|light)",
        much="light",
    ),
    SensorClass(
        name="irradiance",
        quantity="(irradiance|[(sun|solar|heat)] (irradiance|radiation|irradiation|intensity))",
    ),
    SensorClass(
        name="moisture",
        quantity="([(soil|water|relative)] moisture|wetness|water content|"
        "(percentage|ratio) of water)",
        how="(wet|moist|dry|damp)",
        much="(moisture|water)",
    ),
    SensorClass(
        name="monetary",
        quantity="(cost[s]|price|balance|value|monetary value|money|cash)",
        how="expensive",
        much="money",
        does="cost",
    ),
    SensorClass(name="nitrogen_dioxide", quantity="(nitrogen dioxide|no2)"),
    SensorClass(name="nitrogen_monoxide", quantity="(nitrogen monoxide|nitric oxide|no)"),
    SensorClass(name="nitrous_oxide", quantity="(nitrous oxide|n2o|laughing gas)"),
    SensorClass(name="ozone", quantity="(ozone|o3)"),
    SensorClass(name="ph", quantity="(ph|acidity)", how="acidic"),
    SensorClass(
        name="pm1",
        quantity="[(level|concentration) [of]] (pm1|pm 1) [particles] [(level|concentration)]",
    ),
    SensorClass(
        name="pm10",
        quantity="[(level|concentration) [of]] (pm10|pm 10) [particles] [(level|concentration)]",
    ),
    SensorClass(
        name="pm25",
        quantity="[(level|concentration) [of]] (pm2.5|pm 2.5|pm25|particulate matter|particle[s]|"
        "dust) [particles] [(level|concentration)]",
    ),
    SensorClass(
        name="power",
        quantity="([(electric|electrical)] power [(consumption|usage|use|draw|output|production)]|"
        "wattage)",
        much="power",
    ),
    SensorClass(name="power_factor", quantity="power factor"),
    SensorClass(
        name="precipitation",
        quantity="[accumulated] (precipitation|rain|rainfall|rain fall|snow|snowfall) "
        "[(level|quantity)]",
        much="(precipitation|rain|rainfall|snow|snowfall)",
    ),
    SensorClass(
        name="precipitation_intensity",
        quantity="((precipitation|rain|rainfall|snow|snowfall) (intensity|rate|strength)|"
        "(intensity|rate|strength) of [the] (precipitation|rain|rainfall|snow|snowfall))",
    ),
    SensorClass(name="pressure", quantity="[(water|air|tire|tyre|gas)] pressure"),
    SensorClass(name="reactive_power", quantity="reactive power"),
    SensorClass(
        name="signal_strength",
        quantity="([(gsm|wifi|radio|phone)] signal [strength]|reception)",
        how="strong",
        much="signal",
    ),
    SensorClass(
        name="sound_pressure",
        quantity="([(sound|acoustic|noise)] pressure|(sound|noise)|loudness)",
        how="(loud|noisy|quiet)",
        much="noise",
    ),
    SensorClass(name="speed", quantity="([(travel|travelling)] speed|velocity|pace)", how="fast"),
    SensorClass(name="sulphur_dioxide", quantity="(sulphur dioxide|sulfur dioxide|so2)"),
    SensorClass(name="temperature", quantity="(temperature|temp)", how="(hot|warm|cold|cool)"),
    SensorClass(name="timestamp", quantity="(time|date|timestamp)"),
    SensorClass(
        name="volatile_organic_compounds",
        quantity="(voc[s]|[volatile] organic compound[s])",
    ),
    SensorClass(
        name="volatile_organic_compounds_parts",
        quantity="((voc[s]|[volatile] organic compound[s]) [(parts|ratio)]|"
        "[(parts|ratio) of] (voc[s]|[volatile] organic compound[s]))",
    ),
    SensorClass(name="voltage", quantity="([electric] voltage [drop]|[electric] tension)"),
    SensorClass(
        name="volume",
        quantity="(volume|[(used|consumed)] (water|liquid))",
        much="(water|liquid|fluid|volume)",
    ),
    SensorClass(name="volume_flow_rate", quantity="([water] flow [rate]|flow)", how="fast"),
    SensorClass(
        name="volume_storage",
        quantity="([stored] (volume|liquid|water)|stored amount|(fill|filling) level|content[s])",
        how="full",
        much="(water|liquid|fluid|oil|fuel|volume)",
    ),
    SensorClass(
        name="water",
        quantity="([(consumed|used)] water [(consumption|usage|use|consumed|used)]|volume)",
        much="water",
    ),
    SensorClass(name="weight", quantity="(weight|mass)", how="heavy", does="weigh"),
    SensorClass(name="wind_direction", quantity="([wind] direction|direction of [the] wind)"),
    SensorClass(
        name="wind_speed",
        quantity="([wind] (speed|velocity)|wind strength|wind|speed of [the] wind)",
        how="(fast|strong|windy)",
        much="wind",
    ),
)


def sensor_blocks() -> Iterator[Block]:
    """Every question about every class, of a device by name and of a room."""
    for kind in CLASSES:
        yield Block(
            sentences=tuple(_of("[<the>] {name}", kind)),
            response="one",
            slots={"domain": KIND, "device_class": kind.name},
            of_name={"domain": KIND, "device_class": kind.name},
            rules={"quantity": kind.quantity},
            keywords=_keywords(kind),
        )
        if kind.name not in _OF_A_DEVICE:
            yield Block(
                sentences=tuple(_of("[<the>] {area}", kind)),
                response="one",
                slots={"domain": KIND, "device_class": kind.name},
                rules={"quantity": kind.quantity},
                keywords=_keywords(kind),
            )
        if kind.name in _OF_THE_HOME:
            yield Block(
                sentences=tuple(_anywhere(kind)),
                response="one",
                slots={"domain": KIND, "device_class": kind.name},
                rules={"quantity": kind.quantity},
                keywords=_keywords(kind),
            )


def _anywhere(kind: SensorClass) -> Iterator[str]:
    yield "<asks_for> (the|our) [current] <quantity> <as_value> [like] [(here|in here)]"
    if kind.how:
        yield f"how {kind.how} is it [(here|in here)]"


def _of(it: str, kind: SensorClass) -> Iterator[str]:
    yield f"<asks_for> <amount_of> <quantity> <as_value> [like] <of_what> {it}"
    yield f"<asks_for> {it}['s] <amount_of> <quantity> <as_value> [like]"
    if kind.how:
        yield f"how {kind.how} is [it <in>] {it} [(now|right now|at the moment)]"
    if kind.much:
        yield (
            f"how much {kind.much} (does|do|did|has|have|is|are) {it} "
            "[(have|got|use|used|using|consume|consumed|produce|produced|hold|store|stored|need|draw|"
            "show|measure|indicate)] [left]"
        )
        yield (
            f"how much {kind.much} (is|was) [there] [(left|stored|used|remaining)] "
            f"(in|on|at|by|for) {it} [(left|now|right now)]"
        )
    if kind.when:
        yield f"when ((is|was) {it}|will {it} be|(will|did|does) {it} happen)"
    if kind.does:
        yield f"how much (does|do) {it} {kind.does}"


def _keywords(kind: SensorClass) -> frozenset[str]:
    when = "when" if kind.when else ""
    words = keywords_of(kind.quantity, kind.how, kind.much, kind.does, when)
    return words - keywords_of("of the")


_OF_A_DEVICE = frozenset(
    "battery current data_rate data_size date distance duration energy_storage frequency gas "
    "monetary power_factor pressure signal_strength speed temperature timestamp "
    "volatile_organic_compounds_parts voltage volume volume_flow_rate volume_storage water "
    "weight".split()
)
"""Nobody asks these of a room, or asks in the words of another class; the temperature of a room has
its own intent."""
_OF_THE_HOME = frozenset(
    "aqi atmospheric_pressure carbon_dioxide humidity pm25 wind_direction wind_speed".split()
)
"""Asked without saying of what."""
