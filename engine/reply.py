"""Choosing and composing what is said: reaction, answer, drive, or what takes their place."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from engine.bargaining import raise_next
from engine.directions import show
from engine.moment import Moment
from engine.persona.persona import BeatRule, GoRule, Pool, StanceRules
from engine.persona.text import Part, Text
from engine.reading import HARMFUL
from engine.turn import Reply, Verdict

MAX_VERDICTS = 2
"""A line may settle many things at once; a person answers the first two."""


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
        values = self._values() if any(text.gaps for _, text, _ in self._said) else {}
        parts: list[Part] = []
        written: list[Part] = []
        for _, text, offer in self._said:
            fitting = {**values, "offer": offer} if offer else values
            parts.extend(text.filled(fitting))
            written.extend((text.original or text).filled(fitting))
        reply = Reply(tuple(parts), tuple([pool.where for pool, _, _ in self._said]))
        # the next line is read after what was written: a translation changes no reading
        self.state.said = Reply(tuple(written)).text
        return reply

    def has_said(self, pool: Pool) -> bool:
        """Return whether a text of the pool is in the reply."""
        return any(said is pool for said, _, _ in self._said)

    def say(self, pool: Pool, offer: str = "") -> None:
        """Say the pool's next text, in an order the seed draws; offer is what it is about."""
        drawn = self.state.used.get(pool.key, 0)
        self.state.used[pool.key] = drawn + 1
        start = crc32(b"%d/%d" % (self._seed, pool.key))
        text = pool.texts[(start + drawn) % len(pool.texts)]
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
        return way.pool or self.moment.persona.stances[way.to].enter

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
        said = 0
        for verdict in self._verdicts:
            pool = self._verdict_pool(verdict)
            if pool is not None and said < MAX_VERDICTS:
                self.say(pool, self._title(verdict))
                said += 1
        return said > 0

    def _verdict_pool(self, verdict: Verdict) -> Pool | None:
        rules = self.moment.persona.bargaining
        if verdict.kind == "vague":
            return rules.vague
        if verdict.kind == "exhausted":
            return rules.exhausted
        option = self.moment.persona.issues[verdict.issue].options[verdict.option]
        pools: dict[str, Pool | None] = {
            "accepted": option.accept or rules.settled,
            "settled": rules.settled or option.accept,
            "refused": option.refuse or rules.declined,
            "declined": rules.declined,
            "suggested": option.suggest,
        }
        return pools[verdict.kind]

    def _known(self) -> bool:
        """Answer the question asked, if it is one the persona has answers to."""
        moment = self.moment
        # of several questions the last: people end on what they want answered
        for topic in sorted(moment.reading.topics, key=lambda topic: -topic.span.start):
            question = moment.persona.questions.get(topic.name)
            if question is None or topic.name not in moment.asked:
                continue
            rule = self._best(question.answers, in_order=True)
            if rule is not None:
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
        issue = raise_next(self.moment)
        ask = self.moment.persona.issues[issue].ask if issue else None
        if ask is None:
            return False
        self.say(ask)
        self.state.drove = True
        return True

    def _stance(self) -> StanceRules:
        return self.moment.persona.stances[self.state.stance]

    def _rounds(self, rule: BeatRule) -> int:
        return self.state.used.get(rule.pool.key, 0) // len(rule.pool.texts)

    def _best(self, rules: Sequence[BeatRule], in_order: bool = False) -> BeatRule | None:
        """Return the first rule that holds, one whose texts are not used up before one whose are.

        in_order takes the first that holds even when its texts are used up.
        """
        best: BeatRule | None = None
        fewest = 0
        signs = self.moment.signs
        for rule in rules:
            needs = rule.condition.needs
            if (needs and not needs & signs) or not rule.condition.test(self.moment):
                continue
            rounds = self._rounds(rule)
            if not rounds or in_order:
                return rule
            if best is None or rounds < fewest:
                best, fewest = rule, rounds
        return best

    def _values(self) -> dict[str, str]:
        moment, table = self.moment, self.state.table
        issues = moment.persona.issues
        agreed = [self._in_words(name, option) for name, option in table.agreed.items()]
        remaining = [issue.title for name, issue in issues.items() if name not in table.agreed]
        return {
            "offer": self._offer(),
            "amount": next(
                (t.span.text for t in moment.reading.terms if t.kind == "money"), "that"
            ),
            "agreed": _listed(agreed) or "nothing yet",
            "open": remaining[0] if remaining else "nothing",
            "quote": _quote(moment),
        }

    def _in_words(self, issue: str, option: str) -> str:
        """Return what was agreed on an issue, with the trainee's own figures and days."""
        title = self.moment.persona.issues[issue].options[option].title
        details = self.state.table.details.get(issue)
        return f'{title} ("{details}")' if details else title

    def _offer(self) -> str:
        judged = [title for verdict in self._verdicts if (title := self._title(verdict))]
        if judged:
            return judged[-1]
        table = self.state.table
        issues = self.moment.persona.issues
        if table.pending is not None:
            return issues[table.pending[0]].options[table.pending[1]].title
        for topic in self.moment.reading.topics:
            issue, dot, option = topic.name.partition(".")
            if dot:
                return issues[issue].options[option].title
        return "that"

    def _title(self, verdict: Verdict) -> str:
        """Return the title of the option a verdict is about, if it is about one."""
        issue = self.moment.persona.issues.get(verdict.issue)
        return issue.options[verdict.option].title if issue and verdict.option else ""


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def _quote(moment: Moment) -> str:
    """Return the words that showed the main move: a damaging one before any other."""
    moves = moment.reading.moves
    main = next((move for move in moves if move.move in HARMFUL), moves[0] if moves else None)
    if main is None or not main.evidence:
        return "that"
    return max(main.evidence, key=lambda span: span.end - span.start).text
