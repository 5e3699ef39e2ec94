"""Moments and lengths as a player shows them."""

from __future__ import annotations


def clock(ms: float) -> str:
    """`4:05`, `1:02:03`: rounded down, as players do, so that what is asked for by it has not begun yet."""
    seconds = int(ms // 1000)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
