"""What is not published: what the gate does not let through, and what is damaged. It keeps nothing else from its listeners."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.desk import files
from pipeline.desk.verdicts import Digest, Verdict
from pipeline.errors import HeldError, PublishError
from pipeline.publish import release
from pipeline.publish.manifest import Manifest

Gate = Callable[[Sequence[Path], Digest], Mapping[Path, Verdict]]
"""Says of episodes' folders whether they may go on air."""


def held(drafts: Sequence[release.Draft], known: Manifest, gate: Gate, digest: Digest) -> dict[Path, Verdict]:
    """What the gate says of those that it does not let through. What the feed has already, as it is, was asked about when it went out."""
    new = [each.folder for each in drafts if (before := known.entries.get(each.entry.name)) is None or before.files != each.entry.files]
    return {folder: said for folder, said in gate(new, digest).items() if not said["ok"]}


def refused(held: Mapping[Path, Verdict]) -> HeldError:
    """The first of what keeps the first of them off the air, and where the rest is told."""
    folder, said = next(iter(held.items()))
    first = next(each for each in said["findings"] if each["severity"] == "error")
    more = f" and {said['errors'] - 1} more" if said["errors"] > 1 else ""
    count = len(held) - 1
    others = f"; {count} more {'episode is' if count == 1 else 'episodes are'} held back, too" if count else ""
    remedy = (
        f"{first['remedy']} All that was found: episode check {files.short(folder)}. As it is, all the same: episode publish --force. "
        f"Never: episode withdraw {folder.name}"
    )
    return HeldError(f"the gate holds {folder.name} back: {first['message']}{more}{others}.", where=first["where"], remedy=remedy)


def with_the_rest(left: Sequence[PublishError], *, dry_run: bool) -> PublishError:
    """The first of what was left, and that it kept nothing else."""
    first = left[0]
    more = f"; {len(left) - 1} more could not be published, either" if len(left) > 1 else ""
    rest = "" if dry_run else "; all else is up to date"
    return type(first)(f"{first.message.rstrip('.')}{more}{rest}.", where=first.where, remedy=first.remedy)
