"""The commands that make something of a day's text: `build`, `script`, `items`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import screen, screen_episode
from pipeline.cli.options import (
    FULL,
    About,
    As,
    Briefings,
    Cluster,
    Cuts,
    Date,
    Deadline,
    DryRun,
    Engine,
    Form,
    Format,
    Formats,
    Json,
    Keep,
    Mono,
    Out,
    Quiet,
    Repeats,
    Rewrite,
    Stems,
    Strict,
    Target,
    Voice,
    Writer,
    Yes,
    answering,
    depth,
    here,
    listed,
)

if TYPE_CHECKING:
    from pipeline.desk.order import Order


def build(
    briefing: Briefings = [],  # noqa: B006 - Typer copies it
    date: Date = "",
    form: Format = None,
    voice: Voice = [],  # noqa: B006 - Typer copies it
    engine: Engine = "",
    out: Out = None,
    keep_script: Keep = False,
    rewrite: Rewrite = False,
    about: About = None,
    target: Target = "",
    cut: Cuts = [],  # noqa: B006 - Typer copies it
    repeats: Repeats = False,
    kind: As = None,
    strict: Strict = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    writer: Writer = None,
    deadline: Deadline = "",
    cluster: Cluster = "",
    mono: Mono = False,
    stems: Stems = False,
    formats: Formats = "",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make the episode: the script, then the audio, its chapters and transcript."""
    if keep_script and rewrite:
        raise typer.BadParameter("--keep-script and --rewrite exclude each other")
    if target and cut:
        raise typer.BadParameter("--target and --cut exclude each other: write --cut NAME=LENGTH")
    if cluster and deadline not in ("", "off"):
        raise typer.BadParameter("--deadline and --cluster exclude each other: a cluster's speed is not known")
    with answering(json):
        from pipeline.desk import checks_formats, unchanged

        order = order_of(
            briefing, date, depth(about, form), voice, engine, out, target, keep=keep_script, rewrite=rewrite, yes=yes, repeats=repeats
        )
        order = replace(order, kind=kind.value if kind else "", strict=strict, about=about)
        order = replace(order, writer=writer.value if writer else "", cluster=cluster, deadline=deadline)
        found = here()
        found = replace(
            found, mono=found.mono or mono, stems=found.stems or stems, formats=checks_formats.in_order(listed(formats)) or found.formats
        )
        documents, tables = [], []
        with screen.Screen(quiet=quiet).live() as watch:
            for each in _cuts(order, cut):
                document = None if dry_run else unchanged.at_once(each, found, watch)
                if document is None:
                    from pipeline import build as whole

                    document = whole.plan(each, found, watch) if dry_run else whole.build(each, found, watch)
                documents.append(document)
                tables.append(screen_episode.plan(document) if dry_run else screen_episode.episode(document))
        if json:
            screen.put_json({"cuts": documents} if cut else documents[0])
        elif not quiet:
            screen.put("\n\n".join(tables))


def script(
    briefing: Briefings = [],  # noqa: B006 - Typer copies it
    date: Date = "",
    form: Format = None,
    about: About = None,
    out: Out = None,
    stdout: Annotated[bool, typer.Option("--stdout", help="Write the script to standard output and nothing else anywhere.")] = False,
    rewrite: Rewrite = False,
    repeats: Repeats = False,
    json: Json = False,
    quiet: Quiet = False,
    kind: As = None,
    strict: Strict = False,
) -> None:
    """Render the script, for a human to read and change, and stop."""
    if stdout and json:
        raise typer.BadParameter("--stdout and --json exclude each other")
    with answering(json):
        from pipeline import build as whole

        watch = screen.Screen(quiet=quiet)
        order = order_of(briefing, date, depth(about, form), [], "", out, "", keep=False, rewrite=rewrite, repeats=repeats)
        order = replace(order, kind=kind.value if kind else "", strict=strict, about=about)
        if stdout:
            screen.put(whole.script_text(order, here(), watch).rstrip("\n"))
            return
        written = whole.script(order, here(), watch)
        if json:
            screen.put_json(written)
        elif not quiet:
            screen.put(screen.short(Path(written["files"]["script"])))


def _cuts(order: Order, cuts: list[str]) -> list[Order]:
    """An order for each cut of the day; `full` is the one without a name."""
    named = [(name, target) for name, _, target in (cut.partition("=") for cut in cuts)]
    return [replace(order, cut="" if name == FULL else name, target_ms=_length_ms(target)) for name, target in named] or [order]


def _length_ms(target: str) -> int:
    if not target:
        return 0
    from pipeline.desk import order as orders

    return orders.clock_ms(target)


def order_of(
    briefing: list[str],
    date: str,
    form: Form | None,
    voice: list[str],
    engine: str,
    out: Path | None,
    target: str,
    *,
    keep: bool = False,
    rewrite: bool = False,
    yes: bool = False,
    repeats: bool = False,
) -> Order:
    """What the command asks for; voices as they are written on the command line."""
    from pipeline.desk.order import Order

    roles = tuple((role or "anchor", name) for role, _, name in (each.rpartition("=") for each in voice))
    target_ms = _length_ms(target)
    order = Order(briefing[0] if briefing else "", date, form.value if form else "", roles, engine, out, keep, rewrite, yes)
    return replace(order, target_ms=target_ms, repeats=repeats, more=tuple(briefing[1:]))


def items(
    briefing: Briefings = [],  # noqa: B006 - Typer copies it
    json: Json = False,
    edit: Annotated[bool, typer.Option("--edit", help="Write the item file, for a human to correct; `build` then takes it.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="With --edit: the folder that the item file goes to; else beside the text.")
    ] = None,
    rewrite: Annotated[bool, typer.Option("--rewrite", help="Write the item file anew; the one that is there is kept as .bak.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Explain the running order: each story, its place, what is left out.")] = False,
    form: Format = None,
    about: About = None,
    kind: As = None,
) -> None:
    """Show how each line was read, where updates start, and what is not told and why."""
    if (json or why) and edit:
        raise typer.BadParameter(f"{'--json' if json else '--why'} and --edit exclude each other")
    if edit and len(briefing) != 1:
        raise typer.BadParameter("--edit takes one text: each has an item file of its own")
    with answering(json):
        from pipeline.desk import items as listing
        from pipeline.desk import why as reasons

        found, as_kind, form = here(), kind.value if kind else "", depth(about, form)
        names = briefing or list(found.sources) or [""]
        if edit:
            screen.put(screen.short(listing.write(names[0], found, out, kind=as_kind, rewrite=rewrite)))
        elif json:
            screen.put_json(listing.document(names, found, form.value if form else "", kind=as_kind, beside=why, about=about))
        elif why:
            from pipeline.cli.screen_order import running_order

            screen.put(running_order(*reasons.explained(names, found, form.value if form else "", as_kind, about)))
        else:
            screen.put(screen.items(listing.briefing(names, found, kind=as_kind)))
