"""A whole persona, part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from engine.persona import persona as built
from engine.persona.building.bargaining import bargaining, issue
from engine.persona.building.drafting import Draft
from engine.persona.building.facts import facts
from engine.persona.building.feelings import appraisal, levels
from engine.persona.building.knowledge import interests, question
from engine.persona.building.method import method_of
from engine.persona.building.naming import check_names
from engine.persona.building.stances import endings, stances
from engine.persona.building.vocabulary import vocabulary
from engine.persona.problems import PersonaError, short
from engine.persona.schema import MethodFile, PersonaFile
from engine.persona.source import Source
from engine.persona.text import Prepared, prepare


class Builder:
    """Builds one persona and collects every problem on the way.

    prepared takes apart what is said: `prepare`, or a translation's way to.
    """

    def __init__(self, source: Source, model: PersonaFile, prepared: Prepared = prepare) -> None:
        self.draft = Draft(source, model, prepared)

    def persona(self, path: Path, method: MethodFile | None) -> built.Persona:
        """Return the persona. Raises PersonaError with all problems found."""
        draft, model = self.draft, self.draft.model
        check_names(draft)
        persona = built.Persona(
            stem=path.name.split(".")[0],
            path=path,
            name=model.name,
            title=model.title,
            summary=model.summary,
            version=model.version,
            language=model.language,
            today=_today(draft),
            brief=model.brief,
            feelings=model.feelings,
            levels=levels(draft),
            appraisal=appraisal(draft),
            facts=facts(draft),
            opening_stance=draft.known(
                model.opening.stance, draft.names.stances, "stance", ("opening", "stance")
            ),
            opening=draft.pool_for_all(model.opening.say, ("opening", "say")),
            stances=stances(draft),
            questions={name: question(draft, name, knows) for name, knows in model.knows.items()},
            interests=interests(draft),
            issues={name: issue(draft, name, rules) for name, rules in model.issues.items()},
            bargaining=bargaining(draft, model.bargaining),
            endings=endings(draft),
            method=method_of(draft, method, model.method or ""),
            vocabulary=vocabulary(draft),
        )
        if draft.problems:
            raise PersonaError(draft.problems)
        return replace(persona, pools=draft.pools())


def _today(draft: Draft) -> date | None:
    if draft.model.today is None:
        return None
    try:
        return date.fromisoformat(draft.model.today)
    except ValueError:
        message = f'"{short(draft.model.today)}" is no day; a day is written like 2027-02-12'
        draft.wrong(("today",), message)
        return None
