"""The command that says whether a script or an episode may go on air: `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import screen
from pipeline.cli.options import As, Json, Quiet, answering, here

if TYPE_CHECKING:
    from pipeline.check import Checked

Target = Annotated[str, typer.Argument(metavar="[DIR|SCRIPT]", help="An episode's folder or a script; without it the newest.")]
Sources = Annotated[
    list[str], typer.Option("--briefing", metavar="FILE", help="What the script was made from, where it is not found; may be repeated, in order.")
]


def check(
    target: Target = "",
    briefing: Sources = [],  # noqa: B006 - Typer copies it
    kind: As = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Prove a script against its sources, sentence by sentence; exit 1 where something should not go on air."""
    with answering(json):
        from pipeline import check as gate

        done = gate.check(target, here(), screen.Screen(quiet=quiet or json), briefings=briefing, kind=kind.value if kind else "")
        if json:
            screen.put_json(gate.document(done))
        elif not quiet or not done.ok:
            screen.put(report(done))
    if not done.ok:
        raise typer.Exit(1)


def report(done: Checked) -> str:
    """The findings as people read them, the errors first, each with its place and what to do."""
    script = screen.short(done.path)
    counts = [(sum(one.severity == kind for one in done.findings), kind) for kind in ("error", "warning")]
    said = " and ".join(f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counts if count)
    found = done.measured.get("provenance", {})
    proved = f"{found['proved']} of {found['marked']} sentences proved against {found['briefing']}" if found else ""
    lines = [": ".join(part for part in (script, said or "nothing to mend") if part) + (f"; {proved}" if proved else "")]
    for one in sorted(done.findings, key=lambda each: each.severity):
        lines += ["", f"{one.severity}  {one.where}  {one.message}", f"    {one.remedy}"]
    return "\n".join(lines)
