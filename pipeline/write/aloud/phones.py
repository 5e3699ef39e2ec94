"""Telephone numbers, digit by digit: known by their form where it can be nothing else, or by the words around.

`+44 7700 900123`, `0800 555 111` and `1800 666 111` are numbers to call wherever they stand; `116 123` and `85258` only as in "call 116
123" and "text HELP to 85258". What counts something ("call 116 people") is none.
"""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, before_it, word_after, word_before
from pipeline.write.aloud.numbers import digits
from pipeline.write.aloud.years import COUNTED

_REACH = 120
"""How far back a cue is looked for, in characters."""

_END = r"(?![\w%°/-]|[.,:][0-9])"
_FORM = regex(
    r"\+[0-9]{1,3}[\s.-]?(?:\([0-9]{1,5}\)[\s.-]?|[1-9][\s.-](?=[0-9]{2}))?[0-9]{2,12}(?:[\s.-][0-9]{2,7}){0,4}(?![\w-])"
    r"|0[0-9]{2,4}[\s-][0-9]{3,4}[\s-]?[0-9]{3,4}(?![\w-])|0[0-9]{9,10}(?![\w-])|0[358]00[\s-][0-9]{3,4}(?:[\s-][0-9]{2,4})?(?![\w-])"
    r"|(?:(?:\+?1[\s.-]?)?\([0-9]{3}\)[\s.-]?|(?:\+?1[\s.-])?[0-9]{3}[.-])[0-9]{3}[.-][0-9]{4}(?:-[0-9]{1,4})?(?![\w-])|[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])"
    rf"|\(0[0-9]{{1,4}}\)\s?[0-9]{{3,4}}[\s-]?[0-9]{{2,4}}{_END}|0[0-9][\s-][0-9]{{3,4}}[\s-][0-9]{{4}}{_END}|0[0-9]{{2,4}}[\s-][0-9]{{5,6}}{_END}"
    rf"|[2-9][0-9]{{2}}-0[0-9]{{3}}{_END}"
)
_COUNTRY = regex(r"([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{1,3})")
_FREE = regex(rf"(?P<n>1[38][0-9]0)(?:(?P<rest>(?:[\s-][0-9]{{3}}){{2}}){_END}|(?=\s?[A-Z]{{4}}))")
_CUED = regex(rf"(?![0-9]{{1,2}}-[0-9]{{1,2}}-)(?:[0-9]{{2,6}}(?:[\s-][0-9]{{2,6}}){{1,4}}|[0-9]{{3,6}}){_END}")
_CODE = regex(r"\*(?P<n>[0-9]{2,5}(?:\*[0-9]{1,12}){0,4})#(?!\w)")

_FREELY = r"(?:toll[ -]free|freephone|freefone|mobile|free)"
_VERB = r"(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ed|ing)|telephone|text(?:ed|ing)?|dial(?:l?ed|l?ing|s)?)"
_LINE = r"(?:helpline|hotline|lifeline|freephone|freefone|toll[ -]free|whatsapp)"
# Each ends right before the number.
_DIRECT = regex(
    rf"\b(?:{_VERB}(?:\s(?:{_FREELY}|for\sfree|us|now))?(?:\s(?:on|at))?:?|(?:{_LINE}|samaritans)(?:\snumber)?(?:\s(?:on|at|is))?[:,]?|tel[.:]?|(?:emergency|(?:tele)?phone)\snumbers?(?:\sis)?:?"
    r"|(?:(?:tele)?phone|mobile):)\s\(?$",
    re.IGNORECASE,
)
_ON = regex(
    rf"\b(?:(?:(?<!the\s)(?<!a\s)call(?:ing)?(?!\s(?:for|off|by|on|an?)\b)|ring|phon(?:e|ed|ing)|contact(?:ed|ing)?|speak\sto)(?:\s[\w’'-]+){{1,4}}|{_LINE}|be\s(?:called|reached|contacted)"
    rf"|(?:samaritans|crime\s?stoppers|childline|police|gardaí|gardai|SAPS)(?:\s(?:is|are))?)\son(?:\s{_FREELY})?:?\s$",
    re.IGNORECASE,
)
_PARTED_ON = regex(
    rf"\b(?:{_VERB}|contact(?:ed|ing)?|reach(?:ed)?|{_LINE}|lines?|station|police|gardaí|garda|aid|information)\b[^.!?;0-9]{{0,70}}\s(?:on|at|via)(?:\s{_FREELY})?:?\s$|\b(?:line|number):\s$",
    re.IGNORECASE,
)
"""Enough for a number in parts."""
_BRACKETED = regex(rf"\b(?:{_VERB}|contact(?:ing)?|{_LINE}|support)\b[^.!?]{{0,110}}\($", re.IGNORECASE)
"""Enough for a number in parts that stands in brackets by itself."""
_TEXTED_TO = regex(r"\btext(?:ing|ed)?\s[^.!?;0-9]{1,40}\sto\s$", re.IGNORECASE)
_ANOTHER = regex(rf"(?:,|\sor|\sand|,\sor)\s(?:(?:{_VERB}|by\stext)\s)?(?:(?:[\w’'-]+\s){{0,4}}(?:on|at)\s)?$|\s?/\s?$", re.IGNORECASE)
"""Between one number and the next."""
_CLOSED = regex(
    r"\s*$|\s?[,;:)!?\"”’/]|\.(?!\w)|\s(?:if|for|(?:or|and)(?!\s(?:more|so|[0-9,]+\s[a-z]+s)\b)|in|when|as|with|before|after|at|from|immediately|now|anonymously|free|straight|today|instead|quoting|citing"
    r"|because|24|any|while|but|where|via|until|is|was|rather|within|without|to\s(?:report|get|speak|ask|book|make|find|tell|check|register|donate|leave|talk|give))\b"
)
"""What stands behind a number that counts nothing."""
_YEAR = regex(r"(?:19|20)[0-9]{2}$")
_ROUND = regex(r"[2-9]00$|[0-9]+000$")

_EMERGENCY = regex(r"(?P<n>911|999|112|101|111|988|000|110|119)(?![\w/]|[.,:-][0-9])")
_CALLING = frozenset(
    "call called calling calls dial dialled dialed dialing dialling ring rang phone phoned phoning via text texted".split()
)
_CALLED = frozenset(
    """call calls caller callers operator operators dispatcher dispatchers emergency suicide lifeline service services recording recordings system line handler
    handlers center centre centers centres dispatch""".split()
)


def _group(figures: str) -> str:
    """A group as it is written; a long one in parts."""
    if len(figures) < 6:
        return digits(figures)
    first = 5 if figures[0] == "0" else 3
    cut = [figures[:first], *(figures[at : at + 3] for at in range(first, len(figures), 3))]
    if len(cut[-1]) == 1:
        cut[-2:] = ["".join(cut[-2:])]
    return ", ".join(map(digits, cut))


def _form(match: re.Match[str], here: Here) -> str | None:
    groups = re.findall(r"[0-9]+", match.group().replace("(0)", "") if match.group()[0] == "+" else match.group())
    if sum(map(len, groups)) < 6:
        return None
    here.called_end = match.end()
    if match.group()[0] == "+":
        groups[:1] = _COUNTRY.sub(r"\1 ", groups[0], count=1).split()
    long = 6 if len(groups) > 1 else 5  # "900123" behind a code is one breath
    words = [
        "eight hundred" if g == "800" and i == 1 and groups[0] == "1" else digits(g) if len(g) <= long else _group(g)
        for i, g in enumerate(groups)
    ]
    return ("plus " if match.group()[0] == "+" else "") + ", ".join(words)


def _free(match: re.Match[str], here: Here) -> str | None:
    """1800 666 111, 1300 SMILE: one that costs the caller little or nothing."""
    n, rest = match["n"], match["rest"]
    if word_before(match.string, match.start()).lower() in ("in", "since", "by", "of", "before", "until"):
        return None  # a year
    here.called_end = match.end()
    first = f"one {digits(n[1])} hundred" if n.endswith("00") else digits(n)
    return ", ".join((first, *map(digits, rest.replace("-", " ").split()))) if rest else f"{first} "


def _cued(match: re.Match[str], here: Here) -> str | None:
    """A number that something around says is one to call."""
    text, written = match.string, match.group()
    groups = re.split(r"[\s-]", written)
    before = before_it(text, match.start(), _REACH)
    parted, size = len(groups) > 1, sum(map(len, groups))
    if not _CLOSED.match(text, match.end()) or (parted and (size < 5 or ("-" in written and size < 7))):
        return None
    if not (
        _DIRECT.search(before)
        or _ON.search(before)
        or _TEXTED_TO.search(before)
        or (parted and _in_parts(before, text[match.end() : match.end() + 1]))
    ):
        if not _another(text, match.start(), here):
            return None
    elif not parted and (_YEAR.match(written) or _ROUND.match(written) or (len(written) == 4 and before.endswith("at "))):
        return None  # "call at 1830", "ring 500, not 600"
    here.called_end = match.end()
    return ", ".join(map(_group, groups))


def _in_parts(before: str, after: str) -> bool:
    """Whether what is weak as a cue is enough, because the number is written in groups."""
    return bool(_PARTED_ON.search(before) or (after == ")" and _BRACKETED.search(before)))


def _another(text: str, at: int, here: Here) -> bool:
    """Whether the next of several numbers begins here: "999 or 112"."""
    return 0 < here.called_end <= at <= here.called_end + 60 and _ANOTHER.fullmatch(text, here.called_end, at) is not None


def _emergency(match: re.Match[str], here: Here) -> str | None:
    before, after = word_before(match.string, match.start()).lower(), word_after(match.string, match.end()).lower()
    if match["n"] == "911" and before in ("porsche", "carrera"):
        return "nine eleven"
    counts = after in COUNTED or (len(after) > 4 and after.endswith("s"))
    called = (
        (before == "nhs" and match["n"] == "111")
        or (before in _CALLING and not counts)
        or after in _CALLED
        or (before == "to" and after in ("", "in", "for"))
    )
    if not called and not _another(match.string, match.start(), here):
        return None
    here.called_end = match.end()
    return digits(match["n"])


def _code(match: re.Match[str], here: Here) -> str:
    """*901#, as a mobile telephone is given it."""
    return f"star {' star '.join(map(digits, match['n'].split('*')))} hash"


FIRST: tuple[Rule, ...] = (("phone", _FORM, _form), ("phone", _FREE, _free), ("phone", _CUED, _cued))
"""Before dates: they look like them."""
NAMED: tuple[Rule, ...] = (("phone", _EMERGENCY, _emergency),)
"""Before fractions."""
AT_SIGNS: tuple[Rule, ...] = (("phone", _CODE, _code),)
