"""Names written in other ways, as matching compares them."""

from __future__ import annotations

from briefing.reconcile.respelt import best_like, compare_names, skeleton


def test_another_romanisation_has_the_same_skeleton():
    """Gelashvili is Guelachvili, Tsenov Tzenov; Hun Sen is not Hun Manet."""
    assert skeleton("Gelashvili") == skeleton("Guelachvili")
    assert skeleton("Tsenov") == skeleton("Tzenov")
    assert skeleton("Sen") != skeleton("Manet")


def test_persons_are_like_by_family_and_given_name():
    """Moses and Moïse Natuwen may be one; Hun Sen and Hun Manet, Chen Zhi and She Zhijiang, are two."""
    names = {"a": "Moses Natuwen", "b": "Moïse Natuwen", "c": "Hun Sen", "d": "Hun Manet", "e": "Chen Zhi", "f": "She Zhijiang"}
    like = compare_names({entity: (name, "person") for entity, name in names.items()})
    assert best_like("a", ["b"], like) > 0
    assert (0.0, 0.0) == (best_like("c", ["d"], like), best_like("e", ["f"], like))


def test_a_name_is_wholly_like_itself():
    """One entity named twice is named in common."""
    assert best_like("a", ["b", "a"], compare_names({"a": ("Amnesty", "organisation"), "b": ("Sofia", "place")})) == 1.0
