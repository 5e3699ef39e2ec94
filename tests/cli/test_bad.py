"""Whatever goes wrong is one line that says what, where and what to do; no traceback, and no half-written file."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from pipeline.cli.options import answering
from tests.cli.test_build import BLOG, SAMPLE, edit, listed
from tests.conftest import PROGRAM, Episode, Ran

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and limits")
TONE = ("--engine", "tone", "--date", "2026-11-27")


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """A good briefing, outside a show."""
    (tmp_path / "day.txt").write_text(BLOG, encoding="utf-8")
    return tmp_path / "day.txt"


def complains(done: Ran, *words: str) -> None:
    """One line, exit 1, no traceback, and these words in it."""
    assert done.code == 1, done
    lines = [line for line in done.err.splitlines() if not line.startswith("episode: taking ")]
    assert len(lines) == 1, done.err
    assert lines[0].startswith("episode: ")
    assert "Traceback" not in done.err
    for word in words:
        assert word in lines[0], lines[0]


def whole(folder: Path) -> None:
    """No file is empty, none is half-written, and nothing lies about."""
    for path in folder.rglob("*"):
        assert ".partial" not in path.name, path
        assert ".part" not in path.suffix, path
        assert not path.is_file() or path.stat().st_size > 0, path


# ── what is read ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["bad.txt: ", "empty", "Paste"]),
        (b" \n\n\t\n", ["bad.txt: ", "empty"]),
        (b"\xef\xbb\xbf", ["bad.txt: ", "empty"]),
        (bytes(range(256)) * 64, ["bad.txt: ", "not text"]),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(4096), ["bad.txt: ", "not text"]),
        (b"word " * 40_000, ["bad.txt:1: ", "200,000 characters", "Break it"]),
        (b"A line of the news that goes on.\n" * 1_600_000, ["bad.txt: ", "53 MB"]),
        (b"The old bridge at noon\nANN OTHER/AP\n", ["bad.txt: ", "caption", "episode items"]),
        (b"episode_items: 1\nsource: x\nupdates: [\n", ["bad.txt:", "YAML"]),
    ],
    ids=["empty", "blank", "bom", "binary", "picture", "long-line", "50MB", "captions", "items"],
)
def test_a_briefing_that_cannot_be_told(episode: Episode, tmp_path: Path, data: bytes, words: list[str]) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    for command in (["build", "bad.txt", *TONE], ["script", "bad.txt", "--stdout"]):
        complains(episode(*command), *words)
    done = episode("build", "bad.txt", *TONE, "--json")
    assert done.json["error"]["kind"] == "briefing"
    assert done.json["error"]["where"].startswith("bad.txt")
    assert done.json["error"]["remedy"]
    assert listed(tmp_path) == {"bad.txt"}
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_that_news_comes_in_is_read(episode: Episode, tmp_path: Path, encoding: str, end: str) -> None:
    (tmp_path / "day.txt").write_bytes(BLOG.replace("\n", end).encode(encoding))
    done = episode("script", "day.txt", "--stdout", "--format", "story")
    assert done.code == 0, done.err
    assert "The repairs are done and the bridge is safe" in done.out
    assert "£4 million" in done.out


def test_no_such_file_and_a_folder(episode: Episode, tmp_path: Path) -> None:
    complains(episode("build", "nothing.txt"), "nothing.txt: ", "no such file", "`-` reads standard input")
    complains(episode("items", "nothing.txt"), "nothing.txt: ", "no such file")
    complains(episode("build", "."), ".: ", "is a folder", "Name one file")
    complains(episode("build"), "no briefing was given", "episode init")
    complains(episode("build", "x" * 400), "cannot be read", "name too long")
    complains(episode("build", "-", stdin=b""), "stdin: ", "empty")
    assert listed(tmp_path) == set()


@POSIX
def test_a_stream_without_end_is_refused(episode: Episode) -> None:
    complains(episode("build", "/dev/zero"), "/dev/zero: ", "is larger than")


# ── settings, voices, engines ────────────────────────────────────────────────────────────────────────────


def test_settings_that_are_wrong(episode: Episode, day: Path) -> None:
    (day.parent / "episode.toml").write_text("titel = 'x'\n")
    complains(episode("build", "day.txt"), "episode.toml: titel", "Did you mean title?")
    (day.parent / "episode.toml").write_text("title = x\n")
    complains(episode("build", "day.txt"), "episode.toml:1: ", "not TOML")
    assert listed(day.parent) == {"day.txt", "episode.toml"}


def test_settings_that_name_words_which_are_not_there(episode: Episode, day: Path) -> None:
    (day.parent / "episode.toml").write_text("lexicon = 'names.yaml'\n")
    complains(episode("build", "day.txt", "--engine", "tone"), "episode.toml: lexicon: there is no file names.yaml", "lexicon add")
    (day.parent / "episode.toml").write_text("templates = 'words'\n")
    complains(episode("script", "day.txt"), "episode.toml: templates: there is no folder words", "take the line out")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--voice", "pyttsx3:gmw/en-uss"], "gmw/en-us"),
        (["--voice", "tone:lo"], "tone:lo"),
        (["--voice", "nobody"], "nobody"),
        (["--engine", "siri"], "siri"),
        (["--voice", "quote=tone:high", "--engine", "tone"], "tone:high"),
    ],
)
def test_a_voice_that_is_not_there(episode: Episode, day: Path, words: list[str], says: str) -> None:
    done = episode("build", "day.txt", *words)
    complains(done, says, "episode voices")
    assert listed(day.parent) == {"day.txt"}


def test_an_ffmpeg_that_is_not_there(episode: Episode, day: Path) -> None:
    complains(episode("build", "day.txt", *TONE, env={"EPISODE_FFMPEG": "/nowhere/ffmpeg"}), "EPISODE_FFMPEG: ", "Install ffmpeg")
    assert listed(day.parent) == {"day.txt"}


# ── templates and scripts ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("# One\n{% if %}\n", ["briefing.md.j2:2: ", "broken"]),
        ("# One\n\n**Anchor:** {{ presenter }}\n", ["briefing.md.j2:3: ", "presenter", "undefined"]),
        ("# One\n**Anchor:** {{ show.presenter }}\n", ["briefing.md.j2:2: ", "presenter"]),
        ("# One\n**Anchor:** {{ 1 / 0 }}\n", ["briefing.md.j2:2: ", "division"]),
        ('{% extends "evening.md.j2" %}\n', ["evening.md.j2", "no template"]),
        ("# One\nGood evening.\n", ["briefing.md.j2", "nobody speaks this line"]),
        ("", ["briefing.md.j2", "nobody says anything"]),
        ("\ufeff# One\n**Anchor:** {{ ''.__class__.__mro__ }}\n", ["briefing.md.j2"]),
    ],
)
def test_a_broken_template(episode: Episode, day: Path, template: str, words: list[str]) -> None:
    (day.parent / "episode.toml").write_text("")
    (day.parent / "templates").mkdir()
    (day.parent / "templates/briefing.md.j2").write_text(template, encoding="utf-8")
    complains(episode("build", "day.txt", *TONE), *words)
    complains(episode("script", "day.txt", "--stdout"), *words)
    assert listed(day.parent) - {".episode/journal.jsonl"} == {"day.txt", "episode.toml", "templates/briefing.md.j2"}


def test_a_template_that_is_no_text(episode: Episode, day: Path) -> None:
    (day.parent / "episode.toml").write_text("")
    (day.parent / "templates").mkdir()
    (day.parent / "templates/briefing.md.j2").write_bytes(b"\xff\xfe\x00")
    complains(episode("build", "day.txt", *TONE), "briefing.md.j2", "UTF-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("**Anchor:** Hello.", "Anchor: Hello.", ["script.md:", "nobody speaks this line", "**Anchor:**"]),
        ("**Anchor:** Hello.", "**Anchor (louder):** Hello.", ["louder", "slower"]),
        ("[sting: open]", "[stinger: open]", ["script.md:", "is no cue"]),
        ("date: 2026-11-27", "date: soon", ["script.md:", "date"]),
        ("[^1]: day.txt:1", "", ["script.md:", "[^1]"]),
        ("# Headlines", "", ["script.md:", "before the first chapter"]),
        ("---\n", "", ["script.md:1", "header"]),
    ],
)
def test_a_script_with_a_bad_line(episode: Episode, day: Path, old: str, new: str, words: list[str]) -> None:
    assert episode("script", "day.txt", "--date", "2026-11-27", "--quiet").code == 0
    script = day.parent / "output/2026-11-27/script.md"
    edit(script, old, new)
    mine = script.read_bytes()
    complains(episode("build", "day.txt", *TONE), *words)
    assert script.read_bytes() == mine
    assert listed(day.parent) == {"day.txt", "output/2026-11-27/script.md"}


def test_a_script_that_is_no_text(episode: Episode, day: Path) -> None:
    script = day.parent / "output/2026-11-27/script.md"
    script.parent.mkdir(parents=True)
    script.write_bytes(b"---\ntitle: caf\xe9\n---\n")
    complains(episode("build", "day.txt", *TONE), "script.md:2: ", "UTF-8")


# ── the disk ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_where_a_folder_should_be(episode: Episode, day: Path) -> None:
    (day.parent / "made").write_text("x")
    complains(episode("build", "day.txt", *TONE, "--out", "made"), "made", "a file stands where a folder should be", "--out")
    complains(episode("script", "day.txt", "--out", "made"), "made", "a file stands where a folder should be")
    complains(episode("items", "day.txt", "--edit", "--out", "made"), "made", "a file stands where a folder should be")
    complains(episode("init", "made"), "made: ", "is a file")
    complains(episode("init", "made/show"), "episode: made: a file stands where a folder should be")
    complains(episode("build", "day.txt", *TONE, env={"EPISODE_CACHE": str(day)}), "day.txt", "EPISODE_CACHE")
    assert listed(day.parent) == {"day.txt", "made"}


def test_a_folder_where_a_file_should_be(episode: Episode, day: Path) -> None:
    assert episode("build", "day.txt", *TONE, "--quiet").code == 0
    made = day.parent / "output/2026-11-27"
    (made / "transcript.vtt").unlink()
    (made / "transcript.vtt").mkdir()
    (made / "transcript.vtt/x").write_text("x")
    complains(episode("build", "day.txt", *TONE), "a folder stands where a file should be")
    whole(day.parent)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that even root cannot write to, or a skipped test."""
    frozen = (
        shutil.which("chattr") is not None and subprocess.run(["chattr", "+i", folder], capture_output=True, check=False).returncode == 0
    )
    if not frozen:
        if os.geteuid() == 0:
            pytest.skip("root can write anywhere here")
        folder.chmod(0o500)
    try:
        yield
    finally:
        if frozen:
            subprocess.run(["chattr", "-i", folder], check=True)
        folder.chmod(0o700)


@POSIX
def test_a_folder_that_cannot_be_written(episode: Episode, day: Path) -> None:
    (day.parent / "made").mkdir()
    with read_only(day.parent / "made"):
        complains(episode("build", "day.txt", *TONE, "--out", "made"), "made", "cannot be written", "--out")
    assert listed(day.parent) == {"day.txt"}


@POSIX
@pytest.mark.parametrize("shut", ["briefings", "briefings/2026-11-27.txt", "scripts/2026-11-27.md"])
def test_what_cannot_be_read_is_not_said_to_be_unwritable(tmp_path: Path, shut: str) -> None:
    """By root without its right to read everything."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if drop and subprocess.run([*drop, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root reads everything here")
    (tmp_path / "briefings").mkdir()
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/2026-11-27.md").write_text("---\nformat: briefing\nbriefing: briefings/2026-11-27.txt\n---\n")
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    (tmp_path / "briefings/2026-11-27.txt").write_text(BLOG, encoding="utf-8")
    (tmp_path / shut).chmod(0)
    command = "build" if shut.startswith("scripts") else "items"
    done = subprocess.run([*drop, PROGRAM, command], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    (tmp_path / shut).chmod(0o700)
    complains(Ran(done.returncode, done.stdout, done.stderr), shut, "cannot be read: ", "permission", "ermissions")


@POSIX
@pytest.mark.parametrize("words", [["items"], ["doctor", "--json"], ["init", "new"], ["check"], ["build", "/etc/hostname"]])
def test_a_current_folder_that_is_gone(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "gone").mkdir()
    inside = f"import os, sys; os.chdir('gone'); os.rmdir('../gone'); os.execv({str(PROGRAM)!r}, ['episode', *sys.argv[1:]])"
    done = subprocess.run([sys.executable, "-c", inside, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    complains(Ran(done.returncode, done.stdout, done.stderr), "the current folder is no longer there. Go to one that is")


def limited(size: int) -> Callable[[], None]:
    """No file of the process may grow larger than this: what a full disk does, without one."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@POSIX
@pytest.mark.parametrize("size", [10, 2_000, 60_000, 250_000])
def test_a_disk_that_fills_up(episode: Episode, tmp_path: Path, size: int) -> None:
    done = episode("build", SAMPLE, *TONE, "--out", "made", preexec_fn=limited(size))
    complains(done)
    whole(tmp_path)
    assert listed(tmp_path) == set()
    assert not (tmp_path / "made").exists()


def test_a_new_show_is_made_whole_or_not_at_all(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "s3/templates").mkdir(parents=True)
    (tmp_path / "s3/.gitignore").write_text("mine\n")
    (tmp_path / "s3/scripts").write_text("in the way of a folder")
    before = sorted(tmp_path.rglob("*"))
    complains(episode("init", "s3"), "s3/scripts", "a file stands where a folder should be", "nothing was written")
    assert sorted(tmp_path.rglob("*")) == before
    (tmp_path / "s3/scripts").unlink()
    assert episode("init", "s3").code == 0
    assert (tmp_path / "s3/.gitignore").read_text() == "mine\n"
    if os.name == "posix":
        complains(episode("init", "s4/show", preexec_fn=limited(5_000)), "s4/show/", "larger than is allowed", "nothing was written")
        assert not (tmp_path / "s4").exists()


@POSIX
def test_a_disk_that_fills_up_leaves_the_finished_episode(episode: Episode, day: Path) -> None:
    assert episode("build", "day.txt", *TONE, "--quiet").code == 0
    made = day.parent / "output/2026-11-27"
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    day.write_text(BLOG.replace("Friday", "Saturday"), encoding="utf-8")
    complains(episode("build", "day.txt", *TONE, preexec_fn=limited(100_000)))
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before
    whole(day.parent)


def test_a_memory_that_cannot_be_written_is_said_and_fails_nothing(episode: Episode, day: Path, tmp_path: Path) -> None:
    """On a read-only disk; here a file stands where the memory's folder should be."""
    show = tmp_path / "show"
    (show / "briefings").mkdir(parents=True)
    (show / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (show / "briefings/2026-11-27.txt").write_text(BLOG, encoding="utf-8")
    (show / ".episode").touch()
    done = episode("build", "--out", tmp_path / "elsewhere", cwd=show)
    assert done.code == 0, done.err
    notes = [line for line in done.err.splitlines() if "not remembered" in line]
    assert len(notes) == 1, done.err
    assert ".episode: a file stands where a folder should be" in notes[0]
    whole(tmp_path / "elsewhere")
    checked = episode("check", tmp_path / "elsewhere/2026-11-27", "--json", cwd=show)
    assert (checked.code, checked.json["ok"], checked.err) == (0, True, "")


def test_a_size_of_the_cache_that_is_none_is_refused_before_anything_is_made(episode: Episode, day: Path, tmp_path: Path) -> None:
    complains(
        episode("build", day, *TONE, env={"EPISODE_CACHE_MAX": "abc"}),
        "EPISODE_CACHE_MAX: ",
        "'abc' is no size",
        "Write a number of gigabytes",
    )
    assert listed(tmp_path) == {"day.txt"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB, where the system lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk(episode: Episode, day: Path, small_disk: Path) -> None:
    complains(episode("build", SAMPLE, *TONE, "--out", small_disk / "made"), "disk")
    assert listed(small_disk) == set()
    with contextlib.suppress(OSError), (small_disk / "fill").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    complains(episode("script", SAMPLE, "--out", small_disk / "made"), "disk is full", "Make room")
    assert listed(small_disk) == {"fill"}


@pytest.mark.parametrize("engine", ["tone", "pyttsx3"])
def test_a_full_cache(episode: Episode, small_disk: Path, engine: str) -> None:
    start = time.monotonic()
    complains(episode("build", SAMPLE, "--engine", engine, env={"EPISODE_CACHE": str(small_disk)}), "EPISODE_CACHE")
    assert time.monotonic() - start < 20
    assert not [path for path in small_disk.rglob("*.wav") if path.stat().st_size == 0]


@POSIX
def test_standard_output_that_cannot_be_written(day: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([PROGRAM, "items", day, "--json"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=240, check=False)
    complains(Ran(done.returncode, "", done.stderr), "standard output: ", "full")


@POSIX
@pytest.mark.parametrize("number", [1, 2])
def test_a_closed_stream_stops_nothing(day: Path, number: int) -> None:
    """A daemon may start a program without; and no file that is opened later is taken for one."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" "$@" {number}>&-', PROGRAM, "build", day, *TONE],
        capture_output=True,
        text=True,
        timeout=240,
        cwd=day.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (day.parent / "output/2026-11-27/episode.json").read_bytes()[:1] == b"{"
    assert ("episode.mp3" in done.stdout, done.stderr) == (number == 2, "")


@POSIX
def test_a_locale_that_is_not_utf_8_changes_no_file_name(episode: Episode, day: Path) -> None:
    own = day.with_name("Größe.txt")
    day.rename(own)
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = episode("script", own.name, "--stdout", "--date", "2026-11-27", env=old)
    assert done.code == 0, done.err
    assert "briefing: Größe.txt" in done.out


# ── an interruption ──────────────────────────────────────────────────────────────────────────────────────


def start(day: Path, *words: str, env: dict[str, str]) -> subprocess.Popen[str]:
    command = [PROGRAM, "build", day, *words, "--date", "2026-11-27"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(command, text=True, cwd=day.parent, env={**os.environ, **env}, start_new_session=True, **pipes)  # type: ignore[call-overload,no-any-return]


def wait_for(seen: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 30
    while not seen():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.005)


def children_of(group: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == group and fields[0] != "Z":  # the session
                found.append(stat.parent.name)
    return found


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] if os.name == "posix" else [])
@pytest.mark.parametrize("moment", ["speaking", "mixing"])
def test_an_interruption_leaves_nothing_half_written(tmp_path: Path, moment: str, number: signal.Signals) -> None:
    day, cache = tmp_path / "day.txt", tmp_path / "cache"
    roads = 40 if moment == "speaking" else 120  # a tone is soon mixed, and the signal must come before it is
    day.write_text("".join(f"{BLOG.replace('bridge', f'bridge of road {n}')}" for n in range(roads)), encoding="utf-8")
    partial = tmp_path / "output/.2026-11-27.partial"
    voice = ("--engine", "pyttsx3") if moment == "speaking" else ("--engine", "tone")
    process = start(day, *voice, "--format", "story", env={"EPISODE_CACHE": str(cache)})
    seen = (lambda: any(cache.rglob("*.wav"))) if moment == "speaking" else (lambda: any(partial.glob("*episode.mp3*")))
    wait_for(seen, process)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 128 + number
    assert out == ""
    assert err == ("episode: interrupted\n" if number == signal.SIGINT else f"episode: stopped by {number.name}\n")
    left = [Path(name) for name in listed(tmp_path) - {"day.txt"}]
    assert {path.parts[0] for path in left} <= {"cache"}
    assert {path.suffix for path in left} <= {
        ".wav",
        ".look",
        ".piece",
        ".jpg",
        ".words",
        ".json",
    }  # whole clips, what was found in them and of texts, pieces, a cover
    assert not (tmp_path / "output").exists()
    whole(tmp_path)
    assert children_of(process.pid) == []


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_machine_is_told_of_an_interruption_too(tmp_path: Path, number: signal.Signals) -> None:
    day, cache = tmp_path / "day.txt", tmp_path / "cache"
    day.write_text("".join(f"{BLOG.replace('bridge', f'bridge of road {n}')}" for n in range(40)), encoding="utf-8")
    process = start(day, "--engine", "tone", "--format", "story", "--json", "--quiet", env={"EPISODE_CACHE": str(cache)})
    wait_for(lambda: any(cache.rglob("*.wav")), process)
    os.killpg(process.pid, number)
    out, _ = process.communicate(timeout=240)
    assert process.returncode == 128 + number
    assert json.loads(out)["error"]["kind"] == "interrupted"


@pytest.mark.parametrize(
    "short", [MemoryError(), RuntimeError("can't start new thread"), BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")]
)
def test_a_machine_without_memory_is_no_fault_of_ours(capsys: pytest.CaptureFixture[str], short: Exception) -> None:
    def build() -> None:
        with answering(json=True):
            raise short

    with pytest.raises(typer.Exit) as ended:
        build()
    assert ended.value.exit_code == 1
    said = capsys.readouterr()
    complains(Ran(1, said.out, said.err), "no memory left", "EPISODE_WORKERS=1")
    assert json.loads(said.out)["error"]["kind"] == "episode"


@pytest.mark.parametrize("fault", [ZeroDivisionError("by nothing"), OSError(errno.EIO, "Input/output error")])
def test_a_machine_is_told_of_a_fault_of_ours_and_people_have_the_traceback(capsys: pytest.CaptureFixture[str], fault: Exception) -> None:
    with pytest.raises(type(fault)), answering(json=True):
        raise fault
    told = json.loads(capsys.readouterr().out)["error"]
    assert (told["kind"], told["message"]) == ("bug", f"{type(fault).__name__}: {fault}")


INTERRUPTED_IN_AN_IMPORT = """
import os, signal, sys, threading, time
from pipeline import cli

number = signal.Signals(int(sys.argv[1]))
signal.signal(number, cli._stop)

def at_the_lock(frame, event, arg):  # the very moment that leaves it taken
    if event == "c_return" and arg.__name__ == "acquire_lock" and frame.f_code.co_name == "_get_module_lock":
        sys.setprofile(None)
        os.kill(os.getpid(), number)

ended = None
try:
    sys.setprofile(at_the_lock)
    import colorsys
    while True:
        time.sleep(0.01)
except BaseException as problem:
    ended = repr(problem)
other = threading.Thread(target=lambda: __import__("plistlib"), daemon=True)
other.start()
other.join(10)
print(ended, "in peace" if not other.is_alive() else "and the next import waits for ever", flush=True)
os._exit(0)
"""


@POSIX
@pytest.mark.parametrize(("number", "ended"), [(signal.SIGINT, "SystemExit(130)"), (signal.SIGTERM, "SystemExit(143)")])
def test_an_interruption_amid_an_import_leaves_no_lock_taken(number: signal.Signals, ended: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_IN_AN_IMPORT, str(int(number))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    assert done.stdout == f"{ended} in peace\n"


@POSIX
def test_a_build_that_was_killed_is_taken_over(episode: Episode, tmp_path: Path) -> None:
    day, partial = tmp_path / "day.txt", tmp_path / "output/.2026-11-27.partial"
    day.write_text(BLOG * 60, encoding="utf-8")
    process = start(day, "--engine", "tone", env={})
    wait_for(partial.exists, process)
    os.killpg(process.pid, signal.SIGSTOP)  # a slow build, at the same moment
    busy = episode("build", "day.txt", *TONE)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=240)
    complains(busy, "being made by another build")
    day.write_text(BLOG, encoding="utf-8")
    assert episode("build", "day.txt", *TONE, "--quiet").code == 0
    whole(tmp_path)
    assert {path.name for path in (tmp_path / "output").iterdir()} == {"2026-11-27", "index.html"}
