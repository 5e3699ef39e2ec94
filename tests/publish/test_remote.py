"""Publishing to a store by fsspec: in memory, in a folder, and over FTP to a real server; what passes is tried again."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline import extras
from pipeline.errors import PublishError
from pipeline.net.retry import Clock
from pipeline.publish.release import Keep, release
from pipeline.publish.remote import TRIES, Remote, shown
from tests.publish.shelf import CHANNEL, NOW, draft, made


def out(folders: list[Path], target: Remote, **more: Any) -> tuple[str, ...]:
    return release(CHANNEL, [draft(folder) for folder in folders], target, now=NOW, **more).changed


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    MemoryFileSystem.store.clear()
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


@pytest.fixture(scope="module")
def ftp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """(address, the folder that it leads to)."""
    pytest.importorskip("fsspec.implementations.ftp")
    home = tmp_path_factory.mktemp("ftp")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["-i", "127.0.0.1", "-p", str(port), "-u", "eva", "-P", "wordpass", "-w", "-d", str(home)]
    with subprocess.Popen([sys.executable, "-W", "ignore", "-m", "pyftpdlib", *options], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            for line in server.stderr:
                if "starting FTP server" in line:
                    break
            threading.Thread(target=server.stderr.read, daemon=True).start()
            yield f"ftp://eva:wordpass@127.0.0.1:{port}/podcast", home / "podcast"
        finally:
            server.kill()


@pytest.mark.parametrize("kind", ["memory", "local", "ftp"])
def test_a_store_holds_what_a_folder_would(tmp_path: Path, kind: str, memory: MemoryFileSystem, request: pytest.FixtureRequest) -> None:
    url = {"memory": "memory://bucket/podcast", "local": f"local://{tmp_path / 'there'}"}.get(kind) or request.getfixturevalue("ftp")[0]
    folders = [made(tmp_path / "output", f"2026-11-{day}", audio=f"ID3 {day}".encode()) for day in (26, 27)]
    target = Remote(url)
    assert out(folders, target)[-1] == "feed.xml"
    assert out(folders, Remote(url)) == ()
    sizes = Remote(url).sizes()
    assert sizes["2026-11-27/episode.mp3"] == 6
    assert Remote(url).read("2026-11-26/episode.mp3") == b"ID3 26"
    assert Remote(url).read("2026-11-26/nothing.mp3") is None
    made(tmp_path / "output", audio=b"ID3 corrected")
    assert "2026-11-27.v2/episode.mp3" in out(folders, Remote(url), keep=Keep(episodes=1))
    left = {path.partition("/")[0] for path in Remote(url).sizes()}
    assert left == {"2026-11-27.v2", "feed.xml", "published.json"}
    assert b"2026-11-27.v2/episode.mp3" in (Remote(url).read("feed.xml") or b"")


@pytest.mark.parametrize("root", ["memory://", "memory://bucket", "memory://bucket/podcast/"])
def test_only_what_is_below_counts(root: str, memory: MemoryFileSystem) -> None:
    memory.pipe_file("/bucket/podcast-old/a.txt", b"old")
    target = Remote(root)
    target.write("x/b.txt", b"new")
    found = target.sizes()
    assert found["x/b.txt"] == 3
    assert all(target.read(path) is not None for path in found)
    assert ("bucket/podcast-old/a.txt" in found) == (root == "memory://")
    assert not [path for path in found if path.startswith("-old")]


def test_over_ftp_nothing_half_written_stands_at_its_place(ftp: tuple[str, Path], tmp_path: Path) -> None:
    url, home = ftp
    target = Remote(url)
    target.write("a/b.txt", b"one")
    target.write("a/b.txt", b"three")  # onto a file that is there
    assert (home / "a/b.txt").read_bytes() == b"three"
    assert sorted(path.name for path in home.rglob("*") if path.is_file() and "a" in path.parts) == ["b.txt"]
    target.remove("a/b.txt")
    target.remove("a/b.txt")
    assert not (home / "a").exists()


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────────────


class Moody(MemoryFileSystem):  # type: ignore[misc] # fsspec has no types
    """A store in memory that fails as it is told: the errors of `moods` come first, one an operation."""

    protocol = "moody"
    moods: list[Exception] = []  # noqa: RUF012 - the test's own
    names: set[str] = set()  # noqa: RUF012

    def _mood(self, name: str) -> None:
        if self.moods and name in self.names:
            raise self.moods.pop(0)

    def put_file(self, *given: Any, **more: Any) -> Any:
        self._mood("put_file")
        return super().put_file(*given, **more)

    def pipe_file(self, *given: Any, **more: Any) -> Any:
        self._mood("pipe_file")
        return super().pipe_file(*given, **more)

    def find(self, *given: Any, **more: Any) -> Any:
        self._mood("find")
        return super().find(*given, **more)


@pytest.fixture
def moody(memory: MemoryFileSystem) -> type[Moody]:
    fsspec.register_implementation("moody", Moody, clobber=True)
    Moody.moods, Moody.names = [], {"put_file", "pipe_file", "find"}
    return Moody


def waiting(waits: list[float]) -> Clock:
    return Clock(sleep=waits.append, fraction=lambda: 0.0)


@pytest.mark.parametrize(
    "error", [ConnectionResetError("reset"), TimeoutError("late"), OSError(5, "Input/output error"), RuntimeError("SlowDown")]
)
def test_what_passes_is_tried_again_after_longer_and_longer(tmp_path: Path, moody: type[Moody], error: Exception) -> None:
    waits: list[float] = []
    moody.moods = [error] * (TRIES - 1)
    out([made(tmp_path / "output")], Remote("moody://bucket", waiting(waits)))
    assert waits == [0.5, 1.0, 2.0]
    assert Remote("moody://bucket").sizes()["2026-11-27/episode.mp3"] == 13


def test_what_stays_is_said_with_the_place_and_the_feed_stays(tmp_path: Path, moody: type[Moody]) -> None:
    out([made(tmp_path / "output", "2026-11-26")], Remote("moody://bucket/podcast"))
    before = Remote("moody://bucket/podcast").read("feed.xml")
    waits: list[float] = []
    moody.moods, moody.names = [ConnectionResetError("reset by\npeer")] * 99, {"put_file"}
    with pytest.raises(PublishError, match="the store answers: reset by peer") as caught:
        out([made(tmp_path / "output")], Remote("moody://bucket/podcast", waiting(waits)))
    assert caught.value.where == "moody://bucket/podcast/2026-11-27/episode.mp3"
    assert len(waits) == TRIES - 1
    moody.moods = []
    assert Remote("moody://bucket/podcast").read("feed.xml") == before
    assert out([tmp_path / "output/2026-11-27"], Remote("moody://bucket/podcast"))[-1] == "feed.xml"


def test_a_closed_door_is_not_knocked_at_again(tmp_path: Path, moody: type[Moody]) -> None:
    waits: list[float] = []
    moody.moods = [PermissionError("Access Denied")]
    with pytest.raises(PublishError, match="Access Denied") as caught:
        out([made(tmp_path / "output")], Remote("moody://bucket", waiting(waits)))
    assert waits == []
    assert "what lets you in" in caught.value.remedy


def test_a_file_that_arrives_cut_is_sent_again(tmp_path: Path, moody: type[Moody], monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    whole = MemoryFileSystem.pipe_file
    times = iter([True, False])

    def cut(self: Any, path: str, value: bytes, **more: Any) -> Any:
        return whole(self, path, value[:3] if "x.txt" in path and next(times) else value, **more)

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", cut)
    Remote("moody://bucket", waiting(waits)).write("x.txt", b"all of it")
    assert Remote("moody://bucket").read("x.txt") == b"all of it"
    assert waits == [0.5]


@pytest.mark.parametrize(
    ("url", "said", "remedy"),
    [
        ("nonsense://bucket", "no store of that kind is known: nonsense", "s3://bucket/podcast"),
        ("dvc://host/x", "Install dvc", "-m pip install PACKAGE"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(url: str, said: str, remedy: str) -> None:
    with pytest.raises(PublishError, match=said) as caught:
        Remote(url)
    assert remedy in caught.value.remedy


def test_without_fsspec_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(PublishError) as caught:
        Remote("s3://bucket")
    assert caught.value.remedy == f"Install it: `{extras.install('remote')}`."


def test_no_password_is_shown(ftp: tuple[str, Path]) -> None:
    assert shown("sftp://eva:wordpass@example.org:2222/podcast") == "sftp://example.org:2222/podcast"
    assert shown("s3://bucket/podcast") == "s3://bucket/podcast"
    assert "wordpass" not in Remote(ftp[0]).where
    with pytest.raises(PublishError) as caught:
        Remote(ftp[0].replace("wordpass", "other-word"), Clock(sleep=lambda _: None))
    assert "other-word" not in str(caught.value)
