"""Requests about how loud it is."""

from assistant.evaluation.understanding.homes.crowd import RADIO, SPEAKER, TELEVISION
from assistant.evaluation.understanding.item import Change, Effect, Way
from assistant.evaluation.understanding.sets.crowd.amounts import number_in
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided
from assistant.evaluation.understanding.wanted import Between, Less, More, Near, Wanted, is_
from devices.contract import State

_ASSISTANT = ("your", "yourself", "talk\\w*", "speak", "speaking", "respond", "answer")
_ITS_VOICE = ("quiet", "silent", "silence", "shut up", "hear", "voice", "silently")
_UP = ("up", "increase", "raise", "louder", "higher", "high", "more", "beef", "highest", "to")
_DOWN = ("down", "decrease", "lower", "reduce", "quieter", "softer", "low", "less", "slow")
_SOUND = ("volume", "sounds?", "audio", "speakers?", "music", "media", "song", "loud\\w*")
_QUIET = ("softer", "quieter", "mute\\w*", "unmute", "play\\w*")
LOUDNESS = 0.4


def expect(row: CrowdRow) -> Expectation:
    """What a labelled request about loudness comes to; raises Undecided."""
    if row.says(*_ASSISTANT, *_ITS_VOICE):
        raise Undecided("about the assistant's own voice")
    if row.says("left", "right", "start", "begin"):
        raise Undecided("more than loudness")
    if row.values("time", "date", "timeofday"):
        raise Undecided("for a length of time")
    if not (row.says(*_SOUND, *_QUIET) or row.values("device_type", "media_type")):
        raise Undecided("the words do not say it")
    if row.intent == "audio_volume_mute":
        return _muted(row)
    if row.says("unmute", "audio on", "sound on"):
        return _heard(row, {"is_volume_muted": True}, (("is_volume_muted", is_(False)),))
    amount = _amount(row)
    if amount:
        return _heard(row, {}, *((("volume_level", wanted),) for wanted in amount))
    if row.intent == "audio_volume_up":
        return _towards(row, More(), _UP, _DOWN)
    if row.intent == "audio_volume_down":
        return _towards(row, Less(), _DOWN, _UP[:-1])
    raise Undecided("no definite amount")


def _towards(
    row: CrowdRow, wanted: Wanted, words: tuple[str, ...], others: tuple[str, ...]
) -> Expectation:
    if row.says(*others) or row.says("bass"):
        raise Undecided("the label contradicts the words")
    if not row.says(*words):
        raise Undecided("the words do not say it")
    return _heard(row, {}, (("volume_level", wanted),))


def _muted(row: CrowdRow) -> Expectation:
    if row.says("zero"):
        return _heard(row, {}, (("volume_level", Between(0, 0.01)),))
    if row.says("pause\\w*", "stop\\w*", "disable"):
        return _heard(
            row,
            {},
            (("state", is_("paused", "idle", "off")),),
            (("is_volume_muted", is_(True)),),
        )
    if not row.says("mute\\w*", "off", "no"):
        raise Undecided("the words do not say it")
    return _heard(
        row,
        {},
        (("is_volume_muted", is_(True)),),
        (("volume_level", Between(0, 0.01)),),
        (("state", is_("paused", "idle", "off")),),
    )


def _amount(row: CrowdRow) -> tuple[Wanted, ...]:
    """The loudness that the words name; several where a bare small number leaves the scale open."""
    if row.says("max\\w*", "highest", "full"):
        return (Between(0.9, 1.0),)
    if row.says("min\\w*", "lowest"):
        return (Between(0.0, 0.15),)
    if (row.says("by", "levels?", "percent") or "%" in row.words) and not row.says("to", "at"):
        return ()
    number = number_in(row.words)
    if number is None:
        return ()
    if number > 100:
        raise Undecided("no definite amount")
    if number <= 10 and not (row.says("percent") or "%" in row.words):
        return (Near(number / 10, 0.03), Near(number / 100, 0.02))
    return (Near(number / 100, 0.02),)


def _heard(row: CrowdRow, start: State, *ends: tuple[tuple[str, Wanted], ...]) -> Expectation:
    device = SPEAKER
    if row.says("tv", "television"):
        device = TELEVISION
    elif row.says("radio"):
        device = RADIO
    ways = tuple(Way(must=(Effect(device=device, attributes=end),)) for end in ends)
    playing: State = {"state": "playing", "volume_level": LOUDNESS, **start}
    return Expectation(expected=Change(ways=ways), states={device: playing})
