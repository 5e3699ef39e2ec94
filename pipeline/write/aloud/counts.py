"""Figures that are neither money, dates, times nor measures: scores, versions, plain numbers."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.fractions import PRICED
from pipeline.write.aloud.here import Here, Rule, before_it, before_noun, word_after, word_before
from pipeline.write.aloud.money import NUM
from pipeline.write.aloud.numbers import cardinal, code, digits, grouped, number, ordinal, plural
from pipeline.write.aloud.years import COUNTED

_FIXED = regex(
    r"(?P<n>(?<=Hills )90210|49ers|76ers|401\(k\)|501\(c\)(?:\([34]\))?|24/7|9/11|7/7|50[/–:-]50|9-1-1|1-1-2|9-9-9|9[–-]5|20/20|3Rs)(?![\w/]|[.,][0-9])"
)
_SAID = {
    "49ers": "Forty-niners", "76ers": "Seventy-sixers", "90210": "nine oh two one oh", "401(k)": "four oh one K", "501(c)": "five oh one C",
    "501(c)(3)": "five oh one C three", "501(c)(4)": "five oh one C four",
    "9-1-1": "nine one one", "1-1-2": "one one two", "9-9-9": "nine nine nine",
    "24/7": "twenty-four seven", "9/11": "nine eleven", "7/7": "seven seven", "50/50": "fifty-fifty",
    "50:50": "fifty-fifty", "50-50": "fifty-fifty", "9-5": "nine to five", "9–5": "nine to five", "50–50": "fifty-fifty", "20/20": "twenty twenty",
    "3Rs": "three R's",
}  # fmt: skip
_SPACED_THING = regex(
    rf"[1-9][0-9]{{0,2}}(?:[ \u00a0][0-9]{{3}}){{1,3}}(?=\s?(?:[kMG]W|km|kg|ha|MWh|{'|'.join(sorted(COUNTED, key=len, reverse=True))})(?!\w))"
)
_ABOUT = frozenset("some nearly about almost over around than least most in for from by with the".split())
_DAY_OF_TERROR = regex(
    r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})(?![\w/]|[.,][0-9])(?P<sure>(?=(?:[\s-](?:terror|terrorist|Mumbai|Madrid|London|Paris|Hamas|Boston))?[\s-]"
    r"(?:attacks|attackers?|bombings|bombers?|terror|terrorists?|massacre|atrocity|atrocities|plotters|assault|siege|carnage)\b))?"
)
"""26/11: an attack that is called by its day and month."""
_BEFORE_NAMES = frozenset("the a an after since before post pre every another".split())
_EQUATION = regex(rf"{NUM}(?:\s?[-−+×*/÷∙⋅]\s?{NUM}){{1,6}}\s?=\s?[-−]?{NUM}(?![\w])")
_OPERATORS = {
    "-": "minus", "−": "minus", "+": "plus", "×": "times", "*": "times", "∙": "times", "⋅": "times", "/": "divided by", "÷": "divided by", "=": "equals",
}  # fmt: skip
_BY = regex(rf"(?P<n>{NUM})\s?[x×]\s?(?=[0-9])(?P<many>(?=10(?:\^|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]|\sto\sthe\spower)|{NUM}\s?(?:mg|mcg|[µμ]g|m[lL])(?!\w)))?")
"""2m x 3m; but 6.02 x 10^23 and 2 x 500mg are so many times."""

_AGED = regex(r"(?P<n>[0-9]{1,3})(?:[\s-]?(?:yo|y/o)|-y-o|-yrs?-old)(?P<s>s)?(?![\w-])")
_AGES = regex(r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?=[\s-]years?[\s-]olds?\b)")
_TIMES = regex(
    rf"(?P<n>{NUM})x(?=\s(?:more|less|higher|lower|bigger|larger|smaller|faster|slower|greater|better|worse|as|the|that|than|their|its|what|annual|earnings|revenue|sales|and|or|on|from|in|but)\b|[,;.)](?!\w)|$)|"
    rf"(?P<often>{NUM})x/(?P<per>day|week|month|year)(?!\w)"
)
_CALIBRE = regex(
    r"(?P<n>\.[0-9]{2,3}|[0-9]{2}(?=[\s-]cal\w*\s(?:machine|gun|rifle|round|bullet|sniper|pistol|weapon|ammunition|sniper)))[\s-]?cal(?:\.(?=\s[a-z]))?(?!\w)"
)
_POWER = regex(rf"(?P<n>{NUM})\^(?P<minus>-)?(?P<p>[0-9]{{1,4}})(?!\w)")
_SPACED = regex(r"[1-9][0-9]{0,2}(?: [0-9]{3}){0,3} 000(?: [0-9]{3}){0,3}(?!\w| [0-9])")
_BOEING = regex(r"(?P<n>7[0-9]7)(?P<more>-[0-9]{1,3}(?:ER|LR)?|X)?(?P<s>s)?(?![\w/]|[.,:-][0-9])")
_JETS = frozenset("max dreamliner jet jets airliner airliners plane planes aircraft jumbo freighter".split())
IDENTIFIES = 7
"""A number of so many figures without commas counts nothing: it is somebody's or something's."""
_IN_SO_MANY = regex(rf"(?P<n>{NUM})/(?P<of>1,000|10,000|100,000|1,000,000)(?![\w/]|[.,][0-9])")
_ROUNDS = regex(r"[5-9][0-9](?:-[5-9][0-9]){2,3}(?:\s?[—–-]{1,2}\s?[2-3][0-9]{2})?(?![\w-]|[.,:/][0-9])")
"""How a golfer went round: 68-71-70-69—278."""
_ISBN = regex(r"[0-9][0-9-]{7,16}[0-9X](?![\w-])")
_DOCKET = regex(r"(?P<a>[0-9]{2})[-–](?P<b>[0-9]{3,5})(?![\w-]|[.,][0-9])")
"""A case that came in a year: No. 22-1234."""
_NO = regex(r"\bNo\.?\s?$")
_SO_MANY_S = regex(r"1(?P<n>,000|0,000|00,000|000(?=s\sof)|0?0(?=s\sof))s(?!\w)")
_HUNDREDS = {"0": "tens", "00": "hundreds", "000": "thousands", "0000": "tens of thousands", "00000": "hundreds of thousands"}
_PLACED = regex(r"(?P<a>[1-9][0-9]?)(?:st|nd|rd|th)/(?P<b>[1-9][0-9]?)(?:st|nd|rd|th)(?!\w)")
_LABELLED = regex(r"(?P<n>[0-9]{1,6})(?![\w]|[.,][0-9])")
_SPELT = frozenset("ending pin code extension ext passcode otp zip resolution".split())
_DESIGNATED = frozenset(
    "cessna flight room route highway platform gate bus channel area interstate lot apartment apt unit locker exit form".split()
)

_SCORE = regex(
    r"(?P<a>[0-9]{1,2})[-–](?P<b>[0-9]{1,2})(?![\w%/]|[.,:-][0-9]|[-–][0-9a-z]|\s?(?:per cent|percent|million|billion|m\b|km|kg|am|pm))"
)
_WON = frozenset(
    """won win wins winning beat beats beaten beating lost lose loses losing drew draw draws drawn drawing defeat defeats defeated defeating victory
    lead leads led leading trail trails trailing trailed score scored scoreline result level finished ended ahead behind down up set
    tie tied advantage thrashed stunned edged thumped hammered aggregate""".split()
)
_SET_BEFORE = regex(r"(?<![\w.,-])([0-7])[-–]([0-7])(?:\s?\([0-9]{1,2}(?:[-–][0-9]{1,2})?\))?,?\s(?:and\s)?$")
_SET_BEHIND = regex(r",?\s(?:and\s)?([0-7])[-–]([0-7])(?![\w%/-]|[.,:][0-9])")
_SET = (6, 7)
"""Games that win a set."""
_TIE_BREAK = regex(r"\s?\([0-9]{1,2}(?:[-–][0-9]{1,2})?\)")
_BETWEEN = frozenset("a an the by to in from after with their his her its at was were it is of on".split())

_ADDRESS = regex(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w]|\.[0-9])")
_VERSION = regex(r"[0-9]{1,6}(?:\.[0-9]{1,6}){2,5}(?![\w]|\.[0-9])")
_ORDINAL = regex(r"(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?P<th>st|nd|rd|th|ST|ND|RD|TH)\b")
_POUNDS = regex(r"\s?(?:[0-9]|1[0-3])\s?lbs?(?!\w)")
"""Behind stones."""
_FORMATION = regex(r"[1-6](?:[-–][1-6]){2,3}(?![\w%/]|[.,:–-][0-9])")
_RECORD = regex(r"(?P<n>[0-9]{1,3}(?:[-–][0-9]{1,3}){2})(?=\s(?:record|vote|win|season|start|finish|defeat|victory|majority)\b)")
_PLAYERS = 10
"""Of a football team beside its goalkeeper."""
_RATIO = regex(r"(?P<a>[0-9]{1,5}(?:\.[0-9]+)?):(?P<b>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,5}(?:\.[0-9]+)?)(?![\w:])")
_PLURAL = regex(r"(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})['’]?s\b")
_LETTERED = regex(r"(?P<n>[0-9]{1,4}(?:\.[0-9])?)(?P<l>[A-Z]{1,2}|[xabcde])(?P<s>['’]?s)?(?![\w@#&+*=/-]|\.\w)")
_PLAIN = regex(rf"(?P<n>{NUM})(?![\w@#$=^~<>|\\_]|\*(?!\W|$))(?P<plus>\+(?![0-9\w=+]))?(?!\+\+)")


def _equation(match: re.Match[str], here: Here) -> str:
    return " ".join(_OPERATORS.get(part) or number(part, here.style) for part in re.findall(rf"{NUM}|[^\s0-9]", match.group()))


def _aged(match: re.Match[str], here: Here) -> str:
    return f"{number(match['n'], here.style)}-year-old{match['s'] or ''}"


def _ages(match: re.Match[str], here: Here) -> str:
    """16/17-year-olds."""
    return f"{number(match['a'], here.style)} or {number(match['b'], here.style)}"


def _times(match: re.Match[str], here: Here) -> str:
    """10x more, 4x/day."""
    return f"{number(match['n'] or match['often'], here.style)} times{' a ' + match['per'] if match['per'] else ''}"


def _calibre(match: re.Match[str], here: Here) -> str:
    n = "fifty" if match["n"] == ".50" else number(match["n"], here.style)
    return f"{n} {'calibre' if here.style.british else 'caliber'}"


def _power(match: re.Match[str], here: Here) -> str:
    return f"{number(match['n'], here.style)} to the power of {'minus ' if match['minus'] else ''}{number(match['p'], here.style)}"


def _spaced_thing(match: re.Match[str], here: Here) -> str | None:
    """12 500 people, grouped as in South Africa; but not "a Boeing 737 200 people"."""
    before = word_before(match.string, match.start())
    named = before[:1].isupper() and before.lower() not in _ABOUT
    return None if named or before.isdigit() or before.lower() in _DESIGNATED else number(re.sub(r"\s", "", match.group()), here.style)


def _day_of_terror(match: re.Match[str], here: Here) -> str | None:
    before, n = word_before(match.string, match.start()).lower(), (int(match["d"]), int(match["m"]))
    known = n == (26, 11) and before not in ("on", "by", "until", "till", "from", "to")
    named = match["sure"] is not None and (before in _BEFORE_NAMES or before.endswith(("'s", "’s"))) and 0 < n[0] < 32 and 0 < n[1] < 32
    return " ".join(cardinal(each, here.style) for each in n) if known or (named and min(n) < 13) else None


def _boeing(match: re.Match[str], here: Here) -> str | None:
    after = word_after(match.string, match.end()).lower()
    if word_before(match.string, match.start()) != "Boeing" and not (match["s"] or match["more"]) and after not in _JETS:
        return None
    words = digits(match["n"])
    if more := re.fullmatch(r"-?([0-9]*)([A-Z]*)", match["more"] or ""):
        words = " ".join(filter(None, (words, code(more[1], here.style) if more[1] else "", " ".join(more[2]))))
    return plural(words) if match["s"] else words


def _labelled(match: re.Match[str], here: Here) -> str | None:
    """A number that names something: "card ending in 8876", "flight 370", "room 1949"."""
    text, n = match.string, match["n"]
    before = word_before(text, match.start()).lower()
    if before in ("in", "is"):
        earlier = word_before(text, match.start() - len(before) - 1).lower()
        return digits(n) if earlier == "ending" or (before == "is" and earlier in _SPELT) else None
    if before in _SPELT:
        return digits(n)
    return code(n, here.style) if before in _DESIGNATED and len(n) > 2 else None


def _score(match: re.Match[str], here: Here) -> str | None:
    text, a, b = match.string, int(match["a"]), int(match["b"])
    if match["a"][0] == "0" and len(match["a"]) > 1:
        return None
    before = word_before(text, match.start())
    if before.lower() in _BETWEEN:
        before = word_before(text, match.start() - len(before) - 1)
    won = before.lower() in _WON or word_after(text, match.end()).lower() in (*_WON, "finish")
    won = won or bool(_TIE_BREAK.match(text, match.end())) or _next_set(match, max(a, b))
    if (not won and (a < b or a > 20)) or (won and a > 20 and b > 20) or _priced(before, word_after(text, match.end())):
        return None  # a range; votes; a 4-1 favourite
    nil = "nil" if here.style.british and max(a, b) < 12 else "zero"
    apart = (
        "," if text[match.end() : match.end() + 2].strip().isdigit() and _SET_BEHIND.match(text, match.end()) else ""
    )  # 6-3 3-6: so many figures in a row
    return f"{cardinal(a, here.style) if a else nil} {cardinal(b, here.style) if b else nil}{apart}"


def _priced(before: str, after: str) -> bool:
    return before.lower() in ("odds", "price", "priced") or after.lower() in PRICED


def _next_set(match: re.Match[str], games: int) -> bool:
    """Whether it stands beside another set of tennis: 6-4, 3-6."""
    before = _SET_BEFORE.search(match.string, max(0, match.start() - 16), match.start()) or _SET_BEHIND.match(match.string, match.end())
    return before is not None and games in _SET and max(int(before[1]), int(before[2])) in _SET


def _formation(match: re.Match[str], here: Here) -> str | None:
    """How a football team stands: 4-4-2."""
    lines = re.findall("[0-9]", match.group())
    return " ".join(map(digits, lines)) if sum(map(int, lines)) == _PLAYERS else None


def _address(match: re.Match[str], here: Here) -> str:
    return " dot ".join(map(digits, match.group().split(".")))


def _version(match: re.Match[str], here: Here) -> str:
    parts = match.group().split(".")
    if len(parts[0]) < 4 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:]):  # grouped as on the Continent
        return number("".join(parts), here.style)
    return " point ".join(number(part, here.style) for part in parts)


def _ordinal(match: re.Match[str], here: Here) -> str | None:
    n = int(match["n"].replace(",", ""))
    if match["th"] == "st" and _POUNDS.match(match.string, match.end()):
        return None
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    if match["th"].lower() == ending:
        return ordinal(n, here.style)
    if match["th"] == "st" and n % 100 != 1:
        return None  # "12st 4lb": stone
    return f"{cardinal(n, here.style)} {match['th']}"


def _ratio(match: re.Match[str], here: Here) -> str:
    degree = match["a"] == "2" and match["b"] in ("1", "2") and word_after(match.string, match.end()) in ("degree", "degrees")
    return f"{number(match['a'], here.style)}{' ' if degree else ' to '}{number(match['b'], here.style)}"  # a 2:1 degree


def _plural(match: re.Match[str], here: Here) -> str:
    return plural(number(match["n"], here.style))


def _lettered(match: re.Match[str], here: Here) -> str:
    """5G, 4K, 16c, 2x, 7B: the letters by themselves."""
    return f"{number(match['n'], here.style)} {' '.join(match['l'])}{chr(39) + 's' if match['s'] else ''}"


def _plain(match: re.Match[str], here: Here) -> str:
    n = match["n"]
    words = (
        grouped(n)
        if n.isdigit() and len(n) >= IDENTIFIES and not n.endswith("000") and not before_noun(match.string, match.end())
        else number(n, here.style)
    )
    return f"{words} plus" if match["plus"] else words


def _isbn(match: re.Match[str], here: Here) -> str | None:
    """ISBN 978-0-306-40615-7."""
    if word_before(match.string, match.start()).upper() not in ("ISBN", "ISSN", "ISBN-13", "ISBN-10"):
        return None
    return ", ".join(grouped(part.rstrip("X")) + (" X" if part.endswith("X") else "") for part in match.group().split("-") if part).strip()


def _docket(match: re.Match[str], here: Here) -> str | None:
    if word_before(match.string, match.start()).lower() not in ("no", "no.") and not _NO.search(before_it(match.string, match.start(), 5)):
        return None
    return f"{code(match['a'], here.style)} dash {code(match['b'], here.style)}"


FIRST: tuple[Rule, ...] = (
    ("number", _ISBN, _isbn),
    ("number", _DOCKET, _docket),
    ("number", _SO_MANY_S, lambda match, here: _HUNDREDS[match["n"].replace(",", "")]),
    ("ordinal", _PLACED, lambda match, here: f"{ordinal(int(match['a']), here.style)} or {ordinal(int(match['b']), here.style)}"),
    ("number", _IN_SO_MANY, lambda match, here: f"{number(match['n'], here.style)} per {number(match['of'], here.style)}"),
    ("score", _ROUNDS, lambda match, here: ", ".join(number(n, here.style) for n in re.findall("[0-9]+", match.group()))),
    ("sign", _EQUATION, _equation),
    ("measure", _BY, lambda match, here: f"{number(match['n'], here.style)} {'by' if match['many'] is None else 'times'} "),
    ("number", _AGED, _aged),
    ("number", _AGES, _ages),
    ("number", _TIMES, _times),
    ("number", _CALIBRE, _calibre),
    ("number", _POWER, _power),
    ("number", _SPACED, lambda match, here: number(match.group().replace(" ", ""), here.style)),
    ("number", _SPACED_THING, _spaced_thing),
    ("number", _FIXED, lambda match, here: _SAID[match["n"]]),
    ("number", _DAY_OF_TERROR, _day_of_terror),
)
"""Before dates: they look like them."""
ORDINALS: tuple[Rule, ...] = (("ordinal", _ORDINAL, _ordinal),)
"""Before measures: "1st" is no stone."""
NAMED: tuple[Rule, ...] = (
    ("number", _BOEING, _boeing),
    ("phone", _ADDRESS, _address),
    ("version", _VERSION, _version),
    ("score", _RECORD, lambda match, here: " ".join(number(n, here.style) for n in re.findall("[0-9]+", match["n"]))),
    ("number", _FORMATION, _formation),
    ("score", _SCORE, _score),
)
"""Before fractions."""
LATE: tuple[Rule, ...] = (
    ("ratio", _RATIO, _ratio),
    ("number", _PLURAL, _plural),
    ("letters", _LETTERED, _lettered),
    ("number", _LABELLED, _labelled),
)
LAST: tuple[Rule, ...] = (("number", _PLAIN, _plain),)
