"""A lower count of the dead is never heard as the last one, and what it says beside is not lost."""

from __future__ import annotations

from pipeline import edit, read
from pipeline.model import Rundown
from tests.edit.test_weight import blog

ELSE = "The owl of the theatre has laid three eggs."
FIRST = "At least nine people are feared dead after a sleeper train from Lund to Sarn caught fire at Harlo, police said."
NEXT = "At least 12 people have died and 24 are injured, police said."
LAST = "The death toll has risen to 14, the chief medical officer said."


def day(*posts: str) -> Rundown:
    return edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")


def sentences(rundown: Rundown) -> list[str]:
    return [s.text for group in (*(story.beats for story in rundown.stories), rundown.in_brief) for beat in group for s in beat.sentences]


def test_the_first_count_is_told_behind_the_last_with_what_it_says_beside() -> None:
    rundown = day(LAST, ELSE, NEXT, ELSE.replace("owl", "swan"), FIRST)
    told = sentences(rundown)
    assert NEXT not in told, "it says nothing but the count"
    assert told.index(LAST) < told.index("Before that:") < told.index(FIRST)
    assert [
        beat.sentences[0].text for beat in rundown.headlines if "dead" in beat.sentences[0].text or "toll" in beat.sentences[0].text
    ] == [LAST]


def test_of_two_events_each_keeps_its_own_count() -> None:
    other = "Two people have died in a crash of two lorries on the moor road near Velden."
    assert {other, FIRST} <= set(sentences(day(LAST, ELSE, other, FIRST)))


def test_how_many_have_died_opens_before_what_somebody_says_about_the_hurt() -> None:
    visits = "The minister has visited the injured at the district hospital."
    assert day(visits, LAST, FIRST).headlines[0].sentences[0].text == LAST


def test_one_count_of_the_dead_is_one_headline() -> None:
    whole = "At least 14 people were killed when a sleeper train from Lund to Sarn caught fire at Harlo."
    leads = [beat.sentences[0].text for beat in day(whole, ELSE, LAST).headlines]
    assert whole in leads
    assert LAST not in leads
