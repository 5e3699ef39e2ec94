"""`episode studio`: the server of one script, and what is to be known of it."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import speak
from pipeline.desk import files
from pipeline.desk.order import Watch
from pipeline.desk.show import Show
from pipeline.net.address import is_loopback
from pipeline.publish import serve
from pipeline.studio import address, outside
from pipeline.studio.actions import Actions
from pipeline.studio.app import app
from pipeline.studio.days import Days
from pipeline.studio.events import Hub
from pipeline.studio.room import Room, script_of, warm
from pipeline.studio.stories import Stories
from pipeline.studio.templates import Templates

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Server:
    """A studio that listens, and has not begun to answer."""

    app: ASGIApp
    listening: socket.socket
    room: Room
    hub: Hub
    drafts: Templates
    actions: Actions
    url: str
    rows: tuple[tuple[str, str], ...]
    """(name, value) of what is where."""
    warnings: tuple[str, ...]

    def run(self) -> None:
        """Answer until somebody interrupts."""
        with speak.kept(
            begin=self.room.show.engine, usual=not self.room.show.voices
        ):  # the first edit does not wait for a voice to be loaded
            threading.Thread(target=warm, args=(self.room,), daemon=True).start()
            stop = threading.Event()
            threading.Thread(target=outside.watch, args=(self.room, self.hub, stop), daemon=True).start()
            try:
                serve.run(self.app, self.listening, self.hub.end)
            finally:
                stop.set()
                self.actions.end()
                self.drafts.trials.close()


def opened(name: str, show: Show, watch: Watch, host: str, port: int, *, yes: bool = False) -> Server:
    """A studio for a script, or for that of a briefing. Raises EpisodeError where there is none, or where it cannot listen."""
    outside.library()
    room = Room(script_of(name, show, watch), show, yes=yes)
    hub = Hub()
    listening, token = address.taken(show, room.path, host, port)
    number = listening.getsockname()[1]
    own = f"[{host}]" if ":" in host else host
    names = {f"{own}:{number}", *(f"{name}:{number}" for name in serve.LOCAL if is_loopback(host))}
    if number == 80:
        names |= {each.removesuffix(":80") for each in names}
    days = Days()
    drafts = Templates(hub, days)
    actions = Actions(room, hub)
    made = app(room, hub, token, frozenset(names), actions, drafts, Stories(hub, days, drafts.trials))
    url = f"http://{own}:{number}/{token}/"
    warnings = []
    if not is_loopback(host):
        warnings.append(f"whoever can reach {host} and learns the address can change this show's files; it is sent unencrypted")
    return Server(made, listening, room, hub, drafts, actions, url, (("script", files.short(room.path)), ("studio", url)), tuple(warnings))
