"""An e-mail as it is sent or saved (.eml) → its text: the part in plain words, else its page, below the lines of its head that say what it is."""

from __future__ import annotations

import email
import email.policy
import quopri
import re
from email.message import EmailMessage

from pipeline.errors import BriefingError
from pipeline.read.decode import undeclared
from pipeline.regex import regex

LOOK = 20_000
"""Bytes that show what it is."""
LEAST = 40
"""Characters of a plain part: what has fewer only says that there is a page."""

_HEAD = regex(
    rb"(?:\xef\xbb\xbf)?(?:From .*\r?\n)?(?:[A-Z][\w-]*: .*\r?\n(?:[ \t].*\r?\n)*){0,80}(?:MIME-Version|Content-Transfer-Encoding): ",
    re.IGNORECASE,
)
_SAVED_PAGE = regex(rb"^(?:Snapshot-Content-Location:|Content-Location: https?:|From: .?Saved by )", re.IGNORECASE | re.MULTILINE)
_ENCODED = regex(r"=[0-9A-F]{2}=[0-9A-F]{2}|=\r?\n")
_ESCAPED = regex(rb"=[0-9A-F]{2}|=\r?\n")
_BROKEN = regex(rb"[^=\r\n ]=\r?\n")
"""A line that goes on below."""
LONGEST_QUOTED = 77
"""Bytes of a line in quoted-printable (RFC 2045 section 6.7), and its end."""
LEAST_BROKEN = 2
_SHOWN = ("From", "Date", "Subject")


def is_one(data: bytes) -> bool:
    """Whether bytes are an e-mail with its encoding, and not a page that a browser saved in that form."""
    head = data[:LOOK]
    return _HEAD.match(head) is not None and _SAVED_PAGE.search(head) is None


def unquoted(data: bytes) -> bytes:
    """The text of bytes that are the body of an e-mail as it was sent, without its head; any others as they are."""
    if len(_BROKEN.findall(data)) < LEAST_BROKEN or b"=" in _ESCAPED.sub(b"", data) or max(map(len, data.split(b"\n"))) > LONGEST_QUOTED:
        return data
    return quopri.decodestring(data)


def text_of(data: bytes, name: str) -> bytes:
    """The text of an e-mail, in UTF-8: HTML where it has no other. Raises BriefingError where it has none that can be read."""
    try:
        message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), _class=EmailMessage, policy=email.policy.default)
        plain, page = message.get_body(("plain",)), message.get_body(("html",))
        words, html = _content(plain), _content(page)
        head = [f"{key}: {' '.join(str(message[key]).split())}" for key in _SHOWN if message[key]]
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise BriefingError(
            "the text of this e-mail cannot be read", where=name, remedy="Open it, and copy its text into a file"
        ) from error
    if html.strip() and len(words.strip()) < LEAST:
        return html.encode("utf-8", "replace")
    if not words.strip():
        raise BriefingError(
            "there is no text in this e-mail", where=name, remedy="Open what is attached to it, and copy its text into a file"
        )
    return "\n".join([*head, "", words]).encode("utf-8", "replace")


def _content(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    raw, label = part.get_payload(decode=True), part.get_content_charset("us-ascii")
    data = raw if isinstance(raw, bytes) else b""
    try:
        content = data.decode(label)
    except (LookupError, UnicodeDecodeError):  # it is none of what its head says
        content = undeclared(data)
    content = content.replace("\r\n", "\n")
    if not part["Content-Transfer-Encoding"] and _ENCODED.search(content):  # the line that says so was lost
        content = quopri.decodestring(content.encode("utf-8", "replace")).decode("utf-8", "replace")
    return content
