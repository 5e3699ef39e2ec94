"""The command that says whether a script or an episode may go on air: `check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import screen
from pipeline.cli.options import As, Json, Quiet, answering, here

if TYPE_CHECKING:
    from pipeline.check import Checked

Target = Annotated[str, typer.Argument(metavar="[DIR|SCRIPT]", help="An episode's folder or a script; without it the newest.")]
Sources = Annotated[
    list[str],
    typer.Option("--briefing", metavar="FILE", help="What the script was made from, where it is not found; may be repeated, in order."),
]

MARKS = (b'<meta name="generator" content="Episode', b'<body class="report">')
"""What stands in every report, and in no other page."""


def check(
    target: Target = "",
    briefing: Sources = [],  # noqa: B006 - Typer copies it
    kind: As = None,
    out: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write what was found as a page, with a picture of the sound.")
    ] = None,
    listen: Annotated[
        bool,
        typer.Option("--listen", help="Have a speech recogniser hear the finished sound, and compare it with the script (extra `listen`)."),
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Look at a script or a finished episode as a listener and an editor would; exit 1 where something should not go on air."""
    with answering(json):
        from pipeline import check as gate

        with screen.Screen(quiet=quiet or json).live() as watch:
            done = gate.check(target, here(), watch, briefings=briefing, kind=kind.value if kind else "", listen=listen)
        if out is not None:
            from pipeline.check import report as pages
            from pipeline.desk import files

            with files.room_for(out, MARKS) as kept:
                pages.save(done.subject, done.findings, done.measured, summary(done), out)
            screen.say_kept(kept)
        if json:
            screen.put_json(gate.document(done))
        elif not quiet or not done.ok:
            screen.put(report(done, errors=quiet))
    if not done.ok:
        raise typer.Exit(1)


def report(done: Checked, *, errors: bool = False) -> str:
    """The findings as people read them, the errors first, each with its place and what to do; perhaps the errors alone."""
    lines = [f"{screen.short(done.path)}: {summary(done)}"]
    for one in sorted((each for each in done.findings if not errors or each.severity == "error"), key=lambda each: each.severity):
        at = "" if one.at_ms is None else f" at {screen.clock(one.at_ms)}"
        lines += ["", f"{one.severity}  {one.where}{at}  {one.message}", f"    {one.remedy}"]
    return "\n".join(lines)


def summary(done: Checked) -> str:
    """The verdict in a line."""
    counts = [(sum(one.severity == kind for one in done.findings), kind) for kind in ("error", "warning")]
    listened = done.measured.get("listen", {})
    heard = f"{listened['heard']} of {listened['sentences']} sentences heard as they are written" if listened else ""
    said = " and ".join(screen.counted(count, kind) for count, kind in counts if count)
    found = done.measured.get("provenance", {})
    proved = f"{found['proved']} of {found['marked']} sentences proved against {found['briefing']}" if found else ""
    return "; ".join(filter(None, (said or "nothing to mend", proved, heard)))
