"""Own the agreement between the first reader's gold and a second reader's: how far two readings follow the guideline alike.

    python tests/accuracy/measure_agreement.py                    # every set whose documents are here
    python tests/accuracy/measure_agreement.py topic-mine-collapse

The second reader's annotations lie in ``gold/second-reader/gold.json``, one block per set, with the documents read in ``scope``. The first reader is
taken as the reference: precision is the share of the second reader's annotations that the first has too. Spans are paired one to one, the most
overlapping first; *overlap* asks for half of the longer span. Figures are a ceiling of what a program can be asked for on the same key.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, TypeAlias

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from goldset import GOLD, GoldSet, f1, load_set, overlap

SECOND = GOLD / "second-reader" / "gold.json"
PARTS = ("content", "source", "cue")

Item: TypeAlias = dict[str, Any]
Spot: TypeAlias = tuple[str, int, int]
Names: TypeAlias = Mapping[str, str]


@dataclass(slots=True)
class Tally:
    """Counts of one key over all sets."""

    hits: int = 0
    second: int = 0
    first: int = 0

    def add(self, hits: int, second: int, first: int) -> None:
        """Count one set's."""
        self.hits += hits
        self.second += second
        self.first += first

    def line(self) -> str:
        """Return the figures for a reader."""
        precision, recall, score = f1(self.hits, self.second, self.first)
        return f"F1 {score:.3f}  P {precision:.3f}  R {recall:.3f}  ({self.hits} shared, second {self.second}, first {self.first})"


@dataclass(slots=True)
class Agreement:
    """All counts of a run."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    labels: list[tuple[str, str]] = field(default_factory=list)  # modality of common sentences: first, second
    negations: list[tuple[bool, bool]] = field(default_factory=list)
    origins: list[bool] = field(default_factory=list)  # of matched claims: the same set

    def add(self, key: str, hits: int, second: int, first: int) -> None:
        """Count one set's."""
        self.tallies.setdefault(key, Tally()).add(hits, second, first)


def spot(span: Mapping[str, Any], document: str = "") -> Spot:
    """Return a span as document, start and end."""
    return span.get("document", document), span["start"], span["end"]


def shared(one: Spot, other: Spot) -> int:
    """Return how many code points two spans of one document share."""
    return overlap(one[1:], other[1:]) if one[0] == other[0] else 0


def halved(one: Spot, other: Spot) -> bool:
    """Say whether two spans share half of the longer one."""
    return 2 * shared(one, other) >= max(one[2] - one[1], other[2] - other[1])


def pair(second: Sequence[Item], first: Sequence[Item], at: Callable[[Item], Spot], same: Callable[[Item, Item], bool]) -> list[tuple[Item, Item]]:
    """Pair annotations one to one, the most overlapping first."""
    candidates = [
        (abs(at(mine)[1] - at(theirs)[1]) + abs(at(mine)[2] - at(theirs)[2]), left, right)
        for left, mine in enumerate(second)
        for right, theirs in enumerate(first)
        if shared(at(mine), at(theirs)) and same(mine, theirs)
    ]
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs = []
    for _, left, right in sorted(candidates):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            pairs.append((second[left], first[right]))
    return pairs


def scoped(gold: GoldSet, key: str, documents: Iterable[str]) -> tuple[list[Item], set[str]]:
    """Return the first reader's annotations of a key in the documents both read, and these documents."""
    listed = set(gold.gold.get("scope", {}).get(key, gold.gold["documents"]))
    common = listed & set(documents)
    return [item for item in gold.items(key) if item.get("document", "") in {"", *common}], common


def compare_attributions(agreement: Agreement, second: Sequence[Item], first: Sequence[Item]) -> None:
    """Count contents, sources and cues, each exactly and by overlap."""
    for part in PARTS:
        mine = [item for item in second if item[part]]
        theirs = [item for item in first if item[part]]

        def at(item: Item, part: str = part) -> Spot:
            return spot(item[part], item["document"])

        def exact(one: Item, other: Item, at: Callable[[Item], Spot] = at) -> bool:
            return at(one) == at(other)

        def near(one: Item, other: Item, at: Callable[[Item], Spot] = at) -> bool:
            return halved(at(one), at(other))

        agreement.add(f"attributions {part} exact", len(pair(mine, theirs, at, exact)), len(mine), len(theirs))
        agreement.add(f"attributions {part} overlap", len(pair(mine, theirs, at, near)), len(mine), len(theirs))


def compare_events(agreement: Agreement, second: Sequence[Item], first: Sequence[Item]) -> None:
    """Count events of one type whose triggers overlap."""

    def at(item: Item) -> Spot:
        return spot(item["trigger"], item["document"])

    pairs = pair(second, first, at, lambda one, other: one["type"] == other["type"])
    agreement.add("events trigger+type", len(pairs), len(second), len(first))


def value_of(item: Item) -> tuple[Any, ...]:
    """Return what a quantity or date says."""
    if "first_day" in item:
        return item["first_day"], item["last_day"]
    low = item.get("value", item.get("low"))
    return low, item.get("value", item.get("high"))


def compare_values(agreement: Agreement, key: str, second: Sequence[Item], first: Sequence[Item]) -> None:
    """Count overlapping quantities or dates with one value."""
    pairs = pair(second, first, spot, lambda one, other: value_of(one) == value_of(other))
    agreement.add(f"{key} span+value", len(pairs), len(second), len(first))


def compare_modality(agreement: Agreement, second: Sequence[Item], first: Sequence[Item]) -> None:
    """Collect the labels of the sentences both readers judged."""
    for mine, theirs in pair(second, first, spot, lambda one, other: halved(spot(one), spot(other))):
        agreement.labels.append((theirs["modality"], mine["modality"]))
        agreement.negations.append((bool(theirs["negated"]), bool(mine["negated"])))


def kappa(labels: Sequence[tuple[Any, Any]]) -> float:
    """Return Cohen's kappa of two readers' labels."""
    if not labels:
        return 0.0
    observed = sum(one == other for one, other in labels) / len(labels)
    ones, others = Counter(one for one, _ in labels), Counter(other for _, other in labels)
    chance = sum(ones[label] * others[label] for label in ones) / len(labels) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def in_first_reader_spans(second: Sequence[Item], first: Sequence[Item]) -> list[set[Spot]]:
    """Return the second reader's evidence per claim, each span replaced by the first reader's that overlaps it most."""
    known = sorted({spot(span) for claim in first for span in claim["evidence"]})

    def nearest(mine: Spot) -> Spot:
        best = max(known, key=lambda theirs: (shared(mine, theirs), -(theirs[2] - theirs[1])), default=mine)
        return best if shared(mine, best) else mine

    return [{nearest(spot(span)) for span in claim["evidence"]} for claim in second]


def pairs_of(clusters: Iterable[set[Spot]]) -> set[tuple[Spot, Spot]]:
    """Return the pairs of evidence that stand in one cluster."""
    return {(one, other) for cluster in clusters for one, other in combinations(sorted(cluster), 2)}


def plain(name: str) -> str:
    """Return a name without accents, case, articles and punctuation."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    words = re.findall(r"\w+", letters)
    return " ".join(word for word in words if word not in {"the", "le", "la", "les", "l", "du", "de", "des", "d", "of"})


def known_names(gold: GoldSet) -> dict[str, str]:
    """Return the names of one body for every way it is written: the first reader's entities, and documents by their publisher."""
    names = {}
    for entity in gold.items("entities"):
        for text in [entity["name"], *(mention["text"] for mention in entity["mentions"])]:
            names.setdefault(plain(text), plain(entity["name"]))
    for document, path in gold.paths.items():
        sidecar = path.with_suffix(".meta.yaml")
        publisher = yaml.safe_load(sidecar.read_text(encoding="utf-8")).get("publisher") if sidecar.is_file() else None
        names[plain(document)] = names.get(plain(publisher), plain(publisher)) if publisher else plain(document)
    return names


def bodies(claim: Item, names: Names) -> set[str]:
    """Return who is cited for a claim, each under one name."""
    return {names.get(plain(origin), plain(origin)) for origin in claim["origins"]}


def compare_claims(agreement: Agreement, gold: GoldSet, second: Sequence[Item], documents: set[str]) -> None:
    """Count the pairs of evidence both readers put in one claim, and the origins of the claims that match."""
    first = [
        {**claim, "evidence": kept, "whole": len(kept) == len(claim["evidence"])}
        for claim in gold.items("claims")
        if (kept := [span for span in claim["evidence"] if span["document"] in documents])
    ]
    mapped = in_first_reader_spans(second, first)
    theirs = [{spot(span) for span in claim["evidence"]} for claim in first]
    mine_pairs, their_pairs = pairs_of(mapped), pairs_of(theirs)
    agreement.add("claims evidence pairs", len(mine_pairs & their_pairs), len(mine_pairs), len(their_pairs))
    names = known_names(gold)
    taken: set[int] = set()
    ranked = sorted(
        ((len(one & other) / len(one | other), left, right) for left, one in enumerate(mapped) for right, other in enumerate(theirs) if one & other),
        key=lambda match: (-match[0], match[1:]),
    )
    done: set[int] = set()
    for _, left, right in ranked:
        if left in done or right in taken:
            continue
        done.add(left)
        taken.add(right)
        if first[right]["whole"]:  # else its origins are those of documents that the second reader did not read
            agreement.origins.append(bodies(second[left], names) == bodies(first[right], names))


def touches(one: Item, other: Item) -> bool:
    """Say whether the evidence of two positions overlaps."""
    return any(shared(spot(a), spot(b)) for a in one["evidence"] for b in other["evidence"])


def same_conflict(one: Item, other: Item) -> bool:
    """Say whether two conflicts set the same passages against each other: two positions of one touch two different positions of the other."""
    return any(
        touches(one["positions"][a], other["positions"][c]) and touches(one["positions"][b], other["positions"][d])
        for a, b in combinations(range(len(one["positions"])), 2)
        for c, d in permutations(range(len(other["positions"])), 2)
    )


def compare_conflicts(agreement: Agreement, second: Sequence[Item], first: Sequence[Item]) -> None:
    """Count the conflicts both readers saw."""
    left = list(first)
    hits = 0
    for mine in second:
        match = next((theirs for theirs in left if same_conflict(mine, theirs)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    agreement.add("conflicts both sides", hits, len(second), len(first))


def compare(agreement: Agreement, gold: GoldSet, second: Mapping[str, Any]) -> None:
    """Count one set's agreement in the keys both readers annotated."""
    for key in sorted(set(second) & set(gold.gold) - {"documents", "scope"}):
        first, documents = scoped(gold, key, second["scope"])
        mine = [item for item in second[key] if item.get("document", "") in {"", *documents}]
        if not documents:
            continue
        if key == "attributions":
            compare_attributions(agreement, mine, first)
        elif key == "events":
            compare_events(agreement, mine, first)
        elif key in {"quantities", "dates"}:
            compare_values(agreement, key, mine, first)
        elif key == "modality":
            compare_modality(agreement, mine, first)
        elif key == "claims":
            compare_claims(agreement, gold, mine, documents)
        elif key == "conflicts":
            compare_conflicts(agreement, mine, first)
        elif key == "boilerplate":
            agreement.add("boilerplate", len(pair(mine, first, spot, lambda one, other: halved(spot(one), spot(other)))), len(mine), len(first))


def main() -> int:
    """Print one line per key."""
    parser = argparse.ArgumentParser(description="Agreement of the second reader with the first.")
    sets = json.loads(SECOND.read_text(encoding="utf-8"))["sets"]
    parser.add_argument("sets", nargs="*", metavar="set", help=f"of {', '.join(sets)}; all when none is named")
    agreement = Agreement()
    for name in parser.parse_args().sets or sets:
        gold = load_set(name)
        if gold is None:
            sys.stdout.write(f"{name}: its documents are not here\n")
        else:
            compare(agreement, gold, sets[name])
    for key, tally in agreement.tallies.items():
        sys.stdout.write(f"{key:<30}{tally.line() if tally.first or tally.second else 'both readers: none'}\n")
    if labels := agreement.labels:
        alike = sum(one == other for one, other in labels)
        sys.stdout.write(f"{'modality':<30}kappa {kappa(labels):.3f}  ({alike} of {len(labels)} common sentences alike)\n")
        sys.stdout.write(f"{'negated':<30}kappa {kappa(agreement.negations):.3f}\n")
    if agreement.origins:
        same = sum(agreement.origins)
        share = same / len(agreement.origins)
        sys.stdout.write(f"{'origins exact':<30}share {share:.3f}  ({same} of {len(agreement.origins)} matched claims)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
