"""What a page says around the news: stamps, buttons, links, credits, notices. The check’s own rules: it does not believe what reading believed."""

from __future__ import annotations

from pipeline.check.finding import WARNING
from pipeline.check.words.residue import NOTHING, rule

_END = r"[\s.:…»>→!]*$"
"""Of a line of a page, whatever sign stands at its end."""
_NAMES = r"[A-ZÀ-ÖØ-Þ][\w.’'-]+"
_AGENCY = (
    r"(?:Reuters|AP|AFP|EPA|EPA-EFE|PA|PA Wire|PA Media|AAP|Getty(?: Images)?|Shutterstock|Anadolu|"
    r"Alamy|Rex|Bloomberg|TASS|Xinhua|NurPhoto|UPI|DPA|ANSA)"
)
_LABEL = "Photo|Photograph|Photography|Picture|Image|Illustration|Graphic|Video|Composite"
_WHEN = (
    r"(?:(?:at|on|today|yesterday|just|now|gmt|bst|utc|est|edt|pst|pdt|cet|cest|eet|et|pt|am|pm|[ap]\.m\.?|a|an|hours?|minutes?|mins?|days?|ago|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|\w{3,6}day|jan\w*|feb\w*|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|"
    r"\d{1,4}(?:st|nd|rd|th)?(?:[:.]\d{2}){0,2}(?:am|pm|z)?|\d{4}-\d\d-\d\d|[,|·–-])[\s,.]*)+"
)
_STAMP = r"(?:last |first )?(?:updated|modified|published|posted)\s?(?::|at\b|on\b)?\s?"
_BUTTONS = (
    "advertisement|advertising|advert|advertisement feature|sponsored content|sponsored|promoted content|paid content|story continues below(?: advertisement)?|"
    "article continues (?:below|after(?: the)? (?:ad|advertisement))|scroll to continue|continue reading|keep reading|"
    "skip (?:advertisement|to (?:main )?content|past newsletter promotion)|"
    "after newsletter promotion|back to top|view image in fullscreen|show more|load more(?: posts)?|see more|view comments|post a comment|"
    "comments?|link copied|copy link|print this page|sign in|log in|create account|subscribe|subscribe now|sign up(?: now)?|accept all(?: cookies)?|"
    "reject all|manage cookies|manage preferences|cookie settings|cookie policy|privacy policy|terms (?:of use|of service|and conditions)|"
    "related (?:articles|stories|topics|content|links)|more on this story|most (?:read|viewed|popular)|editors?['’]s? picks?|recommended(?: for you)?|"
    "trending now|you may also like|you might also like|live updates|key events|breaking news|toggle (?:play|menu|navigation)|main menu|"
    "search|loading|play video|watch live|image caption|media caption|file photo|photo gallery|share|share (?:on )?(?:facebook|twitter|x|whatsapp|email|linkedin)|"
    "tweet|follow us|contact us|about us"
)
PAGE = (
    rule("page", "a stamp of the page", rf"{_STAMP}{_WHEN}$", opens=True),
    rule(
        "page",
        "a stamp of the page",
        r"(?:last )?updated:? (?:at )?\d{1,2}[:.]\d{2}(?: ?(?:[ap]m|GMT|BST|UTC|E[SD]T|CET))?\b",
        severity=WARNING,
        opens=True,
    ),
    rule("page", "a stamp of the page", r"(?<=[a-z”.] )(?:Last updated|Updated|Published|Posted) (?:at|on):? \d", case=True),
    rule("page", "a button of the page", rf"(?:{_BUTTONS}){_END}", quoted=WARNING, own=WARNING, opens=True),
    rule(
        "page",
        "a link of the page",
        rf"read (?:more|next|on|the full story)(?:{_END}|\s?[:»>→]|…| (?:here|about|on|from|in our|at)\b)",
        opens=True,
    ),
    rule(
        "page",
        "a link of the page",
        r"(?:Related|See also|Also read|Read also|More on this|Recommended|More from \w+)\s?: ?(?=[A-Z“‘])",
        case=True,
        opens=True,
    ),
    rule("page", "a link of the page", r"(?:click|tap) here\b|click (?:on )?the (?:link|button)\b", own=WARNING, opens=True),
    rule(
        "page",
        "a button of the page",
        r"share (?:this|full|the) (?:article|story|page|post|gift)\b(?= [A-Z]| on | via | with (?:your|friends)| by |[.:!…]|$)",
        opens=True,
    ),
    rule(
        "page",
        "a button of the page",
        (
            r"(?<=[a-z.] )(?:Share this (?:article|story|page|post)|View image in fullscreen|Story continues below advertisement|"
            r"Skip past newsletter promotion|Sign up to our newsletter)\b"
        ),
        case=True,
    ),
    rule("page", "an advertisement’s place", r"Advertisement(?= [A-Z][a-z]* [a-z])", case=True, severity=WARNING, opens=True),
    rule("page", "an advertisement’s place", r"\bADVERTISE?MENT\b", case=True),
    rule("page", "an advertisement’s place", r"(?<=[a-z.,”] )Advertisement(?=$|[.]?$| [A-Z])", case=True),
    rule(
        "page",
        "what the page asks of its readers",
        (
            r"(?:please )?(?:sign up|subscribe|register)(?: now| here| today| free| for free)? (?:to|"
            r"for) (?:(?:our|the|your|this|a|free|daily|weekly|morning|evening|breaking|news|[A-Z]\w+) ){1,5}(?:newsletters?|"
            r"alerts?|briefings?|e-?mails?|updates|emails?)\b"
        ),
        own=WARNING,
        opens=True,
    ),
    rule(
        "page",
        "what the page asks of its readers",
        (
            r"(?:get|receive) (?:our|the|your) .{3,60}\b(?:in|to) your inbox\b|.{0,60}\b(?:delivered|"
            r"straight|sent) (?:straight |direct(?:ly)? )?to your inbox\b|download (?:our|the \w+) app\b|"
            r"follow (?:us|our \w+) on (?:facebook|twitter|x|instagram|whatsapp|youtube|tiktok|google)\b|"
            r"support (?:our|independent) journalism\b|join the conversation\b"
        ),
        own=NOTHING,
        opens=True,
    ),
    rule(
        "page",
        "a picture’s credit",
        rf"(?:{_LABEL})s?(?: credit| source)?\s?(?::|,|\bby\b|courtesy of)\s?{_NAMES}(?:(?:\s?[/,|]\s?|\s)(?:for|the|via|of|{_NAMES}))*{_END}",
        rf"Credits?\s?:\s?{_NAMES}.{{0,50}}$",
        case=True,
        opens=True,
    ),
    rule("page", "a picture’s credit", rf"(?<=[a-z.”] )(?:Photo(?:graph)?|Picture|Image)(?: credit)?\s?:\s?{_NAMES}", case=True),
    rule(
        "page",
        "a picture’s credit",
        (
            rf"{_NAMES} {_NAMES}\s?/\s?{_AGENCY}\b(?![/\w])(?! (?:poll|investigation|exclusive|survey|study|count|analysis|index|"
            rf"journalis|report|photograph|news|correspond))"
        ),
        case=True,
    ),
    rule(
        "page",
        "a picture’s credit",
        (
            rf"\b(?:AFP|AP|EPA|Pool|Anadolu)\s?/\s?Getty\b(?: Images)?|\bGetty(?: Images)?\s?/\s?(?:AFP|"
            rf"AP|iStock)\b|\bvia {_AGENCY}{_END}"
        ),
        case=True,
    ),
    rule(
        "page",
        "a picture’s credit",
        rf"(?:{_NAMES}[\s/,]+){{0,3}}Getty Images{_END}|(?:\(?(?:AP|AFP|EPA|PA|Reuters)\)?){_END}",
        case=True,
        opens=True,
    ),
    rule("page", "a picture’s credit", r"(?<=[a-z] )Getty Images$", case=True, severity=WARNING),
    rule(
        "page",
        "a notice of rights",
        rf"(?:copyright )?(?:©|\(c\))\s?\d{{4}}\b|copyright \d{{4}} (?-i:[A-Z])|all rights reserved{_END}",
        own=WARNING,
    ),
    rule("page", "a notice of rights", "©", severity=WARNING),
    rule(
        "page",
        "a byline",
        (
            rf"\(?(?:additional )?reporting by (?-i:{_NAMES})[^;.]*[;,.] ?(?:additional |writing|editing|"
            rf"compiled)|\(?additional reporting by\b|\((?:writing|editing|compiled|reporting) by (?-i:{_NAMES})|"
            rf"(?-i:{_NAMES} {_NAMES}).{{0,60}} contributed to this (?:report|story|article){_END}"
        ),
        opens=True,
    ),
    rule(
        "page",
        "a notice about cookies",
        (
            r"(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site) uses? cookies\b|(?:by continuing|"
            r"by clicking)\b.{0,80}\b(?:cookies?|agree|consent)\b|(?:accept|reject|manage|allow)(?: all|"
            r" your)? (?:cookies?|privacy)\b"
        ),
        opens=True,
    ),
    rule(
        "page",
        "a notice about cookies",
        r"\bcookies?\b.{0,80}\byour (?:browser|device|consent|preferences|experience)\b",
        own=WARNING,
        quoted=NOTHING,
    ),
    rule(
        "page",
        "a notice of the page",
        (
            r"(?:please )?(?:enable|turn on) javascript\b|your browser (?:does not|doesn['’]t) support\b|"
            r"this (?:video|content|page) (?:is (?:not|no longer)|cannot be|can['’]t be|isn['’]t) (?:available|"
            r"played|displayed|shown)|(?:this )?(?:article|story) (?:is|was) (?:more than|originally|"
            r"first) (?:\d|published)|page not found\b|(?:error )?404\b.{0,12}not found"
        ),
        opens=True,
    ),
    rule(
        "page",
        "a notice of the page",
        (
            rf"\d[\d,.]*k? (?:comments?|shares?|likes?){_END}|\d{{1,2}}[- ]min(?:ute)? read{_END}|(?:slide|"
            rf"image|photo|page) \d+ of \d+{_END}"
        ),
        opens=True,
    ),
)
