"""A show's own look: its templates, its style, its colour; and what is refused."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PublishError, ScriptError
from pipeline.publish import Look, archive, publish
from pipeline.publish.colour import DARK, LIGHT, contrast, on
from pipeline.publish.looks import duration, file_url, long_date
from pipeline.publish.page import page
from pipeline.publish.record import document
from pipeline.publish.told import told

from .made import episode_in


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_can_be_read_on_light_and_on_dark(number: int) -> None:
    colour = f"#{number:06x}"
    for papers in (LIGHT, DARK):
        made = on(colour, papers)
        assert all(contrast(made, paper) >= 4.5 for paper in papers)
        if all(contrast(colour, paper) >= 4.6 for paper in papers):
            assert made == colour


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_papers_are_those_of_the_style_sheet() -> None:
    css = (Path(__file__).parents[2] / "templates/page/page.css").read_text(encoding="utf-8")
    papers, tints = re.findall(r"--paper: (#\w{6});", css), re.findall(r"--tint: (#\w{6});", css)
    assert list(zip(papers, tints, strict=True)) == [LIGHT, DARK, DARK]


def test_a_shows_own_files_are_taken(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "page"
    own.mkdir(parents=True)
    (own / "page.css").write_text("body { color: teal }\r\n", encoding="utf-8", newline="")
    (own / "index.html.j2").write_text(
        '{% extends "!builtin/page/index.html.j2" %}{% block head %}<h1>{{ episode.title | upper }}</h1>{% endblock %}', encoding="utf-8"
    )
    made = page(told(document(episode_in(tmp_path))), Look((own.parent,), "#123456"))
    assert "<h1>KYIV WEIGHS A PEACE PLAN</h1>" in made
    assert ":root{--accent-light:#123456;" in made
    assert "body { color: teal }\n</style>" in made
    assert "--voice-1" not in made


@pytest.mark.parametrize(("name", "text"), [("page.css", "a {}\n</STYLE>"), ("page.js", "x\n// </script >"), ("page.js", "\n<!--")])
def test_a_file_that_would_end_its_element_is_refused(tmp_path: Path, name: str, text: str) -> None:
    own = tmp_path / "templates" / "page"
    own.mkdir(parents=True)
    (own / name).write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError, match=rf"page/{re.escape(name)}:2: has "):
        page(told(document(episode_in(tmp_path))), Look((own.parent,)))


def test_an_episode_whose_template_does_not_work_has_no_record(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "page"
    own.mkdir(parents=True)
    (own / "index.html.j2").write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(ScriptError, match=r"index\.html\.j2:1: 'nothing' is undefined"):
        publish(episode_in(tmp_path / "day"), look=Look((own.parent,)))
    assert not (tmp_path / "day" / "episode.json").exists()


def test_all_episodes_the_newest_first(tmp_path: Path) -> None:
    record = json.loads(publish(episode_in(tmp_path / "x"))["episode"].read_text(encoding="utf-8"))
    assert record["summary"] == "Russia’s president said he hoped that an agreement could be reached one day."
    records = {"2026-11-27": record, "a b#c": {**record, "date": "2025-01-02"}, "2026-11-28": {**record, "date": "2026-11-28"}, "bad": {}}
    assert archive(records, tmp_path / "index.html", show="The <Daily>", tagline="News & more")
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]+/index\.html)"', text) == ["2026-11-28/index.html", "2026-11-27/index.html", "a%20b%23c/index.html"]
    assert re.findall(r'<h2 id="y(\d+)">', text) == ["2026", "2025"]
    assert "The &lt;Daily&gt;" in text
    assert archive({}, tmp_path / "index.html", show="The Daily")
    assert "No episode yet." in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_what_is_sent_on_says_what_it_is_and_where_more_is(tmp_path: Path) -> None:
    address, said = "https://example.org/a&b/feed.xml", told(document(episode_in(tmp_path / "x")))
    text, alone = page(said, Look(feed=address)), page(said)
    meta = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', text))
    assert (meta["og:title"], meta["og:site_name"], meta["og:type"]) == ("Kyiv weighs a peace plan", "The Daily Story", "article")
    assert meta["og:description"] == meta["description"] != ""
    assert (meta["og:locale"], meta["article:published_time"]) == (said.language.replace("-", "_"), "2026-11-27")
    link = '<link rel="alternate" type="application/rss+xml" title="The Daily Story" href="https://example.org/a&amp;b/feed.xml">'
    assert link in text
    assert '<a href="https://example.org/a&amp;b/feed.xml">' in text
    assert '<a href="episode.mp3" download>Sound, MP3</a>' in text
    assert "feed" not in re.sub(r"<(style|script).*?</\1>", "", alone, flags=re.DOTALL)
    assert archive({}, tmp_path / "index.html", show="The Daily Story", tagline="“News” & more", look=Look(feed=address))
    above = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert link in above
    assert '<meta property="og:description" content="“News” &amp; more">' in above


def test_somebody_elses_page_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "index.html"
    mine.write_text("<h1>My own</h1>", encoding="utf-8")
    assert not archive({}, mine, show="The Daily Story")
    assert mine.read_text(encoding="utf-8") == "<h1>My own</h1>"
    (tmp_path / "folder").mkdir()
    assert not archive({}, tmp_path / "folder", show="The Daily Story")


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(PublishError, match=r"index\.html"):
        archive({}, tmp_path / "file" / "index.html", show="The Daily Story")


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.EACCES, "Change the permissions of its folder"),
        (errno.EISDIR, "Move away the folder"),
        (errno.ENOSPC, "Make room on the disk"),
    ],
)
def test_what_cannot_be_written_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refused)  # root may write everywhere, and no disk is full here
    with pytest.raises(PublishError) as told:
        archive({}, tmp_path / "index.html", show="The Daily Story")
    assert told.value.remedy.startswith(remedy)
    assert list(tmp_path.iterdir()) == []


def test_times_dates_and_names_as_a_reader_writes_them() -> None:
    assert [duration(ms) for ms in (900, 61_900, 3_600_000, 3_725_000)] == ["0 s", "1 min 1 s", "1 h 0 min", "1 h 2 min"]
    assert (long_date("2026-11-28T10:00:00+01:00"), long_date("yesterday")) == ("28 November 2026", "yesterday")
    assert [file_url(name) for name in ("episode.mp3", "a b#c?.mp3", "a:b.mp3")] == ["episode.mp3", "a%20b%23c%3F.mp3", "./a%3Ab.mp3"]
