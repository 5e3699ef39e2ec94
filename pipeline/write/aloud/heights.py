"""Whether "6.21m" is metres: how high water or snow stands, how deep or long something is, how far somebody swam.

A newspaper's "m" behind a figure is a million, but for what is measured. A reader tells by what stands before it, and so do these
rules: a word for water or for a height in front, in the same clause, and nobody who is counted and no money beside it.
"""

from __future__ import annotations

import re

from pipeline.write.aloud.here import before_noun, word_after

REACH = 120
"""Characters before a figure that can say what it measures."""
HIGHEST = 200.0
"""No water stands higher above where it is measured from, nor snow."""

_CLAUSE = re.compile(r"[.;:!?]\s|\n")
_RANGE = re.compile(r"(?:[0-9][0-9.,]{0,9}\s?m?\s?(?:[-–]|to|and|or)\s?){1,2}$")
"""The lower end of a range: "waves of 3m to" 4m."""
_LOOSELY = (
    r"(?:\s(?:about|around|almost|nearly|roughly|approximately|some|just|only|up|to|over|under|more|less|than|at|least|most|as|much|high|an?|the|"
    r"well|between|from)){0,5}\s?$"
)
_SIZE = re.compile(
    rf"\b(?:heights?|depths?|altitudes?|elevations?|widths?|lengths?|diameters?|radius|thickness|distances?|drop|crest) of{_LOOSELY}",
    re.IGNORECASE,
)
_SWIM = re.compile(rf"\b(?:swam|swims?|swum|swimming|sprinted|dived|abseiled){_LOOSELY}", re.IGNORECASE)
_CLEARED = re.compile(
    rf"\b(?:cleared|clears|threw|throws?|thrown|leapt|leaps?|jumped|jumps?|vaulted|hurled)(?:\sit|\sthe\s\w+)?{_LOOSELY}", re.IGNORECASE
)
_TO_THE_CENTIMETRE = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_RACE = re.compile(
    r"\b(?:(?:won|wins?|winning|ran|runs?|running|swam|raced?|contested|entered|record\s(?:for|in|at|over)|gold\sin|medal\sin|final\sof)\sthe"
    r"|(?:wo)?men[’']s|girls[’']|boys[’'])\s$",
    re.IGNORECASE,
)
_RACES = frozenset("50 60 80 100 110 200 400 600 800 1000 1500 3000 5000 10000".split())

_WATER = re.compile(
    r"\b(?:[Rr]ivers?|[Ww]aters?|[Ff]loodwaters?|[Ff]loods?|[Ff]looding|[Ww]aves?|[Ss]torm surges?|[Tt]idal surges?|[Ss]wells?|[Tt]ides?|[Ss]now|[Ss]nowfall|"
    r"[Ss]nowdrifts?|[Dd]rifts|[Tt]sunamis?|[Bb]reakers|[Ss]treams?|[Cc]reeks?|[Bb]rooks?|[Cc]anals?|[Ll]akes?|[Rr]eservoirs?|[Rr]ipples|[Pp]uddles|"
    r"Severn|Thames|Trent|Ouse|Wye|Tyne|Tees|Avon|Lune|Mersey|Shannon|Foyle|Tay|Tweed|Clyde|Derwent|Aire|Calder|Wharfe|Ribble|Eden|Exe|Tamar|Medway|Danube|Rhine|"
    r"Elbe|Oder|Vistula|Seine|Loire|Rhône|Garonne|Po|Tiber|Ebro|Ganges|Brahmaputra|Indus|Yangtze|Mekong|Mississippi|Missouri|Nile|Volga|Dnieper|Dnipro)\b"
)
_GROUND = re.compile(
    r"\b(?:snow(?:fall|line)?|frosts?|ice|hills?|ground|slopes?|peaks?|summits?|mountains?|moors|fells?|glaciers?|trees|treeline|roads?|passes|routes)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\b(?:above|below)(?:\s(?:about|around|roughly|some))?\s$")
"""Snow above 300m: how high land lies."""
_LEVEL = re.compile(r"(?:^|\b(?:the|its|peak|river|water|sea|flood|lake|tide|tidal|groundwater))\s?\blevels?\b(?!\sof\b)", re.IGNORECASE)
_IT = re.compile(r"^\s*(?:It|They|This)\s")
_LEADS = re.compile(
    r"\b(?:of|at|to|by|over|above|below|under|than|from|between|about|around|nearly|almost|roughly|approximately|some|just|exceed(?:s|ed|ing)?|"
    r"reach(?:es|ed|ing)?|hit|hits|hitting|topped|topping|top|passed|passing|past|the|an?|was|is|were|are|be|been|measured|measuring|rose|risen|rising|"
    r"fell|fallen|dropped)\s$",
    re.IGNORECASE,
)
"""What a height stands behind."""
_COUNTED = re.compile(
    r"[€£$¥₴]|\b(?:people|residents|viewers?|viewing|audiences?|voters?|votes|populations?|users|subscribers|customers|passengers|tourists|visitors|homes|houses|"
    r"households|properties|jobs|workers|refugees|migrants|migration|children|fans|followers|members|records|copies|tonnes|barrels|profits?|loss(?:es)?|sales|"
    r"revenues?|turnover|incomes?|earnings|costs?|costing|budgets?|funds?|funding|spend(?:ing)?|spent|pay(?:ments?|ing|s)?|paid|prices?|worth|bills?|damages?|claims?|"
    r"insur\w+|grants?|debts?|deficits?|borrowing|unemployment|employment|investments?|invest(?:s|ed|ing)?|tax(?:es)?|fees?|bids?|offers?|deals?|aid|donations|donated|"
    r"appeals?|raised|raising|schemes?|projects?|programmes?|defences?|euros?|pounds?|dollars?|rescued|fled|displaced|affected|figures?|totals?|numbers?|sold|bought|"
    r"listeners|readers|views|streams of|downloads|emissions|demand|company|companies|firms?|group)\b",
    re.IGNORECASE,
)
"""What is counted in millions."""
_BEHIND = frozenset(
    "mark level levels peak threshold wave waves swell swells tide tides overnight locally shortly downstream rising falling compared making".split()
)
_DOES = re.compile(r"(?!displaced)[a-z]+ed|hit|hitting|swept|struck|broke|left|made|came|cut|sent|thrown")
"""What a wave does: no noun that is counted stands behind "waves of 8m hit"."""
_TALL = frozenset("swells tide tides snowdrift snowdrifts drifts tsunami breakers snow floodwater floodwaters".split())
_OF_IT = re.compile(r"\sof\s(?:\w{1,12}\s)?(?:snow|water|floodwater|mud|rain|ice|silt|sediment|fabric|cable|pipe|rope|fencing)\b")


def _cleared(clause: str, figure: str) -> bool:
    """She cleared 2.04m, he threw 88.16m: a field event is measured to the centimetre."""
    return bool(_TO_THE_CENTIMETRE.fullmatch(figure) and _CLEARED.search(clause) and not _COUNTED.search(clause))


def is_metres(text: str, start: int, end: int, figure: str) -> bool:
    """Whether the "m" behind a figure that stands at `start` to `end` of a text is a metre's."""
    number = float(figure.replace(",", ""))
    after = word_after(text, end)
    if after in _TALL or _OF_IT.match(text, end):
        return number < HIGHEST
    if before_noun(text, end) and after not in _BEHIND and not _DOES.fullmatch(after):
        return False
    near = text[max(0, start - REACH) : start]
    begin = next((match.end() for match in reversed(list(_CLAUSE.finditer(near)))), 0)
    clause = _RANGE.sub("", near[begin:])
    if (
        _SIZE.search(clause)
        or _SWIM.search(clause)
        or _cleared(clause, figure)
        or (_RACE.search(clause) and figure.replace(",", "") in _RACES)
    ):
        return True
    if _ABOVE.search(clause) and _GROUND.search(clause) and not _COUNTED.search(clause):
        return True
    if number >= HIGHEST or _COUNTED.search(clause) or not _LEADS.search(clause):
        return False
    if _WATER.search(clause) or _LEVEL.search(clause):
        return True
    # "The Lune is still rising. It reached 6.21m."
    return _IT.match(clause) is not None and _WATER.search(near[:begin]) is not None and not _COUNTED.search(near[:begin])
