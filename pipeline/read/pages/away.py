"""A page that stands where an article should, or where the rest of one should: “we will be back soon”, “checking your browser”, “subscribe to continue reading”.

Sites send them with the status of a good answer. They speak of themselves or to the reader, in a few words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.blocks import Block
from pipeline.regex import regex

LONGEST_WORDS = 150
"""Such a page says no more: a longer text is an article, whatever it opens with."""

LONGEST_SOLD = 140
"""Characters."""

_TITLE = regex(
    r"(?:(?:error )?[45]\d\d\b\W*)?(?:service (?:temporarily )?unavailable|temporarily unavailable|bad gateway|gateway time-?out|internal server error|forbidden|"
    r"access denied|(?:page )?not found|too many requests|unauthori[sz]ed|just a moment|one moment,? please|please wait|attention required|"
    r"are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|security check|captcha|(?:please )?(?:sign|log) ?in(?: to continue| required)?|"
    r"(?:site |scheduled |planned |down for |under )?maintenance|we(?:[’']ll| will) be (?:right )?back(?: soon| shortly| later)?|be right back|"
    r"(?:enable )?(?:javascript|cookies?)(?: (?:is |are )?(?:required|disabled))?|session expired)\W*",
    re.IGNORECASE,
)
_PARTS = regex(r"\s[|–—·-]\s|:\s")
"""Between a page's title and its site's name."""

_ITSELF = r"(?:our|this|the) (?:web ?)?(?:site|page|service)"
_YOU_ARE = r"you(?:[’']re| are) (?:not )?(?:an? )?(?:human|robot|bot)\b"
_SAYS = regex(
    rf"(?:we|{_ITSELF})(?:[’']ll| will) be (?:right )?back\b|"
    rf"{_ITSELF} is (?:currently |temporarily |now )*(?:down|unavailable|offline|closed for|being updated|under(?:going)?\b.*maintenance)|"
    r"we(?:[’']re| are) (?:sorry, )?(?:currently |just |now )*(?:performing|carrying out|doing|down for|undergoing|making)\b.*(?:maintenance|improvements|updates?)\b|"
    r"(?:please |you (?:must|need to|have to) )?(?:(?:sign|log) ?in|subscribe|register)(?: or (?:\w+ ){1,3})? ?to (?:continue|read|view|access|see)\b|"
    r"loading\b\W*$|(?:you are being )?redirect(?:ed|ing)\b|"
    r"(?:please |you (?:must|need to|have to) )?(?:enable|turn on|allow) (?:javascript|cookies)\b|this (?:site|page|app) (?:requires|needs) (?:javascript|cookies)\b|"
    rf"(?:checking|verifying) (?:your browser|(?:that |if |whether )?{_YOU_ARE})|(?:please )?(?:verify|confirm|prove) (?:that )?{_YOU_ARE}|"
    r"you (?:do not|don[’']t) have (?:permission|access)\b|access (?:to this \w+ )?(?:is |was |has been )?denied\b|"
    r"(?:sorry, )?(?:the|this) (?:page|url|resource|address) (?:(?:that )?you (?:requested|(?:are|were) looking for)|"
    r"could not be found|does not exist|no longer exists)\b|"
    r"the requested (?:url|page|resource)\b|your (?:session|subscription) has expired\b|(?:sorry, )?we (?:could|can) ?(?:not|n[’']t) find (?:the|that|this) page\b",
    re.IGNORECASE,
)


_SOLD = regex(
    r"(?:please )?(?:subscribe|register|sign in|log in|join|sign up)(?: or (?:\w+ ){1,3})?(?: now| today)? to (?:continue|keep) reading\b.{0,60}|"
    r"to (?:continue|keep) reading\b.{0,40}\b(?:subscribe|sign in|register|log in|join)\b.{0,40}|"
    r"(?:the rest of )?this (?:article|story|content) is (?:only )?(?:for|available (?:only )?to|reserved for) (?:\w+ )?(?:subscribers|members)\b.{0,40}|"
    r"you(?:[’']ve| have) (?:read|reached)\b.{0,40}\b(?:free articles?|article limit)\b.{0,40}",
    re.IGNORECASE,
)


def sold(blocks: Sequence[Block]) -> str:
    """Where a page says that the rest of its article is for those who pay: its words; else nothing."""
    return next((block.text for block in blocks if len(block.text) <= LONGEST_SOLD and _SOLD.fullmatch(block.text)), "")


def stands_in(titles: Sequence[str], blocks: Sequence[Block]) -> str:
    """What such a page says first, in its titles or its text; empty for an article."""
    texts = [block.text for block in blocks if block.kind in ("", "body", "heading")]
    if sum(len(text.split()) for text in texts) > LONGEST_WORDS:
        return ""
    named = [*(part for title in titles for part in _PARTS.split(title)), *(block.text for block in blocks[:1] if block.kind == "heading")]
    first = next((text for text in texts[:2] if _SAYS.match(text)), "")
    return first or next((name.strip() for name in named if _TITLE.fullmatch(name.strip())), "")
