"""The dictionary: the words and names that any English voice has met, so that nobody needs to hear them first.

`english.txt` is SCOWL up to the size 60, a spelling checker's usual size, with the common names of its size 50; `recent.txt` is our own:
what the news has brought since, and British places, each heard to be said right. Both are in small letters, without what an ending adds:
`make` writes the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FILES = (FOLDER / "english.txt", FOLDER / "recent.txt")
COMMENT = "#"

DEEPEST = 2
"""Endings upon endings: `managers` is `manager`, which is `manage`."""

_SHORTEST = 3
"""Letters of a stem: with fewer, names such as `Amed` would be inflections of `am`."""


def knows(word: str) -> bool:
    """Whether a word or name, or what it is an inflection of, is in the dictionary, whatever its capitals."""
    return _known(_plain(word), DEEPEST)


def strange(word: str) -> str:
    """The first letters that stand together in this word and in none of the dictionary: `rkc`, or `szc…` at its beginning, `…gh` at its end.

    Empty where its spelling is usual.
    """
    plain = f"^{_plain(word)}$"
    seen = _triples()
    three = next((three for three in _threes(plain) if three not in seen), "")
    return f"{three[1:]}…" if three[:1] == "^" else f"…{three[:-1]}" if three[-1:] == "$" else three


def stems(word: str) -> Iterator[str]:
    """What a word in small letters may be an inflection of: plural, -ed, -ing, -er, -est."""
    for ending, instead in (("'s", ""), ("ies", "y"), ("ied", "y"), ("iest", "y"), ("ier", "y")):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            yield word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST:
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ed", "ing", "er", "est"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            yield stem
            yield f"{stem}e"
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]


def _known(word: str, deepest: int) -> bool:
    return word in _words() or (deepest > 0 and any(_known(stem, deepest - 1) for stem in stems(word)))


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold()


@cache
def _words() -> frozenset[str]:
    lines = (line for file in FILES for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith(COMMENT))


@cache
def _triples() -> frozenset[str]:
    return frozenset(three for word in _words() for three in _threes(f"^{word}$"))


def _threes(word: str) -> Iterator[str]:
    return (word[at : at + 3] for at in range(len(word) - 2))
