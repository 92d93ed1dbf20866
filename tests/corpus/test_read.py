"""Files to documents."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from briefing import Document, UnreadableDocument, read
from briefing.config import DocumentsEntry, SectionSettings, Settings
from briefing.corpus import read_corpus

TEXT = "Raid near the river ends\n\nPolice said on Monday that they had closed the last of the three sites near the border.\r\nTwo men were held.\n"


def settings(**entry: object) -> Settings:
    """Return a configuration that reads the folder `docs`."""
    return Settings(title="T", documents=(DocumentsEntry(path="docs", **entry),), sections=(SectionSettings(id="a", kind="findings"),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one text."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_bytes(TEXT.encode())
    return tmp_path


def test_a_document_is_its_file_to_the_character(folder):
    """Line ends stay; hashes are those of the bytes and of the text."""
    document = read(folder / "docs" / "a.txt")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (TEXT, digest, digest, f"d{digest[:8]}") == (document.text, document.sha256, document.text_sha256, document.id)
    assert ("en", "Raid near the river ends", "txt") == (document.language, document.title, document.format)


def test_the_nearest_to_the_document_wins(folder):
    """A sidecar overrides the configuration."""
    (folder / "docs" / "a.meta.yaml").write_text("publisher: The Daily\n")
    document = read_corpus(settings(publisher="Other", published=dt.date(2026, 1, 24)), folder).documents[0]
    assert ("The Daily", dt.date(2026, 1, 24)) == (document.publisher, document.published)


def test_a_bad_file_is_listed_and_stops_nothing(folder):
    """Each file ends as a document or with a code and a reason."""
    (folder / "docs" / "b.txt").write_bytes(b"%PDF-1.7\0\1\2")
    (folder / "docs" / "c.txt").write_bytes(b" \n")
    (folder / "docs" / "d.txt").write_text(TEXT + "More of it was said.")
    (folder / "docs" / "d.meta.yaml").write_text("autor: X\n")
    corpus = read_corpus(settings(), folder)
    assert ["docs/a.txt"] == [d.path for d in corpus.documents]
    expected = {"docs/b.txt": "binary-file", "docs/c.txt": "empty-document", "docs/d.meta.yaml:1:1": "bad-metadata"}
    assert expected == {s.path: s.code for s in corpus.skipped}


def test_names_and_order_of_files_do_not_matter(folder, tmp_path_factory):
    """The same texts under other names give the same documents but for the path."""
    other = tmp_path_factory.mktemp("other")
    (other / "docs").mkdir()
    (folder / "docs" / "z.txt").write_text("Another text that says something else about the river.")
    for name, source in (("1.txt", "z.txt"), ("2.txt", "a.txt")):
        (other / "docs" / name).write_bytes((folder / "docs" / source).read_bytes())
    ids = [[(d.id, d.text) for d in read_corpus(settings(), where).documents] for where in (folder, other)]
    assert ids[0] == ids[1]


def test_two_files_of_one_text_are_two_documents(folder):
    """Their ids differ, so that each can be cited."""
    (folder / "docs" / "b.txt").write_bytes(TEXT.encode())
    ids = [d.id for d in read_corpus(settings(), folder).documents]
    assert [ids[0], f"{ids[0]}-2"] == ids


@pytest.mark.parametrize(
    ("name", "content", "code"), [("none.txt", None, "missing-file"), ("a.pdf", b"x", "unknown-format"), ("e.txt", b"", "empty-document")],
)
def test_read_refuses_with_a_code(tmp_path, name, content, code):
    """The public reader raises one error that says which file, what and why."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableDocument) as caught:
        read(tmp_path / name)
    assert code == caught.value.code
    assert name in str(caught.value)


def test_a_text_becomes_a_document_as_a_file_does():
    """`Document.from_text` detects the language, masks furniture, and takes dates as dates or ISO strings."""
    text = "La police a annoncé lundi que le dernier des trois sites proches de la frontière avait été fermé.\n\nLaisser un commentaire\n"
    document = Document.from_text(text, id="x", published="2026-01-24", publisher="Le Jour")
    assert ("x", "fr", dt.date(2026, 1, 24), text) == (document.id, document.language, document.published, document.text)
    assert [False, True] == [block.boilerplate for block in document.blocks]
    assert document == Document.from_text(text, id="x", published=dt.date(2026, 1, 24), publisher="Le Jour")


def test_a_date_that_is_none_is_refused():
    """`published` is an ISO day."""
    with pytest.raises(ValueError, match="yesterday"):
        Document.from_text("A text.", id="x", published="yesterday")


def test_a_language_without_data_and_a_page_of_furniture_are_told(folder):
    """Both are read, and a diagnostic says what not to expect."""
    (folder / "docs" / "b.txt").write_text("Leave a Reply\n\nSubscribe to our newsletter\n")
    (folder / "docs" / "c.txt").write_text("Die Polizei teilte am Montag mit, dass sie das letzte der drei Lager an der Grenze geschlossen habe.\n")
    codes = {(problem.path, problem.code) for problem in read_corpus(settings(), folder).diagnostics}
    assert {("docs/b.txt", "only-boilerplate"), ("docs/c.txt", "unknown-language")} <= codes
