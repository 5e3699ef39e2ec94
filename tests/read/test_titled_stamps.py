"""A live blog that writes its stamps in two ways: some alone on their line, some with a title behind them."""

from __future__ import annotations

import pytest

from pipeline import read

POSTS = [
    "The bridge at Holm is open again.",
    "Divers have looked at its piers.",
    "The ferry went four times.",
    "The water has gone down a foot.",
    "The school stays shut.",
]


def blog(*stamps: str) -> bytes:
    return "\n\n".join(f"{stamp}\n{post}" for stamp, post in zip(stamps, POSTS, strict=True)).encode()


def told(text: bytes) -> list[tuple[str, str, str]]:
    return [(each.stamp, each.heading, each.paragraphs[0].text) for each in read.read(text, "day.txt").updates]


@pytest.mark.parametrize("sign", [" - ", " ", ": ", " | "])
def test_both_begin_an_update(sign: str) -> None:
    text = blog("17:20", f"16:05{sign}Divers in the river", "15:40", f"14:10{sign}GAUGE: 3-2 down", "13:00")
    assert [(stamp, post) for stamp, _, post in told(text)] == list(zip(["17:20", "16:05", "15:40", "14:10", "13:00"], POSTS, strict=True))
    assert [heading for _, heading, _ in told(text)] == ["", "Divers in the river", "", "GAUGE: 3-2 down", ""]


def test_so_they_do_in_a_chronicle_and_across_midnight() -> None:
    text = blog("22:10", "23:20 Divers", "23:50", "0:30 The water", "1:15")
    assert [stamp for stamp, *_ in told(text)] == ["22:10", "23:20", "23:50", "0:30", "1:15"]


@pytest.mark.parametrize(
    "lines",
    [
        "10:00 The committee meets\n11:00 The mayor speaks\n12:30 The bridge is named",
        "10:00 The committee meets\n\n11:00 The mayor speaks\n\n12:30 The bridge is named",
        "10:00 The committee meets\nIt has met every year.\n\n11:00 The mayor speaks\nShe is new.",
    ],
)
def test_what_looks_ahead_begins_none(lines: str) -> None:
    text = b"09:40\n" + POSTS[0].encode() + b"\n\n09:20\nThe day ahead has this.\n\n" + lines.encode() + b"\n\n08:50\n" + POSTS[1].encode()
    assert [stamp for stamp, *_ in told(text)] == ["09:40", "09:20", "08:50"]


def test_a_title_with_nothing_to_tell_below_it_is_not_told() -> None:
    text = (
        blog("17:20", "16:05 Divers", "15:40", "14:10 The gauge", "13:00")
        + b"\n\n12:30 HALF-TIME SCORES\nHolm Albion 0-1 Marrow City\nAshgate 0-2 St Wend\n\n12:00\nThe ground is dry."
    )
    assert not any("HALF-TIME" in p.text for each in read.read(text, "day.txt").updates for p in each.paragraphs)
