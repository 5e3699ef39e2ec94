"""The command that builds many episodes: `batch`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import screen
from pipeline.cli.making import order_of
from pipeline.cli.options import Cluster, Date, Engine, Format, Json, Out, Quiet, Repeats, Voice, Yes, answering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.desk.batch import Outcome

Files = Annotated[list[str], typer.Argument(metavar="[FILE]...", help="The briefings: an episode of each.")]
Shows = Annotated[list[Path], typer.Option("--shows", metavar="DIR", help="A show, whose newest briefing is built; may be repeated.")]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", metavar="N", min=0, max=64, show_default=False, help="Episodes at a time; else by the cores, at most 4."),
]
FailFast = Annotated[bool, typer.Option("--fail-fast/--keep-going", help="Stop at the first that fails, or build the others (usual).")]


def batch(
    briefings: Files = [],  # noqa: B006 - Typer copies it
    shows: Shows = [],  # noqa: B006 - Typer copies it
    jobs: Jobs = 0,
    fail_fast: FailFast = False,
    date: Date = "",
    form: Format = None,
    voice: Voice = [],  # noqa: B006 - Typer copies it
    engine: Engine = "",
    out: Out = None,
    repeats: Repeats = False,
    cluster: Cluster = "",
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Build many episodes, several at a time: of each file one, of each show its newest. What stands already costs nothing."""
    if not briefings and not shows:
        raise typer.BadParameter("name briefings, or shows with --shows DIR")
    if "-" in briefings:
        raise typer.BadParameter("standard input is one episode's: episode build -")
    with answering(json):
        from pipeline.desk import batch as many

        order = order_of([], date, form, voice, engine, out.absolute() if out is not None else None, "", yes=yes, repeats=repeats)
        wanted = [many.Wanted(each, Path.cwd()) for each in briefings] + [many.Wanted("", each.absolute()) for each in shows]
        with screen.Screen(quiet=quiet).live() as watch:
            outcomes = many.build(wanted, replace(order, cluster=cluster), watch, jobs=jobs, fail_fast=fail_fast)
        failed = sum(bool(each.error) for each in outcomes)
        if json:
            screen.put_json({"episodes": [_document(each) for each in outcomes], "failed": failed})
        elif not quiet:
            screen.put(table(outcomes))
        for each in outcomes:
            if each.error and each.error["kind"] != "stopped":
                places = dict.fromkeys((each.wanted.name, each.error["where"] or each.wanted.name))
                screen.say(f"episode: {': '.join(places)}: {each.error['message']}. {each.error['remedy']}".rstrip())
    if failed:
        raise typer.Exit(1)


def table(outcomes: Sequence[Outcome]) -> str:
    """What came of each, and of all."""
    head = ("SHOW", "DATE", "LENGTH", "SPOKEN", "CACHED", "SECONDS", "EPISODE")
    rows = [head, *(_row(each) for each in outcomes)]
    made, failed = [each for each in outcomes if each.document], [each for each in outcomes if each.error]
    unchanged = sum(bool(each.document["unchanged"]) for each in made)
    said = [
        f"{len(made) - unchanged} made",
        *([f"{unchanged} unchanged"] if unchanged else []),
        *([f"{len(failed)} failed"] if failed else []),
    ]
    return f"{screen.columns(rows)}\n{', '.join(said)}"


def _row(each: Outcome) -> tuple[str, ...]:
    if each.error:
        return each.show or "–", "–", "–", "–", "–", f"{each.seconds:.1f}", f"{each.wanted.name}: {each.error['message']}"
    made = each.document
    where = screen.short(Path(made["dir"])) + (" (unchanged)" if made["unchanged"] else "")
    return (
        each.show,
        made["date"],
        screen.clock(made["duration_ms"]),
        f"{made['spoken']}",
        f"{made['cached']}",
        f"{each.seconds:.1f}",
        where,
    )


def _document(each: Outcome) -> dict[str, Any]:
    about = {"show": each.show, "briefing": each.wanted.name, "seconds": each.seconds}
    return {**about, "error": each.error} if each.error else {**each.document, **about}
