"""Mails, press releases, minutes and what a word processor leaves: the news in them is told, their form is not."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import LISTED
from pipeline.read import mail, papers, wrapped
from tests.read.test_kinds import BODY

WRAPPED = """\
Eleven houses in Lowe were flooded when a culvert blocked overnight, the
fire service said. Nobody was hurt, and the road to Castle Vale is open
again.

A goat that had been missing from a farm for nine days was found on the
roof of the village hall. Its owner, Bo Field, said that she was cross.
"""


def told(text: str) -> list[str]:
    found = read.read(text.encode(), "x.txt")
    return [p.text for update in found.updates for p in update.paragraphs]


def reasons(text: str) -> dict[str, str]:
    return {line.text: line.reason for line in read.read(text.encode(), "x.txt", to_tell=False).lines}


@pytest.mark.parametrize("sign", ["", "> "])
def test_a_text_broken_at_seventy_characters_is_told_by_its_paragraphs(sign: str) -> None:
    text = "\n".join(f"{sign}{line}".rstrip() for line in WRAPPED.split("\n"))
    found = read.read(text.encode(), "x.txt")
    paragraphs = [p for update in found.updates for p in update.paragraphs]
    assert [p.text.split()[-1] for p in paragraphs] == ["again.", "cross."]
    assert [(p.source.first_line, p.source.last_line) for p in paragraphs] == [(1, 3), (5, 6)]
    assert [line.reason for line in found.lines[1:3]] == [wrapped.GOES_ON] * 2
    assert len(found.lines) == len(text.rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\nboats at the quay on the morning after the storm\n{BODY}\n",
        "10.30am\nThe bridge opens again on Monday morning, says the council\nit was shut for a week.\n9.30am\nFerry adds sailings.\n",
    ],
)
def test_other_texts_keep_their_lines(text: str) -> None:
    assert wrapped.joined(text) == (text, {})


FORWARDED = f"""\
From: Ann Other <ann@post.example>
Sent: Friday, November 27, 2026 6:02 AM
To: Desk <desk@valley.example>
Subject: Fwd: The Morning Valley
Hi all,
See below, could be useful for tonight.
Ann
---------- Forwarded message ---------
From: The Morning Valley <news@valley.example>
Date: Fri, 27 Nov 2026 at 05:45
Subject: The Morning Valley
{BODY}
The ferry company put on four extra sailings.
On Thu, 26 Nov 2026 at 18:11, Bo Lee <bo@valley.example> wrote:
> Do we have anything on the tram?
--
Ann Other
T: 020 7946 0958
This e-mail and any attachments are confidential and intended solely for the addressee.
"""


def test_of_a_forwarded_mail_its_news_are_told() -> None:
    assert told(FORWARDED) == [BODY, "The ferry company put on four extra sailings."]
    why = reasons(FORWARDED)
    assert why["See below, could be useful for tonight."] == mail.NOTE
    assert why["Date: Fri, 27 Nov 2026 at 05:45"] == mail.HEAD
    assert why["> Do we have anything on the tram?"] == mail.OLDER
    assert why["T: 020 7946 0958"] == mail.SIGNATURE


def test_without_a_mails_head_the_same_words_are_news() -> None:
    assert told(f"{BODY}\nOn Thursday at 6pm, the mayor wrote:\n“We will wait.”\nKind regards,\n{BODY} Then it rained.\n")[-1].endswith(
        "Then it rained."
    )


RELEASE = f"""\
FOR IMMEDIATE RELEASE
EMBARGOED UNTIL 00:01 FRIDAY 27 NOVEMBER 2026
Date: 27 November 2026
Pipe to be replaced
{BODY}
The scheme begins in February, the company said.
-ENDS-
Notes to editors:
1. Lune Water serves 410,000 homes.
About Lune Water
We are committed to a sustainable future.
"""


def test_of_a_press_release_what_stands_above_its_end_is_told() -> None:
    assert told(RELEASE) == [BODY, "The scheme begins in February, the company said."]
    why = reasons(RELEASE)
    assert why["FOR IMMEDIATE RELEASE"] == papers.RELEASE
    assert why["EMBARGOED UNTIL 00:01 FRIDAY 27 NOVEMBER 2026"] == papers.EMBARGO
    assert why["We are committed to a sustainable future."] == papers.BELOW
    assert read.read(RELEASE.encode(), "x.txt").updates[0].heading == "Pipe to be replaced"
    assert len(told(RELEASE + RELEASE)) == 4


@pytest.mark.parametrize("line", ["ENDS", "###", "Contact:", "The embargo ends on Friday."])
def test_where_no_release_begins_none_ends(line: str) -> None:
    assert told(f"{BODY}\n{line}\n{BODY} It rained.\n{BODY} It snowed.\n")[-1].endswith("snowed.")


def test_formalities_of_minutes_are_not_told_and_headings_lose_their_numbers() -> None:
    minutes = (
        "112/26 APOLOGIES FOR ABSENCE\nApologies were received from Cllr Hay.\n113/26 TOWN HALL ROOF\nThe lowest quotation was accepted.\n114/26 STREET LIGHTS\n"
        "The lights will be mended in December.\n115/26 CHRISTMAS FAIR\nThe fair will be held on 5 December.\n"
        "There being no further business, the Chair closed the meeting at 8.42pm.\nSigned ……………… Date ………………\n"
    )
    found = read.read(minutes.encode(), "x.txt")
    assert found.updates[0].paragraphs[0].text == "The lowest quotation was accepted."
    assert len([line for line in found.lines if line.reason == papers.FORMALITY]) == 4
    assert [update.heading for update in found.updates][1:] == ["STREET LIGHTS", "CHRISTMAS FAIR"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1. The first petition has 2,300 names.", "The first petition has 2,300 names."),
        ("(2) The second has 900.", "The second has 900."),
        ("o The union has called a meeting.", "The union has called a meeting."),
        ("1. FC Hallin won the cup.", "1. FC Hallin won the cup."),
        ("The petition to Bo Field has 3. More came.", "The petition to Bo Field has 3. More came."),
    ],
)
def test_a_list_is_told_without_its_signs(line: str, words: str) -> None:
    assert told(f"{BODY}\n{line}\n{BODY}\n")[1] == words


WIRE = (
    "AM-HALLIN-TRAM, 1st Ld-Writethru, 210\nEds: UPDATES with cost. With AP Photos.\nCouncil votes for tram\nBy ANN OTHER\n"
    f"HALLIN, England (AP) _ {BODY}\nWork begins in March, the leader said.\nMORE\n"
)


def test_of_a_wires_copy_the_story_is_told_without_its_dateline() -> None:
    assert told(WIRE) == [BODY, "Work begins in March, the leader said."]


def test_of_a_presenters_script_its_cues_are_not_told() -> None:
    script = (
        f"TRAM\n{BODY} (PAUSE)\n[CLIP: FIELD 0:12 out: “thirty years”]\nWork begins in March.\n//CHECK COST//\nGOAT\nA goat was found.\n"
    )
    assert told(script) == [BODY, "Work begins in March.", "A goat was found."]
    assert reasons(script)["//CHECK COST//"] == papers.CUE


CHAT = """\
[27/11/2026, 14:05:12] Ann Other: The council has voted for a tram.
[27/11/2026, 14:09:02] Bo Lee: <Media omitted>
[27/11/2026, 14:11:30] Bo Lee: This message was deleted
[27/11/2026, 14:12:00] Jo Stone: The line will cost £212m, the treasurer said.
27/11/2026, 14:15 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
"""


def test_of_a_chat_the_messages_are_told_without_the_names_in_front() -> None:
    found = read.read(CHAT.encode(), "x.txt")
    assert [(update.byline, update.paragraphs[0].text) for update in found.updates] == [
        ("Ann Other", "The council has voted for a tram."),
        ("Jo Stone", "The line will cost £212m, the treasurer said."),
    ]


def test_whoever_is_labelled_with_an_office_is_no_writer() -> None:
    line = "The Secretary of State for Transport (Bo Field): I met the leader on Tuesday."
    assert line in told(f"{BODY}\n{line}\n{BODY}\n")


PRINTED = """\
ORRIN CITY COUNCIL                                  Report 14/2026
Night trams: report of the committee
The committee has looked at whether trams can run
through the night. It met nine times between Feb-
ruary and October, and heard 41 wit-
nesses.
Page 1 of 2

ORRIN CITY COUNCIL                                  Report 14/2026
Night trams would carry some 4,200 people, the com-
mittee found. They would cost £3.1 million in the
first year.1
1 Figures of the tram company, 2025.
Page 2 of 2
"""


def test_of_a_printed_paper_words_are_whole_and_heads_feet_and_footnotes_are_not_told() -> None:
    assert told(PRINTED) == [
        "The committee has looked at whether trams can run through the night. It met nine times between February and October, and heard 41 witnesses.",
        "Night trams would carry some 4,200 people, the committee found. They would cost £3.1 million in the first year.",
    ]
    why = reasons(PRINTED)
    assert why["1 Figures of the tram company, 2025."] == papers.FOOTNOTE
    assert why["Page 2 of 2"] == papers.RUNNING
    assert read.read(PRINTED.encode(), "x.txt").updates[0].heading in ("", "Night trams: report of the committee")


COLUMN = """\
TRAMS IN ORRIN TO RUN ALL NIGHT
The council in Orrin has agreed to let
trams run all night from the spring, a
well-
known wish of the town's.
SAILOR RESCUED AFTER NINE HOURS ON BUOY
Bo Field, 61, was found at dawn by the
crew of a fishing boat off Skelling.
(Continued on page 4, column 2.)
"""


def test_a_narrow_column_is_joined_below_its_headlines_in_capitals() -> None:
    assert told(COLUMN) == [
        "The council in Orrin has agreed to let trams run all night from the spring, a well-known wish of the town's.",
        "Bo Field, 61, was found at dawn by the crew of a fishing boat off Skelling.",
    ]


@pytest.mark.parametrize("line", ["The firm is No.1 in the valley.", "They have one: version.2 of it is better."])
def test_a_number_that_is_no_footnote_stays(line: str) -> None:
    assert told(f"{BODY}\n{line}\n{BODY}\n")[1] == line


def test_cues_in_capitals_are_not_told() -> None:
    cues = "[TAKE SOT: FIELD, 0:12]\nINCUE: A city that works at night.\nOUTCUE: must travel at night.\n((TOSS TO WEATHER))"
    script = f"[READ: ADA]\n{BODY}\n{cues}\nWork begins in March.\n"
    assert told(script) == [BODY, "Work begins in March."]


def test_several_releases_are_as_many_stories_and_one_under_an_embargo_is_held_back() -> None:
    texts = [f"{BODY} It rained.", f"{BODY} It snowed.", f"{BODY} It froze."]
    marks = ["FOR IMMEDIATE RELEASE", "EMBARGOED UNTIL 00:01 ON 9 DECEMBER 2096", "PRESS RELEASE 3"]
    text = "".join(f"{mark}\nA pipe in town {n}\n{words}\nENDS\n-----\n" for n, (mark, words) in enumerate(zip(marks, texts, strict=True)))
    found = read.read(text.encode(), "x.txt")
    assert [(update.heading, update.paragraphs[0].text) for update in found.updates] == [
        ("A pipe in town 0", texts[0]),
        ("A pipe in town 2", texts[2]),
    ]
    assert found.order == LISTED


def test_whose_letter_it_is_is_no_title_of_a_release() -> None:
    head = "WATER BOARD OF FENN\nPRESS RELEASE\n30 November 2026\nDam at Lower Fenn is holding\n"
    text = f"{head}The dam at Lower Fenn is holding, the water board said.\nIt has been measured every hour.\n"
    found = read.read(text.encode(), "x.txt")
    assert [line.kind for line in found.lines][:4] == ["furniture", "furniture", "stamp", "heading"]
