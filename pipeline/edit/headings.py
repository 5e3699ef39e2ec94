"""What an update gives for a title: its own heading, or the sentence that says what it is about."""

from __future__ import annotations

import re

from pipeline.edit.mend import capital, mend, unlabelled
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.sentences import sentences_outside_quotes
from pipeline.text.words import STOP, WEEKDAY

MOST_CHARS = 60
"""A longer heading is a sentence, of which a title is made."""
LEAST_WORDS = 5
"""A shorter sentence hardly says what an update is about: "And that’s that.", "He was unarmed."."""

FEWEST_WORDS = 3
"""One that does where there is no longer one: “The shops closed.”"""

GREETING_WORDS = 12
"""A longer greeting says what is to come: “Good morning from the crown court, where the jury …”."""

LONG_WORD = 4
"""Letters of a word that is no initialism."""

_GENERIC = regex(
    r"(?:(?:the|a|an|our|your|today[’']s|tonight[’']s|live|closing|opening|early|"
    r"late|evening|morning|afternoon|midday|lunchtime|end-of-day|final|short|quick|brief)\s)*"
    r"(?:summary|summaries|recap|round-?up|wrap(?:-up)?|agenda|lunch|break|adjourned|adjournment|updates?|news|analysis|reaction|live|blog|coverage|"
    r"reporting|latest|"
    r"key (?:events|points|developments|moments|facts)|at a glance|in pictures|breaking|newsflash|"
    rf"what (?:we(?:[’']ve)? learn(?:ed|t)|made (?:the )?news|happened)(?:,? (?:on )?(?:{WEEKDAY}))?(?:,? \d{{1,2}} [a-z]+)?|"
    r"welcome|hello|good (?:morning|afternoon|evening|night)|goodbye|goodnight|"
    r"what (?:we|you need to) know(?: so far| today| now)?|what[’']s (?:happening|happened|coming up|on)(?: today| so far)?|where (?:things|we) stand|"
    r"what we[’']re (?:covering|following|watching)|"
    r"here[’']s (?:the latest|what we know|what happened)|that[’']s (?:all|it)(?: from us| for (?:now|today|tonight)| from me)*|have your say|vote now|get in touch|"
    r"thanks for (?:following|joining(?: us)?|reading)|post(?:-| )?script|the story so far)(?: (?:today|so far|now|here|tonight))?[.!…]*",
    re.IGNORECASE,
)
"""A heading that would stand as well over any other update."""
_SECOND = regex(r", (?:and|as|while|with)\s|;\s")
"""Where a long heading goes on to its second matter."""
_GREETS = regex(
    r"(?:good (?:morning|afternoon|evening|night)|hello|hi|welcome|goodbye|goodnight|thanks? (?:you )?for|that[’']s (?:all|it)|that concludes|time to wrap|"
    r"(?:our |live )?rolling coverage|"
    r"we[’']re (?:back|off)"
    r"|here[’']s|stay with us|i[’']m|my colleague|our full (?:story|report))\b",
    re.IGNORECASE,
)
_ONLY_GREETS = regex(
    r"(?:good (?:morning|afternoon|evening|night)|hello|hi)(?: (?:and|everyone|everybody|all|again|from|there)\b|[,.!])|welcome (?:to|back)\b|"
    r"(?:right,? )?(?:then,? )?that[’']s (?:(?:almost|nearly|about|just about) )?(?:it|all|a wrap|your lot)(?=[.!]| (?:from|for)\b)|"
    r"thanks? (?:you )?for (?:reading|following|joining|watching|staying|sticking|your (?:company|emails|messages|comments))\b|"
    r"our full (?:story|report) (?:will|follows|is)\b|"
    r"i[’']m (?-i:[A-Z]\w+ [A-Z][\w’-]+)(?=[,.]| and\b)|(?:and )?(?:do )?(?:get|keep) in touch\b|keep (?:them|your [a-z]+) coming\b|"
    r"let[’']s (?:see|wait)(?: and see)?[.!]|(?:and )?breathe\b|here we go\b|stay (?:with us|tuned)\b|"
    r"you can (?:also )?(?:watch|follow|listen to|read|email|contact) (?:it|us|me|our|that|this|along|all|more|the (?:full|whole|live))\b|"
    r"what an? (?:night|day|evening|game|match|finish|race|start)[.!]|(?:match |full )?reports? to follow\b|night[ ,-]night\b|(?-i:[A-Z][\w’'-]+ [A-Z][\w’'-]+) here\.|"
    r"(?:right,? )?that[’']s where we[’']?(?:ll| will)?(?: have to)? leave\b|we(?:[’']re| are)(?: now)? closing (?:this|our|the)\b|"
    r"have a (?:great|good|lovely|nice|safe)\b|"
    r"(?:and |so )?that[’']s the end of (?:the|our|this|today[’']s|tonight[’']s) [^,;:“”]{3,30}[.!]$|"
    r"(?:and )?we(?:[’']ll| will) (?:test|try|check|find out|see|bring you)\b[^:“”]{0,40}[.!]$|there (?:it|he|she|they) (?:is|are)[.!]$|"
    r"(?:this|here) is what (?:made (?:the )?news|happened|we (?:learned|know))\b[^.;“”]*:$|we(?:[’']re| are)(?: still)? (?:a?waiting for) (?:confirmation|more|word)\b|"
    r"it[’']s (?:[a-z]+ ){1,2}(?:day|night)(?: (?:in|for|at) [^,;“”]{2,30})?[.!]|"
    r"(?:email|message|text|send|tell) (?:me|us)\b|(?:check|come) back\b|more (?:on (?:that|this)|to (?:come|follow)|soon|details)\b|bear with us\b",
    re.IGNORECASE,
)
_MOVES_ON = regex(
    r"[Ww]e(?:[’']re| are|[’']ll be| will be)(?: now)? (?:heading|going|moving|off|hoping|trying) (?:to|over|into|in|back|on)\b"
    r"[^:“”]*\b(?:(?:check|come) back|soon|for more)\b[^:“”]*$"
)
"""Where the reporter goes now."""
_JUST_IN = regex(r"If you(?:[’']re| are|[’']ve| have) (?:just|only) [^,“”]{3,40}, here(?:[’']s| is| are) (?:what|where|the)\b[^,;“”]*$")
_TO_OUR_PAGE = regex(
    r"(?:Visit|Go to|Click|Head (?:to|over)|Download|Subscribe|Sign up)\b[^“”]{0,80}\b(?:(?:to|and) (?:learn|read|find|see|watch|get)|for) \w+"
    r"|(?:The |All |Our )?[a-z ]{0,20}(?:results?|coverage|story|report|list|map|guide|reaction)\b[^“”;,]{0,30}\b(?:is|are|can be found) "
    r"(?:all )?on our (?:\w+ ){0,2}(?:page|site|website|app)\b",
    re.IGNORECASE,
)
"""In a press release: “Visit bridges.example.org to learn more”; “Full results are on our results page”."""
_LETTERS = regex(
    r"(?:(?:more of )?your (?:emails|e-mails|letters|comments|thoughts|views|messages|questions)|(?:from )?(?:the|our) (?:inbox|mailbag)|readers (?:write|ask))\b",
    re.IGNORECASE,
)
_WRITES = regex(
    r"[“\"][^“”\"]+[”\"],? (?:writes|emails|asks|tweets|messages) (?:[A-Z][\w’-]+\s?){1,3}(?:,? (?:from|in|of|via|on|by) |[.,]$)"
)
_OURS = regex(
    r"(?:Our|My colleague)\b[^“”,;:]{0,40}?(?:,\s)?(?:[A-Z][\w’-]+\s){1,3}(?:,\s[^,“”]{2,40},\s)?(?:has been (?:speaking|talking|listening|hearing|at|in|out)|"
    r"has (?:spoken|talked|more|this|sent|filed)|is (?:at|in|on|outside|inside|with|there)|was (?:at|in|on|there))\b(?![^.]*\b(?:and|but|who|that|where)\b)[^“”,;]*\.$"
)
"""Which of our reporters has been where: what they heard is the news, and stands behind it."""
_SOMEBODYS = regex(r"(?:He|She|They|His|Her|Its|Their)\b")
_HAS_SPOKEN = regex(
    r"[^“”:;]{3,90}\b(?:has|have) been (?:speaking|talking|giving|describing|reacting|answering|taking|responding)\b"
    r"(?![^.]*\b(?:that|why|about|of (?:his|her|their))\b)[^“”:;]{0,60}\.$"
)
"""That somebody has said something: what it was stands behind it."""
_OF_IT = regex(r"^[^“”,;]{3,60}\b(?:called|described|branded|dismissed|hailed|welcomed|condemned) (?:it|that|them)\b")
"""What somebody says of what stands above."""
_SUMMARY = regex(
    r"\b(?:summary|recap|round-?up|wrap-up|what we know|what we(?:[’']ve)? learn(?:ed|t)|the main story today|"
    r"what happened(?=$|[:.]| (?:today|yesterday|so far|overnight|earlier|last|this|on|in (?:court|parliament)))|"
    r"at a glance|key (?:points|events|developments))\b",
    re.IGNORECASE,
)
_SUM_LEAD = regex(
    r"^(?:[^.]{0,40}\. )?(?:Here(?:’s|'s| is) (?:what happened|a (?:quick |short )?(?:summary|recap|round-?up))|To (?:sum|wrap) up)\b"
)
_LEANS = regex(r"(?:And|But|Or|So|However|It|This|That|These|Those|They|He|She|His|Her|Its|Their|We|I|You|Some|There)\b")
"""What a sentence opens with that is understood after another only, or whose subject comes later."""


def given(update: Update) -> str:
    """The source's heading of an update as a chapter's title, without a label; empty where there is none, or one that says nothing of the matter."""
    text = unlabelled(update.heading).strip().rstrip(":").strip()
    opening = re.split(r"[!:–—]\s", f"{text} ")[0].strip()
    text = _in_small_letters(text, update) if text.isupper() and (len(text.split()) > 1 or len(text) > LONG_WORD) else text
    first = _SECOND.split(text)[0] if len(text) > MOST_CHARS else text
    text = first if len(first.split()) >= FEWEST_WORDS else text
    if len(text) > MOST_CHARS or _GENERIC.fullmatch(text) or (_GENERIC.fullmatch(opening) and _GREETS.match(opening)):
        return ""
    return "" if _GREETS.match(text) else text


def _in_small_letters(head: str, update: Update) -> str:
    """`DEAL FOR FIELD` as `Deal for Field`: a word is written as the text below writes it. As it stands where a short one is not below: `US`."""
    below: dict[str, str] = {}
    for word in re.findall(r"[\w’'-]+", " ".join(p.text for p in update.paragraphs)):
        below[word.upper()] = min(word, below.get(word.upper(), word), key=lambda each: not each.islower())
    if any(word not in below and len(word) < LONG_WORD for word in re.findall(r"[\w’'-]+", head)):
        return head
    small = {word: word.lower() for word in below if word.lower() in STOP}
    return capital(re.sub(r"[\w’'-]+", lambda m: (below | small).get(m.group(), m.group().lower()), head))


def generic(head: str) -> bool:
    """Whether words say no more of one update than of any other: “A quick recap”."""
    return _GENERIC.fullmatch(head) is not None


def sums_up(update: Update) -> bool:
    """Whether an update tells again what the day brought."""
    first = update.paragraphs[0].text
    return _SUMMARY.search(update.heading) is not None or _SUMMARY.match(first) is not None or _SUM_LEAD.search(first) is not None


def greets(text: str) -> bool:
    """Whether a sentence speaks to the reader and tells nothing: “Hello and welcome to deadline day.”, “Get in touch.”, “That’s all from the court.”"""
    return (
        _JUST_IN.match(text) is not None
        or _MOVES_ON.match(text) is not None
        or _TO_OUR_PAGE.match(text) is not None
        or (len(text.split()) <= GREETING_WORDS and _ONLY_GREETS.match(text) is not None)
    )


def from_readers(update: Update) -> bool:
    """Whether an update is what readers have written in."""
    return _LETTERS.match(update.heading) is not None or _WRITES.match(update.paragraphs[0].text) is not None


def says_nothing(text: str) -> bool:
    """Whether a sentence is no news by itself: it speaks to the reader, or only leads over (“Time to wrap up.”, “And that’s that.”, “The Watcher
    says...”), says which of our reporters is where, or speaks of somebody without the name.
    """
    count = len(text.split())
    if (
        _OURS.match(text)
        or _HAS_SPOKEN.match(text)
        or _OF_IT.search(text)
        or _SOMEBODYS.match(text)
        or greets(text)
        or (count < LEAST_WORDS and text.endswith("!"))
    ):
        return True
    return (
        count < 2
        or _GREETS.match(text) is not None
        or (count < LEAST_WORDS and (_LEANS.match(text) is not None or text.endswith(("...", "…"))))
    )


def matter(update: Update) -> str:
    """The sentence that a title is made of: the first that stands by itself and says something; else the first paragraph."""
    texts = [mend(paragraph.text) for paragraph in update.paragraphs]
    sentences = [sentence for text in texts for sentence in sentences_outside_quotes(text)]
    for least, sentence in ((least, sentence) for least in (LEAST_WORDS, FEWEST_WORDS) for sentence in sentences):
        ends = sentence.rstrip("”\"’')] ")
        told = (
            len(sentence.split()) >= least - (sentence is sentences[0] and least == LEAST_WORDS)
            and ends.endswith((".", "!"))
            and not ends.endswith("..")
        )
        if told and sentence[0] not in '“"' and not _LEANS.match(sentence) and not says_nothing(sentence):
            return sentence
    return next((text for text in texts if not says_nothing(text)), texts[0])
