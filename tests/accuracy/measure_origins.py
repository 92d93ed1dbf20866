"""Origins against gold: the claims whose evidence comes from as many independent sources as gold says.

A span's attribution is the one that `reconcile` takes. Claims with several pieces of evidence are counted again by themselves: a single
piece has mostly one origin.
"""

from __future__ import annotations

from briefing.model import Origin
from briefing.reconcile.copies import find_copies
from briefing.reconcile.covering import covering
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.origins import origins_of, told_by
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet
from tests.accuracy.readings import by_file, read_set
from tests.accuracy.script import run


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's claims."""
    counts = Counts()
    if not gold.items("claims"):
        return counts
    documents, extractions = read_set(gold.name)
    index, copies = resolve_entities(documents, extractions), find_copies(documents)
    for claim in gold.items("claims"):
        told: list[str] = []
        origins: list[tuple[str, Origin]] = []
        for span in claim["evidence"]:
            document, extraction = by_file(gold.name)[span["document"]]
            attribution = covering(extraction.attributions, span["start"], span["end"])
            own = origins_of(document, attribution, index, copies, start=span["start"], end=span["end"])
            origins += [(document.id, origin) for origin in own]
            told.append(f"\n      {span['document']}: {document.text[span['start'] : span['end']][:90]!r} {[_name(origin) for origin in own]}")
        found, wanted = told_by(origins), set(claim["origins"])
        counts.share("origins", len(found) == len(wanted), 1)
        counts.share("origins.several", len(claim["evidence"]) > 1 and len(found) == len(wanted), len(claim["evidence"]) > 1)
        if len(found) != len(wanted):
            counts.miss(f"origins {claim['id']} {sorted(wanted)} found {[_name(origin) for origin in found]}{''.join(told)}")
    return counts


def _name(origin: Origin) -> str:
    return f"{origin.name} [{origin.kind}{' via ' + ', '.join(origin.via) if origin.via else ''}]"


if __name__ == "__main__":
    run(count)
