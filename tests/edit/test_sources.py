"""A day of several sources: what many report counts for more, no source has the floor for long, stamps say what came first."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import edit, read, write
from pipeline.model import Briefing, Rundown, Segment
from tests.edit.test_repeats import briefing, update

TOWNS = ("Altdorf", "Brandholm", "Skarvik", "Velden", "Harlo", "Sarn", "Norvik", "Lund")
THINGS = (
    "The bakers of {} have baked a cake as long as a street.",
    "A whale was seen off the pier of {} by two fishermen.",
    "The library of {} lends out garden tools from today.",
    "A school in {} has planted an orchard behind its gymnasium.",
    "Clockmakers from {} mended the tower's bells overnight.",
    "The trams of {} were painted yellow for a festival.",
    "An owl has nested inside the theatre of {} again.",
    "Chess players met in {} under umbrellas.",
)
NEWS = [text.format(town) for text, town in zip(THINGS, TOWNS, strict=True)]


def sources(rundown: Rundown) -> list[str]:
    return [story.beats[0].sources[0].file for story in (*rundown.stories, *rundown.shorts)]


def test_no_three_stories_in_a_row_are_from_one_source_where_others_wait() -> None:
    many = [update(f"a{n}", text, "a.txt") for n, text in enumerate(NEWS[2:])]
    few = [update(f"b{n}", text, "b.txt") for n, text in enumerate(NEWS[:2])]
    order = sources(edit.edit(briefing(*few, *many), form="briefing"))
    assert sorted(order) == ["a.txt"] * 6 + ["b.txt"] * 2
    last = max(n for n, source in enumerate(order) if source == "b.txt")
    assert not any(order[n : n + 3] == ["a.txt"] * 3 for n in range(last))


def test_a_pin_is_not_moved_for_the_sake_of_the_mix() -> None:
    many = [update(f"a{n}", text, "a.txt", importance=3) for n, text in enumerate(NEWS[2:5])]
    few = [update(f"b{n}", text, "b.txt") for n, text in enumerate(NEWS[:2])]
    assert sources(edit.edit(briefing(*few, *many), form="briefing"))[:3] == ["a.txt"] * 3


def test_what_several_sources_tell_counts_for_more() -> None:
    text = "The dam above Skarvik is to be mended for £9 million, the minister Jon Ek said. Work will begin in May."
    others = [update(f"o{n}", each, "a.txt", "The Valley Times") for n, each in enumerate(NEWS[:3])]
    alone = edit.edit(briefing(update("d", text, "a.txt", "The Valley Times"), *others), form="briefing")
    both = edit.edit(
        briefing(update("d", text, "a.txt", "The Valley Times"), update("e", text, "b.txt", "Coast Radio"), *others), form="briefing"
    )
    place = [[s.updates for s in (*r.stories, *r.shorts)].index(("d",)) for r in (alone, both)]
    assert place[1] <= place[0]
    why = next(" ".join(s.why) for s in both.stories if s.updates == ("d",))
    assert "told by 2 sources 0.08" in why


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_two_blogs_with_stamps_are_told_as_it_happened(form: str) -> None:
    one = read.read(
        b"18:00\nThe whale off Altdorf swam away in the evening.\n09:00\nA whale was seen off Altdorf in the morning.\n", "a.txt"
    )
    two = read.read(
        b"12:00\nA boat was sent to the whale off Altdorf at noon.\n11:30\nFishermen off Altdorf gave the whale a name.\n", "b.txt"
    )
    day: Briefing = read.together([one, two])
    rundown = edit.edit(day, form=form)
    if form == "story":
        told = [s.sources[0] for story in rundown.stories for beat in story.beats for s in beat.sentences]
        assert [(s.file, s.first_line) for s in told] == [("a.txt", 4), ("b.txt", 4), ("b.txt", 2), ("a.txt", 2)]
    assert not rundown.left_out


def test_who_reports_the_same_is_named_in_brief_too() -> None:
    short = "The dam above Skarvik is to be mended for £9 million, the minister Jon Ek said."
    full = update("d", f"{short} Work will begin in May.", "a.txt", "The Valley Times")
    others = [update(f"o{n}", each, "a.txt", "The Valley Times", importance=1) for n, each in enumerate(NEWS)]
    source = briefing(full, update("e", short, "b.txt", "Coast Radio"), *others)
    rundown = edit.edit(source, form="briefing")
    assert ("d",) in [story.updates for story in rundown.shorts]
    show = {"title": "S", "tagline": "", "language": "en-GB", "disclosure": False}
    script = write.render(rundown, form="briefing", date=dt.date(2026, 11, 27), show=show, briefing=source)
    brief = next(section for section in script.sections if section.title == "In brief")
    assert "Also reported by Coast Radio." in [part.text for part in brief.parts if isinstance(part, Segment)]
