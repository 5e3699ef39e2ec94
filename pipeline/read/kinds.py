"""What each line of pasted news is: told, or part of the page around it. Rules in order; each says why."""

from __future__ import annotations

import re

from pipeline.model import Line
from pipeline.text.words import shared

_TIME = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\.?)?|(?:[01]?\d)\s?[ap]\.?m\.?|[0-2]\d[0-5]\d(?=\s?(?:GMT|BST|UTC|ET|CET|:))"
_ZONE = r"(?:\s?\(?(?:GMT|BST|UTC|EST|EDT|ET|CET|CEST|PT|local time)\b\)?)?"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s\w{3,9}\.?(?:\s\d{4})?|\w{3,9}\.?\s\d{1,2}"
    r"(?:,?\s\d{4})?|\d{4}-\d\d-\d\d)"
)

# A line that is nothing but when (and by whom).
_STAMP = re.compile(
    rf"^(?:(?:Posted|Published|Added)\s(?:at|on)?\s?)?(?:{_DAY},?\s(?:at\s)?)?(?:{_TIME}){_ZONE}"
    rf"(?:\s?[,|·•–—-]\s?{_DAY})?(?:\s?[,|·•]\s?[A-Z][\w.’' -]{{2,40}})?:?$|"
    r"^\d{1,3}\s?(?:s|m|min|mins|minutes?|h|hr|hrs|hours?|d|days?)\s(?:ago)$|^(?:just now|an hour ago|a minute ago)$",
    re.IGNORECASE,
)
# A stamp with the text behind it on the same line: `18:30 GMT - …`, `12.32pm: …`.
INLINE_STAMP = re.compile(rf"^((?:{_TIME}){_ZONE})\s?(?::\s|\s[-–—]\s|\s\|\s)(?=\S)", re.IGNORECASE)

_AGENCIES = (
    r"(?:AP|AFP|EPA|PA|PA Wire|Reuters|REUTERS|Getty(?: Images)?|GETTY(?: IMAGES)?|Anadolu|TASS|Sputnik|Shutterstock|Bloomberg|Alamy|Rex|"
    r"REX|Zuma|ZUMA|NASA|ESA|UPI|dpa|DPA|ANSA|Xinhua|NurPhoto|SOPA|Imago|WPA|Pool|POOL|Handout|HANDOUT|Supplied|WireImage|iStock)"
)
_CREDIT = re.compile(
    rf"^(?:(?:Photograph|Photo|Picture|Pictures|Image|Images|Video|Illustration|Graphic|Credit|Image source|Image credit|Source)s?\s?[:,]\s?.+"
    rf"|(?:Photograph|Photo|Picture)s?\sby\s.+|©.*|\(c\)\s.*|[\w.’'’ À-ÿ-]+\s?/\s?[\w.’' /À-ÿ-]*{_AGENCIES}[\w /]*|{_AGENCIES}(?:\s?/\s?[\w .]+)*"
    r"|(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]+\s?){1,5}(?:/\s?[A-ZÀ-ÖØ-Þ .’'/&-]+)?(?:\sFOR THE \w+)?|.{2,40}\sFOR THE TIMES)$"
)
_INLINE_CREDIT = re.compile(
    rf"(?:Photograph|Photo|Picture|Image|Credit)s?\s?:\s?[^.]+$|\([^()]*{_AGENCIES}[^()]*\)$|©\s?[^.]+$|[.\s][A-ZÀ-Þ][\wÀ-ÿ’' .-]+/\s?{_AGENCIES}[\w /]*$"
)
_CAPTION_CUES = re.compile(
    r"\bpictured\b|\bfrom (?:left|right)\b|\((?:left|right|centre|center|above|below)\)|^(?:Image caption|Caption)\b|\bfile (?:photo|picture|pic)\b|"
    r"\bin this (?:photo|image|picture|handout)\b",
    re.IGNORECASE,
)
_PROMO = re.compile(
    r"\b(?:sign up|subscribe|subscription|newsletter|our podcast|podcast tells|listen (?:to|now|here)|download (?:the|our) app|"
    r"follow (?:us|our)|join the conversation|read more|more on this story|click here|tap here|watch live|get in touch|have your say|"
    r"whatsapp us|e-?mail us|support (?:us|the|our)|donate|become a (?:member|supporter)|for more,? (?:see|go)|turn on notifications|"
    r"in your inbox|free trial|advertisement|sponsored)\b|^(?:the [\w ]*podcast)\b.*\b(?:day|week|episode)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:share(?: this| on .*)?|copy link|link copied|print|save|comments?(?: \(\d+\))?|\d+ comments?|reply|like|menu|search|home|live|live feed|"
    r"key (?:events|moments|points|updates)|summary|top stories|latest updates?|most (?:recent|viewed|read)|show (?:more|key events only)|"
    r"load more|pinned post|breaking(?: news)?|related(?: topics| stories| content)?|topics|more on|skip to .*|back to top|next|previous|close|"
    r"facebook|twitter|x|whatsapp|messenger|email|linkedin|reddit|(?:last )?updated (?:at|on|\d).*|(?:first )?published (?:at|on|\d).*|"
    r"advertisement|newest first|oldest first|view image in fullscreen|image|video|gallery|play video|read (?:on|full story)|"
    r"this live (?:page|blog|feed) (?:is|has) .*|we are (?:now )?closing this .*|reporting by .*|editing by .*|additional reporting .*|"
    r"compiled by .*|our standards:.*|.*all rights reserved.*|[\W_]+)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:By|Written by|Words by)\s(?:[A-ZÀ-Þ][\w’'À-ÿ.-]+(?:\s|,\s|\sand\s|$)){1,6}.{0,60}$|"
    r"^[A-ZÀ-Þ][\w’'À-ÿ-]+\s[A-ZÀ-Þ][\w’'À-ÿ-]+(?:\sin\s[A-ZÀ-Þ]\w+)?,?\s(?:[\w ]+)?(?:correspondent|editor|reporter)(?:\sin\s\w+)?$"
)

_STOPPED = re.compile(r"[.!?…:;][”\"’')\]]*$")


def stamp_of(text: str) -> str:
    """The stamp that a line starts with, as written; empty if it has none."""
    match = INLINE_STAMP.match(text)
    return match.group(1).strip() if match else ""


def without_stamp(text: str) -> str:
    """A line's words without the stamp in front of them."""
    return INLINE_STAMP.sub("", text, count=1).strip()


def classify(text: str) -> tuple[Line, ...]:
    """Each line of a decoded text with its kind, the reason and how sure that is. As many lines as the text has."""
    raw = text.split("\n")
    if raw and not raw[-1]:
        raw.pop()
    kinds = [_alone(line.strip()) for line in raw]
    _beside(raw, kinds)
    return tuple(Line(n, line.strip(), *kind) for n, (line, kind) in enumerate(zip(raw, kinds, strict=True), 1))


_Kind = tuple[str, str, float]
_OPEN: _Kind = ("", "", 0.0)


def _alone(line: str) -> _Kind:
    """What a line shows by itself; `_OPEN` where its neighbours must say."""
    if not line:
        return "blank", "empty", 1.0
    short = len(line) <= 90
    if short and _STAMP.match(line):
        return "stamp", "only a time, or a time and a name", 0.97
    if INLINE_STAMP.match(line):
        return "body", "a time with the text behind it", 0.95
    if short and _FURNITURE.match(line):
        return "furniture", "part of the page around the text", 0.95
    if re.fullmatch(r"https?://\S+|www\.\S+", line):
        return "furniture", "only a web address", 0.95
    if short and not line.endswith((".", "!", "?", "”", '"')) and _CREDIT.match(line) and not _quoted(line):
        return "credit", "short, no full stop, names a photographer or an agency", 0.95
    if short and _BYLINE.match(line):
        return "furniture", "a byline", 0.9
    if _PROMO.search(line) and len(line) <= 240 and not _quoted(line):
        return "promo", "asks the reader to listen, subscribe or read elsewhere", 0.9
    if _CAPTION_CUES.search(line) and len(line) <= 300 and not _quoted(line):
        return "caption", "speaks of a picture", 0.85
    if _INLINE_CREDIT.search(line) and len(line) <= 300 and not _quoted(line):
        return "caption", "ends with a picture credit", 0.9
    if _STOPPED.search(line) or len(line) > 220:
        return "body", "a full sentence", 0.95
    return _OPEN


def _quoted(line: str) -> bool:
    return line.startswith(("“", '"'))


def _beside(raw: list[str], kinds: list[_Kind]) -> None:
    """Decide what only the neighbours can tell: captions, headings, teasers above a promo."""
    full = sum(kind[0] == "body" for kind in kinds)
    open_lines = [i for i, kind in enumerate(kinds) if kind == _OPEN]
    before_credit = {i for i in open_lines if _next_kind(kinds, i) == "credit"}
    # Where nearly every line has its full stop, a line without one is no sentence of the text.
    rare = len(open_lines) - len(before_credit) <= max(1, full // 8)
    for i in open_lines:
        line = raw[i].strip()
        follows = _previous_kind(kinds, i)
        nearest = _next_line(raw, kinds, i)
        if i in before_credit:
            kinds[i] = ("caption", "no full stop, and a picture credit follows", 0.97)
        elif follows == "stamp":
            kinds[i] = ("heading", "no full stop, right below a time", 0.85)
        elif _next_kind(kinds, i) == "stamp" and len(line) <= 120 and _stamp_below(kinds):
            kinds[i] = ("heading", "no full stop, right above a time", 0.8)
        elif i == _first(kinds) and nearest and len(line) <= 120:
            kinds[i] = ("heading", "no full stop, the first line of the text", 0.75)
        elif nearest and len(line) <= 120 and shared(line, nearest) >= 0.4 and not rare:
            kinds[i] = ("heading", "no full stop, and the next line takes up its words", 0.7)
        elif rare:
            kinds[i] = ("caption", "no full stop in a text whose sentences have theirs, and it breaks the thread", 0.7)
        elif len(line.split()) >= 12:
            kinds[i] = ("body", "long enough for a sentence, though it has no full stop", 0.5)
        else:
            kinds[i] = ("heading", "short, without a full stop", 0.5)
    _teasers(raw, kinds)


def _teasers(raw: list[str], kinds: list[_Kind]) -> None:
    """A paragraph that ends on a question, right above a promo, is the promo's teaser."""
    for i, kind in enumerate(kinds):
        if kind[0] == "body" and _next_kind(kinds, i) == "promo" and raw[i].strip().endswith("?") and not _quoted(raw[i].strip()):
            kinds[i] = ("promo", "asks the reader a question, right above a promo", 0.85)


def _stamp_below(kinds: list[_Kind]) -> bool:
    """True where stamps stand below their headings: the first one comes after some text."""
    first = next(i for i, kind in enumerate(kinds) if kind[0] == "stamp")
    return any(kind[0] not in ("blank", "furniture", "promo") for kind in kinds[:first])


def _first(kinds: list[_Kind]) -> int:
    return next((i for i, kind in enumerate(kinds) if kind[0] not in ("blank", "furniture", "promo")), -1)


def _next_kind(kinds: list[_Kind], i: int) -> str:
    return next((kind[0] for kind in kinds[i + 1 :] if kind[0] != "blank"), "")


def _previous_kind(kinds: list[_Kind], i: int) -> str:
    return next((kind[0] for kind in reversed(kinds[:i]) if kind[0] != "blank"), "")


def _next_line(raw: list[str], kinds: list[_Kind], i: int) -> str:
    return next((raw[j].strip() for j in range(i + 1, len(raw)) if kinds[j][0] == "body"), "")
