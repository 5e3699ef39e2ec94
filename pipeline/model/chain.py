"""What is done to each voice before it is mixed, where a show asks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """A light voice chain; every part of it is off unless it is asked for."""

    high_pass_hz: float = 0.0
    """What lies below is taken away by 12 dB an octave: hum, thuds; 0 for nothing."""
    compress: bool = False
    """Loud syllables are brought down towards the others, 3 to 1."""
    de_ess: bool = False
    """Sharp s and sh are made softer."""

    def __bool__(self) -> bool:
        return bool(self.high_pass_hz or self.compress or self.de_ess)

    @property
    def mark(self) -> str:
        """What tells clips that went through this chain from others; empty for none."""
        return f"{self.high_pass_hz:g} {self.compress:d} {self.de_ess:d}" if self else ""
