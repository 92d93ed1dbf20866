"""The analyst's Markdown: to HTML without raw HTML in it, sanitised once more."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

from briefing.render.text import visible

_TAGS = {
    "p", "br", "strong", "em", "del", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "h6", "table", "thead", "tbody",
    "tr", "th", "td", "hr",
}
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}


def to_html(source: str) -> str:
    """Return Markdown as HTML: raw HTML stays text, only web and mail links, headings below the section's."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = parser.parse(visible(source))
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    html = parser.renderer.render(tokens, parser.options, {})
    return str(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer"))
