"""The commands for listeners: `publish`, `correct`, `withdraw`, `serve`."""

from __future__ import annotations

import contextlib
import datetime as dt
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import screen
from pipeline.cli.options import Json, Quiet, Yes, answering, here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.desk.shelf import Spoken

To = Annotated[
    str, typer.Option("--out", metavar="DIR|URL", help="Where the files go: a folder, or s3://, sftp://, webdav:// …; else feed.to.")
]
From = Annotated[Path | None, typer.Option("--from", metavar="DIR", help="The folder of the finished episodes; else the show's output.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]
Again = Annotated[bool, typer.Option("--again", help="Put everything up again, though it has not changed.")]
Force = Annotated[bool, typer.Option("--force", help="Publish what the gate holds back, too.")]
Unchecked = Annotated[bool, typer.Option("--unchecked", help="Do not ask new addresses for their files before the feed names them.")]

Name = Annotated[str, typer.Argument(metavar="DATE", help="The episode's date, or its folder's name.")]
Note = Annotated[str, typer.Option(metavar="TEXT", help="Why, in a few words; listeners read it.")]

SHOWN = 12
"""Paths that are listed; the rest is counted."""


def publish(
    out: To = "",
    source: From = None,
    dry_run: DryRun = False,
    again: Again = False,
    force: Force = False,
    unchecked: Unchecked = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Bring the podcast's feed up to date: new and changed files first, the feed last."""
    with answering(json):
        from pipeline import check as gate
        from pipeline.desk import publishing

        show = here()
        asked = publishing.Outgoing(out, source, dry_run, again, force, unchecked)
        with screen.Screen(quiet=quiet).live() as watch:
            done = publishing.bring_out(
                asked, show, watch, dt.datetime.now(dt.UTC), lambda folders, digest: gate.standings(folders, show, watch, digest)
            )
        if json:
            screen.put_json(done)
        elif not quiet:
            screen.put(_published(done))


def correct(
    name: Name,
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What the sentence is to say; without it all sentences are listed.")] = "",
    sentence: Annotated[
        int | None, typer.Option("--sentence", "-n", metavar="N", min=1, help="Which sentence, as they are listed.")
    ] = None,
    note: Note = "",
    source: From = None,
    revoice: Annotated[bool, typer.Option("--revoice", help="Go on though more than the one sentence must be spoken anew.")] = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Correct one sentence of a finished episode: in script, sound, transcript and notes. Without a text: list its sentences."""
    if bool(text) != (sentence is not None):
        raise typer.BadParameter('a correction needs both: episode correct DATE --sentence 3 "What it is to say."')
    with answering(json):
        from pipeline.desk import handing, shelf

        show = here()
        if not text:
            spoken = shelf.sentences(shelf.found(name, source, show))
            if json:
                screen.put_json({"sentences": [asdict(each) for each in spoken]})
            else:
                screen.put(_sentences(spoken))
            return
        from pipeline import build
        from pipeline.desk.correcting import Asked

        asked = Asked(name, sentence or 0, text, note, source, revoice, yes)
        with screen.Screen(quiet=quiet).live() as watch:
            document = build.correct(asked, show, watch)
        corrections = handing.corrections_of(Path(document["dir"]))
        if json:
            screen.put_json({key: document[key] for key in document if key != "left_out"} | {"corrections": corrections})
        elif not quiet:
            screen.put(_corrected(document, corrections[-1]))


def withdraw(
    name: Name,
    note: Note = "",
    source: From = None,
    restore: Annotated[bool, typer.Option("--restore", help="Let it back into the feed.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take an episode out of the feed: at the next publish, and its files after it. It stays here, and can be restored."""
    with answering(json):
        from pipeline.desk import shelf, standing

        folder = shelf.found(name, source, here())
        before = standing.read(folder)
        stands = standing.withdraw(folder, "" if restore else dt.date.today().isoformat(), note)
        if json:
            screen.put_json({"dir": str(folder), **asdict(stands)})
        elif not quiet:
            how = (
                f"is withdrawn since {stands.withdrawn}"
                if stands.withdrawn
                else "is in the feed again"
                if before.withdrawn
                else "is not withdrawn"
            )
            screen.put(f"{folder.name} {how}." + (" Listeners learn of it with: episode publish" if stands != before else ""))


def serve(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A published folder; else where the show's goes.")] = None,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="0 for any that is free.")] = 8000,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen at; other than loopback, others can listen too.")
    ] = "127.0.0.1",
) -> None:
    """Give the published files over HTTP, to listen before the world does. Ends with Ctrl-C."""
    with answering():
        from pipeline.desk import serving

        server = serving.opened(folder, here(), host, port)
        with contextlib.suppress(KeyboardInterrupt):  # that is how it ends
            screen.put(screen.facts([*server.rows, ("to end", "Ctrl-C")]))
            for warning in server.warnings:
                screen.say(f"episode: {warning}")
            server.run()


def _corrected(made: Mapping[str, Any], correction: Mapping[str, str]) -> str:
    """What was corrected, for people."""
    anew = made["spoken"]
    rows = [
        ("was", correction["was"]),
        ("is", correction["is"]),
        ("spoken", "nothing anew: it is in the cache" if not anew else f"{anew} paragraph{'' if anew == 1 else 's'} anew"),
        ("listen", screen.short(Path(made["files"]["mp3"]))),
        ("script", screen.short(Path(made["script_path"]))),
    ]
    return f"{screen.facts(rows)}\n\nListeners get it with: episode publish"


def _sentences(spoken: tuple[Spoken, ...]) -> str:
    """What an episode says, numbered, chapter by chapter."""
    lines: list[str] = []
    for chapter in dict.fromkeys(each.chapter for each in spoken):
        lines += ["", chapter] if lines else [chapter]
        for each in (each for each in spoken if each.chapter == chapter):
            head = f"{each.number:>4}  {screen.clock(each.at_ms):>6}  "
            role = f"{each.role}: " if each.role.startswith("Voice") else ""
            lines += textwrap.wrap(f"{role}{each.text}", 100, initial_indent=head, subsequent_indent=" " * len(head))
    return "\n".join(lines)


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
    if "hub" in done:
        rows.append(("told", done["hub"]["url"] if done["hub"]["told"] else f"nobody: {done['hub']['url']}: {done['hub']['why_not']}"))
    if done["withdrawn"]:
        rows.append(("withdrawn", ", ".join(done["withdrawn"])))
    return screen.facts(rows)


def _listed(paths: list[str]) -> str:
    more = [f"and {len(paths) - SHOWN} more"] if len(paths) > SHOWN else []
    return "\n".join([*paths[:SHOWN], *more])
