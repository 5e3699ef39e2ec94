"""The `kind` of an item: brief, background, correction; any other word has no effect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import edit
from pipeline.edit import Past
from pipeline.model import Rundown, Update
from pipeline.text.words import fingerprint
from tests.edit.test_repeats import briefing, update
from tests.edit.test_sources import NEWS

DAM = "The dam above Skarvik is to be mended for £9 million, the minister Jon Ek said. Work will begin in May. The dam has leaked since the storm."
BEFORE = "The dam above Skarvik was built in 1911. It holds the water of two valleys."
WRONG = "The dam above Skarvik is to be mended for £9 million, the minister Jon Ek said. An earlier report said £6 million."


def of(kind: str, name: str, text: str, file: str = "a.txt") -> Update:
    return replace(update(name, text, file), kind=kind)


def day(*more: Update) -> list[Update]:
    return [*(update(f"n{n}", text, "a.txt") for n, text in enumerate(NEWS[:4])), *more]


def told(rundown: Rundown) -> list[tuple[str, ...]]:
    return [story.updates for story in rundown.stories]


def test_a_brief_is_told_in_brief_though_there_is_room() -> None:
    rundown = edit.edit(briefing(*day(of("Briefs", "b", DAM))), form="briefing")
    assert [story.updates for story in rundown.shorts] == [("b",)]
    assert [sentence.text for beat in rundown.in_brief for sentence in beat.sentences] == [
        "The dam above Skarvik is to be mended for £9 million, the minister Jon Ek said."
    ]
    assert "is of the kind brief" in " ".join(rundown.shorts[0].why)
    assert "b" not in {beat.update for beat in rundown.headlines}


def test_a_day_of_briefs_alone_is_told_in_full() -> None:
    rundown = edit.edit(briefing(of("brief", "a", DAM), of("brief", "b", NEWS[0])), form="briefing")
    assert sorted(told(rundown)) == [("a",), ("b",)]
    assert rundown.shorts == ()


@pytest.mark.parametrize("first", [True, False])
def test_background_never_leads_and_is_told_behind_its_news(first: bool) -> None:
    two = [of("background", "g", BEFORE), update("d", DAM, "a.txt")]
    rundown = edit.edit(briefing(*day(*(two if first else reversed(two)))), form="briefing")
    story = next(s for s in rundown.stories if "d" in s.updates)
    assert story.updates == ("d", "g")
    assert [beat.kind for beat in story.beats if beat.update == "g"] == ["background"]
    assert "g is its background" in " ".join(story.why)
    assert "g" not in {beat.update for beat in rundown.headlines}


def test_background_goes_to_the_front_of_a_story() -> None:
    rundown = edit.edit(briefing(update("d", DAM, "a.txt"), of("background", "g", BEFORE)), form="story")
    assert (rundown.stories[0].title, rundown.stories[0].updates) == ("How we got here", ("g",))


def test_background_of_nothing_that_is_told_is_told_by_itself() -> None:
    rundown = edit.edit(briefing(*day(of("background", "g", "Zebras eat grass."))), form="briefing")
    assert ("g",) in told(rundown)


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_a_correction_is_told_as_one_and_is_no_repeat(form: str) -> None:
    plain = edit.edit(briefing(update("d", f"{DAM} {WRONG}", "a.txt"), update("c", WRONG, "b.txt")), form=form)
    assert any(left.source.file == "b.txt" for left in plain.left_out)
    rundown = edit.edit(briefing(update("d", f"{DAM} {WRONG}", "a.txt"), of("correction", "c", WRONG, "b.txt")), form=form)
    story = next(s for s in rundown.stories if "c" in s.updates)
    assert (story.updates, story.link) == (("c",), "Now a correction.")
    assert rundown.stories[0].updates != ("c",)
    assert not any(left.source.file == "b.txt" for left in rundown.left_out)
    assert "c" not in {beat.update for beat in rundown.headlines}


def test_a_correction_is_told_in_full_however_many_stories_there_are() -> None:
    many = [update(f"n{n}", text, "a.txt") for n, text in enumerate(NEWS)]
    rundown = edit.edit(briefing(of("correction", "c", WRONG), *many), form="briefing")
    assert told(rundown)[-1] == ("c",)
    assert all("c" not in story.updates for story in rundown.shorts)
    assert len(rundown.shorts) == 2


def test_the_last_thing_to_be_cut_is_a_correction() -> None:
    blocks = edit.blocks(briefing(*day(of("correction", "c", WRONG))), form="briefing")
    assert min(blocks, key=lambda block: block.cost).update == "c"


def test_a_correction_that_went_out_is_not_told_again() -> None:
    past = Past(1, "the edition of 2026-11-26", "Since yesterday’s programme:")
    correction = of("correction", "c", WRONG)
    known = {fingerprint(p.text): past for p in correction.paragraphs}
    rundown = edit.edit(briefing(update("d", DAM, "a.txt"), correction), form="briefing", told=known)
    assert all("c" not in story.updates for story in rundown.stories)


def test_another_word_changes_nothing() -> None:
    plain = edit.edit(briefing(*day(update("d", DAM, "a.txt"))), form="briefing")
    assert edit.edit(briefing(*day(of("feature", "d", DAM))), form="briefing") == plain
