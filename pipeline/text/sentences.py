"""Sentences and quotations, found without breaking a quotation that holds several sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.regex import regex

NEAR = 40
"""Characters around a full stop that say whether it ends a sentence."""
OPENERS = "“\"‘'(["
CLOSERS = "”\"’')]"

# A full stop after one of these does not end a sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj sgt capt cpl adm rev hon st sen rep gov pres sir no nos vs etc inc ltd co corp jr sr ft vol pp
    fig approx est dept jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e a.m p.m u.s u.k u.n""".split()
)

# From the first mark of a run: from each of ten thousand, the run would be gone over again.
_END = regex(r"(?<![.!?…])[.!?…]+[”\"’')\]]*(?:(?=\s+[“\"‘'(\[]?[A-ZÀ-ÖØ-Þ0-9])|\s*$)")


_ON_X = regex(r"\b(?:on|to|via) X$")
"""“… said in a post on X.”: that is no initial."""
_OPENS_LAST = regex(r'(?:^|[\s(—–-])"(?=\S)[^"]*$')


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between double quotation marks."""

    start: int
    """Of the opening mark."""
    end: int
    """One past the closing mark."""
    words: str
    """What stands between the marks."""

    @property
    def full(self) -> bool:
        """True for a quotation that can stand as speech: it ends with its own punctuation and has at least two words."""
        return bool(re.search(r"[,.!?…][’']?$", self.words.strip())) and len(self.words.split()) >= 2


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, quotations split too, every character kept but the spaces between them."""
    out: list[str] = []
    start = 0
    end = len(text.rstrip())
    for match in _END.finditer(text):
        if match.end() != end and _is_abbreviation(text, match):
            continue
        piece = text[start : match.end()].strip()
        if piece:
            out.append(piece)
        start = match.end()
    rest = text[start:].strip()
    if rest:
        out.append(rest)
    return out


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    # So near on both sides: with the whole text, a long one would take the square of its length.
    before = re.search(r"([\w.]+)$", text[max(0, match.start() - NEAR) : match.start()])
    if before is None:
        return False
    word = before.group(1)
    if word == "X" and _ON_X.search(text[max(0, match.start() - NEAR) : match.start()]):
        return False
    following = text[match.end() : match.end() + NEAR].lstrip()[:1]
    # "No 3" and "p. 12", but a sentence may well end with the word no.
    if word.lower() in {"no", "nos", "pp", "co", "mar", "dec", "est", "fig"}:
        return following.isdigit()
    return word.lower() in ABBREVIATIONS or bool(re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word))


def sentences_outside_quotes(text: str) -> list[str]:
    """As `split_sentences`, but a quotation of several sentences stays in one piece with the sentence that holds it."""
    out: list[list[str]] = []
    curly_seen, curly, straight = False, 0, 0
    for piece in split_sentences(text):
        if not out or not (curly > 0 if curly_seen else straight % 2):
            out.append([])
            curly_seen, curly, straight = False, 0, 0
        out[-1].append(piece)
        curly_seen = curly_seen or "“" in piece or "”" in piece
        curly += piece.count("“") - piece.count("”")
        straight += piece.count('"')
    return [" ".join(pieces) for pieces in out]


def quotations(text: str) -> list[Quotation]:
    """Every stretch between double quotation marks (curly or straight), in order; an unclosed one is left out."""
    found: list[Quotation] = []
    for match in re.finditer(r"“([^“”]*)”|\"([^\"]*)\"", text):
        inner = match.group(1) if match.group(1) is not None else match.group(2)
        found.append(Quotation(match.start(), match.end(), inner))
    return found


def curly(text: str) -> str:
    """A paragraph with its double quotation marks curly and in pairs. One that opens and is not closed holds to the end: a speech of several
    paragraphs opens each of them and closes the last alone. Straight marks that make no pairs stay as they are.
    """
    if '"' in text:
        whole = f'{text}"' if text.count('"') % 2 and _OPENS_LAST.search(text) else text
        text = re.sub(r'"([^"]*)"', r"“\1”", whole) if whole.count('"') % 2 == 0 else text
    return f"{text}”" if text.rfind("“") > text.rfind("”") else text
