"""The page around the text: buttons, menus, notices, lists of links, and what asks the reader to do something."""

from __future__ import annotations

import re

from pipeline.read.bylines import NAME
from pipeline.read.page_words import ADVERTS, BUTTONS, KEY_LISTS, LINKS
from pipeline.read.rows import SIGN_OFF
from pipeline.regex import regex
from pipeline.text.names import REPORTS
from pipeline.text.sentences import split_sentences

# Lines without a full stop.
_NOTICES = regex(
    r"(?:last |first )?(?:updated|modified|published)\b\s?:?\s?(?:at|on|\d|an?|just|[a-z]{3,6}day|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)[a-z]*)\b.*|"
    r"(?:from|jump to|skip to|go to)\s(?:\d+\s?(?:h|m|hours?|mins?|minutes?) ago|the\s.{2,30}|content.*|navigation.*|comments.*)|"
    r"\d[\d,.]*k?\s(?:comments?|shares?|likes?|views?|reactions?|retweets?|replies|reposts?|boosts?|posts?|reads?|(?:new )?updates?|"
    r"people (?:are )?(?:watching|reading).*)|"
    r"(?:comments?|likes?|shares?|replies|posts?)\s?[:(]?\s?\d[\d,.]*k?\)?|share\s?\d*|share\s(?:on|via|with|to)\s.*|(?:click|"
    r"tap) here to share.*|"
    r"\d{1,3}[- ]min(?:ute)?s?\s(?:read|watch|listen).*|(?:reading|read) time:?.*|(?:listen|watch|play)\s?[·•(:]\s?\(?\d.*|"
    r"estimated reading.*|"
    r"(?:list|image|slide|photo|item|page|video)\s\d+\sof\s\d+(?:\sitems?)?|list of \d+ items?|\[?\d+\s?[/]\s?\d+\]?|\[\d+\]|"
    r"share\d|copyright\s(?:©|\d{4}|\(c\)).*|.{0,60}©.{0,60}\b(?:ltd|limited|inc|media|group|newspapers?|company|corporation|plc|"
    r"llc|gmbh|network|agence france-presse)\b.{0,60}|"
    r"(?:with|from) (?:agencies|wires|files from)\b.*|\(?\$1\s?=\s.*\)?|times (?:shown|stated|given) .*|"
    r"(?:add|follow|see more of|prefer) .{2,40}\son (?:google|whatsapp|x|twitter|facebook|instagram|tiktok|youtube|apple news)\b.*|"
    r"(?:related|also|see also|opinion|analysis|explainer|explained|in pictures|quiz|video|watch|listen|gallery|read|"
    r"from the archive)\s?:\s.*|(?:topics?|tags?|filed under|keywords|related to this story|sections?|source)\s?:\s?.*|"
    r"category\s?·.*|advertise?ment\b.{0,40}|ad feedback|"
    r"from (?:the )?[\w ]{2,30} (?:staff|newsroom)|(?:home|news|world|uk|us|sport|business)\s[/>|›»]\s.*|by (?:our|staff|the|a|[\w ]{2,30}\s(?:staff|reporters?|writers|"
    r"correspondents?|agencies|desk|newsroom|team))\b.{0,50}|"
    r"(?:view|see|read) (?:all |more )?(?:\d+ )?(?:comments|updates|posts|photos|images)\b.*|\+\d+\s?view gallery|\+?\d+|page \d+.*|"
    r"(?:show|view|see) (?:key events|all|more|fewer|\d+ comments).{0,30}|more on:?.*|loading.*|"
    r"\[?(?:forwarded|reposted) from .{2,60}\]?|\(edited\)|\[(?:photo|video|voice message|sticker|file|poll|album|gif|image|audio|document)\]|"
    r"last reply .{2,40}|(?:uploaded|shared|attached) a(?:n| file| photo| video)?\b.{0,60}|:[\w+-]+:(?: \d+)?|"
    r"(?:load|show|see|view) \d+ (?:new |more )?(?:updates?|posts?|entries|stories|replies)|(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?\s?\d[\d.,]*k?\s*)+|"
    r"(?:[☐☑☒]|[-*] \[[ x]\]) .*|[^<>]{0,60}<[^<>\s]+@[^<>\s]+>|"
    r"(?:dear|hi|hello) [\w ]{2,30},|.{2,50} (?:reposted|retweeted|boosted)|"
    r"issued (?:at|on|by):? .*|valid (?:from|until|to):? .*|(?:likelihood|impact|severity|certainty): \w+|\(?this story has been (?:edited|updated)\)?|"
    r"[a-z]\d{3,4} [a-z] [a-z] \S+\s+\d\d-\d\d \d{3,4}|\(attn:? [^()]{2,60}\)|"
    r"[A-Z]{2,}(?:-[A-Z0-9]+){1,4}(?:, .{2,40})?(?:, \d+)?|"
    r"post\s?published at \d.*|.{0,80}\bpage \d+ of \d+|(?:formatted|deleted|inserted|commented)(?: \[\w+\])?:.*|word count:? [\d,]+|"
    r"@\w{2,30}|#\w+(?:\s#\w+)*|pic\.twitter\.com/\S+|(?:https?://|www\.)\S+|(?:[\w-]+\.)+(?:com|org|net|co\.uk|gov\.uk|org\.uk)(?:/\S*)?|\S+@\S+\.\w+|[\W_]+",
    re.IGNORECASE,
)
_ALWAYS = regex(
    r".{2,40}\s[-–—]\s(?:back to|go to) home(?:page)?|\[\s.{2,140}\s\]|skip (?:to|past|next|ad|advertisement|links?)\b.{0,140}",
    re.IGNORECASE,
)
# Who else worked on a story, below it: `Associated Press writer Ann Other in Leeds contributed to this report.`
_PERSON = rf"(?:{NAME}|[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[’'-][^\W\d_]+)*)"
_PEOPLE = rf"{_PERSON}(?:(?:,\s|,?\sand\s|\s&\s){_PERSON}){{0,5}}"
_SIGN_OFF = regex(
    rf"(?:(?P<names>{_PEOPLE}) reported from {_PEOPLE}(?:[,;]?\s(?:and\s)?{_PEOPLE}\sfrom\s{_PEOPLE})*|"
    r"(?![^.]*\bthat\b)[A-Z][^“”\"]{3,200}\bcontributed (?:to this (?:report|story|article)|(?:additional )?reporting)(?: (?:from|in) [^.]{2,40})?|"
    r"(?i:with (?:additional |further )?(?:reporting|contributions) (?:by|from)|(?:additional|further) reporting (?:was )?(?:by|from))"
    r"\s(?:the\s)?[A-Z][^“”\"]{1,160})[.)]?"
)
_NO_WRITER = regex(r"(?:The|An?|It|He|She|They|We|Police|Witnesses|Officials|Residents|Reporters|Journalists|Correspondents|Observers)\b")
# Whole sentences that speak of the page and not of the news.
_SENTENCES = regex(
    r"(?:we|this site) and (?:our|its)\b.{0,30}\bpartners\b.*|(?:story|article) continues (?:below|after)\b.{0,30}|"
    r"\^ .{3,300}|[“\"].{2,60}[”\"] redirects here\..*|from wiki[a-z]{3,10}, the free .{3,40}|"
    r"add .{2,40} as a preferred source\b.*|copyright [\w .,&]{2,40} \d{4}\b.*|"
    r"\(?continued (?:on|from) page .{1,30}|(?:is|was) this (?:page|article|story|information) (?:useful|helpful)\?|"
    r"\(?\s?(?:(?:additional|further) )?(?:reporting|writing|editing|compiled|edited|graphics|fact-checking|"
    r"translation)(?: and (?:writing|editing|reporting))? by\s(?:(?-i:[A-Z])\w+\s(?-i:[A-Z])|(?-i:[A-Z]{2,})|staff|our\b).*|"
    r"this (?:article|story|page|post) (?:is|was|has been) .*(?:\bold|"
    r"\bago|amended|corrected|archived|first published)\b.*|"
    r"\d+ [a-z]+ reactions?\.|(?:chatgpt|claude|gemini|copilot|grok|perplexity|le chat|ai) (?:can|may) make mistakes\b.*|"
    r"only the key (?:events|moments|points) are shown.*|"
    r"this live (?:page|blog|feed|coverage) (?:is|has|was|will) .*|all times (?:stated |shown )?(?:are )?.*|(?:please )?(?:turn on|"
    r"enable) javascript.*|to (?:play|view|watch|see|read|show) (?:this|you this|the) .*|javascript (?:is|must) .*|"
    r"your browser .*|this (?:video|content) (?:can ?not|is not|isn['’]t) .*|by (?:continuing|clicking|signing up|subscribing|"
    r"entering|using)\b.*\byou\b.*|"
    r"(?:this site is|protected by) .*\b(?:recaptcha|google privacy)\b.*|"
    r"(?:eds|editors?|note to (?:editors|clients)): .*|<media omitted>|this message was (?:deleted|edited)\.?|you deleted this message\.?|"
    r"messages and calls are end-to-end encrypted\b.*|our standards:.*|got a tv licen[cs]e\?|you need one to watch live tv\b.*|"
    r"comments? (?:are|is) (?:closed|moderated|not open|now closed|"
    r"subject to)\b.*|this (?:content|video|post) is (?:provided|hosted) by .*|(?:a|an) (?:version|"
    r"earlier version) of this (?:article|story)\b.*|(?:did|do) you (?:enjoy|like|have)\b.*\bthis (?:article|story|page|piece|"
    r"text)\b.*|this (?:article|story|text|piece|report) (?:(?:was )?(?:first|originally)|originally) (?:appeared|published|"
    r"ran)\b.*|this (?:article|story|text|piece|report) (?:appears|appeared|will appear|was published) in (?:the|our) .*\b(?:edition|issue)\b.*|"
    r"(?:story saved\W*)?you can (?:now )?find this (?:story|article|page) in (?:my|your) .*|something went wrong, please try again.*|thank you for subscribing.*|"
    r"thank you for your patience while we verify access\b.*|if you are in reader mode please exit\b.*|already a (?:subscriber|member)\?.*|"
    r"follow .{2,60} on (?:facebook|x|twitter|instagram|whatsapp|tiktok|youtube|bluesky|threads|linkedin)\b(?:, [\w ]{2,30})*.{0,120}|"
    r"(?:you|your) .*\b(?:javascript|(?:log|sign) ?in|articles? left|registered)\b.*",
    re.IGNORECASE,
)
# Of these the words may stand anywhere in a line: looked for only where one of the signs is in it.
_SIGNS = (
    "cookie",
    "comment",
    "community",
    "house rules",
    "commission",
    "affiliate",
    "compensated",
    "external",
    "rights reserved",
    "terms ",
    " #",
    "<@",
)
_ANYWHERE = regex(
    r"(?=.*\bcookies?\b)(?=.*\b(?:we|our|(?-i:us)|your|you)\b)(?=.*\b(?:accept|consent|settings|policy|preferences|use|agree|enable|"
    r"disable|browser|allow)\b).*|"
    r".*\b(?:your comments|commenting policy|community (?:guidelines|standards)|house rules|comments? section)\b.*|"
    r".*\b(?:we may earn (?:a )?commission|affiliate links?|may be compensated if you (?:purchase|buy))\b.*|"
    r".*\bis not responsible for the content of external\b.*|.*\ball rights reserved\b.*|"
    r"(?:.{2,40} )?(?:joined|left|was added to) #[\w-]+\b.{0,40}|.{0,200}<@[A-Z0-9]{6,14}>.*|"
    r".*\bterms (?:and conditions|of (?:use|service))\b.*\bprivacy\b.*",
    re.IGNORECASE,
)
_LINKS_LIKE = regex(
    r"(?:more|latest|read more) (?:from|in|about|on)\s.{2,40}|(?:most|top)\s(?:read|viewed|popular|watched)\s.{0,30}|(?:best|key|must|top|popular|weekend) reads|"
    r"what (?:else )?(?:we['’]re|we are|i['’]m|i am) (?:reading|watching|listening to)|in this section|(?:related|"
    r"recommended|suggested|trending)\s[\w ]{2,30}:?|follow .{2,30}:|"
    r"(?:suggested|related|explore) topics:?|read (?:next|more|also):?|\d+ (?:related|more) (?:stories|articles)",
    re.IGNORECASE,
)
_ASKS = regex(
    r"(?:^|[.!?:;–—-]\s+)(?:please |do |and |or |to .{3,60}, |you can (?:also )?|(?:do not|don[’']t) (?:miss|forget)\b.{0,40}[:,]? ?)?(?:"
    r"sign up\b|subscribe\b|download (?:the|our|now|it)\b|listen (?:to (?:our|the (?:latest|best of|podcast|full|daily|episode|story|show)|"
    r"this|it|(?-i:us))|now|here|again|live|back|below|on)\b|listen[.!:]?$|tune in|read (?:more|the full|our|all|next|also|here)\b|"
    r"read\s?:|"
    r"more\s?:\s|more on (?:this|the)\b|"
    r"follow (?:(?-i:us)|our|the (?:latest|blog|story)|live|along|@|it|all|today)|click (?:here|on|the|below|for)|tap (?:here|the|"
    r"below|for|to)|watch(?:\s?:|\s(?:live|now|our|the|it|here|again)\b)|"
    r"join (?:(?-i:us)|our|the (?:conversation|discussion|debate|community)|now)|get (?:in touch|the (?:latest|app|best|newsletter|"
    r"full)|our|your (?:daily|free)|involved|a free|full access|unlimited|alerts)\b|have your say|"
    r"whatsapp (?:us|number)|e-?mail (?:us|me|the team|your|\S+@)|text us|tweet us|write to us|send (?:us|your|in)\b|tell us\b|"
    r"let us know|share your\b|"
    r"support (?:(?-i:us)|our (?:journalism|work|reporting|newsroom|coverage)|independent|quality|journalism|"
    r"the .{2,20}’s journalism)|donate (?:now|here|today|[$£€])|donate[.!]?$|become (?:a|an) (?:member|supporter|"
    r"subscriber|insider)|help (?:us|fund|keep)\b|try (?:our|it free|for)\b|enjoy (?:unlimited|our|a|full)\b|"
    r"find out more|learn more[.!]?$|for more[^,.]{0,50}, (?:please )?(?:see|go|visit|click|read|follow|sign|listen|watch)\b|for more (?:information|"
    r"details?|news) (?:see|go|visit|click)\b|visit our|explore our|discover (?:our|"
    r"more)|hear (?:the full|more|our)\b|turn on (?:notifications|alerts)|"
    r"add us|scan the|enter (?:your|our)|take (?:our|the) (?:quiz|survey|poll)|vote in our|upgrade\b|start your|save \d|"
    r"forward this (?:e-?mail |newsletter |letter )?to\b|register (?:now|here|for|to)|log in to|buy (?:your|tickets)|unlock (?:this|full|unlimited)|"
    r"see our|check out|catch up\b.{0,40}\b(?:here|below|with our|on)\b|stay (?:up to date|informed|ahead|tuned)|never miss|sick of|"
    r"want more|enjoy(?:ed|ing)? (?:this|what you|the (?:live ?)?blog)|make a (?:contribution|donation)|gift (?:it|this)|"
    r"install (?:the|our)|looking for more|"
    r"advertisement\b|(?:this is )?sponsored (?:by|content)|paid for by|in partnership with)",
    re.IGNORECASE,
)
# `Don't miss: Ten best bookshops`, with or without the full stop that a list's entry is given.
_POINTS_AWAY = regex(
    r"(?:don['’]t miss|more from (?:us|the .{2,30})|read (?:more|also|next)|see also|also read|you (?:may|might) (?:also )?like|in case you missed it|icymi|"
    r"from (?:our|the) archives?|related)\s?[:|»→]\s?\S.{2,150}",
    re.IGNORECASE,
)
_PRODUCT = regex(
    r"\b(?:newsletters?|podcasts?|inbox|(?:our|weekly|daily|free) (?:\w+ ){0,2}(?:letter|bulletin|digest)|whatsapp channel|"
    r"subscription|subscribers?|free trial|push notifications|membership|(?:weekly|daily) email|paywall|"
    r"cancel any ?time|your (?:support|contribution|donation)|(?:the|our) (?:[\w]+ )?app)\b",
    re.IGNORECASE,
)
_READER = regex(r"\b(?:[Yy]ou|[Yy]ours?|[Oo]ur|us)\b")
_PODCAST = regex(
    r"(?:the [\w ]{2,40}podcast)\b.*\b(?:day|week|episode)\b|.{0,60}\b(?:sent|delivered|straight) to your (?:inbox|phone)\b|.*\bin your inbox\b|"
    r".{0,90}\bin (?:this|our) (?:weekly|daily) newsletter\b.{0,20}",
    re.IGNORECASE,
)
# The small print of a box that offers a newsletter, a sentence of it or all.
_BOX = regex(
    r"(?:privacy|data protection) notice\s?:\s(?=.*\b(?:newsletters?|your|we use)\b).*|newsletters may contain .*|"
    r".*\bwe will create a guest account for you\b.*|(?:for more information|read more) about how we use your data.*|"
    r".{2,60} is a reader-supported publication\b.*|(?:no spam\b.{0,40})?unsubscribe (?:at )?any ?time\b.{0,40}|"
    r"we use google recaptcha\b.*|we use your sign-?up to provide .*|(?:you can|you may) unsubscribe at any ?time\b.*",
    re.IGNORECASE,
)
LONGEST_BOX = 900
"""Characters: of the small print below a newsletter's offer."""
# An advertiser's small print, and what else an advert says.
_SMALL_PRINT = regex(
    r"\b(?:T&?Cs?|terms(?: and conditions)?) apply\b|\bbegambleaware\b|\b18\+\.?\s(?:only|new customers|please gamble)", re.IGNORECASE
)
_OFFER = regex(
    r"^(?:shop|buy|order|book|get|save|bet|win|try|discover|claim|switch|enjoy)\b.*(?:[£$€]\d|%\soff|\bfree\b|\bnow\b|\btoday\b|\boffers?\b|\bdeals?\b)|"
    r"\d\s?% off\b|\bfrom [£$€]\d|\bwith (?:the )?code\b",
    re.IGNORECASE,
)
_SPONSOR = regex(
    r"(?:sponsored|presented|supported|brought to you|paid for) by .{2,60}|(?:a message|a word) from .{2,60}|in (?:partnership|association) with .{2,60}",
    re.IGNORECASE,
)
_NAMED = regex(r"\b[A-Z]\w{3,}")
_PAST = regex(r"\b(?:was|were|had|did|went)\b")
_TELL_US = regex(
    r"(?:^|[.!?,;:]\s|\bplease\s|\byou can\s|\bor\s)(?:e-?mail|write to|contact|text|call|whatsapp|message|tweet)\b(?:[^.]|\.(?=\w)){0,60}(?:@|"
    r"\b(?-i:us)\b|\d{5,})",
    re.IGNORECASE,
)
_BETWEEN = regex(r"\s[·|•/]\s")
LONGEST_NOTICE = 600
"""Characters: of a cookie notice."""


def furniture(line: str) -> str:
    """Why a line is part of the page around the text; empty where it does not show that by itself."""
    plain = line.strip(" \t|•·›»>+-–—:.!📌🔴").lower().replace("’", "'")
    if plain in BUTTONS or plain in KEY_LISTS or not plain:
        return "a button, a label or a menu of the page"
    parts = [part.strip() for part in _BETWEEN.split(plain)]
    if len(parts) > 1 and all(part in BUTTONS for part in parts):
        return "a row of buttons of the page"
    if is_links(line):
        return "the title of a list of links"
    if _ALWAYS.fullmatch(line):
        return "a link of the page"
    if len(line) <= 120 and not line.endswith(".") and not _quoted(line) and _NOTICES.fullmatch(line) and not REPORTS.search(line):
        return "part of the page around the text"
    if ("report" in plain or "contribut" in plain) and _is_sign_off(line):
        return SIGN_OFF
    if len(line) <= LONGEST_NOTICE and not _quoted(line) and _is_notice(line, plain) and not REPORTS.search(line):
        return "a notice of the page"
    return ""


def _is_notice(line: str, plain: str) -> bool:
    """True for a whole line that speaks of the page; `plain` is the same in small letters."""
    return bool(_SENTENCES.fullmatch(line) or (any(sign in plain for sign in _SIGNS) and _ANYWHERE.fullmatch(line)))


def _is_sign_off(line: str) -> bool:
    """True for a line of nothing but who reported it from where and who helped, whatever verbs of reporting it has."""
    parts = split_sentences(line) if len(line) <= LONGEST_NOTICE and not _quoted(line) else []
    matches = [_SIGN_OFF.fullmatch(part) for part in parts]
    return bool(parts) and all(match and not (match["names"] and _NO_WRITER.match(match["names"])) for match in matches)


def is_links(line: str) -> bool:
    """True for a line that opens a list of links: `Most viewed`, `Related articles`."""
    plain = line.strip(" \t|•·›»>+:…").lower().replace("’", "'")
    if plain.endswith(".") or REPORTS.search(plain):
        return False
    return plain in LINKS or (len(plain) <= 60 and bool(_LINKS_LIKE.fullmatch(plain)))


def is_key_list(line: str) -> bool:
    """True for a line that opens a list of times and headlines: `Key events`."""
    return line.strip(" :").lower() in KEY_LISTS


def promo(line: str) -> str:
    """Why a line is a promo: it asks the reader to listen, subscribe, write or read elsewhere; empty for any other."""
    if len(line) <= LONGEST_BOX and not _quoted(line) and _BOX.fullmatch(line):
        return "the small print of a newsletter's offer"
    if len(line) > 320 or _quoted(line):
        return ""
    if _POINTS_AWAY.fullmatch(line) and not REPORTS.search(line):
        return "leads to another story"
    told = bool(REPORTS.search(line)) or "“" in line or '"' in line
    asked = _ASKS.search(line)
    if asked and (not told or asked.start() == 0) and (asked.start() == 0 or len(line) <= 240):
        return "asks the reader to listen, subscribe or read elsewhere"
    if told:
        return ""
    if _SMALL_PRINT.search(line) and (_OFFER.search(line) or "18+" in line or len(line.split()) <= 6):
        return "an advert, with its small print"
    if _PODCAST.match(line) or (_READER.search(line) and _PRODUCT.search(line) and not _PAST.search(line)):
        return "offers the reader a newsletter, a podcast or the like"
    if _PAST.search(line):
        return ""
    if _READER.search(line) and _TELL_US.search(line):
        return "asks the reader to write"
    return ""


def is_advert(line: str, label: str) -> bool:
    """True for a line that offers something to buy or to win, right below `Sponsored` or `Advertisement` (the label)."""
    sponsor = _SPONSOR.fullmatch(label)
    if not (sponsor or label.strip(" :-–—").lower() in ADVERTS) or len(line) > 240 or _quoted(line) or REPORTS.search(line):
        return False
    praised = sponsor is not None and any(name in line for name in _NAMED.findall(label))
    return praised or bool(_OFFER.search(line) or _SMALL_PRINT.search(line))


def _quoted(line: str) -> bool:
    return line.startswith(("“", '"', "‘"))
