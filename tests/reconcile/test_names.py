"""Names of persons: spellings of one, and alike names of two."""

import pytest

from briefing.reconcile.names import read_person, same_person, short_for

ONE = [
    ("Monse Ferrer", "Montse Ferrer"),
    ("Eleni Karas", "Eleni Karras"),
    ("Solange Weyrich", "Solange Weirich"),
    ("Peter Vanlo", "Pieter Vanloo"),
    ("Félix Ramarolahy", "FELIX RAMAROLAHI"),
    ("Jon Smith", "John Smith"),
    ("Sergei Ivanov", "Sergey Ivanov"),
    ("Dr. Marie-Ange Tumba", "Marie-Ange Tumba"),
    ("Chen Zhi", "Zhi Chen"),
    ("Teimuraz Gelashvili", "Teïmouraz Guelachvili"),
    ("Nikolay Tzenov", "Nikolaï Tsenov"),
    ("Nikolay Chernov", "Nikolaï Tchernov"),
    ("Vladimir Putin", "Vladimir Poutine"),
    ("Boris Yeltsin", "Boris Ieltsine"),
]
TWO = [
    ("Hun Manet", "Hun Sen"),
    ("Chen Zhi", "She Zhijiang"),
    ("Jean Dupont", "Jeanne Dupont"),
    ("Daniel Ek", "Daniela Ek"),
    ("Viktor Drozd", "Viktor Drozdov"),
    ("Joseph Ilunga Kasadi", "Joseph Ilunga Kasanda"),
    ("Jonas Ratsimba", "Josué Ratsimba"),
    ("Anna Petrov", "Anna Petrova"),
    ("Francis Bell", "Frances Bell"),
    ("Paul Mwamba", "Paul Lwamba"),
    ("Michel Roux", "Michèle Roux"),
    ("Chen Zhi", "Shen Zhi"),
    ("Martin Roux", "Martine Roux"),
    ("Kim Chen", "Kem Chen"),
    ("Jonas Ratsimba", "Jonas Ratsimbazafy"),
]


@pytest.mark.parametrize(("left", "right"), ONE)
def test_spellings_of_one_name_are_one_person(left, right):
    """Misspellings, transliterations, accents, titles and the other order are one person."""
    assert same_person(read_person(left), read_person(right)) is not None


@pytest.mark.parametrize(("left", "right"), TWO)
def test_alike_names_are_two_persons(left, right):
    """Names alike by string distance whose given name or surname is another name stay two, either way round."""
    assert [same_person(read_person(left), read_person(right)), same_person(read_person(right), read_person(left))] == [None, None]


def test_reason_is_told():
    """A merge tells the likeness and which part is the same."""
    assert same_person(read_person("Monse Ferrer"), read_person("Montse Ferrer")) == "token_sort 96, same surname"


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Sims", "Jacob Sims", "part of the name"),
        ("Mr Sims", "Jacob Sims", "part of the name"),
        ("J. Sims", "Jacob Sims", "same surname and initial"),
        ("Joseph Kasadi", "Joseph Ilunga Kasadi", "same first and last name"),
        ("Ilunga", "Joseph Ilunga Kasadi", None),
        ("P. Sims", "Jacob Sims", None),
        ("Jacob Sims", "J. Sims", None),
        ("Paul Kasadi", "Joseph Ilunga Kasadi", None),
    ],
)
def test_short_forms(short, full, expected):
    """A surname, an initial and a name without its middle stand for the full name, not the other way round."""
    assert short_for(read_person(short), read_person(full)) == expected
