"""Web furniture around an article."""

from __future__ import annotations

import pytest

from briefing.corpus.blocks import split_blocks
from briefing.corpus.boilerplate import mask_boilerplate

BODY = "Police said on Monday that they had closed the last of the three sites near the border, and that two men were held."
SECOND = "The owners of the sites, who live abroad, have denied through their lawyer that anybody was kept there against their will."


def masked(text: str, language: str = "en") -> dict[str, str]:
    """Return the masked blocks and why."""
    return {text[b.start : b.end]: b.reason for b in mask_boilerplate(text, split_blocks(text), language=language) if b.boilerplate}


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Leave a Reply", "en"), ("Subscribe to our newsletter", "en"),
        ("Your email address will not be published. Required fields are marked *", "en"),
        ("Share this: Facebook | Twitter | WhatsApp", "en"), ("We use cookies to improve your experience on our site.", "en"),
        ("Laisser un commentaire", "fr"), ("Abonnez-vous à notre newsletter", "fr"), ("Partager sur Facebook", "fr"), ("Lire aussi :", "fr"),
        ("Accept all cookies", "fr"),
    ],
)
def test_furniture_is_masked(line, language):
    """Notes of the site are no text of the article, whatever language the site's software speaks."""
    assert [line] == list(masked(f"{BODY}\n\n{SECOND}\n\n{line}\n", language))


@pytest.mark.parametrize(
    "line",
    [
        "The company said it would share the files with investigators and asked readers to leave a reply on its site.",
        "He was asked to subscribe to the official version of the events, which he did not.",
        "“Nobody will comment,” the embassy said, adding that its newsletter had named the three dead.",
        "Related charges were dropped in March after a judge found that the evidence had been copied from a website.",
    ],
)
def test_an_article_that_speaks_of_such_things_is_kept(line):
    """A sentence is judged as a whole, not by one word."""
    assert {} == masked(f"{BODY}\n\n{line}\n\n{SECOND}\n")


def test_bylines_captions_and_credits_are_masked():
    """Who wrote, took or owns something is no claim of the article."""
    text = f"By Jane Doe\n\n{BODY}\n\nPhoto: a view of the site near the river (AFP)\n\n{SECOND}\n\n© 2026 The Daily\n"
    assert {"By Jane Doe", "Photo: a view of the site near the river (AFP)", "© 2026 The Daily"} == set(masked(text))


def test_a_summary_box_that_the_article_repeats_is_masked():
    """Its bullets would be findings of their own and count twice."""
    bullets = "• Police closed the last three sites near the border on Monday\n• Two men were held\n"
    assert {"summary"} == set(masked(f"Executive Summary\n{bullets}\n{BODY}\n\n{SECOND}\n").values())


def test_a_summary_box_in_other_words_is_masked_at_the_head_alone():
    """A box that opens a page says what follows, if in other words; a box further down that adds something is the article's."""
    box = "Key points\n• Officers shut three border sites on Monday\n• Two suspects remain in custody\n"
    body = "Three sites near the border were closed by the police on Monday, the ministry said in a statement. The two men are in custody.\n\n"
    assert {"summary"} == set(masked(f"{box}\n{body}{SECOND}\n").values())
    assert {} == masked(f"{body}{box}\n{SECOND}\n")


def test_a_summary_box_is_known_by_its_words_in_another_form():
    """"Tortured" and "torture", "fugitives" and "fugitive": words are told by their beginning, and the box is shorter than what it sums up."""
    box = "Executive Summary\n• Soldiers tortured prisoners, a group says\n• Twelve fugitives were recaptured\n"
    body = (
        "The Monitor said on Wednesday that it had documented the torture of inmates by a soldier of the third brigade at the barracks near town. "
        "The last fugitive whom the guards recapture will stand before a judge, said the warden of the jail on the eve of the hearing in Lyon.\n\n"
    )
    assert {"summary"} == set(masked(f"{box}\n{body}{SECOND}\n").values())
    assert {} == masked(f"{box}\n{SECOND}\n")


def test_a_list_that_nothing_repeats_is_kept():
    """Bullets that carry the article are the article."""
    text = f"{BODY}\n\n• Ten buses left the northern site in the night of the raid\n• Nobody has said where they went\n"
    assert {} == masked(text)


def test_a_repeated_line_is_masked_and_a_repeated_paragraph_kept():
    """Menus repeat; an article quoted twice is the analyst's matter."""
    assert {"Brief news of the day"} == set(masked(f"Brief news of the day\n\n{BODY}\n\nBrief news of the day\n\n{SECOND}\n"))
    assert {} == masked(f"{BODY}\n\n{SECOND}\n\n{BODY}\n")


def test_the_text_is_untouched_and_every_block_judged():
    """Masking adds a mark to a block and takes nothing away."""
    text = f"Menu\n\n{BODY}\n\nLeave a Reply\n"
    lines = split_blocks(text)
    assert [(line.start, line.end) for line in lines] == [(b.start, b.end) for b in mask_boilerplate(text, lines, language="en")]
