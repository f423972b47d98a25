"""Meaning to devices: what may be meant in this home, how likely, and whether to act on it.

Every reading becomes options, each with its devices. The ranker weighs them by what is true
around the request, and one function decides from probability and stake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.ranking.asking import (
    KEPT,
    UNDERSTOOD_NOTHING,
    candidate_of,
    reply_to,
    too_many,
    which_one,
    with_undoing,
)
from assistant.ranking.bare import bare_options, denial
from assistant.ranking.option import Option, Ranked
from assistant.ranking.played import with_form
from assistant.ranking.ranker import Ranker
from assistant.ranking.refer import Choice, Found, refer
from assistant.ranking.tried import (
    Tried,
    is_as_good,
    joined_options,
    made_exclusive,
    merged_readings,
    options_of,
    without_those_named,
)
from assistant.skill import Skill
from assistant.stakes import Evidence, Stake, Thresholds, decide, highest, stake_of
from assistant.turn import Candidate, Interpretation, Reading, Resolution
from assistant.understanding.answers import ASKED_AGAIN
from assistant.understanding.past import UNDO

OFFERED_UNNAMED = 2
"""Who names nothing and may mean more things than this is told so, not asked to choose."""
COMPETES = 0.1
"""Readings below this share of the best are no rivals to it: context is not to revive them."""
LEAVES_WORDS_OVER = frozenset({"part", "wish"})
"""How readings are found in which some words have no place."""
AS_LIKELY = 0.7
"""Share of its probability from which on these words may as well name a room."""
LETS_BE = frozenset({"HassNevermind", "LeaveIt"})
"""Nothing is done; "stop" means that only when nothing runs that could stop."""


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
        if best < self._thresholds.confirm or _speaks_of_another_room(tried, possible[0]):
            return self._declined(tried, interpretation.text)
        first, count = possible[0].reading, len(possible[0].parts)
        if first.among and (count == 1 or first.matched_by == ASKED_AGAIN):
            return which_one(self._ranker.rank(options_of(*possible[0].parts[0]), context), context)
        if count > 1:
            return self._in_one_breath(possible[0], context)
        rivals = [
            one
            for one in possible
            if len(one.parts) == 1 and one.reading.probability >= COMPETES * best
        ]
        options = joined_options(
            (
                replace(option, wording=0 if is_as_good(rivals[place], best) else place)
                for place, one in enumerate(made_exclusive(rivals))
                for option in options_of(*one.parts[0])
            ),
            best,
        )
        others = tuple(_runner_up(one) for one in tried if one not in rivals)
        return self._decided(self._ranker.rank(options, context), others, context)

    def _tried(self, interpretation: Interpretation, context: Context) -> list[Tried]:
        return merged_readings(
            Tried(reading, self._left_to_do((reading, *reading.also), context))
            for reading in interpretation.readings
            if all(part.intent in self._skills for part in (reading, *reading.also))
        )

    def _left_to_do(
        self, parts: Sequence[Reading], context: Context
    ) -> tuple[tuple[Reading, Found], ...]:
        """Each part with what it refers to, without those that are so already beside others."""
        found = without_those_named([(part, self._refer(part, context)) for part in parts])
        return tuple(one for one in found if not one[1].is_so_already) or found

    def _raised(self, tried: list[Tried]) -> list[Tried]:
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
            return too_many(resolution, context)
        return resolution

    def _declined(self, tried: Sequence[Tried], text: str) -> Resolution:
        if told := denial(text):
            return Resolution(decision="decline", reason="no_valid_targets", reply=told)
        problem = _problem_of(tried)
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
            return which_one((best, *rivals), context)
        rest = (candidate_of(one) for one in ranked[1:KEPT])
        return Resolution(
            decision=decision,
            candidates=(candidate_of(best), *rest, *others),
            reason="" if decision == "act" else "not_certain",
            reply=reply_to(decision, [best.option], context),
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
            learned_alone=_is_learned_alone(reading),
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

    def _in_one_breath(self, chosen: Tried, context: Context) -> Resolution:
        """All parts or none: the first part that stays open is asked about."""
        settled: list[Ranked] = []
        for part, found in chosen.parts:
            ranked = self._ranker.rank(options_of(part, found), context)
            rivals = self._rivals(ranked)
            decision = decide(self._evidence(ranked, rivals), self._thresholds)
            if decision == "ask":
                asked = which_one((ranked[0], *rivals), context)
                if len(chosen.parts) == 1:
                    return asked
                if self._is_put_right(chosen, settled, asked, context):
                    return with_undoing(asked, settled[0])
                again = f"{asked.reply} Please say it all again."  # an answer would lose the rest
                return replace(asked, decision="decline", reply=again)
            settled.append(ranked[0])
        return self._together(chosen, settled, context)

    def _is_put_right(
        self, chosen: Tried, settled: Sequence[Ranked], asked: Resolution, context: Context
    ) -> bool:
        """ "No, the kitchen one" where two fit: taking back is certain, only what is wanted is not.

        Of other wishes in one breath some are for later or hang together, and are said again.
        """
        if chosen.reading.intent != UNDO or len(chosen.parts) != 2 or asked.decision != "ask":
            return False
        return len(settled) == 1 and self._together(chosen, settled, context).decision == "act"

    def _together(self, chosen: Tried, settled: Sequence[Ranked], context: Context) -> Resolution:
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
                learned_alone=any(_is_learned_alone(part) for part, _ in chosen.parts),
                only_asks=all(self._skills[part.intent].is_question for part, _ in chosen.parts),
            ),
            self._thresholds,
        )
        first, *more = (replace(candidate_of(one), probability=probability) for one in settled)
        return Resolution(
            decision=decision,
            candidates=(replace(first, also=tuple(more)),),
            reason="" if decision == "act" else "not_certain",
            reply=reply_to(decision, [one.option for one in settled], context),
        )


def _problem_of(tried: Sequence[Tried]) -> Found | None:
    """Why nothing can be done; a room that is not here is told before what nobody understood."""
    if not tried:
        return None
    another = _another_room(tried, tried[0])
    return tried[0].impossible or (another.impossible if another else None)


def _speaks_of_another_room(tried: Sequence[Tried], best: Tried) -> bool:
    """ "The pool lights" where there is no pool: the words that are left over name a room."""
    return _another_room(tried, best) is not None


def _another_room(tried: Sequence[Tried], best: Tried) -> Tried | None:
    if best.reading.matched_by not in LEAVES_WORDS_OVER:
        return None
    return next(
        (
            one
            for one in tried
            if one.impossible is not None
            and one.impossible.code == "no_area"
            and one.reading.intent == best.reading.intent
            and one.reading.probability >= AS_LIKELY * best.reading.probability
        ),
        None,
    )


def _same_wish(one: Option, best: Option) -> bool:
    """The two differ only in the devices, so that naming the devices tells them apart."""
    mine = {device.id for device in one.devices}
    same = one.reading.intent == best.reading.intent
    alike = same or one.reading.matched_by == best.reading.matched_by == "bare"
    return alike and mine.isdisjoint(device.id for device in best.devices) and bool(mine)


def _is_learned_alone(reading: Reading) -> bool:
    return reading.matched_by in ("wish", "heard")


def _is_guarded(option: Option) -> bool:
    return any(stake_of(device) is Stake.GUARDED for device in option.devices)


def _runner_up(tried: Tried) -> Candidate:
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
