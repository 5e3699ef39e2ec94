"""The show notes: what a feed and a directory can show, with nothing of the news in them that could run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from pipeline.errors import ScriptError
from pipeline.publish import Look
from pipeline.publish.notes import notes_html, notes_text
from pipeline.publish.record import document
from pipeline.publish.told import Told, told

from .made import episode_in

HOSTILE = '</p><script>alert(1)</script> "x" & {{ 7 * 7 }} <b>'


def told_in(folder: Path, **changes: object) -> Told:
    record = document(episode_in(folder))
    record["chapters"] = [{"title": f"Part {n}", "start_ms": n * 4000, "end_ms": n * 4000 + 4000} for n in range(4)]
    return told({**record, **changes})


def test_what_they_hold(tmp_path: Path) -> None:
    corrections = [
        {"date": "2026-11-28", "was": "There were no questions.", "is": "There are questions still to be discussed.", "note": "Misheard."}
    ]
    said = told_in(tmp_path, corrections=corrections)
    text = notes_text(said)
    assert text == (
        "Russia’s president said he hoped that an agreement could be reached one day.\n"
        "\n"
        "Chapters\n"
        "00:00 Part 0\n"
        "00:04 Part 1\n"
        "00:08 Part 2\n"
        "\n"
        "Corrections\n"
        "- 28 November 2026: this programme said “There were no questions.” It now says “There are questions still to be discussed.” Misheard.\n"
        "\n"
        "Sources\n"
        "- The Example & Sons, CC BY 4.0: https://example.org/day?a=1&b=2\n"
        "\n"
        "The voices in this programme are synthetic: they read a script made from the day’s reports.\n"
    )
    body = html.fromstring(f"<div>{notes_html(said)}</div>")
    words = [line for line in (" ".join(line.split()) for line in body.text_content().splitlines()) if line]
    for line in text.splitlines():
        bare = re.sub(r": https://.*", "", line.removeprefix("- "))
        assert not bare or bare in words, line
    assert {element.tag for element in body.iter()} <= {"div", "p", "strong", "br", "ul", "li", "a"}
    assert [link for _, _, link, _ in body.iterlinks()] == ["https://example.org/day?a=1&b=2"]


def test_each_chapter_is_on_a_line_of_its_own_as_spotify_reads_them(tmp_path: Path) -> None:
    lines = re.split(r"<br>|</?p>|\n", notes_html(told_in(tmp_path)))
    found = [line for line in lines if re.match(r"\d", line)]
    assert found == ["00:00 Part 0", "00:04 Part 1", "00:08 Part 2"]


def test_what_means_harm_is_only_words(tmp_path: Path) -> None:
    record = document(episode_in(tmp_path))
    record["segments"][1]["sentences"][0]["text"] = HOSTILE
    record["sources"] = [
        {"file": "a", "cited": [], "title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)", "licence": HOSTILE}
    ]
    record["corrections"] = [{"date": HOSTILE, "was": HOSTILE, "is": HOSTILE, "note": HOSTILE}]
    body = html.fromstring(f"<div>{notes_html(told(record))}</div>")
    assert {element.tag for element in body.iter()} <= {"div", "p", "strong", "br", "ul", "li", "a"}
    assert list(body.iterlinks()) == []
    assert body.text_content().count(HOSTILE) >= 6
    assert HOSTILE in notes_text(told(record))


def test_the_disclosure_goes_with_the_setting(tmp_path: Path) -> None:
    said = told_in(tmp_path, settings={"disclosure": "False"})
    assert "synthetic" not in notes_html(said) + notes_text(said)


def test_a_desks_file_is_no_source_for_a_listener(tmp_path: Path) -> None:
    said = told_in(tmp_path, sources=[{"file": "briefings/day.txt", "cited": ["briefings/day.txt:14"]}])
    assert "Sources" not in notes_html(said)
    assert "day.txt" not in notes_text(said)


def test_a_shows_own_template_replaces_ours_or_a_part_of_it(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "notes.html.j2").write_text(
        '{% extends "!builtin/notes.html.j2" %}{% block disclosure %}<p>{{ episode.show }} & co</p>{% endblock %}', encoding="utf-8"
    )
    (own / "notes.txt.j2").write_text("{{ episode.date | long_date }}\n", encoding="utf-8")
    said, look = told_in(tmp_path), Look((own,))
    assert notes_html(said, look).endswith("<p>The Daily Story & co</p>")
    assert notes_text(said, look) == "27 November 2026\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("one\n{{ episode.nothing }}", r"notes\.html\.j2:2: .*has no attribute 'nothing'"),
        ("{% if %}", r"notes\.html\.j2:1: the template is broken"),
        ("{{ episode.__class__ }}", r"notes\.html\.j2:1: a template may not do that"),
        ("{% include 'other.j2' %}", "there is no template 'other.j2'"),
    ],
)
def test_a_template_that_does_not_work_is_named(tmp_path: Path, template: str, message: str) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "notes.html.j2").write_text(template, encoding="utf-8")
    with pytest.raises(ScriptError, match=message):
        notes_html(told_in(tmp_path), Look((own,)))
