"""Choosing and composing what is said: reaction, answer, drive, or what takes their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from engine.bargaining import raise_next
from engine.directions import show
from engine.drawing import can_say, draw, rounds
from engine.filling import values
from engine.moment import Moment
from engine.persona.persona import BeatRule, GoRule, Pool, StanceRules
from engine.persona.shortlist import Rules
from engine.persona.text import Part, Text
from engine.turn import Reply, Verdict
from engine.verdicts import spoken

MAX_VERDICTS = 2
"""A line may settle many things at once; a person answers the first two."""

WORN = 2
"""Whose texts have all been said so often is worn out: a person does not ask or answer the same
thing for ever, but says something else, or lets it be."""


def _one_at_a_time(parts: Sequence[Part]) -> Iterator[Part]:
    """Leave out a direction that comes straight after another: of two gestures in a row, the first.

    Each text was written to begin with one; nobody does both before they speak.
    """
    before = None
    for part in parts:
        if part.kind != "direction" or before != "direction":
            yield part
        before = part.kind


class Composer:
    """Puts one reply together; draws texts so that none comes back while another fits."""

    def __init__(self, moment: Moment, seed: int, verdicts: Sequence[Verdict] = ()) -> None:
        self.moment = moment
        self.state = moment.state
        self._seed = seed
        self._verdicts = verdicts
        self._said: list[tuple[Pool, Text, str]] = []

    def reply(self) -> Reply:
        """Return what has been said so far, gaps filled, and remember it."""
        gaps = any(text.gaps for _, text, _ in self._said)
        known = values(self.moment, self._verdicts) if gaps else {}
        parts: list[Part] = []
        written: list[Part] = []
        for _, text, offer in self._said:
            fitting = {**known, "offer": offer} if offer else known
            parts.extend(text.filled(fitting))
            written.extend((text.original or text).filled(fitting))
        reply = Reply(
            tuple(_one_at_a_time(parts)), tuple([pool.where for pool, _, _ in self._said])
        )
        # the next line is read after what was written: a translation changes no reading
        self.state.said = Reply(tuple(written)).text
        return reply

    def has_said(self, pool: Pool) -> bool:
        """Return whether a text of the pool is in the reply."""
        return any(said is pool for said, _, _ in self._said)

    def say(self, pool: Pool, offer: str = "") -> None:
        """Say the pool's next text, in an order the seed draws; offer is what it is about."""
        text = draw(pool, self.state, self._seed)
        self._said.append((pool, show(text, self.moment, self._seed), offer))

    def compose(self, way: GoRule | None, told: Pool | None) -> None:
        """Say everything for a turn that does not end the conversation."""
        opener = self._opener(way)
        if opener is not None and way is not None and (way.alone or not way.last):
            self.say(opener)
            if way.alone:
                return
        elif opener is None and self._react():
            return
        answered, final = self._answer(told, moved=opener is not None)
        self._end_on_the_question()
        if opener is not None and way is not None and way.last:
            self.say(opener)
            return
        if final or told is not None or (opener is not None and not answered):
            return
        self._drive()

    def _end_on_the_question(self) -> None:
        """Put a question that opens a reply at its end: whoever asks, stops there."""
        if len(self._said) > 1 and self._said[0][1].asks:
            self._said.append(self._said.pop(0))

    def _opener(self, way: GoRule | None) -> Pool | None:
        if way is None:
            return None
        return self._sayable(way.pool, self.moment.persona.stances[way.to].enter)

    def _sayable(self, *pools: Pool | None) -> Pool | None:
        """Return the first of the pools of which something can be said."""
        return next((pool for pool in pools if pool and can_say(pool, self.state)), None)

    def _react(self) -> bool:
        """Say the reaction, if one fits; return whether nothing may follow."""
        rule = self._best(self._stance().reactions)
        if rule is None or (self._rounds(rule) and not rule.alone):
            return False
        self.say(rule.pool)
        return rule.alone

    def _answer(self, told: Pool | None, moved: bool) -> tuple[bool, bool]:
        """Say the answer. Return whether anything was said, and whether nothing may follow."""
        if told is not None:
            self.say(told)
            return True, False
        if self._weighed() or self._known():
            return True, False
        if moved:
            return False, False
        rule = self._best(self._stance().answers)
        if rule is None:
            return False, False
        if rule.alone:
            self._said.clear()
        self.say(rule.pool)
        return True, rule.alone

    def _weighed(self) -> bool:
        fresh = (one for one in spoken(self.moment, self._verdicts) if not self._worn(one[0]))
        told = list(islice(fresh, MAX_VERDICTS))
        for pool, offer in told:
            self.say(pool, offer)
        return bool(told)

    def _known(self) -> bool:
        """Answer the question asked, if it is one the persona has answers to."""
        moment = self.moment
        # of several questions the last: people end on what they want answered
        for topic in sorted(moment.reading.topics, key=lambda topic: -topic.span.start):
            question = moment.persona.questions.get(topic.name)
            if question is None or topic.name not in moment.asked:
                continue
            rule = self._best(question.answers, in_order=True)
            if rule is not None and not self._worn(rule.pool):
                self.say(rule.pool)
                return True
        return False

    def _drive(self) -> None:
        """Push towards what the counterpart wants, unless a question is already open."""
        asked = bool(self._said) and self._said[-1][1].asks
        drove, self.state.drove = self.state.drove, False
        if asked:
            return
        kinds = self.moment.verdicts
        if kinds & {"accepted", "settled"} and not kinds & {"refused", "suggested"}:
            if self._raise():
                return
        elif not self._verdicts and not drove and self._raises() and self._raise():
            return
        rule = self._best(self._stance().drives)
        if rule is None or (drove and not rule.always) or self._rounds(rule):
            return
        self.say(rule.pool)
        self.state.drove = True

    def _raises(self) -> bool:
        return bool(self.moment.persona.bargaining.raises.test(self.moment))

    def _raise(self) -> bool:
        issues = self.moment.persona.issues
        issue = raise_next(self.moment, lambda name: self._worn(issues[name].ask))
        ask = self._sayable(issues[issue].ask) if issue else None
        if ask is None:
            return False
        self.say(ask)
        self.state.drove = True
        return True

    def _worn(self, pool: Pool | None) -> bool:
        return pool is not None and rounds(pool, self.state) >= WORN

    def _stance(self) -> StanceRules:
        return self.moment.persona.stances[self.state.stance]

    def _rounds(self, rule: BeatRule) -> int:
        return rounds(rule.pool, self.state)

    def _best(self, rules: Rules[BeatRule], in_order: bool = False) -> BeatRule | None:
        """Return the first rule that holds, one whose texts are not used up before one whose are.

        in_order takes the first that holds even when its texts are used up.
        """
        best: BeatRule | None = None
        fewest = 0
        for rule in rules.could_hold(self.moment):
            if not rule.condition.test(self.moment) or not can_say(rule.pool, self.state):
                continue
            rounds = self._rounds(rule)
            if not rounds or in_order:
                return rule
            if best is None or rounds < fewest:
                best, fewest = rule, rounds
        return best
