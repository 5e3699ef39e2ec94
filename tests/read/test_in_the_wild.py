"""What comes in beside articles: a release by mail, a chat's export, a page's title, a letter's teasers, an agency's header."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import LISTED, Briefing

FLOOD = "Three hundred homes are under water in Oldmere, the county council said."
JOBS = "SkyNord is cutting 1,200 jobs after a third loss in a row, the airline said."
POOL = "The council in Norbury voted 7-4 to sell its outdoor pool for £2.1m."
MORE = "It will stay open until September.\n\nSwimmers cried.\n\nThe mayor said that it was time.\n\nThe buyer will build 60 flats."


def of(text: str, name: str = "x.txt") -> Briefing:
    return read.read(text.encode(), name)


def told(found: Briefing) -> list[list[str]]:
    return [[p.text for p in update.paragraphs] for update in found.updates]


MAIL = """\
From: Tarn Police <media@police.example>
Sent: Tuesday, December 1, 2026 7:14 AM
Subject: FW: APPEAL: {subject}

Morning all,

Officers appeal for witnesses after a cyclist was hurt in a hit and run in Mill Lane on Monday.

The 34-year-old man was taken to hospital, where he remains in a stable condition.

The vehicle is believed to be a dark blue van that went towards Norbury at high speed.

Kind regards
Jo Tull
Communications Officer
"""


def test_a_signed_mail_about_its_subject_is_one_release() -> None:
    found = of(MAIL.format(subject="Hit and run in Mill Lane"))
    assert [update.heading for update in found.updates] == ["Hit and run in Mill Lane"]
    assert len(told(found)[0]) == 3
    assert not of(MAIL.format(subject="News of the night")).updates[0].heading
    unsigned = MAIL.format(subject="Hit and run in Mill Lane").partition("Kind regards")[0]
    assert not of(unsigned).updates[0].heading


def test_a_chats_export_with_first_names_is_told_without_them() -> None:
    chat = f"""\
[01/12/2026, 07:02:11] Jo (desk): Morning. What have we got
[01/12/2026, 07:03:40] Lou: {FLOOD}
[01/12/2026, 07:06:01] Jo (desk): 👍
[01/12/2026, 07:09:55] Priya: {JOBS}
[01/12/2026, 07:11:03] Priya: <Media omitted>
"""
    assert told(of(chat)) == [[FLOOD], [JOBS]]
    blog = f"07.02: Oldmere: {FLOOD}\n07.09: Oslo: {JOBS}\n07.15: Norbury: {POOL}\n"
    assert [texts[0].split(":")[0] for texts in told(of(blog))] == ["Oldmere", "Oslo", "Norbury"]


def test_a_pages_title_is_no_longer_than_its_headline() -> None:
    page = f"Council sells the outdoor pool | News | The Example\n\nBy Ann Other\n1 December 2026\n\n{POOL}\n\nIt will stay open until September.\n"
    assert of(page).updates[0].heading == "Council sells the outdoor pool"


def test_what_leads_away_among_the_points_is_not_told() -> None:
    points = "• The council has sold the pool for £2.1m\n• EXCLUSIVE: Inside the plot to close it\n• How the pool came to be built"
    page = f"Council sells the pool\nBy Ann Other\n1 December 2026\n{points}\n\n{POOL}\n\n{MORE}\n"
    assert told(of(page)) == [["The council has sold the pool for £2.1m.", POOL, *MORE.split("\n\n")]]


@pytest.mark.parametrize("more", ["Read more", "Continue reading →", "Full story"])
def test_a_letters_teasers_are_stories_of_their_own(more: str) -> None:
    stories = "".join(
        f"<h2>{head}</h2><p>{text}</p><p><a href='/x'>{more}</a></p>" for head, text in (("Flood", FLOOD), ("Jobs", JOBS), ("Pool", POOL))
    )
    page = f"<html><head><title>The Daily Tarn</title></head><body><article><h1>The Daily Tarn</h1>{stories}</article></body></html>"
    found = of(page, "x.html")
    assert [(update.heading, update.paragraphs[0].text) for update in found.updates] == [("Flood", FLOOD), ("Jobs", JOBS), ("Pool", POOL)]
    assert found.order == LISTED
    plain = page.replace(f"<p><a href='/x'>{more}</a></p>", "")
    assert len(of(plain, "x.html").updates) == 1


def test_a_list_in_markdown_without_headings_is_a_digest() -> None:
    text = f"**Tuesday briefing** — *1 Dec*\n\n1. **Flood.** {FLOOD}\n2. **Jobs.** {JOBS}\n3. **Pool.** {POOL}\n\nReply to this email with tips.\n"
    found = of(text, "day.md")
    assert told(found) == [[f"Flood. {FLOOD}"], [f"Jobs. {JOBS}"], [f"Pool. {POOL}"]]
    assert [update.start for update in found.updates] == [3, 4, 5]
    listed = "\n".join((FLOOD, "", "- **Boats** brought 42 people to safety there.", "- The wall held until three."))
    assert len(of(listed, "day.md").updates) == 1


def test_an_agencys_header_is_no_title() -> None:
    wire = (
        f"v1234 u i bc-oldmere   12-01 0210\n(ATTN: Foreign editors)\nOLDMERE, Dec 1 (Wire) -- {FLOOD}\nNobody was hurt, the mayor said.\n"
    )
    found = of(wire)
    assert (found.updates[0].heading, told(found)) == ("", [[FLOOD, "Nobody was hurt, the mayor said."]])


def test_who_scored_when_is_not_told() -> None:
    text = f"{POOL}\n\nGoals: Ives 12, 55; Kerr 77 / York 60.\n\n{FLOOD}\n"
    assert "Goals" not in str(told(of(text)))


def test_a_title_that_asks_is_a_title_where_somebody_signs_below_it() -> None:
    text = f"Why is the pool sold?\n\nBy Ann Other\n\n{POOL}\n\nIt will stay open until September.\n"
    found = of(text)
    assert (found.updates[0].heading, told(found)) == ("Why is the pool sold?", [[POOL, "It will stay open until September."]])
    assert "Who will swim?" in str(told(of(f"{POOL}\n\nWho will swim?\n\nBy Ann Other\n")))


def test_a_word_that_is_parted_once_is_put_together() -> None:
    found = of("The bridge will stay closed for six weeks. Inspec-\ntors found cracks on Friday.\n\nThe mayor is sorry.\n")
    (first, *_) = found.updates[0].paragraphs
    assert (first.text, first.source.first_line, first.source.last_line) == (
        "The bridge will stay closed for six weeks. Inspectors found cracks on Friday.",
        1,
        2,
    )


def test_a_threads_open_numbers_are_not_told() -> None:
    assert "/" not in str(told(of(f"1/ The flood, a thread 🧵\n\n2/ {FLOOD}\n\n3/ {POOL}\n")))
    assert "24/7" in str(told(of("24/7 help is there for them, the county said.\n\n7/ and 9/ are rooms in it.\n")))


def test_a_plain_letters_headings_have_no_addresses_and_give_its_order() -> None:
    letter = "The Tarn\n\n" + "".join(
        f"** {head} (https://tarn.example/{head})\n{'-' * 60}\n{text}\n\n" for head, text in (("Flood", FLOOD), ("Jobs", JOBS))
    )
    found = of(letter)
    assert ([update.heading for update in found.updates], found.order) == (["Flood", "Jobs"], LISTED)
