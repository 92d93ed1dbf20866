"""Links of sentences over documents and the baseline they are compared with."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np

from tests.accuracy.average_link import cosines, cut, merges
from tests.accuracy.clustering import b_cubed_of_links
from tests.accuracy.counts import Counts
from tests.accuracy.meantime import GoldEvent, read_meantime
from tests.accuracy.measure_meantime_events import Sentence, Topic, best_threshold, links

A, B, C = Sentence("a", 0, 9), Sentence("b", 0, 9), Sentence("c", 0, 9)


def test_sentences_of_two_articles_are_linked_by_what_they_share() -> None:
    """A pair is of two articles, in order, once, however much the two share; a sentence may be linked by several labels."""
    labels = {B: {"crash", "inquiry"}, A: {"crash", "inquiry"}, Sentence("a", 20, 30): {"crash"}, C: {"strike"}}
    assert {(A, B), (Sentence("a", 20, 30), B)} == links(labels)


def test_b3_of_links_is_b3_where_links_are_clusters() -> None:
    """Of three sentences gold links the first two, we the last two: B3 is 2/3 both ways."""
    counts = Counts()
    counts.add("links", **b_cubed_of_links([A, B, C], {(A, B)}, {(B, C)}))
    assert {"links.precision": 0.667, "links.recall": 0.667, "links.f1": 0.667} == counts.figures()


def test_cosine_is_of_words_weighed_by_how_rare_they_are() -> None:
    """The same words in any case are one text; "rare" brings two closer than "the"; a text without words is like none."""
    texts = ["The rare plane", "the RARE plane", "the flight", "a rare bird", "..."]
    similarity = cosines(texts, [*texts, "the ship", "the train"])
    assert similarity[0, 1] == 1
    assert similarity[0, 3] > similarity[0, 2] > 0
    assert not similarity[4].any()


def test_average_linkage_joins_by_the_mean_of_all_pairs() -> None:
    """Items 0 and 1 are joined at .9, item 2 follows at the mean of .8 and .2."""
    similarity = np.array([[1.0, 0.9, 0.8], [0.9, 1.0, 0.2], [0.8, 0.2, 1.0]])
    tree = merges(similarity)
    assert [(0.9, 0, 1), (0.5, 0, 2)] == [(round(height, 9), one, other) for height, one, other in tree]
    assert [0, 1, 2] == cut(tree, 0.95)
    assert [0, 0, 2] == cut(tree, 0.6)
    assert [0, 0, 0] == cut(tree, 0.4)


def test_the_best_threshold_is_of_all_topics_together() -> None:
    """Joining less is preferred where F1 is the same."""
    right, wrong = frozenset({(A, B)}), frozenset({(A, C), (B, C)})
    found = {percent / 100: wrong | right if percent < 30 else right if percent <= 60 else frozenset() for percent in range(2, 100, 2)}
    assert best_threshold([Topic([A, B, C], right, frozenset(), found, {})]) == 0.6


def test_events_are_read_with_their_instances(tmp_path: Path) -> None:
    """Of two events of "Boeing unveils jet / Nobody cares" the one with an instance over documents is read."""
    root = ET.Element("Document")
    for number, word in enumerate(["Boeing", "unveils", "jet", "Nobody", "cares"]):
        ET.SubElement(root, "token", t_id=str(number), sentence=str(number // 3)).text = word
    marks = ET.SubElement(root, "Markables")
    for mention, token in (("1", "1"), ("2", "4")):
        ET.SubElement(ET.SubElement(marks, "EVENT_MENTION", m_id=mention), "token_anchor", t_id=token)
    ET.SubElement(marks, "EVENT", m_id="3", instance_id="OTH7")
    ET.SubElement(marks, "EVENT", m_id="4")
    relations = ET.SubElement(root, "Relations")
    for mention, event in (("1", "3"), ("2", "4")):
        relation = ET.SubElement(relations, "REFERS_TO")
        ET.SubElement(relation, "source", m_id=mention)
        ET.SubElement(relation, "target", m_id=event)
    (tmp_path / "corpus_x").mkdir()
    ET.ElementTree(root).write(tmp_path / "corpus_x" / "one.xml")
    (article,) = read_meantime(tmp_path)
    assert article.topic == "corpus_x"
    assert (GoldEvent(7, 14, "OTH7"),) == article.events
    assert article.document.text[7:14] == "unveils"
