"""Digests as people paste them: newsletters, bulletins, notices, handovers, with many subjects below one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline import edit, read
from pipeline.errors import BriefingError
from pipeline.model import Briefing
from pipeline.read.digests import ENTRY

GATES = "The flood gates at Denwick will be raised by half a metre next spring, the Water Office said."
POOL = "The town pool opens for the season this Saturday at 10am, and entry is free on the day."
STRIKE = "The lecturers' union has ended its five-week strike, its president said on Sunday."
COURT = "A man of 41 was jailed for two years for stealing diesel from eleven farms."
MOOSE = "A moose spent the night in a garage in Timber Falls and left by itself."
STORIES = [GATES, POOL, STRIKE, COURT, MOOSE]


def of(text: str) -> Briefing:
    return read.read(text.encode(), "x.txt")


def updates(text: str) -> list[list[str]]:
    return [[paragraph.text for paragraph in update.paragraphs] for update in of(text).updates]


def headings(text: str) -> list[str]:
    return [update.heading for update in of(text).updates]


@pytest.mark.parametrize("sign", ["• ", "- ", "* ", "1. ", "3) "])
def test_each_entry_of_a_list_of_news_is_an_update(sign: str) -> None:
    assert updates("TOP OF THE MORNING | Monday\n\n" + "\n".join(f"{sign}{story}" for story in STORIES)) == [[story] for story in STORIES]
    assert updates("\n\n".join(f"{sign}{story}" for story in STORIES)) == [[story] for story in STORIES]


def test_a_word_of_farewell_below_makes_no_summary_of_them() -> None:
    listed = "\n".join(f"• {story}" for story in STORIES)
    assert updates(f"Magandang umaga! Here are today's top stories:\n\n{listed}\n\nStay safe, everyone!\n") == [
        [story] for story in STORIES
    ]


def test_entries_under_the_headings_of_sections_are_updates_and_such_a_heading_is_nobodys_own() -> None:
    text = f"MORNING NOTES\n\nNATIONAL\n• {GATES}\n• {STRIKE}\n\nCITY\n• {POOL}\n• {COURT}\n\nODD\n• {MOOSE}\n"
    assert updates(text) == [[GATES], [STRIKE], [POOL], [COURT], [MOOSE]]
    assert headings(text) == ["", "", "", "", "ODD"]


def test_labels_are_entries_in_a_digest_and_speakers_are_not() -> None:
    labelled = f"Water: {GATES}\nLeisure: {POOL}\nWork: {STRIKE}\nCourt: {COURT}\n"
    assert len(updates(labelled)) == 4
    assert (
        len(
            updates(
                f"The Valley Digest\n\nTHE BIG STORY\n\n{MOOSE}\n\nIt was a young bull, she said.\n\nHe wants the door mended.\n\nALSO\n\n{labelled}"
            )
        )
        == 5
    )
    speakers = "Ann Other: I said no to the plan on the day that it came out.\nBo Field: Then I shall ask you again and again until June.\n"
    assert len(updates(speakers * 2)) == 1


def test_points_within_a_story_are_no_entries() -> None:
    reasons = ["The water has risen by nine centimetres in thirty years there.", "The old gates cannot be closed by two people."]
    points = "".join(f"- {each}\n" for each in [*reasons, "The road behind them is the only one to the hospital."])
    listed = of(f"{GATES}\n\nThe office named three reasons:\n\n{points}\nWork on the gates takes nine weeks.\n")
    few = of(f"{GATES}\n\n{points}\n" + "Work on the gates takes nine weeks, the office said.\n\n" * 5)
    above = of(f"Gates to be raised\n\nKey points\n{points}\n{GATES}\n\nWork takes nine weeks, it said.\n")
    going_on = of(f"Gates\n\nThe office will now do the work:\n- {points[2:].lower()}{points}\n")
    lower = of(f"Gates\n\n{points.lower()}\n{GATES}\n")
    assert not any(update.reason == ENTRY for briefing in (listed, few, above, going_on, lower) for update in briefing.updates)


PLACES = ["Total Fire Ban", "Swimming Pool", "ROOF FUND", "Strike", "And finally…"]


def test_short_lines_on_top_of_their_paragraphs_are_headings_whatever_they_look_like() -> None:
    text = "\n\n".join(f"{place}\n{story}" for place, story in zip(PLACES, STORIES, strict=True))
    for whole in (f"SHIRE OF WANDOO\nIssue 44, 30 November 2026\n\n{text}\n", f"{text}\n"):
        assert updates(whole) == [[story] for story in STORIES]
        assert headings(whole) == PLACES


def test_two_are_enough_where_they_are_numbered_and_a_colon_behind_capitals_comes_off() -> None:
    assert headings(
        f"MUST-READS TODAY\n\n1. Gates to be raised: Office\n{GATES}\n\n2. Pool opens\n{POOL}\n\n3. Hawker fined\nREAD MORE HERE\n"
    ) == [
        "Gates to be raised: Office",
        "Pool opens",
    ]
    assert headings(f"GATES:\n{GATES}\n\nPOOL:\n{POOL}\n\nCOURT:\n{COURT}\n") == ["GATES", "POOL", "COURT"]


def test_names_on_top_of_paragraphs_are_who_writes() -> None:
    text = "\n\n".join(
        f"{name}\n{story}" for name, story in zip(["Ann Other", "Bo Field", "Cy Young", "Di Marsh", "Ed Hill"], STORIES, strict=True)
    )
    assert not any(headings(text))


def test_numbered_headings_split_though_an_agenda_has_times() -> None:
    text = (
        f"Morning Rundown: Mill City, Monday\n\n1. Gates to be raised\n{GATES}\n\n2. Pool to open\n{POOL}\n\n3. Strike is over\n{STRIKE}\n\n"
        "WHAT WE'RE WATCHING\n• 10 a.m.: Arraignment of the former treasurer, Department 4\n• 1 p.m.: Mayor speaks at the airport\n• 7 p.m.: City Council, Room 2\n"
    )
    assert updates(text) == [[GATES], [POOL], [STRIKE]]
    assert headings(text) == ["Gates to be raised", "Pool to open", "Strike is over"]


def test_the_stories_of_a_bulletin_stand_apart() -> None:
    text = "\n\n".join(STORIES)
    assert updates(f"ABCD NEWS HEADLINES AT 6AM MON 30 NOV\n\n{text}\n\nThat's the latest. More news at 7.\n") == [
        [story] for story in STORIES
    ]
    assert updates(
        f"Subject: Overnight handover\nFrom: Di <di@desk.example>\n\nHandover below. Shout if anything is unclear!\n\n{text}\n"
    ) == [[s] for s in STORIES]


def test_the_weather_has_its_own_update() -> None:
    update = of(f"{GATES}\n\n{COURT}\n\nWEATHER\nToday: Cloudy with sleet later, 3C. Tonight: -1C.\n").updates[-1]
    assert (update.kind, [paragraph.text[:6] for paragraph in update.paragraphs]) == ("brief", ["Today:"])


@pytest.mark.parametrize(
    "line",
    [
        "Good morning from Tom Ashby. It's cold out there, so wrap up warm.",
        "Hello, and happy Monday. Let's get to it.",
        "Welcome to this week's council update.",
        "Good morning! Here are ten things you need to know this Monday morning:",
        "Handover below. Shout if anything is unclear!",
        "P.S. Got feedback? Hit reply.",
        "Magandang umaga! Here are today's top stories:",
        "That's it for today. Stay safe, everyone!",
        "That's the latest. More news at 7.",
        "In today's briefing:\n• Flood gates to be raised at Denwick\n• Why the library is closing early",
        "SPONSORED BY MARSH & SONS\nNew boots for the whole family. 20% off with code FEN20.",
        "(Adds comment from mayor)",
        "Want to change how you receive these emails?",
        "This summary is for internal use only.",
    ],
)
def test_what_a_newsletter_says_of_itself_is_not_told(line: str) -> None:
    assert {text for update in updates(f"{GATES}\n\n{line}\n\n{COURT}\n") for text in update} == {GATES, COURT}


@pytest.mark.parametrize(
    "line",
    [
        "Welcome to the club, the minister told the new member on Sunday.",
        "Here are ten people whom the court named: Ann Other and nine more.",
        "The next bulletin of the bank is due on Friday, it said.",
        "That is the latest of seven fires in the town this year.",
        "The pool was sponsored by Marsh & Sons, which paid half of it.",
    ],
)
def test_news_that_begins_like_it_is_told(line: str) -> None:
    assert line in {text for update in updates(f"{GATES}\n\n{line}\n\n{COURT}\n") for text in update}


def test_a_diary_for_editors_is_not_told() -> None:
    diary = "0900 HALLIN - Trial of the former harbour master opens, District Court.\n1000 SUND - Statistics office has figures.\n1130 HALLIN - Mayor visits bridge.\n"
    briefing = read.read(f"{diary}\n{GATES}\n".encode(), "x.txt")
    assert [[paragraph.text for paragraph in update.paragraphs] for update in briefing.updates] == [[GATES]]
    assert {line.reason for line in briefing.lines if line.kind == "furniture"} == {"an entry of a diary for editors"}


def test_a_shared_document_without_its_head_and_its_margins() -> None:
    text = (
        f"Bulletin 30/11\nOwner: Di\nStatus: FINAL DRAFT – please don't edit below this line!!\nLast edited 5:48 AM\n\nStory 1 - Gates [LEAD]\n{GATES}[1]\n"
        f"[a] Tom: do we have a figure?\n[b] Di: 30,000 a day.\n\nStory 2 - Pool\n{POOL}[2] It is new.\n\nStory 3 - Court\n{COURT}\n"
    )
    assert updates(text) == [[GATES], [f"{POOL} It is new."], [COURT]]
    assert headings(text) == ["Gates", "Pool", "Court"]


def test_a_newsletter_in_plain_text_has_stars_and_rules_for_headings_and_its_links_are_not_told() -> None:
    rule = "-" * 60
    text = (
        f"** The Valley Wrap\n{rule}\n\n** Gates to be raised\n{rule}\n{GATES[:-1]} (https://valley.example/gates).\n\nRead more (https://valley.example/a)\n\n"
        f"** Two-year term\n{rule}\n{COURT}\n\n* {POOL}\n* {STRIKE}\n* {MOOSE}\n\n{'=' * 60}\n** Twitter (https://x.example/valley)\n"
    )
    assert updates(text) == [[GATES], [COURT], [POOL], [STRIKE], [MOOSE]]
    assert headings(text) == ["Gates to be raised", "Two-year term", "", "", ""]


def test_bullets_of_every_kind_come_off() -> None:
    text = f"🌅 Good morning, Denwick! Here is your Monday brief:\n\n▪️ {GATES}\n\n▪️ {POOL}\n\n○ {COURT}\n"
    assert updates(text)[-3:] == [[GATES], [POOL], [COURT]]
    assert headings(f"● Gates\n{GATES}\n\n● Pool\n{POOL}\n\n● Court\n{COURT}\n")[1:] == ["Pool", "Court"]


def test_a_newsletter_that_a_page_offers_makes_no_digest_of_it() -> None:
    article = [GATES, "Farmers on the east bank have asked for nothing else since 2023.", "Nine winters were wet, and three were not."]
    text = "\n\n".join(article)
    assert updates(f"Gates to be raised\n\nSign up to our evening briefing\n\n{text}\n") == [article]


def test_a_home_page_of_teasers_tells_each_with_what_it_is_about() -> None:
    text = (
        "Skip to content\nThe Gazette\nNews\nSport\nLIVE\nBridge closed as crack is measured\nEngineers say it could be days before the bearing can be seen\n12 min ago\n"
        "Council tax to rise by 4.9 per cent\nMayor says there is no other way after cut in grants\n1 hour ago\nComments 48\nExclusive\n"
        "Hospital lost 1,200 letters to patients\n2h ago\nOpinion\nWhy I am done with bridges\nJo Larkin\nMost read\nGoose bites postman again\n© The Gazette\n"
    )
    assert updates(text) == [
        ["Bridge closed as crack is measured.", "Engineers say it could be days before the bearing can be seen."],
        ["Council tax to rise by 4.9 per cent.", "Mayor says there is no other way after cut in grants."],
        ["Hospital lost 1,200 letters to patients."],
    ]
    assert not any(headings(text))


@pytest.mark.parametrize("written", [str, str.upper])
def test_a_text_of_headlines_and_nothing_else_tells_each(written: Callable[[str], str]) -> None:
    heads = [
        written(each) for each in ("Storm cuts power to 14,000 homes", "Ferry turns back at Marrow harbour", "Schools stay shut on Tuesday")
    ]
    found = read.read(("Morning headlines\n" + "\n".join(heads)).encode(), "x.txt")
    assert [[p.text for p in update.paragraphs] for update in found.updates] == [[f"{head}."] for head in heads]
    menu = "Home\nNews\nSport\nWeather\nTravel\nShop\n" + "\n".join(heads)
    with pytest.raises(BriefingError, match="only headlines"):
        read.read(menu.encode(), "x.txt")


def test_a_digest_whose_paragraphs_are_labelled_with_their_subject() -> None:
    """The labels are told no more than a paper's page numbers, and the forecast, wherever it stands, is no headline."""
    text = (
        "Morning briefing\n\nWeather: Rain is expected across the north by the evening.\n\n"
        "Transport: The 7.40 from Harlo to Sarn is cancelled, and buses replace trains until noon.\n\n"
        "Health: A hospital in Velden has opened a new ward for children after a delay of two years.\n"
    )
    found = read.read(text.encode(), "day.txt")
    assert [update.kind for update in found.updates] == ["brief", "", ""]
    told = [sentence.text for beat in edit.edit(found, form="briefing").headlines for sentence in beat.sentences]
    assert told == [
        "The 7.40 from Harlo to Sarn is cancelled, and buses replace trains until noon.",
        "A hospital in Velden has opened a new ward for children after a delay of two years.",
    ]
