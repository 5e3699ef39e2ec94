"""A real Dask cluster on loopback: the same clips, whichever worker speaks them, and none is lost with a worker that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.model import Clip, Utterance
from pipeline.speak import many, speak, word_times
from tests.speak.helpers import ANCHOR, REPO, linux_only, utterances

pytestmark = linux_only

LIMIT_S = 90


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers of one thread each, as three processes that know nothing of this one."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    at = folder / "scheduler.json"
    env = {**os.environ, "PYTHONPATH": str(REPO), "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}

    def start(kind: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", str(at), "--no-dashboard", *words]
        return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    started = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        until = time.monotonic() + LIMIT_S
        while not at.exists() or not at.stat().st_size:
            assert started[0].poll() is None
            assert time.monotonic() < until
            os.sched_yield()
        started += [start("worker", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1") for _ in range(2)]
        address = str(json.loads(at.read_text())["address"])
        import distributed

        with distributed.Client(address) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=LIMIT_S)
        yield Cluster(address, tuple(started[1:]))
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def said(count: int) -> list[Utterance]:
    """Segments by two engines: one whose bytes are always the same, and one that speaks."""
    return [replace(one, voice="tone" if one.number % 2 else ANCHOR) for one in utterances(count, "tone")]


def alike(here: tuple[Clip, ...], there: tuple[Clip, ...]) -> bool:
    """espeak-ng's own clips differ by some samples from time to time, wherever they are spoken."""
    for one, other in zip(here, there, strict=True):
        if (one.number, one.voice, one.rate_hz) != (other.number, other.voice, other.rate_hz) or abs(
            one.frames - other.frames
        ) > one.rate_hz // 20:
            return False
        if one.voice == "tone:tone" and one.path.read_bytes() != other.path.read_bytes():
            return False
    return True


def test_a_cluster_speaks_the_same_clips(cluster: Cluster, tmp_path: Path) -> None:
    told: list[int] = []
    there = speak(said(12), cache_dir=tmp_path / "there", cluster=cluster.address, on_clip=lambda clip: told.append(clip.number))
    here = speak(said(12), cache_dir=tmp_path / "here")
    assert alike(here, there)
    assert sorted(told) == list(range(1, 13))
    for one, other in zip(here, there, strict=True):
        words = [word for word, _ in word_times.read(other.path)]
        assert bool(words) == (one.voice == ANCHOR)
        assert words == [word for word, _ in word_times.read(one.path)]
    assert {clip.path.name.partition(".")[0] for clip in there} == {
        clip.path.name.partition(".")[0] for clip in speak(said(12), cache_dir=tmp_path / "here")
    }
    assert all(clip.cached for clip in speak(said(12), cache_dir=tmp_path / "there"))
    assert list((tmp_path / "there/parts").iterdir()) == []


def test_what_a_worker_cannot_speak_is_said_with_its_segment(cluster: Cluster, tmp_path: Path) -> None:
    refused = [*said(3), Utterance(4, "This is too fast for it.", ANCHOR, 900)]
    with pytest.raises(EngineError, match="900 words a minute") as caught:
        speak(refused, cache_dir=tmp_path, cluster=cluster.address)
    assert caught.value.where == "segment 4"


def test_a_worker_that_is_killed_takes_nothing_with_it(cluster: Cluster, tmp_path: Path) -> None:
    """The last test: the other worker does the rest."""
    fresh: list[int] = []

    def kill(clip: Clip) -> None:
        fresh.append(clip.number)
        if len(fresh) == 5:
            cluster.workers[0].send_signal(signal.SIGKILL)

    there = speak(said(60), cache_dir=tmp_path / "there", cluster=cluster.address, on_clip=kill)
    assert cluster.workers[0].wait(LIMIT_S) == -signal.SIGKILL
    assert sorted(fresh) == list(range(1, 61))
    assert alike(speak(said(60), cache_dir=tmp_path / "here"), there)


LOCALLY = """
import os, sys
from pathlib import Path
from pipeline.model import Utterance
from pipeline.speak import speak
from tests.speak.helpers import children
from tests.speak.test_many import said
speak([*said(6), Utterance(7, "…", "tone", 160)], cache_dir=Path(sys.argv[1]), cluster="local:2")
print(*(Path(f"/proc/{pid}/cmdline").read_bytes().replace(bytes(1), b" ").decode() for pid in children()), sep="\\n")
"""
"""In a process of its own: joblib's bookkeeper of temporary files lives as long as whoever used it."""


def test_processes_here_speak_as_well_and_are_gone_then(tmp_path: Path) -> None:
    pytest.importorskip("joblib")
    words = [sys.executable, "-c", LOCALLY, str(tmp_path / "there")]
    left = subprocess.run(words, cwd=REPO, capture_output=True, text=True, timeout=LIMIT_S, check=True).stdout.splitlines()
    assert [line for line in left if line and "resource_tracker" not in line] == []
    there = speak([*said(6), Utterance(7, "…", "tone", 160)], cache_dir=tmp_path / "there")
    assert all(clip.cached for clip in there)
    assert alike(speak([*said(6), Utterance(7, "…", "tone", 160)], cache_dir=tmp_path / "here"), there)


def test_where_no_cluster_is_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(many, "CONNECT_S", 1)
    with pytest.raises(EngineUnavailable, match="No cluster answers") as caught:
        speak(said(1), cache_dir=tmp_path, cluster="tcp://127.0.0.1:9")
    assert "dask worker" in caught.value.remedy


def test_without_the_extra_the_command_that_brings_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, cluster in (("joblib", "local"), ("distributed", "tcp://127.0.0.1:9")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(EngineUnavailable) as caught:
            speak(said(1), cache_dir=tmp_path, cluster=cluster)
        assert extras.install("cluster") in caught.value.remedy
        monkeypatch.undo()


def test_a_worker_with_other_versions_speaks_nothing() -> None:
    key, outcome = many.speak_one("k", "tone", "tone 0", "tone", 160, 0.0, "Hello.")
    assert key == "k"
    assert isinstance(outcome, EngineUnavailable)
    assert "Install the same versions" in str(outcome)


def test_errors_travel_whole() -> None:
    import pickle

    error = SynthesisError("It cannot.", where="segment 3", remedy="Change it.")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(back), back.where, back.remedy) == (str(error), "segment 3", "Change it.")


@pytest.mark.parametrize("text", ["tcp://10.0.0.1:8786", "tls://host.example:8786", "local", "local:4"])
def test_what_names_a_cluster(text: str) -> None:
    assert many.is_cluster(text)


@pytest.mark.parametrize("text", ["here", "tcp://host", "http://host:1", "local:", "tcp://a b:1", "file:///etc/passwd"])
def test_what_names_none(text: str) -> None:
    assert not many.is_cluster(text)
