"""Clustering of matched claims."""

from __future__ import annotations

from briefing.reconcile.features import NAMES
from briefing.reconcile.matching import Match, Model, Pair, cluster, load_model, probability, same_slots, using

NONE = dict.fromkeys(NAMES, 0.0)


def _match(likely: float, veto: str | None = None) -> Match:
    return Match(probability=0.0 if veto else likely, features=NONE, veto=veto)


def test_a_chain_of_near_neighbours_never_becomes_one_group():
    """Of a, b, c, d where only neighbours are alike, no group of three is made."""
    matches = {Pair(0, 1): _match(0.8), Pair(1, 2): _match(0.7), Pair(2, 3): _match(0.8)}
    assert ((0, 1), (2, 3)) == cluster(4, matches, 0.45)


def test_a_veto_between_any_two_keeps_their_groups_apart():
    """A claim that is like both of two vetoed claims joins the likelier one alone."""
    matches = {Pair(0, 1): _match(0.9), Pair(1, 2): _match(0.8), Pair(0, 2): _match(0.0, "another event")}
    assert ((0, 1), (2,)) == cluster(3, matches, 0.3)


def test_a_doubtful_veto_keeps_two_claims_apart_and_no_groups():
    """Two claims that name other people are not joined for that; what both are like joins them all."""
    apart = _match(0.0, "other people")
    assert ((0,), (1,)) == cluster(2, {Pair(0, 1): apart}, 0.0001)
    assert ((0, 1, 2),) == cluster(3, {Pair(0, 1): _match(0.9), Pair(1, 2): _match(0.9), Pair(0, 2): apart}, 0.45)


def test_groups_join_when_their_average_is_high_enough():
    """Three claims that are alike pair by pair are one group."""
    matches = {Pair(0, 1): _match(0.9), Pair(1, 2): _match(0.6), Pair(0, 2): _match(0.5)}
    assert ((0, 1, 2),) == cluster(3, matches, 0.45)


def test_what_was_left_out_is_compared_when_two_groups_could_join():
    """Asking for the pairs left out gives the groups that comparing all of them gives, vetoes among them included."""
    every = {
        Pair(0, 1): _match(0.9), Pair(1, 2): _match(0.8), Pair(0, 2): _match(0.3), Pair(2, 3): _match(0.7), Pair(1, 3): _match(0.0, "another event"),
        Pair(0, 3): _match(0.45), Pair(4, 5): _match(0.2),
    }
    likely = {pair: match for pair, match in every.items() if match.probability >= 0.5}
    asked: list[Pair] = []
    assert cluster(6, every, 0.5) == cluster(6, likely, 0.5, rest=lambda pair: asked.append(pair) or every.get(pair))
    assert Pair(4, 5) not in asked


def test_the_shipped_model_weighs_only_known_features():
    """Every weight of weights.yaml belongs to a feature that is computed."""
    assert set() == set(load_model().weights) - set(NAMES)


def test_likelier_wording_makes_a_likelier_pair():
    """The probability grows with the likeness of the words, all else equal."""
    model = load_model()
    assert probability({**NONE, "clause_cosine": 0.9}, model) > probability({**NONE, "clause_cosine": 0.2}, model)


def test_another_model_holds_inside_its_block_alone():
    """`using` puts a model in place and takes it away again."""
    other = Model(intercept=0.0, weights={}, join=0.5, provenance="test")
    shipped = load_model()
    with using(other):
        assert other is load_model()
    assert shipped is load_model()


def test_what_both_say_is_unknown_joins_when_it_is_told_in_like_words():
    """"There is no exact figure" and "their exact number is unknown" are one; two unknowns of other matters are two."""
    told = {**dict.fromkeys(NAMES, 0.0), "unknown_both": 1.0, "rare_words": 1.5}
    assert "the same thing said to be unknown" == same_slots({**told, "cover_least": 0.45})
    assert "" == same_slots({**told, "cover_least": 0.2})


def test_one_speaker_on_one_risk_joins_unless_another_number_stands_there():
    """What one spokeswoman warns of twice is one claim; a claim of hers with a number of its own is not."""
    told = {**dict.fromkeys(NAMES, 0.0), "same_speaker": 1.0, "category_same": 0.9, "content_cosine": 0.5}
    assert "the same speaker on the same risk" == same_slots(told)
    assert "" == same_slots({**told, "numbers_one_sided": 1.0})
