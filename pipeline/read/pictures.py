"""Pictures that the page shows: credits, captions, and which update each belongs to."""

from __future__ import annotations

import re

from pipeline.read.bylines import NAME, is_name
from pipeline.regex import regex
from pipeline.text.names import REPORTS

LONGEST_CREDIT = 110
LONGEST_CAPTION = 600
"""Characters."""

_AGENCY_WORDS = (
    "AP", "AFP", "EPA", "EPA-EFE", "PA", "PA Wire", "PA Media", "Press Association", "Reuters", "Getty", "Getty Images", "Anadolu", "TASS", "Sputnik", "Shutterstock",
    "Bloomberg", "Alamy", "Rex", "Zuma", "NASA", "ESA", "UPI", "DPA", "ANSA", "Xinhua", "NurPhoto", "SOPA", "Imago", "WPA", "Pool", "Handout",
    "Supplied", "WireImage", "iStock", "iStockphoto", "EFE", "Keystone", "Sipa", "Maxar", "Planet Labs", "Eyevine", "PA Images", "AP Photo", "Associated Press",
    "Agence France-Presse", "File Photo", "Picture Alliance", "NTB", "TT", "Belga", "LUSA", "APA", "MAXPPP", "Abaca", "Hans Lucas", "Le Pictorium",
    "Magnum", "Panos", "Polaris", "Redux", "Contour", "AAP", "Kyodo", "Yonhap", "SWNS", "LNP", "Avalon", "Backgrid", "Splash", "PinPep", "TNT",
)  # fmt: skip
AGENCY = rf"(?:{'|'.join(sorted((re.escape(word) for word in _AGENCY_WORDS), key=len, reverse=True))})"
_AGENCY = regex(rf"(?:(?:via|for)\s)?(?:The\s)?(?i:{AGENCY})(?:\s(?:via|for)\s.{{2,40}}|\sfile(?:\sphoto)?|\s?\d{{4}})?")
_LABEL = (
    r"(?:Photograph|Photo|Picture|Pic|Image|Video|Footage|Illustration|Graphic|Map|Chart|Credit|Image source|Image credit|Photo credit|Picture credit|"
    r"Video credit|Source|Foto|Bild|Crédit|Copyright|PHOTOGRAPH|PHOTO|PICTURE|IMAGE|CREDIT|VIDEO)"
)
_LABELLED = regex(rf"{_LABEL}s?\s?(?:[:©]|\sby\s)\s?\S|Image (?:source|credit)\s?,\s?\S|©|\(c\)\s|\([Cc]opyright\)", re.IGNORECASE)
_FOR_PAPER = regex(rf"(?:{NAME}|[A-ZÀ-ÖØ-Þ.’' -]{{4,40}})\s(?:for|FOR)\s(?:the|The|THE)\s(?:[A-Z][\w’']+\s?){{1,4}}")
_CAPITALS = regex(r"(?:[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ.’'-]){1,25}(?:\s|$)){1,5}")
_SMALL_WORDS = frozenset(
    "A AN AND AS AT BY FOR FROM HAS HAVE IN IS NO NOT OF ON OR OVER THE TO WITH WAS WHAT WILL WHO HOW WHY AFTER AMID".split()
)
_CUES = regex(
    r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )\bpictured (?:above|below|here|left|right|in|at|on|with|during|outside|last|earlier)\b|"
    r"\bfrom (?:left|right|l to r)\b(?=[:,)]|\sto\s(?:left|right|r|l)\b\s?[:,(])|"
    r"\((?-i:left|right|centre|center|above|below|pictured|c|l|r)\)|^(?:(?:Image|Media|Video) )?caption\s?[:,]|"
    r"\bfile (?:photo|picture|pic|image)\b|\bin this (?:photo|image|picture|handout|frame|undated|screengrab|still)\b|\bhandout (?:photo|picture|image)\b|"
    r"^(?:A view of|A general view|A still|A screengrab|An aerial view|A satellite image)\b.*[^.]$",
    re.IGNORECASE,
)
_BARE_PICTURED = regex(r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )\bpictured\b", re.IGNORECASE)
_LABEL_END = regex(
    rf"\s(?:{_LABEL}|©)s?\s?(?:[:,]|\sby\s|©)\s?[^.:]{{2,70}}$|\s©\s?[^.]{{2,60}}$|\s(?:Photograph|Photo|Picture)s? by [^.]{{2,60}}$"
)
_BRACKET_END = regex(r"[\[(]([^()\[\]]{2,80})[\])]\.?$")
_SLASH_END = regex(rf"[.\s]({NAME}\s?/\s?[A-Z][^/.]{{1,40}}(?:/[^/.]{{2,40}}){{0,2}})$")
_VERB = regex(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|will|would|can|could|may|might|must|shall|should|did|does|do|went|came|took|gave|got|made|began|fell|rose|left|"
    r"told|found|saw|met|held|kept|lost|won|paid|put|set|cut|hit|let|led|ran|sent|shut|spent|stood|knew|thought|brought|bought|caught|became|broke|spoke|wrote|"
    r"\w{2,}ed|[a-z]+n[’']t)\b"
)


def is_credit(line: str) -> bool:
    """True for a line that only says whose picture it is: `JOSÉ ÁLVAREZ/AP`, `Photograph: Ann Other/Reuters`, `© 2025 …`, `Getty Images`."""
    if len(line) > LONGEST_CREDIT or line.startswith(("“", '"', "‘")):
        return False
    bare = line.strip("()[] ")
    if _LABELLED.match(bare):
        return not (line.endswith(".") and _VERB.search(bare))
    if line.endswith((".", "!", "?", "”", '"', ":")) or re.search(r"[a-zà-ÿ\d][.!?]\s", bare):
        return False
    if _AGENCY.fullmatch(bare) or _FOR_PAPER.fullmatch(bare) or re.search(rf"\bvia\s(?i:{AGENCY})\b", bare):
        return True
    parts = re.split(r"\s?/\s?|\s[|–—-]\s(?=[A-Z])|,\s(?=[A-Z])", bare)
    if 2 <= len(parts) <= 5 and _parts_of_credit(parts, "/" in bare):
        return True
    if not _CAPITALS.fullmatch(bare):
        return False
    words = bare.split()
    return len(words) <= 4 and not _SMALL_WORDS & set(words) and len(words) > 1 and is_name(" ".join(word.capitalize() for word in words))


def _parts_of_credit(parts: list[str], slash: bool) -> bool:
    agencies = sum(bool(_AGENCY.fullmatch(part)) for part in parts)
    for part in parts:
        words = part.split()
        if not words or len(words) > 6 or not (part[0].isupper() or _AGENCY.fullmatch(part)):
            return False
        if not (part.isupper() or _AGENCY.fullmatch(part) or is_name(part) or all(word[0].isupper() or len(word) <= 3 for word in words)):
            return False
    if slash:
        return agencies > 0 or all(part.isupper() for part in parts) or is_name(parts[0])
    return agencies > 0 and (is_name(parts[0]) or parts[0].isupper() or agencies == len(parts))


def caption(line: str) -> str:
    """Why a line is a caption; empty for a line that does not show it by itself."""
    if len(line) > LONGEST_CAPTION or line.startswith(("“", '"')):
        return ""
    told = bool(REPORTS.search(line)) and line.endswith((".", "”", '"'))
    if _CUES.search(line) and not told:
        return "speaks of a picture"
    if _BARE_PICTURED.search(line) and not line.endswith("."):
        return "speaks of a picture"
    bracket = _BRACKET_END.search(line)
    if bracket and _bracketed_credit(bracket.group(1)):
        return "ends with a picture credit"
    if _LABEL_END.search(line):
        return "ends with a picture credit"
    slash = _SLASH_END.search(line)
    if slash and is_credit(slash.group(1)):
        return "ends with a picture credit"
    last = re.split(r"[.!?]\s", line)[-1]
    if last != line and not last.endswith(".") and ("/" in last or _AGENCY.fullmatch(last)) and is_credit(last):
        return "ends with a picture credit"
    return ""


def _bracketed_credit(words: str) -> bool:
    if re.match(rf"{_LABEL}s?\s?:", words):
        return True
    words = re.sub(r"^(?:File|Handout|Photo|Image|Credit|Picture)s?\s?[:/]\s?", "", words)
    return (
        bool(_AGENCY.fullmatch(words))
        or ("/" in words and is_credit(words))
        or bool(re.search(rf"/\s?(?i:{AGENCY})\b|\b(?i:{AGENCY})\s?/", words))
    )


def tells(text: str) -> bool:
    """True for a text with a verb that tells: in the past, or a form of to be, to have, to do."""
    return _VERB.search(text) is not None


def fragment(text: str) -> bool:
    """True for one short phrase without a verb that tells: `A warming centre at the school on Tuesday night.`"""
    return len(text.split()) <= 25 and not re.search(r"[.!?]\s", text) and not _VERB.search(text) and not REPORTS.search(text)
