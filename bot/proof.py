"""Questions as they are printed, and the oracle that judges them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.quiz import reader, render
from bot.wording import Language, Wording
from glossary import script
from glossary.concept import Concept
from glossary.quiz.cloze import sentence
from glossary.quiz.kinds import every
from glossary.quiz.oracle import Oracle, Row
from glossary.quiz.pool import Pool
from glossary.quiz.question import Question, Refusal
from glossary.quiz.stock import read_gaps
from glossary.reading import readings_of


def printed(
    pool: Pool,
    language: Language,
    seed: int = 0,
    concepts: Iterable[Concept] | None = None,
    region: str = "",
) -> Iterator[Row | Refusal]:
    """What `xitu quiz --all` prints in one language, and what it refuses to ask.

    Args:
        pool: what may be asked about.
        language: the reader's.
        seed: of all chance.
        concepts: which to ask about; all if there are none.
        region: whose Chinese the reader is shown, if not as the language has it.
    """
    say = Wording(language, region)
    for made in every(pool, reader(say), seed, concepts=concepts):
        if isinstance(made, Question):
            shown = render(made, pool.catalogue.source, say)
            yield Row(
                made.kind,
                made.concept,
                shown.prompt,
                shown.options,
                shown.answer,
                shown.explanation,
                region or language,
                shown.accepted,
            )
        else:
            yield made


def oracle_of(pool: Pool) -> Oracle:
    """An oracle that knows the glossary, the wording and the approved sentences."""
    digests = pool.catalogue.glossary.digests
    gaps = {
        concept: [text for gap in found for text in sentence(gap, digests[gap.article])]
        for concept, found in read_gaps().items()
    }

    def label(language: str, section: str, key: str) -> str:
        return Wording(Language.guess(language)).label(section, key)

    simple = script.simplified_characters()
    return Oracle(pool.catalogue.glossary, simple, gaps, readings_of, label)
