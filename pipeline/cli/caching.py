"""The commands about what is kept to be used again: `cache`, `cache clear`, `cache verify`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import screen
from pipeline.cli.options import Json, answering, here

if TYPE_CHECKING:
    from collections.abc import Mapping

of_cache = typer.Typer(invoke_without_command=True, rich_markup_mode=None)

UNITS_S = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
SHOWN = 12
"""Damaged files that are listed; the rest is counted."""


def _age(value: str) -> str:
    if value and not re.fullmatch(r"\d{1,6}[mhdw]", value):
        raise typer.BadParameter(f"{value!r} is no time: write 30d, 12h, 2w or 45m")
    return value


@of_cache.callback()
def cache(context: typer.Context, json: Json = False) -> None:
    """Say what the cache holds: spoken clips, what was found in them, encoded pieces."""
    if not context.invoked_subcommand:
        info(json)


@of_cache.command(short_help="Say what the cache holds, and how much it helped.")
def info(json: Json = False) -> None:
    """Say what the cache holds: sizes by kind, entries, the oldest, how much of the last builds came from it."""
    with answering(json):
        from pipeline.desk import caching

        report = caching.info(here())
        if json:
            screen.put_json(report)
        else:
            screen.put(_info(report))


@of_cache.command(short_help="Clear away what can be made again.")
def clear(
    older_than: Annotated[str, typer.Option(metavar="AGE", help="Only what was not used for so long: 30d, 12h, 2w.", callback=_age)] = "",
    json: Json = False,
) -> None:
    """Clear away what can be made again, but for what a running build uses, and say what went."""
    with answering(json):
        from pipeline.desk import caching

        done = caching.clear(int(older_than[:-1]) * UNITS_S[older_than[-1]] if older_than else 0)
        if json:
            screen.put_json(done)
            return
        spared = f"; {done['spared']:,} are used by a running build and stay" if done["spared"] else ""
        stays = "".join(f"; {name} stay, {size(count)}" for name, count in done["stays"].items())
        screen.put(
            f"{done['removed']:,} entries removed, {size(done['bytes'])}; {size(done['left'])} of what can be made again left{spared}{stays}"
        )


@of_cache.command(short_help="Check what is kept; what is damaged goes.")
def verify(json: Json = False) -> None:
    """Read every clip and piece, and remove what is damaged: it is made again when it is needed."""
    with answering(json):
        from pipeline.desk import caching

        done = caching.verify()
        if json:
            screen.put_json(done)
            return
        damaged = done["damaged"]
        more = [f"  and {len(damaged) - SHOWN} more"] if len(damaged) > SHOWN else []
        head = f"{done['whole']:,} files are whole" + (f", {len(damaged)} were damaged and are removed:" if damaged else "")
        screen.put("\n".join([head, *(f"  {name}" for name in damaged[:SHOWN]), *more]))


def _info(report: Mapping[str, Any]) -> str:
    rows = [("folder", report["folder"])]
    if report["remote"]:
        rows.append(("shared", report["remote"]))
    rows += [(kind, f"{size(each['bytes']):>9}  {each['files']:,} files") for kind, each in report["kinds"].items()]
    rows.append(("together", f"{size(report['bytes']):>9}  of {size(report['most_bytes'])} that it may hold"))
    if report["oldest"]:
        rows.append(("oldest", f"last used {report['oldest'].replace('T', ' ')}"))
    if report["hit_rate"] is not None:
        rows.append(("last builds", f"{report['hit_rate']:.0%} of the segments of {report['builds']} were there"))
    return screen.facts(rows)


def size(count: int) -> str:
    """Bytes as people read them."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} bytes"
