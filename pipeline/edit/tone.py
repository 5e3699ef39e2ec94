"""How a story is to be told: one in which people have died or were hurt is told gravely."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import CASUALTIES, Beat
from pipeline.regex import regex
from pipeline.text.words import MONTH

_PEOPLE = (
    r"(?:people|persons?|civilians?|children|child|boys?|girls?|m[ae]n|wom[ae]n|bab(?:y|ies)|soldiers?|troops|residents?|workers?|passengers?|"
    r"crew|pilots?|astronauts?|cosmonauts?|students?|victims?|villagers?|migrants?|police(?: officers?)?|"
    r"officers?|firefighters?|journalists?|others?|"
    r"dozens|hundreds|thousands|"
    r"families|hostages|patients|pedestrians?|drivers?|swimmers?|miners?|fans|spectators|shoppers|teenagers?|sons?|daughters?|brothers?|sisters?|"
    r"father|mother|husband|wife|couple|at least \w+|\d[\d,]{0,15}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_HURT = r"(?:killed|dead|injured|wounded|hurt|drowned|died|murdered|shot dead|buried|missing, feared dead)"

_GRAVE = regex(
    rf"\b{_PEOPLE}\b(?:\W+\w+){{0,6}}?\W+{_HURT}\b"
    rf"|\b(?:killed|killing|kills|wounded|wounding|injured|injuring|murdered|claimed the lives of)\W+(?:\w+\W+){{0,3}}?{_PEOPLE}\b"
    r"|\b(?:civilian|heavy|many|mass|\d[\d,]{0,15}|dozens of|hundreds of|thousands of) (?:casualties|fatalities)\b"
    r"|\b(?:death toll|mass grave|state of mourning|war dead|bereaved|body bags|were found dead|shot dead|beaten to death)\b"
    rf"|\bdeaths? of (?:(?:an?|the|\d[\d,]{{0,9}}|two|three|four|five|six|his|her|their) )?(?:[\w-]+ ){{0,3}}?{_PEOPLE}\b"
    r"|\bbod(?:y|ies)\b[^.;,“”]{0,60}?\b(?:found|recovered|pulled|brought (?:up|ashore|out)|identified)\b"
    r"|\b(?:found|recovered|identified) (?:the|a|his|her|two|three) bod(?:y|ies)\b"
    r"|\b(?:died|was killed|were killed|has died|have died|lost (?:his|her|their) li(?:fe|ves))\b",
    re.IGNORECASE,
)
_NOT_SO = regex(
    r"\b(?:kill(?:ed|s|ing)? (?:off |the |this |that |any |a )?(?:deal|plan|bill|idea|proposal|talks|amendment|project|mood|time|app|process)|dead (?:end|line|lock|heat|"
    r"weight|centre)|dead on arrival|dead in the water|(?:die|dies|died|dying) (?:down|away|out|off)|(?:no|without) (?:casualties|fatalities|injuries)|"
    r"(?:nobody|no one|none|not?)(?:\W+\w+){0,4}?\W+(?:killed|injured|hurt|wounded|dead|died))\b",
    re.IGNORECASE,
)

_LONG_DEAD = regex(
    rf",? (?:who|whose [a-z]+) (?:had )?died (?:(?:in|on) (?:\d{{1,2}} )?(?:{MONTH}|(?:1[89]|20)\d\d)|last (?:week|month|year|{MONTH})|"
    r"[a-z]+ (?:weeks|months|years|decades) ago)\b[^,.;]*"
)
"""Who somebody was, by a death that is no news: “her predecessor, who died in March”."""

LEAD_SENTENCES = 3
"""What a story is about stands in its first sentences; what is mentioned further down is told in the story's own tone."""


def tone(beats: Sequence[Beat]) -> str:
    """The tone of a story as told: `casualties`, or empty for the plain one.

    Only the story's own lead decides, and never a quotation: somebody who speaks of the dead is no report of deaths.
    """
    lead = [sentence.text for beat in beats if beat.kind != "quote" for sentence in beat.sentences][:LEAD_SENTENCES]
    return CASUALTIES.name if any(map(is_grave, lead)) else ""


def is_grave(text: str) -> bool:
    """Whether a sentence reports that people have died or were hurt."""
    return _GRAVE.search(_NOT_SO.sub(" ", _LONG_DEAD.sub("", text))) is not None
