"""What the programme says of its own voices, and what it says where some of what is heard was said by people."""

from __future__ import annotations

import re

from pipeline.regex import regex

WHOLE = "The voices in this programme are synthetic: they read a script made from the day’s reports."
APART = f"Apart from the recordings, {WHOLE[0].lower()}{WHOLE[1:]}"

_ALL = regex(
    r"^(?:all )?(?:of )?(?:the|these) voices\b(?:(?!\b(?:some|other|but|except|apart|recording\w*)\b).)*\bsynthetic\b", re.IGNORECASE
)


def says_all(text: str) -> bool:
    """Whether a sentence says that all voices are synthetic."""
    return _ALL.match(text) is not None
