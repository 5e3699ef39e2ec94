"""The same news from several publishers: told once where that is sure, and nothing else is taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pipeline import edit, write
from pipeline.edit import repeats
from pipeline.model import Briefing, Origin, Paragraph, Source, Update

PAIRS = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))


def update(name: str, text: str, file: str, publisher: str = "", importance: int = 0, time: str = "") -> Update:
    texts = re.split(r"(?<=\.)\s(?=[A-Z])", text)
    paragraphs = tuple(Paragraph(each, Source(file, n, n)) for n, each in enumerate(texts, 1))
    return Update(name, 1, paragraphs, 1.0, importance=importance, time=time, origin=Origin(publisher) if publisher else None)


def briefing(*updates: Update) -> Briefing:
    return Briefing("a.txt + b.txt", "0" * 64, "oldest-first", (), updates)


def dropped(a: str, b: str) -> set[str]:
    forward = repeats.find([update("a", a, "a.txt"), update("b", b, "b.txt")])
    back = repeats.find([update("b", b, "b.txt"), update("a", a, "a.txt")])
    assert forward.dropped.keys() == back.dropped.keys(), "whichever comes first"
    assert bool(forward.notes) == bool(back.notes)
    return set(forward.dropped)


@pytest.mark.parametrize("pair", PAIRS["other"], ids=lambda pair: pair[1][:40])
def test_news_that_is_only_alike_is_told(pair: list[str]) -> None:
    assert dropped(*pair) == set()


def test_the_same_news_is_told_once_or_a_producer_is_asked_to_look() -> None:
    sure = [pair for pair in PAIRS["same"] if dropped(*pair)]
    assert all(dropped(*pair) == {"b"} for pair in sure), "the fuller one stays"
    assert len(sure) >= 8
    for a, b in (pair for pair in PAIRS["same"] if pair not in sure):
        notes = repeats.find([update("a", a, "a.txt"), update("b", b, "b.txt")]).notes
        assert notes == ("a and b may be the same news (a.txt:1, b.txt:1): both are told; skip one in the item file.",)


def test_of_all_reports_that_are_other_news_none_is_taken_for_another() -> None:
    texts = [text for pair in PAIRS["other"] for text in pair]
    same_flood = (texts[0], texts[2])  # which stands in two of the pairs
    assert [(a, b) for n, a in enumerate(texts) for b in texts[n + 1 :] if dropped(a, b)] == [same_flood]


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_the_others_are_credited_and_listed(form: str) -> None:
    full, short = PAIRS["same"][0]
    day = briefing(
        update("a", full, "a.txt", "The Valley Times"),
        update("b", short, "b.txt", "Coast Radio"),
        update("c", full, "c.txt", "North Agency"),
    )
    rundown = edit.edit(day, form=form)
    reasons = {str(left.source): left.reason for left in rundown.left_out}
    assert {reasons[f"b.txt:{n}"] for n in (1, 2)} == {"the same as a.txt:1, told more fully there"}
    assert reasons["c.txt:1"] == "the same words as a.txt:1"
    assert set(rundown.stories[0].credits) == {"Coast Radio", "North Agency"}
    import datetime as dt

    show = {"title": "Valley News", "tagline": "", "language": "en-GB", "disclosure": True}
    script = write.format_script(write.render(rundown, form=form, date=dt.date(2026, 11, 27), show=show, briefing=day, template_folders=()))
    assert re.search(r"\*\*Anchor:\*\* Also reported by (Coast Radio and North Agency|North Agency and Coast Radio)\.", script)


def test_one_source_is_left_as_it_is() -> None:
    full, short = PAIRS["same"][0]
    assert repeats.find([update("a", full, "day.txt"), update("b", short, "day.txt")]) == repeats.Found({}, {}, ())
    assert not repeats.find([update("a", full, "feed.xml#1"), update("b", short, "feed.xml#2")]).dropped, "a feed's entries are one source"
    assert not repeats.find([update("a", full, "a.txt", "The Valley Times"), update("b", short, "b.txt", "The Valley Times")]).dropped


def test_what_a_human_pinned_is_told() -> None:
    full, short = PAIRS["same"][0]
    assert set(repeats.find([update("a", full, "a.txt"), update("b", short, "b.txt", importance=4)]).dropped) == set()
