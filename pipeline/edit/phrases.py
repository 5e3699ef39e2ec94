"""Noun phrases of a lead, for a title: found without a grammar, by the words between which they stand."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.regex import regex
from pipeline.text.names import NOW, REPORTING
from pipeline.text.words import STOP, content, stem

NEAR = 40
"""Characters before a phrase that show what it depends on."""

_BREAK = regex(
    r"\b(?:that|would|could|should|will|can|may|might|must|is|are|was|were|has|have|had|been|be|being|if|when|how|why|whether|but|and|or|as|"
    r"from|by|to|into|towards|over|after|before|since|until|than|then|now|still|again|not|at|during|under|up|out|back|it|he|she|they|we|him|her|them|who|"
    r"which|what|while|because|regarding|among|even|though|also|agrees?|says?|claims?|hopes?|wants?|needs?|withdraws?|joins?|inside|outside|"
    r"remains?|remained|stays?|stayed|appears?|appeared|seems?|seemed|"
    r"near|behind|through|above|below|across|around|along|(?:this|that|the next) (?:morning|afternoon|evening|night))\b(?!-)|[,.;:!?—–“”]"
)
_JOINS = {"of", "with", "in", "for", "on", "against", "between"}
_DETERMINERS = {"a", "an", "the", "its", "his", "her", "their", "this", "some", "no", "any", "he", "there", "like", "most"}
_TIMES = {"one day", "last month", "next month", "last week", "next week", "this week", "this month", "last year", "next year", "this year"}
_DATED = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December".split()
)
_PAST = frozenset(
    """said told made took won lost fell rose held led met paid sent sold struck came went gave got saw began became brought bought built fought
    found kept knew left meant ran sat sought spent spoke stood taught thought threw wrote grew drew drove flew forced killed wounded died posted
    read rang rode rose shook sang sank shone spoke stole swore tore woke wore withdrew""".split()
)
"""Verbs that end no noun phrase and open none."""
_PLAIN_VERBS = frozenset(
    "tell tells know knows think thinks seem seems become becomes go goes come comes get gets give gives lose loses say says let lets hear hears heard".split()
)
_ONLY_VERBS = frozenset(
    "ran came went goes gave got saw began became took fell rose knew grew drew drove flew wrote said told stood sat sought taught threw chose sank".split()
)
"""What stands before one of these is the phrase: "the checks went on"."""
_PARTICLES = frozenset("down off away up out back over".split())
_EITHER = frozenset("shot cut hit set split bid put shut quit broke spread beat".split())
"""Verbs in the past that are nouns as well: "a rate cut"."""
_ANOTHER_VERB = regex(r"\s?and\s[a-z]+(?:ed|ot|ut|it)\b")
_LIKE_A_VERB = regex(r"(?!hundred|kindred|sacred|wicked)[a-z]{4,}ed")
"""“A second man injured in the crash” has died, maybe: he is the matter."""
_ADVERB = regex(
    r"(?!(?:family|supply|rally|reply|ally|assembly|monopoly|anomaly|butterfly|bully|jelly|fly|july)$)[a-z]{2,}ly|today|tonight|yesterday|tomorrow"
)
_PARTICIPLE = regex(r"^(?:[a-z]{2,}ed|shown|known|grown|drawn|thrown|blown|going|doing|being|having)$")
_OF_WHOM = regex(r"\b(?:who|which|whose|where)\b[^,;:]*$")
"""What is said of somebody beside the matter: "Bo Field, who wanted a quarter point"."""
_NAMED_SO = regex(r"^[A-Z].* (?:Law|Act|Bill|Treaty|Office|Agency|Service|Ministry|Department|Committee|Commission|Council|Authority)$")
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve dozens hundreds thousands millions".split())
BESIDE = 0.3
"""Of its weight, for what says who somebody is: “…, a retired judge, …” is no matter."""
_WHOM = regex(r"\s?(?:her|him|them|it|us|me|the|an?|his|their|its)\b")
"""Behind “of throwing”: it is a verb."""
WHO_CHARS, WHO_WORDS = 24, 3
_WHO_SAYS = regex(
    rf"(?:The |An? |Some |Several |Many )?(?P<who>[A-Za-z][\w’'-]*(?: (?!(?:has|have|had|who|and|is|are|was|were)\b)[\w’'-]+){{0,2}}) "
    rf"(?:has |have |had |also )*(?:{'|'.join((*REPORTING, *NOW))}|say) that (?!(?:they|he|she|it|we|there|their|his|her)\b)"
)
_WHAT_FINDS = regex(
    r"(?:The |An? )(?P<what>(?:[a-z-]+ )?(?:report|review|inquiry|study|survey|poll|audit|investigation)(?: (?:by|of|for|into|on) [^,;:“”]{3,28}?)?)"
    r"(?:, [^,“”]{3,60},)? (?:has |have |had )?(?:found|finds|shows|showed|shown|suggests|suggested|concluded|concludes|says|said|warns|warned) that\b"
)
_BESIDE = regex(r",\s[a-z]+ing\b")
"""What happened beside: the title of a seat that Labour won, "overturning a Conservative majority", is not that majority."""
_THIN = frozenset(
    stem(w)
    for w in """day way time times people moment question questions series suggestion claim part basis kind number thing things efforts effort
    terms area officials leaders result results use case work visit idea fact difficult hopeful present lot member members future side sides whole end back
    return morning afternoon evening""".split()
)


def who_says(lead: str) -> str:
    """Who says what a lead reports, where that is nobody with a name: “Charities said that …” → `Charities`; else empty."""
    found = _WHO_SAYS.match(lead)
    return found["who"] if found and len(found["who"]) <= WHO_CHARS and len(found["who"].split()) <= WHO_WORDS else ""


def what_finds(lead: str) -> str:
    """What it is that finds something: “The report by Ann Other, a judge, found that …” → `Report by Ann Other`; else empty."""
    found = _WHAT_FINDS.match(lead)
    return f"{found['what'][0].upper()}{found['what'][1:]}" if found else ""


def phrases_of(claim: str, whole: str, name: str) -> list[str]:
    """Noun phrases of a claim, the most telling first: short runs between function words, weighed by how often the story says them."""
    counts = Counter(content(whole))
    first_half = len(claim) * 0.6
    beside = next((match.start() for match in _BESIDE.finditer(claim)), len(claim))
    found: list[tuple[float, int, str]] = []
    # What stands in quotation marks belongs to who said it: it is no plain phrase.
    plain = _BREAK.sub(lambda m: "—" * len(m.group()), re.sub(r"“[^”]*”?", lambda m: "—" * len(m.group()), claim))
    for match in re.finditer(r"[^—–]+", plain):
        at = match.start()
        after = claim[match.end() : match.end() + NEAR]
        for run, before in _runs(match.group().split(), claim[max(0, at - NEAR) : at]):
            phrase, article = _trim(_without_verb(run, before, after if run[-1:] == match.group().split()[-1:] else ""), before)
            stems = [stem(w.lower()) for w in phrase if w.lower() not in STOP]
            if len(phrase) == 1 and _PARTICIPLE.search(phrase[0]):
                continue
            if not phrase or all(s in _THIN for s in stems) or " ".join(phrase) == name or (len(phrase) == 1 and phrase[0][0].isupper()):
                continue
            weight = sum(counts[s] for s in stems if s not in _THIN) / (len(stems) ** 0.5)
            weight *= (1.25 if 2 <= len(phrase) <= 4 else 1.0) * (1.15 if at < first_half else 1.0) * (1.0 if at < beside else 0.5)
            if len(phrase) == 1 and phrase[0].endswith("ing") and _WHOM.match(after):
                continue
            weight *= BESIDE if claim[:at].endswith(", ") and run[0] in ("a", "an") and after.startswith(",") else 1.0
            weight *= 0.5 if _OF_WHOM.search(claim[:at]) else 1.0
            # A place's name alone says where and not what, and one word little.
            weight *= (0.6 if name else 0.45) if all(w[0].isupper() for w in phrase) else 1.0 if len(phrase) > 1 or name else 0.5
            found.append((-weight, at, _whole_name(f"{article}{' '.join(phrase)}", claim)))
    return [text for _, _, text in sorted(found)]


def _whole_name(phrase: str, claim: str) -> str:
    """`Rivers Law` as `Soil and Rivers Law` where a claim has it so: of a law or an office "and" is part of the name."""
    whole = re.search(rf"(?:[A-Z][\w-]+ )and {re.escape(phrase)}\b", claim) if _NAMED_SO.search(phrase) else None
    return whole.group() if whole else phrase


def _runs(run: list[str], before: str) -> list[tuple[list[str], str]]:
    """A run of words, and the parts of it on either side of "of", "in", "with" …, each with what stands before it."""
    joins = [i for i, word in enumerate(run) if word.lower() in _JOINS and 0 < i < len(run) - 1]
    parts = [run[a + 1 : b] for a, b in zip([-1, *joins], [*joins, len(run)], strict=True)] if joins else []
    return [(run, before), *((part, before if i == 0 else "") for i, part in enumerate(parts))]


def _without_verb(run: list[str], before: str, after: str) -> list[str]:
    """A run of words without the verb at its end, or in front behind "who": "a former employee shot" and killed three, "who play Rovers"."""
    behind = re.search(r"\b(?:(?P<who>who|which|we|you|I)|be|is|are|was|were|been)\s*$", before)
    run = run[1:] if run and behind and ((behind["who"] and run[0].lower() not in _DETERMINERS) or run[0].endswith("ed")) else run
    # "is safe in adults": what is safe is no matter, and safe is none.
    run = run[2:] if len(run) > 2 and behind and not behind["who"] and run[1].lower() in _JOINS and run[0].islower() else run
    run = run[: next((n for n, word in enumerate(run) if n and word in _ONLY_VERBS), len(run))]
    if len(run) > 2 and run[-1].endswith("ing") and run[-2].lower() in _JOINS and _WHOM.match(after):
        run = run[:-2]
    if len(run) > 2 and run[-1] in _PARTICLES and run[-2].endswith("ed"):
        run = run[:-2]
    while run and run[0].islower() and (run[0] in _PAST or run[0] in _PLAIN_VERBS or (len(run) == 1 and run[0].endswith("ed"))):
        run = run[1:]
    while len(run) > 1 and run[-1].islower() and (run[-1] in _PAST or run[-1] in _PLAIN_VERBS):
        run = run[:-1]
    if len(run) > 1 and run[-1].islower() and (run[-1].endswith("ed") or run[-1] in _EITHER) and _ANOTHER_VERB.match(after):
        run = run[:-1]
    if len(run) > 2 and _LIKE_A_VERB.fullmatch(run[-1]):
        run = run[:-1]
    return run


def _trim(run: list[str], before: str) -> tuple[list[str], str]:
    """A run of words without the verb in front, trailing joins and determiners; and the article that stood before it."""
    # "to confiscate frozen assets", "will build its bridge": the word after "to" or "will" is a verb.
    if re.search(r"\b(?:to|will|would|can|cannot|could|may|might|must|should)(?: not)?\s*$", before) and run:
        run = run[1:]
    # "built an air filter": what stands before an article is no part of the phrase.
    articles = [i for i, word in enumerate(run) if word.lower() in _DETERMINERS and i and run[i - 1].lower() not in _JOINS]
    run = run[articles[-1] :] if articles else run
    # "hopeful for agreement": the matter is the agreement.
    if len(run) > 2 and run[1] in _JOINS and re.search(r"(?:ful|able|ible|ous|ing|ed)$", run[0]):
        run = run[2:]
    # "because of the ice", "built in two halves": a phrase does not open with what joins it to something else.
    while run and (run[0].lower() in _JOINS or _ADVERB.fullmatch(run[0])):
        run = run[1:]
    while run and _ADVERB.fullmatch(run[-1]):
        run = run[:-1]
    article = ""
    while run and run[0].lower() in _DETERMINERS:
        article = {"a": "a ", "an": "an "}.get(run[0].lower(), "the " if run[0].lower() in {"the", "its", "his", "her", "their"} else "")
        run = run[1:]
    if len(run) > 2 and " ".join(run[-2:]).lower() in _TIMES:
        run = run[:-2]
    # "Kyiv withdraws": a name and its verb are no phrase.
    if len(run) > 1 and run[-1].islower() and run[-1].endswith(("s", "ed")) and all(word[0].isupper() for word in run[:-1]):
        return [], article
    while run and run[-1].lower() in _JOINS | _DETERMINERS:
        run = run[:-1]
    # Too long for a title: its parts on either side of "of" are weighed by themselves.
    if len(run) > 5:
        return [], article
    # "about 10 hours" names nothing; "Apollo 13" does.
    counted = any((w[0].isdigit() or w.lower() in _NUMBERS) and (i == 0 or not run[i - 1][0].isupper()) for i, w in enumerate(run))
    if counted or (len(run) == 1 and len(run[0]) < 5) or _DATED & set(run):
        return [], article
    return run, article
