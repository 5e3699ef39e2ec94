"""A show's colour, made so dark or so light that its words can be read: WCAG 2.2's contrast."""

from __future__ import annotations

LIGHT, DARK = ("#fcfaf6", "#f6e7da"), ("#191614", "#45301f")
"""What words of that colour stand on, by day and by night: the paper and the tint of the sentence that is heard; as in page.css."""

LEAST = 4.6
"""4.5 is asked for; rounding takes a little."""

STEPS = 40


def on(colour: str, papers: tuple[str, ...]) -> str:
    """The colour (`#rrggbb`), mixed with black or white until its contrast with each paper is LEAST."""
    end = 0 if luminance(papers[0]) > 0.5 else 255
    for step in range(STEPS + 1):
        mixed = "#" + "".join(f"{round(part + (end - part) * step / STEPS):02x}" for part in _parts(colour))
        if all(contrast(mixed, paper) >= LEAST for paper in papers):
            return mixed
    return "#000000" if end == 0 else "#ffffff"


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance, 0 to 1."""
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
