"""A letter at a sentence's end, as espeak-ng says it: `the E U.` would run on into the next sentence, as it takes `U.` for a short form."""

from __future__ import annotations

from pipeline.regex import regex

SOUNDS = {
    "A": "'eI", "B": "b'i:", "C": "s'i:", "D": "d'i:", "E": "'i:", "F": "'Ef", "G": "dZ'i:", "H": "'eItS", "I": "'aI", "J": "dZ'eI", "K": "k'eI",
    "L": "'El", "M": "'Em", "N": "'En", "O": "'oU", "P": "p'i:", "Q": "kj'u:", "R": "'A@", "S": "'Es", "T": "t'i:", "U": "j'u:", "V": "v'i:",
    "W": "d'Vb@lju:", "X": "'Eks", "Y": "w'aI",
}  # fmt: skip
"""In espeak-ng's notation; Z has another name in America, and stays a letter."""

_LAST = regex(r"(?<=\s)([A-Y])(?=\.\s*$)")


def closed(sentence: str) -> str:
    """A sentence whose last letter, where it stands alone, is given by its sound."""
    return _LAST.sub(lambda match: f"[[{SOUNDS[match[1]]}]]", sentence)
