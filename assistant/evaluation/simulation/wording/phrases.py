"""Phrases of everyday speech, written for these people alone.

`{it}` is what they call the device, `{room}` the room, `{n}` a number. The plain ones are what
somebody falls back on who wants to be understood; the odd ones are habits of a family.
"""

from collections.abc import Mapping
from types import MappingProxyType

PLAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light_on": ("turn on {it}", "turn {it} on", "switch {it} on", "put {it} on"),
        "light_off": ("turn off {it}", "turn {it} off", "switch {it} off", "put {it} off"),
        "light_dimmer": ("dim {it}", "make {it} darker", "turn {it} down"),
        "light_brighter": ("brighten {it}", "make {it} brighter", "turn {it} up"),
        "light_level": (
            "set {it} to {n} percent", "{it} to {n} percent", "put {it} at {n} percent",
        ),
        "room_on": (
            "turn on the lights in the {room}", "{room} lights on", "lights on in the {room}",
        ),
        "room_off": (
            "turn off the lights in the {room}", "{room} lights off", "lights off in the {room}",
        ),
        "fan_on": ("turn on {it}", "switch {it} on", "start {it}"),
        "fan_off": ("turn off {it}", "switch {it} off", "stop {it}"),
        "heat_to": ("set {it} to {n} degrees", "{it} to {n}", "put {it} on {n} degrees"),
        "blind_open": ("open {it}", "raise {it}", "{it} up"),
        "blind_close": ("close {it}", "lower {it}", "{it} down"),
        "media_pause": ("pause {it}", "stop {it}", "put {it} on pause"),
        "media_louder": ("turn up {it}", "make {it} louder", "volume up on {it}"),
        "media_quieter": ("turn down {it}", "make {it} quieter", "volume down on {it}"),
        "plug_on": ("turn on {it}", "switch on {it}", "{it} on"),
        "plug_off": ("turn off {it}", "switch off {it}", "{it} off"),
        "vacuum_go": ("start {it}", "let {it} clean", "run {it}"),
        "vacuum_home": ("send {it} home", "dock {it}", "send {it} back to its base"),
        "door_lock": ("lock {it}", "please lock {it}"),
        "door_unlock": ("unlock {it}", "please unlock {it}"),
        "ask_on": ("is {it} on", "is {it} turned on", "is {it} still on"),
    }
)  # fmt: skip
ODD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light_on": (
            "wake up {it}", "i need {it} now", "give me {it}", "some light from {it}",
            "let {it} shine", "fire up {it}", "{it} should be burning",
        ),
        "light_off": (
            "douse {it}", "put {it} to bed", "i am done with {it}", "black out {it}", "snuff {it}",
            "no more {it}", "{it} can go to sleep", "kill {it}",
        ),
        "light_dimmer": (
            "{it} is blinding me", "tone {it} down a bit", "take the edge off {it}",
            "soften {it}", "{it} hurts my eyes",
        ),
        "light_brighter": (
            "i can hardly see with {it}", "more juice for {it}", "crank {it}", "pep up {it}",
            "{it} is too gloomy",
        ),
        "light_level": ("give {it} {n} percent", "run {it} at {n}", "{n} percent will do for {it}"),
        "room_on": (
            "let there be light in the {room}", "light up the {room}", "the {room} is pitch black",
            "wake the {room} up",
        ),
        "room_off": (
            "make the {room} dark", "we are leaving the {room}", "curtain call for the {room}",
            "good night {room}",
        ),
        "fan_on": ("get {it} spinning", "some wind from {it}", "blow with {it}", "spin up {it}"),
        "fan_off": ("no more wind from {it}", "hold {it} still", "{it} can rest"),
        "heat_to": (
            "make it {n} on {it}", "i would like {n} from {it}", "warm us to {n} with {it}",
        ),
        "blind_open": ("let the sun in by {it}", "pull up {it}", "{it} away please", "unroll {it}"),
        "blind_close": ("shut out the sun with {it}", "drop {it}", "privacy with {it}"),
        "media_pause": ("silence {it} for a second", "hold {it}", "freeze {it}", "hush {it}"),
        "media_louder": ("i can not hear {it}", "pump up {it}", "blast {it}"),
        "media_quieter": ("{it} is deafening", "hush {it} a little", "easy on {it}"),
        "plug_on": ("give {it} some power", "bring {it} to life", "get {it} ready"),
        "plug_off": ("cut {it}", "unplug {it}", "{it} has done its job"),
        "vacuum_go": ("time to suck up the crumbs {it}", "unleash {it}", "off you go {it}"),
        "vacuum_home": ("that is enough cleaning {it}", "call {it} back", "{it} go to your corner"),
        "door_lock": ("bolt {it}", "make {it} safe", "secure {it}"),
        "door_unlock": ("unbolt {it}", "let them in by {it}", "release {it}"),
        "ask_on": ("did i leave {it} burning", "tell me if {it} is running", "what about {it}"),
    }
)  # fmt: skip
BEFORE = ("", "", "", "", "", "", "please ", "hey ", "okay ")
AFTER = ("", "", "", "", "", " please", " now", " for me", " thanks")
GUEST = ("um ", "so ", "assistant ", "excuse me ", "okay ")
TELEVISION = (
    "and that brings us to the weather for the weekend",
    "you never told me about the house in the country",
    "buy now and get the second one free",
    "he shoots and it is wide of the goal",
    "the lights went out all over the city that night",
    "turn left at the next junction inspector",
    "open the door i know you are in there",
    "our top story tonight the price of heating",
)
NO = ("no", "no that is wrong", "that is not what i said", "not that one", "wrong")
THANKS = ("thanks", "thank you", "great thanks")
ENOUGH = ("thanks that is enough", "okay enough", "stop thanks")
UNDO = ("undo that", "take that back")
