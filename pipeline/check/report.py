"""What the gate found, as one HTML page that needs nothing beside it but the sound: verdict, findings with their places, figures, picture."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pipeline import __version__
from pipeline.check.finding import ERROR, Finding
from pipeline.check.subject import Subject
from pipeline.desk import files, handing, plotting
from pipeline.errors import EpisodeError
from pipeline.publish import inline, looks

POLICY = "default-src 'none'; script-src 'sha256-{js}'; style-src 'unsafe-inline'; img-src data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"
"""Nothing from elsewhere: the picture stands in the page, the sound beside it."""

PLAY = """
const player = document.querySelector("audio");
for (const link of document.querySelectorAll("a[data-at]")) link.onclick = (event) => {
  if (!player) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.at);
  player.play();
};
"""


def save(subject: Subject, findings: Sequence[Finding], measured: Mapping[str, Any], said: str, out: Path) -> None:
    """Write the page. `said` is the verdict in a line. Raises PublishError for the disk, ScriptError for a template of the show's that does not work."""
    files.write(out, page(subject, findings, measured, said, out))


def page(subject: Subject, findings: Sequence[Finding], measured: Mapping[str, Any], said: str, out: Path) -> str:
    """The page as it stands at `out`, from where the sound is found."""
    script = subject.script
    look = handing.look_of(subject.show)
    values: dict[str, object] = {
        "title": script.title if script else files.short(subject.path),
        "show": (script.show if script else "") or subject.show.title,
        "date": script.date if script else "",
        "language": subject.show.language,
        "ok": all(each.severity != ERROR for each in findings),
        "said": said,
        "findings": list(_findings(subject, findings)),
        "sound": list(_sound(subject, measured)),
        "facts": list(_facts(measured)),
        "picture": _picture(subject.folder),
        "audio": _audio(subject, out),
        "tool": f"Episode {__version__}",
        "policy": POLICY.format(js=base64.b64encode(hashlib.sha256(PLAY.encode()).digest()).decode()),
        "css": inline.inlined(look)["css"] + Markup(looks.file("page/check.css", look.templates)),  # type: ignore[operator] # noqa: S704 - ours, or the show's own
        "js": Markup(PLAY),  # noqa: S704 - as above
    }
    return looks.page("page/check.html.j2", values, look.templates)


def _findings(subject: Subject, findings: Sequence[Finding]) -> Iterator[dict[str, object]]:
    """The errors first, each with the line of the script that it is about."""
    lines: list[str] = []
    with contextlib.suppress(OSError):
        lines = subject.path.read_text(encoding="utf-8", errors="replace").splitlines()
    for each in sorted(findings, key=lambda one: one.severity):
        name, _, number = each.where.rpartition(":")
        n = int(number) if number.isdecimal() and name == files.short(subject.path) else 0
        line = lines[n - 1].strip() if 0 < n <= len(lines) else ""
        yield {
            "severity": each.severity,
            "code": each.code,
            "where": each.where,
            "message": each.message,
            "remedy": each.remedy,
            "at_ms": each.at_ms,
            "line": line,
        }


def _sound(subject: Subject, measured: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """What was measured of each audio file."""
    named = (subject.record or {}).get("files")
    for name, found in measured.items():
        if isinstance(found, Mapping) and "lufs" in found:
            file = named.get(name) if isinstance(named, Mapping) else None
            shown = file.get("name", name) if isinstance(file, Mapping) else name
            yield {"name": shown, "lufs": _one(found.get("lufs")), "dbtp": _one(found.get("dbtp")), "duration_ms": found.get("duration_ms")}


def _one(value: object) -> str:
    return f"{value:.1f}".replace("-", "−") if isinstance(value, (int, float)) else "–"


def _facts(measured: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything else that was counted, under its own name."""
    for check, found in measured.items():
        if isinstance(found, Mapping) and "lufs" not in found:
            yield from (
                (f"{check}: {name}".replace("_", " "), str(value))
                for name, value in found.items()
                if not isinstance(value, (Mapping, list))
            )


def _picture(folder: Path | None) -> str:
    """The picture of the episode, measured on its file, as an address that holds it; empty where it cannot be drawn."""
    try:
        svg = plotting.picture(folder) if folder is not None else ""
    except EpisodeError:  # what is wrong with the file is among the findings
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else ""


def _audio(subject: Subject, out: Path) -> str:
    """Where the sound is, as seen from the page; empty where there is none."""
    named = (subject.record or {}).get("files")
    first = next((each for each in named.values() if isinstance(each, Mapping)), None) if isinstance(named, Mapping) else None
    if subject.folder is None or first is None:
        return ""
    file = subject.folder / Path(str(first.get("name", ""))).name
    if not file.is_file():
        return ""
    try:
        return quote(Path(os.path.relpath(file.absolute(), out.absolute().parent)).as_posix())
    except ValueError:  # on another drive
        return file.absolute().as_uri()
