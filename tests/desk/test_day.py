from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from pipeline.desk import claims, day
from pipeline.desk.show import Show
from pipeline.errors import BriefingError

NOV_27 = dt.date(2026, 11, 27)


def a_show(folder: Path) -> Show:
    (folder / "briefings").mkdir(parents=True, exist_ok=True)
    return Show(folder=folder, file=folder / "episode.toml")


def script(path: Path, form: str, briefing: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: T\ndate: 2026-11-27\nformat: {form}\nbriefing: {briefing}\n---\n\n# One\n", encoding="utf-8")


# ── which briefing ───────────────────────────────────────────────────────────────────────────────────────


def test_the_newest_briefing_is_the_one_with_the_latest_date_in_its_name(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    ignored = ["README.md", ".hidden", "2026-12-01.txt.bak"]
    for n, name in enumerate(["2026-11-26.txt", "2026-11-27.txt", "2026-11-25-late.txt", "sample.txt", *ignored]):
        (tmp_path / "briefings" / name).write_text(name)
        os.utime(tmp_path / "briefings" / name, (n, n))
    found = day.given("", show)
    assert (found.name, found.data) == ("briefings/2026-11-27.txt", b"2026-11-27.txt")
    assert "newest of 4" in found.note


def test_without_dates_the_newest_is_the_one_written_last(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    for n, name in enumerate(["b.txt", "a.txt"]):
        (tmp_path / "briefings" / name).write_text(name)
        os.utime(tmp_path / "briefings" / name, (n, n))
    assert day.given("", show).name == "briefings/a.txt"


def test_an_item_file_beside_its_text_is_what_counts(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (tmp_path / "briefings/2026-11-27.txt").write_text("raw")
    (tmp_path / "briefings/2026-11-27.items.yaml").write_text("corrected")
    for asked in ("", str(tmp_path / "briefings/2026-11-27.txt"), str(tmp_path / "briefings/2026-11-27.items.yaml")):
        found = day.given(asked, show)
        assert (found.data, found.name) == (b"corrected", "briefings/2026-11-27.items.yaml")
    assert "item file" in day.given("", show).note
    assert day.given(str(tmp_path / "briefings/2026-11-27.txt"), show, beside=False).data == b"raw"


def test_an_item_file_older_than_its_text_is_pointed_out(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (tmp_path / "briefings/x.txt").write_text("raw")
    (tmp_path / "briefings/x.items.yaml").write_text(f"episode_items: 1\nsource_sha256: {'0' * 64}\n")
    assert "x.txt has changed since" in day.given("", show).note


def test_no_briefing_says_where_to_put_one(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="episode init"):
        day.given("", Show())
    show = a_show(tmp_path)
    with pytest.raises(BriefingError, match="Save the day's text there"):
        day.given("", show)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_briefings_on_a_disk_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "briefings").symlink_to(tmp_path / "unmounted")
    with pytest.raises(BriefingError, match="a link that leads to no folder"):
        day.given("", Show(folder=tmp_path))


def test_a_source_never_carries_an_absolute_path(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    (tmp_path / "elsewhere.txt").write_text("x")
    (tmp_path / "show" / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert day.named(tmp_path / "elsewhere.txt", show) == "elsewhere.txt"
    assert day.named(tmp_path / "show" / "briefings" / ".." / "notes.txt", show) == "notes.txt"
    assert day.named(tmp_path / "show" / "a" / "notes.txt", show) == "a/notes.txt"
    assert day.named(tmp_path / "show" / "link.txt", show) == "link.txt"
    assert day.named(Path("/etc/news\n[^1]: x.txt"), Show()) == "news_[^1]: x.txt"


# ── which date ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("option", "name", "date"),
    [
        ("2026-11-20", "2026-11-27.txt", "2026-11-20"),
        ("today", "2026-11-20.txt", "2026-11-27"),
        ("yesterday", "", "2026-11-26"),
        ("", "briefings/blog-2026-11-20-late.txt", "2026-11-20"),
        ("", "2026-13-45.txt", "2026-11-27"),
        ("", "12026-11-201.txt", "2026-11-27"),
        ("", "2026-11-20/live.txt", "2026-11-27"),
        ("", "stdin", "2026-11-27"),
    ],
)
def test_the_date(option: str, name: str, date: str) -> None:
    assert day.date_of(option, name, NOV_27) == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    ("there", "date", "taken"),
    [
        (("2026-11-26.txt", "2026-11-27.txt", "2026-11-28.txt"), NOV_27, "2026-11-27.txt"),
        (("2026-11-26.txt", "2026-11-28.txt"), NOV_27, ""),
        (("2026-11-26.txt", "sample.txt"), NOV_27, ""),
        (("2026-11-27.txt", "2026-11-27-evening.txt"), NOV_27, "2026-11-27-evening.txt"),
        (("sample.txt", "blog.txt"), NOV_27, "blog.txt"),
        (("2026-11-26.txt", "2026-11-28.txt", "sample.txt"), None, "2026-11-28.txt"),
    ],
)
def test_the_newest_text_is_one_of_the_day_that_is_asked_for(
    tmp_path: Path, there: tuple[str, ...], date: dt.date | None, taken: str
) -> None:
    show = a_show(tmp_path)
    for place, name in enumerate(there):
        (tmp_path / "briefings" / name).write_text("News.")
        os.utime(tmp_path / "briefings" / name, (place, place))
    if taken:
        assert day.given("", show, date=date).name == f"briefings/{taken}"
    else:
        with pytest.raises(BriefingError, match="there is no text of 2026-11-27 here: the newest is 2026-11-2"):
            day.given("", show, date=date)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        day.date_of("soon", "", NOV_27)


# ── where it stands ──────────────────────────────────────────────────────────────────────────────────────


def test_in_a_show_and_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    show = a_show(tmp_path)
    assert day.place(show, None, NOV_27, "story", "x.txt") == day.Place(tmp_path / "scripts/2026-11-27.md", tmp_path / "output/2026-11-27")
    assert day.place(show, Path("out"), NOV_27, "story", "x.txt").script == tmp_path / "scripts/2026-11-27.md"
    assert day.place(show, Path("out"), NOV_27, "story", "x.txt").folder == tmp_path / "out/2026-11-27"
    outside = day.place(Show(), None, NOV_27, "story", "x.txt")
    assert outside == day.Place(tmp_path / "output/2026-11-27/script.md", tmp_path / "output/2026-11-27")
    assert outside.together


def test_two_episodes_of_one_date_never_share_a_name(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    def name(form: str, briefing: str) -> str:
        here = day.place(show, None, NOV_27, form, briefing)
        assert here.script.stem == here.folder.name
        script(here.script, form, briefing)
        return here.folder.name

    asked = [
        ("briefing", "briefings/2026-11-27.txt", "2026-11-27"),
        ("story", "briefings/2026-11-27.txt", "2026-11-27-story"),
        ("story", "briefings/Late Edition é 2026-11-27.txt", "2026-11-27-story-late-edition-e"),
        ("story", "Late edition e.txt", "2026-11-27-story-late-edition-e-2"),
        ("briefing", "sample.items.yaml", "2026-11-27-briefing"),
    ]
    for form, briefing, expected in (*asked, *asked):  # the second time each finds its own again
        assert name(form, briefing) == expected


def test_a_finished_episode_keeps_its_name_when_its_script_is_gone(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    script(tmp_path / "output/2026-11-27/script.md", "story", "x.txt")
    assert day.place(show, None, NOV_27, "briefing", "x.txt").folder.name == "2026-11-27-briefing"
    assert day.place(show, None, NOV_27, "story", "x.txt").folder.name == "2026-11-27"


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (tmp_path / "output/2026-11-27").mkdir(parents=True)
    assert day.place(show, None, NOV_27, "story", "x.txt").folder.name == "2026-11-27"
    (tmp_path / "output/2026-11-27/holiday.jpg").write_text("x")
    assert day.place(show, None, NOV_27, "story", "x.txt").folder.name == "2026-11-27-story"


def test_a_script_whose_header_is_broken_is_not_stepped_around(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/2026-11-27.md").write_text("my notes\n")
    assert day.place(show, None, NOV_27, "story", "x.txt").script.name == "2026-11-27.md"


def test_a_quoted_header_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    script(file, "story", "'a: b.txt'")
    assert day.header(file) == {"format": "story", "briefing": "a: b.txt", "cut": ""}


def test_what_another_build_is_making_is_not_taken(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    with claims.staging(tmp_path / "output/2026-11-27", {"format": "story", "briefing": "x.txt"}):
        assert day.place(show, None, NOV_27, "briefing", "x.txt").folder.name == "2026-11-27-briefing"
        assert day.place(show, None, NOV_27, "story", "x.txt").folder.name == "2026-11-27"
