"""Marks that are not spoken: quotation marks, apostrophes, brackets, hyphens; and those that are a pause: dashes, ellipses."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import OPENERS, Here, Rule, after_it, before_it, word_before

_ELLIPSIS = regex(r"\s*(?:…|\.{2,}|\.(?:\s\.){2,})+[.…]*")
_ENDED = regex(r"[\s\"”’')\]]{0,9}$")
_CAPITAL = regex(r"\s+(?P<quote>[\"“‘])?(?P<word>[A-Z][a-z]*)")
_DASH = regex(r"\s*(?:[—―]|-{2,}|–(?=\s)|(?<=\s)[–-](?=\s))(?:\s*[—―–-])*\s*")
_QUOTE = regex(r"[“”„‟«»\"‛‹›`]+|''+|‘‘|’’")
_APOSTROPHE = regex(r"['‘’‚]")
_ELIDED = regex(r"(?:tis|twas|em|til|cause|cos|n|bout|round)\b", re.IGNORECASE)
_OPEN = regex(r"\((?:s\)|es\))?\s*")
_OPEN_SQUARE = regex(r"\[\s*")
_SQUARE = regex(r"\[(?P<gloss>[^\[\]]{1,80})\]")
_CLOSE_SQUARE = regex(r"\s*\]")
_ONE_LETTER = regex(r"\[(?P<l>[A-Za-z])\](?=[a-z])")
"""“[t]he plan”: the letter is the editor's, the word whole."""
_ENDED_INSIDE = regex(r"(?<=[.!?])[)}](?=\s[A-Z])")
_SEPARATOR = regex(r"[)}|•·]")
_EN_DASH = regex(r"–")
_HYPHENS = regex(r"-+")

_FUNCTION = frozenset(
    """the a an this that these those to and or but he she it they we you i is was are were has have had of in on at for by with his her its their my our your
    not be been as if so very will would could should can may might must shall do does did""".split()
)
_PRONOUNS = frozenset("he she it they him her them his its who i we us my our".split())


def _ellipsis(match: re.Match[str], here: Here) -> str:
    """The end of a sentence where one ends; else a breath, longer than a comma's."""
    if _ENDED.match(match.string, match.end()):
        return "."
    following = _CAPITAL.match(match.string, match.end())
    return ". " if following and (following["quote"] or following["word"] in OPENERS) else "… "


def _apostrophe(match: re.Match[str], here: Here) -> str:
    """An apostrophe stays in a word and behind a plural; any other is a quotation mark."""
    text, mark = match.string, match.group()
    before, after = before_it(text, match.start()), after_it(text, match.end())
    if before.isalnum() and after.isalpha() and mark != "‘":
        return "'"
    if before.isalnum() and mark != "‘":
        if here.quote_open:
            here.quote_open = False
            return ""
        return "'" if before in "sS" and (not after or after in " ,.;:?!)-") else ""
    here.quote_open = after.isalpha() and not _ELIDED.match(text, match.end())
    return "'" if after.isalpha() and not here.quote_open else ""


def _open(match: re.Match[str], here: Here) -> str:
    return "" if match.group().startswith(("(s)", "(es)")) else ", "


def _open_square(match: re.Match[str], here: Here) -> str:
    """`oblast [region]` → "oblast, or region,"; `he [Putin]` → "he, Putin,"; other words in square brackets are read in place."""
    text, at = match.string, match.start()
    whole = _SQUARE.match(text, at)
    here.gloss_open = False
    gloss = whole["gloss"].strip() if whole else ""
    if not gloss:
        return " "
    before = word_before(text, at).lower()
    if gloss.isalpha() and gloss.islower() and before and before not in _FUNCTION:
        here.gloss_open = True
        return ", or "
    if before in _PRONOUNS and (gloss[0].isupper() or gloss.startswith("the ")):
        here.gloss_open = True
        return ", "
    return " " if at else ""


def _close_square(match: re.Match[str], here: Here) -> str:
    was, here.gloss_open = here.gloss_open, False
    return "," if was else " "


def _en_dash(match: re.Match[str], here: Here) -> str:
    """Between two words a hyphen, else a pause."""
    return "-" if before_it(match.string, match.start()).isalnum() and after_it(match.string, match.end()).isalnum() else ", "


def _hyphens(match: re.Match[str], here: Here) -> str:
    """A hyphen stays inside a word and behind one; alone, or in front of a word, it is no sound."""
    before, after = before_it(match.string, match.start()), after_it(match.string, match.end())
    joined = before.isalnum() or (here.last_end == match.start() and after.isalpha())
    return "-" if joined and (after.isalnum() or (after == " " and len(match.group()) == 1)) else ""


AT_SIGNS: tuple[Rule, ...] = (
    ("bracket", regex(r"\s*\[(?:sic|…|\.\.\.)\]", re.IGNORECASE), lambda match, here: ""),
    ("pause", _ELLIPSIS, _ellipsis),
    ("pause", _DASH, lambda match, here: " — "),
    ("quote", _QUOTE, lambda match, here: ""),
    ("quote", _APOSTROPHE, _apostrophe),
    ("bracket", _OPEN, _open),
    ("bracket", _ONE_LETTER, lambda match, here: match["l"]),
    ("bracket", _OPEN_SQUARE, _open_square),
    ("bracket", _CLOSE_SQUARE, _close_square),
    ("bracket", _ENDED_INSIDE, lambda match, here: ""),
    ("bracket", _SEPARATOR, lambda match, here: ", "),
    ("sign", _EN_DASH, _en_dash),
    ("sign", _HYPHENS, _hyphens),
)
