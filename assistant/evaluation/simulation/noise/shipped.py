"""A confusion table made by hand, for whoever has no pairs to fit one on."""

from assistant.evaluation.simulation.noise.channel import Channel

WRONG_BY_LENGTH = (0.25, 0.33, 0.38, 0.43, 0.47, 0.51, 0.55, 0.58, 0.61, 0.64, 0.66, 0.68)
SUBSTITUTED, DELETED, INSERTED = 0.19, 0.11, 0.04
GOES_ON, COMES_UP = 1.7, 0.7
_HEARD_AS = {
    "light": "right night like", "lights": "likes rights lies", "lamp": "lamb land lamps",
    "lamps": "lambs lamp", "turn": "term tune earn", "off": "of on", "on": "in and own",
    "the": "a to", "in": "and on", "ceiling": "sealing feeling", "floor": "four flaw",
    "desk": "disk test", "fan": "fun van", "blind": "blinds mind", "dim": "him tim deem",
    "kitchen": "chicken kitten", "bedroom": "bed room", "bathroom": "bath room barroom",
    "office": "of this offers", "hallway": "whole way highway", "heating": "eating heeding",
    "speaker": "sneaker speak", "stereo": "cereal story", "radio": "ready oh rodeo",
    "vacuum": "back room", "robot": "rob it", "door": "to or more", "lock": "look log",
    "unlock": "and lock", "close": "clothes rose", "open": "hope and", "up": "of app",
    "down": "town done", "set": "said sit", "to": "two the", "percent": "present per cent",
    "degrees": "the grease decrease", "switch": "which rich", "put": "but foot",
    "make": "may take", "brighter": "writer", "louder": "lauder loud", "pause": "paws pose",
    "stop": "top stuff", "start": "stark art", "thirteen": "thirty", "thirty": "thirteen dirty",
    "fifty": "fifteen", "forty": "fourteen", "please": "police", "corner": "corn or",
    "reading": "redding", "wall": "wool all", "coffee": "copy", "machine": "the scene",
}  # fmt: skip
_MORE_WORDS = (
    "and is it that this you i we one some there here what when who all any not now then just like "
    "well want need go get give take come see say tell know think good home house room day time"
)


def shipped_channel() -> Channel:
    """Orders of magnitude from the literature, confusions from imagination."""
    heard = sorted({word for words in _HEARD_AS.values() for word in words.split()})
    return Channel(
        wrong_by_length=WRONG_BY_LENGTH,
        substituted=SUBSTITUTED,
        deleted=DELETED,
        inserted=INSERTED,
        goes_on=GOES_ON,
        comes_up=COMES_UP,
        confusions={
            said: tuple((word, 1) for word in words.split()) for said, words in _HEARD_AS.items()
        },
        onsets=(("a", 3), ("the", 3), ("and", 2), ("in", 1), ("uh", 1)),
        vocabulary=tuple(sorted({*heard, *_HEARD_AS, *_MORE_WORDS.split()})),
    )
