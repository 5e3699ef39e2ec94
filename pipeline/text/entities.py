"""Character references of HTML (`&amp;`, `&#8217;`) as what they stand for."""

from __future__ import annotations

import html

from pipeline.regex import regex

_NO_CHARACTER = regex(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
"""More digits than any character has. Python reads no number of more than 4,300 (`sys.int_info`), and raises."""


def unescaped(text: str) -> str:
    """The text; a number that is no character's becomes U+FFFD, as HTML has it (§13.2.5.80)."""
    return html.unescape(_NO_CHARACTER.sub("�", text))
