"""Entities over documents and languages, on extractions made by hand."""

import datetime as dt
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import Decision
from briefing.model import Document, Extraction, LegalStatus, Mention, Role
from briefing.reconcile.entities import resolve_entities


def read(identity, text, names, *, language="en", publisher=None, roles=(), statuses=()):
    """Return a document and its extraction; ``names`` maps a fullest name to (type, forms), one chain each, in order."""
    mentions = []
    for number, (name, (kind, forms)) in enumerate(names.items()):
        for form in forms or (name,):
            mentions += [
                Mention(start=m.start(), end=m.end(), type=kind, name=name, form="name" if form == name else "short", chain=number)
                for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
            ]
    document = Document(
        id=identity, path=f"{identity}.txt", text=text, sha256="", text_sha256="", format="txt", language=language, publisher=publisher
    )
    found = [Role(chain=c, start=text.index(q), end=text.index(q) + len(q)) for c, q in roles]
    told = [LegalStatus(chain=c, status=s, start=text.index(q), end=text.index(q) + len(q)) for c, s, q in statuses]
    return document, Extraction(
        document=identity,
        language=language,
        sentences=(),
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        roles=tuple(found),
        statuses=tuple(told),
    )


def resolve(*pairs, **options):
    """Return the index of (document, extraction) pairs."""
    return resolve_entities([d for d, _ in pairs], [e for _, e in pairs], **options)


def groups(index):
    """Return the alias texts of each entity, folded to a comparable set."""
    return sorted(sorted({alias.text for alias in entity.aliases}) for entity in index.entities)


ENGLISH = read(
    "en",
    "Monse Ferrer of Amnesty International spoke in Cambodia. The Indonesian Embassy and the UN agreed with the Prince Group. "
    "Sims left. She Zhijiang stayed.",
    {
        "Monse Ferrer": ("person", ()),
        "Amnesty International": ("organisation", ()),
        "Cambodia": ("place", ()),
        "Indonesian Embassy": ("organisation", ()),
        "UN": ("organisation", ()),
        "Prince Group": ("organisation", ()),
        "Sims": ("person", ()),
        "She Zhijiang": ("person", ()),
    },
    roles=((0, "of Amnesty International"),),
    statuses=((7, "arrested", "She Zhijiang stayed"),),
)
FRENCH = read(
    "fr",
    "Montse Ferrer d'Amnesty International est au Cambodge. L'ambassade d'Indonesie a Phnom Penh, les Nations unies et le groupe Prince. "
    "Jacob Sims et Chen Zhi.",
    {
        "Montse Ferrer": ("person", ()),
        "Amnesty International": ("organisation", ()),
        "Cambodge": ("place", ()),
        "ambassade d'Indonesie": ("organisation", ()),
        "Nations unies": ("organisation", ()),
        "groupe Prince": ("organisation", ()),
        "Jacob Sims": ("person", ()),
        "Chen Zhi": ("person", ()),
    },
    language="fr",
)


def test_names_meet_over_languages_and_misspellings():
    """Misspelling, translation, acronym, word order, territory and surname join; alike names of two persons do not."""
    assert groups(resolve(ENGLISH, FRENCH)) == sorted(
        [
            ["Monse Ferrer", "Montse Ferrer"],
            ["Amnesty International"],
            ["Cambodge", "Cambodia"],
            ["Indonesian Embassy", "ambassade d'Indonesie"],
            ["Nations unies", "UN"],
            ["Prince Group", "groupe Prince"],
            ["Jacob Sims", "Sims"],
            ["She Zhijiang"],
            ["Chen Zhi"],
        ]
    )


def test_merges_explain_themselves():
    """Each join of different names has a line that says why."""
    merges = {entity.name: entity.merges for entity in resolve(ENGLISH, FRENCH).entities}
    assert merges["Cambodia"] == ("Cambodia ~ Cambodge: both name KH (territory)",)
    assert any("token_sort 96, same surname" in line for lines in merges.values() for line in lines)


def test_name_stands_in_the_language_of_the_brief():
    """The name is the form of the brief's language where a document uses one."""
    assert {"Cambodge", "Nations unies"} <= {entity.name for entity in resolve(ENGLISH, FRENCH, language="fr").entities}
    assert {"Cambodia", "Prince Group"} <= {entity.name for entity in resolve(ENGLISH, FRENCH, language="en").entities}


def test_roles_and_status_carry_their_words():
    """Roles and legal statuses come with the span that says so."""
    entities = {entity.name: entity for entity in resolve(ENGLISH).entities}
    role, status = entities["Monse Ferrer"].roles[0], entities["She Zhijiang"].legal_status[0]
    for found in (role.evidence, status.evidence):
        assert ENGLISH[0].text[found.start : found.end] == found.quote
    assert [role.text, status.status] == ["of Amnesty International", "arrested"]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_documents_never_matters(rng: random.Random):
    """Shuffled documents and extractions give the same index."""
    third = read("zz", "Sims met Pieter Vanloo.", {"Sims": ("person", ()), "Pieter Vanloo": ("person", ())})
    pairs = [ENGLISH, FRENCH, third]
    expected = resolve(*pairs)
    rng.shuffle(pairs)
    documents, extractions = [d for d, _ in pairs], [e for _, e in pairs]
    rng.shuffle(extractions)
    assert resolve_entities(documents, extractions) == expected


def test_surname_that_two_persons_have_stays_alone():
    """A short form is joined only when one entity can be meant; a shared role decides."""
    both = read("a", "Jonas Ratsimba and Josué Ratsimba met.", {"Jonas Ratsimba": ("person", ()), "Josué Ratsimba": ("person", ())})
    short = read("b", "M. Ratsimba spoke.", {"Ratsimba": ("person", ())})
    assert ["Ratsimba"] in groups(resolve(both, short))
    captain = read(
        "a",
        "The captain Jonas Ratsimba and Josué Ratsimba met.",
        {"Jonas Ratsimba": ("person", ()), "Josué Ratsimba": ("person", ())},
        roles=((0, "captain"),),
    )
    titled = read("b", "The captain, Ratsimba, spoke.", {"Ratsimba": ("person", ())}, roles=((0, "captain"),))
    assert ["Jonas Ratsimba", "Ratsimba"] in groups(resolve(captain, titled))


def test_given_name_alone_is_not_a_person_elsewhere():
    """“Ines” of one document is not any Ines with a surname."""
    assert (
        len(
            groups(resolve(read("a", "Ines Chabaud left.", {"Ines Chabaud": ("person", ())}), read("b", "Ines, 15, left.", {"Ines": ("person", ())})))
        )
        == 2
    )


def test_names_told_apart_in_one_document_stay_apart():
    """Two alike spellings that stand side by side in one document are two entities everywhere."""
    together = read("a", "Mwamba Kasadi and Mwamba Kassadi met.", {"Mwamba Kasadi": ("person", ()), "Mwamba Kassadi": ("person", ())})
    alone = read("b", "Mwamba Kassadi left.", {"Mwamba Kassadi": ("person", ())})
    assert groups(resolve(together, alone)) == [["Mwamba Kasadi"], ["Mwamba Kassadi"]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Chad's Ministry of Health", "Cameroon's Ministry of Health", 2),
        ("Chad's Ministry of Health", "the Ministry of Health", 1),
        ("a Ministry of Health", "the Ministry of Health", 1),
    ],
)
def test_offices_of_two_countries(first, second, expected):
    """One office name of two countries is two bodies; without its country it is the only one there is."""
    name = {"Ministry of Health": ("organisation", ())}
    assert len(resolve(read("a", f"{first} spoke.", name), read("b", f"{second} spoke.", name)).entities) == expected


def test_outlet_calls_itself_by_a_short_form():
    """“The Ledger” in the Nicosia Ledger is the Nicosia Ledger, not Ledger Watch."""
    own = read("a", "She told the Ledger so.", {"Ledger": ("organisation", ())}, publisher="Nicosia Ledger")
    other = read("b", "Ledger Watch replied.", {"Ledger Watch": ("organisation", ())})
    assert len(resolve(own, other).entities) == 2


def test_type_of_one_document_gives_way():
    """An organisation that one document took for a person is the organisation."""
    right = read(
        "a",
        "Norvale Resources, Norvale and LCSA.",
        {"Norvale Resources": ("organisation", ("Norvale Resources", "Norvale")), "LCSA": ("organisation", ())},
    )
    wrong = read("b", "Norvale fell.", {"Norvale": ("person", ())})
    assert [["LCSA"], ["Norvale", "Norvale Resources"]] == groups(resolve(right, wrong))


def decision(action, *names):
    """Return a decision of the analyst."""
    return Decision(action=action, names=names, who="A. Analyst", when=dt.date(2026, 1, 30), why="known")


def test_analyst_overrules():
    """“merge” joins what no rule joins and says who decided, "split" keeps apart, "never-extract" removes."""
    merged = resolve(ENGLISH, FRENCH, decisions=[decision("merge", "Chen Zhi", "She Zhijiang")])
    assert ["Chen Zhi", "She Zhijiang"] in groups(merged)
    assert any("decided by A. Analyst on 2026-01-30: known" in line for entity in merged.entities for line in entity.merges)
    assert ["Monse Ferrer"] in groups(resolve(ENGLISH, FRENCH, decisions=[decision("split", "Monse Ferrer", "Montse Ferrer")]))
    assert not any("Chen Zhi" in names for names in groups(resolve(ENGLISH, FRENCH, decisions=[decision("never-extract", "Chen Zhi")])))


def test_ids_do_not_change_with_new_documents():
    """An entity keeps its id when a document is added."""
    before = {entity.name: entity.id for entity in resolve(ENGLISH).entities}
    after = {entity.name: entity.id for entity in resolve(ENGLISH, FRENCH).entities}
    assert before["Cambodia"] == after["Cambodia"]
    assert before["Amnesty International"] == after["Amnesty International"]
    assert re.fullmatch(r"e[0-9a-f]{8}", before["Cambodia"])


def test_chains_are_found_by_the_index():
    """Every chain leads to its entity; an unknown chain to None."""
    index = resolve(ENGLISH, FRENCH)
    assert index.of("en", 0) == index.of("fr", 0) is not None
    assert [index.of("en", 99), index.of("en", None)] == [None, None]
