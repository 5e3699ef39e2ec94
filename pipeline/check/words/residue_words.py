"""Words that are not meant for a listener: of a tool that wrote, and of somebody who was not done."""

from __future__ import annotations

from pipeline.check.finding import ERROR, WARNING
from pipeline.check.words.residue import NOTHING, rule

_MODEL = r"(?:AI|artificial intelligence|large language|language)(?: language)? (?:model|assistant)"
_MADE = r"(?:(?:podcast |news |rewritten |revised |requested |full |final )*script|rewrite|(?:rewritten|revised|requested) \w+|JSON)"
PROMPTS = (
    rule("prompt", "a mark of code", r"```+|~~~+", quoted=ERROR),
    rule(
        "prompt",
        "a model’s own sign",
        r"<\|[\w ]+\|>|\[/?INST\]|<</?SYS>>|#{2,} ?(?:Instruction|Response|Human|Assistant|System)\b",
        quoted=ERROR,
    ),
    rule(
        "prompt",
        "a model that speaks of itself",
        rf"(?:sorry, )?(?:but )?as an? {_MODEL}\b(?=,? I\b|, (?:my|it is not|it’s not)\b)|I(?:['’]m| am) (?:just )?an? {_MODEL}\b",
    ),
    rule("prompt", "a model that speaks of itself", rf"as an? {_MODEL}\b", severity=WARNING, opens=True),
    rule(
        "prompt",
        "a model that speaks of itself",
        r"\bas of my last (?:knowledge )?(?:update|cut-?off)\b|\bmy (?:training data|knowledge cut-?off)\b",
    ),
    rule(
        "prompt",
        "a tool that answers",
        rf"(?:here(?:['’]s| is| are)|below is) (?:the|your|a|an|my) (?:\w+ ){{0,2}}?{_MADE}(?=\s?[:.,]|$| (?:for|you|based|in|with|as|rewritten)\b)",
        opens=True,
    ),
    rule(
        "prompt",
        "a tool that answers",
        (
            r"here(?:['’]s| is| are) (?:the|your|a|an|my) (?:\w+ ){0,3}?(?:summary|transcript|version|"
            r"translation|text|response)(?: (?:you (?:asked|requested)|as requested|of the (?:text|article|"
            r"input)\b)|\s?:$)"
        ),
        opens=True,
    ),
    rule(
        "prompt",
        "a tool that answers",
        r"(?:sure|certainly|of course|absolutely|okay|ok)(?: thing)?[,!.:]? here(?:['’]s| is| are)\b",
        opens=True,
    ),
    rule(
        "prompt",
        "a tool that answers",
        r"(?:sure|certainly|of course|absolutely|okay|ok)(?: thing)?[,!.:]? (?:I(?:['’]d be| would be| can| will|['’]ll)\b|let me\b)",
        opens=True,
        quoted=NOTHING,
    ),
    rule("prompt", "a tool that answers", r"(?:sure|certainly|absolutely|of course)!$|great question\b", opens=True, quoted=NOTHING),
    rule(
        "prompt",
        "a tool that refuses",
        r"(?:I(?:['’]m| am) sorry,? but )?I (?:cannot|can['’]t|am not able to|am unable to|won['’]t)\b",
        opens=True,
        quoted=NOTHING,
    ),
    rule(
        "prompt",
        "a tool that refuses",
        r"\bI(?:['’]m| am) (?:unable|not able) to\b|\bI(?:['’]m| am) sorry,? (?:but|I)\b|I apologi[sz]e\b",
        opens=True,
        quoted=NOTHING,
    ),
    rule(
        "prompt",
        "a tool that refuses",
        (
            r"\b(?:cannot|can['’]t|unable to) (?:assist|help|comply) with (?:that|this) request\b|\bI (?:cannot|"
            r"can['’]t) browse the (?:internet|web)\b"
        ),
    ),
    rule(
        "prompt",
        "a tool that asks",
        (
            r"(?:please )?let me know if (?:you(?:['’]d| would)? (?:like|need|want|have)|there(?:['’]s|"
            r" is) anything|any)\b|(?:I )?hope (?:this|that) helps\b|would you like me to\b|feel free to (?:ask|"
            r"modify|adjust|change)\b"
        ),
        opens=True,
    ),
    rule(
        "prompt",
        "what a tool was told",
        r"you are an? (?:helpful|AI|expert|professional) (?:\w+ )?(?:assistant|newsreader|journalist|writer|editor)\b|(?:re)?write the following\b|"
        r"summari[sz]e the following\b|(?:ignore|disregard) (?:all )?(?:the |your )?previous instructions(?=[.,:]|$| and\b)|"
        r"(?:respond|reply|answer) (?:only )?(?:in|with) (?:JSON|valid JSON)\b",
        opens=True,
    ),
    rule(
        "prompt",
        "what a tool was told",
        r"your task is to\b|do not include (?:any|the)\b|use only the (?:facts|information)\b",
        severity=WARNING,
        opens=True,
    ),
    rule("prompt", "who speaks, for a tool", r"(?:system|assistant|user|tool|developer|human)\s?:", case=True, quoted=ERROR, opens=True),
    rule(
        "prompt",
        "who speaks, for a tool",
        r"(?:SYSTEM|USER|ASSISTANT)\s?:|(?:HOST|NARRATOR|ANCHOR|SPEAKER|PRESENTER)(?: ?\d)?\s?:",
        case=True,
        opens=True,
    ),
    rule(
        "prompt",
        "who speaks, for a tool",
        r"(?:Host|Narrator|Anchor|Speaker|Presenter|System|Assistant|User)(?: ?\d)?\s?:",
        case=True,
        severity=WARNING,
        opens=True,
    ),
    rule(
        "prompt",
        "a direction for the studio",
        r"\[(?:(?:intro|outro|theme|upbeat|soft|dramatic|background) )*(?:music|sfx|jingle|intro|outro|sound effect|fade|cut to)\b[^\]]{0,40}\]",
        r"\((?:(?:intro|outro|theme|upbeat|soft|dramatic|background) )+(?:music|jingle)\b[^)]{0,40}\)|"
        r"\((?:music|sfx|jingle|sound) (?:fades?|plays?|starts?|ends?|swells?|in|out|up|under)\b[^)]{0,40}\)",
    ),
    rule("prompt", "a direction for the studio", r"\((?:pause|beat|laughs|sighs)\)|\(?\bword count:? \d+", severity=WARNING),
    rule(
        "prompt",
        "a tool’s remark",
        r"\[?(?:end of (?:the )?(?:script|transcript|segment|summary)|(?:script|segment|output) (?:ends|begins) here)\b\]?",
        opens=True,
    ),
)

_BLANKS = (
    r"name|first name|last name|surname|date|day|time|place|city|location|title|source|number|"
    r"amount|company|headline|topic|host|host name|show|show name|guest|age|reporter|station|"
    r"weather"
)
PLACEHOLDERS = (
    rule("placeholder", "a note to write something", r"\b(?:TODO|FIXME)\b|\bTK ?TK\b", case=True),
    rule("placeholder", "a note to write something", r"\b(?:TBD|TBC|TBA|TK)\b", case=True, severity=WARNING, own=ERROR),
    rule("placeholder", "filler text", r"\blorem ipsum\b|\bdolor sit amet\b", quoted=WARNING),
    rule(
        "placeholder",
        "filler text",
        (
            r"\b(?:placeholder|dummy|sample) (?:text|title|headline|copy)\b|\b(?:insert|add|your) (?:text|"
            r"title|headline|name|copy) here\b"
        ),
        severity=WARNING,
        own=ERROR,
    ),
    rule(
        "placeholder",
        "a gap to be filled",
        rf"[\[<](?:{_BLANKS})[\]>]|[\[<](?:insert|enter|your|add|tk|fill in|placeholder|to be)\b[^\[\]<>]*[\]>]|\[\s*\]|\(\s*\)",
    ),
    rule("placeholder", "a gap to be filled", r"(?<!\w)_{3,}(?!\w)|(?<!\S)\?{3,}|\bX{4,}\b", quoted=WARNING),
    rule("placeholder", "a gap to be filled", r"(?:^|(?<!\S)(?!number )[a-z]+,? |[€$£])XXX(?![\w-])", case=True),
    rule("placeholder", "a run of question marks", r"\?{3,}", severity=WARNING),
)
