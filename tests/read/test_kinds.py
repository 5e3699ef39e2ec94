"""What each line of pasted news is, in several publishers' manners, in our own words."""

from __future__ import annotations

import pytest

from pipeline.read.kinds import classify
from pipeline.read.stamps import Clock
from tests.real import BLOG, gold, needs_blog

BODY = "The mayor said on Tuesday that the bridge would open again within a month."


def kind(line: str, *, above: str = BODY, below: str = BODY) -> str:
    return classify("\n".join([BODY, BODY, BODY, BODY, BODY, above, line, below, BODY, BODY]))[6].kind


@pytest.mark.parametrize(
    "stamp",
    [
        "15:25, Ann Other",
        "6.14pm GMT",
        "2h ago",
        "0933:",
        "Posted at 14:12",
        "18:30 GMT",
        "11.05am BST",
        "27 Nov 2025, 09:15",
        "5 minutes ago",
        "14:02",
    ],
)
def test_a_line_that_is_only_a_time_is_a_stamp(stamp: str) -> None:
    assert kind(stamp) == "stamp"


@pytest.mark.parametrize(
    ("line", "stamp", "words"),
    [
        ("18:30 GMT - The bridge is open again.", "18:30 GMT", "The bridge is open again."),
        ("12.32pm: The bridge is open again.", "12.32pm", "The bridge is open again."),
        ("09:15 – Traffic is back.", "09:15", "Traffic is back."),
        ("0933: Traffic is back.", "0933", "Traffic is back."),
    ],
)
def test_a_time_with_its_text_behind_it_is_told_without_the_time(line: str, stamp: str, words: str) -> None:
    assert kind(line) == "body"
    found = Clock([line]).inline(line)
    assert found is not None
    assert (found[0].written, found[1]) == (stamp, words)


@pytest.mark.parametrize(
    "line", ["The score was 2-1 at half time.", "1,200 people came.", "10 Downing Street said no.", "24 hours later it rained."]
)
def test_a_number_at_the_start_is_no_stamp(line: str) -> None:
    assert Clock([line]).inline(line) is None
    assert kind(line) == "body"


@pytest.mark.parametrize(
    "credit",
    [
        "JOSÉ ÁLVAREZ-PEÑA/AP",
        "Photograph: Ann Other/Example Agency",
        "Image source, Reuters",
        "© 2025 Ann Other",
        "ANN OTHER FOR THE TIMES",
        "REUTERS",
        "Getty Images",
        "ANN OTHER/AFP/GETTY IMAGES",
        "Picture: Ann Other",
    ],
)
def test_a_picture_credit(credit: str) -> None:
    assert kind(credit) == "credit"


@pytest.mark.parametrize(
    ("caption", "below"),
    [
        ("The bridge on Monday morning", "ANN OTHER/AP"),
        ("Ann Other, pictured at the bridge last year", BODY),
        ("The mayor (left) with the engineer.", BODY),
        ("The bridge seen from the river. Photograph: Ann Other/AP", BODY),
        ("Workers clear the road (Reuters)", BODY),
    ],
)
def test_a_caption(caption: str, below: str) -> None:
    assert kind(caption, below=below) == "caption"


@pytest.mark.parametrize(
    "promo",
    [
        "Sign up to our daily newsletter.",
        "Our podcast tells the day’s story. Listen now.",
        "Follow us on the app for more.",
        "Get in touch: email the team.",
        "Subscribe to read the whole story.",
    ],
)
def test_a_promo(promo: str) -> None:
    assert kind(promo) == "promo"


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Copy link",
        "Updated at 15.20 GMT",
        "Key events",
        "Reporting by Ann Other; editing by John Doe",
        "By Ann Other",
        "* * *",
        "https://example.org/a",
        "Advertisement",
    ],
)
def test_page_furniture(line: str) -> None:
    assert kind(line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "“We will subscribe to no such plan,” the minister said.",
        "He said that the newspaper had been shared by millions.",
        "“It was pictured as a triumph.”",
        "AP reported that the bridge was safe.",
        "The crew were safe.",
    ],
)
def test_what_only_looks_like_the_page_is_still_told(line: str) -> None:
    assert kind(line) == "body"


def test_a_teaser_of_questions_above_a_promo_goes_with_it() -> None:
    lines = classify(f"Will the bridge hold? And who pays?\nListen to our podcast now.\n{BODY}")
    assert [line.kind for line in lines] == ["promo", "promo", "body"]


def test_a_heading_stands_below_its_stamp() -> None:
    lines = classify(f"15:25\nBridge to open again\n{BODY}\n15:02\nRiver is falling\n{BODY}")
    assert [line.kind for line in lines] == ["stamp", "heading", "body", "stamp", "heading", "body"]


def test_a_caption_without_a_credit_is_found_where_all_sentences_have_their_full_stop() -> None:
    assert kind("The mayor has said that she likes what the engineers drew for the works") == "caption"


def test_every_line_has_a_reason_and_a_number() -> None:
    lines = classify(f"{BODY}\n\nShare\n{BODY}\n")
    assert [line.n for line in lines] == [1, 2, 3, 4]
    assert all(line.reason and 0 < line.confidence <= 1 for line in lines)


@needs_blog
def test_the_real_live_blog_is_read_as_its_editor_reads_it() -> None:
    expected = {n: k for k, numbers in gold()["line_kinds"].items() for n in numbers}
    found = {line.n: line.kind for line in classify(BLOG.read_text(encoding="utf-8"))}
    assert {n: (found[n], k) for n, k in expected.items() if found[n] != k} == {}
