"""Makes `english.txt` of SCOWL's lists: `python -m pipeline.write.dictionary.make /usr/share/dict/scowl`.

SCOWL is in Debian's package `scowl` and at http://wordlist.aspell.net; its copyright notice is `COPYING`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.write.dictionary import COMMENT, DEEPEST, FILES, stems

SPELLINGS = ("english", "british", "british_z", "british_variant_1", "american")
"""Of words: British with -ise and -ize, and American, since quotations keep theirs."""

LARGEST = {"words": 60, "upper": 60, "contractions": 60, "proper-names": 50}
"""SCOWL's size of each kind; abbreviations are left out. Larger sizes have rare words that a voice gets wrong, and size 80 another licence."""

HEAD = f"""{COMMENT} English words and common names, in small letters and without inflections. Made by make.py of SCOWL 2020.12.07, the lists
{COMMENT} {", ".join(SPELLINGS)}, sizes {", ".join(f"{kind} {size}" for kind, size in LARGEST.items())}.
{COMMENT} Copyright 2000-2018 by Kevin Atkinson and others: see COPYING. Do not edit it: recent.txt is for new words.
"""


def chosen(folder: Path) -> frozenset[str]:
    """The words of the lists that are wanted, in small letters.

    Initialisms are left out, `aloud` knows how they are read; and names with accents, which a voice may pass over.
    """
    found: set[str] = set()
    for spelling in SPELLINGS:
        for kind, largest in LARGEST.items():
            for file in folder.glob(f"{spelling}-{kind}.*"):
                if int(file.suffix[1:]) <= largest:
                    found.update(file.read_text(encoding="utf-8").split())
    bare = (word.removesuffix("'s") for word in found if not word.isupper() and (word.isascii() or word.islower()))
    return frozenset(word.casefold() for word in bare if len(word) > 1)


def without_inflections(words: frozenset[str]) -> list[str]:
    """The words that are needed so that `knows` knows all of them, in order."""
    depth: dict[str, int] = {}  # how many endings lie between a word and one that is kept
    for word in sorted(words, key=lambda word: (len(word), word)):
        nearest = min((depth[stem] for stem in stems(word) if stem in depth), default=DEEPEST)
        depth[word] = nearest + 1 if nearest < DEEPEST else 0
    return sorted(word for word, endings in depth.items() if not endings)


def main(folder: Path) -> None:
    """Write `english.txt` anew."""
    FILES[0].write_text(HEAD + "".join(f"{word}\n" for word in without_inflections(chosen(folder))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
