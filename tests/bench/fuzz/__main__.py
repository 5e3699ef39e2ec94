"""The command line of `tests.bench.fuzz`."""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.fuzz import __doc__ as about
from tests.bench.fuzz.run import Workers, table
from tests.bench.fuzz.targets import TARGETS
from tests.bench.fuzz.work import Finding


def main() -> int:
    """Run, print each finding and the counts; 1 where anything was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.fuzz", description=about)
    asked.add_argument("--count", type=int, default=10_000, help="inputs in all")
    asked.add_argument("--seconds", type=float, default=math.inf, help="stop after so long")
    asked.add_argument("--target", nargs="+", choices=sorted(TARGETS), default=list(TARGETS), metavar="NAME", help=", ".join(TARGETS))
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--engine", choices=("own", "atheris"), default="own")
    asked.add_argument("--out", type=Path, default=None, help="the folder for findings")
    asked.add_argument(
        "--again", type=Path, nargs="+", default=[], help="run the inputs of these findings (TARGET-…) once more, and no others"
    )
    words = asked.parse_args()
    if words.again:
        return _again(words.again)
    folder = words.out or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    if words.engine == "atheris":
        from tests.bench.fuzz import guided

        return guided.run(words.target, words.count, words.seconds, words.seed, folder)
    began = time.monotonic()
    report = Workers(words.target, words.workers, folder, words.seed, began + words.seconds, lambda found: _print(found, folder)).run(
        words.count
    )
    print(table(report, time.monotonic() - began))  # noqa: T201 - what the command is for
    return 1 if report.findings else 0


def _print(found: Finding, folder: Path) -> None:
    shown = found.data if len(found.data) <= 200 else found.data[:200] + b"..."
    print(f"FOUND {found.target}: {found.key}\n      {len(found.data)} bytes in {folder}: {shown!r}", flush=True)  # noqa: T201


def _again(files: list[Path]) -> int:
    from tests.bench.fuzz.work import tried

    bad = 0
    for file in files:
        came, found = tried(TARGETS[file.name.partition("-")[0]], file.read_bytes())
        bad += found is not None
        print(f"{'FOUND' if found else 'ok'} {file}: {found.what if found else came}")  # noqa: T201
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
