"""`episode check`, from outside: what was just made may go on air, what a hand changed is found with its line, a source that is gone is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline import build, check
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from tests.cli.test_writer import show as writer_show
from tests.conftest import Episode, Ran
from tests.real import BLOG, needs_blog
from tests.text.telling import fixtures
from tests.write.chat_server import running, wording

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "briefings" / "sample.txt"
SAVED = sorted((ROOT / "tests" / "read" / "saved").glob("*.html"))
FORMS = ("briefing", "story")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Valley</title><link>https://valley.example/</link>
<item><title>Mill sold</title><description>&lt;p&gt;The mill was sold to a baker from the next valley.&lt;/p&gt;&lt;p&gt;He will grind his own flour
there, he said.&lt;/p&gt;</description></item>
<item><title>Snow</title><description>&lt;p&gt;Snow fell on the pass, and the road was closed for three hours.&lt;/p&gt;</description></item>
</channel></rss>"""
DAY = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.
"""


class Silent:
    """Nobody watches."""

    def note(self, text: str) -> None: ...

    def stage(self, name: str) -> None: ...

    def step(self, done: float, total: float) -> None: ...


@pytest.fixture
def show(tmp_path: Path) -> Path:
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings/2026-11-26.txt").write_text(DAY, encoding="utf-8")
    (tmp_path / "briefings/feed.xml").write_text(FEED, encoding="utf-8")
    return tmp_path


def change(script: Path, *changes: tuple[str, str]) -> int:
    """Change a script file below its head; the line of the first change."""
    head, rule, text = script.read_text(encoding="utf-8").partition("\n---\n")
    line = f"{head}{rule}{text[: text.index(changes[0][0])]}".count("\n") + 1
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    script.write_text(f"{head}{rule}{text}", encoding="utf-8")
    return line


def codes(ran: Ran) -> list[str]:
    return [finding["code"] for finding in ran.json["findings"]]


# ── what was just made ───────────────────────────────────────────────────────────────────────────────────


def test_an_episode_that_was_just_built_may_go_on_air(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "sample.txt").write_bytes(SAMPLE.read_bytes())
    made = episode("build", "sample.txt", "--engine", "tone", "--json").json
    done = episode("check", made["dir"], "--json")
    assert (done.code, done.json["ok"], done.json["findings"]) == (0, True, [])
    told = done.json["measured"]["provenance"]
    assert told["marked"] == told["proved"] > 30
    assert (
        episode("check").out
        == f"output/{made['date']}/script.md: nothing to mend; {told['proved']} of {told['marked']} sentences proved against sample.txt\n"
    )


def _checked(source: Path, form: str, folder: Path) -> tuple[check.Checked, str] | None:
    try:
        text = build.script_text(Order(str(source), "2026-11-27", form), Show(), Silent())
    except BriefingError:
        return None  # a fixture with nothing to tell
    script = folder / "script.md"
    script.write_text(text, encoding="utf-8")
    return check.check(str(script), Show(), Silent(), briefings=(str(source),)), text


def amiss(done: check.Checked) -> list[check.Finding]:
    """What should not go on air, and what is not proved; a look at a name that nobody has said is a producer's."""
    return [each for each in done.findings if each.severity == check.ERROR or not each.code.startswith("words.")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", [*SAVED, pytest.param(BLOG, marks=needs_blog)], ids=lambda path: path.stem)
def test_pages_and_the_real_blog_are_proved(source: Path, form: str, tmp_path: Path) -> None:
    made = _checked(source, form, tmp_path)
    if made is not None:
        assert amiss(made[0]) == [], made[1]


@pytest.mark.parametrize("form", FORMS)
def test_every_text_that_the_tests_of_reading_hold_is_proved(form: str, tmp_path: Path) -> None:
    count = 0
    for n, (name, text) in enumerate(fixtures()):
        source = tmp_path / f"{n}.txt"
        source.write_text(text, encoding="utf-8")
        made = _checked(source, form, tmp_path)
        if made is not None:
            count += 1
            assert amiss(made[0]) == [], (name, made[1])
    assert count > 30


def test_several_sources_a_feed_and_an_item_file_are_found_in_the_show(episode: Episode, show: Path) -> None:
    made = episode("script", "briefings/2026-11-26.txt", "briefings/feed.xml", "--json").json
    script = Path(made["files"]["script"])
    assert "feed.xml#1:2" in script.read_text(encoding="utf-8")
    done = episode("check", script, "--json")
    assert (done.code, codes(done)) == (0, []), done.out
    assert episode("items", "briefings/2026-11-26.txt", "--edit").code == 0
    items = show / "briefings/2026-11-26.items.yaml"
    items.write_text(items.read_text(encoding="utf-8").replace("in March", "in April"), encoding="utf-8")
    assert codes(episode("check", script, "--json")) == [], "the script was made from the text, which is still there"
    assert episode("script", "briefings/2026-11-26.txt", "--format", "story").code == 0
    newest = show / "scripts/2026-11-26-story.md"
    assert "in April" in newest.read_text(encoding="utf-8")
    assert codes(episode("check", newest, "--json")) == []
    change(newest, ("in April", "in May"))
    assert codes(episode("check", newest, "--json")) == ["provenance.name"]


# ── what is wrong ────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_word_and_unmarked_news_are_found_with_line_and_remedy(episode: Episode, show: Path) -> None:
    assert episode("build", "briefings/2026-11-26.txt").code == 0
    script = show / "scripts/2026-11-26.md"
    line = change(script, ("on Friday", "on Monday"))
    done = episode("check", script, "--json")
    assert (done.code, done.json["ok"]) == (1, False)
    first = done.json["findings"][0]
    assert (first["severity"], first["code"], first["where"]) == ("error", "provenance.name", f"scripts/2026-11-26.md:{line}")
    assert "Monday" in first["message"]
    assert first["remedy"]
    change(
        script, ("on Monday", "on Friday"), ("Thank you for listening.", "Thank you for listening. A barge hit the north bridge in March.")
    )
    done = episode("check", script)
    assert done.code == 1
    assert "1 error" in done.out
    assert re.search(r"write \[\^3\] .* \[\^3\]: briefings/2026-11-26\.txt:3", done.out)
    assert episode("check", "output/2026-11-26").code == 0, "the episode that was made is not the script that was changed since"


def test_a_script_that_cannot_be_read_is_a_finding(episode: Episode, show: Path) -> None:
    assert episode("script", "briefings/2026-11-26.txt").code == 0
    line = change(show / "scripts/2026-11-26.md", ("**Anchor:** Mayor", "Anchor says Mayor"))
    done = episode("check", "--json")
    assert (done.code, codes(done)) == (1, ["provenance.script"])
    assert done.json["findings"][0]["where"] == f"scripts/2026-11-26.md:{line}"


@pytest.mark.parametrize("words", [("check", "none.md"), ("check", "briefings"), ("check",)])
def test_nothing_to_check_is_an_error_that_says_what_to_do(episode: Episode, show: Path, words: tuple[str, ...]) -> None:
    done = episode(*words, "--json")
    assert done.code == 1
    assert done.json["error"]["kind"] == "script"
    assert done.json["error"]["remedy"]


# ── the briefing ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_briefing_that_is_gone_is_a_warning_and_can_be_given(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away/day.txt").write_text(DAY, encoding="utf-8")
    (tmp_path / "away/feed.xml").write_text(FEED, encoding="utf-8")
    assert episode("script", "away/day.txt", "away/feed.xml", "--date", "2026-11-26").code == 0
    done = episode("check", "output/2026-11-26", "--json")
    assert (done.code, done.json["ok"], codes(done)) == (0, True, ["provenance.no-briefing"])
    assert "day.txt" in done.json["findings"][0]["message"]
    for given in (("away/day.txt", "away/feed.xml"), ("away/feed.xml", "away/day.txt")):
        both = [word for each in given for word in ("--briefing", each)]
        found = episode("check", "output/2026-11-26", "--json", *both).json
        assert (found["findings"], found["measured"]["provenance"]["proved"]) == ([], found["measured"]["provenance"]["marked"])
    lost = episode("check", "output/2026-11-26", "--briefing", "none.txt", "--json")
    assert (lost.code, lost.json["error"]["where"]) == (1, "none.txt")


def test_standard_input_is_gone(episode: Episode) -> None:
    assert episode("script", "-", "--date", "2026-11-26", stdin=DAY.encode()).code == 0
    done = episode("check")
    assert done.code == 0
    assert "standard input, which is gone" in done.out


def test_a_briefing_that_changed_is_an_error_only_where_a_sentence_is_lost(episode: Episode, show: Path) -> None:
    assert episode("script", "briefings/2026-11-26.txt").code == 0
    day = show / "briefings/2026-11-26.txt"
    day.write_text(f"{DAY}The mill was sold to a baker.\n", encoding="utf-8")
    done = episode("check", "--json")
    assert (done.code, codes(done)) == (0, ["provenance.briefing-changed"])
    day.write_text(f"The mill was sold to a baker.\n{DAY}", encoding="utf-8")
    done = episode("check", "--json")
    assert (done.code, codes(done)) == (1, ["provenance.briefing-changed"])
    assert "--briefing" in done.json["findings"][0]["remedy"]


# ── a model's words ──────────────────────────────────────────────────────────────────────────────────────


def test_a_models_words_are_a_warning_and_a_hands_are_not(episode: Episode, tmp_path: Path) -> None:
    with running() as server:
        server.body = wording(lambda text: text.replace("water had fallen", "water fell"))
        env = writer_show(tmp_path, f'[writer]\nurl = "{server.url}"\nmodel = "stub"\n')
        assert episode("build", "--writer", "conversational", env=env).code == 0
    script = tmp_path / "scripts/2026-11-27.md"
    record = json.loads((tmp_path / "output/2026-11-27/episode.json").read_text(encoding="utf-8"))
    worded = [text for key, text in record["settings"].items() if key.startswith("writer.worded.")]
    assert worded == ["The River Authority said that the water fell by two metres since Monday."]
    done = episode("check", script, "--json", env=env)
    assert (done.code, set(codes(done))) == (0, {"provenance.worded"})
    assert "conversational: stub" in done.json["findings"][0]["message"]
    change(tmp_path / "output/2026-11-27/script.md", ("on Friday", "on Monday"))
    done = episode("check", "output/2026-11-27", "--json", env=env)
    assert done.code == 1
    assert "provenance.name" in codes(done)
