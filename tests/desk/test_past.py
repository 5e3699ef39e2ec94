"""What was told before is not told again: two days, a blog pasted again, the same edition made again; from outside, in real shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edit, read
from pipeline.errors import BriefingError
from pipeline.text.words import fingerprint
from tests.conftest import Episode, Ran

OLD = """\
14:00
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.
12:30
The River Authority said that the water had fallen by two metres since Monday.
“We do not expect another flood this week,” its director, Tom Field, said.
"""
NEW = """\
18:15
Mayor Ada Stone said that the north bridge had been opened to lorries as well.
The first lorry crossed the bridge in the afternoon, with a load of apples.
17:00
Farmers in the valley have asked the government for £4 million to mend their walls.
"""


@pytest.fixture
def show(tmp_path: Path) -> Path:
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (tmp_path / "briefings").mkdir()
    paste(tmp_path, "2026-11-26", OLD)
    return tmp_path


def paste(show: Path, name: str, text: str) -> str:
    (show / f"briefings/{name}.txt").write_text(text, encoding="utf-8")
    return f"briefings/{name}.txt"


def told(show: Path, name: str) -> str:
    return (show / f"scripts/{name}.md").read_text(encoding="utf-8")


def reasons(ran: Ran) -> dict[str, str]:
    assert ran.code == 0, ran.err
    return {left["source"]: left["reason"] for left in ran.json["left_out"]}


def memory(show: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((show / ".episode/told.json").read_text(encoding="utf-8"))["editions"]
    return found


def build(episode: Episode, name: str, *more: str) -> Ran:
    return episode("build", f"briefings/{name}.txt", "--json", *more)


# ── the next day ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_next_day_tells_what_is_new_and_says_since_when(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", NEW + OLD)
    left = reasons(build(episode, "2026-11-27"))
    assert left == {f"briefings/2026-11-27.txt:{n}": "told in the edition of 2026-11-26" for n in (7, 8, 9, 11, 12)}
    script = told(show, "2026-11-27")
    assert "lorry crossed" in script
    assert "Farmers in the valley" in script
    assert "barge" not in script
    assert "River Authority" not in script
    bridge = re.search(r"# [^\n]*\n\n\*\*Anchor:\*\* Since yesterday’s programme:\n\n\*\*Anchor:\*\* Mayor Ada Stone said", script)
    assert bridge, script
    assert script.count("Since yesterday’s programme:") == 1, "what is wholly new is not called news of something"
    assert "Friday" not in script.split("# Sign-off")[0].split("# Headlines")[1].split("\n\n", 3)[3], "nothing stale in the look ahead"


def test_what_a_withdrawn_episode_told_is_news_still_and_again_none_when_it_is_back(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    assert "is withdrawn since" in episode("withdraw", "2026-11-26").out
    paste(show, "2026-11-27", NEW + OLD)
    script = episode("script", "briefings/2026-11-27.txt", "--stdout").out
    assert "barge" in script
    assert "Since yesterday" not in script
    back = episode("withdraw", "2026-11-26", "--restore").out
    assert "is in the feed again. Listeners learn of it" in back
    assert episode("withdraw", "2026-11-26", "--restore").out.strip().endswith("is not withdrawn.")
    script = episode("script", "briefings/2026-11-27.txt", "--stdout").out
    assert "barge" not in script
    assert "Since yesterday’s programme" in script


def test_a_story_days_later_names_the_day(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    for name, words in (("2026-11-30", "Since Thursday’s programme:"), ("2026-12-08", "Since our programme of the 26th of November:")):
        paste(show, name, NEW + OLD)
        done = episode("script", f"briefings/{name}.txt", "--stdout")
        assert words in done.out, done.err


def test_an_added_paragraph_brings_the_one_that_it_leans_on(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(
        show,
        "2026-11-27",
        OLD.replace("in March.\n", "in March.\nHowever, the police said that lorries must still go round by the mill.\n"),
    )
    script = (build(episode, "2026-11-27"), told(show, "2026-11-27"))[1]
    assert script.index("since a barge hit it") < script.index("However, the police said")
    assert "town hall" not in script


@pytest.mark.parametrize(
    ("added", "again"),
    [
        ("The union said on Saturday that it would urge them to accept it.", True),
        ("Farmers in the valley said that a lorry had brought them apples on Saturday.", False),
    ],
)
def test_an_added_paragraph_that_speaks_of_them_brings_the_one_that_says_who(episode: Episode, show: Path, added: str, again: bool) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", OLD.replace("in March.\n", f"in March.\n{added}\n"))
    script = (build(episode, "2026-11-27"), told(show, "2026-11-27"))[1]
    assert added in script
    assert ("since a barge hit it" in script) == again


def test_nothing_new_is_an_error_that_says_what_to_do(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", OLD)
    before = (show / ".episode/told.json").read_bytes()
    done = build(episode, "2026-11-27")
    assert done.code == 1
    assert done.json["error"]["kind"] == "briefing"
    assert "nothing in it is new: the edition of 2026-11-26 (briefings/2026-11-26.txt) was made" in done.json["error"]["message"]
    assert "--repeats" in done.json["error"]["remedy"]
    assert not (show / "output/2026-11-27").exists()
    assert (show / ".episode/told.json").read_bytes() == before


def test_a_text_without_a_date_that_nobody_changed_does_not_go_out_again(episode: Episode, show: Path) -> None:
    (show / "briefings/2026-11-26.txt").rename(show / "briefings/today.txt")
    assert episode("build", "--date", "2026-11-26").code == 0
    done = episode("build", "--date", "2026-11-27")
    assert done.code == 1
    assert done.err.splitlines()[-1] == (
        "episode: briefings/today.txt: nothing in it is new: the edition of 2026-11-26 was made from the same text, word for word. Put today’s text "
        "there and build again, or make that edition again with --date 2026-11-26, or tell it once more with --repeats."
    )
    assert episode("build", "--date", "2026-11-26").code == 0
    assert reasons(episode("build", "--date", "2026-11-27", "--repeats", "--json")) == {}
    paste(show, "today", NEW + OLD)
    assert len(reasons(episode("build", "--date", "2026-11-28", "--json"))) == 5, "of a text that changed, what changed is told"


@pytest.mark.parametrize("how", ["option", "setting"])
def test_repeats_tells_everything_again(episode: Episode, show: Path, how: str) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", OLD)
    if how == "setting":
        (show / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\nrepeats = true\n')
    assert reasons(build(episode, "2026-11-27", *(["--repeats"] if how == "option" else []))) == {}
    assert "Since" not in told(show, "2026-11-27")


# ── the same day, the same edition ───────────────────────────────────────────────────────────────────────


def test_the_same_edition_made_again_is_whole_whatever_changed_around_it(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    first = told(show, "2026-11-26")
    assert build(episode, "2026-11-26").code == 0
    assert told(show, "2026-11-26") == first
    (show / "templates").mkdir()
    (show / "templates/briefing.md.j2").write_text(
        '{% extends "!builtin/briefing.md.j2" %}{% block greeting %}\n**Anchor:** Good evening.\n{% endblock %}', encoding="utf-8"
    )
    assert reasons(build(episode, "2026-11-26")) == {}
    assert "Good evening." in told(show, "2026-11-26")
    assert "barge" in told(show, "2026-11-26")
    assert len(memory(show)) == 1


def test_an_edition_made_again_after_the_next_one_does_not_know_it(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", NEW + OLD)
    assert build(episode, "2026-11-27").code == 0
    first, second = told(show, "2026-11-26"), told(show, "2026-11-27")
    for name in ("2026-11-26", "2026-11-27", "2026-11-26"):
        assert build(episode, name).json["script"] == "unchanged"
    assert (told(show, "2026-11-26"), told(show, "2026-11-27")) == (first, second)
    assert [each["date"] for each in memory(show)] == ["2026-11-26", "2026-11-27"]


def test_a_blog_pasted_again_in_the_evening_gives_what_changed(episode: Episode, show: Path) -> None:
    paste(show, "2026-11-26-morning", OLD)
    assert build(episode, "2026-11-26-morning").code == 0
    paste(show, "2026-11-26-evening", NEW + OLD)
    done = build(episode, "2026-11-26-evening")
    assert set(reasons(done).values()) == {"told in the edition of 2026-11-26 (briefings/2026-11-26-morning.txt)"}
    script = (Path(done.json["dir"]) / "script.md").read_text(encoding="utf-8")
    assert "Since this morning’s edition:" in script
    assert "provenance.own-words" not in {each["code"] for each in episode("check", done.json["dir"], "--json").json["findings"]}
    again = build(episode, "2026-11-26-morning")
    assert reasons(again) == {}, "what was made first does not know the evening's"
    assert again.json["script"] == "unchanged"


def test_formats_know_nothing_of_each_other(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    assert reasons(build(episode, "2026-11-26", "--format", "story")) == {}
    paste(show, "2026-11-27", NEW + OLD)
    assert build(episode, "2026-11-27").code == 0
    left = reasons(build(episode, "2026-11-27", "--format", "story"))
    assert len(left) == 5
    assert {(each["date"], each["format"]) for each in memory(show)} == {
        ("2026-11-26", "briefing"), ("2026-11-26", "story"), ("2026-11-27", "briefing"), ("2026-11-27", "story"),
    }  # fmt: skip


# ── what is remembered, and what is not ──────────────────────────────────────────────────────────────────


def test_what_an_edition_had_and_did_not_tell_is_no_news_later(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    script = show / "scripts/2026-11-26.md"
    text = script.read_text(encoding="utf-8")
    script.write_text("\n".join(line for line in text.split("\n") if "water had fallen" not in line), encoding="utf-8")
    assert build(episode, "2026-11-26").json["script"] == "edited"
    mark = fingerprint("The River Authority said that the water had fallen by two metres since Monday.")
    assert mark not in memory(show)[0]["told"]
    assert mark in memory(show)[0]["passed"]
    paste(show, "2026-11-27", NEW + OLD)
    left = reasons(build(episode, "2026-11-27"))
    assert left["briefings/2026-11-27.txt:11"] == "not new: passed over in the edition of 2026-11-26"
    assert "water had fallen" not in told(show, "2026-11-27")
    paste(show, "2026-11-28", "The mill was sold to a baker from the next valley.\n" + NEW + OLD)
    left = reasons(build(episode, "2026-11-28"))
    assert left["briefings/2026-11-28.txt:8"] == "told in the edition of 2026-11-26", "where it was told, not where it was left out"


def test_looking_writes_nothing(episode: Episode, show: Path) -> None:
    for words in (["build", "--dry-run"], ["items", "--why"], ["items", "--json"], ["script", "--stdout"]):
        assert episode(words[0], "briefings/2026-11-26.txt", *words[1:]).code == 0
    assert not (show / ".episode").exists()
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", NEW + OLD)
    before = (show / ".episode/told.json").read_bytes()
    assert len(episode("build", "briefings/2026-11-27.txt", "--dry-run", "--json").json["left_out"]) == 5
    out = episode("items", "briefings/2026-11-27.txt", "--why").out
    assert "It was told in the edition of 2026-11-26" in out
    assert (show / ".episode/told.json").read_bytes() == before


def test_outside_a_show_nothing_is_remembered(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(OLD, encoding="utf-8")
    for date in ("2026-11-26", "2026-11-27"):
        assert reasons(episode("build", "day.txt", "--engine", "tone", "--date", date, "--json")) == {}
    assert not list(tmp_path.rglob("told.json"))


@pytest.mark.parametrize(
    "broken", ["", "{", "[1]", '{"editions": 3}', '{"editions": [{"date": "x"}, 4, null]}', '{"editions": [{"date": 3, "told": []}]}']
)
def test_a_broken_memory_is_said_and_does_no_harm(episode: Episode, show: Path, broken: str) -> None:
    (show / ".episode").mkdir()
    (show / ".episode/told.json").write_text(broken, encoding="utf-8")
    done = episode("build", "briefings/2026-11-26.txt")
    assert done.code == 0, done.err
    assert ("told.json cannot be read: everything counts as new" in done.err) == (not broken.startswith('{"editions": ['))
    assert [each["date"] for each in memory(show)] == ["2026-11-26"]


def test_two_weeks_are_remembered_and_a_person_can_read_them(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    mine = memory(show)[0]
    assert (mine["date"], mine["format"], mine["briefing"]) == ("2026-11-26", "briefing", "briefings/2026-11-26.txt")
    assert "The bridge has been closed since" in mine["told"].values()
    for name, dates in (("2026-12-10", ["2026-11-26", "2026-12-10"]), ("2026-12-11", ["2026-12-10", "2026-12-11"])):
        paste(show, name, f"The mill at {name} was sold to a baker from the next valley.\n{OLD}")
        assert build(episode, name).code == 0
        assert [each["date"] for each in memory(show)] == dates


def test_one_wrong_year_makes_a_show_forget_nothing(episode: Episode, show: Path) -> None:
    """A clock that is wrong for a night, or a slip in a file's name: the day after, yesterday's news is none."""
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2062-11-26", "The mill was sold to a baker from the next valley.\n")
    assert build(episode, "2062-11-26").code == 0
    paste(show, "2026-11-27", NEW + OLD)
    assert build(episode, "2026-11-27").code == 0
    assert "barge" not in told(show, "2026-11-27")
    assert [each["date"] for each in memory(show)] == ["2026-11-26", "2062-11-26", "2026-11-27"]


def test_a_given_length_is_met_from_what_is_new(episode: Episode, show: Path) -> None:
    assert build(episode, "2026-11-26").code == 0
    paste(show, "2026-11-27", NEW + OLD)
    done = build(episode, "2026-11-27", "--target", "30")
    assert done.code == 0, done.err
    assert "barge" not in told(show, "2026-11-27")


def test_cuts_of_a_day_know_nothing_of_each_other(episode: Episode, show: Path) -> None:
    cuts = ("--cut", "full", "--cut", "short=0:40")
    assert build(episode, "2026-11-26", *cuts).code == 0
    paste(show, "2026-11-27", NEW + OLD)
    done = build(episode, "2026-11-27", *cuts)
    assert done.code == 0, done.err
    scripts = [(Path(each["dir"]) / "script.md").read_text(encoding="utf-8") for each in done.json["cuts"]]
    assert "lorry crossed" in scripts[0]
    assert "barge" not in scripts[0]
    assert [(each["date"], each["cut"]) for each in memory(show)] == [
        ("2026-11-26", ""), ("2026-11-26", "short"), ("2026-11-27", ""), ("2026-11-27", "short"),
    ]  # fmt: skip


# ── the stage by itself ──────────────────────────────────────────────────────────────────────────────────

PARAGRAPHS = [line for line in (NEW + OLD).splitlines() if not re.match(r"\d", line)]


@pytest.mark.parametrize("form", ["briefing", "story"])
@given(st.sets(st.sampled_from(PARAGRAPHS)))
def test_whatever_was_told_the_rest_is_told_or_listed(form: str, before: set[str]) -> None:
    briefing = read.read((NEW + OLD).encode(), "day.txt")
    past = edit.Past(0, "the edition of 2026-11-26", "Since yesterday’s programme:")
    try:
        rundown = edit.edit(briefing, form=form, told={fingerprint(text): past for text in before})
    except BriefingError:
        assert before == set(PARAGRAPHS)
        return
    stories = [beat for story in rundown.stories for beat in story.beats]
    beats = [*stories, *rundown.in_brief, *rundown.ahead]
    said = {source for beat in beats for source in beat.sources}
    left = {each.source for each in rundown.left_out}
    assert said | left == {p.source for u in briefing.updates for p in u.paragraphs}
    assert not said & left
    for each in rundown.left_out:
        if "told in" in each.reason:
            assert each.text in before
    for story in rundown.stories:
        assert story.beats[0].kind != "quote", "no quotation stands alone"
