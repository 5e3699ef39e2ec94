"""Words in capitals: letter by letter, as a word, or with a number: "EU", "NATO", "F-16", "Covid-19".

How letters are written for the engines: with plain spaces, "E U", so that each is read by its name; and with full stops between them
wherever one is an A, "C.I.A", because espeak-ng and Kokoro's phonemiser take a lone A for the article ("see eye uh"). There is none
after the last, which would end the sentence: "the C.I.A Director". A letter A in front of a number is tied to it: "A-three twenty".
"""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.capitals import KNOWN_LETTERS, MEANT, MIXED, RESPELLED, SAID_AS_WORDS, SHOUTED
from pipeline.write.aloud.here import LETTER, OPENERS, Here, Rule, stop, word_after, word_before

_JOINED = regex(rf"(?P<l>[A-Z]{{2,12}})(?P<tail>['’][sS]\b|s['’]?(?!\w)|['’](?!\w))?(?!{LETTER})(?!['’][A-Za-z])")
_WITH_SMALL = regex(
    r"(?P<l>[A-Z][A-Za-z]{1,4}[A-Z]|[A-Z][a-z]{2}|[A-Z]{2,3}[a-z]|[A-Z]{2}[a-z][A-Z]?|[A-Z][a-z][A-Z][a-z])(?P<tail>['’]s|s)?(?![\w'’])"
)
_GRADES = regex(r"(?P<l>[A-EU])s(?![\w’'-])")
_SO_MANY = frozenset("two three four five six seven eight nine ten eleven twelve all straight".split())
"""Before As and Bs."""
_OF = regex(r"[A-Z]{1,2}[of][A-Z]{1,2}")
"""BoJ, PBoC, TfL: the "of" or "for" of an institution."""
_SMALL_FIRST = regex(r"(?P<l>[a-z][A-Z]{2,4})(?P<tail>['’]?s)?(?![\w])")
"""mRNA, iOS."""
_MEANT = {letters: regex(behind) for letters, behind in MEANT.items()}
_CAMEL = regex(r"(?P<w>[A-Z]?[a-z]{2,})(?P<l>[A-Z]{2,4})(?P<tail>['’]s)?(?![\w])")
_DOCTORATE = regex(r"Ph\.?D\b\.?(?P<tail>['’]?s)?(?!\w)")
_AND = regex(r"(?P<l>[A-Z]{1,4})\s?&\s?(?P<r>[A-Z]{1,4})(?P<tail>['’]s|s)?(?!\w)")
_DOTTED = regex(r"(?P<l>(?:[A-Z]\.){2,8}[A-Z]?|[A-Z](?:\.[A-Z]){1,8})(?P<tail>['’]s|s)?(?![\w&])(?!\.[A-Za-z])")
_INITIALS = regex(r"(?P<l>(?:[A-Z]\.\s?){1,3})(?=[A-Z][a-z'’]+)")
_NO_INITIAL = frozenset("plan vitamin hepatitis group option type class grade serie".split())
_NAMES = regex(rf"{LETTER}+")
_VOWELS = frozenset("AEIOUY")
_WINDOW = 60
"""In characters on each side: where words are looked for that are in capitals too."""


def spelled(letters: str, tail: str = "") -> str:
    """Letters one by one, in the form that every engine reads as letters; with a `tail`, in the plural or as a possessive."""
    if "A" not in letters or len(letters) == 1:
        return " ".join(letters) + ("'s" if tail else "")
    dotted = ".".join(letters)
    return f"{dotted}.'s" if tail else dotted


def as_word(letters: str) -> str | None:
    """The word that capitals are said as; None where they are letters or nothing is known of them."""
    return RESPELLED.get(letters, letters.capitalize()) if letters in SAID_AS_WORDS else None


def _tail(text: str | None) -> str:
    return "" if not text or text in ("'", "’") else "'s"


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are in capitals: a headline, or someone shouting."""
    around = (*_NAMES.findall(text, max(0, start - _WINDOW), start)[-2:], *_NAMES.findall(text, end, end + _WINDOW)[:2])
    words = [w for w in around if len(w) > 1]
    return bool(words) and all(w.isupper() for w in words) and any(len(w) > 3 and w not in KNOWN_LETTERS for w in words)


def _joined(match: re.Match[str], here: Here) -> str | None:
    letters, tail = match["l"], match["tail"] or ""
    word = as_word(letters)
    if word:
        return word + tail.replace("’", "'")
    meant = _MEANT.get(letters)
    if meant and meant.match(match.string, match.end()) and not _in_capitals(match.string, match.start(), match.end()):
        return spelled(letters, _tail(tail))
    if letters in KNOWN_LETTERS:
        shouted = letters in ("WHO", "PA", "HR", "ID") and _in_capitals(match.string, match.start(), match.end())
        return None if shouted else spelled(letters, _tail(tail))
    if letters in SHOUTED or (len(letters) > 5 and _VOWELS & set(letters)) or (len(letters) in (4, 5) and _sayable(letters)):
        return None
    return None if _in_capitals(match.string, match.start(), match.end()) else spelled(letters, _tail(tail))


def _sayable(letters: str) -> bool:
    """Whether four or five capitals look like a word in capitals, IRAN: vowels and consonants take turns."""
    kinds = "".join("v" if c in _VOWELS else "c" for c in letters)
    return 2 <= kinds.count("v") <= 3 and "vvv" not in kinds and "cccc" not in kinds


def _with_small(match: re.Match[str], here: Here) -> str | None:
    of = _OF.fullmatch(match["l"])
    return spelled(match["l"].upper(), match["tail"] or "") if of or match["l"] in MIXED else None


def _camel(match: re.Match[str], here: Here) -> str | None:
    """ChatGPT, OpenAI, macOS."""
    known = match["w"][0].isupper() or match["l"] in ("OS", "AI", "GPT", "TV")
    return f"{match['w']} {spelled(match['l'], match['tail'] or '')}" if known else None


def _grades(match: re.Match[str], here: Here) -> str | None:
    """Two As, three Bs: "As" is a word by itself."""
    before = word_before(match.string, match.start())
    return f"{match['l']}'s" if before in _SO_MANY or before.isdigit() else None


def _small_first(match: re.Match[str], here: Here) -> str | None:
    rest = match["l"][1:]
    return None if rest in SHOUTED or as_word(rest) else spelled(match["l"].upper(), match["tail"] or "")


def _and(match: re.Match[str], here: Here) -> str:
    return f"{spelled(match['l'])} and {spelled(match['r'], _tail(match['tail']))}"


def _dotted(match: re.Match[str], here: Here) -> str:
    letters = match["l"].replace(".", "")
    end = "" if match["tail"] else stop(match)
    if letters in SAID_AS_WORDS and len(letters) > 3:
        return letters.capitalize() + end
    return spelled(letters, _tail(match["tail"])) + end


def _initials(match: re.Match[str], here: Here) -> str | None:
    """J. K. Rowling, George W. Bush: the letters, without a stop behind them."""
    letters = re.findall("[A-Z]", match["l"])
    before = word_before(match.string, match.start())
    named = not before or before in ("by", "and", "of", "said") or (before[0].isupper() and len(before) > 1)
    if word_after(match.string, match.end()) in OPENERS or (len(letters) == 1 and not named):
        return None  # "plan B. Then", "the U S. Then"
    if len(letters) == 1 and before.lower() in _NO_INITIAL:
        return None
    return f"{spelled(''.join(letters))} "


FIRST: tuple[Rule, ...] = (
    ("letters", _DOCTORATE, lambda match, here: spelled("PHD", match["tail"] or "") + stop(match)),
    ("letters", _AND, _and),
    ("letters", _DOTTED, _dotted),
    ("letters", _INITIALS, _initials),
    ("letters", _GRADES, _grades),
)
AT_WORDS: tuple[Rule, ...] = (
    ("letters", _WITH_SMALL, _with_small),
    ("letters", _JOINED, _joined),
    ("letters", _SMALL_FIRST, _small_first),
    ("letters", _CAMEL, _camel),
)
