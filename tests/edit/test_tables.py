"""What is made to be looked at is not read aloud, and is listed with the reason."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.tables import INTRODUCES, LISTED, SHOWN, heard, is_line_up, unheard
from pipeline.model import Paragraph, Source, Update

TEAM = "Velden Rovers: Hald; Brun, Ost, Lind, Ferro; Stone, Quill, Vale; Osk, Crane, Falk. Subs: Webb, Noor, Silk."


def update(*texts: str, importance: int = 0) -> Update:
    return Update("u", 1, tuple(Paragraph(text, Source("x", n, n)) for n, text in enumerate(texts, 1)), 1.0, importance=importance)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (TEAM, True),
        ("Sarn (4-3-3): Hald; Brun, Ost, Lind, Ferro; Stone, Quill, Vale; Osk, Crane, Falk.", True),
        (
            "The dead are: Ann Other, 24; Bo Field, 57; Cy Quill, 45; Di Vale, 31; Ed Stone, 60; Flo Lind, 22; Gus Ost, 19; Hal Brun, 44.",
            False,
        ),
        ("The ministers of Sarn, Velden, Harlo, Lund, Norvik, Skarvik, Altdorf and Brandholm will meet.", False),
        ("Stone said: Hald and Brun will play.", False),
    ],
)
def test_a_line_up_is_names_and_nothing_else(text: str, listed: bool) -> None:
    assert is_line_up(text) is listed


def test_rows_are_a_table_from_three_on() -> None:
    rows = ("Sarn 1-0 Velden.", "Harlo 2-2 Lund.", "Norvik Rovers v Skarvik (20:10).")
    assert set(unheard(update("They played well.", *rows)).values()) == {LISTED}
    assert unheard(update("They played well.", *rows[:2])) == {}
    assert unheard(update("16. Sarn 18 21; 17. Velden 18 17; 18. Harlo 18 9.", "Sarn are glad.")) == {Source("x", 1, 1): LISTED}


def test_what_introduces_nothing_goes_and_what_introduces_somebody_stays() -> None:
    assert unheard(update("The roads that are closed:")) == {Source("x", 1, 1): INTRODUCES}
    assert unheard(update("The teams are out:", TEAM)) == {Source("x", 1, 1): INTRODUCES, Source("x", 2, 2): LISTED}
    assert unheard(update("Other told the council:", "“Nobody was hurt.”")) == {}
    assert unheard(update("Here is a map of the roads that are closed.")) == {Source("x", 1, 1): SHOWN}
    assert unheard(update("Here is what the picture showed: a ship in flames. It sank at noon.")) == {}


def test_what_a_human_gave_a_weight_is_told_as_it_stands() -> None:
    told, gone = heard([update(TEAM, importance=5)])
    assert len(told) == 1
    assert gone == {}


def test_a_day_that_is_nothing_else_is_told() -> None:
    told, gone = heard([update(TEAM)])
    assert [each.paragraphs[0].text for each in told] == [TEAM]
    assert gone == {}


def test_a_list_is_left_out_with_its_reason_in_both_forms() -> None:
    items = "".join(f"- body: {text!r}\n" for text in ("Sarn have beaten Velden.", TEAM, "The gates of the ground are open."))
    for form in ("briefing", "story"):
        rundown = edit.edit(read.read(f"items:\n{items}".encode(), "x.yaml"), form=form)
        assert [(left.text, left.reason) for left in rundown.left_out] == [(TEAM, LISTED)]
