"""Which claims are worth comparing, and which of them are compared in full."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from briefing.corpus import read
from briefing.extract import extract
from briefing.reconcile import candidates, standing
from briefing.reconcile.candidates import find_candidates
from briefing.reconcile.cheap import compare_cheaply
from briefing.reconcile.claims import make_claims
from briefing.reconcile.copies import find_copies
from briefing.reconcile.days import day_disputes
from briefing.reconcile.denials import denial_disputes
from briefing.reconcile.disputes import sense_disputes, state_disputes
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.features import make_profiles, pair_features
from briefing.reconcile.findings import form_groups
from briefing.reconcile.labels import known_kinds
from briefing.reconcile.likely import Likely
from briefing.reconcile.matching import Pair, cluster, load_model, match_pairs
from briefing.reconcile.rivals import figure_disputes
from briefing.reconcile.standing import stand

SAMPLE = Path(__file__).resolve().parents[2] / "documents"
THEMES, CLAIMS, WIDTH = 40, 2_000, 32


@pytest.fixture(scope="module")
def profiles():
    """Return the claims of the sample corpus as the features read them."""
    documents = [read(path) for path in sorted(SAMPLE.glob("*.txt"))]
    extractions = [extract(document) for document in documents]
    index = resolve_entities(documents, extractions)
    return make_profiles(make_claims(documents, extractions, index, find_copies(documents), kinds=known_kinds()))


@pytest.fixture(scope="module")
def vectors():
    """Return unit vectors that lie about themes, as the claims of many stories do."""
    draw = np.random.default_rng(7)
    rows = draw.normal(size=(THEMES, WIDTH))[draw.integers(0, THEMES, CLAIMS)] + 0.7 * draw.normal(size=(CLAIMS, WIDTH))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_the_nearest_are_those_of_the_whole_matrix(vectors, monkeypatch):
    """Searched in blocks, each claim finds the nearest that a search of the whole matrix finds, ties at the last place included."""
    monkeypatch.setattr(candidates, "_CHUNK", 300)
    similar = np.round(vectors @ vectors.T, 4)
    np.fill_diagonal(similar, -1)
    floor = np.maximum(np.float32(0.15), np.sort(similar, axis=1)[:, -40])
    expected = {tuple(sorted(pair)) for pair in np.argwhere(similar >= floor[:, None]).tolist()}
    assert expected == {divmod(code, CLAIMS) for code in candidates._near_exactly(vectors).tolist()}


def test_lists_find_most_of_the_nearest_and_the_same_each_time(vectors, monkeypatch):
    """The search by lists compares each claim with a share of the others and finds nine in ten of the exact pairs, the same at every run."""
    monkeypatch.setattr(candidates, "_LIST", 50)
    monkeypatch.setattr(candidates, "_PROBED", 8)
    exact, found = candidates._near_exactly(vectors), candidates._near_by_lists(vectors)
    assert np.isin(exact, found).mean() > 0.9
    assert found.tolist() == candidates._near_by_lists(vectors).tolist()


def test_the_main_axes_keep_the_products_of_vectors(vectors, monkeypatch):
    """What lies in eight directions is compared by eight numbers with the same result; nothing is gained on shorter rows, which stay as they are."""
    monkeypatch.setattr(candidates, "_AXES", 8)
    turned = (vectors[:, :8] @ vectors[:8]).astype(np.float32)
    shorter = candidates._shorter(turned)
    assert (CLAIMS, 8) == shorter.shape
    assert np.allclose(shorter @ shorter.T, turned @ turned.T, atol=1e-4)
    assert candidates._shorter(shorter) is shorter


def test_what_is_shared_gives_a_claim_its_likest_partners_alone(vectors, monkeypatch):
    """A claim that shares something with everybody is compared with the likest of them; a pair stays when one of its two claims wants it."""
    monkeypatch.setattr(candidates, "_PARTNERS", 2)
    with_first = np.arange(1, 10, dtype=np.int64)  # claim 0 with each of nine
    kept = candidates._likest(with_first, vectors)
    assert with_first.tolist() == kept.tolist()  # each of the nine has no other partner
    everyone = np.asarray([a * CLAIMS + b for a in range(10) for b in range(a + 1, 10)], dtype=np.int64)
    assert 10 <= len(candidates._likest(everyone, vectors)) <= 20


def test_no_claims_have_no_candidates():
    """A corpus that says nothing is no error."""
    assert (0, 2) == find_candidates([]).shape


def test_what_is_compared_cheaply_is_what_is_compared_in_full(profiles):
    """Features computed for many pairs at once are those of each pair, but for the last digit."""
    pairs = find_candidates(profiles)
    cheap = compare_cheaply(profiles, pairs)
    for number in range(0, len(pairs), 7):
        full = pair_features(profiles[pairs[number, 0]], profiles[pairs[number, 1]])
        for name, values in cheap.items():
            assert full[name] == pytest.approx(values[number], abs=2e-4), name


def test_likely_pairs_make_the_groups_of_all_pairs(profiles):
    """Leaving out what can reach nothing changes no group, no feature of what is kept, and no dispute."""
    model, pairs = load_model(), find_candidates(profiles)
    every, kept = match_pairs(profiles, pairs, model), Likely(profiles, pairs, model)
    assert cluster(len(profiles), every, model.join) == cluster(len(profiles), kept.matches, model.join, rest=kept.compare)
    likely = kept.matches
    assert len(likely) < len(every) / 3
    for pair, match in likely.items():
        assert (match.veto, match.reason) == (every[pair].veto, every[pair].reason)
        assert (match.veto and not any(match.features.values())) or match.features == pytest.approx(every[pair].features, abs=1e-3)
    assert [] == [pair for pair, match in every.items() if pair not in likely and (match.reason or match.probability >= model.join)]


def test_likely_pairs_make_the_conflicts_of_all_pairs(profiles):
    """No dispute over days, figures, states or denials is lost with the pairs that are left out."""
    model, pairs, claims = load_model(), find_candidates(profiles), [profile.claim for profile in profiles]
    every, kept = match_pairs(profiles, pairs, model), Likely(profiles, pairs, model)
    groups = form_groups(claims, cluster(len(claims), every, model.join))
    cluster(len(claims), kept.matches, model.join, rest=kept.compare)  # asks for what it needs of the rest
    for find in (day_disputes, figure_disputes, sense_disputes, state_disputes):
        assert find(groups, claims, every) == find(groups, claims, kept.matches)
    assert denial_disputes(groups, claims, every) == denial_disputes(groups, claims, kept.candidates())


def test_a_pair_that_is_no_candidate_is_not_compared(profiles):
    """What was left out is compared when it is asked for; what shares nothing is not."""
    pairs = find_candidates(profiles)
    kept = Likely(profiles, pairs, load_model())
    known = {(a, b) for a, b in pairs.tolist()}
    other = next(Pair(0, b) for b in range(1, len(profiles)) if (0, b) not in known)
    assert kept.compare(other) is None
    places = [(profile.claim.document.id, profile.claim.number) for profile in profiles]
    left_out = next(Pair(a, b) for a, b in sorted(known) if places[a] != places[b] and (a, b) not in kept.matches)
    assert kept.compare(left_out) is kept.matches[left_out]


def test_the_standing_of_a_pair_is_that_of_the_whole_matrix(profiles):
    """Rank and lead, read a document at a time, are those among all claims of the other's document."""
    pairs = find_candidates(profiles)
    table = candidates.likeness_table(profiles)
    similar = np.round(table @ table.T, 4)
    documents = np.asarray([profile.claim.document.id for profile in profiles])
    found = stand(profiles, pairs)
    for number, (a, b) in enumerate(pairs.tolist()):
        if number % 5 == 0:
            ranks, leads = [], []
            for one, other in ((a, b), (b, a)):
                rivals = [similar[one, place] for place in np.nonzero(documents == documents[other])[0] if place != other]
                ranks.append(1 / (1 + sum(rival > similar[one, other] for rival in rivals)))
                leads.append(similar[one, other] - max(rivals, default=0.0))
            assert found["rank_least"][number] == pytest.approx(min(ranks), abs=1e-3)
            assert found["rank_most"][number] == pytest.approx(max(ranks), abs=1e-3)
            assert found["lead_least"][number] == pytest.approx(min(leads), abs=5e-4)
            assert found["lead_most"][number] == pytest.approx(max(leads), abs=5e-4)


def test_the_standing_among_candidates_is_never_told_too_large(profiles, monkeypatch):
    """In a large corpus rivals are the candidates of a claim: a lead is never larger than among all claims, and seldom smaller by much."""
    pairs = find_candidates(profiles)
    exact = stand(profiles, pairs)
    monkeypatch.setattr(standing, "EXACT", 1)
    found = stand(profiles, pairs)
    assert (found["lead_least"] <= exact["lead_least"] + 2e-4).mean() > 0.95
    assert np.median(np.abs(found["lead_most"] - exact["lead_most"])) < 0.02
    assert (found["rank_most"] == exact["rank_most"]).mean() > 0.9
