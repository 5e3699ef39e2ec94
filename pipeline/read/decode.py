"""Bytes → text: the encodings that pasted and saved news comes in."""

from __future__ import annotations

import codecs
import re
import unicodedata

from pipeline.errors import BriefingError
from pipeline.regex import regex
from pipeline.text.entities import unescaped

MAX_BYTES = 8_000_000
"""A day's live blog is some tens of kilobytes; a book is a megabyte. Past this it is the wrong file."""
MAX_LINE = 20_000
"""Characters. A paragraph of news has a few hundred; past this the line breaks were lost."""
MAX_LINES = 200_000
"""A day's live blog has some hundreds; past this it is no text of paragraphs."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Zero-width and direction marks say nothing aloud and can hide text from the person who reads the script.
_INVISIBLE = regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Printers' ligatures, wide letters, and the bold ones that posts are decked with: signs of their own for letters that everybody has.
_DRESSED = regex("[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
# UTF-8 that was read as Windows-1252 on its way here: what no word has beside these letters.
_MISREAD = regex(
    "\u00e2[\u20ac\x80][\x80-\xbf\u2018-\u2022\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u201a\u201e\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|\u00e2[\u201a\x82]\u00ac|(?<![A-Z])[\u00c2\u00c3][\u00a0-\u00bf]"
)
_REFERENCE = regex(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


SOUND = 4
"""So many sound letters for each that is broken make a text UTF-8 with a fault, and not another encoding."""
_CUT = regex("\\A\ufffd{1,3}|\ufffd\\Z")
# Quotation marks and dashes where they stand in English; small letters with accents; what stands in no English word.
_MARKS = regex(r"(?<=[A-Za-z])’(?=[a-z\s.,])|(?<![^\s(\[])[“‘](?=\w)|(?<=[\w.,!?…])”(?!\w)| [–—] |…(?!\w)|• ")
_LETTERS = regex(r"[à-öø-ÿ]")
_ODD = regex(r"[a-z][À-ÖØ-ÞŠŽ]|[\w][¸¹¨·Ÿ‡ˆ˜Œœ¤](?=\w)|\ufffd")


def decode(data: bytes, name: str) -> str:
    r"""The text of a file in UTF-8, UTF-16 or UTF-32 (by its mark, or by its zero bytes) or else Windows-1252 or Mac OS Roman.

    Lines end with `\n`, spaces are plain, composed characters are NFC, marks that cannot be seen are gone; no line is added or lost.
    Raises BriefingError for an empty, binary or far too large file.
    """
    if not data.strip():
        raise BriefingError("the file is empty", where=name, remedy="Paste the day's text into it")
    if len(data) > MAX_BYTES:
        raise BriefingError(
            f"the file has {len(data) / 1e6:.0f} MB; a briefing has at most {MAX_BYTES // 1_000_000} MB",
            where=name,
            remedy="Keep one day's text in it",
        )
    text = clean(_decode(data, name))
    if not text.strip():
        raise BriefingError("the file is empty", where=name, remedy="Paste the day's text into it")
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise BriefingError(
            f"the file has {len(lines):,} lines; a briefing has at most {MAX_LINES:,}", where=name, remedy="Keep one day's text in it"
        )
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise BriefingError(
                f"the line has {len(line):,} characters; a paragraph has at most {MAX_LINE:,}",
                where=f"{name}:{number}",
                remedy="Break it into paragraphs, one a line",
            )
    return text


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise BriefingError(
                    f"it starts as {encoding.upper()} but does not go on so", where=name, remedy="Save it as UTF-8"
                ) from error
    if b"\0" in data:
        return _utf16_without_mark(data, name)
    text = undeclared(data)
    controls = len(_CONTROL.findall(text)) + text.count("�")
    if controls > max(8, len(text) // 50):
        raise _not_text(name)
    return text


def undeclared(data: bytes) -> str:
    """The text of bytes that do not say their encoding: UTF-8, also where it was cut within a letter, else Windows-1252 or Mac OS Roman, by
    which of the two makes better English. Byte values that an encoding leaves open become U+FFFD.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _CUT.sub("", data.decode("utf-8", errors="replace"))
    lost = text.count("\ufffd")
    if sum(not c.isascii() for c in text) - lost >= SOUND * lost:
        return text
    return max((data.decode(encoding, errors="replace") for encoding in ("cp1252", "mac-roman")), key=_likely)


def _likely(text: str) -> int:
    return 2 * len(_MARKS.findall(text)) + len(_LETTERS.findall(text)) - 3 * len(_ODD.findall(text))


def _utf16_without_mark(data: bytes, name: str) -> str:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) / 2
    if odd > 0.6 * half and even < 0.1 * half:
        return data.decode("utf-16-le", errors="replace")
    if even > 0.6 * half and odd < 0.1 * half:
        return data.decode("utf-16-be", errors="replace")
    raise _not_text(name)


def _not_text(name: str) -> BriefingError:
    return BriefingError("this is not text", where=name, remedy="Give a text file: the pasted live blog, or an item file")


def without_references(text: str) -> str:
    """A pasted text with the characters that HTML writes as `&rsquo;` or `&amp;#8217;`; each line stays one."""
    if not _REFERENCE.search(text):
        return text
    return "\n".join(clean(" ".join(unescaped(unescaped(line)).split())) if "&" in line else line for line in text.split("\n"))


def _as_meant(match: re.Match[str]) -> str:
    """A sign whose bytes were taken for signs of Windows-1252."""
    data = b"".join(bytes([ord(c)]) if ord(c) < 256 else c.encode("cp1252") for c in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def clean(text: str, *, tabs: bool = False) -> str:
    """Text with plain line ends, spaces and letters, NFC, and without marks that cannot be seen; with `tabs` those stay."""
    text = _DRESSED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _MISREAD.sub(_as_meant, text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", " ").replace("\x0c", " ").replace("\u2028", " ")
    text = text.replace("\u2029", " ") if tabs else text.replace("\u2029", " ").replace("\t", " ")
    text = re.sub(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    return unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", text)))
