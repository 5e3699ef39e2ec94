"""The words of a week: what an earlier day told is found, and what is meant to come again is left alone; names that nobody has said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import script_text
from pipeline.check import subject, words
from pipeline.check.finding import Finding
from pipeline.desk import standing
from pipeline.desk.opening import find
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from tests.check.test_check import Silent
from tests.conftest import Episode

BRIDGE = [
    "Mayor Ada Stone said that the north bridge would open again on Friday.",
    "The bridge has been closed since a barge hit it in March.",
    "Stone said that the repairs had cost four million pounds.",
    "The barge’s owner has paid half of it.",
]
MILL = [
    "The baker Tom Field said that he had bought the old mill.",
    "The mill has stood empty for twelve years.",
    "Field said that he would grind his own flour there.",
]
SETTINGS = 'title = "Valley News"\nengine = "tone"\nformat = "story"\n'


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with the episode of a day that told of the bridge; its memory is lost, as where another machine builds: only the gate sees what was told."""
    show = tmp_path_factory.mktemp("show")
    (show / "episode.toml").write_text(SETTINGS, encoding="utf-8")
    (show / "briefings").mkdir()
    build(Episode(show), show, "2026-11-25", BRIDGE)
    shutil.rmtree(show / ".episode")
    return show


@pytest.fixture
def week(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, to be changed, and the folder that we are in."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path


def build(episode: Episode, show: Path, date: str, lines: list[str], *words: str) -> Any:
    briefing = show / f"briefings/{date}.txt"
    briefing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = episode("build", briefing, *words, "--json", "--quiet")
    assert done.code == 0, done.err
    return done.json


def findings(target: str) -> list[Finding]:
    """What the check of the words finds, in the show that this folder is."""
    return list(words.check(subject.of(target, find(Path()), Silent(), (), "")).findings)


def repeats(target: str) -> list[tuple[str, str]]:
    return [(each.severity, each.message) for each in findings(target) if each.code == "words.repeat"]


def test_a_story_told_again_is_an_error_unless_it_is_asked_for_or_was_withdrawn(week: Path, episode: Episode) -> None:
    made = build(episode, week, "2026-11-27", [*BRIDGE, MILL[0]])
    ((severity, message),) = [(each["severity"], each["message"]) for each in made["check"]["findings"] if each["code"] == "words.repeat"]
    assert severity == "error"
    assert made["check"]["ok"] is False
    assert "output/2026-11-25/episode.json" in message
    assert "is told again: 4 of its 5" in message
    assert [kind for kind, _ in repeats("output/2026-11-27")] == ["error"]

    with (week / "episode.toml").open("a", encoding="utf-8") as file:
        file.write("repeats = true\n")
    assert [kind for kind, _ in repeats("output/2026-11-27")] == ["warning"]
    (week / "episode.toml").write_text(SETTINGS, encoding="utf-8")

    record = json.loads((week / "output/2026-11-27/episode.json").read_text(encoding="utf-8"))
    record["settings"]["repeats"] = "true"
    asked = week / "output/2026-11-27/episode.json"
    asked.write_text(json.dumps(record), encoding="utf-8")
    assert [kind for kind, _ in repeats("output/2026-11-27")] == ["warning"]
    del record["settings"]["repeats"]
    asked.write_text(json.dumps(record), encoding="utf-8")
    assert [kind for kind, _ in repeats("output/2026-11-27")] == ["error"]

    standing.withdraw(week / "output/2026-11-25", "2026-11-26")
    assert repeats("output/2026-11-27") == []
    shutil.rmtree(week / "output/2026-11-25")
    ((severity, message),) = repeats("output/2026-11-27")
    assert (severity, "scripts/2026-11-25.md" in message) == ("warning", True), "only its script is there: perhaps nobody has heard it"


def test_a_sentence_told_before_is_a_warning_and_the_shows_own_words_never_count(week: Path, episode: Episode) -> None:
    build(episode, week, "2026-11-27", [*MILL, BRIDGE[1]])
    found = repeats("scripts/2026-11-27.md")
    assert [kind for kind, _ in found] == ["warning"]
    assert found == repeats("output/2026-11-27")
    assert found[0][1] == "“The bridge has been closed since a barge …” was told on 2026-11-25 (output/2026-11-25/episode.json)"
    telling = json.loads((week / "output/2026-11-27/episode.json").read_text(encoding="utf-8"))
    (at_ms,) = [
        each["start_ms"] for told in telling["segments"] for each in told["sentences"] if each["text"].startswith("The bridge has been")
    ]
    assert [each.at_ms for each in findings("output/2026-11-27") if each.code == "words.repeat"] == [at_ms]


def test_asked_for_in_the_order_it_is_written_in_the_record(week: Path, episode: Episode) -> None:
    made = build(episode, week, "2026-11-26", BRIDGE, "--repeats")
    assert json.loads((Path(made["files"]["episode"])).read_text(encoding="utf-8"))["settings"]["repeats"] == "true"
    assert made["check"]["ok"] is True
    assert {each["severity"] for each in made["check"]["findings"] if each["code"] == "words.repeat"} == {"warning"}


def test_older_days_and_later_ones_do_not_count(week: Path) -> None:
    script = week / "scripts/2026-11-25.md"
    text = script.read_text(encoding="utf-8")

    def on(date: str) -> list[Any]:
        (week / f"scripts/{date}.md").write_text(text.replace("2026-11-25", date), encoding="utf-8")
        return repeats(f"scripts/{date}.md")

    assert [kind for kind, _ in on("2026-12-02")] == ["error"]
    (week / "scripts/2026-12-02.md").unlink()
    assert on("2026-12-03") == []
    assert on("2026-11-24") == []


def test_a_week_of_different_days_repeats_nothing(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    show = Show(folder=tmp_path, title="Valley News")
    texts = sorted((Path(__file__).resolve().parents[1] / "read" / "styles").glob("*.txt"))[:7]
    for n, text in enumerate(texts):
        script = tmp_path / f"scripts/2026-11-2{n + 1}.md"
        script.write_text(script_text(Order(str(text), f"2026-11-2{n + 1}", "briefing"), show, Silent()), encoding="utf-8")
        part = words.check(subject.of(str(script), show, Silent(), (), ""))
        assert [each for each in part.findings if each.severity == "error" or each.code == "words.repeat"] == [], text.name
        assert part.measured["words"]["earlier"] == n


def test_a_name_that_nobody_has_said_is_a_warning_with_its_place_until_the_lexicon_has_it(week: Path, episode: Episode) -> None:
    made = build(
        episode,
        week,
        "2026-11-27",
        ["Mayor Grzlewicz said that the ferry would sail again.", "The ferry had lain in the harbour since May."],
    )
    (unsaid,) = [each for each in made["check"]["findings"] if each["code"] == "words.unsaid"]
    assert (unsaid["severity"], made["check"]["ok"]) == ("warning", True)
    assert unsaid["where"] == "scripts/2026-11-27.md:" + unsaid["where"].rpartition(":")[2]
    assert (
        "Grzlewicz"
        in (week / "scripts/2026-11-27.md").read_text(encoding="utf-8").splitlines()[int(unsaid["where"].rpartition(":")[2]) - 1]
    )
    assert "episode lexicon add Grzlewicz" in unsaid["remedy"]
    assert episode("lexicon", "add", "Grzlewicz", "ɡəʒˈlɛvɪtʃ").code == 0
    assert findings("output/2026-11-27") == []


def test_the_records_text_is_looked_at_where_it_is_not_the_scripts(week: Path) -> None:
    file = week / "output/2026-11-25/episode.json"
    record = json.loads(file.read_text(encoding="utf-8"))
    record["segments"][1]["text"] += " Read more &amp; share."
    file.write_text(json.dumps(record), encoding="utf-8")
    found = [each for each in findings("output/2026-11-25") if each.code == "words.markup"]
    assert [(each.severity, each.where) for each in found] == [("error", "output/2026-11-25/episode.json")]
    assert found[0].at_ms == record["segments"][1]["start_ms"]
