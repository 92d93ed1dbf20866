"""Joints of a sentence as the parse shows them."""

from __future__ import annotations

from briefing import Document, extract


def test_joints_stand_before_verbs_participles_and_relatives():
    """The ship sank on Sunday, killing 41 people, and the owner, who denies it, fled."""
    text = "The ship sank on Sunday, killing 41 people, and the owner, who denies everything, fled the country."
    sentence = extract(Document.from_text(text, id="d1", language="en")).sentences[0]
    told = [(text[joint.start :].split(maxsplit=1)[0], joint.kind, joint.finite or joint.participle) for joint in sentence.joints]
    assert ("The", "start", True) == told[0]
    assert ("killing", "pause", True) in told
    assert ("who", "relative", True) in told
    assert ("and", "pause", False) in told


def test_a_subject_is_where_its_words_begin_behind_a_conjunction():
    """A subject over a conjunction begins before the joint; one with its own verb begins behind it; a second verb has none."""
    text = "Residents testified that bosses and engines vanished on Sunday, but the ministry denied it and closed the file."
    sentence = extract(Document.from_text(text, id="d1", language="en")).sentences[0]
    subjects = {text[joint.start :].split(maxsplit=2)[1]: joint.subject for joint in sentence.joints[1:]}
    assert text.index("bosses") == subjects["engines"]
    assert text.index("the ministry") == subjects["the"]
    assert subjects["closed"] is None
