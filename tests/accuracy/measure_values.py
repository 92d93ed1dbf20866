"""Measure quantities and dates on the project's own gold: precision, recall and F1 of overlapping spans with equal values.

    python tests/accuracy/measure_values.py [--misses] SET...

A set is a folder of tests/accuracy/gold whose gold*.json annotates quantities or dates; by default the open ones with documents in the
checkout. A quantity agrees when unit and value (or low and high) do; its qualifier and what it counts are scored among those. A date agrees
when its first and last day do. A part of a month or year ("early January") spans the whole of it with us (design): it agrees when its
precision is one of a part and the gold days lie inside.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefing.corpus import read
from briefing.extract.dates import find_anchor, find_dates
from briefing.extract.quantities import find_quantities
from briefing.folding import fold
from briefing.model import Document

GOLD = Path(__file__).parent / "gold"
OPEN = ("reading-dev", "sample")


def documents(name: str, folder: Path | None) -> Iterator[tuple[Document, dict[str, Any], dict[str, Any]]]:
    """Yield a set's documents with the gold file that annotates them."""
    for path in sorted((GOLD / name).glob("gold*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for file in sorted(gold["documents"]):
            source = (folder or GOLD / name / "documents") / file
            if source.is_file():
                yield read(source), gold, {"file": file}


def _agrees_quantity(gold: dict[str, Any], found: Any) -> bool:
    if gold.get("unit") != found.unit:
        return False
    if gold.get("value") is not None:
        return found.value is not None and abs(found.value - gold["value"]) < 1e-6 * max(1, abs(gold["value"]))
    return (gold.get("low"), gold.get("high")) == (found.low, found.high)


def _agrees_date(gold: dict[str, Any], found: Any) -> bool:
    first, last = (None if day is None else dt.date.fromisoformat(day) for day in (gold.get("first_day"), gold.get("last_day")))
    if (first, last) == (found.first_day, found.last_day):
        return True
    part = str(found.precision).partition("-")[0] in {"early", "mid", "late"}
    return part and None not in {first, last, found.first_day} and found.first_day <= first <= last <= found.last_day


def _score(gold: list[dict[str, Any]], found: tuple[Any, ...], agrees: Any) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    left = list(gold)
    pairs, wrong = [], []
    for mention in found:
        match = next((item for item in left if item["start"] < mention.end and mention.start < item["end"] and agrees(item, mention)), None)
        if match is None:
            wrong.append(mention)
        else:
            left.remove(match)
            pairs.append((match, mention))
    return pairs, wrong, left


def measure(names: list[str], folder: Path | None, *, misses: bool) -> dict[str, Counter[str]]:
    """Return counts of hits, wrong and missed by kind and language."""
    totals: dict[str, Counter[str]] = {}
    for name in names:
        for document, gold, where in documents(name, folder):
            anchor = find_anchor(document)
            blocks = [block for block in document.blocks if block.boilerplate]
            for kind, agrees in (("quantities", _agrees_quantity), ("dates", _agrees_date)):
                if kind not in gold or where["file"] not in gold.get("scope", {}).get(kind, [where["file"]]):
                    continue
                items = [item for item in gold[kind] if item["document"] == where["file"]]
                mentions: tuple[Any, ...] = (
                    find_quantities(document.text, language=document.language)
                    if kind == "quantities"
                    else find_dates(document.text, language=document.language, anchor=anchor)
                )
                mentions = tuple(m for m in mentions if not any(block.start <= m.start < block.end for block in blocks))
                pairs, wrong, left = _score(items, mentions, agrees)
                total = totals.setdefault(f"{kind}-{document.language}", Counter())
                total.update(hits=len(pairs), wrong=len(wrong), missed=len(left))
                if kind == "quantities":
                    total.update(qualifier=sum(item["qualifier"] == mention.qualifier for item, mention in pairs))
                    total.update(counted=sum(_same_head(item.get("counted"), mention.counted) for item, mention in pairs))
                if misses:
                    _print(where["file"], document.text, kind, wrong, left)
    return totals


def _same_head(gold: str | None, found: str | None) -> bool:
    """Return True when both are absent, or one phrase holds the other's first word."""
    if gold is None or found is None:
        return gold == found
    return bool(set(fold(gold).split()) & set(fold(found).split()))


def _print(file: str, text: str, kind: str, wrong: list[Any], left: list[dict[str, Any]]) -> None:
    for mention in wrong:
        shown = (
            (mention.value, mention.low, mention.high, mention.unit, mention.counted)
            if kind == "quantities"
            else (str(mention.first_day), str(mention.last_day), mention.rule)
        )
        before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 20]
        _say(f"{file} {kind} WRONG {before!r}[{text[mention.start : mention.end]}]{after!r} {shown}")
    for item in left:
        values = {key: value for key, value in item.items() if key not in {"id", "document", "start", "end", "quote"}}
        _say(f"{file} {kind} MISSED {text[max(0, item['start'] - 40) : item['start']]!r}[{text[item['start'] : item['end']]}] {values}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Print a line a kind and language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", default=[])
    parser.add_argument("--documents", type=Path, help="where a set's documents are, when not beside its gold")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for kind, total in sorted(measure(options.sets or list(OPEN), options.documents, misses=options.misses).items()):
        precision = total["hits"] / max(1, total["hits"] + total["wrong"])
        recall = total["hits"] / max(1, total["hits"] + total["missed"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        extra = (
            f" qualifier {total['qualifier'] / max(1, total['hits']):.3f} counted {total['counted'] / max(1, total['hits']):.3f}"
            if kind.startswith("quant")
            else ""
        )
        _say(
            f"{kind:14} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({total['hits']} hits, {total['wrong']} wrong, {total['missed']} missed){extra}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
