"""When an update was written, in the ways in which pages say it: below the text, in two times, how long ago, when it was changed, by whom."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import Briefing

POSTS = [
    "The bridge at Holm is open again.",
    "The ferry went four times, the harbour office said.",
    "The school stays shut until Monday.",
]


def of(*above: str, parted: str = "\n") -> Briefing:
    """The posts, each below what stands above it."""
    return read.read(parted.join(f"{stamp}\n{post}" for stamp, post in zip(above, POSTS, strict=True)).encode(), "day.txt")


def times(found: Briefing) -> list[str]:
    assert [p.text for update in found.updates for p in update.paragraphs] == POSTS
    return [update.time for update in found.updates]


def test_a_time_below_its_text_is_that_texts_own() -> None:
    text = "Ice on the river: live\n" + "\n\n".join(
        f"{post}\n{time}" for post, time in zip(POSTS, ("2:32 p.m.", "2:05 p.m.", "1:47 p.m."), strict=True)
    )
    found = read.read(text.encode(), "day.txt")
    assert times(found) == ["14:32", "14:05", "13:47"]
    assert found.order == "newest-first"


def test_a_name_and_a_time_below_each_text_need_no_blank_line() -> None:
    posts = "".join(f"{post}\nAnn Other30 November 2026 {time}\n" for post, time in zip(POSTS, ("14:32", "14:05", "13:47"), strict=True))
    found = read.read(f"Ice on the river: latest\nMonday 30 November 2026 14:40 GMT\n{posts}".encode(), "day.txt")
    assert times(found) == ["14:32", "14:05", "13:47"]
    assert [update.byline for update in found.updates] == ["Ann Other"] * 3


def test_noon_and_american_zones_are_times() -> None:
    assert times(of("11 am", "Noon", "1:30 p.m. Eastern")) == ["11:00", "12:00", "13:30"]


def test_times_without_a_blank_line_behind_them_stand_above_their_texts() -> None:
    found = read.read(b"14:32\nThe bridge is open.\n14:05\nThe ferry went.\n13:47\nThe school is shut.\n13:20\n", "day.txt")
    assert [update.time for update in found.updates] == ["14:32", "14:05", "13:47"]


@pytest.mark.parametrize(
    "stamp",
    [
        "Posted {} | Updated 16:50",
        "Posted at {} by Ann Other",
        "Nov. 30, 2026, {} ET15 minutes ago\n15 minutes ago\nAnn Other",
        "5m ago\n({} GMT)",
        "11/30/26, {} - Ann Other",
        "30.11.26, {}",
        "{} by Ann Other",
        "#143 • {}",
        "Mon, Nov 30 2026{} EST",
        "🕑 {}",
    ],
)
def test_however_it_is_written_the_time_on_the_clock_counts(stamp: str) -> None:
    assert times(of(*(stamp.format(time) for time in ("14:32", "14:05", "13:47")))) == ["14:32", "14:05", "13:47"]


def test_an_article_that_says_when_it_was_changed_has_no_stamps() -> None:
    found = read.read(f"Bridge open\nNovember 30, 2026 2:11 PM UTC Updated 3 hours ago\n{POSTS[0]}\n".encode(), "day.txt")
    assert not any(update.stamp for update in found.updates)


def test_where_nothing_else_says_when_it_is_when_each_was_changed() -> None:
    posts = [
        f"{head}\nBy ANN OTHER\nUpdated {time} PM UTC, November 30, 2026"
        for head, time in (("Bridge", "2:32"), ("Ferry", "2:05"), ("School", "1:47"))
    ]
    found = of(*posts)
    assert times(found) == ["14:32", "14:05", "13:47"]
    assert [update.byline for update in found.updates] == ["Ann Other"] * 3
    assert times(of("14:32", "14:05\nUpdated 14:20", "13:47")) == ["14:32", "14:05", "13:47"]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("a few seconds ago", "half an hour ago"),
        ("half an hour ago", "an hour ago"),
        ("over 2 hours ago", "yesterday"),
        ("Yesterday", "2 days ago"),
    ],
)
def test_how_long_ago_in_words(later: str, earlier: str) -> None:
    for stamps, order in (((later, earlier, "3 weeks ago"), "newest-first"), (("3 weeks ago", earlier, later), "oldest-first")):
        found = of(*stamps)
        assert [update.stamp for update in found.updates] == list(stamps)
        assert found.order == order


def test_names_above_their_times_are_the_writers() -> None:
    found = of("Ann Other\n6:02 AM", "Bo Field\n6:20 AM", "Cy Marsh\n6:41 AM")
    assert [(update.byline, update.time) for update in found.updates] == [
        ("Ann Other", "06:02"),
        ("Bo Field", "06:20"),
        ("Cy Marsh", "06:41"),
    ]


def test_a_headline_stands_above_its_post_whatever_button_each_post_has_between() -> None:
    posts = "".join(
        f"\n{head}\nFrom Ann Other\nLink Copied!\n{post}\nLink Copied!\n"
        for head, post in zip(("Bridge opens", "Ferry goes", "School shut"), POSTS, strict=True)
    )
    found = read.read(
        f"Ice on the river: live updates\nBy Ann Other and Bo Field\nThe river has been frozen since Friday.\n{posts}".encode(), "x.txt"
    )
    assert [update.heading for update in found.updates][1:] == ["Bridge opens", "Ferry goes", "School shut"]


def test_an_agendas_hours_do_not_make_a_days_clock_unsure() -> None:
    text = """14.10
The council has voted for the tram.
12.30
The mayor has spoken for an hour.
10.45
The doors are open to all who want to hear it.
09.20
Good morning. This is what is coming up:
9am: the committee meets
11am: the mayor speaks
1pm: the vote
The hall is full, and many stand outside in the rain.
"""
    assert [update.time for update in read.read(text.encode(), "x.txt").updates] == ["14:10", "12:30", "10:45", "09:20"]


def test_hours_with_an_h_and_spaces_are_times() -> None:
    text = """14 h 32 The prefecture says that 12,000 homes have no power.

13 h 05 Trains to the coast are stopped until tomorrow, the operator says.

9 h 10 The storm reached the coast in the night.
"""
    found = read.read(text.encode(), "x.txt").updates
    assert [(update.stamp, update.paragraphs[0].text.split()[0]) for update in found] == [
        ("14 h 32", "The"),
        ("13 h 05", "Trains"),
        ("9 h 10", "The"),
    ]
