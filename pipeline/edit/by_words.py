"""What a live blog's update is by its own words: a correction, an explainer, how it began."""

from __future__ import annotations

import re

from pipeline.edit.by_kind import BACKGROUND, is_a
from pipeline.edit.weight import PUBLIC, weight
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.words import MONTH

_EXPLAINS = regex(
    r"(?:while we wait[:,] )?(?:(?:who|what) (?:is|are|was|were|happened (?:at|to))\b|"
    r"(?:how|why)\b(?! (?:they|we|[a-z]+ ?[a-z]*|the [a-z]+) (?:voted|split|reacted)\b))|.*\b(?:explained|explainer|in brief|in profile)$"
    r"|(?:the )?(?:profile|background|timeline|explainer|context)(?:\s?[:–—]|$)|(?:the )?background to\b|"
    r"a life in\b|obituary\b|in (?:his|her|their) own words$|(?:the story|how we got here)(?: so far)?$",
    re.IGNORECASE,
)
_ANALYSIS = regex(
    r"(?:(?:snap|instant|quick|our|expert|political|economic|legal|news) )*(?:analysis|comment(?:ary)?|opinion|sketch)(?:\s?[:–—-]|$| (?:by|from)\b)"
    r"|.*[:–—-]\s(?:analysis|comment|opinion)$",
    re.IGNORECASE,
)
_DATED = regex(rf"\b(?:(?:in|on|since) (?:\d{{1,2}} )?(?:(?:{MONTH})\b|(?:1[89]|20)\d\d\b)|ago\b)")
_CORRECTS = regex(r"(?:Correction|Clarification|We (?:earlier|previously) (?:reported|said))\b")


def corrects(update: Update) -> bool:
    """Whether a live blog's update puts right what an earlier one said."""
    return _CORRECTS.match(update.paragraphs[0].text) is not None


def analyses(update: Update) -> bool:
    """Whether an update is what somebody of the newsroom thinks of it all: “Snap analysis: the small print”."""
    return _ANALYSIS.match(update.heading) is not None


def explains(update: Update) -> bool:
    """Whether a live blog's update is no news but what lies behind it: “Who is …?”, “How the system works”, “The campaign in brief”, “Analysis”."""
    return analyses(update) or (_EXPLAINS.match(update.heading) is not None and weight(update.paragraphs[0].text)[0] < PUBLIC)


def tells_how_it_began(update: Update) -> bool:
    """Whether an item is told before the news where a story is told as it happened."""
    return is_a(update, BACKGROUND) or (explains(update) and _DATED.search(update.paragraphs[0].text) is not None)
