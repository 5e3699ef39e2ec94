"""The show's script templates: listed, tried on the day as they are written, saved in the show's folder and nowhere else."""

from __future__ import annotations

import shlex
import threading
from pathlib import Path
from typing import Any

from pipeline.desk import draft, files
from pipeline.desk.show import FORMS
from pipeline.errors import EpisodeError, ScriptError
from pipeline.model import Script
from pipeline.read.joining import BETWEEN
from pipeline.regex import regex
from pipeline.studio import document, voice
from pipeline.studio.days import Days
from pipeline.studio.events import Hub
from pipeline.studio.room import ConflictError, Room, version_of
from pipeline.studio.trying import Trials
from pipeline.text import templating

ENDING = ".j2"
OF_SCRIPTS = ".md.j2"
_NAME = regex(r"\w[\w .()-]{0,60}\.j2")


class Templates:
    """What can be asked of the templates; each takes the request's JSON and gives the answer's."""

    def __init__(self, hub: Hub, days: Days) -> None:
        self.hub, self._days, self.trials = hub, days, Trials()

    def warm(self) -> None:
        """Have what renders there before it is asked."""
        threading.Thread(target=self.trials.warm, daemon=True).start()

    def listed(self, room: Room) -> list[dict[str, Any]]:
        """The show's own and the built-in ones, without those of notes and pages."""
        builtin = {path.name for path in templating.BUILTIN_TEMPLATES.glob(f"*{ENDING}")}
        scripts = {name for name in builtin if name.endswith(OF_SCRIPTS)}
        own = {path.name for folder in room.show.template_folders for path in folder.glob(f"*{ENDING}")}
        self.warm()
        found = []
        for name in sorted(scripts | (own - (builtin - scripts))):
            try:
                each = self.one(room, name)
            except ScriptError:  # one that leads out of the show
                continue
            found.append({key: each[key] for key in ("name", "own", "version")})
        return found

    def one(self, room: Room, name: str) -> dict[str, Any]:
        """One of them. Raises ScriptError where there is none that may be read."""
        own = _own(room, name)
        path = own if own is not None and own.is_file() else templating.BUILTIN_TEMPLATES / name
        try:
            data = path.read_bytes()
            place = "" if own is None else f"{room.show.templates}/{name}"
            return {"name": name, "text": data.decode(), "version": version_of(data), "own": path == own, "path": place}
        except (OSError, UnicodeDecodeError) as error:
            raise ScriptError("there is no such template", where=name, remedy="Load the list again.") from error

    def preview(self, room: Room, given: dict[str, Any]) -> Any:
        """The script of the day from a text that is not saved, `{text, form}`, or `{error: {message, where, remedy, line}}`. Nothing is written."""
        name, text = str(given.get("name")), given.get("text")
        _own(room, name)
        if not isinstance(text, str):
            raise ScriptError("there is no text to try", where=name, remedy="Load the page again.")
        try:
            script = voice.script_now(room)
            form = name.removesuffix(OF_SCRIPTS)
            return self._tried(room, script, form if form in FORMS else script.format, name, {name: text.replace("\r\n", "\n")})
        except EpisodeError as error:
            return {"error": document.fault(error) | {"line": None}}

    def save(self, room: Room, given: dict[str, Any]) -> Any:
        """Save a template among the show's, and render the day's script anew where nobody edited it: `{template, script}`.

        Raises ConflictError, and ScriptError for one that is broken.
        """
        name, text = str(given["name"]), given.get("text")
        if not isinstance(text, str) or (own := _own(room, name)) is None:
            raise ScriptError("there is nowhere to save it, or no text", where=name, remedy="Make a show with: episode init DIR")
        with room.writing:
            now = self.one(room, name)
            if now["version"] != given.get("version"):
                raise ConflictError({"template": now, "yours": text})
            _parsed(text, name)
            lines = text.replace("\r\n", "\n")
            files.write(own, lines.replace("\n", "\r\n") if "\r\n" in now["text"] else lines, ScriptError)
        saved = self.one(room, name)
        self.hub.tell("template", {"name": name, "version": saved["version"]})
        return {"template": saved, "script": self._renewed(room, name, lines)}

    def _renewed(self, room: Room, name: str, lines: str) -> dict[str, Any]:
        """What became of the day's script: `how` is `rendered`, `unchanged`, `edited` (it stays, and `command` makes a new one) or `failed`."""
        try:
            text, version = room.read()
            script = voice.script_now(room)
            if draft.is_edited(room.path):
                return {"how": "edited", "command": f"{_command(room, script)} --rewrite"}
            done = self._tried(room, script, script.format, name, {name: lines})
            if "error" in done:
                return {"how": "failed", "error": done["error"]}
            if done["text"] == text:
                return {"how": "unchanged"}
            room.change(version, lambda _: str(done["text"]))
        except ConflictError:
            return {
                "how": "failed",
                "error": {"message": "the script was changed meanwhile", "where": room.name, "remedy": "Save again.", "line": None},
            }
        except EpisodeError as error:
            return {"how": "failed", "error": document.fault(error) | {"line": None}}
        self.hub.tell("day", {"version": room.read()[1]})
        return {"how": "rendered"}

    def _tried(self, room: Room, script: Script, form: str, name: str, edited: dict[str, str]) -> dict[str, Any]:
        done = self.trials.render(name, edited, *self._days.of(room, script, form))
        return {"error": done["wrong"]} if "wrong" in done else {"text": done["text"], "form": form}


def _command(room: Room, script: Script) -> str:
    """What renders this script again, as one would type it."""
    folder = room.show.folder
    names = [name if folder is None else files.short(folder / name) for name in script.briefing.split(BETWEEN)]
    words = ["episode", "script", *names, "--date", script.date.isoformat()]
    return shlex.join([*words, *(("--format", script.format) if script.format != room.show.format else ())])


def _own(room: Room, name: str) -> Path | None:
    """Where a template of the show's stands. Raises ScriptError for a name that is none, or a link that leads out."""
    if not _NAME.fullmatch(name):
        raise ScriptError("this is no template's name", where=name, remedy="Templates are NAME.j2 in the show's templates.")
    folder = room.show.path("templates")
    if folder is None or room.show.folder is None:
        return None
    path = folder / name
    if path.resolve().parent != folder.resolve() or not folder.resolve().is_relative_to(room.show.folder.resolve()):
        raise ScriptError("the template leads out of the templates' folder", where=name, remedy="Put the file itself there")
    return path


def _parsed(text: str, name: str) -> None:
    import jinja2

    try:
        templating.environment(()).parse(text)
    except jinja2.TemplateSyntaxError as error:
        raise ScriptError(f"the template is broken: {error.message}", where=f"{name}:{error.lineno}", remedy="Mend that line.") from error
