"""The page speaks of itself: how it was amended, that more will follow, what stands elsewhere, whom to call. Whole sentences, read by themselves."""

from __future__ import annotations

import re

from pipeline.regex import regex

AMENDED = "says how the page was amended"
LATER = "says that more will follow"
ELSEWHERE = "leads to what the page shows"
HELPLINE = "tells the reader whom to call"
LETTER = "speaks of the newsletter itself"
LONGEST = 420
"""Characters of a sentence of this kind."""

_THING = r"(?:(?:news )?(?:article|story|post|entry|report|piece|item|page|graphic|caption|headline|feature|interview|column|(?:live ?)?blog)|(?:live )?update)"
_EARLIER = r"(?:earlier|previous|prior|original) (?:version|edition)"
_PREFIX = r"(?:(?:correction|clarification|correction and clarification|editor's note|note|update|amendment|amended)s?(?: \([^()]{2,30}\))?[:.–—-] ?)?"
_NAME = r"(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+){0,3}"
_ROLE = r"(?:correspondent|editor|reporter|writer|columnist|team|colleague)s?"
_WHEN = (
    r"(?:on (?:\d[\w.:]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)|at (?:\d[\w.:]*|noon|midnight)|"
    r"in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4}|the (?:\w+ ){0,2}paragraph))"
)
_TO = r"correct|clarify|include|reflect|say|add|remove|show|make|state|note|update|amend|give|take|change|replace|explain|attribute|specify|indicate|delete|fix"
# In the order in which they are asked; what a minister says of a report has its ", he said" behind it.
_AMENDED = regex(
    rf"{_PREFIX}(?:this|the above|our) {_THING} (?:was|has been|has since been|is) (?:later |since |subsequently )?(?:amended|corrected|updated|"
    rf"edited|revised|clarified|changed)"
    rf"(?: (?:and (?:amended|corrected|updated|clarified)))?(?:,? (?:{_WHEN}|to (?:{_TO})|because|since|with|throughout|following publication|"
    r"after (?:publication|an earlier))\b.*)?|"
    rf"a (?:correction|clarification) was (?:made|appended|published) {_WHEN}.*|"
    rf"{_PREFIX}an? {_EARLIER} of (?:this|our) {_THING}\b.*|"
    rf"(?:this|the) (?:headline|caption|figure|sub-?heading) (?:of|in|on|to) this {_THING} (?:was|has been) (?:amended|corrected|changed)\b.*",
    re.IGNORECASE,
)
_AMENDED_ON = regex(
    rf"(?:an|the) {_EARLIER} (?:had |incorrectly |wrongly |mistakenly )*(?:said|stated|gave|misstated|misspelled|referred|suggested|described|named|put)\b.*",
    re.IGNORECASE,
)
_SAID_BY = regex(r",[”\"]? (?:[^,]{2,60} (?:said|says|added|(?:told|was told|heard) ?.{0,40}|was told)|(?:said|says) [^,]{2,60})$")
_SOON = (
    r"(?:soon|shortly|later|in a (?:moment|minute|few (?:moments|minutes))|as (?:soon as )?(?:we|i) (?:get|have|can|hear|learn) .{1,40}|when (?:we|"
    r"i) (?:get|have|hear) .{1,40}|as it comes(?: in)?|in due course)"
)
_WHAT = (
    r"(?:(?:news|details?|information|updates?|reaction|lines?|coverage|pictures|analysis)\b(?: on (?:this|that|it))?|on (?:this|that|it)(?: (?:story|"
    r"breaking (?:news|story)))?|from .{3,40})"
)
_LATER = regex(
    r"this is a (?:developing|breaking|live|fast-moving|moving)(?: news)?(?: news)? (?:story|situation|news)(?:(?:[,;:.–—-]| -| –| and| with)+ .{0,120})?|"
    rf"(?:this )?{_THING} (?:will be|is being) (?:continually |constantly |regularly )?updated"
    rf"(?: (?:as|with|when|throughout|regularly|live|if|soon|shortly|here|during|once)\b.{{0,80}})?|"
    r"(?:please )?(?:check|come) back (?:here |again |soon |later |shortly |regularly )*(?:for .{3,60}|soon|later|shortly)|"
    r"(?:please )?(?:refresh|reload) (?:this|the|your) (?:page|browser)\b.{0,80}|"
    rf"(?:and )?(?:there(?:'s| is| will be) )?more (?:{_WHAT} )?(?:{_SOON}|to (?:follow|come)(?: {_SOON})?|(?:will )?follows?(?: {_SOON})?|coming(?: {_SOON}| up)?)|"
    rf"(?:full )?(?:details|updates|reaction|story) (?:{_SOON}|to follow|follows?)|"
    rf"(?:and )?(?:we|i)(?:'ll| will| hope to)(?: be able to)? (?:have|bring (?:you )?|get you|post|share|give you|be (?:bringing|"
    rf"posting) ?(?:you )?) ?(?:more|further|the (?:latest|full (?:story|details)))"
    rf"(?: {_WHAT})? (?:{_SOON}|here)|"
    rf"(?:and )?(?:do |please )?(?:stay|stick) (?:with us|tuned)(?: (?:here )?for (?:the (?:latest|very latest)|more|all|live|updates|further|"
    rf"full)\b.{{0,60}}|,? as .{{3,60}})?",
    re.IGNORECASE,
)
_ELSEWHERE = regex(
    rf"(?:our (?:[\w' -]{{1,40}} )?{_ROLE}|my colleagues?),? (?:in [\w' -]{{3,30}},? )?(?:{_NAME}(?: and {_NAME})?,? )?(?:has|have|reports?|sends?|"
    rf"sent|filed|writes) "
    r"(?:(?:this|the following)(?=:| (?:report|story|dispatch|analysis|update|take|piece)\b)|more|the (?:full )?(?:story|details|report)|all the details)"
    r"(?: (?:report|story|dispatch|analysis|update|take|piece))?(?: (?:on (?:this|that|it|the story)|from .{3,40}))?(?: here)?(?::|$)|"
    r"(?:and )?here(?:'s| is| are) (?:more (?:from|on|of|about)|(?:the|a|some|our|another|that) (?:moment|clip|video|footage|pictures?|photos?|"
    r"images?|map|chart|graphic|look|full (?:story|"
    r"report)|story|report|explainer|take|piece|link)|some (?:more )?(?:pictures|photos|images|footage|video))\b[^“”\"]{0,120}:|"
    r"(?:for )?(?:a|the|our|my) (?:full|complete) (?:list|story|report|breakdown|table|results?|timeline|"
    r"interview)[^,.“”\"]{0,60}, (?:please )?(?:see|go to|visit|click|read|follow)\b.{3,80}|"
    rf"(?:and )?you can (?:also )?(?:follow|find|read|watch|see|get) (?:the rest of |all |more |the latest |our |the full )[^“”\"]{{0,100}}\b(?:here|"
    rf"below|above|on our)\b[^“”\"]{{0,40}}|"
    r"(?:the )?(?:video|clip|picture|photo|map|graphic|tweet|post) (?:above|below) shows\b.{3,120}",
    re.IGNORECASE,
)
_HELPLINE = regex(
    r"(?=.*\b(?:issues?|topics?|(?:this|the) (?:story|article|report|programme)|samaritans|helpline|lifeline|action line|crisis)\b)"
    r"(?:if|whether) (?:you(?:'ve| have|'re| are)?|anyone|someone you know)\b.{0,40}\b(?:affected by|struggling with|distressed by)\b.{0,90}(?:,| -| –) ?"
    r"(?:you can |please |help|support|call|contact|ring|phone|visit|speak|go to|details).{3,200}|"
    r"(?:[A-Z][\w' ]{0,40}(?:[Hh]elpline|[Ll]ifeline|[Ss]amaritans|[Hh]otline|[Cc]hildline|[Ll]ine)|[Ll]ifeline|[Ss]amaritans|"
    r"[Cc]hildline)(?: \([^()]{2,20}\))?: ?\+?[\d ]{3,18}",
    re.IGNORECASE,
)
_LETTER = regex(
    r"(?:was|were) (?:this|you) (?:e-?mail |newsletter |letter )?forwarded (?:to you|this)\b.{0,40}\?|"
    r"(?:got|have) (?:feedback|questions?|comments?|tips?|thoughts)\?|"
    r"(?:got|have|do you have|seen|heard|spotted) (?:a|any|some) (?:(?:news|story) )?(?:tips?|story|stories|news|questions?|comments?|feedback|ideas?)\b.{0,60}\?|"
    r"(?:please |just |or )?(?:(?:hit|press) reply|reply to this (?:e-?mail|newsletter|letter))\b.{0,100}|want to change how you receive these e-?mails\?|"
    r"this (?:summary|briefing|digest|bulletin|report|document|e-?mail) is (?:for internal (?:use|circulation)|not for (?:publication|circulation))\b.{0,60}|"
    rf"(?-i:The|This) [\w' ]{{3,40}} (?:is|was) (?:written|compiled|edited|produced|put together) (?:and \w+ )?by {_NAME}(?:,? (?:and )?(?:(?:was |"
    rf"is )?(?:edited|produced) )?(?:by )?{_NAME}){{0,3}}|"
    r"(?:you(?:'re| are) (?:getting|receiving) this|you (?:have )?received this)\b.{0,120}|"
    r"missed (?:the|our|last night's|today's|an?) (?:show|programme|episode|edition)\b.{0,40}\?",
    re.IGNORECASE,
)
_POSTSCRIPT = regex(r"^P\.? ?S\.?[:,]? (?=[A-Z])")
_KINDS = ((_LATER, LATER), (_ELSEWHERE, ELSEWHERE), (_HELPLINE, HELPLINE), (_LETTER, LETTER))


def reason(sentence: str) -> str:
    """Why a sentence speaks of the page and not of the news; empty for any other."""
    plain = _plain(sentence)
    if len(plain) > LONGEST or plain.startswith(("“", '"', "‘")):
        return ""
    if amends(sentence):
        return AMENDED
    return next((why for form, why in _KINDS if form.fullmatch(plain)), "")


def amends(sentence: str) -> bool:
    """True for a sentence that says what was changed on this page."""
    plain = _plain(sentence)
    return len(plain) <= LONGEST and bool(_AMENDED.fullmatch(plain)) and not _SAID_BY.search(plain)


def also(sentence: str) -> bool:
    """True for what says so only in the company of such a sentence: `An earlier version said that …`."""
    return bool(_AMENDED_ON.fullmatch(_plain(sentence)))


def _plain(sentence: str) -> str:
    return _POSTSCRIPT.sub("", sentence.replace("’", "'"), count=1).rstrip(".!… ")
