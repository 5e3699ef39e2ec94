"""Where a rule stands: the style, what was said last, and the words around; and what a rule is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from pipeline.regex import regex
from pipeline.write.aloud.style import Style

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
NO_LETTERS = rf"\d_²³¹{VULGAR}"
"""What `re` takes for a character of a word and is yet no letter, for a class of characters."""
LETTER = rf"[^\W{NO_LETTERS}]"
"""A letter of any script."""

_NEXT = regex(rf"[\s-]?({LETTER}+)")
_REACH = 40
"""How far off a word is looked for: longer ones give no cue."""

# A capital behind a short form's full stop opens a sentence if it is one of these; a name would run on.
OPENERS = frozenset(
    """The A An He She It They We You I This That These Those There In On At By For From With After Before Last Next But And Or As If When While
    Since Its His Her Their Our My What Who How Why Where Not No Yes Even However Meanwhile Earlier Later Today Yesterday Some Many Most
    Both One Two Three Then Now Here Once Under Over During Despite Although Because So Asked Speaking Police Officials
    Nobody Nothing Everybody Everyone Everything Somebody Someone Something Anybody Anyone Another Each Every All Any Such Other Others Until Whether Instead
    Also Still Yet Perhaps Maybe Only Just Of About Against Among Between Through Without Within Across Around Is Are Was Were Do Does Did Can Could
    Will Would Should Has Have Had Let Mr Mrs Ms Mister Misses Doctor""".split()
)
_STOPPED = regex(r"\s*$|[\s\"”’')\]]+(?:[\"“‘'(\[]*)([A-Z][a-z]*)")

# Words that a measure or a sum can stand before without belonging to them as "a five-metre wall" belongs.
_FUNCTION = frozenset(
    """a an the and or nor but if as at by for from in into of off on onto over to up with within without per about above across after again against
    ago along already also although among around away back be because been before behind being below beneath beside between beyond both
    can closer could did do does down downhill during each early east either else even ever every farther further had has have he her here
    high him his how however i inland it its itself just last late later less long lower me more most much my near nearly next no north
    northeast northwest not now offshore once one only other our out outside past please quite rather round she should since slower
    so some south southeast southwest still such tall than that their them then there these they this those though through throughout
    till today together tomorrow tonight too toward towards under underground until uphill upon upstream us very via was we were west
    what when where whereas whether which while who whom whose why wide will would yesterday yet you your deep thick heavy old young
    apart worth short faster deeper higher shorter taller wider longer is are may might must shall according""".split()
)
_TOLD_TWICE = regex(r"\s\((?=[^()]{0,12}[0-9])[^()]{1,24}\)(?=[\s-][a-z])")
"""The same measure or sum in another unit, between it and its noun: "a 40ft (12m) wall"."""
_OPENING = frozenset("\"“‘'")
_DETERMINERS = frozenset("a an the this that its his her their our another each every any new".split())


@dataclass(slots=True)
class Here:
    """What the rules may ask about their surroundings."""

    style: Style
    keep: Collection[str] = ()
    """Words that are left as they are written: the lexicon says how they sound."""
    last_end: int = -1
    """Where the last replacement ended, in the text."""
    last_rule: str = ""
    called_end: int = 0
    """Where the last telephone number ended, in the text."""
    clocked_end: int = 0
    """Where the last time of day ended, in the text."""
    quote_open: bool = False
    """Inside single quotation marks: an apostrophe behind a letter may close them."""
    gloss_open: bool = False
    """Inside square brackets that explain the word before."""
    slow_left: int = 0
    """How many more times the grammar may be asked."""


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], Here], str | None]]
"""A rule's name, what it may look like, and what is said; None where it is something else after all."""


_HELD = regex("[\ue000-\uf8ff]")
"""Characters of private use: callers let them stand for words that are put in again."""


def before_it(text: str, at: int, length: int = 1) -> str:
    """The characters in front of a place, none at the start; a held word is a letter."""
    return _HELD.sub("x", text[max(0, at - length) : at])


def after_it(text: str, at: int) -> str:
    """The character behind a place, none at the end; a held word is a letter."""
    return _HELD.sub("x", text[at : at + 1])


def is_held(char: str) -> bool:
    """Whether a character stands for a word."""
    return _HELD.match(char) is not None


def word_before(text: str, at: int) -> str:
    """The word that stands directly before a place, as it is written; empty where something else than a space or hyphen is between."""
    end = at
    if end > 0 and text[end - 1] in " -\u00a0":
        end -= 1
    start = end
    low = max(0, end - _REACH)
    while start > low and (text[start - 1].isalnum() or (text[start - 1] in ".'’" and start < end and text[start].isalnum())):
        start -= 1
    return text[start:end]


def word_after(text: str, at: int) -> str:
    """The word directly behind a place, over one space or hyphen; empty where there is none."""
    match = _NEXT.match(text, at, at + _REACH)
    return match.group(1) if match else ""


def before_noun(text: str, end: int) -> bool:
    """Whether a word follows that may be a noun: "155mm shells"."""
    again = _TOLD_TWICE.match(text, end)
    after = word_after(text, again.end() if again else end)
    return after.islower() and after not in _FUNCTION


def belongs(text: str, start: int, end: int) -> bool:
    """Whether a sum or measure belongs to the noun behind it: "a £5bn fund", "the 10km race", but not "a 10km from" or "£5bn fund"."""
    if text[start - 1 : start] in _OPENING:
        start -= 1  # a “$64,000 question”
    before = word_before(text, start).lower()
    return before in _DETERMINERS and (before_noun(text, end) or (before in ("a", "an") and word_after(text, end) == "can"))  # of beer


def stop(match: re.Match[str]) -> str:
    """The full stop of a short form where it also ends the sentence, else nothing."""
    if not match.group().endswith("."):
        return ""
    found = _STOPPED.match(match.string, match.end())
    return "." if found and (found.group(1) is None or found.group(1) in OPENERS) else ""
