"""Headlines and titles, made from the leads by rule: cut, never invented."""

from __future__ import annotations

import re
import unicodedata

from pipeline.edit.headings import generic
from pipeline.edit.mend import capital, full_stop
from pipeline.edit.phrases import NEAR, phrases_of, what_finds, who_says
from pipeline.edit.subject import named_behind
from pipeline.regex import regex
from pipeline.text.clauses import own_clause, takes_back
from pipeline.text.names import REPORTING, Person, mentioned, without_title
from pipeline.text.sentences import quotations
from pipeline.text.words import WEEKDAY, content, in_a_row, words

TITLE_CHARS = 40
"""Players cut longer chapter titles."""

CLAUSE_CHARS = 50
"""What says what happened may be longer than what only names the matter: cut by a player, it says more still."""

NAMES = 4
"""More are a list and no title."""

HEADING_CHARS = 90
"""An episode's own title: apps show two lines of it, some 50 characters each; Apple asks for no more than is read at a glance."""

_REPORT = "|".join(REPORTING)
# A clause that may go from a headline without changing what is left: a second statement, a relative clause, an explanation.
_CUT = regex(
    rf",\s(?:but|and) (?:also )?(?:{_REPORT})\b|,\s(?:which|who|whose|where|as|while|describing|adding|saying|referring|targeting)\b|;\s"
)
_SIGNS = regex(r"<[^<>]*>|-->|[<>{}]")
"""No player shows a tag or a template's bracket in a title as it is."""
_SEMICOLON = regex(r";\s")


def headline(lead: str) -> str:
    """A lead as a headline: its first statement, whole; what follows in a clause of its own is cut where the rest stands without it."""
    cuts = () if _list(lead) else _CUT.finditer(lead)
    ends = (m.start() for m in cuts if len(lead[: m.start()].split()) >= 6 and _balanced(lead[: m.start()]))
    cut = next((end for end in ends if not takes_back(words(lead[end:]))), None)
    text = lead[:cut] if cut is not None else lead
    text = re.sub(r"^((?:[A-Z][\w’-]+\s){1,3}[A-Z][\w’-]*), [^,“”]{3,60}, (?=(?:is|was|has|will|praised|said|says|told)\b)", r"\1 ", text)
    return full_stop(text)


def _list(text: str) -> bool:
    """Whether semicolons part what belongs together: a headline that stops at one names one of the three dead."""
    parts = _SEMICOLON.split(re.sub(r"“[^“”]*”", "“”", text))
    return len(parts) > 2 or (len(parts) == 2 and not own_clause(words(parts[1])))


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count("(") == text.count(")")


def title(lead: str, whole: str, actor: str, people: dict[str, Person]) -> str:
    """A chapter's title of at most TITLE_CHARS characters: `Other on the old bridge`, `Other: “no finished drawings”`.

    `whole` is all of the story's text: it tells which of the lead's phrases the story is about.
    """
    surname = next((s for s, p in people.items() if p.formal == actor), "")
    name = name_of = people[surname].short if surname else actor
    claim = _claim(lead, surname)
    if _THANKS.search(lead.partition(claim.rstrip("."))[0]):
        claim = lead
    if claim == lead or not _says(lead, claim, name, surname) or _FILED.search(lead):
        # The lead tells what somebody did, or what is; or somebody else says it, “authorities” maybe, or a correspondent.
        name = ""
    named = [s for s in mentioned(claim, people) if s != surname and not re.search(rf"\b{re.escape(s)}[’']s\b", claim)]
    choices: list[str] = []
    clauses: list[str] = []
    for quote in quotations(lead):
        if 3 <= len(quote.words.split()) <= 6 and not quote.full:
            # Without who says it, it would stand as a fact.
            choices += [f"{name_of}: “{quote.words}”"] if name_of and _speaks(lead, surname or name_of, people) else []
    if claim == lead and surname and (opens := _from_name(lead, people[surname], people)):
        choices += (clauses := [clause for clause in [_clause(opens, people[surname])] if clause])
        done = phrases_of(opens.partition(",")[0], whole, name) if named_behind(lead, people) else []
        matter = [capital(phrase) for phrase in done if len(content(phrase)) > 1 and not phrase.split()[0].endswith("ing")]
        choices += [*matter[:1], actor]
    if name and named:
        person = people[named[0]]
        choices.append(f"{name} on {person.formal}")
    phrases = phrases_of(claim, whole, name)
    if not name and (claim == lead or _FILED.search(lead) or _STANDS.search(claim) or not phrases):
        clauses += [clause for clause in [to_a_stop(claim)] if clause]
        choices += clauses
    says = capital(who_says(claim)) if not name else ""
    choices += [finds] if (finds := what_finds(claim)) and not name else []
    for phrase in phrases:
        choices.append(f"{name or says} on {phrase}" if name or (says and says not in phrase) else capital(phrase))
    choices += [actor] if actor else []
    choices.append(_cut_to_fit(capital(claim)))
    choices = [plain for each in choices if (plain := " ".join(_SIGNS.sub(" ", each).split()))]
    return next(
        (c for c in choices if len(c) <= (CLAUSE_CHARS if c in clauses else TITLE_CHARS)), _cut_to_fit((choices or [capital(claim)])[0])
    )


def heading(lead: str, actor: str, people: dict[str, Person]) -> str:
    """What a lead says, as an episode's title of at most HEADING_CHARS characters: `Stone: the bridge is safe`; empty where it cannot be cut.

    Who says it stands in front, in few letters. It is cut only where what is left still says the same.
    """
    surname = next((s for s, p in people.items() if p.formal == actor), "")
    claim = _claim(lead, surname)
    text = headline(lead).rstrip(".")
    said = surname and claim != lead and _says(lead, claim, surname, surname)
    if said and not _JUDGES.search(lead.partition(claim.rstrip("."))[0]) and not _LEANS.match(claim):
        text = f"{people[surname].short}: {headline(claim).rstrip('.')}"
    if len(text) <= HEADING_CHARS:
        return text
    if _HOLDS.search(text):
        return ""
    for ends in (_ENDS, _WHERE):
        cuts = [text[: match.start()] for match in ends.finditer(text) if match.start() <= HEADING_CHARS]
        found = [cut for cut in cuts if _balanced(cut) and not _OPEN_ENDS.search(cut) and len(cut.split()) >= HEADING_WORDS]
        if found:
            return found[-1]
    return ""


def names_title(names: list[str]) -> str:
    """`Stone, Field and Other`, `Stone, Field and others`: all names where a few fit, else the first two, or the first."""
    choices = [in_a_row(names)] if len(names) <= NAMES else []
    choices += [f"{', '.join(some)} and others" for some in (names[:2], names[:1]) if some and len(some) < len(names)]
    return next((text for text in choices if text and len(text) <= TITLE_CHARS), _cut_to_fit(names[0]) if names else "Others")


SAYING = regex(rf"\b(?:{_REPORT}|tells|asks|asked|replies|suggests|answers|insists|argues)\b")
_LEANS = regex(r"(?:According to|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|“?[a-z]+ing)\b")
"""A claim that does not stand by itself."""
_JUDGES = regex(r"\b(?:rejected|denied|dismissed|condemned|praised|hailed|welcomed|thanked|accused|described|demanded|called|urged)\s*$")
"""What follows is what somebody speaks of, not what they say: of calls that were rejected “Stone: calls to close the bridge” says the contrary."""
_OFFICE = regex(
    r"(?:[A-Z][\w-]+[’']s|The (?:[A-Z][\w-]+\s)?)\s?(?:president|prime minister|chancellor|king|queen|leader|minister)\b(?![’'])|(?:He|She)\b"
)
_NO_TAG = r"(?!(?:and|but|or|although|though|while|if|when|as|because|which|who|whose|where|after|before|until|unless|since)\b)"
_NO_DEED = r"(?! (?:victory|responsibility|credit|lives)\b)"
"""Who has claimed victory has done something; a claim is what is said."""
_NO_VERB = r"(?!\s(?:will|would|has|have|had|is|are|was|were|can|could|may|might|must)\b)"
"""Between commas stands who somebody is; what has a verb of its own is the news."""
_TAG = regex(
    rf",\s{_NO_TAG}[^,“”]{{2,60}}(?<!\bbeen)(?<!\bbe)(?<!\bwas)(?<!\bwere)(?<!\bis)(?<!\bare)(?<!\bnot)(?<!\byet)"
    rf"(?:,[^,“”]*,)?\s(?:has |have )?(?:{_REPORT}|reports?)\.$"
)
"""Who says what stands before it: “…, the police said.”; not “…, although no result has been declared.”"""
_STANDS = regex(r"\b(?:is|are|was|were|has|have|had|will)\b")
"""How things are is said in a clause, whoever says it; what somebody is said to have done is not: “A former warden”, not “Former warden shot three men”."""
_TO_WHOM = r"(?:(?: (?:reporters|journalists|MPs|the [a-z]+))?(?: (?:at|in|during) [^,“”]{3,40}?)?)"
_FILED = regex(r"\breports?\.$")
DOES = regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|(?<![Tt]he )(?<!\b[Aa] )(?<!\b[Aa]n )(?<!two )[a-z]{3,}ed|"
    r"won|lost|held|took|fell|rose|came|went|left|met|cut|hit|shut|sank|stood|broke|began|ran|led|won|kept|made|gave|got|sold|paid|sent|"
    r"wins|loses|holds|takes|falls|rises|comes|goes|leaves|meets|cuts|hits|shuts|sinks|stands|breaks|begins|runs|leads|keeps|makes|gives|gets|sells|"
    r"pays|sends|ends|starts|opens|closes|wants|needs|plans|faces|joins|quits|resigns|returns|backs|calls|stays|remains)\b"
)
"""What a clause has and a phrase has not."""
_STOPS = regex(
    r"[,;](?!\d)|(?<=\bguilty)\s(?=of\b)|(?:(?<=killed)|(?<=injured)|(?<=hurt)|(?<=died))\s(?=(?:when|as)\b)|"
    r"\s(?=(?:in|on|at|for|from|off|against|through|with|during|after|before|since|until|because|who)\s|to (?:the|an?|all|his|her|its|their|[A-Z])|"
    r"by (?!\d|an? )|and (?:has|have|is|are|was|were|will)\b|(?:this|last|next) (?:[a-z]+\.?$|week|month|year|season|summer|winter|spring|autumn))"
)
"""Where a lead can end and be a sentence."""
_HOLDS = regex(
    r"\b(?:not|never|no(?! confidence\b)|nobody|without|only|if|unless|hardly|deni\w+|refus\w+(?! (?:plans?|permission)\b)|fail(?!ed\s?,)\w*)\b|n[’']t\b"
)
"""What must not lose what comes behind it."""
_OPEN_ENDS = regex(
    r"\b(?:is|are|was|were|be)\s(?!(?:\w+(?:ed|en|ut|ld|st)|missing|dead|alive|ill)\b)[a-z]+$|\b(?:is|are|was|were) (?:about |some |now )?\d[\d,.]* [a-z]+$|"
    r"\b(?:going|getting|taking|carrying|moving|put|asked|called|waited|voted|due|ready|able|by|from|with|at|in|on|for|a|an|the|and|or|to|of|is|are|was|were|be|been|has|have|had|will|would|expected|set|that|his|her|its|their"
    r"|shortly|just|only|even|about)$"
)
"""What asks for more: “is safe” in adults, “is going” on."""
SAYS_THAT = regex(rf"\b(?:{_REPORT}) that\b|^There\b")
_THANKS = regex(r"\b(?:thanked|praised|hailed|welcomed|accused)\b")
"""What follows is whom, and no claim."""
_BESIDES = regex(r"^((?:[\w’'-]+\s){1,7}[\w’'-]+), [^,“”]{3,60}, (?=(?:has|have|had|is|are|was|were|will|[a-z]{3,}ed)\b)")
"""Who or what it is, beside its name: “The mayor of Lund, Ann Other, resigned”."""
_STILL_TO_COME = regex(
    r"(?:(?!\b(?:after|before|when|while|who|that|because|since|until|where|if|as|and|but)\b)[^,;:“”])*\b(?:has|have|had|is|are|was|were|will)\b"
)
"""Of “A second man injured in the crash has died” the verb stands behind the cut."""
_RELATIVE = regex(r"\b(?:who|whom|which|whose|where)\b|(?<!says )(?<!said )(?<!say )\bthat\b")
HELD_WORDS = 4
"""So far behind a cut stands what would turn the rest round: “has closed, but not to buses”."""
CLAUSE_WORDS = 4
_ENDS = regex(
    r",\s(?:but|and|which|who|whose|where|as|while|when|after|before|since|because|although|though|in|on|at|with|despite|following|ahead of"
    r"|(?:less|more) than [\w -]+? (?:after|before)|[\w-]+ (?:minutes|hours|days|weeks|months|years) (?:after|before))\b"
)
"""Where a longer lead can end: at a clause of its own, or at when and where."""
_WHERE = regex(
    r",\s(?=(?:its|their|the) (?:\w+est|first)\b)|(?<!shot)(?<!fired)(?<!looked)(?<!aimed)(?<!arrived)(?<!held)"
    rf"\s(?=on (?:{WEEKDAY})\b|(?:before|after) [a-z]+ing\b|at an? |in (?:the )?(?:north|south|east|west|central)\w*\b|in [A-Z])"
)
"""Where one can end that has no such clause: before where and when it was."""
HEADING_WORDS = 6


def _clause(lead: str, person: Person) -> str:
    """A lead about what somebody did, cut to a sentence that fits: `King George has sent a telegram`; empty where none does."""
    text = re.sub(r"^((?:[A-Z][\w’-]+\s){0,3}[A-Z][\w’-]*), [^,“”]{3,90}, ", r"\1 ", lead)
    form = next((each for each in sorted((*person.forms, person.short), key=len, reverse=True) if text.startswith(f"{each} ")), "")
    if not form or "“" in text or _HOLDS.search(text):
        return ""
    text = (person.short + text[len(form) :]).rstrip(".")
    cuts = [match.start() for match in _STOPS.finditer(text)] + [len(text)]
    found = [clause for cut in cuts if len((clause := text[:cut].rstrip(" ,;")).split()) >= CLAUSE_WORDS]
    return _longest([clause for clause in found if not _OPEN_ENDS.search(clause)])


def _longest(clauses: list[str]) -> str:
    """The longest clause that is as short as a title; where there is none, the shortest that is not much longer; else empty."""
    short = [clause for clause in clauses if len(clause) <= TITLE_CHARS]
    return short[-1] if short else next((clause for clause in clauses if len(clause) <= CLAUSE_CHARS), "")


def _from_name(lead: str, person: Person, people: dict[str, Person]) -> str:
    """A lead from the name on that opens it, behind what somebody is as well: “The mayor, Ann Other, has come.” → “Ann Other has come.”; else empty."""
    if re.match(rf"(?:[A-Z][\w’-]*\s){{0,2}}{re.escape(person.surname)}\b(?![’'])", lead):
        return without_title(lead)
    if named_behind(lead, people) != person.surname:
        return ""
    form = next(form for form in (*person.forms, person.surname) if form in lead)
    rest = lead[lead.find(form) + len(form) :]
    return form + re.sub(r"^(?:,[^,“”]{1,60})?,(?=\s)", "", rest)


def slug(text: str) -> str:
    """A title as a file or link name: lower-case ASCII words with hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "story"


def to_a_stop(claim: str) -> str:
    """A claim cut to a sentence that fits: `The window has closed in England`, without its article where that makes it fit; empty where none does."""
    text = re.sub(r"^((?:[A-Z][\w’-]*\s?){1,3}), \d{1,3}, ", r"\1 ", claim.rstrip("."))
    text = _BESIDES.sub(r"\1 ", text)
    if "“" in text or text[:1].islower() or _LEANS.match(text):
        return ""
    label, colon, behind = text.partition(": ")
    if colon and generic(label):
        return to_a_stop(capital(behind))
    if (before := re.match(r"([^,:]{12,}):\s[A-Z]", text)) and len(before[1]) <= TITLE_CHARS and DOES.search(before[1]):
        return before[1]
    cuts = [match.start() for match in _STOPS.finditer(text)] + [len(text)]
    cuts = [cut for cut in cuts if cut == len(text) or not _HOLDS.search(" ".join([text[:cut], *text[cut:].split()[:HELD_WORDS]]))]
    cuts = [cut for cut in cuts if not (_STILL_TO_COME.match(text, cut) and not _STANDS.search(text[:cut]))]
    found = [cut for cut in (_fitting(text[:cut].rstrip(" ,;")) for cut in cuts) if cut]
    found = [each for each in found if not _OPEN_ENDS.search(each) and each.split()[-1] not in REPORTING and not _RELATIVE.search(each)]
    return _longest([each for each in found if DOES.search(each) and (len(each) <= TITLE_CHARS or not SAYS_THAT.search(each))])


def _fitting(text: str) -> str:
    """A clause that fits a title, if need be without the article that opens it; else empty."""
    choices = (text, capital(re.sub(r"^(?:The|An?) ", "", text)))
    fits = next((each for most in (TITLE_CHARS, CLAUSE_CHARS) for each in choices if len(each) <= most), "")
    return fits if len(text.split()) >= CLAUSE_WORDS else ""


def _speaks(lead: str, name: str, people: dict[str, Person]) -> bool:
    """Whether the actor says something in a lead: named last before a verb of saying, or meant by an office or a pronoun that opens it."""
    for verb in SAYING.finditer(re.sub(r"“[^“”]*”", lambda m: "_" * len(m.group()), lead)):
        before = lead[max(0, verb.start() - 3 * NEAR) : verb.start()]
        named = mentioned(before, people)
        if named[-1:] == [name] or (not named and (name in before or _OFFICE.match(before))):
            return True
    return False


def _says(lead: str, claim: str, name: str, surname: str) -> bool:
    """Whether it is the actor who says what a lead reports: who says it stands in what was taken off, by name or as "he"."""
    tag = lead.replace(claim.rstrip("."), "", 1) if claim.rstrip(".") in lead else lead
    return re.search(rf"\b{re.escape(surname or name)}\b(?![’']s)|\b(?:[Hh]e|[Ss]he)\b", tag) is not None if name else False


def _claim(lead: str, surname: str) -> str:
    """The lead without who says it."""
    text = lead
    if surname:
        said = re.match(
            rf"^[^“”]{{0,60}}?\b{re.escape(surname)}(?:,[^,]*,|,)? (?:has |had |also )*(?:{_REPORT})\b(?:{_TO_WHOM} that|(?: that)?)\s*",
            text,
        )
        text = text[said.end() :] if said and len(text[said.end() :].split()) > 2 else text
        text = re.sub(rf",\s{_NO_TAG}[^,“”]*\b{re.escape(surname)}\b(?:,{_NO_VERB}[^,“”]*,)?[^,“”]*\b(?:{_REPORT})\.$", "", text)
    text = _TAG.sub("", text)
    return re.sub(r"^(?:[A-Z]\w+ )?(?:officials|leaders|ministers) (?:claim|say)\b(?: that)?\s*", "", text)


def _cut_to_fit(text: str) -> str:
    text = text.rstrip(" ,.;:")
    if len(text) <= TITLE_CHARS:
        return text
    return text[: TITLE_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,.;:—–“") + "…"
