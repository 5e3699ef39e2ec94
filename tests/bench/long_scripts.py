"""Scripts of any length out of the sample's own words, and the text that they tell: the same for the same length, no sentence twice, each of them proved."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"

DATE = "2026-11-27"
BRIEFING = f"briefings/{DATE}.txt"

WORDS_A_MINUTE = 168
"""Of a programme at 160 words a minute, its pauses included (measured: 10 minutes come out within 3 %)."""

SENTENCES = (2, 3, 3, 4)
"""Of a paragraph, drawn from these."""
PARAGRAPHS = 12
"""Of a chapter: some five minutes."""
QUOTED = 4
"""Every so many paragraphs another voice speaks."""


def a_show(folder: Path, minutes: float, engine: str, *, more: str = "") -> Path:
    """A show with one script of about so many minutes, as a human might have edited it, and the briefing that it tells."""
    told = paragraphs(minutes, SAMPLE.read_text(encoding="utf-8"))
    for name in ("briefings", "scripts"):
        (folder / name).mkdir(parents=True)
    (folder / "episode.toml").write_text(f'title = "The Long Story"\nengine = "{engine}"\nrepeats = true\n{more}', encoding="utf-8")
    (folder / BRIEFING).write_text(briefing(told), encoding="utf-8")
    (folder / f"scripts/{DATE}.md").write_text(script(told), encoding="utf-8")
    return folder


def paragraphs(minutes: float, text: str) -> list[list[str]]:
    """The sentences of each paragraph, of so many minutes in all; `text` is whose words they are made of."""
    chance = random.Random(20261127)  # noqa: S311 - words to be spoken, not secrets
    heads, tails = _halves(text)
    left = minutes * WORDS_A_MINUTE
    told: list[list[str]] = []
    while left > 0:
        place = f"report {len(told) + 1}"  # so that nothing is said twice
        told.append(
            [f"{chance.choice(heads)} {chance.choice(tails)}, in part {n} of {place}." for n in range(1, chance.choice(SENTENCES) + 1)]
        )
        left -= sum(len(sentence.split()) for sentence in told[-1])
    return told


def briefing(told: list[list[str]]) -> str:
    """The day's text: a paragraph a line; what another voice speaks is quoted in it."""
    lines = [
        f"“{' '.join(each)}” the mission said in report {number}." if _quoted(number) else " ".join(each)
        for number, each in enumerate(told, 1)
    ]
    return "\n".join([*lines, ""])


def script(told: list[list[str]]) -> str:
    """The script file: each sentence marked with the line that says it."""
    digest = hashlib.sha256(briefing(told).encode()).hexdigest()
    out = ["---", "title: The long story", f"date: {DATE}", "show: The Long Story", "format: briefing", f"briefing: {BRIEFING}"]
    out += [f"briefing_sha256: {digest}", "---", ""]
    for number, paragraph in enumerate(told, 1):
        if number % PARAGRAPHS == 1:
            out += [f"# From report {number}", ""]
        role = "Voice of the mission" if _quoted(number) else "Anchor"
        said = [f"{sentence} [^{number}]" for sentence in paragraph]
        said += [f"The mission said in report {number + 1}: [^{number + 1}]"] if _quoted(number + 1) and number < len(told) else []
        out += [f"**{role}:** {' '.join(said)}", ""]
    return "\n".join([*out, *(f"[^{n}]: {BRIEFING}:{n}" for n in range(1, len(told) + 1)), ""])


def _quoted(number: int) -> bool:
    """Whether another voice speaks this paragraph."""
    return number % QUOTED == 0


def _halves(text: str) -> tuple[list[str], list[str]]:
    """Beginnings and ends of the sample's sentences, cut before a preposition: any beginning goes with any end."""
    heads, tails = [], []
    for sentence in re.findall(r"[A-Z][^.!?“”\n]{40,}(?=[.!?])", text):
        parts = re.split(r" (?=(?:in|on|at|to|of|for|with|from|after|before|by) )", sentence.strip())
        middle = len(parts) // 2
        if middle:
            heads.append(" ".join(parts[:middle]))
            tails.append(" ".join(parts[middle:]))
    return heads, tails
