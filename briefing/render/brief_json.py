"""brief.json, the contract (``briefing/brief/1``), and evidence.jsonl, one line for each cited span."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.model import plain

if TYPE_CHECKING:
    from briefing.model import Brief
    from briefing.render.views import Page


def brief_json(brief: Brief) -> bytes:
    """Return the brief as JSON in UTF-8, keys in the order of the contract; empty fields of items are left out."""
    values = {"schema": brief.schema} | {k: v for k, v in plain(brief).items() if k != "schema"}
    for section in values["sections"]:
        section["items"] = [_compact(item) for item in section["items"]]
    return (json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "surrogatepass")


def _compact(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key in ("type", "ref") or value not in (None, [], False)}


def evidence_jsonl(page: Page, brief: Brief) -> bytes:
    """Return one JSON line for each span that the page cites, in the order of its numbers."""
    spans = {(e.document, e.start, e.end): plain(e) for f in brief.findings for e in f.evidence}
    lines = []
    for row in page.evidence:
        c = row.citation
        cited = {"document": c.source.id, "start": c.start, "end": c.end, "quote": c.quote, "language": c.language}
        record = spans.get((c.source.id, c.start, c.end), cited)
        places = [link.href.removeprefix("#") for link in row.used_by]
        lines.append(json.dumps({"number": c.number, "source": c.source.label, **record, "used_by": places}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
