"""From a validated persona file to a persona: names checked, conditions parsed, rules sorted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from engine.persona import persona as built
from engine.persona.conditions import (
    RESERVED,
    Condition,
    ConditionError,
    Names,
    parse_condition,
)
from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem, nearest
from engine.persona.schema import (
    Bargaining,
    Go,
    Issue,
    Knows,
    Level,
    MethodFile,
    Option,
    PersonaFile,
    ReplyRule,
)
from engine.persona.source import KeyPath, Source
from engine.persona.text import Text, TextError, prepare
from engine.reading import Vocabulary
from engine.reading.vocabulary import PhraseError, phrase_pattern

_NEVER = "never"
_NAMING = ("topics", "feelings", "facts", "stances", "knows", "interests", "issues", "endings")


def names_of(model: PersonaFile) -> Names:
    """Return what the conditions of a persona file may name."""
    return Names(
        feelings={name: index for index, name in enumerate(model.feelings)},
        stances=list(model.stances),
        interests=list(model.interests),
        facts=list(model.facts),
        issues=list(model.issues),
        questions=list(model.knows),
        topics=list(model.topics),
    )


class Builder:
    """Builds one persona and collects every problem on the way.

    prepared takes apart what is said: `prepare`, or a translation's way to.
    """

    def __init__(
        self, source: Source, model: PersonaFile, prepared: Callable[[str], Text] = prepare
    ) -> None:
        self._prepared = prepared
        self.source = source
        self.model = model
        self.problems: list[Problem] = []
        self._pools = 0
        self.names = names_of(model)

    def persona(self, path: Path, method: MethodFile | None) -> built.Persona:
        """Return the persona. Raises PersonaError with all problems found."""
        model = self.model
        self._check_names()
        persona = built.Persona(
            stem=path.name.split(".")[0],
            path=path,
            name=model.name,
            title=model.title,
            summary=model.summary,
            version=model.version,
            language=model.language,
            today=self._today(),
            brief=model.brief,
            feelings=model.feelings,
            drift=tuple(
                (name, feeling.rest, float(0.5 ** (1 / feeling.half_life)))
                for name, feeling in model.feelings.items()
            ),
            levels={
                name: model.levels.get(name, Level())  # type: ignore[call-overload]
                for name in LEVELS
            },
            appraisal=self._appraisal(),
            facts={
                name: self._condition(text, ("facts", name)) for name, text in model.facts.items()
            },
            opening_stance=self._known(
                model.opening.stance, self.names.stances, "stance", ("opening", "stance")
            ),
            opening=self._pool_of(model.opening.say, ("opening", "say")),
            stances=self._stances(),
            questions={name: self._question(name, knows) for name, knows in model.knows.items()},
            interests=self._interests(),
            issues={name: self._issue(name, issue) for name, issue in model.issues.items()},
            bargaining=self._bargaining(model.bargaining),
            endings=self._endings(),
            method=self._method(method, model.method or ""),
            vocabulary=self._vocabulary(),
        )
        if self.problems:
            raise PersonaError(self.problems)
        return persona

    def _wrong(self, path: KeyPath, message: str, offset: int = 0) -> None:
        self.problems.append(self.source.problem(path, message, offset))
        if len(self.problems) >= MAX_PROBLEMS:
            raise PersonaError(self.problems)

    def _check_names(self) -> None:
        """Refuse names that a condition could not name, or would take for something else."""
        for part in _NAMING:
            for name in getattr(self.model, part):
                self._check_name(name, (part, name))
        for issue, rules in self.model.issues.items():
            for option in rules.options:
                self._check_name(option, ("issues", issue, "options", option))
        for name in self.model.feelings:
            if name in RESERVED:
                self._wrong(("feelings", name), f'"{name}" is a word of conditions; rename it')

    def _check_name(self, name: str, path: KeyPath) -> None:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z_0-9]*", name):
            message = f'"{name}" is no name; a name is letters a to z, digits and _, a letter first'
            self._wrong(path, message)

    def _where(self, path: KeyPath) -> str:
        return self.source.where(path)

    def _known(self, name: str, known: Iterable[str], what: str, path: KeyPath) -> str:
        names = list(known)
        if name not in names:
            self._wrong(path, f'no {what} "{name}".{nearest(name, names)}')
        return name

    def _condition(self, text: str, path: KeyPath) -> Condition:
        try:
            return parse_condition(text, self.names)
        except ConditionError as error:
            self._wrong(path, f"{error}{_excerpt(text, error.column)}", error.column)
            return parse_condition(_NEVER, self.names)

    def _pool_of(self, texts: Sequence[str], path: KeyPath) -> built.Pool:
        prepared: list[Text] = []
        for index, raw in enumerate(texts):
            try:
                prepared.append(self._prepared(raw))
            except TextError as error:
                self._wrong((*path, index), str(error))
        if not texts:
            self._wrong(path, "at least one text is needed")
        self._pools += 1
        return built.Pool(self._pools, tuple(prepared), self._where(path))

    def _pool(self, texts: Sequence[str], path: KeyPath) -> built.Pool | None:
        return self._pool_of(texts, path) if texts else None

    def _today(self) -> date | None:
        if self.model.today is None:
            return None
        try:
            return date.fromisoformat(self.model.today)
        except ValueError:
            self._wrong(("today",), "a day is written like 2027-02-12")
            return None

    def _indexed(
        self, amounts: Mapping[str, float], path: KeyPath
    ) -> tuple[tuple[int, float], ...]:
        out = []
        for name, amount in amounts.items():
            self._known(name, self.names.feelings, "feeling", (*path, name))
            out.append((self.names.feelings.get(name, 0), amount))
        return tuple(out)

    def _appraisal(self) -> tuple[built.AppraisalRule, ...]:
        rules = []
        for index, rule in enumerate(self.model.appraisal):
            path: KeyPath = ("appraisal", index)
            rules.append(
                built.AppraisalRule(
                    index,
                    self._condition(rule.when, (*path, "when")),
                    self._indexed(rule.change, (*path, "change")),
                    rule.because,
                    rule.again,
                    self._where(path),
                )
            )
        return tuple(rules)

    def _stances(self) -> dict[str, built.StanceRules]:
        anywhere = self.model.anywhere
        shared_go = self._ways(anywhere.go, ("anywhere", "go"))
        shared = self._beats(anywhere.replies, ("anywhere", "replies"))
        last = self._beat_of_texts(anywhere.otherwise, ("anywhere", "otherwise"))
        stances = {}
        for name, stance in self.model.stances.items():
            path: KeyPath = ("stances", name)
            own = self._beats(stance.replies, (*path, "replies"))
            fallback = []
            if stance.otherwise:
                fallback.append(self._beat_of_texts(stance.otherwise, (*path, "otherwise")))
            stances[name] = built.StanceRules(
                title=stance.title,
                enter=self._pool(stance.enter, (*path, "enter")),
                go=(
                    *self._ways(stance.go, (*path, "go")),
                    *(way for way in shared_go if way.to != name),
                ),
                reactions=_sorted(own["reaction"], shared["reaction"]),
                answers=(*_sorted(own["answer"], shared["answer"]), *fallback, last),
                drives=_sorted(own["drive"], shared["drive"]),
            )
        return stances

    def _ways(self, ways: Sequence[Go], path: KeyPath) -> tuple[built.GoRule, ...]:
        return tuple(
            built.GoRule(
                to=self._known(way.to, self.names.stances, "stance", (*path, index, "to")),
                condition=self._condition(way.when, (*path, index, "when")),
                because=way.because,
                pool=self._pool(way.say, (*path, index, "say")),
                alone=way.alone,
                last=way.last,
                where=self._where((*path, index)),
                anywhere=path[0] == "anywhere",
            )
            for index, way in enumerate(ways)
        )

    def _beats(self, rules: Sequence[ReplyRule], path: KeyPath) -> dict[str, list[built.BeatRule]]:
        beats: dict[str, list[built.BeatRule]] = {"reaction": [], "answer": [], "drive": []}
        for index, rule in enumerate(rules):
            beats[rule.beat].append(
                built.BeatRule(
                    self._condition(rule.when, (*path, index, "when")),
                    self._pool_of(rule.say, (*path, index, "say")),
                    rule.alone,
                    rule.always,
                )
            )
        return beats

    def _beat_of_texts(self, texts: Sequence[str], path: KeyPath) -> built.BeatRule:
        always = self._condition("always", path)
        return built.BeatRule(always, self._pool_of(texts, path), otherwise=True)

    def _question(self, name: str, knows: Knows) -> built.Question:
        path: KeyPath = ("knows", name, "answers")
        return built.Question(
            tuple(
                built.BeatRule(
                    self._condition(answer.when, (*path, index, "when")),
                    self._pool_of(answer.say, (*path, index, "say")),
                )
                for index, answer in enumerate(knows.answers)
            )
        )

    def _interests(self) -> dict[str, built.InterestRule]:
        return {
            name: built.InterestRule(
                interest.title,
                self._condition(interest.when, ("interests", name, "when")),
                self._pool_of(interest.say, ("interests", name, "say")),
                self._where(("interests", name)),
            )
            for name, interest in self.model.interests.items()
        }

    def _issue(self, name: str, issue: Issue) -> built.IssueRules:
        path: KeyPath = ("issues", name)
        return built.IssueRules(
            issue.title,
            self._pool(issue.ask, (*path, "ask")),
            {
                key: self._option(option, (*path, "options", key))
                for key, option in issue.options.items()
            },
        )

    def _option(self, option: Option, path: KeyPath) -> built.OptionRules:
        if option.by and [x for x, _ in option.by.points] != sorted(x for x, _ in option.by.points):
            self._wrong((*path, "by", "points"), "the points stand in rising order of the number")
        return built.OptionRules(
            option.title,
            option.worth,
            option.by,
            self._pool(option.accept, (*path, "accept")),
            self._pool(option.refuse, (*path, "refuse")),
            self._pool(option.suggest, (*path, "suggest")),
            self._where(path),
        )

    def _bargaining(self, rules: Bargaining) -> built.BargainingRules:
        path: KeyPath = ("bargaining",)
        return built.BargainingRules(
            opens=self._condition(rules.opens, (*path, "opens")),
            suggests=self._condition(rules.suggests, (*path, "suggests")),
            raises=self._condition(rules.raises, (*path, "raises")),
            threshold=rules.threshold,
            mood=self._indexed(rules.mood, (*path, "mood")),
            manner=tuple(
                built.MannerRule(
                    self._condition(manner.when, (*path, "manner", index, "when")),
                    manner.add,
                    manner.because,
                )
                for index, manner in enumerate(rules.manner)
            ),
            settled=self._pool(rules.settled, (*path, "settled")),
            vague=self._pool(rules.vague, (*path, "vague")),
            declined=self._pool(rules.declined, (*path, "declined")),
            exhausted=self._pool(rules.exhausted, (*path, "exhausted")),
            where=self._where(path),
        )

    def _endings(self) -> dict[str, built.EndingRule]:
        return {
            name: built.EndingRule(
                ending.title,
                ending.outcome,
                self._condition(ending.when, ("endings", name, "when")),
                self._pool_of(ending.say, ("endings", name, "say")),
                ending.epilogue,
            )
            for name, ending in self.model.endings.items()
        }

    def _method(self, method: MethodFile | None, stem: str) -> built.Method | None:
        if method is None:
            return None
        steps = {}
        for name, step in method.steps.items():
            # a method's conditions name only what every persona has; its own place is its file
            try:
                condition = parse_condition(step.when, self.names)
            except ConditionError as error:
                self._wrong(("method",), f"the method {stem}, step {name}: {error}")
                condition = parse_condition(_NEVER, self.names)
            steps[name] = built.MethodStep(step.title, condition, step.advice, step.example)
        return built.Method(stem, method.name, method.summary, steps, method.instead)

    def _vocabulary(self) -> Vocabulary:
        model = self.model
        phrases: dict[str, Sequence[str]] = {}
        for name, cues in model.topics.items():
            self._listen(phrases, name, cues, ("topics", name))
        for name, issue in model.issues.items():
            self._listen(phrases, name, issue.about, ("issues", name, "about"))
            for key, option in issue.options.items():
                path: KeyPath = ("issues", name, "options", key, "cues")
                self._listen(phrases, f"{name}.{key}", option.cues, path)
        for name, knows in model.knows.items():
            self._listen(phrases, name, knows.cues, ("knows", name, "cues"))
        examples = {name: knows.ask for name, knows in model.knows.items()}
        return Vocabulary(phrases, examples)

    def _listen(
        self,
        phrases: dict[str, Sequence[str]],
        name: str,
        cues: Sequence[str],
        path: KeyPath,
    ) -> None:
        if name in phrases:
            self._wrong(path[:2], f'"{name}" is a topic, issue or question already; rename one')
        good = []
        for index, cue in enumerate(cues):
            try:
                phrase_pattern(cue)
                good.append(cue)
            except PhraseError as error:
                self._wrong((*path, index), str(error))
        phrases[name] = good


def _excerpt(text: str, column: int) -> str:
    """Return where in a condition a problem is: all of a short one, the place in a long one."""
    if len(text) <= 100:
        return f" (in `{' '.join(text.split())}`, column {column + 1})"
    return f" (near `{' '.join(text[max(0, column - 30) : column + 30].split())}`)"


LEVELS: tuple[str, ...] = ("easy", "standard", "hard")
"""How hard the counterpart makes it, in rising order."""


def _sorted(
    own: Sequence[built.BeatRule], shared: Sequence[built.BeatRule]
) -> tuple[built.BeatRule, ...]:
    """The most specific first; of equals the stance's own, then in order of authorship."""
    return tuple(sorted((*own, *shared), key=lambda rule: -rule.condition.weight))
