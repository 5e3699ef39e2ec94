"""A build from the studio: what breaks it off is told, and nothing half-made is left."""

from __future__ import annotations

import http.client
import signal
from pathlib import Path
from typing import Any

import pytest

from pipeline import build
from pipeline.desk import opening
from pipeline.studio.actions import Actions
from pipeline.studio.events import Hub
from pipeline.studio.room import Room

from .conftest import serving, show_in

LAST = "**Voice of Mayor Brown:** We are glad."


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)])
@pytest.mark.parametrize("stage", ["speak", "mix"])
def test_the_build_ends_with_the_studio(tmp_path: Path, stage: str, sign: signal.Signals, code: int) -> None:
    home = show_in(tmp_path / "show")
    script = home / "scripts" / "2026-11-27.md"
    longer = "".join(f"**Anchor:** It was {n} days, {stage} and {sign}, in which no one at all could pass. [^3]\n\n" for n in range(200))
    text = script.read_text(encoding="utf-8").replace(
        "Good evening.", f"Good {stage} and {sign}."
    )  # other tests hear the first for the first time
    script.write_text(text.replace(LAST, f"{longer}{LAST}"), encoding="utf-8")
    with serving(home) as studio:
        connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
        connection.request("GET", f"/{studio.token}/api/events")
        told = connection.getresponse()
        assert studio.post("api/build")[0] == 202
        while f'"stage": "{stage}"' not in (line := told.readline().decode()):
            assert line
        assert (home / "output" / ".2026-11-27.partial").is_dir()
        studio.process.send_signal(sign)
        assert studio.process.wait(30) == code
        connection.close()
        assert not (home / "output").exists()
        assert studio.process.stderr is not None
        assert studio.process.stderr.read() == ("episode: stopped by SIGTERM\n" if sign == signal.SIGTERM else "")


class Heard(Hub):
    """All that pages are told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, Any]] = []

    def tell(self, name: str, told: Any) -> None:
        self.told.append((name, told))


def test_a_fault_that_nobody_thought_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = show_in(tmp_path / "show")
    hub, room = Heard(), Room(home / "scripts" / "2026-11-27.md", opening.find(home))
    actions, ended = Actions(room, hub), list[type[BaseException]]()

    def fails(*given: object) -> None:
        raise ZeroDivisionError("of a bug")

    monkeypatch.setattr(build, "build", fails)
    monkeypatch.setattr("threading.excepthook", lambda told: ended.append(told.exc_type))
    actions.build(room, {})
    actions.end()
    assert ended == [ZeroDivisionError]  # the terminal has the traceback
    assert [(name, told["message"]) for name, told in hub.told] == [("fault", "the build broke off (ZeroDivisionError: of a bug)")]
    actions.build(room, {})  # another one may be begun
    actions.end()
