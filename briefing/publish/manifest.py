"""The manifest of an edition: what it was made of and the hash of every file; it is written last, so a folder with one is complete."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAME = "manifest.json"
SCHEMA = "briefing/manifest/1"


def make_manifest(edition: str, facts: Mapping[str, Any], files: Mapping[str, bytes], *, known: Mapping[str, Any] | None = None) -> bytes:
    """Return the manifest's bytes.

    Args:
        edition: the edition's id.
        facts: what the edition was made of: ``as_of``, ``baseline``, ``digest``, inputs.
        files: content by path inside the edition.
        known: the manifest the edition already has; files and formats it lists are kept in the lists.
    """
    listed = {str(entry["path"]): entry for entry in (known or {}).get("files", ())}
    for path, content in files.items():
        listed[path] = {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    data = {"schema": SCHEMA, "edition": edition, **{k: v for k, v in facts.items() if k not in ("schema", "edition", "files")}}
    if "formats" in data:
        data["formats"] = sorted({*data["formats"], *(known or {}).get("formats", ())})
    data["files"] = [listed[path] for path in sorted(listed)]
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of an edition's folder, None when there is none that can be read."""
    try:
        data = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and data.get("schema") == SCHEMA else None


def is_listed(manifest: Mapping[str, Any] | None, path: str, content: bytes) -> bool:
    """Return whether a manifest lists a file with this content."""
    digest = hashlib.sha256(content).hexdigest()
    return any(entry.get("path") == path and entry.get("sha256") == digest for entry in (manifest or {}).get("files", ()))
