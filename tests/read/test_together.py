"""Several sources as one briefing: nothing of them is lost, and nobody is taken for another."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from pipeline import edit, read, write
from pipeline.errors import BriefingError
from pipeline.model import Briefing

SAVED = Path(__file__).parent / "saved"
BLOG = b"15:25\nMayor Muster said that the bridge was open.\n14:02\nThe river has fallen by two metres.\n"
FEED = (
    '<rss version="2.0"><channel><title>The Example</title>'
    + "".join(
        f"<item><title>Item {h}</title><description>At {h} the harbour saw ship number {h}.</description><pubDate>Fri, 27 Nov 2026 {h}:00:00 GMT</pubDate></item>"
        for h in (12, 11, 10)
    )
    + "</channel></rss>"
).encode()


def blog(name: str = "morning.txt", data: bytes = BLOG) -> Briefing:
    return read.read(data, name)


def page(name: str = "article-plain.html") -> Briefing:
    return read.read((SAVED / name).read_bytes(), name)


def feed(name: str = "https://example.org/feed.xml") -> Briefing:
    return read.read(FEED, name)


def test_one_alone_stays_as_it_is() -> None:
    assert read.together([blog()]) == blog()


def test_none_is_an_error() -> None:
    with pytest.raises(BriefingError, match="no source"):
        read.together([])


def test_nothing_is_lost() -> None:
    parts = [blog(), page(), feed()]
    whole = read.together(parts)
    assert whole.file == "morning.txt + article-plain.html + https://example.org/feed.xml"
    assert sorted(p.text for u in whole.updates for p in u.paragraphs) == sorted(
        p.text for b in parts for u in b.updates for p in u.paragraphs
    )
    assert {p.source for u in whole.updates for p in u.paragraphs} == {p.source for b in parts for u in b.updates for p in u.paragraphs}
    assert len(whole.lines) == sum(len(b.lines) for b in parts)
    for line in whole.lines:
        assert line.file
    told = {whole.place_of(line) for line in whole.lines if line.kind == "body"}
    assert told == {p.source for u in whole.updates for p in u.paragraphs}


def test_ids_are_each_their_own() -> None:
    whole = read.together([blog(f"{n}.txt") for n in range(30)])
    ids = [update.id for update in whole.updates]
    assert len(set(ids)) == len(ids) == 60
    assert {"a-u01", "b-u02", "z-u01", "aa-u01", "ad-u02"} <= set(ids)


def test_the_same_name_twice_is_told_apart() -> None:
    whole = read.together([blog("stdin"), blog("stdin", b"It rained.\nIt snowed.\n"), feed("f.xml"), feed("f.xml")])
    files = {p.source.file for u in whole.updates for p in u.paragraphs}
    assert files == {"stdin", "stdin (2)", "f.xml#1", "f.xml#2", "f.xml#3", "f.xml (2)#1", "f.xml (2)#2", "f.xml (2)#3"}
    sources = [p.source for u in whole.updates for p in u.paragraphs]
    assert len(set(sources)) == len(sources)


def test_the_checksum_is_over_all() -> None:
    sums = {
        read.together(parts).sha256
        for parts in (
            [blog(), page()],
            [page(), blog()],
            [blog(), feed()],
            [blog("b.txt"), page()],
            [blog(data=BLOG + b"It rained.\n"), page()],
        )
    }
    assert len(sums) == 5
    assert read.together([blog(), page()]).sha256 in sums


def test_dated_updates_stand_by_their_dates() -> None:
    whole = read.together([feed(), page("live-jsonld.html")])
    dates = [update.origin.published for update in whole.updates if update.origin]
    assert whole.order == "oldest-first"
    # 10:42 in Zurich is 09:42 in London.
    assert [each[11:16] for each in dates] == ["07:10", "07:30", "09:15", "10:42", "10:00", "11:00", "12:00"]


def test_undated_ones_are_interleaved_and_each_keeps_its_order() -> None:
    whole = read.together([blog(), feed()])
    assert [update.id for update in whole.updates] == ["b-u03", "a-u02", "b-u02", "a-u01", "b-u01"]
    assert whole.order == "oldest-first"


def test_one_person_has_one_name() -> None:
    whole = read.together([blog(), read.read(b"Mayor Eva Muster said that the road was shut.\n", "two.txt")])
    assert {actor for update in whole.updates for actor in update.actors} == {"Eva Muster"}


def test_an_item_file_of_several_gives_the_same_back() -> None:
    whole = read.together([blog(), page(), feed()])
    again = read.read(read.items_file(whole).encode(), "day.items.yaml")
    assert again.updates == whole.updates
    assert (again.file, again.order) == (whole.file, whole.order)
    kept = {(line.file or again.file, line.n, line.kind) for line in again.lines if line.kind != "blank"}
    assert kept == {(line.file, line.n, line.kind) for line in whole.lines if line.kind != "blank"}


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_every_paragraph_of_every_source_is_told_or_listed_as_left_out(form: str) -> None:
    whole = read.together([blog(), page(), page("article-jsonld.html"), feed(), read.read(FEED.replace(b"ship", b"boat"), "b.xml")])
    rundown = edit.edit(whole, form=form)
    beats = itertools.chain(rundown.in_brief, rundown.ahead, *(story.beats for story in rundown.stories))
    told = {source for beat in beats for source in beat.sources}
    left = {each.source for each in rundown.left_out}
    assert told | left == {p.source for u in whole.updates for p in u.paragraphs}
    assert not told & left


def test_a_script_of_many_sources_can_be_read_back() -> None:
    import datetime as dt

    whole = read.together(
        [read.read(f"Ship number {n} came to harbour {n} at noon.\nIt left again.\n".encode(), f"{n}.txt") for n in range(60)]
    )
    show = {"title": "T", "tagline": "", "language": "en-GB", "disclosure": True}
    script = write.render(edit.edit(whole, form="story"), form="story", date=dt.date(2026, 11, 27), show=show, briefing=whole)
    assert len({source.file for segment in script.segments for source in segment.sources}) == 60
    assert write.parse_script(write.format_script(script), "x.md") == script


def test_machines_are_told_of_which_file_a_line_is() -> None:
    shown = read.items_json(read.together([blog(), feed()]))
    assert shown["files"] == ["morning.txt", *(f"https://example.org/feed.xml#{n}" for n in (1, 2, 3))]
    assert {line["file"] for line in shown["lines"]} == set(shown["files"])
    assert [update["file"] for update in shown["updates"]][:2] == ["https://example.org/feed.xml#3", "morning.txt"]
    assert shown["updates"][0]["origin"]["publisher"] == "The Example"
    assert "files" not in read.items_json(blog())
