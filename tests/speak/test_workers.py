"""The worker processes: killed, stopped, orphaned, interrupted, started from anywhere; none is left over."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import EngineError, SynthesisError
from pipeline.model import Clip
from pipeline.speak import engine_report, speak
from pipeline.speak.pyttsx3_engine import Pyttsx3Engine, time_limit_s
from tests.speak.helpers import ANCHOR, NEWS, REPO, children, linux_only, samples, seconds, utterances

pytestmark = linux_only

VOICE = ANCHOR.partition(":")[2]

START = f"""
import sys
sys.path.insert(0, {str(REPO)!r})
import os, json
from pathlib import Path
from pipeline.speak import speak
from tests.speak.helpers import *
"""


@contextmanager
def python(script: str, **options: object) -> Iterator[subprocess.Popen[str]]:
    """A process that runs `script`, ended with the test."""
    process = subprocess.Popen([sys.executable, "-c", START + script], stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def gone(pid_handles: list[int], within_s: float) -> bool:
    """Whether all these processes end in time."""
    poll = select.poll()
    for handle in pid_handles:
        poll.register(handle, select.POLLIN)
    while pid_handles:
        ended = poll.poll(within_s * 1000)
        if not ended:
            return False
        for handle, _ in ended:
            poll.unregister(handle)
            pid_handles.remove(handle)
            os.close(handle)
    return True


@contextmanager
def killing_every_child() -> Iterator[None]:
    """While it lasts no child process lives long enough to say a word."""
    over = threading.Event()

    def kill() -> None:
        while not over.is_set():
            for pid in children():
                send(pid, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def on_every(nth: int, number: signal.Signals) -> tuple[Callable[[Clip], None], list[int]]:
    """An `on_clip` that sends a signal to all workers at each `nth` clip, and the ids of those that got one."""
    hit: list[int] = []
    seen: list[Clip] = []

    def on_clip(clip: Clip) -> None:
        seen.append(clip)
        if len(seen) % nth == 1:
            for pid in children():
                send(pid, number)
                hit.append(pid)

    return on_clip, hit


def test_workers_that_are_killed_are_replaced_and_nothing_is_missing(tmp_path: Path) -> None:
    on_clip, hit = on_every(20, signal.SIGKILL)
    asked = utterances(100, ANCHOR)
    clips = speak(asked, cache_dir=tmp_path, workers=2, on_clip=on_clip)
    assert len(set(hit)) >= 5
    assert [clip.number for clip in clips] == list(range(1, 101))
    assert all(len(samples(clip.path)[1]) == clip.frames > 22050 for clip in clips)
    assert children() == set()
    assert list((tmp_path / "parts").iterdir()) == []


def test_workers_that_hang_are_killed_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.speak.engine.load_engine", lambda name: Pyttsx3Engine(time_limit_s=lambda text: 1.5))
    on_clip, hit = on_every(1000, signal.SIGSTOP)
    clips = speak(utterances(20, ANCHOR), cache_dir=tmp_path, workers=1, on_clip=on_clip)
    assert len(hit) == 1
    assert all(len(samples(clip.path)[1]) == clip.frames > 22050 for clip in clips)
    assert children() == set()


def test_a_worker_that_dies_again_and_again_names_the_segment(tmp_path: Path) -> None:
    asked = utterances(3, ANCHOR)
    longest = max(asked, key=lambda utterance: len(utterance.text))
    speak([longest], cache_dir=tmp_path)
    rest = sorted((utterance for utterance in asked if utterance != longest), key=lambda utterance: -len(utterance.text))
    with killing_every_child(), pytest.raises(SynthesisError) as caught:
        speak(rest, cache_dir=tmp_path, workers=1)
    assert caught.value.where == f"segment {rest[0].number}"
    assert f"“Report {rest[0].number}. " in caught.value.message
    assert "failed 3 times: it was ended by signal 9" in caught.value.message
    assert caught.value.remedy
    assert children() == set()
    assert list((tmp_path / "parts").iterdir()) == []
    assert len(speak(asked, cache_dir=tmp_path)) == 3


def test_a_closed_engine_lets_go_of_whoever_waits(tmp_path: Path) -> None:
    engine = Pyttsx3Engine()
    engine.speak(NEWS[0], VOICE, 160, tmp_path / "x.wav")
    (worker,) = children()
    os.kill(worker, signal.SIGSTOP)
    threading.Timer(0.2, engine.close).start()
    with pytest.raises(EngineError, match="broken off"):
        engine.speak(NEWS[0], VOICE, 160, tmp_path / "x.wav")
    assert children() == set()


def test_the_time_limit_follows_the_text() -> None:
    assert time_limit_s("Hello.") < 20
    assert time_limit_s("x" * 600) > 600 / 14, "a driver that speaks in real time must be able to finish"


SPEAK = "clips = speak(utterances(30, ANCHOR), cache_dir=Path(sys.argv[1]))\nassert [clip.number for clip in clips] == list(range(1, 31))\n"


def test_nothing_is_printed_wherever_it_is_started(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C", "PYTHONWARNINGS": "error"}
    script = START + SPEAK + "print(json.dumps(sorted(children())))"
    for way in (["-c", script], ["-"]):
        done = subprocess.run(
            [sys.executable, *way, str(tmp_path / str(len(way)))],
            input=script if way == ["-"] else "",
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.stdout, done.stderr, done.returncode) == ("[]\n", "", 0)


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(START + "print('once')\n" + SPEAK)
    done = subprocess.run([sys.executable, "script.py", str(tmp_path / "cache")], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("once\n", "")


def test_the_data_is_found_below_a_long_path(tmp_path: Path) -> None:
    import espeakng_loader

    deep = tmp_path.joinpath(*["a-folder-with-quite-a-long-name"] * 7)
    shutil.copytree(Path(espeakng_loader.__file__).parent, deep / "espeakng_loader", symlinks=True)
    assert len(str(deep)) > 200
    script = (
        "from pipeline.speak.pyttsx3_engine import Pyttsx3Engine\nimport espeakng_loader\n"
        f"assert espeakng_loader.__file__.startswith({str(deep)!r})\n"
        f"engine = Pyttsx3Engine(); engine.check({VOICE!r})\n"
        f"engine.speak({NEWS[0]!r}, 'gmw/en-us+f5', 160, Path(sys.argv[1])); engine.close()\n"
    )
    subprocess.run(
        [sys.executable, "-c", START + f"sys.path.insert(0, {str(deep)!r})\n" + script, str(tmp_path / "x.wav")], check=True, timeout=60
    )
    assert seconds(tmp_path / "x.wav") > 3


@pytest.mark.parametrize("broken", ["data", "library", "phondata"])
def test_without_its_data_only_the_worker_suffers(tmp_path: Path, broken: str) -> None:
    """espeak-ng ends the process that misses its data: here that must be a message."""
    import espeakng_loader

    shutil.copytree(Path(espeakng_loader.__file__).parent, tmp_path / "espeakng_loader", symlinks=True)
    data = tmp_path / "espeakng_loader" / "espeak-ng-data"
    if broken == "library":
        for library in data.parent.glob("*.so*"):
            library.unlink()
    else:
        shutil.rmtree(data) if broken == "data" else (data / "phondata").unlink()
    script = f"sys.path.insert(0, {str(tmp_path)!r})\nfrom pipeline.speak import engine_report\nfrom dataclasses import asdict\n"
    script += "print(json.dumps([asdict(engine) for engine in engine_report()]))"
    done = subprocess.run([sys.executable, "-c", START + script], capture_output=True, text=True, check=True, timeout=60)
    pyttsx3, tone = json.loads(done.stdout)[:2]
    assert (pyttsx3["usable"], tone["usable"]) == (False, True)
    assert pyttsx3["why_not"].startswith("pyttsx3 does not start: ")
    assert "pip install" in pyttsx3["remedy"]


LONG = "speak(utterances(2000, ANCHOR), cache_dir=Path(sys.argv[1]), on_clip=lambda clip: print(*children(), flush=True))\n"


def run_until_two_workers(process: subprocess.Popen[str]) -> list[int]:
    """Wait until both workers are busy; handles of theirs that outlive them."""
    assert process.stdout is not None
    for line in process.stdout:
        if len(line.split()) == 2:
            return [os.pidfd_open(int(pid)) for pid in line.split()]
    raise AssertionError("it ended before two workers ran")


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    with python(LONG.replace("sys.argv[1]", repr(str(tmp_path))).replace("on_clip", "workers=2, on_clip")) as process:
        handles = run_until_two_workers(process)
        process.send_signal(signal.SIGKILL)
        assert gone(handles, within_s=10)


def test_an_interrupt_ends_everything_at_once(tmp_path: Path) -> None:
    script = (
        f"try:\n    {LONG}except KeyboardInterrupt:\n    print('left:', *children(), *Path(sys.argv[1], 'parts').iterdir())\n    raise\n"
    )
    script = script.replace("sys.argv[1]", repr(str(tmp_path))).replace("on_clip", "workers=2, on_clip")
    with python(script, stderr=subprocess.DEVNULL) as process:
        handles = run_until_two_workers(process)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=10)
        assert rest.endswith("left:\n")
        assert process.returncode == -signal.SIGINT
        assert gone(handles, within_s=1)


def test_ctrl_c_in_a_terminal_reaches_no_worker(tmp_path: Path) -> None:
    """A terminal sends it to the whole group: the workers stand outside it, and would not listen."""
    engine = Pyttsx3Engine()
    engine.speak(NEWS[0], VOICE, 160, tmp_path / "x.wav")
    (worker,) = children()
    assert os.getpgid(worker) != os.getpgid(0)
    os.kill(worker, signal.SIGINT)
    engine.speak(NEWS[1], VOICE, 160, tmp_path / "x.wav")
    assert children() == {worker}
    engine.close()
    assert children() == set()


def test_asking_for_a_report_leaves_no_process() -> None:
    assert {engine.name for engine in engine_report() if engine.usable} >= {"pyttsx3", "tone"}
    assert children() == set()
