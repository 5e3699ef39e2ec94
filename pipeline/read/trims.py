"""What stands inside a told paragraph and is not of the news: who reported it, where a picture stands, little pictures behind the full stop."""

from __future__ import annotations

import re

from pipeline.regex import regex

CHANGED_BY = (
    r"\((?:adds?|updates?|recasts?|rewrites?|corrects?|refiles?|repeats?|writes (?:through|thru)|releads?|removes?|fixes|clarifies|deletes|changes|trims)\b"
    r"[^()]{0,200}\)\.?"
)
"""What a version of a story changes, as agencies tell their desks: `(Corrects cost)`."""
_WORK = r"(?:(?:additional|further|live) )?(?:reporting|writing|editing|compiled|edited|reported|written|translation|graphics)"
# "(Reporting by Ann Other; Editing by Jo Field)", "(Editing by Jo Field)" behind the last sentence.
_SIGN_OFF = regex(rf"(?<=[.!?…”\"’])\s*[(\[]\s?{_WORK}(?:(?:,| and) {_WORK})* by\s[^()\[\]]{{3,240}}[)\]]\.?$", re.IGNORECASE)
_CHANGED = regex(rf"(?<=[.!?…”\"’])\s*{CHANGED_BY}$", re.IGNORECASE)
# "Ann Other (pictured) disagreed": in the words of captions that stand in brackets, each of which is a remark on a picture.
_PICTURED = regex(
    r"\s?\((?:(?:both|all|also|seen|file|main) )?(?:pictured|shown|photographed)(?: (?:above|below|here|left|right|in|at|on|with|during|outside|last|"
    r"earlier|together"
    r"|centre|center)\b[^()]{0,60})?\)"
)
# "…, and you can watch it in the player above", "…, and we'll bring you all the latest here."
_ELSEWHERE = regex(
    r"(?<=[^\s,])(?:,? and|,? which|;) you can (?:also )?(?:watch|listen to|hear|follow|read|see|find)\b[^.,:;“”\"]{0,50}"
    r"\b(?:above|below|here|at the top of (?:the|this) (?:page|blog|article))(?=\.?$)|"
    r"(?<=[^\s,]),? and (?:we|i)(?:['’]ll| will) (?:be )?(?:bring(?:ing)? you|keep(?:ing)? you) (?:all |live |every |the (?:latest|news|action|key|"
    r"main)|posted|updated|up to date)"
    r"[^.:“”\"]{0,60}(?=\.?$)",
    re.IGNORECASE,
)
# A presenter's and a transcript's remarks: "(PAUSE)", "(APPLAUSE)".
_CUE = regex(r"\s?[(\[](?:PAUSE|BEAT|MUSIC|APPLAUSE|LAUGHTER|LAUGHS|CROSSTALK|INAUDIBLE|SOT|VO|CLIP)[)\]]")
_SHARE = regex(r"\s\((?:[A-Z]{3,8}:\s?[A-Z.]{1,6}|[A-Z0-9]{2,6}\.[A-Z]{1,2})\)")
"""What a company's share is called at its exchange: `(SKYN.OL)`, `(NYSE: TW)`."""
_FOOTNOTE = regex(
    r"(?<=[\w.,;!?”\"’)])(?:\[(?:\d{1,3}|[a-z]|(?:note|nb) \d{1,2}|edit|citation needed|who\?|when\?|clarification needed)\])+(?=\s|$|[.,;])"
)
"""A mark of a footnote or of a remark in the margin: `said.[3]`."""
NOTE = regex(r"([.!?](?:(?<=[a-z]{4}.)|[”\"]))(\d{1,2}(?=\s+[A-Z“]|\s*$)|[¹²³⁴-⁹⁰]+)")
"""The number of a footnote behind its sentence, as a printed page has it: `in the first year.1`."""
_CONTINUED = regex(r"\s*\(continued (?:on|from) page [^()]{1,30}\)\.?$", re.IGNORECASE)
_STRUCK = regex(r"\s?~~[^~\n]{1,300}~~|\s?\{--.{1,300}?--\}|\s?\{>>.{1,300}?<<\}|\{\+\+(?P<added>.{1,300}?)\+\+\}")
"""What an editor has struck, added or remarked, where the marks were copied as well."""
_EDITED = regex(r"\s?<this message was edited>$", re.IGNORECASE)
LINK = regex(r"\s?[(<\[]https?://[^\s()<>\[\]]+[)>\]]")
"""Where a word leads, as mail in plain text has it."""
_SYMBOLS = regex("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U000e0020-\U000e007f]+")

_SYMBOL_IN_FRONT = regex(rf"(?:^|(?<=[.!?] )){_SYMBOLS.pattern}\s*(?=\w)")


_TAGGED = regex(r"(?<=[.!?…”\"])(?:\s+(?:#\w[\w-]*|https?://\S+|pic\.twitter\.com/\S+|@\w{2,30}))+$")
"""What a post ends with behind its sentences: subjects, links, names of others."""


def trimmed(text: str) -> str:
    """A paragraph without the sign-off behind it, the remarks on pictures in it, little pictures in front, and the pointer to the page at its end."""
    text = _SYMBOL_IN_FRONT.sub("", LINK.sub("", text) if "://" in text else text)
    text = _TAGGED.sub("", text)
    if "~~" in text or "{" in text:
        text = " ".join(_STRUCK.sub(lambda mark: mark["added"] or "", text).split())
    if text.endswith(">"):
        text = _EDITED.sub("", text)
    text = NOTE.sub(r"\1", text)
    if "(" in text or "[" in text:
        text = _CONTINUED.sub("", _FOOTNOTE.sub("", text))
        text = _SHARE.sub("", text)
        text = _CUE.sub("", _PICTURED.sub("", _SIGN_OFF.sub("", _CHANGED.sub("", text))))
    return _ELSEWHERE.sub("", text) if " you" in text else text


def without_symbols(text: str) -> str:
    """A text as it ends to the ear: `Cheese for all! 🧀` ends with its mark."""
    return " ".join(_SYMBOLS.sub(" ", text).split()).replace(' "', '"').replace(" ”", "”") if _SYMBOLS.search(text) else text
