"""A script as it was rendered is proved; what a hand changed in it is found with its line, its words and a remedy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import edit, read, write
from pipeline.check.provenance.proof import Unproved, proof
from pipeline.model import Briefing, Script
from tests.real import BLOG, needs_blog

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
SHOW = {"title": "The Daily Story", "tagline": "", "language": "en-GB", "disclosure": True}


def briefing(file: Path = SAMPLE) -> Briefing:
    return read.read(file.read_bytes(), file.name)


def rendered(source: Briefing, form: str = "briefing") -> Script:
    rundown = edit.edit(source, form=form)
    return write.render(rundown, form=form, date=dt.date(2026, 11, 20), show=SHOW, briefing=source, template_folders=())


def written(source: Briefing, *changes: tuple[str, str]) -> Script:
    """The script file's text with these changes, read again."""
    text = write.format_script(rendered(source))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return write.parse_script(text, "script.md")


def found(*changes: tuple[str, str]) -> list[Unproved]:
    source = briefing()
    return list(proof(written(source, *changes), source))


@pytest.mark.parametrize("form", ["briefing", "story"])
@pytest.mark.parametrize("file", [SAMPLE, pytest.param(BLOG, marks=needs_blog)], ids=["sample", "live blog"])
def test_what_was_rendered_is_proved(file: Path, form: str) -> None:
    source = briefing(file)
    script = rendered(source, form)
    assert proof(script, source) == ()
    assert proof(script, source, rendered=script) == ()


TEASER = "[sting: close]"


def test_a_chapter_that_is_led_over_to_needs_no_mark() -> None:
    title = rendered(briefing()).sections[1].title
    assert found((TEASER, f"**Anchor:** Still to come: {title}.\n\n{TEASER}")) == []


@pytest.mark.parametrize(
    "said",
    ["The service module lacks a side: Lovell on the service module.", "Lovell on the service module is about a whole side missing."],
)
def test_what_is_said_beside_a_chapters_title_is_looked_at(said: str) -> None:
    assert "Lovell on the service module" in [section.title for section in rendered(briefing()).sections]
    assert [each.kind for each in found((TEASER, f"**Anchor:** {said}\n\n{TEASER}"))] == ["unmarked"]


def test_a_changed_word_is_found_with_its_line() -> None:
    source = briefing()
    script = written(source, ("carried the oxygen tanks", "carried the petrol tanks"))
    (finding,) = proof(script, source)
    lines = write.format_script(rendered(source)).splitlines()
    assert "carried the oxygen tanks" in lines[finding.line - 1]
    assert script.segments[finding.segment - 1].line == finding.line
    assert (finding.kind, finding.words) == ("word", "petrol")
    assert "sample.txt:12" in finding.message
    assert finding.remedy


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("200ml of water", "300ml of water", "number"),
        ("It was never meant to come back", "It was meant to come back", "negation"),
        ("He told them:", "Kranz told them:", "name"),
        ("we’ve had a problem here", "we’ve had a small problem here", "quotation"),
        ("fired the lunar module’s engine for", "fired the engine for", "left-out"),
    ],
)
def test_each_kind_of_change_is_named(old: str, new: str, kind: str) -> None:
    assert kind in {finding.kind for finding in found((old, new))}


@pytest.mark.parametrize(
    ("date", "told", "proved"),
    [
        ("on 18 November", "on Wednesday", True),
        ("on November 18, 2026", "on Wednesday", True),
        ("on 18 November", "on Tuesday", False),
        ("on 11 November", "on Wednesday", False),
        ("on 18 November 2025", "on Tuesday", False),
        ("on 31 November", "on Tuesday", False),
        ("on 18 November, and again on Wednesday", "on Wednesday, and again on Wednesday", False),
    ],
    ids=lambda value: str(value),
)
def test_a_day_by_its_name_is_proved_by_the_calendar(date: str, told: str, proved: bool) -> None:
    """The programme is of Friday, 20 November."""
    source = read.read(f"The north bridge at Sarn was closed {date}, the council said.\n".encode(), "day.txt")
    text = write.format_script(rendered(source))
    assert f"closed {date}" in text
    script = write.parse_script(text.replace(f"closed {date}", f"closed {told}"), "script.md")
    assert (proof(script, source) == ()) is proved


def test_a_quotation_in_the_anchors_mouth_is_found() -> None:
    assert found(("**Voice of Gene Kranz:** Let’s solve", "**Anchor:** Let’s solve"))


@pytest.mark.parametrize(
    ("note", "says"),
    [("sample.txt:400", "has no line 400"), ("sample.txt:8", "is no news but caption"), ("other.txt:12", "the briefing is sample.txt")],
)
def test_a_mark_that_names_no_news_is_found(note: str, says: str) -> None:
    findings = found(("[^12]: sample.txt:12", f"[^12]: {note}"))
    assert {finding.kind for finding in findings} == {"no-such-line"}
    assert all(says in finding.message for finding in findings)


def test_news_without_a_mark_is_found_and_its_line_is_named() -> None:
    (finding,) = found((" [^7]\n\n# Lovell", "\n\n# Lovell"))
    assert finding.kind == "unmarked"
    assert "sample.txt:7" in finding.remedy


def test_what_is_quoted_without_a_mark_is_found_where_the_day_has_it() -> None:
    (finding,) = found((TEASER, f"**Anchor:** “Any worse by guessing”, as they say.\n\n{TEASER}"))
    assert finding.kind == "unmarked"
    assert "sample.txt:28" in finding.remedy
    assert found((TEASER, f"**Anchor:** “All’s well that ends well”, as they say.\n\n{TEASER}")) == []


def test_a_bridge_in_front_of_news_is_the_anchors_alone() -> None:
    news = "**Anchor:** Gene Kranz said that the flight directors"
    voice = "**Voice of Gene Kranz:** Let’s solve"
    assert found((news, news.replace("Gene Kranz", "Let’s turn to Kranz. Gene Kranz"))) == []
    assert found((voice, voice.replace("Let’s solve", "Let’s turn to Kranz. Let’s solve")))


def test_the_shows_own_words_are_those_of_the_template() -> None:
    source = briefing()
    template = rendered(source)
    script = written(source, ("Thank you for listening.", "Thank you for listening. It will rain in Bexmouth."))
    assert proof(script, source) == ()
    (finding,) = proof(script, source, rendered=template)
    assert finding.kind == "unmarked"
