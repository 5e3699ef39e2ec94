"""Small days of our own words, told in both forms: running order, reasons and notes, read and kept as golden files.

Each day has what the rules are for: a main voice and others, several sources, a day without a main voice, more stories than a briefing
tells, an edition that went out before, and one that is cut to a length; a court’s day of questions and answers, a crash with a toll that rises,
a live blog of all the day’s news.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipeline import edit, read, write
from pipeline.edit import Cut, Past
from pipeline.edit.group import as_it_was
from pipeline.model import Beat, Briefing, Rundown, Story
from pipeline.text.words import fingerprint
from tests.conftest import Golden

DAYS = {file.stem: file for file in sorted(Path(__file__).with_name("days").iterdir())}
FORMS = ("briefing", "story")
YESTERDAY = Past(4, "the edition of 2026-11-26", "Since yesterday’s programme:")
PASSED_OVER = Past(3, "the edition of 2026-11-25", "Since Wednesday’s programme:", told=False)


@cache
def day(name: str) -> Briefing:
    return read.read(DAYS[name].read_bytes(), DAYS[name].name)


def told_before(source: Briefing) -> dict[str, Past]:
    """As if an edition had told the first half of the day's paragraphs, and passed over the next eighth."""
    texts = [p.text for u in source.updates[::-1] for p in u.paragraphs]
    half, more = len(texts) // 2, len(texts) // 8
    return {fingerprint(text): YESTERDAY for text in texts[:half]} | {fingerprint(text): PASSED_OVER for text in texts[half : half + more]}


def beats(group: tuple[Beat, ...]) -> list[str]:
    """Each beat in a line: who says it, the words, the lines that they are from."""
    said = [" ".join(f"{s.text} [{','.join(map(str, s.sources))}]" for s in beat.sentences) for beat in group]
    return [
        f"  {f'“{beat.speaker}”' if beat.kind == 'quote' else beat.kind} ({beat.update}): {words}"
        for beat, words in zip(group, said, strict=True)
    ]


def story(each: Story) -> list[str]:
    about = [("link", each.link), ("tone", each.tone), ("credits", ", ".join(each.credits))]
    return [
        f"# {each.title} <{each.slug}> {'+'.join(each.updates)}",
        *(f"  {name} = {value}" for name, value in about if value),
        *beats(each.beats),
        *(f"  why: {why}" for why in each.why),
    ]


def picture(rundown: Rundown) -> str:
    """All that a running order holds, as a person reads it."""
    lines = [rundown.title, "", "# HEADLINES", *beats(rundown.headlines)]
    for each in rundown.stories:
        lines += story(each)
    lines += ["", "IN BRIEF"]
    for each in rundown.shorts:
        lines += story(each)
    lines += ["", "# AHEAD", *beats(rundown.ahead), ""]
    lines += [f"left out {left.source}: {left.reason}" for left in rundown.left_out]
    lines += [f"note: {note}" for note in rundown.notes]
    lines += [f"{surname} is “{pronoun}”" for surname, pronoun in rundown.pronouns]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DAYS)
def test_a_day_is_told_as_it_was_read_and_approved(name: str, form: str, golden: Golden) -> None:
    golden(f"days/{name}-{form}.txt", picture(edit.edit(day(name), form=form)))


@pytest.mark.parametrize("name", ["harbour", "wire"])
def test_what_an_edition_told_is_news_of_a_known_story(name: str, golden: Golden) -> None:
    golden(f"days/{name}-since.txt", picture(edit.edit(day(name), form="briefing", told=told_before(day(name)))))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DAYS)
def test_what_a_day_can_be_cut_by(name: str, form: str, golden: Golden) -> None:
    lines = [
        f"{n:>2} {block.update} {block.paragraphs} lines {block.lines} needs {block.needs} cost {block.cost:.2f} words {block.words}"
        for n, block in enumerate(edit.blocks(day(name), form=form))
    ]
    golden(f"days/{name}-{form}-blocks.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("name", ["harbour", "voices"])
def test_a_day_cut_to_a_length(name: str, golden: Golden) -> None:
    """Two thirds of the paragraphs, by what is told first."""
    source = day(name)
    lines = [line for block in sorted(edit.blocks(source, form="briefing"), key=lambda block: block.cost) for line in block.lines]
    kept = set(lines[: len(lines) * 2 // 3])
    told = frozenset(p.source for u in source.updates for p in u.paragraphs if p.source.first_line in kept)
    golden(f"days/{name}-cut.txt", picture(edit.edit(source, form="briefing", cut=Cut(told, headlines=2, ahead=1))))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["harbour", "wire"])
def test_the_script_of_a_day(name: str, form: str, golden: Golden) -> None:
    source = day(name)
    show = {"title": "The Coast", "tagline": "What the tide brought in.", "language": "en-GB", "disclosure": True}
    script = write.render(edit.edit(source, form=form), form=form, date=dt.date(2026, 11, 27), show=show, briefing=source)
    golden(f"days/{name}-{form}.md", write.format_script(script))


def test_two_sources_are_told_by_the_clock_on_one_day_only() -> None:
    late, early = (replace(u, time=time) for u, time in zip(day("wire").updates, ("10:15", "09:00"), strict=False))
    assert as_it_was([late, early]) == [early, late]
    assert late.origin is not None
    assert early.origin is not None
    next_day = replace(early, origin=replace(early.origin, published="2026-11-28"))
    assert as_it_was([late, next_day]) == [late, next_day]
