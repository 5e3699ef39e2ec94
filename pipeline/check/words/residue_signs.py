"""Signs that are no words: markup, templates, addresses, data, code, and letters that were read in a wrong encoding."""

from __future__ import annotations

from html.entities import html5

from pipeline.check.finding import ERROR, WARNING
from pipeline.check.words.residue import NOTHING, rule

_TAGS = (
    "a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|canvas|caption|center|cite|code|dd|del|details|div|dl|dt|em|embed|emphasis|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|object|ol|option|p|"
    "phoneme|picture|pre|prosody|q|s|say-as|script|section|select|small|source|span|speak|strike|strong|style|sub|summary|sup|svg|table|tbody|td|"
    "textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|voice|wbr"
)


def _is_entity(text: str) -> bool:
    """Whether HTML has it; but for `&lt;` of three letters or more: nobody's `R&Mu;` is one."""
    return text[1:] in html5 and (len(text) > 4 or text in ("&lt;", "&gt;"))


MARKUP = (
    rule(
        "markup",
        "an HTML tag",
        rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>",
        r"<(?!redacted|inaudible|unclear)[a-z][\w:-]*(?:\s+[\w:-]+\s?=[^<>]*)?\s?/?>|</[a-z][\w:-]*>",
        r"<!--|-->|<!\[CDATA\[|\]\]>|<!doctype",
        quoted=ERROR,
        signs="<>",
    ),
    rule("markup", "an HTML entity", r"&#\d{1,7};|&#x[0-9a-f]{1,6};|&(?:nbsp|amp|quot)\b;?", quoted=ERROR, signs="&"),
    rule("markup", "an HTML entity", r"&[A-Za-z][A-Za-z0-9]+;", case=True, quoted=ERROR, signs="&", only=_is_entity),
    rule(
        "markup",
        "a Markdown link",
        r"!?\[[^\[\]]*\]\(\s?(?:https?:|www\.|mailto:|[/#.])[^()]*\)|!\[[^\[\]]*\]\(",
        r"\[[^\[\]]+\]\[\w*\]|\[\[[^\[\]]+\]\]",
        quoted=ERROR,
        signs="[",
    ),
    rule("markup", "a footnote mark", r"\[\^[\w-]*\]", quoted=ERROR, signs="["),
    rule("markup", "a cue that stands inside a paragraph", r"\[(?:pause|sting|bed|tone)\b[^\[\]]*\]", quoted=ERROR, signs="["),
    rule(
        "markup",
        "bold in Markdown",
        r"(?<![\w*])\*\*(?=[^\s*])[^*]+[\w.,!?”’)]\*\*(?![\w*])",
        r"(?<![\w_])__(?=[^\s_])[^_]+[\w.,!?]__(?![\w_])",
        quoted=ERROR,
        signs="*_",
    ),
    rule("markup", "a heading in Markdown", r"^#{1,6}\s+(?=\S)", r"(?<=\s)#{2,6}\s+(?=\w)", quoted=ERROR, signs="#"),
    rule("markup", "a table in Markdown", r"\|\s?:?-{3,}", quoted=ERROR, signs="|"),
    rule("markup", "BBCode", r"\[/(?:b|i|u|url|img|quote)\]|\[(?:url|img|quote)(?:=[^\]]*)?\]", quoted=ERROR, signs="["),
    rule(
        "markup",
        "italics in Markdown",
        r"(?<![\w*])\*(?=[^\s*])[^*]*[\w.,!?]\*(?![\w*])|(?<![\w@/_.#])_(?=[^\s_])[^_]*[a-z.,!?]_(?!\w)",
        severity=WARNING,
        signs="*_",
    ),
    rule("markup", "half of a bold stretch", r"(?<!\S)\*\*(?=[a-z])", severity=WARNING, signs="*"),
    rule("markup", "the sign of a list", r"^[*•‣▪●+-]\s+(?=\w)", severity=WARNING, signs="*•‣▪●+-"),
    rule("markup", "a table in Markdown", r"(?:^|\s)\|\s[^|]*\s\|(?:\s|$)", severity=WARNING, signs="|"),
)

_OF = r"\b(?:by|of|from|at|on|in|for|with|about|and)\s+"
TEMPLATE = (
    rule(
        "template",
        "a template’s own text",
        r"\{\{|\}\}|\{%|%\}|\{#|#\}",
        r"\$\{\w[^{}]*\}|%\([a-z_]\w*\)[sdrf]",
        quoted=ERROR,
        signs="{}%",
    ),
    rule("template", "a template’s own text", r"\{[a-z_][a-z_.]*\}|\{\d\}", case=True, quoted=ERROR, signs="{"),
    rule("template", "a value that is none", r"\[object \w+\]|<undefined>|\bundefined undefined\b", quoted=ERROR),
    rule("template", "a value that is none", r"(?:undefined|null|none)(?:\.|$)", severity=WARNING, own=ERROR, quoted=NOTHING, opens=True),
    rule(
        "template",
        "a value that is none",
        rf"{_OF}(?:undefined|null)(?=[.,;:!?]|$)",
        r"(?:undefined|null) (?:said|says|told|has|was)\b",
        quoted=WARNING,
    ),
    rule(
        "template",
        "a value that is none",
        (
            r"(?<!\bto )(?:(?<=\bby )|(?<=\bof )|(?<=\bfrom )|(?<=\bat )|(?<=\bon )|(?<=\bin )|(?<=\bfor )|"
            r"(?<=\bwith ))None\b(?! (?:of|the|but|other|So)\b)"
        ),
        case=True,
    ),
    rule("template", "a value that is none", r"(?:None|undefined|null) (?:said|says|told|reported)\b", case=True, opens=True),
    rule(
        "template",
        "a value that is none",
        r"(?:(?<=\bis )|(?<=\bthis is )|(?<=\band ))None\b(?! (?:of|the|but)\b)",
        case=True,
        severity=WARNING,
        own=ERROR,
        quoted=NOTHING,
    ),
    rule(
        "number", "a number that is none", r"(?<![\w-])-?NaN(?![\w-])|#(?:REF|VALUE|NAME|NUM|DIV/0)[!?]|#N/A\b|1\.#(?:IND|QNAN)", case=True
    ),
    rule("number", "a number that is none", r"(?<![\w-])-?inf(?:inity)?(?=\s?%)|[€$£]\s?-?(?:nan|inf|null|undefined|None)\b", quoted=ERROR),
    rule("number", "a number as a computer writes it", r"\b\d+(?:\.\d+)?e[+-]\d{1,3}\b|\b\d+\.\d{12,}\b", quoted=ERROR),
)

ADDRESSES = (
    rule(
        "url",
        "an address",
        r"\b(?:https?|ftp|file)://[^\s/]+/\w\S*",
        r"\bpic\.twitter\.com/\w+|\bt\.co/\w+",
        r"\S*\butm_(?:source|medium|campaign)=\S*",
        own=WARNING,
        signs="/=",
    ),
    rule("url", "an address", r"(?:https?://|www\.)\S+$", own=WARNING, opens=True),
    rule("url", "an address", r"\b(?:https?|ftp|file)://\S*", severity=WARNING, signs="/"),
    rule(
        "url",
        "an address that is spelled out",
        r"\bw w w\b|\bwww dot \w+|\bhttps? colon\b|\bh t t p s?\b|\bdot (?:com|org|net|co dot uk) slash\b",
        severity=WARNING,
    ),
    rule("url", "an address", r"\bmailto:\S+", r"\bwww\.[\w-]+\.\S+", severity=WARNING),
    rule("url", "an e-mail address", r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", severity=WARNING, signs="@"),
    rule(
        "url",
        "an address",
        r"(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|info|io|eu|uk|de|fr|us)/[\w%~#?=&./-]+",
        severity=WARNING,
        signs="/",
    ),
    rule(
        "url",
        "a file’s path",
        r"\b[A-Z]:\\[\w\\. -]+",
        r"(?<!\S)(?:\.{0,2}/)?(?:[\w.-]+/)+[\w-]+\.(?:html?|php|py|js|json|txt|md|j2|jpe?g|png|gif|webp|svg|pdf|mp[34]|ya?ml|xml)\b",
        quoted=ERROR,
        signs="/\\",
    ),
    rule(
        "url",
        "a file’s path",
        r"(?<![\w/.])/(?:var|usr|home|tmp|etc|opt|mnt|srv|work|root|bin|static|assets|wp-content|images?|img|media|news)/[\w./%-]+",
        severity=WARNING,
        signs="/",
    ),
    rule("url", "a file’s name", r"(?<![\w/])(?=[\w-]*[_\d])[\w-]+\.(?:html?|php|json|jpe?g|png|gif|webp|svg)\b"),
    rule("url", "a file’s name", r"(?<![\w/])[\w-]+\.(?:html?|php|json|jpe?g|png|gif|webp|svg|docx?|xlsx?|pdf)\b", severity=WARNING),
)

_PAIR = r"[\"“'‘][A-Za-z_@][\w@ -]*[\"”'’]\s?:\s?"
DATA = (
    rule(
        "json",
        "a piece of data",
        rf"[{{\[]\s?{_PAIR}|\{{\s?\w+\s?:\s?[\"'\d\[{{]",
        r"\}\s?,\s?\{|\[\s?\{|\}\s?\]",
        rf"[\"”'’\d\]}}el]\s?,\s?{_PAIR}[\"“'‘\d\[{{tfn]",
        quoted=ERROR,
        signs="{}[:",
    ),
    rule(
        "json", "a piece of data", r"\"[a-z_@][\w@-]*\"\s?:\s?(?:\"|\[|\{|-?\d|(?:true|false|null|None|True|False)\b)", case=True, signs='"'
    ),
    rule("json", "a list from a program", r"\[\s?(?:'[^']*'|\"[^\"]*\")(?:\s?,\s?(?:'[^']*'|\"[^\"]*\"))*\s?\]", quoted=ERROR, signs="["),
    rule(
        "json",
        "a piece of code",
        r"\b(?:const|let|var) \w+ ?= ?\S",
        r"\bfunction ?\w* ?\([^()]*\) ?\{",
        r"\)\s?=>|=>\s?\{",
        r"\bdef \w+\([^()]*\):|\bself\.\w+",
        r"\b(?:console|document|window|JSON|Math)\.[a-z]\w+\(?",
        r"\bprint\([\"'f]",
        r"\b[a-z_]+\.[a-z_]+\(\)|\b[a-z_]+\(\w+=",
        r"\w\);|;\s?\}|&&|\|\||<\?php|\?>",
        r"\bfrom [\w.]+ import \w|^import \w+(?:\.\w+)*;?$",
        r"\b(?:color|font-size|font-family|margin|padding|display|background)\s?:\s?[^;:]{1,40};",
        case=True,
        quoted=ERROR,
    ),
    rule(
        "json",
        "a program’s error",
        (
            r"Traceback \(most recent call last\)|\bFile \"[^\"]+\", line \d+|\b[A-Z]\w+(?:Error|Exception):|"
            r"\b0x[0-9a-fA-F]{6,}\b|<\w+ object at"
        ),
        case=True,
        quoted=ERROR,
    ),
    rule(
        "json",
        "an escape of a program",
        r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[nrt](?=\W|[A-Z]|$)|\\\"",
        case=True,
        quoted=ERROR,
        signs="\\",
    ),
    rule(
        "json",
        "an identifier",
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[a-f]*\d)[0-9a-f]{32,}\b|[A-Za-z0-9+/]{70,}={0,2}",
        case=True,
        quoted=ERROR,
    ),
    rule("json", "a name from a program", r"(?<![\w@#./])[a-z]+(?:_[a-z0-9]+)+\b", case=True, severity=WARNING, signs="_"),
)

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
LETTERS = (
    rule("mojibake", "a letter that was lost", "�|ï¿½", quoted=ERROR, signs="�ïÏ"),
    rule(
        "mojibake",
        "text in a wrong encoding",
        rf"Ã[\u0080-\u00bf{_CP1252.replace('’', '').replace('”', '').replace('–', '').replace('—', '').replace('…', '')}]",
        rf"â[€‚„][{_CP1252}\u0080-\u00bf]?|ï»¿|ðŸ",
        r"Â[\u0080-\u00bf]",
        r"[ÄÅ](?:[\u0080-\u00aa\u00ac-\u00ba\u00bc-\u00bf]|[€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ])",
        rf"(?:[ÐÑ][\u0080-\u00bf{_CP1252}]){{2,}}",
        case=True,
        quoted=ERROR,
        signs="ÃâïðÂÄÅÐÑ",
    ),
    rule(
        "mojibake",
        "a question mark in place of an apostrophe",
        r"\b[a-z]+n\?t\b|\b(?:it|he|she|that|there|what|who)\?s\b|\b(?:we|they|you|I)\?(?:re|ve|ll)\b",
        signs="?",
    ),
    rule("mojibake", "a question mark inside a word", r"(?<![\w/?&=.-])[a-z]{2,}\?[a-z]{2,}(?![\w=?&])", severity=WARNING, signs="?"),
    rule("control", "a sign that turns the direction of writing", r"[\u202a-\u202e\u2066-\u2069]", quoted=ERROR),
    rule("control", "a control character", r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffc\ufffe\uffff]", quoted=ERROR),
    rule("control", "a sign that cannot be seen", r"[\u200b\u200e\u200f\u2060\ufeff\u00ad]", severity=WARNING),
    rule("control", "a sign of one typeface alone", r"[\ue000-\uf8ff]", severity=WARNING),
)
