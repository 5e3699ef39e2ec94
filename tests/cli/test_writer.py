"""`episode build --writer`: what it says, what it keeps, and that it is off unless somebody asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Episode
from tests.write.chat_server import ChatServer, running, talking, wording

BLOG = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The River Authority said that the water had fallen by two metres since Monday.
"""


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with running() as one:
        one.body = wording(lambda text: text.replace("said that", "said"))
        yield one


def show(folder: Path, writer: str) -> dict[str, str]:
    """A show with these settings; returns the environment."""
    (folder / "episode.toml").write_text(f'title = "Valley News"\nengine = "tone"\n{writer}')
    (folder / "briefings").mkdir()
    (folder / "briefings/2026-11-27.txt").write_text(BLOG, encoding="utf-8")
    return {"EPISODE_CACHE": str(folder / "cache"), "EPISODE_WRITER_KEY": "sk-writer-0123456789", "OPENAI_API_KEY": ""}


def test_a_build_takes_checked_words_asks_once_and_says_so(episode: Episode, tmp_path: Path, server: ChatServer) -> None:
    env = show(tmp_path, f'[writer]\nurl = "{server.url}"\nmodel = "stub"\n')
    assert episode("build", env=env).code == 0
    assert server.asked == []
    done = episode("build", "--writer", "conversational", env=env)
    assert (done.code, len(server.asked) > 0) == (0, True), done.err
    assert set(server.keys) == {"Bearer sk-writer-0123456789"}
    script = (tmp_path / "scripts/2026-11-27.md").read_text(encoding="utf-8")
    assert "Stone said the north bridge would open again on Friday. [^1]" in script
    record = json.loads((tmp_path / "output/2026-11-27/episode.json").read_text(encoding="utf-8"))
    assert record["settings"]["writer"] == f"conversational: stub at {server.url}"
    count = len(server.asked)
    again = episode("build", "--writer", "conversational", "--json", env=env)
    assert len(server.asked) == count
    assert again.json["script"] == "unchanged"
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"sk-writer" not in file.read_bytes()


def test_what_fell_back_is_told_and_recorded(episode: Episode, tmp_path: Path, server: ChatServer) -> None:
    env = show(tmp_path, f'[writer]\nstyle = "conversational"\nurl = "{server.url}"\nmodel = "stub"\n')
    server.body = wording(lambda text: text.replace("Friday", "Friday the 13th"))
    done = episode("build", env=env)
    assert done.code == 0
    assert "the rules' own words for 1 of" in done.err
    record = json.loads((tmp_path / "output/2026-11-27/episode.json").read_text(encoding="utf-8"))
    assert "13th" in record["settings"]["writer.fell_back.1"]
    assert "13th" not in (tmp_path / "scripts/2026-11-27.md").read_text(encoding="utf-8")


def test_another_machine_is_not_asked_without_consent(episode: Episode, tmp_path: Path) -> None:
    env = show(tmp_path, '[writer]\nstyle = "conversational"\nurl = "https://models.invalid/v1"\nmodel = "stub"\n')
    done = episode("build", env=env)
    assert done.code == 1
    assert "https://models.invalid/v1" in done.err
    assert "--yes" in done.err
    assert not (tmp_path / "scripts").exists()


@pytest.mark.parametrize(
    ("writer", "says"),
    [
        ('[writer]\nstyle = "funny"\nmodel = "x"\n', "'funny' is not a style"),
        ('[writer]\nstyle = "conversational"\n', "names no model"),
        ('[writer]\nstyle = "conversational"\nmodel = "x"\nurl = "nowhere"\n', "does not begin with https://"),
        ('[writer]\nkey = "sk-1"\n', "there is no setting 'key'"),
    ],
)
def test_settings_that_cannot_be_used_are_named(episode: Episode, tmp_path: Path, writer: str, says: str) -> None:
    env = show(tmp_path, writer)
    done = episode("build", env=env)
    assert done.code == 1
    assert says in done.err
    assert len(done.err.splitlines()) <= 2


LONG = (
    BLOG
    + """\
Bridge engineer Tom Field said that the deck had been laid anew and that the railings were painted green.
“It took us eleven weeks,” Field told reporters at the bridge.
The ferry company Rhone Boats said that its boats would go on crossing the river until Sunday.
The school at Alder said that lessons would begin an hour later for as long as the road was shut.
"""
)


def conversation(number: int, text: str) -> list[dict[str, object]]:
    asks: list[dict[str, object]] = [{"host": 2, "text": "So what happened next?"}] if number > 1 else []
    return [*asks, {"id": number, "host": 1 + number % 2, "text": text.replace("said that", "said")}]


def test_two_presenters_have_two_voices_and_the_shows_own_words_no_source(episode: Episode, tmp_path: Path, server: ChatServer) -> None:
    env = show(tmp_path, f'[writer]\nurl = "{server.url}"\nmodel = "stub"\nstyle = "dialogue"\nhost = "Rosa"\n')
    (tmp_path / "briefings/2026-11-27.txt").write_text(LONG, encoding="utf-8")
    server.body = talking(conversation)
    done = episode("build", "--format", "story", env=env)
    assert done.code == 0, done.err
    script = next((tmp_path / "scripts").glob("*.md")).read_text(encoding="utf-8")
    assert "**Rosa:** So what happened next?\n" in script
    assert "**Rosa:** The River Authority said the water" in script or "**Rosa:** Mayor Ada Stone said" in script
    record = json.loads(next((tmp_path / "output").rglob("episode.json")).read_text(encoding="utf-8"))
    assert record["settings"]["writer"].startswith("dialogue: stub at")
    assert "So what happened next?" in {text for key, text in record["settings"].items() if key.startswith("writer.worded.")}
    voices = record["voices"]
    assert voices["Rosa"] != voices["Anchor"]
    checked = episode("check", str(next((tmp_path / "output").rglob("episode.json")).parent), "--json", env=env)
    assert [one for one in checked.json["findings"] if one["code"].startswith("provenance") and one["severity"] == "error"] == []
    before = script
    assert episode("build", "--format", "story", env=env).code == 0
    assert next((tmp_path / "scripts").glob("*.md")).read_text(encoding="utf-8") == before


@pytest.mark.parametrize("style", ["conversational", "dialogue"])
def test_a_length_is_met_in_the_words_of_the_model(episode: Episode, tmp_path: Path, server: ChatServer, style: str) -> None:
    env = show(tmp_path, f'[writer]\nurl = "{server.url}"\nmodel = "stub"\n')
    (tmp_path / "briefings/2026-11-27.txt").write_text(LONG, encoding="utf-8")
    if style == "dialogue":
        server.body = talking(conversation)
    done = episode("build", "--writer", style, "--target", "0:40", "--json", env=env)
    assert done.code == 0, done.err
    assert abs(done.json["duration_ms"] - 40_000) <= 5_000
    script = (tmp_path / "scripts/2026-11-27.md").read_text(encoding="utf-8")
    assert "said the " in script
    assert "said that the" not in script.split("# Sign-off")[0]
    assert "writer is left out" not in done.err


def test_a_second_presenter_that_cannot_be_one_is_named(episode: Episode, tmp_path: Path) -> None:
    for host in ("Anchor", "Voice of Rosa", "*Rosa*", ""):
        (tmp_path / "episode.toml").write_text(f'[writer]\nhost = "{host}"\n')
        done = episode("build", "x.txt")
        assert done.code == 1
        assert "writer.host" in done.err
