"""ffmpeg is found, started without a shell, fed, drained, and ended; whatever goes wrong becomes one AudioError."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def stand_in(folder: Path, body: str) -> str:
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_variable_comes_first_then_the_path_then_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "own").mkdir()
    on_path, named = stand_in(tmp_path / "path", "exit 0"), stand_in(tmp_path / "own", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("EPISODE_FFMPEG", named)
    assert ffmpeg.find() == named
    monkeypatch.delenv("EPISODE_FFMPEG")
    assert ffmpeg.find() == on_path
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "imageio_ffmpeg" in ffmpeg.find()


def test_a_variable_that_names_nothing_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_FFMPEG", "/nowhere/ffmpeg")
    with pytest.raises(AudioError, match=r"EPISODE_FFMPEG: /nowhere/ffmpeg is not a program.*imageio-ffmpeg"):
        ffmpeg.find()


def test_none_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("EPISODE_FFMPEG", raising=False)

    def refuse() -> str:
        raise RuntimeError

    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", refuse)
    with pytest.raises(AudioError, match=r"no ffmpeg was found.*Install ffmpeg"):
        ffmpeg.find()


def test_the_version_is_what_it_says() -> None:
    assert ffmpeg.version()[0] in "nN0123456789"


def test_something_else_is_not_taken_for_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, "echo hello"))
    with pytest.raises(AudioError, match="does not answer as ffmpeg does: “hello”"):
        ffmpeg.version()


def test_a_file_that_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_bytes(b"\x7fELF and nothing more")
    broken.chmod(0o755)
    monkeypatch.setenv("EPISODE_FFMPEG", str(broken))
    with pytest.raises(AudioError, match="could not be started"):
        ffmpeg.run(("-version",))


def test_its_last_words_are_kept() -> None:
    with pytest.raises(AudioError, match=r"failed with status.*It said: .*No such file") as caught:
        ffmpeg.run(("-i", "file:/nowhere/at/all.mp3", "-f", "null", "-"))
    assert caught.value.where == ffmpeg.find()


def test_it_goes_away_while_it_is_fed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, "head -c 10 > /dev/null; echo 'No space left on device' >&2; exit 1"))
    with pytest.raises(AudioError, match=r"status 1.*No space left on device") as caught:
        ffmpeg.run(("-i", "pipe:0"), (bytes(100_000) for _ in range(100)), where="/the/target.mp3")
    assert caught.value.where == "/the/target.mp3"


def test_it_ends_well_but_too_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, "exit 0"))
    with pytest.raises(AudioError, match="before it had heard everything"):
        ffmpeg.run(("-i", "pipe:0"), (bytes(100_000) for _ in range(100)))


def test_a_flood_of_messages_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flood = "head -c 3000000 /dev/zero | tr '\\0' '\\n' >&2; head -c 3000000 /dev/zero | tr '\\0' 'x'; cat > /dev/null; echo; echo heard"
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, flood))
    assert ffmpeg.run((), (bytes(100_000) for _ in range(30)), timeout_s=20)[-1] == "heard"


def test_it_is_stopped_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, "exec tail -f /dev/null"))
    with pytest.raises(AudioError, match="not done after"):
        ffmpeg.run((), (bytes(100_000) for _ in range(30)), timeout_s=0.2)


def test_what_it_has_started_is_stopped_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "alive")
    heard = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    begun = f"touch '{tmp_path}/begun'; sleep 3; echo still here"
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, f"({begun}) > '{tmp_path}/alive' & exec cat > /dev/null"))

    def chunks() -> Iterator[bytes]:
        while not (tmp_path / "begun").exists():
            yield bytes(1000)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ffmpeg.run((), chunks())
    os.set_blocking(heard, True)
    assert os.read(heard, 100) == b""
    os.close(heard)


@pytest.mark.parametrize("problem", [KeyboardInterrupt, AudioError("a clip is gone"), ZeroDivisionError])
def test_it_never_outlives_an_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: type[BaseException] | BaseException
) -> None:
    monkeypatch.setenv("EPISODE_FFMPEG", stand_in(tmp_path, f"echo $$ > '{tmp_path}/pid'; exec cat > /dev/null"))

    def chunks() -> Iterator[bytes]:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
            yield bytes(1000)
        raise problem

    with pytest.raises(type(problem) if isinstance(problem, BaseException) else problem):
        ffmpeg.run((), chunks())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_no_shell_and_no_guessing_at_names(tmp_path: Path) -> None:
    odd = tmp_path / "-i $(touch hacked); 100%:d é.wav"
    ffmpeg.run(("-f", "lavfi", "-i", "sine=d=0.1", "-y", ffmpeg.file_url(odd)))
    assert odd.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == [odd.name]


def test_addresses_inside_files_are_not_followed(tmp_path: Path) -> None:
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n", encoding="utf-8")
    with pytest.raises(AudioError):
        ffmpeg.run((*ffmpeg.SAFE, "-i", ffmpeg.file_url(playlist), "-f", "null", "-"))
