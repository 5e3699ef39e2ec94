"""How much a lead weighs as news: what cannot be undone before what changes people's day, and that before what is only arranged or asked.

Newsrooms rank by consequence, and so does this: not by subject, so that a court, a storm and a match are weighed alike. What is denied, feared,
asked for or long past weighs nothing; what is to come weighs half.
"""

from __future__ import annotations

import re

from pipeline.edit.counts import toll
from pipeline.edit.tone import is_grave
from pipeline.regex import regex

DEATHS, POWER, GRAVE, DECIDED, PUBLIC, CHANGED, ROUTINE = 0.65, 0.55, 0.5, 0.45, 0.3, 0.15, -0.2
"""Beside the day's matter, which is some 0.3 to 0.5, and being the newest (0.3)."""

HURT = "people dead or hurt"
"""What gives a lead its weight that tells of such, and not how many."""
LONGEST = 800
"""Characters of a lead that are looked at: a longer one says its news before."""

_POWER = regex(
    r"\b(?:largest party|(?:stays?|stay|remains?|remain) in (?:office|power|government)|"
    r"(?:wins?|won|lost|takes?|took|have|has) (?:an?|the|its|their|her|his) (?:(?:outright|overall|absolute|general|presidential|national) )?"
    r"(?:majority|election|presidency)(?! of\b)|"
    r"(?:wins?|won|takes?|took) \d+ of the (?:\w+[’']s )?\d+ seats)\b"
)
"""Who governs: more than one seat of many."""
_DECIDED = regex(
    r"\b(?:(?:found|pleaded|pleads?) (?:not )?guilty|found [A-Z][^.;“”]{2,80} guilty|guilty of|convicted|acquitted|cleared of|sentenced to|jailed|verdict of|"
    r"reached (?:an?|its|their) (?:unanimous )?verdicts?|"
    r"resign(?:s|ed|ation)?|step(?:s|ped|ping)? down|quits?|sack(?:s|ed)|ousted|(?:was|were|been|is|are) (?:dismissed|fired)|removed from office|impeached|"
    r"(?:was|were|been|is|are) (?:crowned|sworn in|inaugurated)|(?:passed|adopted|approved|rejected|defeated|carried)\b[^.;]{0,60} by \d+ votes|"
    r"uph(?:eld|olds)|overturn(?:ed|s)|annul(?:led|s)|struck down|quash(?:ed|es)|"
    r"(?:wins?|won|loses?|lost|takes?|took|holds?|held|kept) (?:(?:the|an?|her|his|its|their|all|\d+|[A-Z][\w’-]*|[a-z-]+) ){0,4}"
    r"(?:elections?|seats?|votes?|majority|referendum|presidency|leadership|constituency|final|title|cup|championship)|(?:has|have) (?:won|lost|taken) [A-Z][\w’-]+|"
    r"conced(?:es?|ed)|claim(?:s|ed) victory|no-confidence|"
    r"ceasefire|truce|declar(?:es?|ed) war|invad(?:es?|ed)|coup|"
    r"(?:reach|sign|agree)(?:es|ed|s|d)? (?:on )?(?:an?|the) (?:[\w-]+ ){0,3}(?:deal|agreement|treaty|accord|settlement)|"
    r"(?:call(?:s|ed) off|ends?|ended|suspend(?:s|ed)?) (?:the |their |its |an? )?(?:[\w-]+ ){0,3}(?:strikes?|walkout|action)|"
    r"strikes? (?:ha(?:s|ve) been |is |are |was |were )?(?:called off|suspended|over)|bankrupt(?:cy)?|insolven(?:t|cy)|into administration|"
    r"\d{1,3},\d{3} (?:of (?:its|the|their) )?(?:[a-z]+ ){0,2}(?:are |were |have been |will be |is to be )?(?:being )?"
    r"(?:made redundant|laid off|to go\b|job (?:cuts|losses)))\b"
)
_PUBLIC = regex(
    r"\b(?:evacuat\w+|(?:told|ordered|forced) to leave|state of emergency|major incident|red (?:warning|alert)|emergency (?:landing|services)|tsunami|"
    r"(?:cyclone|hurricane|typhoon|[A-Z][\w’-]+) (?:has |have )?(?:made landfall|(?:crossed|hit|struck) (?:the|a) (?:\w+ )?coast)|"
    r"explo(?:sion|ded)|earthquake|wildfires?|flooded|bursts? (?:its|their) banks|erupted|r[au]ns? aground|(?:left|overshot|skidded off|veered off|slid off) the runway|"
    r"without (?:power|water|heat(?:ing)?)|"
    r"power (?:cuts?|failure)|outages?|cyber-?attack|breach(?:ed)?|"
    r"taken to hospital|(?:serious|life-threatening|critical) injuries|"
    r"(?:is|are) safe|survived|freed|released|sank|sunk|capsized|crash(?:ed)?|derailed|collapsed|caught fire|on fire|in flames|"
    r"(?:is|are|was|were|reported|still|remains?) missing|missing (?:crew|people|persons?|man|men|woman|women|boys?|girls?|child|climbers?)|"
    r"(?:club|national|world|British|European|all-time) record\b|rescued|arrest(?:ed|s)?|charged with|shot dead|(?:was|were|been) (?:shot|stabbed)|"
    r"(?:cut|cuts|raise[sd]?|held|holds) (?:its |interest |the |base |key |main ){0,3}rates?|"
    r"(?:rates?|tax(?:es)?|VAT|duty|allowances?|levy|threshold|benefits?|grants?|pensions?|wage) (?:will |is to |are to |has |have )?(?:be |been )?"
    r"(?:cut|raised|frozen|scrapped|abolished|doubled|halved|rises?|falls?|increases?|go(?:es)? (?:up|down)|stays? at)|"
    r"puts? up (?:the |their |some )?(?:[a-z]+ )?tax(?:es)?|jobs? (?:cuts?|losses|will go|are to go)|redundan(?:t|cies)|recession)\b"
)
_CHANGED = regex(
    r"\b(?:signed|approved|passed|rejected|banned|suspended|(?:is|are) back|(?<!olls )(?<!olls have )closed(?! \d| higher| lower| up| down)|cancelled|"
    r"(?:begun to give|started giving|gives|given) evidence|takes the stand|reopen(?:ed|s)?|resumed|restored|lifted|recalled|withdrawn|abolished|"
    r"scrapped|axed|discontinued|shut(?:s|ting)? down|appointed|elected|"
    r"record|\w+est (?:[\w-]+ ){0,4}since|first (?:[\w-]+ ){0,3}(?:since|in \w+ years)|"
    r"for the first time (?:in|since|ever)|knocked out|semi-finals?|through to|beat(?:en)?|"
    r"defeated|relegated|promoted|profits?|losses|(?:rose|fell|risen|fallen|shrank|shrunk|grew|grown|contracted)(?! for)|doubled|halved)\b"
)
_ROUTINE = regex(
    r"\b(?:(?:is|are) (?:due|expected|set|scheduled|speaking|meeting|going|heading|waiting|gathering|preparing|about|close|asked|in doubt|to)\b|"
    r"will (?:meet|speak|visit|hold|be held|begin|start|arrive|make)\b|"
    r"closes? at\b|opens? at\b|[Pp]olls? (?:have |are )?(?:now )?(?:closed|open(?:ed)?)\b|[Vv]oting has \w+\b|"
    r"(?:has|have) (?:arrived|risen for|gone out|been asked|asked|no interest|begun(?! to give evidence)|started(?! giving evidence)|sat down|stood up)\b|"
    r"(?:has|have) (?:asked|urged|advised|reminded) (?:people|residents|drivers|motorists|passengers|customers|fans|anyone|everyone|the public)\b|"
    r"(?:is|are) (?:being )?(?:urged|advised|reminded|appealing|thanked)\b|thoughts (?:are|remain) with\b|\bcommitt?(?:ed|ment) to\b|"
    r"(?:breaks|has risen|adjourns|has adjourned) for (?:lunch|the (?:day|night|weekend))\b|"
    r"(?:has|have) (?:come into court|sent the jury home|taken (?:his|her|their) seats?)\b|"
    r"has finished (?:his|her|its) (?:speech|evidence|statement|(?:cross-)?examination)\b|"
    r"(?:is|are) (?:now )?on (?:the )?stage\b|on (?:his|her) feet\b|(?:sat down|rose) (?:after|to)\b|[Hh]ere (?:is|are)\b|"
    r"while we wait|[Ww]e (?:hear|understand|expect|are (?:told|expecting))\b|"
    r"[Gg]ood (?:morning|afternoon|evening)|[Ww]elcome)"
)
_FINAL = regex(r"\b(?:full[- ]time|final (?:score|result|whistle)|verdict)\b(?!.*\?)", re.IGNORECASE)
_HELD_BACK = regex(
    r"(?:\b(?:should|could|may|might|would|if|whether|no|not|never|without|nobody|neither|den(?:y|ies|ied)|rul(?:es?|ed|ing) out|fear\w*|threat\w*|risks?|"
    r"call(?:s|ed)? (?:for|on)|urg\w+|ask(?:s|ed)?|demand\w*|avoid\w*|refus\w+|unlikely|insist\w*|question of|possible|potential|anti)\b|n[’']t\b)[^.;:]{0,40}$",
    re.IGNORECASE,
)
_BACKGROUND = regex(r"\bhad (?:\w+ )?$|\b(?:day|night|time|scene|site|anniversary|victims?|families|cause) of the $")
"""“Who had held the seat”, “on the day of the crash”: what was before."""
_SAYS = regex(r"(?:[A-Z][\w’-]*,? |[a-z-]+ ){1,9}(?:has |have )?(?:said|says|told [\w ]+|warned|added|insisted|suggested) that\b")
"""What somebody says has not happened yet, or not today."""
_BY_SAYING = regex(r"resign|step|quit|conced|call|claim")
"""What is done by saying so."""
_TO_COME = regex(r"\b(?:will|(?:is|are) (?:to|due|set|expected|likely|about)|plans?|hopes?)\b[^.;:]{0,30}$")
_LONG_AGO = regex(
    r"\b(?:(?P<since>since|until|by) |(?:in|of|on) (?:\d{1,2} )?)(?:[A-Z][a-z]+ )?(?:1[89]|20)\d\d\b.*|\b\w+ (?:years?|months?|weeks?|decades?) ago\b.*"
    r"|\blast (?:week|month|year)\b.*"
)
_NOW = regex(r"\b(?:has|have|is|are|will|today|tonight)\b")
_RECORD = regex(r"\b(?:\w+est|first|record|worst|best)\b")
_ASIDE = regex(r", whose [^,]*,|^(?:Correction|Clarification)\b.*")
"""Who somebody is, by what befell them; and what the blog itself had wrong."""


def weight(text: str, heading: str = "") -> tuple[float, str]:
    """What a lead weighs, and the words that give it that; 0 and nothing for what is neither weighty nor routine."""
    if final := _FINAL.search(heading):
        return DECIDED, final.group()
    plain = _ASIDE.sub("", re.sub(r"“[^“”]*”", "“”", text[:LONGEST]))
    past = _LONG_AGO.search(plain)
    if past and not _RECORD.search(plain[: past.start()]):
        plain = plain[: past.start()] if past["since"] or _NOW.search(plain[: past.start()]) else ""
    routine = _ROUTINE.search(plain)
    found = [(DEATHS, "how many have died") if toll(plain) else (GRAVE, HURT)] if is_grave(plain) else []
    for worth, pattern in ((POWER, _POWER), (DECIDED, _DECIDED), (PUBLIC, _PUBLIC), (CHANGED, _CHANGED)):
        for match in pattern.finditer(plain):
            before = plain[: match.start()]
            if not _HELD_BACK.search(before) and not _BACKGROUND.search(before):
                found.append((worth / 2 if _TO_COME.search(before) and not _BY_SAYING.match(match.group()) else worth, match.group()))
    if found and _SAYS.match(plain):
        found = [(worth if _BY_SAYING.match(shown) else worth / 2, shown) for worth, shown in found]
    if found and not (routine and routine.group().startswith(("here", "Here"))):
        return max(found, key=lambda each: each[0])
    return (ROUTINE, routine.group()) if routine else (0.0, "")
