"""Short forms that stand for words: Gen., St., No 10, etc., e.g."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import OPENERS, Here, Rule, before_it, stop, word_after, word_before
from pipeline.write.aloud.numbers import cardinal
from pipeline.write.aloud.tables import ABBREVIATIONS, DOTTED_TITLES, TITLES
from pipeline.write.aloud.times import HALVES

_TITLE = regex(rf"(?P<t>{'|'.join(sorted(TITLES, key=len, reverse=True))})(?P<dot>\.)?(?![\w’'])(?=\s?(?P<next>[A-Z][\w’'.-]*)?)")
_SAINT = regex(r"(?P<w>St|ST|Sts|Ste)(?P<dot>\.)?(?![\w’'])(?=\s?(?P<next>[A-Z][\w’'-]*)?)")
_NUMBER_TEN = regex(r"No\b\.?\s?(?P<n>[0-9]{1,2})\b(?!\w|[.,:-][0-9])")
_NUMBER = regex(r"(?P<w>[Nn]o|NO|[Nn]os)(?P<dot>\.)?\s?(?=[0-9])(?P<two>(?=[0-9]+(?:,\s[0-9]+)?(?:\s(?:and|to|or)\s|\s?[-–&]\s?)[0-9]))?")
_PAGE = regex(
    r"(?P<w>pp?|paras?|ch|secs?|Secs?|arts?|Arts?|ss?)\.\s?(?=[0-9])"
    r"|(?P<undotted>[Pp]aras?|Arts?)\s(?=[0-9]{1,3}(?![0-9]))|(?P<s>ss?)\s(?=[0-9]{1,3}\S{0,9}\sof\sthe\s)"
)
_PAGES = {
    "p": "page ", "pp": "pages ", "para": "paragraph ", "paras": "paragraphs ", "ch": "chapter ", "sec": "section ", "secs": "sections ", "Sec": "Section ",
    "Secs": "Sections ", "s": "section ", "ss": "sections ", "Art": "Article ", "Arts": "Articles ",
    "Para": "Paragraph ", "Paras": "Paragraphs ", "art": "article ", "arts": "articles ",
}  # fmt: skip
_LATIN = regex(
    r"(?P<w>e\.\s?g|i\.\s?e|eg|ie|a\.k\.a|aka|n\.b|p\.s|c/o|w/o|w/|n/a|vs|v)(?P<dot>\.)?(?![\w/’']|\.[A-Z](?![a-z]))", re.IGNORECASE
)
_SIDE = regex(r"\s[A-Z0-9]")
_LATIN_SAID = {
    "eg": "for example", "ie": "that is", "aka": "also known as", "nb": "note that", "ps": "P S", "c/o": "care of", "w/o": "without", "w/": "with",
    "n/a": "not applicable", "vs": "versus", "v": "versus",
}  # fmt: skip
_COUNTIES = "|".join(
    """Antrim Armagh Carlow Cavan Clare Cork Derry Donegal Down Dublin Fermanagh Galway Kerry Kildare Kilkenny Laois Leitrim Limerick Longford Louth Mayo
    Meath Monaghan Offaly Roscommon Sligo Tipperary Tyrone Waterford Westmeath Wexford Wicklow Londonderry Durham""".split()
)
_COUNTY = regex(rf"Co\.?(?=\s(?:{_COUNTIES})\b)")
_COMPARED = regex(r"(?P<w>[ymqwd])[/-](?:on|o)?[/-]?(?P=w)(?!\w)|(?P<c>[YMQ])o(?P=c)(?!\w)")
_COMPARED_WITH = {"y": "year", "m": "month", "q": "quarter", "w": "week", "d": "day"}
_MARK = regex(r"Mk\.?\s?(?=[0-9IVX])|[Ww]k\.?\s(?=[0-9])")
_BEAT = regex(r"bt(?=\s[A-Z])")
_MAJORITY = regex(r"maj\.?(?=\s[0-9])")
_AFTER_TIME = regex(r"aet(?!\w)")
_AGGREGATE = regex(r"agg\.?(?=\s[0-9]{1,2}[-–][0-9])|(?<=[0-9] on )pens(?!\w)|(?<=[0-9] )pens(?=[);,.]|$)")
_HALF = regex(r"(?P<half>[ap])\.\s?m\b(?!\.\w)(?:\.(?!\w))?", re.IGNORECASE)
_SHORTENED = regex(rf"(?P<w>{'|'.join(sorted(ABBREVIATIONS, key=len, reverse=True))})(?P<dot>\.)?(?![\w’'])", re.IGNORECASE)
_ORDINAL_BEFORE = regex(r"[0-9](?:st|nd|rd|th)$")
_ABOUT = regex(r"c\.\s?(?=[£$€]?[0-9])")
_LIVED = regex(r"(?:(?<=\()|(?<=[,;]\s))(?P<w>[bd])\.\s(?=(?:[0-9]{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:1[5-9]|20)[0-9]{2}\b)")
_WEEK = regex(r"w/(?P<w>[ceb])(?=\s(?:[0-9]|[A-Z][a-z]))")
_WEEKS = {"c": "week commencing", "e": "week ending", "b": "week beginning"}
_YEAR_NEXT = regex(r"\s?(?:c\.\s?)?(?:1[0-9]|20)[0-9]{2}(?![\w]|[,.][0-9]|\s[a-z])")
_FIGURE_NEXT = regex(r"\s?[0-9]")

# Short forms even without a full stop; others need one, or a capital and a name before or after.
_UNDOTTED = frozenset("etc vs approx govt ltd inc corp jr jnr snr bros intl dept".split())
_BEHIND_A_NAME = frozenset("sq co assn univ apt".split())
_BEFORE_A_FIGURE = frozenset("fig figs vol vols ca ed est tel max min avg prop op ext cat".split())
_SMALL_WORDS = frozenset("the in at of from and to on".split())


def _title(match: re.Match[str], here: Here) -> str | None:
    title, dot, following = match["t"], match["dot"], match["next"]
    if title == "Dr" and not following and word_before(match.string, match.start())[:1].isupper():
        return f"Drive{stop(match)}"  # 4 Elm Dr.
    if not following:
        return TITLES[title] + stop(match) if dot and title not in DOTTED_TITLES and title not in ("Fr", "Hon", "Rep", "Ms") else None
    if title in DOTTED_TITLES and not dot and following.rstrip(".") not in TITLES:
        return None
    if title == "Gen" and not dot and len(following) == 1 and word_before(match.string, match.start()) not in TITLES:
        return None  # Gen Z
    return "Honorable" if title == "Hon" and not here.style.british else TITLES[title]


def _saint(match: re.Match[str], here: Here) -> str | None:
    """Saint in front of a name, Street behind one."""
    before, following = word_before(match.string, match.start()), match["next"]
    if match["w"] == "Sts":
        return "Saints" if following else None
    if match["w"] == "Ste":
        return "Sainte" if following else None
    if following in ("NW", "NE", "SW", "SE"):
        following = None  # Main St SE
    numbered = before[:1].isdigit()
    named = numbered or (before[:1].isupper() and before.lower() not in _SMALL_WORDS)
    if following and not (named and stop(match)) and not numbered:
        return "Saint" if match["w"] == "St" or before.isupper() else None
    return f"Street{stop(match)}" if match["w"] == "St" and before and (named or match["dot"]) else None


def _number_ten(match: re.Match[str], here: Here) -> str:
    words = cardinal(int(match["n"]), here.style)
    return f"Number {words.capitalize() if match['n'] in ('10', '11') else words}"  # Downing Street


def _number(match: re.Match[str], here: Here) -> str | None:
    word = match["w"]
    if word in ("no", "nos", "NO") and not match["dot"] and not (word == "nos" and match["two"] is not None):
        return None  # "said no 3 times"
    return f"{'N' if word[0] == 'N' else 'n'}umber{'s' if word.lower() == 'nos' else ''} "


def _page(match: re.Match[str], here: Here) -> str | None:
    """Page and section; but 2 Para is a battalion, Modern Art 101 a course."""
    before = word_before(match.string, match.start())
    named = before[:1].isupper() and before not in OPENERS and not before.endswith(("'s", "’s"))
    if (match["undotted"] and (named or before.isdigit())) or (match["s"] and before.isdigit()):
        return None
    return _PAGES[match["w"] or match["undotted"] or match["s"]]


def _latin(match: re.Match[str], here: Here) -> str | None:
    written = match["w"]
    word = re.sub(r"[.\s]", "", written).lower()
    if word == "v" and not (written == "v" and match.start() and _SIDE.match(match.string, match.end())):
        return None
    if "." not in written and (word in ("nb", "ps") or (word in ("ie", "eg", "aka") and written[0].isupper())):
        return None
    return _LATIN_SAID[word]


def _compared(match: re.Match[str], here: Here) -> str | None:
    """Growth of 3% y/y, of 1% QoQ."""
    name = _COMPARED_WITH[(match["w"] or match["c"]).lower()]
    return f"{name} on {name}" if match["c"] or len(match.group()) > 3 or match.group()[1] == "/" else None


def _half(match: re.Match[str], here: Here) -> str:
    return HALVES[match["half"].lower()] + stop(match)


def _shortened(match: re.Match[str], here: Here) -> str | None:
    written, dot, text = match["w"], match["dot"], match.string
    word, said = written.lower(), ABBREVIATIONS[written.lower()]
    before = word_before(text, match.start())
    if written.isupper() and len(written) < 5 and word not in ("inc", "ltd"):
        return None
    if word == "min" and _ORDINAL_BEFORE.search(before):
        return f"minute{stop(match)}"  # the 87th min
    if word == "sr" and not before[:1].isupper():
        return "Sister" if dot and word_after(text, match.end())[:1].isupper() else None
    if word == "al":
        return f"al{stop(match)}" if dot and before == "et" else None
    if word == "est" and not _YEAR_NEXT.match(text, match.end()):
        return "estimated" if dot and _FIGURE_NEXT.match(text, match.end()) else None
    if word in ("mt", "ft"):
        return said if written[0].isupper() and word_after(text, match.end())[:1].isupper() else None
    if word in _BEFORE_A_FIGURE:
        if not (dot and _FIGURE_NEXT.match(text, match.end())):
            return None
    elif word in _BEHIND_A_NAME:
        named = (
            before[:1].isupper() or before_it(text, match.start(), 2) == "& " or (word == "apt" and _FIGURE_NEXT.match(text, match.end()))
        )
        if not (named and written[0].isupper() and dot):
            return None
    elif word not in _UNDOTTED and not dot:
        return None
    return (said if written[0].islower() else said[0].upper() + said[1:]) + stop(match)


AT_WORDS: tuple[Rule, ...] = (
    ("abbreviation", _COUNTY, lambda match, here: None if before_it(match.string, match.start(), 2) == "& " else "County"),
    ("abbreviation", _COMPARED, _compared),
    ("title", _MARK, lambda match, here: {"M": "Mark ", "W": "Week ", "w": "week "}[match.group()[0]]),
    ("score", _BEAT, lambda match, here: "beat"),
    ("score", _AFTER_TIME, lambda match, here: "after extra time"),
    ("score", _AGGREGATE, lambda match, here: "aggregate" if match.group()[0] == "a" else "penalties"),
    ("number", _MAJORITY, lambda match, here: "majority"),
    ("title", _TITLE, _title),
    ("title", _SAINT, _saint),
    ("abbreviation", _NUMBER_TEN, _number_ten),
    ("abbreviation", _NUMBER, _number),
    ("abbreviation", _PAGE, _page),
    ("time", _HALF, _half),
    ("abbreviation", _ABOUT, lambda match, here: "about "),
    ("abbreviation", _LIVED, lambda match, here: "born " if match["w"] == "b" else "died "),
    ("abbreviation", _WEEK, lambda match, here: _WEEKS[match["w"]]),
    ("abbreviation", _LATIN, _latin),
    ("abbreviation", _SHORTENED, _shortened),
)
