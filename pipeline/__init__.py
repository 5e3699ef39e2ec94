"""The day's news in, a podcast episode out.

    briefings/ ──read──▶ Briefing ──edit──▶ Rundown ──write──▶ scripts/ ──speak──▶ clips ──mix──▶ master ──publish──▶ output/
    (the day's text)                                 (a human may edit here)

Six verbs, six packages; `build` calls them in a straight line. What flows is in `model`; `desk` holds what a day needs around them (settings, places, the
edit loop, the cast), `check` the gate before it goes on air, `text` what several stages know of English; `cli` only wires.
"""

__version__ = "0.1.0"
