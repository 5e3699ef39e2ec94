"""Whether "6.21m" is metres: how high water or snow stands, how deep or long something is, how far somebody swam or fell.

A newspaper's "m" behind a figure is a million, but for what is measured. A reader tells by what stands around it, and so do these
rules: the same length in feet, a word for water or for a height in front, a thing with a size behind, in the same clause, and nobody
who is counted and no money beside it.
"""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import before_noun, word_after

REACH = 120
"""Characters before a figure that can say what it measures."""
HIGHEST = 200.0
"""No water stands higher above where it is measured from, nor snow."""

_CLAUSE = regex(r"[.;:!?]\s|\n")
_RANGE = regex(r"(?:[0-9][0-9.,]{0,9}\s?m?\s?(?:[-–]|to|and|or)\s?){1,2}$")
"""The lower end of a range: "waves of 3m to" 4m."""
_LOOSELY = (
    r"(?:\s(?:about|around|almost|nearly|roughly|approximately|some|just|only|up|to|over|under|more|less|than|at|least|most|as|much|high|an?|the|"
    r"well|between|from)){0,5}\s?$"
)
_SIZE = regex(
    rf"\b(?:heights?|depths?|altitudes?|elevations?|widths?|lengths?|diameters?|radius|thickness|distances?|drop|crest) of{_LOOSELY}",
    re.IGNORECASE,
)
_SWIM = regex(rf"\b(?:swam|swims?|swum|swimming|sprinted|dived|abseiled){_LOOSELY}", re.IGNORECASE)
_CLEARED = regex(
    rf"\b(?:cleared|clears|threw|throws?|thrown|leapt|leaps?|jumped|jumps?|vaulted|hurled)(?:\sit|\sthe\s\w+)?{_LOOSELY}", re.IGNORECASE
)
_TO_THE_CENTIMETRE = regex(r"[0-9]{1,2}\.[0-9]{2}")
_RACE = regex(
    r"\b(?:(?:won|wins?|winning|ran|runs?|running|swam|raced?|contested|entered|record\s(?:for|in|at|over)|gold\sin|medal\sin|final\sof)\sthe"
    r"|(?:wo)?men[’']s|girls[’']|boys[’'])\s$",
    re.IGNORECASE,
)
_LAST = regex(r"\b(?:last|final|first|opening|closing)\s$")
_AT_THE_RACES = regex(
    r"\b(?:races?|laps?|sprint\w*|runners?|finish(?:ed|ing)?|line|relay|medals?|gold|silver|bronze|swimm?\w*|row(?:ers?|ing)|cyclists?|overt\w+|stroke|bend|straight)\b"
)
_RACES = frozenset("50 60 80 100 110 200 400 600 800 1000 1500 3000 5000 10000".split())

_WATER = regex(
    r"\b(?:[Rr]ivers?|[Ww]aters?|[Ff]loodwaters?|[Ff]loods?|[Ff]looding|[Ww]aves?|[Ss]torm surges?|[Tt]idal surges?|[Ss]wells?|[Tt]ides?|[Ss]now|[Ss]nowfall|"
    r"[Ss]nowdrifts?|[Dd]rifts|[Tt]sunamis?|[Bb]reakers|[Ss]treams?|[Cc]reeks?|[Bb]rooks?|[Cc]anals?|[Ll]akes?|[Rr]eservoirs?|[Rr]ipples|[Pp]uddles|"
    r"Severn|Thames|Trent|Ouse|Wye|Tyne|Tees|Avon|Lune|Mersey|Shannon|Foyle|Tay|Tweed|Clyde|Derwent|Aire|Calder|Wharfe|Ribble|Eden|Exe|Tamar|Medway|Danube|Rhine|"
    r"Elbe|Oder|Vistula|Seine|Loire|Rhône|Garonne|Po|Tiber|Ebro|Ganges|Brahmaputra|Indus|Yangtze|Mekong|Mississippi|Missouri|Nile|Volga|Dnieper|Dnipro)\b"
)
_GROUND = regex(
    r"\b(?:snow(?:fall|line)?|frosts?|ice|hills?|ground|slopes?|peaks?|summits?|mountains?|moors|fells?|glaciers?|trees|treeline|roads?|passes|routes)\b",
    re.IGNORECASE,
)
_ABOVE = regex(r"\b(?:above|below)(?:\s(?:about|around|roughly|some))?\s$")
"""Snow above 300m: how high land lies."""
_LEVEL = regex(r"(?:^|\b(?:the|its|peak|river|water|sea|flood|lake|tide|tidal|groundwater))\s?\blevels?\b(?!\sof\b)", re.IGNORECASE)
_IT = regex(r"^\s*(?:It|They|This)\s")
_LEADS = regex(
    r"\b(?:of|at|to|by|over|above|below|under|than|from|between|about|around|nearly|almost|roughly|approximately|some|just|exceed(?:s|ed|ing)?|"
    r"reach(?:es|ed|ing)?|hit|hits|hitting|topped|topping|top|passed|passing|past|the|an?|was|is|were|are|be|been|measured|measuring|rose|risen|rising|"
    r"fell|fallen|dropped)\s$",
    re.IGNORECASE,
)
"""What a height stands behind."""
_COUNTED = regex(
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
_DOES = regex(r"(?!displaced)[a-z]+ed|hit|hitting|swept|struck|broke|left|made|came|cut|sent|thrown")
"""What a wave does: no noun that is counted stands behind "waves of 8m hit"."""
_TALL = frozenset("swells tide tides snowdrift snowdrifts drifts tsunami breakers snow floodwater floodwaters".split())
_FEET = r"(?:ft|feet|foot|yards?|yds?|inches)\b|[0-9]in\b"
_IN_FEET = regex(rf"\s?[(/]\s?(?:[a-z]{{3,8}}\s){{0,2}}[0-9][0-9.,]{{0,9}}(?:[\s-]?(?:{_FEET})|['’][0-9])")
_FEET_FIRST = regex(rf"[0-9][\s-]?(?:{_FEET})\s?[(/]\s?(?:[a-z]{{3,8}}\s){{0,2}}$")
"""A length told twice: "12m (40ft)", "a 40ft (12m) wall"."""
_THING = regex(
    r"[\s-](?:[a-z]{3,12}[\s-])?(?:walls?|fences?|tower|pool|crater|cliffs?|hole|pit|trench|tunnel|shaft|bridge|boat|yacht|ship|vessel|trawler|barge|catamaran|statue|sculpture"
    r"|mast|pole|crane|chimney|spire|python|whale|shark|crocodile|snake|ladder|peak|mountain|summit|springboard|(?:exclusion|buffer|safety)\szone|cordon|radius|track"
    r"|telescope|mirror|dish|antenna|asteroid|boulder|waterfall|iceberg|embankment|ditch|balcony|ramp|shot|strike|volley|free-kick|sprint|dash|(?:drop|fall|plunge)(?!\s(?:in|of)\b))(?![\w-])"
)
"""Behind the figure: of such a thing there is one, and it has a size. What costs so much has a sign of money."""
_STRETCH = regex(
    r"\s(?:short\b|clear\b|ahead\b|in\s(?:length|height|width|diameter|depth|radius)\b|of\s(?:\w{1,12}\s)?(?:road|track|coast(?:line)?|beach|river(?:bank)?|pipeline|railway|fenc(?:e|ing)|tarmac|wall|cable|wire|rope|pipe)\b)"
)
_SO_FAR = regex(r"\s?[.,;:]|\s?$|\s(?:of|in|and|as|when|with|but|to|at)\b")
_WITHIN = regex(rf"\bwithin{_LOOSELY}")
_MOVED = regex(
    r"\b(?:fell|falls|fallen|falling|plung\w+|plummet\w+|tumbl\w+|dropp?\w*|thrown|flung|dragg?\w+|swept|carried|walk\w*|ran|run|crawl\w+|sprint\w*|dr[io]ve\w*|climb\w*|dug|jump\w*|leapt)"
    + _LOOSELY
)
_WHERE_TO = regex(
    r"\s(?:into|onto|off|down|up|along|underground|before|to\s(?:safety|(?:his|her|their|its)\sdeaths?|the\s(?:ground|bottom|floor|street|sea\w*|valley))"
    r"|(?:from|out\sof)\s(?:an?|the)\s(?:\w+\s)?(?:roof|bridge|cliff|balcony|window|building|tower|crane|ladder|scaffold\w*|rock|ride|tree|wall))\b"
)
"""How far somebody fell or walked, and where to."""
_TALLER = regex(rf"\b(?:taller|deeper|wider|closer|nearer)\sthan{_LOOSELY}")
_AIRBORNE = regex(rf"\b(?:flew|flies|flying|hover\w*|cruis\w+|parachut\w+)(?:\s\w+)?\s(?:at|to|above|below|from){_LOOSELY}")
_BUILT = regex(
    r"\b(?:buildings?|towers?|blocks|walls?|fences?|cliffs?|masts?|cranes?|turbines?|chimneys?|statues?|craters?|trench(?:es)?|tunnels?|ships?|boats?|vessels?)"
    rf",?\s(?:of|at|over|above|under|below){_LOOSELY}",
    re.IGNORECASE,
)
_PERSON = regex(r"\b(?:[Hh]e|[Ss]he|who)\s(?:is|was|stands|stood)(?:\s(?:just|only|about|almost))?\s$")
_PERSON_MOVED = regex(rf"\b(?:[Hh]e|[Ss]he)(?:\shad)?\s(?:fell|fallen|plunged|tumbled|climbed|jumped|walked|ran){_LOOSELY}")
_AS_A_PERSON = regex(r"(?:1\.[4-9]|2\.[0-3])[0-9]")
_GROUPED = regex(r"[0-9]{1,2},[0-9]{3}")
"""4,000m: so many millions are billions."""
_TO_ANOTHER = regex(r"\s?(?:[-–]|\sto\s|\sand\s|\sor\s)\s?(?P<n>[0-9][0-9.,]{0,9})m(?!\w)")
_OF_IT = regex(r"\sof\s(?:\w{1,12}\s)?(?:snow|water|floodwater|mud|rain|ice|silt|sediment|fabric|cable|pipe|rope|fencing)\b")


def _cleared(clause: str, figure: str) -> bool:
    """She cleared 2.04m, he threw 88.16m: a field event is measured to the centimetre."""
    return bool(_TO_THE_CENTIMETRE.fullmatch(figure) and _CLEARED.search(clause) and not _COUNTED.search(clause))


def is_metres(text: str, start: int, end: int, figure: str, again: bool = True) -> bool:
    """Whether the "m" behind a figure that stands at `start` to `end` of a text is a metre's.

    Of a range "20m to 30m of track" what stands behind its end counts (`again`).
    """
    number = float(figure.replace(",", ""))
    after = word_after(text, end)
    if _IN_FEET.match(text, end) or _FEET_FIRST.search(text, max(0, start - 30), start):
        return True
    if after in _TALL and number < HIGHEST:
        return True
    another = _TO_ANOTHER.match(text, end) if again else None
    if another and is_metres(text, another.start("n"), another.end(), another["n"].rstrip(".,") or "0", again=False):
        return True
    near = text[max(0, start - REACH) : start]
    begin = next((match.end() for match in reversed(list(_CLAUSE.finditer(near)))), 0)
    clause = _RANGE.sub("", near[begin:])
    counted, behind = _COUNTED.search(clause) is not None, _CLAUSE.split(text[end : end + REACH // 3])[0]
    if not _COUNTED.search(behind) and (_near(text, end, clause) or (_thing(text, end, clause, figure) and not counted)):
        return True
    if before_noun(text, end) and after not in _BEHIND and not _DOES.fullmatch(after):
        return False
    if (
        _SIZE.search(clause)
        or _SWIM.search(clause)
        or _cleared(clause, figure)
        or (_RACE.search(clause) and figure.replace(",", "") in _RACES)
    ):
        return True
    if _LAST.search(clause) and figure in _RACES and _SO_FAR.match(text, end) and _AT_THE_RACES.search(near + behind):
        return True
    if _ABOVE.search(clause) and _GROUND.search(clause) and not counted:
        return True
    if clause.endswith("(") and number < HIGHEST and _WATER.search(clause) and not counted:
        return True  # high water 03:12 (4.1m)
    if number >= HIGHEST or counted or not _LEADS.search(clause):
        return False
    if _WATER.search(clause) or _LEVEL.search(clause):
        return True
    # "The Lune is still rising. It reached 6.21m."
    return _IT.match(clause) is not None and _WATER.search(near[:begin]) is not None and not _COUNTED.search(near[:begin])


def _near(text: str, end: int, clause: str) -> bool:
    """Within 100m of a road, 200m of cable: whoever is counted before it."""
    return bool(_OF_IT.match(text, end) or (text.startswith(" of ", end) and _WITHIN.search(clause)))


def _thing(text: str, end: int, clause: str, figure: str) -> bool:
    """Whether what stands around it has a size, and no number: a 20m crater, he fell 20m to his death."""
    return bool(
        _GROUPED.fullmatch(figure)
        or _THING.match(text, end)
        or _STRETCH.match(text, end)
        or (_MOVED.search(clause) and _WHERE_TO.match(text, end))
        or _PERSON_MOVED.search(clause)
        or (_AS_A_PERSON.fullmatch(figure) and _PERSON.search(clause))
        or ((_TALLER.search(clause) or _AIRBORNE.search(clause) or _BUILT.search(clause)) and not before_noun(text, end))
    )
