"""Work in a process of its own: what it returns comes back, whatever becomes of that process, and nothing of it stays."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all is done in one process")

two_cores = pytest.mark.skipif(not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core")

START = "import os, threading, time\nfrom pipeline import side\nhere = os.getpid()\n"


def ran(code: str) -> str:
    """What a program prints that has no other thread; a test's process may have some."""
    done = subprocess.run([sys.executable, "-c", START + code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@linux_only
@two_cores
def test_it_is_done_in_another_process_and_comes_back() -> None:
    code = "with side.meanwhile(lambda: (os.getpid(), 'x' * 3_000_000)) as work:\n    (pid, text), again = work(), work()\n"
    assert ran(f"{code}print(pid != here, len(text), again == (pid, text))\n") == "True 3000000 True\n"


@linux_only
def test_beside_another_thread_it_is_done_here() -> None:
    code = (
        "stop = threading.Event()\nthreading.Thread(target=stop.wait).start()\n"
        "with side.meanwhile(os.getpid) as work:\n    print(work() == here)\nstop.set()\n"
    )
    assert ran(code) == "True\n"


@linux_only
@two_cores
def test_the_progress_on_a_terminal_is_no_hindrance() -> None:
    code = (
        "import io\nfrom rich.console import Console\nfrom rich.progress import Progress\n"
        "with Progress(console=Console(file=io.StringIO(), force_terminal=True)) as shown:\n    shown.add_task('x')\n"
        "    assert threading.active_count() == 2\n    with side.meanwhile(os.getpid) as work:\n        other = work() != here\nprint(other)\n"
    )
    assert ran(code) == "True\n"


@linux_only
@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)", "os._exit(0)"])
def test_a_process_that_does_not_live_to_its_end_costs_time_and_nothing_else(end: str) -> None:
    code = f"def work():\n    if os.getpid() != here:\n        {end}\n    return 'done'\n"
    assert ran(f"{code}with side.meanwhile(work) as asked:\n    print(asked())\n") == "done\n"


def test_what_it_raises_is_raised_when_it_is_asked_for() -> None:
    code = "def work():\n    raise ValueError('broken')\nwith side.meanwhile(work) as asked:\n    print('before')\n"
    assert ran(f"{code}    try:\n        asked()\n    except ValueError as error:\n        print(error)\n") == "before\nbroken\n"


@linux_only
def test_what_nobody_asks_for_is_ended_and_nothing_of_it_stays() -> None:
    code = (
        "try:\n    with side.meanwhile(lambda: time.sleep(100)) as work:\n        raise KeyError('other')\nexcept KeyError:\n    pass\n"
        "try:\n    os.waitpid(-1, os.WNOHANG)\n    print('a child is left')\nexcept ChildProcessError:\n    print('no child')\n"
    )
    assert ran(code) == "no child\n"


@linux_only
@two_cores
def test_killed_it_leaves_nobody_behind() -> None:
    code = "with side.meanwhile(lambda: (print(os.getpid(), flush=True), time.sleep(100))) as work:\n    work()\n"
    with subprocess.Popen([sys.executable, "-c", START + code], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        assert child != program.pid
        program.kill()
        assert program.stdout.read() == ""  # its end of the pipe is closed: it is gone


@linux_only
def test_it_prints_nothing_twice() -> None:
    assert ran("print('once', end=' ')\nwith side.meanwhile(lambda: 1) as work:\n    print(work())\n") == "once 1\n"
