"""What a chapter is called: the source's heading where it says something, else a title that says only what somebody said."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.choose import as_told
from pipeline.edit.headings import given, matter
from pipeline.edit.heads import title
from pipeline.edit.pieces import Piece
from pipeline.model import Paragraph, Source, Update
from pipeline.text.names import find_people


def update(*texts: str, heading: str = "") -> Update:
    return Update("u", 1, tuple(Paragraph(text, Source("x", n, n)) for n, text in enumerate(texts, 1)), 1.0, heading=heading)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Closing summary", ""),
        ("Summary", ""),
        ("Adjourned", ""),
        ("What we know so far", ""),
        ("Good morning! It’s market day", ""),
        ("Good morning: the agenda", ""),
        ("Welcome to our live coverage", ""),
        ("That’s all from us", ""),
        ("Lunch", ""),
        ("BREAKING", ""),
        ("BREAKING: Bridge closed", "Bridge closed"),
        ("NEWSFLASH: bank cuts rates", "Bank cuts rates"),
        ("Update: two hurt", "Two hurt"),
        ("Bridge closed", "Bridge closed"),
        ("What the mayor knew", "What the mayor knew"),
        ("Reaction: mayor and council", "Reaction: mayor and council"),
        ("News Corp sells its bridge", "News Corp sells its bridge"),
        ("Analysis: why this bridge is different", "Analysis: why this bridge is different"),
        ("BRIDGE CLOSED", "Bridge closed"),
        ("SPORT", "Sport"),
        ("BRIDGE OFF THE US", "BRIDGE OFF THE US"),
        ("More than 4,100 lorries wait, and the ferries warn of a rough Friday", "More than 4,100 lorries wait"),
        ("A heading that is a sentence and far too long to be the title of a chapter", ""),
    ],
)
def test_a_heading_that_would_stand_over_any_update_is_no_title(heading: str, said: str) -> None:
    assert given(update("The bridge is closed to lorries.", heading=heading)) == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("The bridge is closed to lorries. Cars wait.",), "The bridge is closed to lorries."),
        (("And that’s that. The market has closed in the old town.",), "The market has closed in the old town."),
        (("Time to wrap up. Here’s what happened today:", "The bank cut its rate to 3%."), "The bank cut its rate to 3%."),
        (("The Watcher says...", "NEWSFLASH: The bridge is closed to lorries."), "The bridge is closed to lorries."),
        (("“No.”", "It was old."), "“No.”"),
        (("The mood is sour. Two delegations say that the text was shown at lunch.",), "The mood is sour."),
        (("The shops have closed. “No,” said Jo. His cousin at the next stall laughed.",), "The shops have closed."),
    ],
)
def test_a_title_is_made_of_the_first_sentence_that_says_something(texts: tuple[str, ...], said: str) -> None:
    assert matter(update(*texts)) == said


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        # A verb is no matter, and what somebody else says or does is not the actor's.
        (
            "The town’s mayor has posted on X to congratulate Other, although the vote has not yet been declared.",
            "Town’s mayor has posted on X to congratulate Other",
        ),
        ("A former warden shot and wounded three men at the old mill on Tuesday, the police said.", "A former warden"),
        (
            "The council, whose leader is Ann Other, closed the old bridge to lorries, the police said.",
            "Council closed the old bridge to lorries",
        ),
        ("The chair of the county council, Ann Other, has denied that the toll is a burden on drivers.", "Other on a burden on drivers"),
        ("The old bridge was closed to lorries in the night, Other said.", "Other on the old bridge"),
        # A phrase from inside a quotation is nobody's fact.
        ("“The wooden ladders were rotten, and the wooden ladders broke,” Ann Other told the court about the fire.", "Ann Other"),
        ("Jo Doe tells the court that the old guards were “the first to go then”.", "The old guards"),
        ("The clubs, who play Rovers on Friday, have let their best striker go.", "The clubs have let their best striker go"),
        ("Its town has some 20,000 people, the council said.", "Its town has some 20,000 people"),
        ("The window has closed in England, and 21 deals went through.", "The window has closed in England"),
        # A clause says more than a phrase, without its article where that makes it fit.
        ("The Met Service has lifted its red warning for wind in the west.", "Met Service has lifted its red warning"),
        ("The trams of Harlo stood still for an hour, because a swan sat there.", "Trams of Harlo stood still for an hour"),
        ("The ferry to Ostrand is cancelled for the rest of the day.", "The ferry to Ostrand is cancelled"),
        ("Two governors dissented: Jo Doe, who wanted a quarter point, and Bo Lee.", "Two governors dissented"),
        ("The river will rise after all, our correspondent, Ann Other, reports.", "The river will rise after all"),
        ("Lund’s mayor, Ann Other, has opened the new school.", "Other has opened the new school"),
        ("A judge has refused to ban the strike.", "A judge has refused to ban the strike"),
        # What would say more than the lead, or less than a clause.
        ("The new drug of the Harlo mill is safe in adults.", "The new drug of the Harlo mill is safe in adults"),
        ("Trading in the old shares of Carrow Mills remains suspended.", "The old shares of Carrow Mills"),
        ("The jury of nine returned a unanimous verdict shortly after three o’clock.", "A unanimous verdict"),
        ("The guild of the builders, which insures new homes, said that it was late.", "The guild of the builders"),
        ("The countdown is going on without any trouble at the station.", "The countdown"),
    ],
)
def test_a_title_says_what_somebody_said_or_what_is(lead: str, expected: str) -> None:
    people = find_people([f"{lead} Ann Other said so."])
    assert title(lead, lead, "Ann Other", people) == expected


def test_a_story_is_called_by_its_matter_where_the_sources_heading_is_generic() -> None:
    text = "15:00\nClosing summary\nThe old bridge over the river has been closed to lorries.\n\n14:00\nBREAKING: Mill on fire\n"
    text += "The old mill by the river is on fire tonight.\n"
    titles = [story.title for story in edit.edit(read.read(text.encode(), "x.txt"), form="briefing").stories]
    assert "Mill on fire" in titles
    assert not any("summary" in each for each in titles)


def chapters(text: str) -> list[tuple[str, int]]:
    rundown = edit.edit(read.read(text.encode(), "x.txt"), form="story")
    return [(story.title, len(story.updates)) for story in rundown.stories]


def test_what_only_leads_over_is_no_headline() -> None:
    text = "15:00\nAnd that’s that. The market has closed in the old town.\n\n14:00\nTime to wrap up. A mill by the river burns tonight.\n\n13:00\nIt rains.\n"
    rundown = edit.edit(read.read(text.encode(), "x.txt"), form="briefing")
    said = {sentence.text for beat in rundown.headlines for sentence in beat.sentences}
    assert {"The market has closed in the old town.", "A mill by the river burns tonight."} <= said
    assert not said & {"And that’s that.", "Time to wrap up."}


SHORT = (
    ("Schools shut", "The schools of Bexmouth were shut at noon and the pupils sent home."),
    ("Mill on fire", "Flames were seen above the old mill by the river in the night."),
    ("Ferry late", "A ferry from the islands came in two hours behind its timetable."),
    ("Owl found", "Somebody found an owl asleep inside the town hall clock this morning."),
)


def test_short_updates_with_headings_of_their_own_are_chapters_of_their_own() -> None:
    stamped = "".join(f"1{9 - n}:00\n{head}\n{text}\n\n" for n, (head, text) in enumerate(SHORT))
    assert chapters(stamped) == [(head, 1) for head, _ in reversed(SHORT)]


def test_short_updates_without_headings_are_one_chapter_called_by_what_opens_it() -> None:
    stamped = "".join(f"1{9 - n}:00\n{text}\n\n" for n, (_, text) in enumerate(SHORT))
    ((called, count),) = chapters(stamped)
    assert count == 4
    assert called == "The town hall clock"


def test_which_of_our_reporters_is_where_is_no_headline_and_no_title() -> None:
    ours = "Our reporter Ada Stone has been speaking to people at the town hall."
    text = f"15:00\n{ours}\n“I have the dog and one shoe,” said Jo Doe, 71, who left Glen Ross at noon.\nHer neighbour stayed.\n\n14:00\nIt rains.\n"
    rundown = edit.edit(read.read(text.encode(), "x.txt"), form="briefing")
    assert not {ours, "Her neighbour stayed."} & {sentence.text for beat in rundown.headlines for sentence in beat.sentences}
    assert not any("reporter" in story.title for story in rundown.stories)
    assert ours in {sentence.text for story in rundown.stories for beat in story.beats for sentence in beat.sentences}


def test_no_chapter_is_called_by_what_is_overtaken() -> None:
    post = update("The ferry to Lund is closed.", "A cow has got into the town hall of Sarn.")
    old, new = (paragraph.source for paragraph in post.paragraphs)
    assert (
        matter(as_told(post, {"u": [Piece("A cow has got into the town hall of Sarn.", new)]}, [old]))
        == "A cow has got into the town hall of Sarn."
    )
    assert as_told(post, {"u": []}, [old, new]) == post, "it is called by something"
