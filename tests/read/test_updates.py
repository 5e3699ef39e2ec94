from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline import read
from pipeline.errors import BriefingError
from tests.real import BLOG, gold, needs_blog

STAMPED = """15:25, Ann Other
River falls
The river has fallen by two metres, the water board said.
It will fall further.
14:02
Bridge closed
The bridge is closed to lorries.
13:40
School shut
The school stays shut until Monday.
"""

INLINE = """18:30 GMT - The river has fallen. It will fall further.
17:05 GMT - The bridge is closed.
16:00 GMT - The school is shut.
"""


def starts(text: str) -> list[int]:
    return [update.start for update in read.read(text.encode(), "x.txt").updates]


def test_stamps_give_the_boundaries_exactly() -> None:
    briefing = read.read(STAMPED.encode(), "x.txt")
    assert [u.start for u in briefing.updates] == [3, 7, 10]
    assert [u.time for u in briefing.updates] == ["15:25", "14:02", "13:40"]
    assert [u.stamp for u in briefing.updates] == ["15:25, Ann Other", "14:02", "13:40"]
    assert [u.byline for u in briefing.updates] == ["Ann Other", "", ""]
    assert [u.heading for u in briefing.updates] == ["River falls", "Bridge closed", "School shut"]
    assert all(u.confidence > 0.95 for u in briefing.updates)


def test_stamps_on_the_same_line_too() -> None:
    briefing = read.read(INLINE.encode(), "x.txt")
    assert [u.start for u in briefing.updates] == [1, 2, 3]
    assert briefing.updates[0].paragraphs[0].text == "The river has fallen. It will fall further."


def test_the_order_is_that_of_the_stamps() -> None:
    assert read.read(STAMPED.encode(), "x").order == "newest-first"
    turned = "\n".join(reversed(INLINE.strip().split("\n")))
    assert read.read(turned.encode(), "x").order == "oldest-first"


def test_midnight_does_not_turn_the_order() -> None:
    text = "00:40: It stopped.\n00:10: It rained.\n23:50: Clouds came.\n23:20: The sun set.\n"
    assert read.read(text.encode(), "x").order == "newest-first"


def test_a_title_and_name_start_an_update_and_a_quotation_or_pronoun_does_not() -> None:
    text = """Mayor Ann Other said that the bridge would be closed for a month.
“It is not safe,” she said. “We will not wait.”
She added that lorries had worn the deck.
Engineer John Doe said that the river had risen by three metres.
“Nobody has seen the like,” he told reporters.
"""
    assert starts(text) == [1, 4]


def test_uncertain_boundaries_say_so() -> None:
    briefing = read.read(b"The bridge is closed.\nMayor Ann Other said that it would rain on Monday.\n", "x")
    assert all(0 < u.confidence < 0.96 and u.reason for u in briefing.updates)


@needs_blog
def test_boundaries_on_the_real_live_blog() -> None:
    reading = gold()
    found = set(starts(BLOG.read_text(encoding="utf-8"))) - set(reading["optional_boundaries"])
    wanted = set(reading["update_starts"])
    f1 = 2 * len(found & wanted) / (len(found) + len(wanted))
    assert f1 == 1.0, (sorted(found - wanted), sorted(wanted - found))


@needs_blog
def test_the_main_actor_of_each_update_is_the_editors() -> None:
    briefing = read.read(BLOG.read_bytes(), "x")
    wanted = {int(item["lines"][0]): item["main_actor"] for item in gold()["items"]}
    wrong = {u.start: (u.actors[:1], wanted.get(u.start)) for u in briefing.updates if u.actors and u.actors[0] != wanted.get(u.start)}
    assert len(wrong) <= 1, wrong


@given(
    st.lists(
        st.sampled_from(
            ["The bridge is closed.", "“It is,” she said.", "15:25", "Share", "", "A photo", "ANN OTHER/AP", "Mayor Ann Other said no."]
        )
    )
)
def test_every_body_line_is_in_one_update_and_no_other_line_is(lines: list[str]) -> None:
    try:
        briefing = read.read("\n".join(lines).encode(), "x")
    except BriefingError:
        return
    told = [p.source.first_line for u in briefing.updates for p in u.paragraphs]
    assert told == [line.n for line in briefing.lines if line.kind == "body"]
    assert len(briefing.lines) == len("\n".join(lines).rstrip("\n").split("\n")) or len(briefing.lines) >= max(told)


def test_a_chat_is_read_by_its_names_and_times() -> None:
    chat = (
        "#newsroom\nAnn Other  9:02 AM\nThe vote has begun.\n<@U0234ABCD> can you take the hospital?\n:+1: 2\nJo Stone  9:41 AM\nThe council has voted for the tram.\n"
        "(edited)\n3 replies\nBo Lee joined #newsroom.\n"
    )
    found = read.read(chat.encode(), "x.txt")
    assert [(update.byline, [p.text for p in update.paragraphs]) for update in found.updates] == [
        ("Ann Other", ["The vote has begun."]),
        ("Jo Stone", ["The council has voted for the tram."]),
    ]


MATCH = [
    "90+4' FULL-TIME! Hallin Town go third.",
    "88' GOAL! Beck pulls one back.",
    "55 min: Roe sends the keeper the wrong way.",
    "12' GOAL! Field taps in.",
]


def test_a_matchs_minutes_are_times_and_are_not_spoken() -> None:
    for lines, order in ((MATCH, "newest-first"), (MATCH[::-1], "oldest-first")):
        found = read.read("\n".join(["Hallin Town v Lowe Rovers", *lines]).encode(), "x.txt")
        assert found.order == order
        assert {update.paragraphs[0].text for update in found.updates} == {line.split(" ", 1)[1].removeprefix("min: ") for line in MATCH}
        assert {update.time for update in found.updates} == {""}


def test_where_few_lines_begin_with_minutes_they_are_told() -> None:
    found = read.read(
        b"The fire was out in no time, the service said.\n20 mins. Later it burned again.\nNobody was hurt, the service said.\n", "x.txt"
    )
    assert "20 mins. Later it burned again." in [p.text for update in found.updates for p in update.paragraphs]
