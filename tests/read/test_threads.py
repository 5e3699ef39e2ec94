"""A thread of posts: told whole and in order, without the numbers that say that it goes on."""

from __future__ import annotations

from pipeline import read

THREAD = """\
Bo Field
@bofield
·
2h
🧵 NEW: The council in Orrin has voted to let trams run all night. Here's what we know 1/4
4
31
Bo Field
@bofield
·
2h
2/4 The vote was 34 to 21, after a debate of four hours
Show this thread
3/4 It starts on 1 February on line 2.
4/4 The unions learned of it from a newsletter. Full story here: valley.example/trams
Who to follow
"""


def told(text: str) -> list[str]:
    return [p.text for update in read.read(text.encode(), "x.txt").updates for p in update.paragraphs]


def test_a_thread_is_told_without_its_numbers() -> None:
    assert told(THREAD) == [
        "The council in Orrin has voted to let trams run all night.",
        "The vote was 34 to 21, after a debate of four hours.",
        "It starts on 1 February on line 2.",
        "The unions learned of it from a newsletter.",
    ]


def test_other_numbers_with_a_stroke_stay() -> None:
    text = "9/11 Memorial opens a hall, the mayor said.\n3/4 Bridges of the town are shut, and 24/7 Radio is off the air.\n1/2 Marathon runners were hurt.\n"
    assert told(text) == text.splitlines()
