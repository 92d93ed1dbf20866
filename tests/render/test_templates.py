"""The templates: a documented contract, found in the package or in the checkout."""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import Environment, nodes

from briefing.config import SectionKind
from briefing.render import templates, views
from briefing.render.templates import BadTemplate, print_html, print_markdown, read_style, shipped

REFERENCE = (Path(__file__).parents[2] / "docs/reference/templates.md").read_text(encoding="utf-8")
RECORDS = [record for _, record in inspect.getmembers(views, dataclasses.is_dataclass) if record.__module__ == views.__name__]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_and_field_is_documented(record):
    """Each field that a template may print stands in the reference, under its record."""
    part = REFERENCE.partition(f"### {record.__name__}\n")[2].partition("\n### ")[0]
    assert [f.name for f in dataclasses.fields(record)] == re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


def test_every_template_file_and_block_is_documented():
    """Each file and each block that a user may override has its line."""
    for path in sorted(p for p in shipped().rglob("*") if p.is_file() and (p.suffix == ".css" or p.parent == shipped())):
        assert f"`{path.relative_to(shipped()).as_posix()}`" in REFERENCE
        if path.suffix == ".j2":
            for block in Environment(autoescape=True).parse(path.read_text(encoding="utf-8")).find_all(nodes.Block):
                assert f"`{block.name}`" in REFERENCE


def test_every_kind_of_section_has_its_macro():
    """A kind of the configuration is printed in HTML and in Markdown."""
    for name in ("sections.html.j2", "sections.md.j2"):
        found = {m.name for m in Environment(autoescape=True).parse((shipped() / name).read_text(encoding="utf-8")).find_all(nodes.Macro)}
        assert set() == {kind.replace("-", "_") for kind in get_args(SectionKind)} - found


def test_a_name_that_does_not_exist_is_an_error(page, tmp_path):
    """A misspelt variable stops the rendering instead of printing nothing."""
    (tmp_path / "brief.md.j2").write_text("{{ page.titel }}", encoding="utf-8")
    with pytest.raises(BadTemplate, match=r"brief\.md\.j2:1: .*titel"):
        print_markdown(page, own=tmp_path)


def test_templates_are_sandboxed(page, tmp_path):
    """A template cannot reach Python through its values."""
    (tmp_path / "brief.html.j2").write_text("{{ page.title.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(BadTemplate, match="unsafe"):
        print_html(page, style="", style_hash="", paged=False, own=tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n{% block %}", r"brief\.html\.j2:2: "),
        ('{% include "none.j2" %}', r"brief\.html\.j2:1: none\.j2"),
        ("\n\n{{ page.title + 1 }}", r"brief\.html\.j2:3: "),
        ('{% extends "shipped/brief.html.j2" %}\n{% block foot %}{{ page.none }}{% endblock %}', r"brief\.html\.j2:2: .*none"),
    ],
)
def test_a_mistake_is_told_with_its_line(page, tmp_path, text, told):
    """Syntax, a missing file, a wrong type or an unknown name: the template's own file and line."""
    (tmp_path / "brief.html.j2").write_text(text, encoding="utf-8")
    with pytest.raises(BadTemplate, match=told):
        print_html(page, style="", style_hash="", paged=False, own=tmp_path)


def test_one_kind_of_section_can_be_replaced(page, tmp_path):
    """The block of a section has the section at hand, escapes what it prints and leaves the others as they were."""
    block = '{% if section.kind == "questions" %}<p id="own">{{ page.topic }}</p>{% else %}{{ super() }}{% endif %}'
    extended = '{% extends "shipped/brief.html.j2" %}{% block section %}' + block + "{% endblock %}"
    (tmp_path / "brief.html.j2").write_text(extended, encoding="utf-8")
    page = dataclasses.replace(page, topic="<b>")
    shipped_page, own = (print_html(page, style="", style_hash="", paged=True, own=folder) for folder in (None, tmp_path))
    assert '<p id="own">&lt;b&gt;' in own
    kinds = [re.findall(r'<section class="section kind-([\w-]+)', text) for text in (shipped_page, own)]
    assert [kind for kind in kinds[0] if kind != "questions"] == kinds[1]


def test_markdown_blocks_can_be_replaced(page, tmp_path):
    """The same holds for Markdown, whose text is escaped for Markdown."""
    (tmp_path / "brief.md.j2").write_text('{% extends "shipped/brief.md.j2" %}{% block header %}# {{ page.title }}{% endblock %}', encoding="utf-8")
    text = print_markdown(dataclasses.replace(page, title="*Desk*"), own=tmp_path)
    assert text.startswith(r"# \*Desk\*")
    assert "## Open questions" in text


def test_an_edited_template_is_read_again(page, tmp_path):
    """A process that builds twice prints the template as it is now."""
    path = tmp_path / "brief.md.j2"
    for number, word in enumerate(("one", "two")):
        path.write_text(word, encoding="utf-8")
        os.utime(path, (number, number))
        assert f"{word}\n" == print_markdown(page, own=tmp_path)


def test_an_own_style_cannot_leave_its_element(tmp_path):
    """A style sheet with an end tag is refused."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css/print.css").write_text("/* */\n</style><script>", encoding="utf-8")
    with pytest.raises(BadTemplate, match=r"css/print\.css:2: "):
        read_style("print.css", own=tmp_path)


def test_templates_are_found_in_the_package_first(tmp_path, monkeypatch):
    """A wheel carries them inside the package; a checkout has them beside it."""
    package = tmp_path / "briefing"
    monkeypatch.setattr(templates, "files", lambda _name: package)
    with pytest.raises(templates.TemplatesMissing, match="install the package again"):
        shipped()
    for folder in (tmp_path / "templates", package / "templates"):
        folder.mkdir(parents=True)
        (folder / "brief.html.j2").touch()
        assert folder == shipped()


def test_own_styles_come_first(tmp_path):
    """A user's style sheet of the same name replaces the shipped one."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css/brief.css").write_text("body { color: red; }", encoding="utf-8")
    assert read_style("brief.css", own=tmp_path) == "body { color: red; }"
    assert "@media print" in read_style("brief.css", "print.css", own=tmp_path)
