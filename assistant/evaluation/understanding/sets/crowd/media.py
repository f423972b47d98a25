"""Requests for music, radio, podcasts and audiobooks."""

from collections.abc import Iterable

from assistant.evaluation.understanding.homes.crowd import PLAYERS, SPEAKER
from assistant.evaluation.understanding.item import Change, Effect, Way
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided
from assistant.evaluation.understanding.wanted import Less, More, Says, is_, words, words_of
from devices.contract import State

_TITLES = (
    *("song_name", "artist_name", "playlist_name", "music_genre", "radio_name", "music_album"),
    *("podcast_name", "audiobook_name", "audiobook_author", "movie_name"),
)
_PLAYS = ("play\\w*", "listen", "hear", "put", "start", "tune", "turn", "switch", "resume")
_MORE_PLAYS = ("continue", "music", "radio", "podcast", "read", "reading", "begin", "activate")
_TELLS = ("open", "go to", "take me", "show", "find", "search", "list", "tell", "look", "queue")
_ODD = ("rewind", "backward", "fast forward", "download", "except", "shuffle", "repeat", "loop")
_ODD_TOO = (
    "next song",
    "after this",
    "rate",
    "(?<!left )off",
    "stop",
    "pause",
    "break",
    "news",
    "game",
)
_AGAIN = (
    "resume\\w*",
    "continue",
    "left off",
    "i left",
    "unpause",
    "where we left",
    "last chapter",
)
_NEXT = ("next", "skip", "forward")
_PREVIOUS = ("previous", "back one", "last episode")
_NO_TITLE = words(
    "a am and any audio audiobook book by channel fm for from in music my of on play playlist",
    "podcast radio show some song station that the to track album episode favorite new",
)
"""Words that are left out of a title, or said beside it."""
PLAYING: State = {"state": "playing", "track": 5, "volume_level": 0.4}
PAUSED: State = {"state": "paused", "track": 5, "volume_level": 0.4}
IDLE: State = {"state": "idle", "track": 5, "volume_level": 0.4}


def expect(row: CrowdRow) -> Expectation:
    """What a labelled request for something to hear comes to; raises Undecided."""
    if row.says(*_ODD, *_ODD_TOO):
        raise Undecided("more than playing")
    if row.says(*_NEXT) and not row.values("audiobook_name"):
        return _skipped(row, More())
    if row.says(*_PREVIOUS):
        return _skipped(row, Less())
    titles = row.values(*_TITLES)
    if row.says(*_TELLS) and not row.says("play\\w*"):
        raise Undecided("not clearly playing")
    if not row.says(*_PLAYS, *_MORE_PLAYS) and not titles:
        raise Undecided("the words do not say it")
    if row.says(*_AGAIN):
        ways = (*_going_on(), *_playing(row, titles))
        return Expectation(expected=Change(ways=ways), states={SPEAKER: PAUSED})
    return Expectation(expected=Change(ways=tuple(_playing(row, titles))), states={SPEAKER: IDLE})


def settings(row: CrowdRow) -> Expectation:
    """Shuffling and skipping; raises Undecided for what no player here can do."""
    if row.says("skip", "next song", "change song"):
        return _skipped(row, More())
    if row.says("shuffle\\w*") and not row.says("repeat\\w*", "lower", "rate", "disable", "off"):
        end = (("shuffle", is_(True)),)
        way = Way(must=(Effect(device=SPEAKER, attributes=end),))
        return Expectation(expected=Change(ways=(way,)), states={SPEAKER: PLAYING})
    raise Undecided("a setting that no player here has")


def _playing(row: CrowdRow, titles: Iterable[str]) -> Iterable[Way]:
    """Any one player plays something with the words that could be heard."""
    wanted = (words(*titles) & words_of(row.text)) - _NO_TITLE
    on = ("on",) if row.says("radio", "station", "fm") else ()
    for player in PLAYERS:
        playing = ("state", is_("playing", *on))
        if wanted:
            end = (playing, ("media_content_id", Says(wanted)))
            yield Way(must=(Effect(device=player, attributes=end),))
        else:
            yield Way(must=(Effect(device=player, attributes=(playing,)),))


def _going_on() -> Iterable[Way]:
    yield Way(must=(Effect(device=SPEAKER, attributes=(("state", is_("playing")),)),))


def _skipped(row: CrowdRow, direction: More | Less) -> Expectation:
    ways = [Way(must=(Effect(device=SPEAKER, attributes=(("track", direction),)),))]
    if titles := row.values(*_TITLES):
        ways += _playing(row, titles)
    return Expectation(expected=Change(ways=tuple(ways)), states={SPEAKER: PLAYING})
