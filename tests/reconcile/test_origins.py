"""Who a claim rests on: speakers, outlets, chains of citing, copies."""

import dataclasses
import datetime as dt

from briefing.model import Attribution, Document, Extraction, Mention, Origin, Role
from briefing.reconcile.copies import find_copies
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.origins import combine, origin_of, origins_of, outlet_of, told_by
from briefing.reconcile.outlets import agency_of


class Page:
    """A document under construction: names, roles and attributions are given as words of its text."""

    def __init__(self, identity, text, *, language="en", publisher=None):
        self.document = Document(
            id=identity,
            path=f"in/{identity}.txt",
            text=text,
            sha256="",
            text_sha256="",
            format="txt",
            language=language,
            publisher=publisher,
            published=dt.date(2026, 1, 24),
        )
        self.mentions, self.roles, self.attributions = [], [], []

    def name(self, text, kind, chain, *, full=None, form="name"):
        """Add a mention."""
        start = self.document.text.index(text)
        self.mentions.append(Mention(start=start, end=start + len(text), type=kind, name=full or text, form=form, chain=chain))
        return self

    def role(self, chain, text):
        """Add a role."""
        start = self.document.text.index(text)
        self.roles.append(Role(chain=chain, start=start, end=start + len(text)))
        return self

    def said(self, content, source, *, chain=None, unnamed=False, via=()):
        """Add an attribution."""
        start, at = self.document.text.index(content), self.document.text.index(source) if source else None
        self.attributions.append(
            Attribution(
                content_start=start,
                content_end=start + len(content),
                source_start=at,
                source_end=at + len(source) if source else None,
                cue_start=None,
                cue_end=None,
                name=source,
                modality="asserted",
                chain=chain,
                unnamed=unnamed,
                via=via,
            )
        )
        return self

    @property
    def extraction(self):
        """Return what was added as an extraction."""
        return Extraction(
            document=self.document.id,
            language=self.document.language,
            sentences=(),
            mentions=tuple(sorted(self.mentions, key=lambda m: m.start)),
            roles=tuple(self.roles),
            attributions=tuple(self.attributions),
        )


def origins(*pages, language="en"):
    """Return the origins of each page's attributions, as names."""
    documents = [page.document for page in pages]
    index, copies = resolve_entities(documents, [page.extraction for page in pages], language=language), find_copies(documents)
    return [
        [[(o.name, o.kind) for o in origins_of(p.document, a, index, copies, start=a.content_start, end=a.content_end)] for a in p.attributions]
        for p in pages
    ]


def test_spokesman_stands_for_the_body():
    """Who directs or speaks for a body stands for it, in either language; a researcher stands for himself."""
    english = Page(
        "a",
        "They need help, said Monse Ferrer, regional research lead at Amnesty International. "
        "It was new, said Jacob Sims, a fellow at Harvard University.",
    )
    english.name("Monse Ferrer", "person", 0).name("Amnesty International", "organisation", 1).name("Jacob Sims", "person", 2).name(
        "Harvard University", "organisation", 3
    )
    english.role(0, "regional research lead at Amnesty International").role(2, "a fellow at Harvard University")
    english.said("They need help", "Monse Ferrer", chain=0).said("It was new", "Jacob Sims", chain=2)
    french = (
        Page("b", "Elle craint le pire, selon Montse Ferrer.", language="fr")
        .name("Montse Ferrer", "person", 0)
        .said("Elle craint le pire", "Montse Ferrer", chain=0)
    )
    assert origins(english, french) == [
        [[("Amnesty International", "speaker")], [("Jacob Sims", "speaker")]],
        [[("Amnesty International", "speaker")]],
    ]


def test_minister_stands_for_the_ministry():
    """An office-holder stands for the office, named by an entity of the corpus where there is one."""
    minister = Page("a", "Work will stop, said mines minister Clarisse Mbuyamba.").name("Clarisse Mbuyamba", "person", 0).role(0, "mines minister")
    minister.said("Work will stop", "mines minister Clarisse Mbuyamba", chain=0)
    ministry = Page("b", "Le bilan est de 22 morts, selon le ministère des Mines.", language="fr").name("ministère des Mines", "organisation", 0)
    ministry.said("Le bilan est de 22 morts", "le ministère des Mines", chain=0)
    assert origins(minister, ministry) == [[[("ministère des Mines", "speaker")]], [[("ministère des Mines", "speaker")]]]


def test_office_without_a_name_is_one_in_both_languages():
    """“Prosecutors”, "le parquet" and "the public prosecutor's office" are one office; "officials" are nobody."""
    page = Page("a", "Nine were held, the public prosecutor's office said. It was large, prosecutors believe. It is over, officials said.")
    page.said("Nine were held", "the public prosecutor's office").said("It was large", "prosecutors", unnamed=True).said(
        "It is over", "officials", unnamed=True
    )
    french = Page("b", "Neuf personnes sont détenues, a annoncé le parquet.", language="fr").said("Neuf personnes sont détenues", "le parquet")
    (one, two, nobody), (other,) = origins(page, french)
    assert one == two == other
    assert [one[0][1], nobody[0][1]] == ["speaker", "unnamed"]


def test_joined_speakers_are_two_origins():
    """“The Guardian and AP” are two."""
    page = Page("a", "Thousands left, the Guardian and AP reported.").name("Guardian", "organisation", 0).name("AP", "organisation", 1)
    page.said("Thousands left", "the Guardian and AP", chain=0)
    assert origins(page) == [[[("Guardian", "speaker"), ("AP", "speaker")]]]


def test_chain_ends_at_its_root():
    """“The Guardian, citing Amnesty” is Amnesty, via the Guardian."""
    page = (
        Page("a", "Ten sites emptied, according to the Guardian, citing Amnesty.")
        .name("Guardian", "organisation", 0)
        .name("Amnesty", "organisation", 1)
    )
    page.said("Ten sites emptied", "the Guardian", chain=0)
    index = resolve_entities([page.document], [page.extraction])
    found = origin_of(page.document, page.attributions[0], index, find_copies([page.document]), start=0, end=17)
    assert (found.name, found.via) == ("Amnesty", ("Guardian",))


def test_pronoun_goes_on_with_the_speaker_before():
    """A pronoun without a chain is the speaker of the attribution before it."""
    page = Page("a", "Help is short, Amnesty said. It is urgent, it added.").name("Amnesty", "organisation", 0)
    page.said("Help is short", "Amnesty", chain=0).said("It is urgent", "it")
    assert origins(page) == [[[("Amnesty", "speaker")], [("Amnesty", "speaker")]]]


def test_common_noun_takes_up_the_body_before():
    """“The company” is the company named before; its lawyer speaks for it."""
    page = Page("a", "Norvale Resources fell. All is well, the company said. The door was shut, its lawyer insisted.").name(
        "Norvale Resources", "organisation", 0
    )
    page.said("All is well", "the company").said("The door was shut", "its lawyer")
    assert origins(page) == [[[("Norvale Resources", "speaker")], [("Norvale Resources", "speaker")]]]


def test_a_surname_alone_is_the_person_of_its_document():
    """“Castelnau denied it” is Miriam Castelnau, where the name finder took the bare surname for none."""
    page = Page("a", "Miriam Castelnau is held. Castelnau denies having taken money.").name("Miriam Castelnau", "person", 0)
    page.said("having taken money", "Castelnau")
    page.attributions[0] = dataclasses.replace(page.attributions[0], source_start=26, source_end=35)
    assert origins(page) == [[[("Miriam Castelnau", "speaker")]]]


def test_people_without_a_name_are_unnamed_and_a_pronoun_is_nobody():
    """“Two dockers confide” is hearsay of people, not the outlet's own word; “which show” is no speaker."""
    page = Page("a", "Fertiliser was kept there, two dockers confide. It has videos, which show a fire.")
    page.said("Fertiliser was kept there", "two dockers").said("a fire", "which")
    page.attributions[0] = dataclasses.replace(page.attributions[0], cue_start=40, cue_end=47)
    assert origins(page) == [[[("two dockers", "unnamed")], [("a", "outlet")]]]


def test_what_is_alleged_by_nobody_is_hearsay():
    """“He is alleged to have fled”: somebody says so, the outlet does not."""
    page = Page("a", "He is alleged to have fled the country.")
    page.said("He is alleged to have fled the country", None)
    page.attributions[0] = dataclasses.replace(page.attributions[0], cue_start=3, cue_end=13, modality="alleged")
    assert origins(page) == [[[("", "unnamed")]]]


def test_a_relative_clause_is_no_part_of_the_name():
    """“The company, which sold it, said” is the company named before."""
    page = Page("a", "Norvale Resources fell. The company, which sold it, said all was well.").name("Norvale Resources", "organisation", 0)
    page.said("all was well", "The company, which sold it")
    page.attributions[0] = dataclasses.replace(page.attributions[0], name="The company")
    assert origins(page) == [[[("Norvale Resources", "speaker")]]]


def test_a_document_that_cites_somebody_is_no_origin_by_its_headline():
    """A headline without a source and a sentence that names one are one origin; another document's own word is a second."""
    told = [("a", origin("a", kind="outlet")), ("a", origin("Amnesty")), ("b", origin("b", kind="outlet"))]
    assert [o.name for o in told_by(told)] == ["Amnesty", "b"]


def test_outlet_answers_for_what_nobody_is_cited_for():
    """Without a source the outlet is the origin: the agency of a reprint, the publisher, the file."""
    wire = Page("wire", "NICOSIA, Nov 7 (APR) - The regulator sealed the office and barred it from taking any new clients at all.")
    paper = Page("paper", "The regulator sealed the office and barred it from taking any new clients at all. It rained.", publisher="Nicosia Ledger")
    documents = [wire.document, paper.document]
    index, copies = resolve_entities(documents, [wire.extraction, paper.extraction]), find_copies(documents)
    shared, own = (origin_of(paper.document, None, index, copies, start=s, end=e) for s, e in ((0, 81), (83, 92)))
    assert [(shared.name, shared.kind), (own.name, own.kind)] == [("APR", "outlet"), ("Nicosia Ledger", "outlet")]
    assert outlet_of(Page("stem", "Nothing.").document) == "stem"


def test_dateline_names_the_agency():
    """Only a bracket after a place in capitals at the text's beginning is an agency."""
    texts = [
        "NICOSIA, Nov 7 (APR) - Cyprus froze",
        "KASOMBWE (ALP) — Le bilan",
        "The bank (APR) - said",
        "The Company (LCSA) said",
        "PARIS, 7 mars (2025) - Le",
    ]
    assert [agency_of(Page("x", text).document) for text in texts] == ["APR", "ALP", None, None, None]


def origin(name, *, kind="speaker", via=(), entity=None):
    """Return an origin."""
    return Origin(name=name, entity=entity, kind=kind, via=via)


def test_combining():
    """Who is cited twice is one, whoever passes it on; unnamed sources are one; carriers stand in via."""
    found = combine(
        [
            origin("Amnesty", via=("Guardian",), entity="e1"),
            origin("Amnesty International", entity="e1"),
            origin("officials", kind="unnamed"),
            origin("experts", kind="unnamed"),
            origin("Ledger", kind="outlet"),
        ]
    )
    assert [(o.name, o.kind, o.via) for o in found] == [
        ("Amnesty", "speaker", ("Guardian",)),
        ("Ledger", "outlet", ()),
        ("experts", "unnamed", ()),
    ]


def test_who_only_passes_on_is_no_origin():
    """B, cited by one, cites Amnesty in its own text: Amnesty alone; B on its own authority stays."""
    only = combine([origin("B", via=("A",)), origin("Amnesty", via=("B",))])
    assert [(o.name, o.via) for o in only] == [("Amnesty", ("B",))]
    own = combine([origin("B", kind="outlet"), origin("Amnesty", via=("B",))])
    assert [o.name for o in own] == ["Amnesty", "B"]


def test_circular_citing_is_one_origin():
    """A cites B, B cites C, C cites A: one origin."""
    found = combine([origin("B", via=("A",)), origin("C", via=("B",)), origin("A", via=("C",))])
    assert [(o.name, o.via) for o in found] == [("A", ("B", "C"))]


def test_combining_does_not_depend_on_order():
    """Any order gives the same origins."""
    several = [origin("B", via=("A",)), origin("Amnesty", via=("B",)), origin("x", kind="unnamed"), origin("Ledger", kind="outlet")]
    assert combine(several) == combine(several[::-1])
