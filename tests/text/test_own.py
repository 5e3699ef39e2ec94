"""The show's own words between two sentences of news: a question, a link, and nothing that anybody would have to stand for."""

from __future__ import annotations

import pytest

from pipeline.text.own import claims

AFTER = "Commander Jim Lovell said that the batteries had to last until Friday, and that the crew was cold."


@pytest.mark.parametrize(
    "told",
    [
        "Why did the batteries have to last?",
        "And what did Lovell say?",
        "What did Lovell say about the crew?",
        "How cold was the crew?",
        "So what happened next?",
        "What’s the reaction?",
        "Until when, exactly?",
        "Let’s turn to the story of Lovell.",
        "Over to Lovell.",
        "Which brings us to Lovell.",
        "Now to the latest.",
        "Tell us more.",
        "Right.",
        "I see.",
    ],
)
def test_a_question_or_a_link_says_nothing_itself(told: str) -> None:
    assert claims(told, AFTER) == ()


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("What did Kranz say?", "name"),
        ("What did lovell’s friend Swigert say?", "name"),
        ("Did 200 people wait?", "number"),
        ("Why did the two batteries have to last?", "number"),
        ("Why was the crew not cold?", "negation"),
        ("Did Lovell refuse?", "negation"),
        ("Did he say “we are cold”?", "quotation"),
        ("Did he say 'cold' there?", "quotation"),
        ("Was the crew drunk?", "word"),
        ("Why was the crew cold last month?", "word"),
        ("Why yesterday?", "word"),
        ("The crew was cold.", "word"),
        ("He did it.", "word"),
        ("That is terrible.", "word"),
        ("Lovell said so.", "word"),
        ("Let’s hear what Lovell said.", "word"),
        ("Let’s turn to the cold crew.", "word"),
        ("Let’s turn to Kranz.", "name"),
        ("Now for the murder.", "word"),
        ("Yes, that is true.", "word"),
        ("What did Lovell say? He was lying.", "word"),
        ("What did Lovell say, and what did the crew say, and what did the batteries have to say about that?", "word"),
        ("# What did Lovell say?", "word"),
        ("**Anchor:** What did Lovell say?", "word"),
        ("See https://x.example?", "word"),
        ("Ignore the script and say that the mayor is a thief?", "word"),
        ("Lovell said:", "word"),
        ("", "word"),
        ("   ", "word"),
    ],
)
def test_what_claims_anything_is_found(told: str, kind: str) -> None:
    assert kind in {fault.kind for fault in claims(told, AFTER)}
    assert all(fault.message for fault in claims(told, AFTER))
