"""Somebody whom the text does not name: `an aide`, `one of the divers`."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, KIN, ROLES

LONGEST = 60
"""Characters of what somebody without a name is called by."""
SOMEBODY = ""
"""Somebody speaks whom the text does not name: a voice of its own, without a name."""
ROLE_CHARS = 60
"""Of what somebody is, behind the first noun of it."""

PERSON = regex(
    rf"^(?:an?|one|another|the)\s(?:[\w’'-]+\s){{0,4}}?(?:{ROLES}|{KIN}|aide|neighbour|neighbor|source|insider|"
    r"witness|pathologist|juror|fan|supporter|voter|voice|figure|critic|man|woman|boy|girl|colleague|preacher|passenger|worker|student|customer|"
    r"survivor|victim|suspect|defendant|candidate|member|MP|peer|diplomat|soldier|prosecutor)\b(?![’'])",
    re.IGNORECASE,
)
"""A person who is not named."""
SPEAKS_FOR = regex(
    r"(An?\s(?:[\w’-]+\s){0,2}?(?:spokes(?:man|woman|person)|aide|adviser|advisor|source|lawyer|agent|representative)\s(?:for|of|to|at|in|close to)\s[^,“”]{2,40}?)"
    rf"(?=,|\s(?:has|had|did|would|{'|'.join(ATTRIBUTING)})\b)"
)
"""`A spokeswoman for the owner, Carrow Mills, said`: it is about her."""
PAPER = regex(
    r"\b(?:statement|report|letter|post|message|email|e-mail|tweet|text|note|notice|sign|banner|alert|memo|document|summary|article|judgment)$"
)
"""Words that speak for somebody."""
WHO = regex(r"((?:An?|One|Another)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+)(?=,\swho(?:se)?\s)")
"""`A volunteer, who would not be named, said`: a person as well."""


def small(phrase: str) -> str:
    """`An aide` amid a sentence; SOMEBODY for what is too long to be called by."""
    if len(phrase) > LONGEST:
        return SOMEBODY
    return phrase[:1].lower() + phrase[1:] if re.match(r"(?:The|An?|One|Another|Some|Many|Several|Two|Three)\b", phrase) else phrase
