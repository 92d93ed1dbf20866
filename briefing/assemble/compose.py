"""Composed lines: a sentence in the brief's language made of typed fields, for what only sources in another language say.

Every name, number and date comes from a field that was read from a span; the verb comes from the framework's pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.assemble.naming import Named, is_feminine, locate, name_in_text, send
from briefing.assemble.passing import is_outweighed
from briefing.folding import fold
from briefing.frameworks import Category, Framework
from briefing.i18n import Words, mark
from briefing.lexicon import load
from briefing.model import Entity, Evidence, Finding

_CHOICE = re.compile(r"\{([^{}|]{0,20}(?:\|[^{}|]{0,20}){1,3})\}")
_NOT_YET = ("predicted", "hedged", "unknown", "denied")  # what nobody asserts is quoted, never told
_HOLDS = 0.7  # score from which a line may say of evidence in another language that it is about a risk
_PHRASE = 6  # words of a phrase that may stand for a name
_HEDGED = {"alleged": mark("{line} (alleged)")}
_REMARKS = {
    "predicted": mark("{label}: announced or expected"),
    "hedged": mark("{label}: said to be possible"),
    "denied": mark("{label}: denied"),
}


def compose(finding: Finding, entities: Mapping[str, Entity], *, frameworks: Sequence[Framework], words: Words, short: bool = False) -> str | None:
    """Return the line, None when the fields do not make one.

    Who warns of a risk is its speaker, never its agent; an event whose actors are not known by name is told without them.

    Args:
        finding: with its event or categories.
        entities: by id; only names among them enter a line.
        frameworks: whose categories have the patterns.
        words: of the brief's language.
        short: without amount and speaker, for other sections that link to the full statement.
    """
    category = _category(finding, frameworks)
    if category is None or all(e.negated for e in finding.evidence):
        return None
    if all(e.modality in _NOT_YET and e.modality != category.certainty for e in finding.evidence):  # a denial is an act itself
        return _not_yet(finding, category, entities, words, short=short)
    patterns = category.lines.get(words.language, {})
    event = finding.event if finding.event and finding.event.type == category.id else None
    agent = _named(event.agent, finding, entities, words.language) if event else None
    target = _named(event.target, finding, entities, words.language) if event else None
    line = _fill(patterns, agent, target) if event else None
    spoken = any(e.language == words.language for e in finding.evidence)
    line = line or (None if short and spoken else patterns.get("nominal"))
    if line is None:
        return None
    place = _place_name(event.place, entities) if event and event.place else None if event else _place_told(finding, entities)
    if place and fold(place) not in fold(line):
        line = f"{line} {(send if category.destination and event else locate)(place, words.language)}"
    modality = min((e.modality for e in finding.evidence), key=lambda m: (m != "asserted", m))
    if modality in _HEDGED and event is not None and category.certainty != modality:
        line = words.say(_HEDGED[modality], line=line)
    if short:
        return line
    own = [entities[name] for name in finding.entities if name in entities]  # a phrase may reach beyond the part that is evidence
    told = [_names_within(event.target, own)] if event and event.target and not target else []
    told.append(None if finding.contested and event else _amount(finding, words))
    remarks = [remark for remark in told if remark and fold(remark) not in fold(line)]
    line = f"{line} ({', '.join(remarks)})" if remarks else line
    return _said(line, finding, entities, words) + "."


def _not_yet(finding: Finding, category: Category, entities: Mapping[str, Entity], words: Words, *, short: bool) -> str | None:
    """Return what is announced, possible or denied, by the category's label alone: its verbs would tell it as done."""
    modality = min(Counter(e.modality for e in finding.evidence).items(), key=lambda entry: (-entry[1], entry[0]))[0]
    remark = _REMARKS.get(modality)
    if remark is None or finding.event is None or finding.event.type != category.id:
        return None
    line = words.say(remark, label=category.label(words.language))
    return line if short else _said(line, finding, entities, words) + "."


def _said(line: str, finding: Finding, entities: Mapping[str, Entity], words: Words) -> str:
    """Return the line with who says so, when all of its evidence cites somebody whom the line does not name yet."""
    speaker = _speaker(finding, entities)
    if not speaker or fold(speaker) in fold(line) or not all(e.speaker for e in finding.evidence):
        return line
    named = _named(speaker, finding, entities, words.language)
    return words.say("{line}, according to {speaker}", line=line, speaker=named.text if named else speaker)


def _amount(finding: Finding, words: Words) -> str | None:
    """Return the sum of money, or the number of people, that a finding gives: other things counted have no word in the brief's language."""
    money = next((q for q in finding.quantities if q.value is not None and len(q.unit) == 3 and q.unit.isupper()), None)
    if money:
        return words.quantity(money)
    spoken = {e.document: e.language for e in finding.evidence}
    for quantity in finding.quantities:
        general = load(spoken.get(quantity.document, words.language), "counted").get("people", ())
        if quantity.unit == "count" and quantity.counted and fold(quantity.counted).split()[0] in general:
            return words.say("{amount} people" if quantity.value is not None else "{amount} of people", amount=words.quantity(quantity))
    return None


def _names_within(phrase: str, entities: Sequence[Entity]) -> str | None:
    """Return the one known name inside a phrase of another language ("les complexes frauduleux du Cambodge": "Cambodia")."""
    folded = f" {fold(phrase)} "
    found = {e.name for e in entities if any(re.search(rf"(?<!\w){re.escape(fold(a.text))}(?!\w)", folded) for a in e.aliases)}
    return found.pop() if len(found) == 1 else None


def _place_told(finding: Finding, entities: Mapping[str, Entity]) -> str | None:
    """Return the place that the evidence puts the matter in ("au Cambodge"); None when it names several, or none."""
    places = [e for e in (entities[i] for i in finding.entities if i in entities) if e.type == "place"]
    told = {place.name for place in places for evidence in finding.evidence if _is_located(place, evidence)}
    return told.pop() if len(told) == 1 else None


def _is_located(place: Entity, evidence: Evidence) -> bool:
    prepositions = {fold(word) for word in load(evidence.language, "bodies").get("located", ())}
    quote = fold(evidence.quote)
    for form in {fold(alias.text) for alias in place.aliases}:
        at = re.search(rf"(\w+) {re.escape(form)}(?!\w)", quote)
        if at and at.group(1) in prepositions:
            return True
    return False


def _category(finding: Finding, frameworks: Sequence[Framework]) -> Category | None:
    event = finding.event
    own = next((c.framework for c in finding.categories if event and c.id == event.type), None)
    acts = {own, *(f.id for f in frameworks if f.kind == "events")}
    held = [c for c in finding.categories if c.framework not in acts and c.score >= _HOLDS]
    best = max(held, key=lambda c: (c.score, c.id), default=None)
    # An event that is only named in passing gives way to the risk its sentence is about: the line says what the section says.
    wanted = event.type if event and not is_outweighed(event, best) else best.id if best else None
    return next((c for f in frameworks for c in f.categories if c.id == wanted), None)


def _fill(patterns: Mapping[str, str], agent: Named | None, target: Named | None) -> str | None:
    if agent and target and "active" in patterns and "{target}" in patterns["active"]:
        return _sentence(patterns["active"], agent, agent=agent, target=target)
    if target and "passive" in patterns:
        return _sentence(patterns["passive"], target, agent=agent, target=target)
    if agent and not agent.person and "agent" in patterns:  # "X made arrests": a body does, a person named alone was rather arrested
        return _sentence(patterns["agent"], agent, agent=agent, target=target)
    return None


def _sentence(pattern: str, subject: Named, *, agent: Named | None, target: Named | None) -> str:
    """Return the pattern with its choices made: two forms are singular and plural, four are masculine, feminine and their plurals."""

    def choose(match: re.Match[str]) -> str:
        forms = match.group(1).split("|")
        if len(forms) == 4:
            return forms[2 * subject.plural + subject.feminine]
        return forms[subject.plural]

    line = _CHOICE.sub(choose, pattern)
    line = line.replace("{agent}", agent.text if agent else "").replace("{target}", target.text if target else "")
    return line[:1].upper() + line[1:]


def _named(phrase: str | None, finding: Finding, entities: Mapping[str, Entity], language: str) -> Named | None:
    """Return the name behind a phrase; a phrase without a known name stands only where the evidence is in the brief's language."""
    if not phrase:
        return None
    entity = _entity(phrase, entities)
    if entity is not None:
        return name_in_text(entity.name, entity.type, language)
    spoken = next((e for e in finding.evidence if e.language == language and phrase in e.quote), None)
    phrase = phrase.partition(",")[0] if spoken else phrase  # "thousands of people, including victims of trafficking"
    if spoken is None and not any(phrase in e.quote for e in finding.evidence):  # an office by its name in the brief's language
        return name_in_text(phrase, "group" if _is_plural(phrase, language) else "organisation", language)
    if not spoken or not _can_stand(phrase, language):
        return None
    return Named(text=phrase, plural=_is_plural(phrase, language), feminine=is_feminine(phrase, language))


def _can_stand(phrase: str, language: str) -> bool:
    """Return whether a phrase of the text names something by itself: short, and no "its nationals" or "these people"."""
    first = fold(phrase).split()[0]
    return len(phrase.split()) <= _PHRASE and first not in {fold(word) for word in load(language, "style").get("dangling", ())}


def _is_plural(phrase: str, language: str) -> bool:
    """Return whether the head of a phrase, the last word before "of", a comma or a relative clause, is plural."""
    head = re.split(r",| of | in | from | who | that | de | des | du | qui ", fold(phrase), maxsplit=1)[0].split()
    return bool(head) and (
        head[-1].endswith("s") or head[-1] in load(language, "style").get("plurals", ()) or any(word.isdigit() and word != "1" for word in head)
    )


def _entity(phrase: str, entities: Mapping[str, Entity]) -> Entity | None:
    """Return who a phrase names: by its own name first, so that a surname that two persons have is neither of them."""
    folded = fold(phrase)
    exact = [e for e in entities.values() if fold(e.name) == folded or any(fold(a.text) == folded for a in e.aliases)]
    return min(exact, key=lambda e: (fold(e.name) != folded, -e.mentions, e.id), default=None)


def _place_name(phrase: str, entities: Mapping[str, Entity]) -> str | None:
    entity = _entity(phrase, entities)
    return entity.name if entity and entity.type == "place" else None


def _speaker(finding: Finding, entities: Mapping[str, Entity]) -> str | None:
    """Return the origin most evidence names, when there is one."""
    named = [o for o in finding.origins if o.kind == "speaker"]
    if not named:
        return None
    known = entities.get(named[0].entity or "")
    return known.name if known else named[0].name
