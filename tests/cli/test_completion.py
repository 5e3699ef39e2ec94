"""The Tab key, in the shells that are here: each is told by `episode completion`, and asked as a user would."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Episode

HERE = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ.get('PATH', '')}", "TERM": "dumb", "PS1": "> "}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"needs {shell}")


def typed(words: list[str], keys: str, until: str, env: Mapping[str, str]) -> str:
    """What a terminal shows when `keys` are typed into a program, up to `until`."""
    terminal, inside = pty.openpty()
    shown, left = "", keys.encode()
    end = time.monotonic() + 60
    with subprocess.Popen(words, stdin=inside, stdout=inside, stderr=inside, env=env, start_new_session=True) as shell:
        os.close(inside)
        try:
            while until not in shown and time.monotonic() < end:
                ready, writable, _ = select.select([terminal], [terminal] if left else [], [], 1)
                if writable:
                    left = left[os.write(terminal, left) :]
                if ready:
                    shown += os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # the shell has gone
            pass
        finally:
            os.close(terminal)
            shell.kill()
    return shown


@needs("bash")
def test_tab_completes_a_command_and_an_option_in_bash() -> None:
    keys = 'eval "$(episode completion bash)"\nepisode bui\t--hel\t\nexit\n'
    shown = typed(["bash", "--norc", "--noprofile", "-i"], keys, "Usage: episode build", HERE)
    assert "Usage: episode build" in shown, shown


@needs("bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("episode bu", {"build"}),
        ("episode c", {"cache", "check", "completion", "correct"}),
        ("episode build --format ", {"briefing", "story"}),
        ("episode build --dry", {"--dry-run"}),
        ("episode lexicon ex", {"export"}),
        ("episode completion ", {"bash", "zsh", "fish"}),
        ("episode build no-such-", set()),  # bash then completes file names
    ],
)
def test_bash_is_offered(line: str, offered: set[str]) -> None:
    ask = 'eval "$(episode completion bash)"; read -ra COMP_WORDS <<< "$1"; [[ $1 == *" " ]] && COMP_WORDS+=("")\n'
    ask += 'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _episode_completion episode; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", ask, "bash", line], env=HERE, capture_output=True, text=True, timeout=60, check=True)
    assert set(done.stdout.split()) == offered
    assert done.stderr == ""


@needs("zsh")
def test_zsh_is_offered() -> None:
    ask = 'autoload -U compinit; compinit -D; eval "$(episode completion zsh)"; echo ${_comps[episode]}'
    done = subprocess.run(["zsh", "-f", "-c", ask], env=HERE, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["_episode_completion"]
    asked = {**HERE, "_EPISODE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "episode bu"}
    assert '"build":' in subprocess.run(["episode"], env=asked, capture_output=True, text=True, timeout=60, check=False).stdout


@needs("fish")
def test_fish_is_offered() -> None:
    ask = "episode completion fish | source; complete --do-complete 'episode bu'"
    done = subprocess.run(["fish", "--no-config", "-c", ask], env=HERE, capture_output=True, text=True, timeout=60, check=True)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["build"]


def test_nothing_is_written_and_an_unknown_shell_is_wrong_usage(episode: Episode, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    for shell in ("bash", "zsh", "fish"):
        done = episode("completion", shell, env=home)
        assert (done.code, done.err) == (0, "")
        assert "_EPISODE_COMPLETE" in done.out
    assert not list(tmp_path.iterdir())
    assert episode("completion", "csh", env=home).code == 2
