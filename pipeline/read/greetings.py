"""The writer of a live blog speaks to the reader: greets, hands over, sums up, takes leave. It is not news, and the news beside it is."""

from __future__ import annotations

import re

from pipeline.read import notices, page
from pipeline.regex import regex
from pipeline.text.names import REPORTS
from pipeline.text.sentences import split_sentences

GREETS = "the writer greets, hands over or takes leave"
"""The reason of lines of nothing else."""
LONGEST = 260
"""Characters of a sentence of this kind."""
LONGEST_NOTE = 600
"""Characters of a note on what was amended: all of it goes."""

_HELLO = (
    r"(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|kia ora|g'day|namaste|dia duit|sawubona|bonjour|magandang \w+|selamat \w+)(?: again)?"
    r"(?:,? (?:all|everyone|everybody|folks|readers|there|to you all)|, (?-i:[A-Z])[\w'-]+)?"
)
_BLOG = (
    r"(?:blog|liveblog|live (?:coverage|updates|page|feed|report(?:ing)?|stream|event)|(?:rolling|continuing|ongoing) coverage|coverage)"
)
_NOW = r"(?: for (?:now|today|tonight|this (?:morning|afternoon|evening|week)|the (?:day|night|evening|time being)))"
_NAMED = r"(?:my colleagues? )?(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+){0,3}"
_US = rf"(?: from (?:(?:me|us|the team|all of us|our team|our live (?:blog|coverage))(?:,? {_NAMED}(?: and {_NAMED})?)?))"
_ITS = rf"(?:{_HELLO}[,.!–—-]* ?(?:and )?)?(?:(?:it's|it is|i'm|i am|this is) {_NAMED}(?: here)?[,.]? (?:and )?)?"
_ON = (
    r"(?: (?:for|on|of) (?:this )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:of )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? \d{4})?)"
)
# Without the numbers and the relative clauses in which news could stand.
_MORE = r"(?:(?!\b(?:which|who|whose|after|killed|dead|died)\b)[^\d:;“”\"]){0,140}"

# A whole sentence that says by itself that the writer speaks to the reader.
_OWN = regex(
    rf"(?:{_HELLO}|welcome(?: back)?)|let's (?:get (?:into it|to it|started|going|stuck in|cracking)|dive in|jump in)|"
    r"stay (?:safe|warm|dry|well),? (?:all|everyone|everybody|folks)|"
    rf"{_HELLO}(?:,? and)? happy \w+day(?: to you)?|{_HELLO} from {_NAMED}(?: (?:in|at) {_NAMED})?|"
    rf"(?:{_HELLO}[,.!–—-]* ?(?:and )?)?welcome to (?:this (?:week|month|morning)'s|today's|the latest|another) [\w' -]{{0,40}}"
    rf"\b(?:update|newsletter|bulletin|edition|briefing|digest|round-?up|issue)|"
    rf"(?:it's|it is|i'm|i am|this is) {_NAMED} here\b(?:,? (?:with|and|to)\b[^:;“”\"\d]{{0,90}})?|"
    r"(?:today's|tonight's|this (?:morning's|evening's|week's)?) ?(?:newsletter|edition|briefing|e-?mail|issue) (?:is|has) [\d,]+ words\b[^:;“”\"]{0,60}|"
    rf"(?:{_HELLO}[,.!–—-]* ?(?:and )?)?here(?:'s| is| are) (?:your|our|the) (?:[\w'-]+ ){{0,3}}"
    r"(?:brief|briefing|bulletin|digest|round-?up|update|headlines|news)(?: (?:for|at|from) [^.:;“”]{2,40})?:?|"
    r"here are (?:the |your |our )?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:\w+ ){0,2}(?:things|stories|headlines)\b[^.;“”]{0,60}:?|"
    r"(?:and |so )?that(?:'s| is) (?:the latest|the news|your (?:news|headlines|bulletin))(?: (?:at|for|from) [^.:;“”]{2,40})?|"
    r"(?:more|the next|our next) (?:news|bulletin|headlines) (?:is )?(?:at|in) [^.:;“”]{1,40}|"
    r"(?:the )?handover (?:notes? )?(?:is |are )?(?:below|attached|follows?)|(?:please )?(?:shout|ping me|give me a shout|let me know) if \b[^.:;“”]{3,80}|"
    rf"(?:{_HELLO}[,.!–—-]* ?(?:and )?)?(?:a (?:very )?(?:warm|special) )?welcome to (?:the |our |all |my )?(?:[\d,]+ |many )?(?:of our )?"
    r"new (?:subscribers|readers|members)\b[^:;“”\"]{0,80}|"
    rf"{_ITS}(?:a (?:very )?warm )?welcome(?: back)?(?: along)? to (?:our|the|this|today's|tonight's|another|my|a)\b"
    rf"{_MORE}?\b{_BLOG}\b(?:{_ON}|{_MORE})|"
    rf"(?:{_HELLO}[,.!–—-]* ?(?:and )?)?(?:thanks|thank you)(?: (?:very|so) much| again| all)? for (?:joining|following|reading|sticking|staying|"
    rf"tuning|being|watching|"
    rf"your company)\b(?: (?:us|me|along|with|in|our|this (?:blog|live)|the (?:blog|live)|here|today|tonight)\b{_MORE})?|"
    r"(?:please )?(?:find|see) [^.:;“”]{0,40}\b(?:below|attached|enclosed)(?: (?:to|with|in) [^.:;“”]{2,30})?|"
    r"i hope (?:this (?:e-?mail|message) finds you|you(?:'re| are)(?: all)?)(?: (?:keeping|doing))? well|"
    r"we(?:'re| are) back(?: (?:after|from|following) (?:lunch|the (?:break|adjournment|lunch break|interval)|a (?:short|brief|\d+-minute) (?:break|adjournment)))?|"
    rf"(?:and |so |right, )?(?:it's |it is )?time to wrap (?:things |this (?:blog |one )?|the blog )?up(?:{_NOW}| this blog| the blog| here)*|"
    r"(?:so |and )?here(?:'s| is| are) (?:a (?:quick |brief |short |final )?(?:summary|recap|round-?up|rundown|reminder)|(?:the|our|"
    r"today's) (?:latest|summary|recap|"
    r"rundown|state of play|(?:main|key|top) (?:points|developments|events|headlines|stories|lines)))(?: (?:of|from|on|so) [^:“”]{2,90})?[:.]?|"
    r"(?:so |and |(?:if|for those of|for anyone) you(?:'re| are)? just (?:joining|catching up)(?: us)?, )?here(?:'s| is) (?:what (?:happened|"
    r"you (?:need to know|missed))|where (?:things|we) stand|how the day unfolded)"
    r"(?: (?:today|tonight|so far|on \w+day|this (?:morning|afternoon|evening)|overnight|at a glance))*:?|"
    rf"(?:and |so |well,? )?that(?:'s| is) (?:it|all|us|a wrap)(?:{_US}|{_NOW}| for (?:today's|tonight's|this) {_BLOG}|,? folks)+|(?:and |"
    rf"so )?that(?:'s| is) (?:that|a wrap)|"
    rf"(?:and |so )?(?:that|this) (?:concludes|ends|wraps up|completes|brings to (?:an end|a close)) (?:our|the (?=live)|this|today's|my){_MORE}?\b{_BLOG}\b{_MORE}|"
    rf"(?:and |so )?(?:that|this) brings (?:our|the (?=live)|this|today's|my){_MORE}?\b{_BLOG} to (?:an end|a close)\b{_MORE}|"
    r"i(?:'m| am|'ll be| will be) (?:now )?(?:handing|passing) (?:over (?:to|now|here|the (?:blog|reins|baton))|the (?:blog|reins|baton)|this blog|"
    r"you over|things over)\b[^:;“”\"]*|"
    rf"(?:i|we)(?:'m| am|'re| are|'ll be| will be) (?:now )?(?:signing off|logging off|handing over to)\b{_MORE}|"
    rf"(?:i|we)(?:'m| am|'re| are|'ll be| will be) (?:now )?(?:closing|pausing|wrapping up|ending|winding (?:up|down)|bringing) (?:this|our|the)\b"
    rf"{_MORE}?\b{_BLOG}\b{_MORE}|"
    rf"(?:our|this) (?:live )?{_BLOG}(?: of [^:“”]{{2,60}})? (?:is|has|will be) (?:now )?(?:ended|ending|closed|closing|over|finished|paused|moving|moved)\b{_MORE}|"
    rf"i(?:'m| am) {_NAMED}(?: (?:on|in|at) [\w' -]{{2,40}}?)?,? (?:and )?(?:i(?:'ll| will) be|here to|bringing you|taking you|"
    rf"(?:now )?taking over from|with you)\b[^:;“”\"]{{0,120}}|"
    rf"(?:i|we|{_NAMED})(?:'ll| will) be (?:with you (?:until|through|for (?:the|now)|shortly|from|now|today|tonight|all)|(?:guiding|taking) you through|"
    r"bringing you (?:all|live|every|the|updates)|keeping you (?:posted|updated|up to date))\b[^:;“”\"]{0,120}|"
    rf"(?:i|we|{_NAMED})(?:'ll| will)(?: now)? (?:take you through|bring you (?:all |live |every |the (?:latest|news|action|key|main|build))|"
    rf"keep you (?:posted|updated))"
    r"\b[^:;“”\"]{0,120}|"
    rf"{_NAMED}(?:'ll| will)(?: now)? take over (?:from me|from here|the blog|now|shortly)\b[^:;“”\"]{{0,60}}|"
    r"(?:good ?night|goodbye|bye(?:-bye| for now)?)"
    r"(?:(?:,| and|, and)? (?:thanks?(?: you)?(?: for [^:“”]{2,60})?|see you (?:all )?(?:tomorrow|soon|then|again)[^:“”]{0,40}|"
    r"have a (?:good|great|lovely|nice) \w+|from me|all|everyone|for now))*",
    re.IGNORECASE,
)
# What counts in the company of such a sentence only.
_ALSO = regex(
    r"it's (?:a |an )?(?:[\w-]+,? (?:and )?){0,3}(?:\d+ ?°[cf]?|degrees|drizzling|drizzly|raining|rainy|wet|sunny|cloudy|chilly|cold|cool|warm|hot|"
    r"misty|foggy|windy|dry|grey)\b"
    r"(?:,? (?:out there|outside)\b:?)?[^:;“”\"]{0,60}|"
    r"(?:today|tonight|coming up|in (?:today's|tonight's|this) \w+)\s?:\s[^:;“”\"]{3,90}(?:, [^:;“”\",]{3,90})+,? and [^:;“”\",]{3,90}|"
    r"it's (?:mon|tues|wednes|thurs|fri|satur|sun)day|here(?:'s| is) what we know(?: so far)?:?|"
    r"(?:the|our) (?:main|big|top|lead) (?:story|focus|news) (?:today |tonight |this \w+ |of the day )?(?:is|remains|will be)\b[^:;“”\"\d]{0,80}|"
    r"(?:many )?(?:thanks|thank you)(?: (?:all|everyone|very much|so much))*|cheers|(?:do |please )?(?:stay|stick) (?:with us|tuned)\b[^:;“”\"\d]{0,60}|"
    r"(?:i|we)(?:'ll| will) be (?:back|here)\b[^:;“”\"]{0,60}|see you (?:all )?(?:tomorrow|soon|then|again|on \w+day)\b[^:;“”\"]{0,80}|"
    r"(?:have a (?:good|great|lovely|nice) (?:day|evening|night|weekend)|stay (?:safe|warm|dry|well))(?:,? (?:all|everyone|everybody|folks))?|"
    r"until (?:tomorrow|then|next time)|(?:i|we) hope (?:you|to see you)\b[^:;“”\"]{0,80}|"
    r"as (?:always|ever), (?:you can|do|please)\b[^:;“”\"]{0,120}",
    re.IGNORECASE,
)
# A short line without a full stop that opens so is a heading of the writer's own.
_HEADING = regex(rf"(?:{_HELLO})(?:\s?[:!–—-]|,\s(?:and\s)?welcome\b).{{0,50}}", re.IGNORECASE)
_HINT = regex(
    r"\b(?:good ?(?:morning|afternoon|evening|day|night)|hello|hi|hey|kia ora|g['’]day|namaste|bonjour|magandang|selamat|stay safe|"
    r"bye|goodbye|welcome|thanks?|back|wrap|here(?:['’]s| is| are)|that(?:['’]s| is)|(?:that|this) "
    r"(?:concludes|ends|brings|wraps|completes)|handing|passing|signing|logging|blog|liveblog|coverage|let['’]s|will|I['’]ll|we['’]ll|live|"
    r"amended|corrected|updated|edited|revised|clarified|changed|version|(?:developing|breaking|moving)|updat(?:ed|es?)|details?|more|soon|shortly|"
    r"stay|stick|refresh|reload|"
    r"this report|colleagues?|correspondent|editor|reporter|list|you can|shows|affected|struggling|lifeline|helpline|samaritans|childline|hotline|"
    r"forwarded|tip|tips|reply|attached|enclosed|below|hope|written|missed|got|have you|"
    r"compiled|received|receiving|getting|happy|it['’]s|newsletter|edition|briefing|e-?mail|issue|handover|shout|ping|let me know|want to|internal use|circulation)\b",
    re.IGNORECASE,
)
_INITIALS = regex(r"\s[–—-]\s?[A-Z][A-Za-z]{1,4}$")


def news_of(text: str) -> str:
    """A paragraph without the sentences at its beginning and its end in which the writer speaks to the reader; empty where nothing else stands in it."""
    if text.startswith(("“", '"', "‘")) or not _HINT.search(text):
        return text
    sentences = split_sentences(text)
    if len(text) <= LONGEST_NOTE and notices.amends(sentences[0]):
        return ""
    if not any(_own(each) for each in (*sentences[:3], *sentences[-3:])):
        return text
    first, last = 0, len(sentences)
    while first < last and _goes(sentences[first]):
        first += 1
    # In a quotation that goes on below, the words may be somebody's.
    while last > first and text.count("“") == text.count("”") and text.count('"') % 2 == 0 and _goes(sentences[last - 1]):
        last -= 1
    return " ".join(sentences[first:last]) if (first, last) != (0, len(sentences)) else text


def is_heading(line: str) -> bool:
    """True for a heading that greets or takes leave, and says nothing of the text below: `Good morning: the agenda`."""
    return len(line) <= 90 and bool(_HEADING.fullmatch(line) or not news_of(line))


def why(text: str) -> str:
    """The reason why a paragraph in which nothing else stands is not told."""
    return notices.reason(split_sentences(text)[0]) or GREETS


def _goes(sentence: str) -> bool:
    return (
        _own(sentence)
        or bool(_ALSO.fullmatch(_plain(sentence)))
        or notices.also(sentence)
        or (not REPORTS.search(sentence) and bool(page.promo(sentence) or page.furniture(sentence)))
    )


def _own(sentence: str) -> bool:
    if notices.reason(sentence):
        return True
    return len(sentence) <= LONGEST and not REPORTS.search(sentence) and bool(_OWN.fullmatch(_plain(sentence)))


def unsigned(line: str) -> str:
    """A line without its writer's initials at the end: `Goodnight. – AO`."""
    return _INITIALS.sub("", line)


def _plain(sentence: str) -> str:
    return unsigned(sentence).replace("’", "'").rstrip(".!… ")
