"""Scripts of any length out of the sample's own words: the same for the same length, and no sentence twice."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"

DATE = "2026-11-27"
BRIEFING = f"briefings/{DATE}.txt"

WORDS_A_MINUTE = 156
"""Of a programme at 160 words a minute, its pauses included (measured: 10 minutes come out within 3 %)."""

SENTENCES = (2, 3, 3, 4)
"""Of a paragraph, drawn from these."""
PARAGRAPHS = 12
"""Of a chapter: some five minutes."""
LINES = 40
"""Of the briefing, that are cited; each sentence has its source, and so is a clip."""
QUOTED = 4
"""Every so many paragraphs another voice speaks."""


def a_show(folder: Path, minutes: float, engine: str, *, more: str = "") -> Path:
    """A show with one script of about so many minutes, as a human might have edited it, and its briefing."""
    text = SAMPLE.read_text(encoding="utf-8")
    for name in ("briefings", "scripts"):
        (folder / name).mkdir(parents=True)
    (folder / "episode.toml").write_text(f'title = "The Long Story"\nengine = "{engine}"\nrepeats = true\n{more}', encoding="utf-8")
    (folder / BRIEFING).write_text(text, encoding="utf-8")
    (folder / f"scripts/{DATE}.md").write_text(script(minutes, text), encoding="utf-8")
    return folder


def script(minutes: float, text: str) -> str:
    """The script file."""
    chance = random.Random(20261127)  # noqa: S311 - words to be spoken, not secrets
    heads, tails = _halves(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    out = ["---", "title: The long story", f"date: {DATE}", "show: The Long Story", "format: briefing", f"briefing: {BRIEFING}"]
    out += [f"briefing_sha256: {digest}", "---", ""]
    left, paragraph = minutes * WORDS_A_MINUTE, 0
    while left > 0:
        if paragraph % PARAGRAPHS == 0:
            out += [f"# Chapter {paragraph // PARAGRAPHS + 1}", ""]
        paragraph += 1
        said = [f"{chance.choice(heads)} {chance.choice(tails)}. [^{chance.randint(1, LINES)}]" for _ in range(chance.choice(SENTENCES))]
        said = [f"Report {paragraph}, {n}. {sentence}" for n, sentence in enumerate(said, 1)]  # so that nothing is said twice
        role = "Voice of the mission" if paragraph % QUOTED == 0 else "Anchor"
        out += [f"**{role}:** {' '.join(said)}", ""]
        left -= sum(len(sentence.split()) - 1 for sentence in said)
    return "\n".join([*out, *(f"[^{n}]: {BRIEFING}:{n}" for n in range(1, LINES + 1)), ""])


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
