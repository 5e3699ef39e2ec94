"""A page that a browser saved as one file (MHTML): the page in it."""

from __future__ import annotations

import email
import email.policy
import re

from pipeline.read.charset import text_of
from pipeline.regex import regex

_MHTML = regex(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)


def unpack(data: bytes, name: str) -> tuple[str, str]:
    """The text of the page in an MHTML file and the address that it was saved from; empty for any other file."""
    if not _MHTML.match(data[:4096].replace(b"\r\n", b"\n")):
        return "", ""
    try:
        parts = list(email.message_from_bytes(data, policy=email.policy.default).walk())
    except (RecursionError, ValueError, LookupError):
        return "", ""
    for part in parts:
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                address = str(part.get("Content-Location") or parts[0].get("Snapshot-Content-Location") or "")
                charset = part.get_content_charset() or ""
                return text_of(payload, name, charset), address if re.match(r"https?://", address) else ""
    return "", ""
