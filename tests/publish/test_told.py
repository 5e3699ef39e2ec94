"""What stands under a title and in a feed's summary: more than the title says."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.publish.told import SUMMARY, Chapter, Span, Told, Turn

TITLE = "Stone: the north bridge opens again on Friday"
HOOK = "Mayor Ada Stone said the north bridge opens again on Friday."
QUOTE = "It was not cheap."
THEN = "A barge hit it in May."


def told_of(*said: tuple[str, str], first_ms: int = 1000) -> Told:
    """So many paragraphs of a second each, by role and words."""
    spans = [(role, Span(text, 1000 * n, 1000 * n + 900, (f"day.txt:{n + 1}",))) for n, (role, text) in enumerate(said)]
    turns = tuple(Turn(n, role, span.start_ms, span.end_ms, (span,)) for n, (role, span) in enumerate(spans, 1))
    chapters = (Chapter("The bridge", 0, first_ms), Chapter("How it came", first_ms, 9000))
    return Told(
        TITLE, "The Valley", dt.date(2026, 11, 26), "en", 9000, "episode.mp3", turns, chapters, (), (), disclosed=False, tool="Episode"
    )


@pytest.mark.parametrize(
    ("said", "first_ms", "lede", "summary"),
    [
        # the title's own sentence, and what the next chapter begins with: no quotation, and nobody's introduction
        ((HOOK, "Stone said:", f"Voice of Ada Stone|{QUOTE}", THEN), 1000, THEN, f"{HOOK} {THEN}"),
        # the first chapter says more by itself
        ((HOOK, "The ferry is kept until May.", THEN), 2000, "The ferry is kept until May.", f"{HOOK} The ferry is kept until May."),
        # all of the first chapter that fits, and nothing of what stands behind what does not
        ((HOOK, "The ferry is kept until May.", THEN), 3000, "The ferry is kept until May.", f"{HOOK} The ferry is kept until May. {THEN}"),
        ((HOOK, "The ferry is kept.", f"{'Well ' * 100}done.", THEN), 4000, "The ferry is kept.", f"{HOOK} The ferry is kept."),
        # what does not fit into a summary is left out
        ((HOOK, f"{'Well ' * 100}done."), 1000, f"{'Well ' * 100}done.", HOOK),
        # there is nothing else
        ((HOOK,), 1000, HOOK, HOOK),
    ],
)
def test_it_says_more_than_the_title(said: tuple[str, ...], first_ms: int, lede: str, summary: str) -> None:
    turns = [(role or "Anchor", text) for role, _, text in (each.rpartition("|") for each in said)]
    told = told_of(*turns, first_ms=first_ms)
    assert (told.lede, told.summary) == (lede, summary)
    assert len(told.summary) <= SUMMARY
