"""What a check finds and measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that should not go on air, or that a producer should know."""

    severity: str
    """`error`: it should not go on air as it is; `warning`: somebody should look."""
    code: str
    """For machines: the check and what it found, `provenance.number`."""
    where: str
    """`file:line`, or a file."""
    message: str
    """What is wrong, in one line."""
    remedy: str
    """What to do."""
    at_ms: int | None = None
    """Where in the finished programme it is heard; None where it is not of one moment."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one check says."""

    findings: tuple[Finding, ...] = ()
    measured: Mapping[str, Any] = field(default_factory=dict)
    """Plain values, by name."""
