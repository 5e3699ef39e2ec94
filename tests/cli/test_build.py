"""`episode` driven from outside: what it writes, where, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.cli import screen_episode
from tests.conftest import PROGRAM, Episode, Golden

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
FILES = {
    "chapters.json", "chapters.psc.xml", "episode.json", "episode.mp3", "index.html", "notes.html", "notes.txt", "script.md",
    "transcript.html", "transcript.json", "transcript.srt", "transcript.vtt",
}  # fmt: skip

BLOG = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.
The River Authority said that the water had fallen by two metres since Monday.
“We do not expect another flood this week,” its director, Tom Field, said.
Farmers in the valley have asked the government for £4 million to mend their walls.
"""

CHANGED = BLOG.replace("Friday", "Saturday")


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show with one briefing that is quickly built."""
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings/2026-11-27.txt").write_text(BLOG, encoding="utf-8")
    return tmp_path


def listed(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def edit(script: Path, old: str, new: str) -> None:
    text = script.read_text(encoding="utf-8")
    assert old in text
    script.write_text(text.replace(old, new), encoding="utf-8")


def normal(document: Any, tmp: Path) -> str:
    """A document without what differs from run to run and from machine to machine."""
    text = json.dumps(document, ensure_ascii=False, indent=2).replace(str(tmp), "TMP").replace(str(SAMPLE), "SAMPLE")
    text = re.sub(r'("(?:read|edit|write|speak|mix|publish|check)": )[\d.]+', r"\g<1>0", text)
    return re.sub(r'("(?:loudness_lufs|true_peak_dbtp)": )-[\d.]+', r"\g<1>-0", text) + "\n"


# ── what is written ──────────────────────────────────────────────────────────────────────────────────────


def test_outside_a_show_all_is_written_below_out(episode: Episode, tmp_path: Path, golden: Golden) -> None:
    env = {"EPISODE_CACHE": str(tmp_path / "cache")}
    done = episode("build", SAMPLE, "--engine", "tone", "--date", "2026-11-27", "--out", "made", "--json", env=env)
    assert (done.code, done.err) == (0, "")
    facts = done.json
    assert listed(tmp_path / "made") == {"index.html"} | {f"2026-11-27/{name}" for name in FILES}
    assert {path.name for path in tmp_path.iterdir()} == {"made", "cache"}
    assert abs(facts["loudness_lufs"] + 16) <= 0.5
    assert facts["true_peak_dbtp"] <= -1
    assert facts["spoken"] + facts["cached"] == facts["segments"]
    assert all(Path(path).is_file() for path in facts["files"].values())
    golden("cli/build.json", normal(facts, tmp_path))


def test_without_out_it_goes_to_output(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(BLOG, encoding="utf-8")
    done = episode("build", "day.txt", "--engine", "tone", "--date", "2026-11-27")
    assert done.code == 0
    assert listed(tmp_path) == {"day.txt", "output/index.html"} | {f"output/2026-11-27/{name}" for name in FILES}


def test_in_a_show_the_script_goes_to_scripts(episode: Episode, show: Path) -> None:
    done = episode("build")
    assert done.code == 0, done.err
    remembered = {f".episode/{name}" for name in ("checked/output/2026-11-27.json", "journal.jsonl", "told.json")}
    made = {"scripts/2026-11-27.md"} | remembered | {f"output/2026-11-27/{name}" for name in FILES}
    assert listed(show) == {"episode.toml", "briefings/2026-11-27.txt", "output/index.html"} | made
    assert (show / "scripts/2026-11-27.md").read_text() == (show / "output/2026-11-27/script.md").read_text()
    assert "taking briefings/2026-11-27.txt" in done.err
    assert "output/2026-11-27/episode.mp3" in done.out
    assert "LUFS" in done.out
    record = json.loads((show / "output/2026-11-27/episode.json").read_text())
    assert str(show) not in json.dumps(record)
    assert record["segments"][1]["sources"][0].startswith("briefings/2026-11-27.txt:")


def test_out_in_a_show_moves_the_episode_alone(episode: Episode, show: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    assert episode("build", "--out", away, "--quiet").code == 0
    assert listed(away) == {"index.html"} | {f"2026-11-27/{name}" for name in FILES}
    assert (show / "scripts/2026-11-27.md").is_file()
    assert not (show / "output").exists()


def test_from_below_the_show_and_through_the_environment(episode: Episode, show: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (show / "deep/er").mkdir(parents=True)
    assert episode("script", "--quiet", cwd=show / "deep/er").code == 0
    assert (show / "scripts/2026-11-27.md").is_file()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert episode("build", "--quiet", cwd=elsewhere, env={"EPISODE_SHOW": str(show)}).code == 0
    assert (show / "output/2026-11-27/episode.mp3").is_file()
    assert listed(elsewhere) == set()


def test_two_formats_and_two_briefings_of_one_date_never_mix(episode: Episode, show: Path) -> None:
    (show / "late.txt").write_text(CHANGED, encoding="utf-8")
    asked = [
        (["briefings/2026-11-27.txt", "--format", "briefing"], "2026-11-27"),
        (["briefings/2026-11-27.txt", "--format", "story"], "2026-11-27-story"),
        (["late.txt", "--format", "story", "--date", "2026-11-27"], "2026-11-27-story-late"),
    ]
    scripts = {}
    for words, name in asked:
        facts = episode("build", *words, "--json").json
        assert Path(facts["dir"]).name == name
        scripts[name] = (show / "scripts" / f"{name}.md").read_text()
    assert len(set(scripts.values())) == 3
    for words, name in asked:
        again = episode("build", *words, "--json").json
        assert (Path(again["dir"]).name, again["script"]) == (name, "unchanged")
        assert (show / "scripts" / f"{name}.md").read_text() == scripts[name]


def test_builds_at_the_same_time_do_not_mix_either(episode: Episode, show: Path) -> None:
    (show / "late.txt").write_text(CHANGED, encoding="utf-8")
    asked = [["--format", "briefing"], ["--format", "story"], ["late.txt", "--date", "2026-11-27", "--format", "story"]]
    running = [
        subprocess.Popen([PROGRAM, "build", *words, "--json"], cwd=show, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for words in asked
    ]
    made = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert len({facts["dir"] for facts in made}) == 3
    for words, facts in zip(asked, made, strict=True):
        folder = Path(facts["dir"])
        record = json.loads((folder / "episode.json").read_text())
        assert record["format"] == facts["format"] == words[-1]
        assert (folder / "script.md").read_text() == (show / "scripts" / f"{folder.name}.md").read_text()
    assert {path.name for path in (show / "output").iterdir()} == {"index.html"} | {Path(facts["dir"]).name for facts in made}
    assert all(f'href="{Path(facts["dir"]).name}/index.html"' in (show / "output/index.html").read_text() for facts in made)


def test_a_very_long_day_says_how_to_get_a_shorter_one(episode: Episode, show: Path) -> None:
    made = episode("build", "--json").json
    assert "--target" not in screen_episode.episode(made)
    assert "46:00 · " in (long := screen_episode.episode({**made, "duration_ms": 46 * 60_000}))
    assert "MB  (what matters most of it: --target 15:00)" in long


def test_standard_input(episode: Episode, tmp_path: Path) -> None:
    done = episode("build", "-", "--engine", "tone", "--date", "2026-11-27", "--json", stdin=BLOG.encode())
    assert done.code == 0, done.err
    assert "[^1]: stdin:1" in Path(done.json["files"]["script"]).read_text()


def test_a_dry_run_writes_nothing(episode: Episode, show: Path, golden: Golden, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = listed(show)
    done = episode("build", "--dry-run", "--json", "--quiet", env={"EPISODE_CACHE": str(tmp_path_factory.mktemp("cache") / "none yet")})
    golden("cli/dry-run.json", normal(done.json, show))
    assert done.json["files"] == {"script": str(show / "scripts/2026-11-27.md")}
    assert (done.json["dir"], done.json["script"]) == (str(show / "output/2026-11-27"), "rendered")
    assert done.json["segments"] > 3
    people = episode("build", "--dry-run")
    assert people.code == 0
    assert "nothing is written" in people.out
    assert listed(show) == before
    assert not (show / "scripts").exists()


def test_quiet_says_nothing(episode: Episode, show: Path) -> None:
    done = episode("build", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_the_second_build_speaks_nothing_anew(episode: Episode, show: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    env = {"EPISODE_CACHE": str(tmp_path_factory.mktemp("cache"))}
    first = episode("build", "--json", env=env).json
    second = episode("build", "--json", env=env).json
    assert first["spoken"] > 0
    assert (second["spoken"], second["cached"]) == (0, second["segments"])
    assert episode("build", "--dry-run", "--json", env=env).json["cached"] == second["segments"]
    assert f"{second['segments']}: 0 to speak" in episode("build", "--dry-run", env=env).out
    assert second["duration_ms"] == first["duration_ms"]


def test_voices_are_chosen_by_command_then_settings(episode: Episode, show: Path) -> None:
    (show / "episode.toml").write_text('[voices]\nanchor = "tone:low"\nquote = "pyttsx3:gmw/en-us"\n"Voice of Stone" = "tone:low"\n')

    def voices(*words: str) -> Any:
        done = episode("build", "--dry-run", "--json", *words)
        assert done.code == 0, done.err
        return done.json["voices"]

    assert voices()["anchor"] == "tone:low"
    assert voices()["quote"] == "pyttsx3:gmw/en-us"
    assert voices("--engine", "tone")["quote"] == "tone:tone"  # not the anchor's
    assert voices("--voice", "tone") == voices("--engine", "tone")
    assert voices("--engine", "tone", "--voice", "tone:tone")["anchor"] == "tone:tone"
    assert voices("--engine", "tone", "--voice", "quote=tone:tone")["quote"] == "tone:tone"


# ── the edit loop ────────────────────────────────────────────────────────────────────────────────────────


def test_an_edited_script_is_spoken_as_it_is(episode: Episode, show: Path) -> None:
    episode("build", "--quiet")
    script = show / "scripts/2026-11-27.md"
    edit(script, "Hello.", "Good evening, dear friends of the valley.")
    mine = script.read_text()
    done = episode("build", "--json")
    assert done.json["script"] == "edited"
    assert done.json["spoken"] == 1
    assert "as it was edited by hand" in done.err
    assert script.read_text() == mine == (show / "output/2026-11-27/script.md").read_text()
    assert "dear friends of the valley" in (show / "output/2026-11-27/transcript.vtt").read_text().replace("\n", " ")


@pytest.mark.parametrize("hand", ["<!-- ask Ada about this -->\n", "\n", "\nMore. \n"])
def test_any_letter_that_a_human_adds_is_kept(episode: Episode, show: Path, hand: str) -> None:
    episode("script", "--quiet")
    script = show / "scripts/2026-11-27.md"
    edit(script, "# Headlines\n", f"# Headlines\n{hand}" if "More" not in hand else f"# Headlines\n\n**Anchor:** {hand.strip()}\n")
    mine = script.read_text()
    refused = episode("script")
    assert refused.code == 1
    assert "edited by hand" in refused.err
    assert episode("build", "--quiet").code == 0
    assert script.read_text() == mine


def test_an_untouched_script_follows_its_briefing(episode: Episode, show: Path) -> None:
    episode("build", "--quiet")
    (show / "briefings/2026-11-27.txt").write_text(CHANGED, encoding="utf-8")
    done = episode("build", "--json")
    assert done.json["script"] == "rendered"
    assert "Saturday" in (show / "scripts/2026-11-27.md").read_text()
    assert [path.name for path in (show / "scripts").iterdir()] == ["2026-11-27.md"]


def test_when_both_have_changed_the_human_decides(episode: Episode, show: Path) -> None:
    episode("build", "--quiet")
    script = show / "scripts/2026-11-27.md"
    edit(script, "Hello.", "Good evening.")
    mine = script.read_text()
    audio = (show / "output/2026-11-27/episode.mp3").read_bytes()
    (show / "briefings/2026-11-27.txt").write_text(CHANGED, encoding="utf-8")

    stopped = episode("build", "--json")
    assert stopped.code == 1
    assert stopped.json["error"]["kind"] == "script"
    assert stopped.json["error"]["where"] == "scripts/2026-11-27.md"
    assert "--keep-script" in stopped.err
    assert "--rewrite" in stopped.err
    assert script.read_text() == mine
    assert (show / "output/2026-11-27/episode.mp3").read_bytes() == audio

    kept = episode("build", "--keep-script", "--json")
    assert kept.code == 0
    assert script.read_text() == mine

    anew = episode("build", "--rewrite", "--json")
    assert anew.json["script"] == "rendered"
    assert "scripts/2026-11-27.md.bak" in anew.err
    assert (show / "scripts/2026-11-27.md.bak").read_text() == mine
    assert "Saturday" in script.read_text()

    edit(script, "Hello.", "Good night.")
    assert episode("script", "--rewrite", "--quiet").code == 0
    assert "Good night." in (show / "scripts/2026-11-27.md.bak2").read_text()
    assert (show / "scripts/2026-11-27.md.bak").read_text() == mine


def test_the_edit_loop_works_outside_a_show(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(BLOG, encoding="utf-8")
    words = ("build", "day.txt", "--engine", "tone", "--date", "2026-11-27")
    assert episode("script", "day.txt", "--date", "2026-11-27").out == "output/2026-11-27/script.md\n"
    script = tmp_path / "output/2026-11-27/script.md"
    edit(script, "Hello.", "Good evening.")
    assert episode(*words, "--json").json["script"] == "edited"
    assert "Good evening." in script.read_text()
    (tmp_path / "day.txt").write_text(CHANGED, encoding="utf-8")
    assert episode(*words).code == 1
    assert episode(*words, "--rewrite", "--quiet").code == 0
    assert "Good evening." in (tmp_path / "output/2026-11-27/script.md.bak").read_text()
    assert "Good evening." not in script.read_text()


def test_what_a_human_took_out_is_listed_as_left_out(episode: Episode, show: Path) -> None:
    before = episode("build", "--json", "--format", "story").json["left_out"]
    assert not [left for left in before if left["source"].endswith(":3")]
    script = show / "scripts/2026-11-27.md"
    lines = [line for line in script.read_text().splitlines(keepends=True) if "barge" not in line]
    script.write_text("".join(lines))
    after = episode("build", "--json", "--format", "story").json["left_out"]
    assert {"source": "briefings/2026-11-27.txt:3", "reason": "not in the script as it was edited"} in after


def test_a_broken_script_can_be_rewritten_and_is_kept(episode: Episode, show: Path) -> None:
    episode("script", "--quiet")
    script = show / "scripts/2026-11-27.md"
    edit(script, "**Anchor:** Hello.", "Anchor: Hello.")
    assert episode("build").code == 1
    assert episode("build", "--rewrite", "--quiet").code == 0
    assert "\nAnchor: Hello." in (show / "scripts/2026-11-27.md.bak").read_text()


# ── items ────────────────────────────────────────────────────────────────────────────────────────────────


def test_items_for_machines(episode: Episode, tmp_path: Path, golden: Golden) -> None:
    done = episode("items", SAMPLE, "--json")
    assert (done.code, done.err) == (0, "")
    assert listed(tmp_path) == set()
    golden("cli/items.json", normal(done.json, tmp_path))


def test_items_for_people(episode: Episode) -> None:
    done = episode("items", SAMPLE)
    assert done.code == 0
    assert re.search(r"^ +1  promo ", done.out, re.MULTILINE)
    assert max(len(line) for line in done.out.splitlines()) <= 100


def test_an_item_file_is_corrected_and_built(episode: Episode, show: Path) -> None:
    assert episode("items", "briefings/2026-11-27.txt", "--edit").out == "briefings/2026-11-27.items.yaml\n"
    items = show / "briefings/2026-11-27.items.yaml"
    edit(items, "Friday", "Sunday")
    mine = items.read_text()
    done = episode("build", "--json")
    assert "item file briefings/2026-11-27.items.yaml" in done.err
    assert "Sunday" in (show / "scripts/2026-11-27.md").read_text()
    assert episode("build", "briefings/2026-11-27.items.yaml", "--json").json["dir"] == done.json["dir"]

    refused = episode("items", "briefings/2026-11-27.txt", "--edit")
    assert refused.code == 1
    assert "there already" in refused.err
    assert items.read_text() == mine
    assert episode("items", "briefings/2026-11-27.txt", "--edit", "--rewrite").code == 0
    assert (show / "briefings/2026-11-27.items.yaml.bak").read_text() == mine
    (show / "briefings/2026-11-27.txt").write_text(CHANGED, encoding="utf-8")
    assert "2026-11-27.txt has changed since" in episode("build").err


def test_item_files_stay_where_they_belong(episode: Episode, show: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "blog.txt").write_text(BLOG, encoding="utf-8")
    assert episode("items", away / "blog.txt", "--edit").out == "briefings/blog.items.yaml\n"
    assert episode("items", "blog.txt", "--edit", cwd=away).out == "output/blog.items.yaml\n"
    assert episode("items", "blog.txt", "--edit", "--out", "here", cwd=away).out == "here/blog.items.yaml\n"
    assert episode("items", "-", "--edit", cwd=away, stdin=BLOG.encode()).out == "output/stdin.items.yaml\n"


def test_outside_a_show_an_item_file_is_built_as_well(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "here").mkdir()
    text, here = tmp_path / "src/2026-11-27.txt", tmp_path / "here"
    text.write_text(BLOG, encoding="utf-8")
    for more, folder in (((), "output"), (("--out", "made"), "made")):
        assert episode("items", text, "--edit", *more, cwd=here).code == 0
        edit(here / folder / "2026-11-27.items.yaml", "Friday", "Sunday")
        done = episode("build", text, "--engine", "tone", "--quiet", *more, cwd=here)
        assert (done.code, done.err) == (0, "")
        assert "Sunday" in (here / folder / "2026-11-27/script.md").read_text()
        assert episode("check", f"{folder}/2026-11-27", "--json", cwd=here).json["measured"]["provenance"]["proved"]
    text.write_text(CHANGED, encoding="utf-8")
    done = episode("build", text, "--engine", "tone", "--rewrite", cwd=here)
    assert "not taking the item file output/2026-11-27.items.yaml" in done.err
    assert "Saturday" in (here / "output/2026-11-27/script.md").read_text()


def test_a_name_with_two_spaces_is_the_same_in_the_item_file(episode: Episode, show: Path) -> None:
    text = "briefings/The  day of 2026-11-28, told in a name that is longer than a line of an item file would be, and has  two spaces.txt"
    (show / text).write_text(BLOG.replace("bridge", "tunnel"), encoding="utf-8")
    first = episode("build", text, "--json").json
    items = show / episode("items", text, "--edit").out.strip("\n")
    edit(items, "Friday", "Sunday")
    again = episode("build", text, "--json").json
    assert again["dir"] == first["dir"]
    assert episode("check", again["dir"], "--json").json["measured"]["provenance"]["proved"]


def test_in_a_show_a_text_from_elsewhere_keeps_its_item_file(
    episode: Episode, show: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = tmp_path_factory.mktemp("away") / "2026-11-28.txt"
    text.write_text(BLOG.replace("bridge", "tunnel"), encoding="utf-8")
    assert episode("items", text, "--edit").out == "briefings/2026-11-28.items.yaml\n"
    edit(show / "briefings/2026-11-28.items.yaml", "Friday", "Sunday")
    assert "Sunday" in episode("script", text, "--stdout").out


# ── the other commands ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_a_script_on_standard_output_is_written_nowhere_else(episode: Episode, tmp_path: Path, form: str) -> None:
    done = episode("script", SAMPLE, "--format", form, "--date", "2026-11-27", "--stdout")
    assert (done.code, done.err) == (0, "")
    assert listed(tmp_path) == set()
    assert done.out.startswith("---\ntitle: ")
    assert done.out.endswith(".txt:36\n")
    assert f"\nformat: {form}\n" in done.out


def test_script_for_machines(episode: Episode, show: Path) -> None:
    done = episode("script", "--json", "--quiet")
    assert done.json["files"] == {"script": str(show / "scripts/2026-11-27.md")}
    assert (done.json["date"], done.json["format"], done.json["script"]) == ("2026-11-27", "briefing", "rendered")
    assert episode("script", "--json", "--quiet").json["script"] == "unchanged"


def test_voices(episode: Episode, tmp_path: Path, golden: Golden) -> None:
    found = episode("voices", "--json").json
    golden("cli/voices.json", normal([voice for voice in found if voice["engine"] == "tone"], tmp_path))
    assert {tuple(voice) for voice in found} == {("name", "engine", "language", "gender", "licence", "installed", "rate_hz", "speed_x")}
    assert "tone:tone" in episode("voices").out


def test_an_error_for_machines(episode: Episode, tmp_path: Path, golden: Golden) -> None:
    done = episode("build", "nothing.txt", "--json")
    assert (done.code, done.err.count("\n")) == (1, 1)
    golden("cli/error.json", normal(done.json, tmp_path))


def test_say(episode: Episode) -> None:
    one = episode("say", "It cost €185 billion.")
    assert (one.code, one.out.count("\n")) == (0, 1)
    assert "billion euros" in one.out
    many = episode("say", "--stdin", stdin="It cost €185 billion.\n\nNo 3\n".encode())
    assert len(many.out.splitlines()) == 3
    assert many.out.splitlines()[0] == one.out.strip()


def test_doctor(episode: Episode, show: Path) -> None:
    report = episode("doctor", "--json").json
    assert report["ffmpeg"]["version"]
    assert Path(report["ffmpeg"]["path"]).is_file()
    assert {engine["name"]: engine["usable"] for engine in report["engines"]}["tone"] is True
    assert all(set(engine) == {"name", "usable", "why_not", "remedy"} for engine in report["engines"])
    assert report["show"]["title"] == "Valley News"
    assert "Valley News" in episode("doctor").out


def test_doctor_examines_what_is_broken(episode: Episode, show: Path) -> None:
    (show / "episode.toml").write_text("titel = 1")
    done = episode("doctor", "--json", env={"EPISODE_FFMPEG": "/nowhere/ffmpeg"})
    assert done.code == 0
    assert done.json["ffmpeg"]["path"] is None
    assert done.json["ffmpeg"]["remedy"]
    assert "Did you mean title?" in done.json["show"]["error"]
    assert "titel" in episode("doctor").out


def test_init_makes_a_show_that_builds(episode: Episode, tmp_path: Path) -> None:
    done = episode("init", "news")
    assert done.code == 0
    assert "cd news" in done.out
    (tmp_path / "here").mkdir()
    assert "A new show stands in this folder. Now:\n  episode build\n" in episode("init", ".", cwd=tmp_path / "here").out
    assert listed(tmp_path / "news") == {
        ".gitignore",
        "briefings/sample.txt",
        "episode.toml",
        "output/.gitkeep",
        "scripts/README.md",
        "templates/briefing.md.j2",
        "templates/story.md.j2",
    }
    facts = episode("build", "--engine", "tone", "--json", cwd=tmp_path / "news").json
    assert Path(facts["dir"]).parent == tmp_path / "news/output"
    assert episode("build", "--engine", "tone", "--format", "story", "--quiet", cwd=tmp_path / "news").code == 0
    own = episode("script", "--stdout", cwd=tmp_path / "news").out.replace("briefings/sample.txt", "sample.txt")
    built_in = episode("script", "news/briefings/sample.txt", "--stdout").out
    digest = re.compile("rendered_sha256: .*")  # the source's name is part of it
    assert digest.sub("", own) == digest.sub("", built_in)


def test_init_templates_are_changed_by_taking_the_marks_away(episode: Episode, tmp_path: Path) -> None:
    episode("init", "news")
    template = tmp_path / "news/templates/briefing.md.j2"
    text = template.read_text(encoding="utf-8")
    block = text[text.index("{% block greeting %}") : text.index("{% block goodbye %}")]
    template.write_text(text.splitlines()[0] + "\n" + block, encoding="utf-8")
    done = episode("script", "--stdout", "--date", "2026-11-27", cwd=tmp_path / "news")
    assert "**Anchor:** Good evening. It’s Friday the 27th of November, and this is The Daily Story." in done.out


def test_init_settings_name_every_setting_with_its_value(episode: Episode, tmp_path: Path) -> None:
    from pipeline.desk import checks, opening

    episode("init", "news")
    file = tmp_path / "news/episode.toml"
    plain = opening.load(file)
    (tmp_path / "news" / "art").mkdir()
    Image.new("RGB", (1400, 1400)).save(tmp_path / "news" / "art" / "cover.jpg")
    lines = [line.removeprefix("# ") if re.match(r'# (\w+|"[^"]+") = |# \[', line) else line for line in file.read_text().splitlines()]
    file.write_text("\n".join(lines))
    full = opening.load(file)
    named = {line.split(" =")[0].strip('"[]') for line in lines if not line.startswith("#")}
    assert named >= {*checks._CHECKS} - {"loudness_lufs"} | {"segment_ms", "quote_ms", "story_ms", "opening_ms", "closing_ms"}
    differs = [key for key in checks._CHECKS if getattr(plain, key) != getattr(full, key)]
    assert set(differs) <= {"tagline", "voices", "feed", "loudness", "cover", "chain", "deadline"}


@pytest.mark.parametrize("there", ["episode.toml", "templates/story.md.j2", "pyproject.toml"])
def test_init_overwrites_nothing(episode: Episode, tmp_path: Path, there: str) -> None:
    (tmp_path / "news" / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "news" / there).write_text("[tool.episode]\n")
    before = listed(tmp_path)
    done = episode("init", "news")
    assert done.code == 1
    assert "there already" in done.err
    assert listed(tmp_path) == before


# ── pipes ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell")
@pytest.mark.parametrize(
    "words", ["items {0}", "items {0} --json", "voices", "script {0} --stdout", "build {0} --engine tone --json", "--help"]
)
def test_a_closed_pipe_is_no_traceback(episode: Episode, words: str) -> None:
    if words == "voices":
        episode("voices")  # how fast each engine is, is timed once, and said
    line = f"{PROGRAM} {words.format(SAMPLE)} | true"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=episode.folder, timeout=120, check=False)
    assert done.stderr == ""


def test_cuts_of_a_day(episode: Episode, tmp_path: Path) -> None:
    done = episode("build", SAMPLE, "--engine", "tone", "--date", "2026-11-27", "--cut", "full", "--cut", "headlines=1:00", "--json")
    assert done.code == 0, done.err
    full, headlines = done.json["cuts"]
    assert abs(headlines["duration_ms"] - 60_000) <= 5_000 < full["duration_ms"] - 60_000
    assert Path(headlines["dir"]).name == "2026-11-27-headlines"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--target", "soon"), "no length"),
        (("--target", "5s"), "between 20 seconds and 10 hours"),
        (("--cut", "Two Minutes=2:00"), "small letters"),
        (("--cut", "a="), "write the length"),
        (("--cut", "a=1:00", "--cut", "a=2:00"), "the same name"),
        (("--cut", "a=1:00", "--target", "2:00"), "exclude each other"),
    ],
)
def test_a_length_or_cut_that_is_none_is_wrong_usage(episode: Episode, words: tuple[str, ...], says: str) -> None:
    done = episode("build", SAMPLE, "--engine", "tone", *words)
    assert done.code == 2
    assert says in " ".join(done.err.split())
