"""Who wrote it says I: that goes; whoever else says it, and nations and newspapers that say we, stay."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.read.kinds import classify
from pipeline.read.writers import BEFORE, SPEAKS
from tests.read.test_kinds import BODY

GOES = """
I spoke to a cabinet minister overnight who could not quite believe it. "I thought we'd lose by two thousand," they said.
I’m handing in my notice.
I’m handing over the papers to the police.
I’m told that the vote has been put off.
When I asked the mayor, she shook her head.
As I write, the bridge is still shut.
“It is over,” one minister told me at my house.
My understanding is that the vote is lost.
On Monday I walked across the bridge.
For what it is worth, in my view this will not last.
""".strip().split("\n")

STAYS = """
“I spoke to the minister,” she said. “My bridge is gone.”
"I've counted them with my own eyes. Twice," she said.
‘I will not wait,’ the mayor said.
The mayor said: 'I will not wait for my turn.'
The mayor said: I will not wait.
I will not wait, the mayor said.
I will not wait, she said.
“It is over,” one minister told me.
One minister told me that the vote is lost.
One minister told me: "It is over."
World War I ended here.
Henry I was crowned in 1100.
The station was bombed in World War I and again in 1941.
A Type I error is one too many.
Part I of the report is out.
I, Daniel Blake was filmed here.
I'm a Celebrity is to be filmed in Wales.
The #MeToo case goes on; me-too drugs are cheaper.
My Lai was shown in court.
We must wait, and our bridge with us.
The paper told us nothing, the council said; they gave us a week.
The iPhone and the MI5 man were found.
Mayor Field: I will not wait for my turn.
“I will not wait.
""".strip().split("\n")


@pytest.mark.parametrize("line", GOES)
def test_the_writer_is_not_told_in_the_first_person(line: str) -> None:
    found = classify(f"{BODY}\n{BODY}\n{line}\n{BODY}")[2]
    assert (found.kind, found.reason) == ("furniture", SPEAKS)


@pytest.mark.parametrize("line", STAYS)
def test_somebodys_words_and_numbers_like_them_are_told(line: str) -> None:
    found = classify(f"{BODY}\n{BODY}\n{line}\n{BODY}")[2]
    assert found.kind == "body"
    assert found.reason != BEFORE


@pytest.mark.parametrize(
    ("paragraph", "news"),
    [
        ("The vote has been put off until noon. I am told that the mayor is furious.", "The vote has been put off until noon."),
        ("The vote has been put off. I asked why. Nobody knew.", "The vote has been put off."),
        (
            "Good morning, and welcome to our live coverage. The vote has been put off. I'll be with you until noon.",
            "The vote has been put off.",
        ),
    ],
)
def test_what_stands_above_it_is_told(paragraph: str, news: str) -> None:
    found = read.read(f"10.30am\n{BODY}\n{paragraph}\n9.30am\n{BODY}\n".encode(), "x.txt")
    assert [p.text for p in found.updates[0].paragraphs] == [BODY, news]
    page = (
        f"<!DOCTYPE html><html><body><article><h1>Vote</h1><p>{BODY}</p><p>{paragraph}</p><p>{BODY} It is late.</p></article></body></html>"
    )
    assert news in [p.text for p in read.read(page.encode(), "x.html").updates[0].paragraphs]


@pytest.mark.parametrize("below", ["I am leaving.\nMy work is done.", "I am leaving. The bridge is open.\nIt was hard for me."])
@pytest.mark.parametrize("above", ["She wrote on X:", "In a letter to the council she writes:", "Dear councillors,"])
def test_a_letter_and_a_speech_are_somebodys_words(above: str, below: str) -> None:
    lines = classify(f"10.30am\n{BODY}\n{BODY}\n{above}\n{below}\n9.30am\n{BODY}\n{BODY}")
    assert [line.kind for line in lines[4:6]] == ["body", "body"]


def test_below_a_heading_that_names_a_document_the_words_are_told() -> None:
    lines = classify(f"10.30am\nThe mayor's statement in full\nI have decided to go.\nIt is my own choice.\n9.30am\nBridge\n{BODY}\n{BODY}")
    assert [line.kind for line in lines[2:4]] == ["body", "body"]


def test_below_a_label_that_names_who_speaks_the_words_are_told() -> None:
    lines = classify(
        f"{BODY}\nThe mayor, who had locked them in, said:\nVoice of Jo Field:\nI lost the key, as promised. We had to get the caretaker.\n{BODY}\n{BODY}"
    )
    assert lines[3].kind == "body"


def test_a_post_above_its_signature_is_told() -> None:
    lines = classify(f"{BODY}\n{BODY}\nI have decided to go.\n— Jo Field (@jofield) October 7, 2026\n{BODY}\n{BODY}")
    assert lines[2].kind == "body"


def test_what_a_newsroom_writes_in_a_list_is_told_as_written() -> None:
    found = read.read(b"- title: Bridge\n  body: I walked across my bridge.\n", "day.yaml")
    assert found.updates[0].paragraphs[0].text == "I walked across my bridge."


COLUMN = """Our streets need benches
By Ann Other
Last week I sat down on a wall, as there was nowhere else to sit.
I have lived in this town for thirty years.
“The benches drew trouble,” council leader Bo Field said.
My mother said that a town is as kind as its seats, and I think so too.
The council took 42 benches away last year, its own report says.
I shall bring my own chair on Monday.
"""


def test_a_column_goes_as_a_whole_and_says_what_to_do() -> None:
    found = read.read(COLUMN.encode(), "x.txt", to_tell=False)
    assert not found.updates
    reasons = {line.reason for line in found.lines[2:]}
    assert len(reasons) == 1
    assert "a line “Ann Other writes:”" in reasons.pop()
    with pytest.raises(BriefingError, match="the first person"):
        read.read(COLUMN.encode(), "x.txt")


def test_below_a_line_that_names_its_writer_a_column_is_a_quotation_down_to_its_end() -> None:
    lines = COLUMN.split("\n")
    found = read.read("\n".join([*lines[:2], "Ann Other writes:", *lines[2:]]).encode(), "x.txt")
    told = [p.text for p in found.updates[0].paragraphs]
    assert told[0] == "Ann Other writes: “Last week I sat down on a wall, as there was nowhere else to sit.”"
    assert told[2] == "“‘The benches drew trouble,’ council leader Bo Field said.”"
    assert told[-1] == "“I shall bring my own chair on Monday.”"
    assert all(text.endswith("”") for text in told)


@pytest.mark.parametrize(
    ("above", "spoken"),
    [("In a letter to the mayor he writes:", "I did nothing wrong."), ("Bo Field writes:", "I did nothing wrong. We were all tired.")],
)
def test_what_a_reporter_tells_below_a_short_letter_is_not_its_writers(above: str, spoken: str) -> None:
    news = "The mayor, Ann Other, thanked him for “four years of hard work”, and will name another on Monday."
    found = read.read(f"16.10\nBo Field has resigned over the benches.\n{above}\n{spoken}\n{news}\n".encode(), "x.txt")
    assert [paragraph.text for update in found.updates for paragraph in update.paragraphs] == [
        "Bo Field has resigned over the benches.",
        f"{above} “{spoken}”",
        news,
    ]


@pytest.mark.parametrize("heading", ["A reporter's diary from the flood", "Eyewitness", "In her own words"])
def test_a_diary_is_not_told_as_the_anchors_own(heading: str) -> None:
    found = read.read(
        f"{heading}\nBy Ann Other\nI came to Lowe on Tuesday.\nI slept in the church hall.\nI counted eleven boats.\n".encode(),
        "x.txt",
        to_tell=False,
    )
    assert not found.updates


def test_of_several_texts_only_the_column_goes() -> None:
    column = COLUMN.split("\n", 2)[2]
    tram, ferry = "The council voted for a tram on Thursday, its leader said.", "The ferry company put on four sailings on Friday."
    found = read.read(f"Tram vote\n{tram}\nOur streets need benches\n{column}Ferry adds sailings\n{ferry}\n".encode(), "x.txt")
    assert [p.text for update in found.updates for p in update.paragraphs] == [tram, ferry]


def test_in_a_live_blog_the_writers_asides_go_and_its_news_stay() -> None:
    found = read.read(f"10.30am\n{BODY}\nI am told so.\n9.30am\nMy phone rang.\nI ran to the bridge.\n9am\n{BODY}\n".encode(), "x.txt")
    assert [p.text for update in found.updates for p in update.paragraphs] == [BODY, BODY]


def test_a_transcript_s_label_with_a_point_in_it_names_who_speaks() -> None:
    lines = "SEN. REED: Did you read the memo?\nMS. HALL: I did not read it.\nThe bridge fell in March.\n"
    assert [p.text for u in read.read(lines.encode(), "x.txt").updates for p in u.paragraphs][1] == "MS. HALL: I did not read it."
