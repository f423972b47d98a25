"""Wishes for a home in several wordings each, written here for those who lack the data."""

import random
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from assistant.learning.words import Words, words_in
from wishes.vocabulary import ITEMS, NAMES, ROOMS, TITLES

Written: TypeAlias = tuple[Words, str, str, tuple[tuple[str, Words], ...]]
"""Words, wish, topic, slots."""
WISHES = 1500
WORDINGS_OF_A_WISH = 4
COLOURS = "red,green,blue,yellow,purple,orange,pink,warm white,turquoise".split(",")
LEVELS = "10,15,20,25,30,40,50,60,70,75,80,90".split(",")
DEGREES = "16,17,18,19,20,21,22,23,24,25".split(",")
MINUTES = "2,3,5,8,10,12,15,20,25,30,45".split(",")
HOURS = "5,6,7,8,9,10".split(",")
DAYS = "monday,tuesday,wednesday,thursday,friday,saturday,sunday,tomorrow,today".split(",")
LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "room": tuple(ROOMS),
        "light": ("light", "lamp", "ceiling light", "floor lamp", "lights"),
        "plug": ("fan", "heater", "kettle", "radio", "television", "humidifier", "printer"),
        "cover": ("blinds", "curtains", "shutters", "shades"),
        "lock": ("front door", "back door", "garage door", "gate"),
        "level": tuple(LEVELS),
        "degrees": tuple(DEGREES),
        "minutes": tuple(MINUTES),
        "hour": tuple(HOURS),
        "day": tuple(DAYS),
        "colour": tuple(COLOURS),
        "item": tuple(ITEMS),
        "title": tuple(TITLES),
        "scene": tuple(NAMES["scene"]),
    }
)
DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "light on": "turn on the {room} {light}|switch the {light} in the {room} on|{room} {light} "
        "on|i need light in the {room}|put the {light} on in the {room}|light up the {room}|can "
        "you get the {room} {light} going|illuminate the {room} please",
        "light off": "turn off the {room} {light}|switch off the {light} in the {room}|{room} "
        "{light} off|kill the {light} in the {room}|make the {room} dark|no light in the {room} "
        "please|shut the {room} {light} off|{light} out in the {room}",
        "plug on": "turn on the {room} {plug}|start the {plug} in the {room}|{plug} on in the "
        "{room}|get the {plug} running in the {room}|power up the {room} {plug}|fire up the "
        "{plug} in the {room}",
        "plug off": "turn off the {room} {plug}|stop the {plug} in the {room}|{room} {plug} off|"
        "cut the power to the {room} {plug}|shut down the {plug} in the {room}",
        "dim": "set the {room} {light} to {level} percent|dim the {room} {light} to {level}|"
        "{room} {light} at {level} percent|brightness {level} percent in the {room}|make the "
        "{light} in the {room} {level} percent bright|put the {room} {light} down to {level}",
        "colour": "make the {room} {light} {colour}|set the {light} in the {room} to {colour}|"
        "{colour} light in the {room} please|change the {room} {light} to {colour}|i want the "
        "{room} {colour}",
        "open": "open the {room} {cover}|raise the {cover} in the {room}|pull up the {room} "
        "{cover}|let some sun into the {room}|{room} {cover} up|lift the {cover} in the {room}",
        "close": "close the {room} {cover}|lower the {cover} in the {room}|shut the {room} "
        "{cover}|pull the {room} {cover} down|drop the {cover} in the {room}",
        "lock": "lock the {lock}|bolt the {lock}|make sure the {lock} is locked|secure the {lock}|"
        "is the {lock} locked if not lock it",
        "unlock": "unlock the {lock}|let somebody in at the {lock}|undo the lock on the {lock}|"
        "unbolt the {lock}",
        "heat": "set the {room} to {degrees} degrees|heat the {room} to {degrees}|{degrees} "
        "degrees in the {room}|make the {room} {degrees} degrees warm|change the temperature in "
        "the {room} to {degrees}|put the {room} thermostat at {degrees}",
        "timer": "set a timer for {minutes} minutes|{minutes} minute timer|remind me in {minutes} "
        "minutes|start a countdown of {minutes} minutes|let me know when {minutes} minutes are up|"
        "count down {minutes} minutes",
        "alarm": "set an alarm for {hour} {day}|wake me up at {hour} {day}|i have to get up at "
        "{hour} on {day}|{day} alarm {hour}|get me out of bed {day} at {hour}",
        "add": "add {item} to the list|put {item} on the shopping list|we need {item}|i am out of "
        "{item}|remember to buy {item}|note {item} for the shop",
        "remove": "remove {item} from the list|take {item} off the shopping list|we do not need "
        "{item} any more|i have got {item} already|scratch {item}",
        "play": "play {title}|put on {title}|i want to hear {title}|start {title}|can we listen to "
        "{title}|let me hear {title}",
        "volume": "set the volume to {level}|volume {level}|make it {level} percent loud|sound at "
        "{level} percent|change the volume to {level} percent",
        "louder": "make it louder|turn the volume up|i can not hear this|crank it up|more volume|"
        "increase the volume",
        "quieter": "make it quieter|turn it down|that is too loud|less volume|lower the volume",
        "next": "next song|skip this|play the next one|i do not like this song skip it",
        "weather": "what is the weather {day}|will it rain {day}|forecast for {day}|do i need an "
        "umbrella {day}|how is the weather going to be {day}",
        "temperature": "how warm is it in the {room}|what is the temperature in the {room}|is it "
        "cold in the {room}|{room} temperature|how many degrees in the {room}",
        "state": "is the {room} {light} on|did i leave the {light} on in the {room}|check the "
        "{room} {light}|is there light in the {room}",
        "vacuum": "vacuum the {room}|clean the {room}|send the robot to the {room}|hoover the "
        "floor in the {room}|the {room} is dirty clean it up",
        "scene": "activate {scene}|start the {scene} scene|set {scene} mode|it is time for "
        "{scene}|{scene} please",
        "clock": "what time is it|tell me the time|how late is it|time please",
        "all off": "turn everything off|switch all the lights off|all lights out|everything off|"
        "shut it all down",
    }
)


def written(dice: random.Random) -> Iterator[Written]:
    """Wishes at random, each in some wordings."""
    deeds = list(DEEDS)
    for number in range(WISHES):
        deed = deeds[number % len(deeds)]
        values = {name: dice.choice(choices) for name, choices in LISTS.items()}
        wordings = DEEDS[deed].split("|")
        used = {name for name in values if "{" + name + "}" in DEEDS[deed]}
        wish = f"{deed} " + " ".join(f"{name}={values[name]}" for name in sorted(used))
        for wording in dice.sample(wordings, min(WORDINGS_OF_A_WISH, len(wordings))):
            slots = tuple(
                (name, words_in(values[name])) for name in sorted(used) if "{" + name in wording
            )
            yield words_in(wording.format(**values)), wish, deed, slots
