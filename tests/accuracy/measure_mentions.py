"""Measure mentions and in-document chains: MEANTIME (English Wikinews) and the names of the open gold sets.

    PYTHONPATH=. python tests/accuracy/measure_mentions.py [meantime] [gold] [SET ...] [--misses]

MEANTIME: named mentions (NAM, PRE.NAM) of persons, organisations and places in the annotated sentences, their article left out; F1 of exact spans, of overlapping ones, and of
exact spans with the right type; B3 over all named and pronoun mentions, those not found standing alone. Gold sets: surface forms per document, compared
without articles; a form of the gold found with the right type is right, and so is every place a form stands at.
"""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from goldset import OPEN, data, load_sets

from briefing.corpus import read
from briefing.extract.mentions import find_mentions
from briefing.extract.parse import parse
from briefing.folding import fold
from briefing.model import Document, Mention

TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place"}
NAMED = frozenset({"NAM", "PRE.NAM"})
ANNOTATED = 6  # sentences of an article that were annotated, its headline and date line among them
ARTICLES = ("the ", "le ", "la ", "les ", "l'", "mr ", "mrs ", "ms ", "dr ", "m. ", "mme ", "mr. ", "ms. ", "dr. ")


@dataclass(frozen=True)
class GoldMention:
    """A mention of MEANTIME: code points of the text put together from the tokens."""

    start: int
    end: int
    entity: str
    type: str | None
    syntax: str


def f1(hits: int, found: int, gold: int) -> str:
    """Return precision, recall and F1 as one string."""
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def read_meantime(path: Path) -> tuple[Document, list[GoldMention], int]:
    """Return the document, its gold mentions and where the annotated part ends."""
    root = ET.parse(path).getroot()
    text, spans, sentence, quotes = "", {}, None, 0
    limit_sentence = {}
    for token in root.iter("token"):
        word, number = token.text or "", token.get("sentence")
        if number != sentence:
            text, sentence, quotes = text + ("\n\n" if text else ""), number, 0
        elif word == '"':
            text += " " if quotes % 2 == 0 else ""
        elif not (word[0] in ".,;:)?!%]" or word in {"'s", "n't", "'", "’s"} or text[-1:] in {"(", "$", "["} or (text.endswith('"') and quotes % 2 == 1)):
            text += " "
        quotes += word == '"'
        spans[token.get("t_id")] = (len(text), len(text) + len(word))
        limit_sentence[token.get("t_id")] = int(number or 0)
        text += word
    mentions, entities = {}, {}
    for mark in root.find("Markables") or ():
        anchors = [anchor.get("t_id") for anchor in mark.iter("token_anchor")]
        if mark.tag == "ENTITY_MENTION" and anchors:
            mentions[mark.get("m_id")] = (min(spans[a][0] for a in anchors), max(spans[a][1] for a in anchors), mark.get("syntactic_type") or "")
        elif mark.tag == "ENTITY":
            entities[mark.get("m_id")] = mark.get("ent_type")
    end = max(spans[t][1] for t, s in limit_sentence.items() if s < ANNOTATED)
    gold = []
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        entity = target.get("m_id") if target is not None else None
        for source in relation.findall("source"):
            if source.get("m_id") in mentions:
                start, stop, syntax = mentions[source.get("m_id")]
                start += 4 * text[start:stop].lower().startswith("the ")
                gold.append(GoldMention(start, stop, str(entity), TYPES.get(entities.get(entity) or ""), syntax))
    document = Document(id=path.stem, path=path.name, text=text, sha256="", text_sha256="", format="txt", language="en")
    return document, gold, end


def measure_meantime(*, show: bool) -> None:
    """Print the figures on MEANTIME."""
    folder = data()
    if folder is None:
        sys.exit("no development data here: set BRIEFING_DATA")
    count: Counter[str] = Counter()
    precision = recall = mentions = 0.0
    for path in sorted((folder / "meantime-en").glob("corpus_*/*.xml")):
        document, gold, end = read_meantime(path)
        found = [m for m in find_mentions(document, parse(document)).mentions if m.end <= end]
        gold = [g for g in gold if g.end <= end]
        named = [g for g in gold if g.type and g.syntax in NAMED]
        names = [m for m in found if m.form in {"name", "short"} and m.type != "group"]
        exact = {(g.start, g.end): g.type for g in named}
        mine = {(m.start, m.end): m.type for m in names}
        count["gold"] += len(exact)
        count["found"] += len(mine)
        count["exact"] += len(exact.keys() & mine.keys())
        count["typed"] += sum(exact[span] == mine[span] for span in exact.keys() & mine.keys())
        count["near"] += sum(any(a < d and c < b for c, d in mine) for a, b in exact)
        count["near_found"] += sum(any(a < d and c < b for c, d in exact) for a, b in mine)
        if show:
            report(document, exact, mine)
        p, r, n = b_cubed([g for g in gold if g.type and (g.syntax in NAMED or g.syntax == "PRO")], found)
        precision, recall, mentions = precision + p, recall + r, mentions + n
    print("MEANTIME names, exact       ", f1(count["exact"], count["found"], count["gold"]))
    print("MEANTIME names, exact, typed", f1(count["typed"], count["found"], count["gold"]))
    p, r = count["near_found"] / count["found"], count["near"] / count["gold"]
    print(f"MEANTIME names, overlapping  P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
    p, r = precision / mentions, recall / mentions
    print(f"MEANTIME chains, B3          P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f} over {mentions:.0f} mentions")


def report(document: Document, gold: dict[tuple[int, int], str | None], mine: dict[tuple[int, int], str]) -> None:
    """Print every miss."""
    for span in sorted(gold.keys() | mine.keys()):
        if gold.get(span) != mine.get(span):
            around = document.text[max(0, span[0] - 30) : span[0]] + "[" + document.text[span[0] : span[1]] + "]" + document.text[span[1] : span[1] + 25]
            print(f"{gold.get(span) or '-':12} {mine.get(span) or '-':12} {around!r}")


def b_cubed(gold: list[GoldMention], found: list[Mention]) -> tuple[float, float, int]:
    """Return the sums of B3 precision and recall over the gold mentions, and their number."""
    chains = {(m.start, m.end): m.chain for m in found}
    system: dict[GoldMention, object] = {}
    for mention in gold:
        chain = chains.get((mention.start, mention.end))
        if chain is None:
            near = [c for (a, b), c in chains.items() if a < mention.end and mention.start < b]
            chain = near[0] if near else None
        system[mention] = ("alone", mention.start, mention.end) if chain is None else chain
    by_entity, by_chain = defaultdict(set), defaultdict(set)
    for mention in gold:
        by_entity[mention.entity].add(mention)
        by_chain[system[mention]].add(mention)
    precision = sum(len(by_entity[m.entity] & by_chain[system[m]]) / len(by_chain[system[m]]) for m in gold)
    recall = sum(len(by_entity[m.entity] & by_chain[system[m]]) / len(by_entity[m.entity]) for m in gold)
    return precision, recall, len(gold)


def plain(text: str) -> str:
    """Return a surface form folded, articles and titles left out."""
    text = " ".join(fold(text).replace("‐", "-").split())
    for article in ARTICLES:
        text = text.removeprefix(article)
    return text.strip(" .")


def measure_gold(sets: list[str], *, show: bool) -> None:
    """Print the figures on the gold sets: forms found, with their type."""
    total: Counter[str] = Counter()
    for gold in load_sets(sets):
        count: Counter[str] = Counter()
        for name, path in gold.paths.items() if gold.items("entities") else ():
            document = read(path)
            wanted = {plain(m["text"]): e["type"] for e in gold.items("entities") for m in e["mentions"] if m["document"] == name}
            found = {plain(document.text[m.start : m.end]): m for m in find_mentions(document, parse(document)).mentions if m.form in {"name", "short"}}
            count["gold"] += len(wanted)
            count["found"] += len(found)
            count["exact"] += len(wanted.keys() & found.keys())
            count["typed"] += sum(wanted[form] == found[form].type for form in wanted.keys() & found.keys())
            if show:
                for form in sorted(wanted.keys() | found.keys()):
                    if form not in wanted or form not in found or wanted[form] != found[form].type:
                        print(f"  {gold.name}/{name}: {form!r} gold {wanted.get(form, '-')} found {found[form].type if form in found else '-'}")
        if count:
            print(f"{gold.name:24} exact {f1(count['exact'], count['found'], count['gold'])}   typed {f1(count['typed'], count['found'], count['gold'])}")
            total += count
    print(f"{'all':24} exact {f1(total['exact'], total['found'], total['gold'])}   typed {f1(total['typed'], total['found'], total['gold'])}")


def main() -> None:
    """Print what was asked for; everything without arguments."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("what", nargs="*")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if not options.what or "meantime" in options.what:
        measure_meantime(show=options.misses)
    sets = [name for name in options.what if name in OPEN]
    if not options.what or "gold" in options.what or sets:
        measure_gold(sets or list(OPEN), show=options.misses)


if __name__ == "__main__":
    main()
