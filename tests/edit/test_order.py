"""The order of updates in a story, and the show's own words that say which time it is."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.clock import says_another_day
from pipeline.edit.pieces import Piece
from pipeline.edit.repeats import once
from pipeline.model import Beat, Rundown, Source
from tests.edit.test_weight import blog

SIGNED = "Sarn Rovers have signed the keeper Emil Strand from Lund."
DENIED = "Sarn Rovers have no interest in the keeper Emil Strand of Lund, the club says."
ELSE = ("The owl of the theatre has laid three eggs.", "A clock has stopped in the north tower.")


def told(rundown: Rundown) -> list[str]:
    return [s.text for story in rundown.stories for beat in story.beats for s in beat.sentences]


def test_what_stands_is_told_first_and_what_was_so_before_it_is_said_to_be() -> None:
    rundown = edit.edit(read.read(blog(SIGNED, *ELSE, DENIED), "x.txt"), form="briefing")
    story = next(each for each in rundown.stories if len(each.updates) == 2)
    assert [(beat.kind, beat.sentences[0].text, bool(beat.sources)) for beat in story.beats] == [
        ("claim", SIGNED, True),
        ("link", "Before that:", False),
        ("claim", DENIED, True),
    ]


def test_what_is_told_in_the_past_needs_no_such_word() -> None:
    rundown = edit.edit(
        read.read(blog(SIGNED, *ELSE, "Emil Strand, the keeper of Lund, played in Sarn in the spring."), "x.txt"), form="briefing"
    )
    assert "Before that:" not in told(rundown)


def test_what_is_still_to_come_was_not_before() -> None:
    later = "Sarn Rovers will show the keeper Emil Strand of Lund on Friday."
    rundown = edit.edit(read.read(blog(SIGNED, *ELSE, later), "x.txt"), form="briefing")
    assert "Before that:" not in told(rundown)


def test_without_stamps_nobody_knows_what_was_before() -> None:
    text = "\n\n".join((SIGNED, *ELSE, DENIED))
    assert "Before that:" not in told(edit.edit(read.read(text.encode(), "x.txt"), form="briefing"))


MORNING = "The mill has been on fire since dawn. " + "Forty men stand in a row to the river and hand each other pails of water. " * 6
EVENING = "The roof of the theatre has fallen in. " + "Nobody sat below it, as the play had been put off by a week for want of a king. " * 6


@pytest.mark.parametrize(
    ("posts", "first", "links"),
    [
        ((EVENING, *ELSE, MORNING), 11, ["It is early morning.", "It is morning."]),
        ((EVENING, MORNING), 20, ["", ""]),
        ((EVENING, *ELSE, MORNING), 19, ["It is afternoon.", "It is evening."]),
    ],
)
def test_a_story_told_by_the_clock_says_which_time_it_is_once(posts: tuple[str, ...], first: int, links: list[str]) -> None:
    rundown = edit.edit(read.read(blog(*posts, first=first), "x.txt"), form="story")
    assert [story.link for story in rundown.stories] == links


def test_a_briefing_says_no_time() -> None:
    rundown = edit.edit(read.read(blog(EVENING, *ELSE, MORNING), "x.txt"), form="briefing")
    assert not any(story.link for story in rundown.stories)


def piece(text: str, update: str, *, quote: bool = False) -> Piece:
    return Piece(text, Source("x", 1, 1), quote=quote, update=update)


def test_in_one_chapter_a_fact_is_told_once_and_fully() -> None:
    lead = piece("A third man has died in the storm.", "a")
    short = piece("A lorry driver was killed on the A719 near Sarn.", "b")
    full = piece("A lorry driver was killed when his lorry fell over on the A719 near Sarn.", "c")
    other = piece("A lorry driver was killed on the A719 near Lund.", "d")
    denied = piece("No lorry driver was killed on the A719 near Sarn.", "e")
    assert once([lead, short, full, other, denied]) == [lead, full, other, denied]
    assert once([short, lead, full]) == [short, lead, full], "what opens a chapter stays"
    said = piece("I saw it.", "b", quote=True)
    assert once([lead, short, said, full]) == [lead, short, said, full], "it leads to what is quoted"
    assert once([lead, full, short]) == [lead, full]


def test_the_words_between_are_no_beat_of_a_source() -> None:
    rundown = edit.edit(read.read(blog(SIGNED, *ELSE, DENIED), "x.txt"), form="briefing")
    links = [beat for story in rundown.stories for beat in story.beats if beat.kind == "link"]
    assert links == [Beat("link", links[0].sentences, "", links[0].update)]


DEAL = "The dockers of Sarn have called off their strike after a deal with the port."
BROKEN = "Marit Vale has walked out of the talks, the mediator says."


def test_on_the_day_of_a_deal_the_talks_are_told_as_what_led_to_it() -> None:
    rundown = edit.edit(read.read(blog(DEAL, *ELSE, BROKEN, "Bananas are short."), "x.txt"), form="briefing")
    assert rundown.stories[0].updates == ("u01", "u04")
    assert [beat.sentences[0].text for beat in rundown.stories[0].beats] == [DEAL, "Before that:", BROKEN]
    assert BROKEN not in [beat.sentences[0].text for beat in rundown.headlines]
    assert "u04 led to it: told with how it ended." in rundown.stories[0].why


def test_a_strike_that_is_suspended_after_talks_is_an_outcome_and_what_led_to_it_no_headline() -> None:
    ends = "The tram drivers’ union has suspended the strike in Sarn after nine hours of talks."
    called = "Journalists have been called to the conciliation office."
    rundown = edit.edit(read.read(blog(ends, *ELSE, called, "Bananas are short."), "x.txt"), form="briefing")
    assert rundown.stories[0].updates == ("u01", "u04")
    assert told(rundown)[:3] == [ends, "Before that:", called]
    assert called not in [beat.sentences[0].text for beat in rundown.headlines]


def test_that_people_walked_out_is_told_with_the_end_of_their_strike() -> None:
    ends = "The nurses’ union has suspended its strike from midnight."
    began, hit = "Thousands of nurses have walked out at 61 clinics.", "A man of 44 was hit by a lorry at the picket line."
    rundown = edit.edit(read.read(blog(ends, *ELSE, hit, began, "Bananas are short."), "x.txt"), form="briefing")
    assert told(rundown)[:3] == [ends, "Before that:", began]
    assert hit in [story.beats[0].sentences[0].text for story in rundown.stories]


def test_what_was_before_is_not_said_to_be_in_the_same_words_each_time() -> None:
    bridge = (
        "The bridge at Lund will open to lorries on Friday, engineers say.",
        "The bridge at Lund is too weak for lorries, engineers fear.",
    )
    rundown = edit.edit(read.read(blog(SIGNED, bridge[0], *ELSE, bridge[1], DENIED), "x.txt"), form="briefing")
    assert [text for text in told(rundown) if text.endswith(":")] == ["Before that:", "Earlier:"]


def test_talks_after_a_deal_or_beside_two_are_news() -> None:
    for posts in ((BROKEN, *ELSE, DEAL), (DEAL, *ELSE, "The bakers of Lund have signed an agreement with the mill.", BROKEN)):
        rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
        assert BROKEN in [story.beats[0].sentences[0].text for story in rundown.stories]


def test_a_blog_without_times_says_what_led_to_the_deal_as_well() -> None:
    posts = (
        "Ferry crews will return to work tomorrow after their union and the line reached a deal on rosters, both sides have said.",
        "“It is a roster you can have a life around,” said Marit Vale, who speaks for the union.",
        "A swan has laid three eggs below the harbour office of Lund. “We have put up a fence,” said the harbour master, Bo Field.",
        "Talks between the line and the crews’ union have resumed at a hotel in Sarn, the mediator says.",
        "Neither side would say whether they were close to an agreement. “We are in the same house,” said the mediator, Ada Stone.",
    )
    source = read.read("\n".join(("Ferries: the latest", *posts)).encode(), "x.txt")
    assert source.order == "newest-first"
    rundown = edit.edit(source, form="briefing")
    told = [s.text for story in rundown.stories for beat in story.beats for s in beat.sentences]
    assert told.index(posts[0]) < told.index("Before that:") == told.index(posts[3]) - 1


def test_on_the_day_of_a_verdict_its_steps_are_no_news() -> None:
    verdict = "Bo Field has been found guilty of the murder of his brother at the mill in Lund."
    steps = ("There is a verdict. The jury is coming back in now.", "The jury is back and has begun its third day.")
    evidence = (
        "At the jury’s request, what Dr Ada Stone told the court has been read to it again. She had said that no fall could have done it, "
        "and that the wound was one of two."
    )
    rundown = edit.edit(read.read(blog(verdict, steps[0], *ELSE, evidence, steps[1]), "x.txt"), form="briefing")
    told = " ".join(s.text for story in rundown.stories for beat in story.beats for s in beat.sentences)
    assert "no fall could have done it" in told
    assert not any(step in told for step in steps)


@pytest.mark.parametrize(
    ("sentence", "another"),
    [("It will open on Monday.", True), ("The crash was late Monday.", False), ("Two were hurt in Monday’s crash.", False)],
)
def test_the_day_on_which_something_was_is_no_day_to_come(sentence: str, another: bool) -> None:
    assert says_another_day(sentence) is another


SAID = (
    "Ann Other, the mayor of Sarn, said that the bridge would be shut to lorries in May, and that the town had waited long enough for it."
)
REPLIES = "The hauliers of Sarn are angry about what they heard in the town hall, and want to drive round it with their horns on."


def test_a_day_that_has_a_clock_is_told_by_it_in_depth_whoever_speaks_most() -> None:
    day = [
        f"{hour}.00\n{text}"
        for hour, text in (
            (19, f"{SAID} Other spoke to the council."),
            (17, REPLIES),
            (14, f"{SAID} Other spoke to the drivers."),
            (9, f"{SAID} Other spoke to the bakers."),
        )
    ]
    rundown = edit.edit(read.read("\n\n".join(day).encode(), "x.txt"), form="story")
    assert [update for story in rundown.stories for update in story.updates] == ["u04", "u03", "u02", "u01"]
    assert not any("Now to what others say" in story.link for story in rundown.stories)


def test_the_time_of_day_is_said_where_the_first_post_says_how_it_began() -> None:
    began = "How we got here\nThe contract of the dockers of Sarn ran out in June 2024. Nine in ten of them voted to strike."
    day = f"20.00\n{EVENING}\n\n12.00\n{ELSE[0]}\n\n08.00\nMill on fire\n{MORNING}\n\n07.30\n{began}\n"
    rundown = edit.edit(read.read(day.encode(), "x.txt"), form="story")
    assert rundown.stories[0].slug == "how-we-got-here"
    assert rundown.stories[1].link == "It is early morning."


def test_that_somebody_got_up_and_sat_down_is_no_story_of_the_days_main_voice() -> None:
    posts = (
        "The hauliers’ guild said that it would block the roads of Lund.", "Ada Stone has finished her speech after 51 minutes.",
        "Ada Stone said that schools would get two billion more.", "Ada Stone said that the thresholds would be frozen.",
        "Ada Stone said that petrol would cost more from April.", "The council of forecasters has halved what it expects of trade.",
    )  # fmt: skip
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert any("Ada Stone is the main actor" in story.why[0] for story in rundown.stories)
    assert posts[1] not in told(rundown) + [s.text for beat in rundown.in_brief for s in beat.sentences]
    assert posts[4] in told(rundown)


@pytest.mark.parametrize(
    ("heading", "byline", "link"),
    [
        ("Snap analysis: the small print", "By Viktor Dahl, economics editor", "Analysis by Viktor Dahl:"),
        ("Opinion: a budget for whom?", "", "Analysis:"),
        ("The small print – analysis", "", "Analysis:"),
        ("Analysis", "Viktor Dahl\nEconomics editor, in Lund", "Analysis by Viktor Dahl:"),
        ("Bridge analysis finds a crack", "", ""),
    ],
)
@pytest.mark.parametrize("form", ["briefing", "story"])
def test_what_somebody_of_the_newsroom_thinks_is_no_headline_and_is_told_as_theirs(heading: str, byline: str, link: str, form: str) -> None:
    thinks = "The headline is schools, but the money is in the new duty."
    text = (
        "16:00\nSchools\nSchools will get two billion more, Ada Stone has announced. “No roof shall leak,” she said.\n\n"
        f"15:40\n{heading}\n{byline}\n{thinks}\nIt is the oldest trick in the book.\n\n"
        "15:20\nDuty\nThe duty on petrol will rise by four cents, the first rise in eleven years.\n\n15:00\nOwls\nAn owl of the theatre has laid three eggs.\n"
    )
    rundown = edit.edit(read.read(text.encode(), "x.txt"), form=form)
    said = told(rundown)
    assert said[said.index(thinks) - 1] == link or not link
    assert not link or thinks not in [beat.sentences[0].text for beat in rundown.headlines]
    assert bool(link) == any(each.startswith("Analysis") for each in said)


def test_of_two_verdicts_both_are_told_and_the_wait_for_them_is_not() -> None:
    posts = (
        "Adrian Vale has been found guilty of five counts of manslaughter.", *ELSE,
        "The jury has found Judith Stone, the town’s former engineer, not guilty.",
        "The jury has been out for 30 hours and 12 minutes.", "The jury has reached its verdicts.",
    )  # fmt: skip
    said = told(edit.edit(read.read(blog(*posts), "x.txt"), form="briefing"))
    assert said[0] == posts[0]
    assert posts[3] in said
    assert not {posts[4], posts[5]} & set(said)


def test_what_a_case_is_about_is_its_background_and_no_headline() -> None:
    began = "Five people died when the bridge fell on a bus on 6 February 2024."
    text = blog(
        "Adrian Vale has been found guilty of manslaughter over the bridge.", *ELSE, began,
        headings=("Guilty", "Owls", "Clocks", "The background to the case"),
    )  # fmt: skip
    rundown = edit.edit(read.read(text, "x.txt"), form="briefing")
    assert began in told(rundown)
    assert began not in [beat.sentences[0].text for beat in rundown.headlines]


def test_how_somebody_voted_is_news_and_no_background() -> None:
    voted = "The committee voted by five to four for the cut, the narrowest margin since 2016."
    text = blog("The bank of Sarn has cut its rate to 3.75%.", *ELSE, voted, headings=("Rate cut", "Owls", "Clocks", "How they voted"))
    rundown = edit.edit(read.read(text, "x.txt"), form="briefing")
    assert voted in [beat.sentences[0].text for beat in rundown.headlines]
    assert "How we got here" not in [story.title for story in edit.edit(read.read(text, "x.txt"), form="story").stories]
