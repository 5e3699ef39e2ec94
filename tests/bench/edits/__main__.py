"""The command line of `tests.bench.edits`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import edit, read, write
from pipeline.check.finding import ERROR
from pipeline.check.provenance import around
from pipeline.check.provenance.proof import proof
from pipeline.model import Briefing
from pipeline.text.faithful import unfaithful
from tests.bench.edits import __doc__ as about

HERE = Path(__file__).parent
TITLE = "The Harbour Report"
SHOW = {"title": TITLE, "tagline": "", "language": "en-GB", "disclosure": True}
OWN = [*around.templates(()), TITLE]
SIGN_OFF = f"**Anchor:** That’s {TITLE}"


@dataclass(frozen=True, slots=True)
class Looked:
    """An edit, and what the gate says of it."""

    right: bool
    what: str
    said: str
    """`error`, `warning`, or nothing."""

    @property
    def false_alarm(self) -> bool:
        """Whether a right edit keeps an episode off the air."""
        return self.right and self.said == ERROR

    @property
    def missed(self) -> bool:
        """Whether a wrong one passes."""
        return not self.right and not self.said


def main() -> int:
    """Make each edit, and count."""
    argparse.ArgumentParser(
        prog="python -m tests.bench.edits", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    every = looked()
    for one in every:
        if one.false_alarm or one.missed:
            _say(f"{'FALSE ALARM' if one.right else 'MISSED'}  {one.what}")
    for right in (True, False):
        said = [one.said for one in every if one.right == right]
        _say(
            f"{'right' if right else 'wrong'} edits {len(said)}: errors {said.count(ERROR)}, warnings {said.count('warning')}, nothing {said.count('')}"
        )
    return 0


def looked() -> list[Looked]:
    """Every edit."""
    return [*_scripts(), *_pairs()]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def rows(name: str) -> list[list[str]]:
    """A list's rows."""
    return [[each.replace("\\n", "\n") for each in row.split("\t")] for row in (HERE / name).read_text(encoding="utf-8").splitlines()]


@cache
def day(name: str) -> tuple[Briefing, str]:
    """A day, and its script as the rules make it."""
    source = read.read((HERE / f"days/{name}.txt").read_bytes(), f"{name}.txt")
    rundown = edit.edit(source, form="briefing")
    script = write.render(rundown, form="briefing", date=dt.date(2026, 10, 1), show=SHOW, briefing=source, template_folders=())
    return source, write.format_script(script)


def judged(name: str, text: str) -> str:
    """The worst that is said of a day's script."""
    source, _ = day(name)
    script = write.parse_script(text, "script.md")
    if proof(script, source):
        return ERROR
    kinds = {severity for severity, *_ in around.check(script, source, OWN)}
    return ERROR if ERROR in kinds else next(iter(kinds), "")


def _scripts() -> Iterator[Looked]:
    for right, file in ((True, "right.tsv"), (False, "wrong.tsv")):
        for name, what, old, new in rows(file):
            before, found, after = day(name)[1].rpartition(old)
            if not found:
                raise SystemExit(f"{file}: {name} does not say {old!r}")
            yield Looked(right, f"{name}: {what}", judged(name, f"{before}{new}{after}"))
    for name, kind, sentence in rows("own.tsv"):
        text = day(name)[1]
        at = text.rindex("**Anchor:**", 0, text.rindex("\n# ", 0, text.rindex(SIGN_OFF)))
        yield Looked(kind == "right", f"{name}: {sentence}", judged(name, f"{text[:at]}**Anchor:** {sentence}\n\n{text[at:]}"))


def _pairs() -> Iterator[Looked]:
    for right, file in ((True, "right_pairs.tsv"), (False, "wrong_pairs.tsv")):
        for source, told in rows(file):
            yield Looked(right, f"{source} → {told}", ERROR if unfaithful(told, [source], quote=False) else "")


if __name__ == "__main__":
    sys.exit(main())
