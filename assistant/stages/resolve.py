"""Meaning to devices: what may be meant in this home, how likely, and whether to act on it.

Every reading becomes options, each with its devices. The ranker weighs them by what is true
around the request, and one function decides from probability and stake.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.home.phrasing import devices_called, kind_word, listing, sentence
from assistant.ranking.bare import bare_options, denial
from assistant.ranking.option import Option, Ranked
from assistant.ranking.played import PLAYING_INTENTS, with_form
from assistant.ranking.ranker import Ranker
from assistant.ranking.refer import Choice, Found, refer
from assistant.ranking.shall_i import shall_i
from assistant.skill import Skill
from assistant.stakes import Evidence, Stake, Thresholds, decide, highest, stake_of
from assistant.turn import Candidate, Decision, Interpretation, Reading, Resolution
from devices.contract import Device

UNDERSTOOD_NOTHING = "Sorry, I didn't understand that."
OFFERED = 4
"""More things than this are not listed in a question."""
KEPT = 40
"""Candidates that are remembered; nobody chooses among more."""
OFFERED_UNNAMED = 2
"""Who names nothing and may mean more things than this is told so, not asked to choose."""
STANDS_OUT = 0.2
"""Share of a long list that makes one of its things worth naming in the question."""
COMPETES = 0.1
"""Readings below this share of the best are no rivals to it: context is not to revive them."""
LETS_BE = frozenset({"HassNevermind", "LeaveIt"})
"""Nothing is done; "stop" means that only when nothing runs that could stop."""
EQUAL = 0.9
"""Readings this near to the best are as probable for a person who must choose."""
CERTAIN = 0.97
"""No reading is surer than this."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """A reading with what it refers to, part by part."""

    reading: Reading
    parts: tuple[tuple[Reading, Found], ...]
    """The reading itself and what was said in the same breath."""

    @property
    def impossible(self) -> Found | None:
        """The first part that refers to nothing."""
        return next((found for _, found in self.parts if found.problem), None)


class ResolveStage:
    """Ties readings to devices and takes the one decision: act, ask, confirm, decline."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        thresholds: Thresholds | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        self._skills = skills
        self._thresholds = thresholds or Thresholds()
        self._ranker = ranker or Ranker()

    def prepare(self) -> None:
        """Nothing to load."""

    def resolve(self, interpretation: Interpretation, context: Context) -> Resolution:
        """What is meant most probably, and what to do about it."""
        tried = self._raised(self._tried(interpretation, context))
        possible = [one for one in tried if one.impossible is None]
        best = possible[0].reading.probability if possible else 0.0
        if not possible or self._may_be_bare(possible[0].reading):
            bare = self._bare(interpretation, context)
            vague = best < self._thresholds.confirm or possible[0].reading.intent in LETS_BE
            if bare is not None and (bare.decision == "act" or vague):
                return bare
        if best < self._thresholds.confirm:
            return self._declined(tried, interpretation.text)
        if len(possible[0].parts) > 1:
            return self._in_one_breath(possible[0], context)
        if possible[0].reading.among:
            return _which_one(self._ranker.rank(_options(*possible[0].parts[0]), context), context)
        rivals = [
            one
            for one in possible
            if len(one.parts) == 1 and one.reading.probability >= COMPETES * best
        ]
        options = _joined(
            replace(option, wording=0 if _equals(rivals[place], best) else place)
            for place, one in enumerate(_exclusive(rivals))
            for option in _options(*one.parts[0])
        )
        others = tuple(_runner_up(one) for one in tried if one not in rivals)
        return self._decided(self._ranker.rank(options, context), others, context)

    def _tried(self, interpretation: Interpretation, context: Context) -> list[_Tried]:
        return _merged(
            _Tried(
                reading,
                tuple((part, self._refer(part, context)) for part in (reading, *reading.also)),
            )
            for reading in interpretation.readings
            if all(part.intent in self._skills for part in (reading, *reading.also))
        )

    def _raised(self, tried: list[_Tried]) -> list[_Tried]:
        """A question about what this home lacks gives way to the same words about what it has."""
        asked = [
            one
            for one in tried
            if one.reading.matched_by == "template" and self._skills[one.reading.intent].is_question
        ]
        possible = next((one for one in asked if one.impossible is None), None)
        if possible is None or possible is asked[0] or asked[0] is not tried[0]:
            return tried
        surer = replace(possible.reading, probability=asked[0].reading.probability)
        raised = replace(possible, reading=surer, parts=((surer, possible.parts[0][1]),))
        return [raised, *(one for one in tried if one is not possible)]

    def _refer(self, reading: Reading, context: Context) -> Found:
        known = context if self._ranker.uses("last_turns") else replace(context, history=())
        if not self._ranker.uses("room"):
            known = replace(known, area=None)
        return refer(reading, self._skills[reading.intent].targets, known)

    def _may_be_bare(self, reading: Reading) -> bool:
        """The words say too little; what the conversation has settled already is kept."""
        if reading.devices or reading.among or reading.matched_by == "answer":
            return False
        return reading.intent in LETS_BE or self._skills[reading.intent].targets is not None

    def _bare(self, interpretation: Interpretation, context: Context) -> Resolution | None:
        """What a request that names nothing comes to; None where it is something else."""
        by_state = self._ranker.uses("device_state")
        options = [
            replace(option, reading=with_form(option.reading, option.devices))
            for option in bare_options(interpretation.text, context, by_state=by_state)
            if option.reading.intent in self._skills
        ]
        if not options:
            return None
        ranked = self._ranker.rank(options, context)
        if self._ranker.denies(ranked[0]):
            return None
        resolution = self._decided(ranked, (), context)
        if resolution.decision == "ask" and len(resolution.candidates) > OFFERED_UNNAMED:
            return _too_many(resolution, context)
        return resolution

    def _declined(self, tried: Sequence[_Tried], text: str) -> Resolution:
        if told := denial(text):
            return Resolution(decision="decline", reason="no_valid_targets", reply=told)
        problem = tried[0].impossible if tried else None
        if problem is not None:
            return Resolution(decision="decline", reason=problem.code, reply=problem.problem)
        if tried:
            return Resolution(
                decision="decline",
                candidates=tuple(_runner_up(one) for one in tried),
                reason="not_certain",
                reply=UNDERSTOOD_NOTHING,
            )
        return Resolution(decision="decline", reason="no_intent_match", reply=UNDERSTOOD_NOTHING)

    def _decided(
        self, ranked: Sequence[Ranked], others: tuple[Candidate, ...], context: Context
    ) -> Resolution:
        best = ranked[0]
        rivals = self._rivals(ranked)
        decision = decide(self._evidence(ranked, rivals), self._thresholds)
        if decision == "ask":
            return _which_one((best, *rivals), context)
        rest = (_candidate(one) for one in ranked[1:KEPT])
        return Resolution(
            decision=decision,
            candidates=(_candidate(best), *rest, *others),
            reason="" if decision == "act" else "not_certain",
            reply=_reply(decision, [best.option], context),
        )

    def _evidence(self, ranked: Sequence[Ranked], rivals: Sequence[Ranked]) -> Evidence:
        best = ranked[0]
        reading = best.option.reading
        worth = self._thresholds.plausible * best.probability / 2
        return Evidence(
            probability=best.probability,
            by_words=best.option.probability,
            mass=min(1.0, sum(one.option.probability for one in ranked)),
            stake=highest(best.option.devices),
            exact=reading.exact,
            rivals=len(rivals),
            guarded_rival=any(
                one.probability >= worth and _is_guarded(one.option) for one in ranked[1:]
            ),
            only_asks=self._skills[reading.intent].is_question,
        )

    def _rivals(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """What a question could offer besides the best: other devices for the same wish.

        Where somebody could come in, whatever the words leave open is offered.
        """
        best = ranked[0]
        by_words = _is_guarded(best.option)
        least = self._thresholds.plausible
        return [
            one
            for one in ranked[1:]
            if _same_wish(one.option, best.option)
            and (
                one.option.probability >= least * best.option.probability
                if by_words
                else one.probability >= least * best.probability
            )
        ]

    def _in_one_breath(self, chosen: _Tried, context: Context) -> Resolution:
        """All parts or none: the first part that stays open is asked about."""
        settled: list[Ranked] = []
        for part, found in chosen.parts:
            ranked = self._ranker.rank(_options(part, found), context)
            rivals = self._rivals(ranked)
            decision = decide(self._evidence(ranked, rivals), self._thresholds)
            if decision == "ask":
                asked = _which_one((ranked[0], *rivals), context)
                if len(chosen.parts) == 1:
                    return asked
                again = f"{asked.reply} Please say it all again."  # an answer would lose the rest
                return replace(asked, decision="decline", reply=again)
            settled.append(ranked[0])
        return self._together(chosen, settled, context)

    def _together(self, chosen: _Tried, settled: Sequence[Ranked], context: Context) -> Resolution:
        devices = tuple(device for one in settled for device in one.option.devices)
        probability = chosen.reading.probability
        for one in settled:
            probability *= one.probability / one.option.reading.probability
        decision = decide(
            Evidence(
                probability=probability,
                by_words=chosen.reading.probability,
                mass=chosen.reading.probability,
                stake=highest(devices),
                exact=chosen.reading.exact,
                only_asks=all(self._skills[part.intent].is_question for part, _ in chosen.parts),
            ),
            self._thresholds,
        )
        first, *more = (replace(_candidate(one), probability=probability) for one in settled)
        return Resolution(
            decision=decision,
            candidates=(replace(first, also=tuple(more)),),
            reason="" if decision == "act" else "not_certain",
            reply=_reply(decision, [one.option for one in settled], context),
        )


def _options(reading: Reading, found: Found) -> list[Option]:
    return [
        Option(
            reading=with_form(reading, choice.devices),
            devices=choice.devices,
            probability=reading.probability * choice.share,
            why=choice.why,
        )
        for choice in found.choices
    ]


def _exclusive(rivals: Sequence[_Tried]) -> list[_Tried]:
    """Readings that sum to at most 1: those about as good as the best share, others get the rest.

    Each reading's probability was found without regard to the others.
    """
    best = rivals[0].reading.probability
    equals = sum(one.reading.probability for one in rivals if _equals(one, best))
    others = sum(one.reading.probability for one in rivals if not _equals(one, best))
    share = min(1.0, 1 / equals)
    rest = min(1.0, max(0.0, 1 - equals) / others) if others else 0.0
    return [
        _with_probability(one, one.reading.probability * (share if _equals(one, best) else rest))
        for one in rivals
    ]


def _equals(one: _Tried, best: float) -> bool:
    return one.reading.probability > EQUAL * best


def _with_probability(tried: _Tried, probability: float) -> _Tried:
    return _surer(tried, probability, exact=tried.reading.exact)


def _joined(options: Iterable[Option]) -> list[Option]:
    """Options that do the same to the same devices are one, whatever the wording is taken for."""
    joined: dict[object, Option] = {}
    for option in options:
        reading = option.reading
        devices = frozenset(device.id for device in option.devices)
        plays = reading.intent in PLAYING_INTENTS and bool(devices)
        deed = "play" if plays else (reading.intent, _values(reading))
        first = joined.setdefault((deed, devices), option)
        if first is not option:
            total = min(CERTAIN, first.probability + option.probability)
            surer = _surer_of(first, option)
            joined[deed, devices] = replace(surer, probability=total)
    return list(joined.values())


def _surer_of(first: Option, other: Option) -> Option:
    """Who took "movie" for a kind of thing understood more than who took it for a title."""
    if first.reading.intent == other.reading.intent:
        classed = [one for one in (first, other) if "media_class" in one.reading.slots]
        if len(classed) == 1:
            return classed[0]
    return first if first.probability >= other.probability else other


def _too_many(resolution: Resolution, context: Context) -> Resolution:
    known = context.home.device_by_id
    devices = [known[device] for one in resolution.candidates for device in one.devices]
    if len(devices) > OFFERED:
        told = "I don't know what you mean. Please say its name."
    else:
        told = f"I don't know whether you mean {_choice(devices, context)}."
    return replace(resolution, decision="decline", reason="not_certain", reply=told)


def _choice(devices: Sequence[Device], context: Context) -> str:
    return listing([devices_called([device], context.home) for device in devices], "or")


def _same_wish(one: Option, best: Option) -> bool:
    """The two differ only in the devices, so that naming the devices tells them apart."""
    mine = {device.id for device in one.devices}
    same = one.reading.intent == best.reading.intent
    alike = same or one.reading.matched_by == best.reading.matched_by == "bare"
    return alike and mine.isdisjoint(device.id for device in best.devices) and bool(mine)


def _is_guarded(option: Option) -> bool:
    return any(stake_of(device) is Stake.GUARDED for device in option.devices)


def _reply(decision: Decision, parts: Sequence[Option], context: Context) -> str:
    if decision == "confirm":
        return parts[0].reading.question or shall_i(parts, context.home)
    if decision == "decline":
        devices = [device for part in parts for device in part.devices]
        names = devices_called(devices, context.home)
        return f"I can't do that with {names}." if names else UNDERSTOOD_NOTHING
    return ""


def _which_one(offered: Sequence[Ranked], context: Context) -> Resolution:
    """The question, the likely ones first."""
    if len(offered) <= OFFERED:
        names = [devices_called(one.option.devices, context.home) for one in offered]
        question = _question(listing(names, "or"))
    else:
        question = _one_of_many(offered, context)
    return Resolution(
        decision="ask",
        candidates=tuple(_candidate(one) for one in offered[:KEPT]),
        reason="duplicate_targets",
        reply=question,
    )


def _one_of_many(offered: Sequence[Ranked], context: Context) -> str:
    """More than can be listed: only those that stand out are named."""
    devices = [device for one in offered for device in one.option.devices]
    kinds = {kind_word(device.kind, device.device_class) for device in devices}
    one = kinds.pop() if len(kinds) == 1 else "one"
    total = sum(ranked.probability for ranked in offered)
    likely = [
        devices_called(ranked.option.devices, context.home)
        for ranked in offered[:OFFERED]
        if ranked.probability >= STANDS_OUT * total
    ]
    if not likely:
        return f"Which {one} do you mean?"
    return _question(listing([*likely, f"another {one}" if one != "one" else "another one"], "or"))


def _question(text: str) -> str:
    return sentence(text).removesuffix(".") + "?"


def _candidate(ranked: Ranked) -> Candidate:
    option = ranked.option
    return Candidate(
        reading=replace(option.reading, probability=option.probability),
        devices=tuple(device.id for device in option.devices),
        probability=ranked.probability,
        why=option.why,
        signals=ranked.signals,
        counts=ranked.counts,
    )


def _runner_up(tried: _Tried) -> Candidate:
    """A reading that nothing is done about, kept for whoever wants to know."""
    first, *others = (
        Candidate(
            reading=part,
            devices=tuple(device.id for device in found.devices),
            probability=tried.reading.probability,
            why=found.problem or _why(found.choices),
        )
        for part, found in tried.parts
    )
    return replace(first, also=tuple(others))


def _why(choices: Sequence[Choice]) -> str:
    return choices[0].why if choices else ""


def _merged(tried: Iterable[_Tried]) -> list[_Tried]:
    """Readings that come to the same thing are one; what several hypotheses give it adds up."""
    merged: dict[object, _Tried] = {}
    for one in tried:
        same = tuple(_what(part, found) for part, found in one.parts)
        first = merged.get(same)
        if first is None:
            merged[same] = one
            continue
        probabilities = (first.reading.probability, one.reading.probability)
        # Two ways to read one text are no two witnesses; two hypotheses of the recogniser are.
        same_text = first.reading.text == one.reading.text
        total = max(probabilities) if same_text else min(CERTAIN, sum(probabilities))
        exact = first.reading.exact or one.reading.exact
        merged[same] = _surer(first, total, exact=exact)
    return sorted(merged.values(), key=lambda one: -one.reading.probability)


def _surer(tried: _Tried, probability: float, *, exact: bool) -> _Tried:
    reading = replace(tried.reading, probability=probability, exact=exact)
    (_, found), *others = tried.parts
    return _Tried(reading, ((reading, found), *others))


def _what(reading: Reading, found: Found) -> object:
    """What a reading comes to: the intent, the devices and the values."""
    ids = tuple(sorted(device.id for device in found.devices))
    return reading.intent, ids, len(found.choices) > 1, found.problem, _values(reading)


def _values(reading: Reading) -> str:
    """What is to be set, apart from what it is to be set on."""
    pointing = ("area", "floor", "name", "domain", "device_class", "more_areas")
    return repr(
        sorted((name, value) for name, value in reading.slots.items() if name not in pointing)
    )
