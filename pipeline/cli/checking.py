"""The command that says whether a script or an episode may go on air: `check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import remedies
from pipeline.cli import screen
from pipeline.cli.options import As, Json, Quiet, answering, here

if TYPE_CHECKING:
    from pipeline.check import Checked

Target = Annotated[
    str, typer.Argument(metavar="[DIR|SCRIPT]", help="An episode's folder or a script; without it the newest, in all its cuts.")
]
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

        show, form = here(), kind.value if kind else ""
        with screen.Screen(quiet=quiet or json).live() as watch:
            done = [gate.check(target, show, watch, briefings=briefing, kind=form, listen=listen)]
            if not target and done[0].subject.folder is not None:  # what one build made is looked at as one
                done += [gate.check(str(folder), show, watch, briefings=briefing, kind=form, listen=listen) for folder in gate.cuts(show)]
        if out is not None:
            for n, one in enumerate(done):
                _save(
                    one,
                    out
                    if not n
                    else out.with_stem(f"{out.stem}-{one.subject.script.cut or 'full'}" if one.subject.script else f"{out.stem}-{n}"),
                )
        if json:
            documents = [gate.document(one) for one in done]
            screen.put_json(documents[0] if len(done) == 1 else {"ok": all(one.ok for one in done), "cuts": documents})
        for one in () if json else done:
            if not quiet or not one.ok:
                screen.put(report(one, errors=quiet))
    if not all(one.ok for one in done):
        raise typer.Exit(1)


def _save(done: Checked, out: Path) -> None:
    """The report as a page."""
    from pipeline.check import report as pages
    from pipeline.desk import files

    with files.room_for(out, MARKS) as kept:
        pages.save(done.subject, done.findings, done.measured, summary(done), out)
    screen.say_kept(kept)


def report(done: Checked, *, errors: bool = False) -> str:
    """The findings as people read them, the errors first, each with its place and what to do; perhaps the errors alone."""
    lines = [f"{screen.short(done.path)}: {summary(done)}"]
    for one in sorted((each for each in done.findings if not errors or each.severity == "error"), key=lambda each: each.severity):
        at = "" if one.at_ms is None else f" at {screen.clock(one.at_ms)}"
        lines += ["", f"{one.severity}  {one.where}{at}  {one.message}", f"    {remedies.fitting(one.remedy)}"]
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
