"""What weighs most as news, and that it leads: whatever the subject, consequence before what is only arranged."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import edit, read
from pipeline.edit.weight import CHANGED, DEATHS, DECIDED, GRAVE, POWER, PUBLIC, ROUTINE, weight


@pytest.mark.parametrize(
    ("lead", "worth"),
    [
        ("Two climbers have died on the north face of the Harl, the rescue service said.", GRAVE),
        ("The former treasurer was found guilty of fraud.", DECIDED),
        ("The mayor of Brandholm said that she would resign in March.", 0.0),
        ("The mayor of Brandholm has said that she will resign in March.", DECIDED),
        ("The health minister has lost Velden North to the Liberals by 90 votes.", DECIDED),
        ("Drivers have called off their strike after a night of talks.", DECIDED),
        ("About 400 people have been told to leave their homes below the dam.", PUBLIC),
        ("The bank has cut its main rate to 3%.", PUBLIC),
        ("Sarn Rovers have signed the striker Bo Falk from Lund for a club record £61m.", PUBLIC),
        ("Fuel duty will rise by 4p a litre in January.", PUBLIC),
        ("Ada II has been crowned queen in the minster of Sarn.", DECIDED),
        ("The jury has reached a verdict in the trial of Bo Field, the clerk says.", DECIDED),
        ("Parliament has passed the Rivers Law by 329 votes to 301.", DECIDED),
        ("The treasurer, Ann Other, has put up taxes by 90 million crowns.", PUBLIC),
        ("The bridge has reopened to lorries.", CHANGED),
        ("The airport will reopen at six, but people are advised to ask first.", CHANGED / 2),
        ("Fourteen people have been taken to hospital.", PUBLIC),
        ("A plane has left the runway at Lund.", PUBLIC),
        ("VAT stays at 15%.", PUBLIC),
        ("The high court has upheld the election of the governor.", DECIDED),
        ("The minister sat down after 71 minutes, to applause.", ROUTINE),
        ("Ann Other, 58, has begun to give evidence.", CHANGED),
        ("The court breaks for lunch.", ROUTINE),
        ("Ada Stone is on stage.", ROUTINE),
        ("The company will shut down its mill in March.", CHANGED / 2),
        ("The judge, Mrs Justice Other, has come into court.", ROUTINE),
        ("Mr Field has finished his cross-examination.", ROUTINE),
        ("Twelve people have died in the flood, the coastguard said.", DEATHS),
        ("Premier Ada Stone will stay in office after her Liberals took 27 of the 51 seats.", POWER),
        ("The Greens have won an outright majority.", POWER),
        ("Lind has held Sarn with a majority of 2,000.", DECIDED),
        ("Some 3,100 staff are being made redundant today.", DECIDED),
        ("Three staff are being made redundant today.", PUBLIC),
        ("Cyclone Wanda has crossed the coast south of Sarn.", PUBLIC),
        ("Polls have closed across Sarn.", ROUTINE),
        ("A shot by Falk goes wide, and he misses the next one.", 0.0),
        ("Two climbers are missing on the Harl.", PUBLIC),
        ("Shares in the mill closed 4% higher.", 0.0),
        ("The bridge will be closed to lorries from Friday.", CHANGED / 2),
        ("The council is to meet at noon.", ROUTINE),
        ("The jury has gone out again.", ROUTINE),
        ("Voters chose a successor to Bo Field, who had held the seat for 31 years.", 0.0),
        ("The mill sold the guard his paper on the day of the crash.", 0.0),
        # What is asked for, denied, feared, somebody's opinion or long past is no such event.
        ("Parents asked whether the headmaster should resign.", 0.0),
        ("The minister denied that the treasurer had been sacked.", 0.0),
        ("The premier said that his party was “dead”.", 0.0),
        ("Nine men died in March 1911 when the mine fell in.", 0.0),
        ("He dismissed the notion as funny.", 0.0),
        ("Here is a list of those who have resigned.", ROUTINE),
        ("The gust was the strongest since 1951.", CHANGED),
    ],
)
def test_a_lead_weighs_by_its_consequence(lead: str, worth: float) -> None:
    assert weight(lead)[0] == worth


def test_a_match_that_is_over_weighs_by_its_heading() -> None:
    assert weight("Town are through.", "Full-time: Town 2-0 Rovers")[0] == DECIDED
    assert weight("The crowd waits.", "What will the verdict be?")[0] == 0.0


DAY = (
    "The council will meet on Thursday to talk about the market.", "The tram to the hospital will stop at the mill from now on.",
    "Two workers have died in a fire at the paper mill in Harlo, police say.", "The museum has a new room for clocks.",
    "An owl nests in the theatre roof.", "The bakers are due to choose a queen at 5pm.",
)  # fmt: skip


def blog(*posts: str, first: int = 20, headings: tuple[str, ...] = ()) -> bytes:
    """A live blog, the newest post on top, an hour between two."""
    named = (*headings, *[""] * len(posts))
    return "\n\n".join(f"{first - n}:00\n{f'{named[n]}{chr(10)}' if named[n] else ''}{post}" for n, post in enumerate(posts)).encode()


@pytest.mark.parametrize("turn", range(len(DAY)))
def test_the_weightiest_fact_leads_wherever_it_stands(turn: int) -> None:
    rundown = edit.edit(read.read(blog(*DAY[turn:], *DAY[:turn]), "x.txt"), form="briefing")
    assert rundown.headlines[0].sentences[0].text == DAY[2]
    assert rundown.stories[0].title == "Two workers have died in a fire"


def test_what_weighs_most_leads_though_it_stands_below_a_lead_that_says_nothing() -> None:
    lost = "All 212 shops will close by Saturday and 3,100 staff are being made redundant."
    posts = (DAY[0], f"The administrators of the mill have set out what happens now to its shops.\n{lost}", *DAY[3:])
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert [s.text for s in rundown.headlines[0].sentences] == [lost]
    assert [s.text for s in rundown.stories[0].beats[0].sentences] == posts[1].split("\n"), "the story is told as it was written"
    leans = blog(DAY[0], f"The administrators have set out what happens now.\nIt means that {lost}", *DAY[3:])
    assert "It means" not in edit.edit(read.read(leans, "x.txt"), form="briefing").headlines[0].sentences[0].text


def test_whose_death_led_to_it_is_no_news_by_itself() -> None:
    posts = (
        DAY[0],
        "The returning officer has read out the figures in Velden.\nVoters went to the polls after the death of the old keeper.",
        *DAY[3:],
    )
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert not any("the old keeper" in s.text for beat in rundown.headlines for s in beat.sentences)


def test_a_headline_that_says_not_whose_stands_behind_the_one_that_does() -> None:
    lost = "All 212 shops will close by Saturday and 3,100 staff are being made redundant."
    firm = "Marit Vale has resigned as head of the chain Holt & Sons."
    vague = "The administrators have set out what happens now."
    heads = edit.edit(read.read(blog(f"{vague}\n{lost}", firm, *DAY[3:]), "x.txt"), form="briefing").headlines
    assert [beat.sentences[0].text for beat in heads][:2] == [firm, lost]


def test_what_somebody_says_of_what_stands_above_is_no_headline() -> None:
    posts = ("The mill has been sold.", "Ada Stone of the guild called it “a holding deal”.", *DAY[3:5])
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert not any("called it" in s.text for beat in rundown.headlines for s in beat.sentences)


def test_what_only_leads_up_to_the_news_is_not_told_beside_it() -> None:
    posts = (
        "The court has found the company guilty of fraud.", "The jury has gone out again.", "Two clerks were arrested in Lund.",
        "The bridge at Sarn has reopened.", "The owl of the theatre has laid three eggs.",
    )  # fmt: skip
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert [(left.text, left.reason) for left in rundown.left_out] == [(posts[1], "it only explains, or leads up to what is told")]


def test_what_explains_stands_behind_the_news_and_never_leads() -> None:
    posts = (
        "The dam above Sarn was opened in 1934. It holds nine million tonnes of water, and the valley below the dam has 4,000 inhabitants.",
        "Engineers have found two cracks in the dam above Sarn. The valley below the dam is to be cleared.",
    )
    rundown = edit.edit(read.read(blog(*posts, headings=("How the dam works",)), "x.txt"), form="briefing")
    assert [beat.sentences[0].text for beat in rundown.headlines] == ["Engineers have found two cracks in the dam above Sarn."]
    assert [beat.update for beat in rundown.stories[0].beats] == ["u02", "u01"]
    told = edit.edit(read.read(blog(*posts, headings=("How the dam works",)), "x.txt"), form="story")
    assert told.stories[0].title == "How we got here", "it is dated: a story begins with it"


def test_what_explains_is_not_told_in_brief_beside_its_news() -> None:
    day = Path(__file__).with_name("days") / "storm.txt"
    rundown = edit.edit(read.read(day.read_bytes(), day.name), form="briefing")
    assert {left.reason for left in rundown.left_out if "sting jet" in left.text} == {"it only explains, or leads up to what is told"}
    assert "sting jet" not in " ".join(s.text for beat in rundown.in_brief for s in beat.sentences)


def test_the_reasons_say_what_gave_a_story_its_weight() -> None:
    rundown = edit.edit(read.read(blog(*DAY), "x.txt"), form="briefing")
    assert any("its consequence (“people dead or hurt”) 0.50" in why for why in rundown.stories[0].why)
    weights = [float(why.split()[3].rstrip(":")) for story in rundown.stories for why in story.why if why.startswith("Its weight")]
    assert all(a >= b for a, b in pairwise(weights))


def test_of_what_one_person_did_in_a_day_what_was_decided_opens() -> None:
    posts = (
        "Queen Ada has stepped out onto the balcony of the palace of Sarn. “Thank you for coming out,” Queen Ada said to all of Sarn from the balcony of the palace.",
        "Queen Ada has been crowned in the minster of Sarn.",
        "Queen Ada has left the palace of Sarn in a coach.",
    )
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert rundown.headlines[0].sentences[0].text == posts[1]
