"""The commands for listeners: `publish`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import screen
from pipeline.cli.options import Json, Quiet, answering
from pipeline.desk import show

if TYPE_CHECKING:
    from collections.abc import Mapping

To = Annotated[str, typer.Option("--out", metavar="DIR|URL", help="Where the files go: a folder, or s3://, sftp://, webdav:// …; else feed.to.")]
From = Annotated[Path | None, typer.Option("--from", metavar="DIR", help="The folder of the finished episodes; else the show's output.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]
Force = Annotated[bool, typer.Option("--force", help="Put everything up again, and the feed though an address does not answer as it should.")]

SHOWN = 12
"""Paths that are listed; the rest is counted."""


def publish(
    out: To = "",
    source: From = None,
    dry_run: DryRun = False,
    force: Force = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Bring the podcast's feed up to date: new and changed files first, the feed last."""
    with answering(json):
        from pipeline.desk import publishing

        asked = publishing.Outgoing(out, source, dry_run, force)
        with screen.Screen(quiet=quiet).live() as watch:
            done = publishing.bring_out(asked, show.find(Path.cwd()), watch, dt.datetime.now(dt.UTC))
        if json:
            screen.put_json(done)
        elif not quiet:
            screen.put(_published(done))


def _published(done: Mapping[str, Any]) -> str:
    """What was done, for people."""
    changed, removed = done["changed"], done["removed"]
    would = "would go up" if done.get("dry_run") else "went up"
    count = f"{done['episodes']} episode{'' if done['episodes'] == 1 else 's'}"
    rows = [("feed", f"{done['feed']}\n{count}, {'unchanged' if 'feed.xml' not in changed else would}"), ("to", done["to"])]
    if changed:
        rows.append((would, _listed(changed)))
    if removed:
        rows.append(("would go" if done.get("dry_run") else "removed", _listed(removed)))
    if done["withdrawn"]:
        rows.append(("withdrawn", ", ".join(done["withdrawn"])))
    return screen.facts(rows)


def _listed(paths: list[str]) -> str:
    more = [f"and {len(paths) - SHOWN} more"] if len(paths) > SHOWN else []
    return "\n".join([*paths[:SHOWN], *more])
