"""A cache at an address: one machine speaks, another finds it; a damaged or failing one ends no build."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.model import Clip
from pipeline.speak import cache, remote, speak, words_of
from tests.speak.helpers import linux_only, utterances

LIMIT_S = 60


class Machines:
    """Machines with a cache of their own each, and one behind all of them."""

    def __init__(self, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._set = folder, monkeypatch.setenv
        self.notes: list[str] = []
        self._set("EPISODE_CACHE", url)

    def speak(self, machine: str, count: int = 4, engine: str = "tone") -> tuple[Clip, ...]:
        """A build on that machine, by a process of its own as far as the cache can tell."""
        self._set("XDG_CACHE_HOME", str(self._folder / machine))
        remote.at.cache_clear()
        clips = speak(utterances(count, engine), on_note=self.notes.append)
        assert all(self._folder / machine in clip.path.parents for clip in clips)
        return clips


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket on a server that speaks S3, on loopback."""
    pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    from moto.server import ThreadedMotoServer

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    set_before = {
        name: os.environ.get(name) for name in ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
    }
    keys = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "nobody")
    os.environ.update(keys, AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}", AWS_DEFAULT_REGION="us-east-1")
    import s3fs

    s3fs.S3FileSystem().mkdir("newsroom")
    yield "s3://newsroom/clips"
    server.stop()
    for name, value in set_before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


@pytest.fixture(params=["folder", "memory", "s3"])
def machines(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machines:
    if request.param == "s3":
        return Machines(f"{request.getfixturevalue('bucket')}/{tmp_path.name}", tmp_path, monkeypatch)
    url = f"file://{tmp_path}/shared" if request.param == "folder" else f"memory://{tmp_path.name}"
    return Machines(url, tmp_path, monkeypatch)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_one_machine_spoke_another_finds(machines: Machines) -> None:
    first = machines.speak("one")
    assert not any(clip.cached for clip in first)
    second = machines.speak("two", 5)
    assert [clip.cached for clip in second] == [True] * 4 + [False]
    assert [clip.path.read_bytes() for clip in second[:4]] == [clip.path.read_bytes() for clip in first]
    assert all(clip.cached for clip in machines.speak("two", 5))  # from its own folder now
    assert all(clip.cached for clip in machines.speak("one", 5))  # what the second made, too
    assert machines.notes == []


@linux_only
def test_the_times_of_its_words_go_with_a_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machines = Machines(f"file://{tmp_path}/shared", tmp_path, monkeypatch)
    first, second = machines.speak("one", 2, "pyttsx3"), machines.speak("two", 2, "pyttsx3")
    assert all(clip.cached for clip in second)
    assert all(words_of(clip.path) for clip in first)
    assert [words_of(clip.path) for clip in second] == [words_of(clip.path) for clip in first]


def test_nothing_half_written_and_nothing_left_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Machines(f"file://{tmp_path}/shared", tmp_path, monkeypatch).speak("one")
    names = [path.name for path in (tmp_path / "shared").rglob("*") if path.is_file()]
    assert len(names) == 4
    assert all(name.endswith(remote.ENDING) for name in names)


@pytest.mark.parametrize("damage", [b"", b"0" * 64 + b"\nRIFF", None])
def test_what_came_damaged_is_spoken_again_and_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None) -> None:
    machines = Machines(f"file://{tmp_path}/shared", tmp_path, monkeypatch)
    machines.speak("one")
    (hurt, *_) = sorted((tmp_path / "shared").rglob(f"*{remote.ENDING}"))
    whole = hurt.read_bytes()
    hurt.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    assert sorted(clip.cached for clip in machines.speak("two")) == [False, True, True, True]
    assert hurt.read_bytes() == whole
    assert machines.notes == []


@pytest.mark.parametrize(
    ("url", "says"),
    [("nosuchstore://x", "nosuchstore"), ("s3://no-such-bucket-here/x", "left out"), ("sftp://127.0.0.1/x", "left out")],
)
@pytest.mark.filterwarnings("ignore")
def test_one_that_fails_is_a_note_and_no_end(
    url: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if url.startswith("s3"):
        request.getfixturevalue("bucket")
    machines = Machines(url, tmp_path, monkeypatch)
    assert not any(clip.cached for clip in machines.speak("one"))
    assert len(machines.notes) == 1
    assert says in machines.notes[0]
    assert all(clip.cached for clip in machines.speak("one"))  # from the machine's own
    assert len(machines.notes) == 1  # for what was there nobody was asked


def test_one_that_cannot_be_written_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shared").write_text("a file")
    machines = Machines(f"file://{tmp_path}/shared", tmp_path, monkeypatch)
    assert not any(clip.cached for clip in machines.speak("one"))
    assert len(machines.notes) == 1


def test_an_address_with_a_password_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", "sftp://ann:secret@host/clips")
    with pytest.raises(EngineError, match="password") as caught:
        cache.ClipCache()
    assert "secret" not in str(caught.value)


def test_a_folder_needs_no_fsspec(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pipeline.speak import speak\nfrom tests.speak.helpers import utterances\n"
        "speak(utterances(2, 'tone'))\nprint('fsspec' in sys.modules)"
    )
    env = {**os.environ, "EPISODE_CACHE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=LIMIT_S, check=True)
    assert done.stdout == "False\n"


def test_many_put_at_once_and_all_arrive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each speaks the same; none meets another's half."""
    monkeypatch.setenv("EPISODE_CACHE", f"file://{tmp_path}/shared")
    script = "from pipeline.speak import speak\nfrom tests.speak.helpers import utterances\nnotes = []\nspeak(utterances(20, 'tone'), on_note=notes.append)\nprint(notes)"
    said: list[str] = []

    def run(machine: str) -> None:
        env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / machine)}
        done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=LIMIT_S, check=True)
        said.append(done.stdout)

    threads = [threading.Thread(target=run, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["[]\n"] * 3
    began = time.monotonic()
    assert all(clip.cached for clip in Machines(f"file://{tmp_path}/shared", tmp_path, monkeypatch).speak("four", 20))
    assert time.monotonic() - began < LIMIT_S
