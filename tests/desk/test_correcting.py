"""A correction: one sentence, one clip, and everything that follows from it; what was said before is kept."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline import build, write
from pipeline.desk import correcting, opening, shelf, show, standing
from pipeline.desk.correcting import Asked
from pipeline.desk.order import Order
from pipeline.errors import EpisodeError, PublishError, ScriptError

DAY = """\
6:14pm GMT
Bridge at Muster to open again
The bridge at Muster opens again on Monday. Mayor Eva Muster said: "We will not wait any longer." The works took two years.

5:02pm GMT
Ferries stop at the lake
The ferries on the lake stop at noon. The operator said that the wind is too strong.
"""
NAME = "2026-11-20"


class Quiet:
    """Nobody watches; what is said is kept."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str) -> None: ...

    def step(self, done: float, total: float) -> None: ...


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show")
    (folder / "episode.toml").write_text('engine = "tone"\n', encoding="utf-8")
    (folder / "briefings").mkdir()
    (folder / f"briefings/{NAME}.txt").write_text(DAY, encoding="utf-8")
    build.build(
        Order(str(folder / f"briefings/{NAME}.txt"), voices=(("quote", "tone:tone"),)), opening.load(folder / "episode.toml"), Quiet()
    )
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "show"))


def settings(home: Path) -> show.Show:
    return opening.load(home / "episode.toml")


def record(home: Path, name: str = NAME) -> dict[str, Any]:
    found = json.loads((home / "output" / name / "episode.json").read_text(encoding="utf-8"))
    return dict(found)


def number(home: Path, start: str) -> int:
    return next(each.number for each in shelf.sentences(home / "output" / NAME) if each.text.startswith(start))


def correct(home: Path, start: str, text: str, **more: Any) -> Quiet:
    watch = Quiet()
    build.correct(Asked(NAME, number(home, start), text, **more), settings(home), watch)
    return watch


def test_the_sentences_are_numbered_with_their_times_and_sources(home: Path) -> None:
    spoken = shelf.sentences(home / "output" / NAME)
    assert [each.number for each in spoken] == list(range(1, len(spoken) + 1))
    assert [each.at_ms for each in spoken] == sorted(each.at_ms for each in spoken)
    bridge = next(each for each in spoken if each.text.startswith("The bridge") and each.sources)
    assert bridge.sources == (f"briefings/{NAME}.txt:3",)


def test_one_clip_is_spoken_and_all_else_follows(home: Path) -> None:
    before, folder = record(home), home / "output" / NAME
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    at = number(home, "The ferries on the lake")
    watch = correct(
        home, "The ferries on the lake", "The ferries on the lake stop at one o’clock, and not before.", note="The  hour was wrong."
    )
    after = record(home)

    assert after["spoken"] == 1  # the cache itself cannot be asked: tests that run beside this one speak into it
    was, now = ([sentence for segment in each["segments"] for sentence in segment["sentences"]] for each in (before, after))
    assert [n for n, (one, other) in enumerate(zip(was, now, strict=True), 1) if one["text"] != other["text"]] == [at]
    assert now[at - 1]["sources"] == was[at - 1]["sources"] == [f"briefings/{NAME}.txt:7"]
    shift = after["duration_ms"] - before["duration_ms"]
    assert shift > 500
    assert abs(now[-1]["start_ms"] - was[-1]["start_ms"] - shift) <= 30
    assert after["corrections"] == [
        {
            "date": after["corrections"][0]["date"],
            "was": "The ferries on the lake stop at noon.",
            "is": "The ferries on the lake stop at one o’clock, and not before.",
            "note": "The hour was wrong.",
        }
    ]
    assert {key: after[key] for key in ("left_out", "sources", "settings", "voices")} == {
        key: before[key] for key in ("left_out", "sources", "settings", "voices")
    }
    assert before["voices"]["Voice of Eva Muster"] == "tone:tone"
    for name in ("transcript.vtt", "transcript.srt", "transcript.html", "script.md"):
        assert "one o’clock" in (folder / name).read_text(encoding="utf-8")
    assert json.loads((folder / "chapters.json").read_text(encoding="utf-8"))["chapters"][-1]["endTime"] == after["duration_ms"] / 1000

    kept = home / "output/archive" / f"{NAME}.v1"
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == files
    assert f"archive/{NAME}.v1" in watch.notes[-2]
    headline = number(home, "And the ferries")
    assert watch.notes[-1] == f"sentence {headline} (Headlines) rests on the same line: “And the ferries on the lake stop at noon.”"


def test_the_script_says_what_it_said_and_is_spoken_from_then_on(home: Path) -> None:
    correct(home, "The ferries on the lake", "The ferries stop at one.")
    text = (home / f"scripts/{NAME}.md").read_text(encoding="utf-8")
    assert text == (home / "output" / NAME / "script.md").read_text(encoding="utf-8")
    assert "; it said: The ferries on the lake stop at noon. -->\n**Anchor:** The ferries stop at one. [^7]" in text
    assert write.parse_script(text, "x").rendered_sha256
    watch = Quiet()
    again = build.build(Order(str(home / f"briefings/{NAME}.txt")), settings(home), watch)
    assert again["script"] == "edited"
    assert record(home)["corrections"][0]["is"] == "The ferries stop at one."


def test_a_second_correction_is_added_and_the_first_version_stays(home: Path) -> None:
    correct(home, "The ferries on the lake", "The ferries stop at one.")
    correct(home, "The ferries stop", "The ferries stop at two.", note="Again")
    assert [(each["was"], each["is"]) for each in record(home)["corrections"]] == [
        ("The ferries on the lake stop at noon.", "The ferries stop at one."),
        ("The ferries stop at one.", "The ferries stop at two."),
    ]
    assert sorted(path.name for path in (home / "output/archive").iterdir()) == [f"{NAME}.v1", f"{NAME}.v2"]
    assert [each["is"] for each in record(home, f"archive/{NAME}.v2")["corrections"]] == ["The ferries stop at one."]


def test_a_quotation_keeps_its_voice_and_a_word_can_have_its_sounds(home: Path) -> None:
    correct(home, "We will not wait", "We in {Muster|ˈmʊstə} will not wait a day longer.")
    segment = next(each for each in record(home)["segments"] if each["role"].startswith("Voice of"))
    assert (segment["voice"], segment["text"]) == ("tone:tone", "We in Muster will not wait a day longer.")
    assert "{Muster|ˈmʊstə}" in (home / f"scripts/{NAME}.md").read_text(encoding="utf-8")


def test_a_humans_comments_and_breaks_elsewhere_in_the_script_stay(home: Path) -> None:
    for path in (home / f"scripts/{NAME}.md", home / "output" / NAME / "script.md"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("# Looking ahead", "<!-- ask Ann -->\n\n# Looking ahead").replace(
            "at the lake\n\n", "at the lake\n<!-- a -->\n"
        )
        text = text.replace("The works took", "The works\ntook").replace("[^3]", "[^own]")
        path.write_text(text, encoding="utf-8")
    correct(home, "The ferries on the lake", "The ferries stop at one.")
    text = (home / f"scripts/{NAME}.md").read_text(encoding="utf-8")
    assert "<!-- ask Ann -->" in text or "The ferries stop at one. [^7] The operator" in text
    assert "[^own]" in text


def test_an_odd_sentence_makes_no_comment_that_ends_early(home: Path) -> None:
    correct(home, "The ferries on the lake", "Ferries stop --> at <!-- one -- & two.")
    correct(home, "Ferries stop", "Ferries stop.")
    assert [each["is"] for each in record(home)["corrections"]] == ["Ferries stop --> at <!-- one -- & two.", "Ferries stop."]
    assert write.parse_script((home / f"scripts/{NAME}.md").read_text(encoding="utf-8"), "x").segments


def test_a_script_that_a_human_changed_meanwhile_is_left_alone(home: Path) -> None:
    script = home / f"scripts/{NAME}.md"
    text = script.read_text(encoding="utf-8").replace("strong", "weak")
    script.write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError, match="changed since the episode was made"):
        correct(home, "The ferries on the lake", "The ferries stop at one.")
    assert script.read_text(encoding="utf-8") == text
    assert not (home / "output/archive").exists()


def test_more_than_the_sentence_is_spoken_only_with_consent(home: Path) -> None:
    (home / "episode.toml").write_text('engine = "tone"\nrate_wpm = 181\n', encoding="utf-8")
    before = record(home)
    with pytest.raises(PublishError, match="paragraphs would be spoken anew, not one") as caught:
        correct(home, "The ferries on the lake", "The ferries stop at one.")
    assert "--revoice" in caught.value.remedy
    assert record(home) == before
    assert not list((home / "output").glob(".*"))
    correct(home, "The ferries on the lake", "The ferries stop at one.", revoice=True)
    assert record(home)["spoken"] > 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(NAME, 999, "x"), r"it has sentences 1 to \d+, and no 999\. List them with: episode correct 2026-11-20"),
        (Asked(NAME, 1, "…"), "a sentence needs a word"),
        (Asked("2026-11-21", 1, "x"), r"no finished episode 2026-11-21\. The newest is 2026-11-20"),
        (Asked("nonsense", 1, "x"), "no finished episode nonsense"),
        (Asked("../show", 1, "x"), "no finished episode"),
        (Asked(NAME, 1, "A {brace alone."), "the new sentence:.* stands alone"),
        (Asked(NAME, 1, "A mark [^1] in it."), "the new sentence:.*footnote"),
    ],
    ids=range(7),
)
def test_what_cannot_be_corrected_is_said_and_nothing_changes(home: Path, asked: Asked, said: str) -> None:
    before = (home / "output" / NAME / "episode.json").read_bytes()
    with pytest.raises(EpisodeError) as caught:
        build.correct(asked, settings(home), Quiet())
    assert re.search(said, str(caught.value)), str(caught.value)
    assert (home / "output" / NAME / "episode.json").read_bytes() == before
    assert not (home / "output/archive").exists()


def test_the_same_words_are_no_correction(home: Path) -> None:
    with pytest.raises(PublishError, match="it says so already"):
        correct(home, "The ferries on the lake", " The ferries on the lake  stop at noon. ")


def test_a_date_with_several_episodes_asks_which(home: Path) -> None:
    for form in ("story", "headlines"):
        shutil.copytree(home / "output" / NAME, home / "output" / f"{NAME}-{form}")
    assert shelf.found(NAME, None, settings(home)).name == NAME
    shutil.rmtree(home / "output" / NAME)
    with pytest.raises(PublishError, match=r"several episodes. Name one: 2026-11-20-headlines, 2026-11-20-story\."):
        shelf.found(NAME, None, settings(home))
    assert shelf.found(f"{NAME}-story", None, settings(home)).name == f"{NAME}-story"


def test_outside_a_show_it_works_too(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(home / "output" / NAME, tmp_path / "elsewhere" / NAME)
    monkeypatch.chdir(tmp_path)
    plain = show.Show(engine="tone")
    folder = tmp_path / "elsewhere" / NAME
    at = next(each.number for each in shelf.sentences(folder) if each.text.startswith("The ferries on"))
    build.correct(Asked(NAME, at, "The ferries stop at one.", source=Path("elsewhere")), plain, Quiet())
    assert "The ferries stop at one." in (folder / "script.md").read_text(encoding="utf-8")
    assert (tmp_path / "elsewhere/archive" / f"{NAME}.v1/script.md").is_file()


def test_a_programme_of_a_given_length_keeps_it(home: Path) -> None:
    order = Order(str(home / f"briefings/{NAME}.txt"), target_ms=60_000, rewrite=True)
    length = build.build(order, settings(home), Quiet())["duration_ms"]
    correct(home, "The operator said", "The operator said that the wind is much too strong.")
    assert record(home)["settings"]["target_ms"] == "60000"
    assert abs(record(home)["duration_ms"] - length) <= 1000


def test_withdrawn_and_restored(home: Path) -> None:
    folder = home / "output" / NAME
    first = standing.withdraw(folder, "2026-11-28", "A  name was wrong.")
    assert (first.withdrawn, first.note) == ("2026-11-28", "A name was wrong.")
    assert standing.withdraw(folder, "2026-11-29") == first
    assert standing.withdraw(folder, "2026-11-29", "Two names.").withdrawn == "2026-11-28"
    assert standing.withdraw(folder, "").withdrawn == ""
    assert standing.read(folder).note == ""
    assert correcting.ARCHIVE not in {path.name for path in (home / "output").iterdir()}
