"""Open questions: what sources say they do not know, what contradictions leave open, what rests on one origin, what was asked in vain."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from briefing.assemble.coverage import Coverage
from briefing.assemble.desk import Encode
from briefing.assemble.passing import HOLDS
from briefing.assemble.statements import opens_with, shorten
from briefing.config import Settings
from briefing.folding import fold
from briefing.i18n import Words
from briefing.lexicon import languages, load
from briefing.model import Conflict, Evidence, EvidenceBase, Finding, Question, QuestionKind

_ANSWERS = 0.7  # share of a question's words, weighed by rarity, that a sentence must hold or name otherwise to answer it
_PRESUPPOSED = 0.1  # of that share, for the act that a question takes for granted: the answer need not name it
_COVERED = 0.5  # weight of that share beside the cosine of the two
_CLOSE = 0.25  # score below the best answer at which there is another
_NEAREST = 3
_STEM = 5  # letters by which a word of a question is known in another form
_SINGLE = 3  # single-origin questions at most: the brief marks every such statement anyway
_STATED = 6
_DOUBTS = 3
_LONG = 24  # words of a doubt that reads at one breath
_RECALLED = 9  # words that recall a statement


def raise_questions(
    base: EvidenceBase,
    findings: Sequence[Finding],
    short: Mapping[str, str],
    *,
    settings: Settings,
    words: Words,
    encode: Encode,
    everything: Sequence[Finding] = (),
) -> tuple[Question, ...]:
    """Return the open questions in the order they are printed: stated, doubted, asked, contested, single origin, undated.

    ``everything`` holds the findings that may answer what was asked, those that no section prints among them; ``findings`` when empty.
    """
    shown = [f for f in findings if f.id in short]
    asked = [question for section in settings.sections if section.kind == "questions" for question in section.ask]
    return tuple(
        _distinct(
            [
                *_stated(base, findings),
                *_doubts(everything or findings, {f.id for f in findings}),
                *_asked(asked, everything or findings, words, encode),
                *_contested(base.conflicts, words),
                *_single(shown, short, words),
                *_undated(shown, short, words),
            ]
        )
    )


def _question(kind: QuestionKind, text: str, evidence: Sequence[Evidence], refers_to: Sequence[str]) -> Question:
    key = "|".join([kind, text if kind == "gap" else "", *(f"{e.document}:{e.start}:{e.end}" for e in evidence), *refers_to])
    return Question(id="q" + hashlib.sha256(key.encode()).hexdigest()[:8], kind=kind, text=text, evidence=tuple(evidence), refers_to=tuple(refers_to))


def _stated(base: EvidenceBase, findings: Sequence[Finding]) -> list[Question]:
    """Return the unknowns that sources state; those of one finding are one question."""
    questions: dict[str, Question] = {}
    for unknown in base.unknowns:
        finding = next((f for f in findings if any(e.document == unknown.document and e.start <= unknown.start < e.end for e in f.evidence)), None)
        key = finding.id if finding else f"{unknown.document}:{unknown.start}"
        evidence = finding.evidence if finding else (unknown,)
        questions.setdefault(
            key, _question("stated", unknown.quote, (unknown, *(e for e in evidence if e != unknown)), (finding.id,) if finding else ())
        )
    return list(questions.values())[:_STATED]


def _doubts(findings: Sequence[Finding], printed: Collection[str]) -> list[Question]:
    """Return what unnamed voices alone say and no section prints: against the run of the text first ("Still, observers said"), then of the future."""
    own = [f for f in findings if f.id not in printed and f.origins and all(o.kind == "unnamed" for o in f.origins)]
    ranked = sorted(own, key=lambda f: (not _objects(f.evidence[0]), f.evidence[0].modality == "asserted", len(f.text.split()) > _LONG, f.id))
    return [_question("stated", f.evidence[0].quote, f.evidence, (f.id,)) for f in ranked[:_DOUBTS]]


def _objects(evidence: Evidence) -> bool:
    """Return whether a sentence opens against what was said before it."""
    opening = fold(evidence.quote)
    return any(opens_with(opening, word) for word in load(evidence.language, "style").get("adversative", ()))


def _asked(asked: Sequence[str], findings: Sequence[Finding], words: Words, encode: Encode) -> list[Question]:
    """Return each question with the statements that answer it, or, when none does, as a gap with the nearest evidence."""
    quotes = [(finding, evidence) for finding in findings for evidence in finding.evidence]
    vectors = encode([evidence.quote for _, evidence in quotes]) if quotes else None
    coverage = Coverage([evidence.quote for _, evidence in quotes])
    questions = []
    for question in asked:
        cosines = np.round(vectors @ encode([question])[0], 4) if vectors is not None else np.zeros(0)
        covered = coverage.of(question)
        best: dict[str, tuple[float, float, int]] = {}
        for place, (finding, _) in enumerate(quotes):
            score = (round(float(cosines[place]) + _COVERED * covered[place], 4), covered[place], -place)
            best[finding.id] = max(best.get(finding.id, (-1.0, 0.0, 0)), score)
        ranked = sorted(best.items(), key=lambda entry: (-entry[1][0], entry[0]))
        by_id = {f.id: f for f in findings}
        fitting = [i for i, _ in ranked if _fits(by_id[i], question)]
        fate = _asks(question, "fate")
        least, most = (_ANSWERS - _PRESUPPOSED, 1) if fate else (_ANSWERS, _NEAREST)
        answers = [i for i in fitting if best[i][1] >= least and best[i][0] >= best[fitting[0]][0] - _CLOSE][:most]
        chosen = answers or fitting[:1] or [i for i, _ in ranked[:1]]
        message = "Asked: {question}" if answers else "Not found in these documents: {question}"
        questions.append(_question("gap", words.say(message, question=question), [quotes[-best[i][2]][1] for i in chosen], chosen))
    return questions


def _fits(finding: Finding, question: str) -> bool:
    """Return whether a finding has what a question asks for: a number, a day, what came after the act that the question names."""
    if _asks(question, "fate") and not _tells_on(finding, question):
        return False
    return (bool(finding.quantities) or not _asks(question, "how_many")) and (bool(finding.dates) or not _asks(question, "when"))


def _tells_on(finding: Finding, question: str) -> bool:
    """Return whether a finding tells more than the act that a question takes for granted: "What happens to those who were released?"."""
    act = finding.event.type if finding.event else None
    named = {c.id for c in finding.categories if _is_named(c.label, question)}
    return act not in named and any(c.score >= HOLDS and c.id not in named | {act} for c in finding.categories)


def _is_named(label: str, question: str) -> bool:
    """Return whether a question has a word of a category's label in some form: "released", "Release or rescue"."""
    stems = {word[:_STEM] for word in fold(label).split() if len(word) >= _STEM}
    return any(word[:_STEM] in stems for word in fold(question).replace("?", " ").split())


def _asks(question: str, kind: str) -> bool:
    folded = fold(question)
    return any(folded.startswith(fold(opening)) for language in languages() for opening in load(language, "style").get(kind, ()))


def _contested(conflicts: Iterable[Conflict], words: Words) -> list[Question]:
    questions = []
    for conflict in conflicts:
        if not conflict.possible_together:
            text = words.say("{about}: {values}?", about=conflict.about, values=words.any_of([p.value for p in conflict.positions]))
            questions.append(_question("conflict", text, [e for p in conflict.positions for e in p.evidence], (conflict.id,)))
    return questions


def _single(findings: Sequence[Finding], short: Mapping[str, str], words: Words) -> list[Question]:
    """Return the weightiest statements that one named origin alone carries, though several documents repeat it."""
    repeated = [f for f in findings if len(f.origins) == 1 and f.origins[0].kind == "speaker" and len({e.document for e in f.evidence}) > 1]
    return [
        _question(
            "single-origin",
            words.say("Does anyone but {origin} confirm this: {statement}?", origin=f.origins[0].name, statement=shorten(short[f.id], _RECALLED)),
            f.evidence,
            (f.id,),
        )
        for f in repeated[:_SINGLE]
    ]


def _undated(findings: Sequence[Finding], short: Mapping[str, str], words: Words) -> list[Question]:
    """Return events of several documents that nobody dates."""
    undated = [
        f
        for f in findings
        if f.event and (f.event.date is None or f.event.date.from_ is None) and not f.dates and len({e.document for e in f.evidence}) > 1
    ]
    return [_question("undated", words.say("When? {statement}", statement=short[f.id]), f.evidence, (f.id,)) for f in undated[:2]]


def _distinct(questions: Iterable[Question]) -> list[Question]:
    by_text: dict[str, Question] = {}
    for question in questions:
        by_text.setdefault(fold(question.text), question)
    return list(by_text.values())
