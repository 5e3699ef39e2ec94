"""Bytes → text for what can say its own encoding: pages, feeds, saved pages."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import BriefingError
from pipeline.read.decode import MAX_BYTES, clean, undeclared
from pipeline.regex import regex

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a label means on the web: https://encoding.spec.whatwg.org/#names-and-labels. Latin-1 and ASCII are Windows-1252 there, and a
# declaration that can be read as ASCII is not in UTF-16 whatever it says.
_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
    "x-sjis": "cp932", "unicode": "utf-8", "utf8": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "utf-7": "utf-8",
    "tis-620": "cp874", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
}  # fmt: skip
_SHIFTED = regex(r"iso-?2022|hz-gb|^hz$", re.IGNORECASE)
"""Encodings whose bytes are all ASCII: they would pass for UTF-8."""
_DECLARED = regex(
    rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_LOOK = 4096
"""Bytes in which a page says its encoding (the web's rule is 1,024; some put scripts first)."""
_PACKED = regex(rb"(?<=;base64,)[A-Za-z0-9+/=]{200,}|(?:^[A-Za-z0-9+/=]{60,80}\r?\n){20,}", re.MULTILINE)
"""Pictures and fonts in a page that was saved as one file: they make it large, and nothing is told of them."""
_CONTROL = regex(r"[\x00-\x08\x0e-\x1f]")


def text_of(data: bytes, name: str, declared: str = "", *, tabs: bool = False) -> str:
    """The text of a page or a feed: by its mark; as UTF-8 where it can be; as `declared` (by a server), as it declares itself; else as `decode` has it.

    Lines, spaces and marks that cannot be seen are as in `decode`; with `tabs` those are kept. Raises BriefingError for what is empty, binary or far too large.
    """
    if not data.strip():
        raise BriefingError("the file is empty", where=name, remedy="Save it again")
    if len(data) > MAX_BYTES:
        data = _PACKED.sub(b"", data)
    if len(data) > MAX_BYTES:
        remedy = "Save the article alone, or paste its text"
        raise BriefingError(f"it has {len(data) / 1e6:.0f} MB; at most {MAX_BYTES // 1_000_000} MB are read", where=name, remedy=remedy)
    text = _decoded(data, declared)
    # Those that stand in the file itself, as in an item file of a page that has them, are no fault of ours.
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    if len(_CONTROL.findall(text)) + lost > max(20, len(text) // 50):
        raise BriefingError("this is not text", where=name, remedy="Give a page, a feed or a text")
    return clean(text, tabs=tabs)


def _decoded(data: bytes, declared: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:200]
    if head.count(0) > len(head) // 3:
        return data.decode("utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be", errors="replace")
    found = _DECLARED.search(data[:_LOOK])
    own = (found[1] or found[2]).decode("ascii") if found else ""
    labels = [label for label in (declared, own) if label]
    shifted = next((label for label in labels if _SHIFTED.search(label)), "")
    # UTF-8 says so itself: a text in another encoding that is valid UTF-8 does not occur, and servers are often wrong.
    for label in [shifted, "utf-8", *labels]:
        text = _strictly(data, label)
        if text is not None:
            return text
    return undeclared(data)


def _strictly(data: bytes, label: str) -> str | None:
    label = label.strip().lower()
    try:
        encoding = codecs.lookup(_LABELS.get(label, label)) if label else None
        # Python has codecs that are no encodings of text (rot13, zlib): `decode` refuses them.
        return data.decode(encoding.name) if encoding else None
    except (LookupError, ValueError):
        return None
