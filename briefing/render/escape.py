r"""Markdown escaping: text that reads back to the same characters in CommonMark and the GitHub and GitLab dialects.

Escaped where they could mean something, not everywhere: "12.5" stays "12.5", "1. " at the start becomes "1\. ".
"""

from __future__ import annotations

import re

from briefing.render.text import one_line

# Everywhere: code, emphasis, links, tables, footnotes, HTML, strike-through, mathematics.
_ALWAYS = re.compile(r"[\\`*_\[\]<|~$^]|>(?=.)|>$")
_ENTITY = re.compile(r"&(?=[A-Za-z#])")
# Autolinks, mentions, emoji codes and issue numbers of the dialects.
_LINKED = re.compile(r"(?<=[A-Za-z]):(?=//|[a-z0-9+_-])|:(?=[a-z0-9+_-]{1,40}:)|@(?=\w)|#(?=\w)|!(?=\d)|(?i:(?<=www)\.|(?<=mailto):|(?<=xmpp):)")
_START = re.compile(r"(?:#{1,6}(?=\s|$)|[-+=](?=\s|[-+=\s]*$)|[-=]{2,})")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_EDGE = re.compile(r"^\s+|\s+$")  # no-break and other Unicode spaces: parsers strip them at the edges of a block


def escape_markdown(text: str) -> str:
    r"""Return ``text`` as Markdown that shows it: one line, its white space joined.

    >>> escape_markdown("1. *Chen* [38] & 12.5 %")
    '1\\. \\*Chen\\* \\[38\\] & 12.5 %'
    """
    line = one_line(text)
    escaped = _ALWAYS.sub(lambda m: "\\" + m.group(), line)
    escaped = _ENTITY.sub("\\&", escaped)
    escaped = _LINKED.sub(lambda m: "\\" + m.group(), escaped)
    escaped = _ORDERED.sub(r"\1\\\2", escaped, count=1) if _ORDERED.match(escaped) else escaped
    escaped = _EDGE.sub(lambda m: "".join(f"&#{ord(c)};" for c in m.group()), escaped)
    return "\\" + escaped if _START.match(escaped) else escaped
