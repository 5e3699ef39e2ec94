"""The forms of a person's name, as they stand in a text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.text.names import Person
from pipeline.text.tokens import Token, plain


def forms_of(person: Person) -> list[list[str]]:
    """The words of each form of a person's name."""
    return [[plain(word) for word in form.split()] for form in dict.fromkeys((*person.forms, person.surname))]


def bare(word: str) -> str:
    """A word without a possessive ending."""
    return word.removesuffix("'s").removesuffix("'")


def standing(text: Sequence[Token], at: int, forms: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """The lengths of the forms of a name that stand here, each with its possessive ending."""
    found = []
    begins = (text[at].word, bare(text[at].word)) if at < len(text) else ()
    for words in (each for each in forms if each[0] in begins):
        here = [token.word for token in text[at : at + len(words)]]
        if len(here) == len(words) and here[:-1] == words[:-1] and bare(here[-1]) == words[-1]:
            found.append((len(words), here[-1][len(words[-1]) :]))
    return found
