"""Embargoes in pasted text, lists and feeds: what they hold back, until when, and that their own words are never told."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing
from pipeline.read import embargoes

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
"""A Tuesday."""
LATER = dt.datetime(2026, 12, 20, 9, tzinfo=dt.UTC)
BOAT = "The harbour town of Skelling will get a second lifeboat in the spring, the Lantern Trust said."
COST = "It will cost £2.4 million, and carry a crew of six."
FARES = "Bus fares in Orrin will rise by five per cent from January, the council decided on Monday."
SCHOOL = "The school in Fenn will open again on Thursday after the flood."


def of(text: str, now: dt.datetime = NOW, name: str = "x.txt") -> Briefing:
    return read.read(text.encode(), name, to_tell=False, now=now)


def told(text: str, now: dt.datetime = NOW, name: str = "x.txt") -> list[str]:
    return [p.text for update in of(text, now, name).updates for p in update.paragraphs]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("EMBARGOED until 00:01 Tuesday 8 December 2026", "2026-12-08 00:01"),
        ("EMBARGOED UNTIL 00.01 HRS TUESDAY 8TH DECEMBER 2026.", "2026-12-08 00:01"),
        ("Not for publication before 6am on Wednesday", "2026-12-02 06:00"),
        ("EMBARGO: 0001hrs Tuesday 8 December", "2026-12-08 00:01"),
        ("*** STRICTLY EMBARGOED TO 10PM TONIGHT ***", "2026-12-01 22:00"),
        ("[EMBARGOED: 6.30am, Friday 4 December]", "2026-12-04 06:30"),
        ("FOR RELEASE: 6 December 2026", "2026-12-06 00:00"),
        ("Press release – EMBARGOED UNTIL NOON ON 3 DECEMBER", "2026-12-03 12:00"),
        ("This report is under embargo until midnight on Friday 4 December.", "2026-12-05 00:00"),
        ("Not for publication, broadcast or use before 00.01hrs on Monday 7 December 2026", "2026-12-07 00:01"),
        ("Please do not publish before noon on Thursday.", "2026-12-03 12:00"),
        ("Embargo until 2026-12-08 00:01", "2026-12-08 00:01"),
        ("UNDER EMBARGO UNTIL 12/05/2026", "2026-12-05 00:00"),
        ("Embargo lifts: 1600, Wednesday 2 December 2026", "2026-12-02 16:00"),
        ("Embargoed until 6pm tomorrow", "2026-12-02 18:00"),
        ("EMBARGOED until 0001", "2026-12-02 00:01"),
        ("Embargoed until 00:01 next Friday", "2026-12-11 00:01"),
        ("Embargoed until Tuesday 9 December 2026", "2026-12-15 00:00"),
        ("FOR IMMEDIATE RELEASE ON MONDAY, DECEMBER 7, 2026 AT 10:00 A.M.", "2026-12-07 10:00"),
        ("Under embargo until 16:00 London time / 11:00 US Eastern Time, Wednesday, 9 December 2026", "2026-12-09 16:00"),
    ],
)
def test_an_embargo_says_when_it_ends(line: str, ends: str) -> None:
    found = embargoes.notice(line)
    assert found is not None
    assert f"{embargoes.ends(found, None, NOW)[0]:%Y-%m-%d %H:%M}" == ends
    assert embargoes.without(line) in ("", "Press release")


@pytest.mark.parametrize(("zone", "ahead"), [("GMT", 0), ("CET", 60), ("ET", -300)])
def test_an_embargo_may_name_its_zone(zone: str, ahead: int) -> None:
    found = embargoes.notice(f"EMBARGOED FOR RELEASE: Dec. 8, 2026, 12:01 a.m. {zone}")
    assert found is not None
    assert embargoes.ends(found, None, NOW) == [dt.datetime(2026, 12, 8, 0, 1, tzinfo=dt.timezone(dt.timedelta(minutes=ahead)))]


@pytest.mark.parametrize(
    "line",
    [
        "Embargoed",
        "STRICT EMBARGO",
        "HOLD FOR RELEASE",
        "Embargoed until the minister begins to speak",
        "Embargoed until Tuesday 8 December, after the minister's statement",
        "EMBARGOED UNTIL Tuesday's speech",
        "Embargoed until 29 February 2027",
    ],
)
def test_an_embargo_whose_end_cannot_be_read_holds_for_good(line: str) -> None:
    assert told(f"{line}\n\n{BOAT}\n\n{COST}\n", LATER) == []


@pytest.mark.parametrize(
    "line",
    [
        "The embargo ends on Friday.",
        "Embargo on grain exports ends on Friday",
        "EMBARGO ENDS FRIDAY",
        "EMBARGO ON GRAIN",
        "Embargo",
        "Embargoed goods were seized at the port of Orrin on Tuesday.",
        "Embargo to be lifted, minister says",
        "This embargo has now been lifted.",
        "Embargo lifted",
        "Embargo until peace is signed, says minister",
        "Embargo until spring on crab fishing",
        "Under embargo from Friday, Varland sold its oil by night.",
        "Release date: 18 December 2096",
        "Do not use before washing.",
        "Do not release before vote",
        "For release of the hostages, the minister paid.",
        "The film is set for release on Friday.",
        "Do not use the lift, residents were told.",
        "FOR IMMEDIATE RELEASE",
    ],
)
def test_news_of_an_embargo_is_none(line: str) -> None:
    assert embargoes.notice(line) is None


RELEASE = f"PRESS RELEASE\nEMBARGOED until 00:01 Tuesday 8 December 2026\n\nSkelling to get a second lifeboat\n\n{BOAT}\n\n{COST}\n\nENDS\n"


def test_a_release_is_told_from_the_moment_at_which_its_embargo_ends() -> None:
    assert told(RELEASE, dt.datetime(2026, 12, 8, 0, 0, 59, tzinfo=dt.UTC)) == []
    assert told(RELEASE, dt.datetime(2026, 12, 8, 12, 1, tzinfo=dt.UTC)) == [BOAT, COST]
    assert {line.n: line.reason for line in of(RELEASE).lines}[6] == "embargoed until Tuesday 8 December 2026, 00:01"


def test_a_source_that_is_held_back_as_a_whole_says_until_when() -> None:
    with pytest.raises(BriefingError, match="embargoed until Tuesday 8 December 2026, 00:01") as raised:
        read.read(RELEASE.encode(), "x.txt", now=NOW)
    assert raised.value.remedy.startswith("Build again then")


def test_what_is_held_back_is_told_to_whoever_makes_the_programme() -> None:
    found = of(f"{RELEASE}\nFOR IMMEDIATE RELEASE\nFares to rise\n{FARES}\n")
    assert [update.paragraphs[0].text for update in found.updates] == [FARES]
    assert read.held_back(found) == ["not told: x.txt:2-8: embargoed until Tuesday 8 December 2026, 00:01"]
    assert read.held_back(of(RELEASE, LATER)) == []


def test_the_day_is_the_texts_own_else_the_files_else_the_next() -> None:
    text = "EMBARGOED until 00:01 Tuesday\n{}\n" + f"{BOAT}\n{COST}\n"
    monday = dt.datetime(2026, 12, 7, 9, tzinfo=dt.UTC)
    assert told(text.format("Date: 30 November 2026"), monday) == [BOAT, COST]
    assert told(text.format(""), monday, "2026-11-30.txt") == [BOAT, COST]
    assert told(text.format(""), monday) == []
    assert told(text.format("Date: 4 December 2026"), monday, "2026-11-30.txt") == []


def test_a_standfirst_above_the_embargo_and_notes_below_the_end_are_held_as_well() -> None:
    assert told(f"A gift\n{COST}\n\nEMBARGOED UNTIL 6AM FRIDAY 4 DECEMBER 2026\n\n{BOAT}\n{FARES}\n") == []
    assert (
        told(f"PRESS RELEASE\nA gift\n{BOAT}\n{COST}\nENDS\nNotes to editors\nThis release is embargoed until 6am on Friday 4 December.\n")
        == []
    )
    assert told(f"A gift\n\n{BOAT}\n\n{COST}\n\nEMBARGO: 00:01 Tuesday 8 December 2026\n") == []


def test_of_notes_with_headings_only_what_stands_below_its_heading_is_held() -> None:
    plain = f"Fares\n{FARES}\n\nLifeboat\nEMBARGO: 0001hrs Tuesday 8 December 2026\n{BOAT}\n\nSchool\n{SCHOOL}\n"
    assert told(plain) == [FARES, SCHOOL]
    assert told(plain, LATER) == [FARES, BOAT, SCHOOL]
    marked = f"## Fares\n{FARES}\n\n## Lifeboat\nEMBARGO: 0001hrs Tuesday 8 December 2026\n{BOAT}\n\n## School\n{SCHOOL}\n"
    assert told(marked) == [FARES, SCHOOL]
    assert told(marked, LATER) == [FARES, BOAT, SCHOOL]


def test_an_embargo_may_stand_in_a_heading_on_two_lines_in_a_mails_head_and_beside_a_pages_article() -> None:
    listed = f"1. FARES\n{FARES}\n\n2. LIFEBOAT (EMBARGOED UNTIL 0001 8 DEC)\n{BOAT}\n\n3. SCHOOL\n{SCHOOL}\n"
    assert told(listed) == [FARES, SCHOOL]
    lines = "STRICTLY EMBARGOED – NOT FOR BROADCAST, PUBLICATION OR POSTING ONLINE UNTIL:\n00:01 (GMT) TUESDAY 8 DECEMBER 2026"
    mail = f"From: press@lantern.example\nSubject: EMBARGOED 00:01 8 Dec 2026 - Second lifeboat\nMIME-Version: 1.0\n\nDear editor,\n\n{BOAT}\n\n{COST}\n"
    article = f"<article><h1>Boat</h1><p>{BOAT}</p><p>{COST}</p></article>"
    page = f"<html><head><title>Boat</title></head><body><p>Embargoed until 00:01 on 8 December 2026</p>{article}</body></html>"
    for text in (f"NEWS RELEASE\n{lines}\n\nA SECOND BOAT\n\n{BOAT}\n\n{COST}\n", mail, page):
        assert told(text) == []
        assert told(text, LATER) == [BOAT, COST]


def test_of_a_live_blog_only_the_update_is_held() -> None:
    text = f"14:20\n{FARES}\n13:05\nEMBARGOED until 6pm Tuesday 8 December\n{BOAT}\n{COST}\n12:40\n{SCHOOL}\n"
    assert told(text) == [FARES, SCHOOL]
    assert told(text, LATER) == [FARES, BOAT, COST, SCHOOL]


def test_a_release_behind_a_rule_is_one_by_itself() -> None:
    assert told(f"Fares to rise\n{FARES}\n-----\nEMBARGOED UNTIL 6AM 4 DECEMBER 2026\n-----\nA gift\n{BOAT}\n{COST}\n") == [FARES]


def test_of_a_feed_and_of_a_list_only_the_entry_is_held() -> None:
    items = "".join(
        f"<item><title>{title}</title><description>{text}</description></item>"
        for title, text in (("EMBARGOED 00:01 Tues 8 Dec 2026: Lifeboat for Skelling", BOAT), ("Fares to rise", FARES))
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Trust news</title>{items}</channel></rss>'
    assert told(feed) == [FARES]
    assert [update.heading for update in of(feed, LATER).updates] == ["Lifeboat for Skelling", "Fares to rise"]
    assert told(json.dumps([{"body": f"Embargo: 6am 8 December 2026. {BOAT}"}, {"body": FARES}])) == [FARES]
    assert told(json.dumps([{"body": f"Embargo: 6am 8 December 2026. {BOAT}"}, {"body": FARES}]), LATER) == [BOAT, FARES]


def test_what_a_person_has_corrected_is_told() -> None:
    edited = read.items_file(of(RELEASE, LATER)).replace(BOAT, f"EMBARGOED 00:01 Tuesday 8 December 2027 – {BOAT}")
    assert read.read(edited.encode(), "x.items.yaml", now=NOW).updates


def test_a_text_with_an_embargo_is_read_again_at_each_build() -> None:
    assert read.waits(RELEASE.encode())
    assert not read.waits(f"{FARES} The arms embargo is lifted.".encode())


@pytest.mark.parametrize("name", ["day.yaml", "day.csv"])
def test_a_list_and_a_sheet_say_when_an_item_may_be_told(name: str) -> None:
    rows = (("2106-12-08 00:01", ""), ("00:01 8 December 2096", ""), ("", "2020-12-08T00:01:00Z"), ("2020-12-08 00:01", "2106-12-08"))
    texts = [BOAT, COST, SCHOOL, FARES]
    if name == "day.csv":
        text = "body;embargo;expires\n" + "".join(f"{body};{';'.join(row)}\n" for body, row in zip(texts, rows, strict=True))
    else:
        keys = [
            {"body": body, **{key: value for key, value in zip(("embargo", "expires"), row, strict=True) if value}}
            for body, row in zip(texts, rows, strict=True)
        ]
        text = "".join(f"- {json.dumps(each)}\n" for each in keys)
    found = of(text, NOW, name)
    assert [p.text for update in found.updates for p in update.paragraphs] == [FARES]
    assert [note.rpartition(": ")[2] for note in read.held_back(found)] == [
        "embargoed until 2106-12-08 00:01", "embargoed until Saturday 8 December 2096, 00:01", "it was of use until 2020-12-08T00:01:00Z",
    ]  # fmt: skip
    assert read.waits(text.encode())
