"""The day's news in, a podcast episode out.

    briefings/ ──read──▶ Briefing ──edit──▶ Rundown ──write──▶ scripts/ ──speak──▶ clips ──mix──▶ master ──publish──▶ output/
    (the day's text)                                 (a human may edit here)

Six verbs, six packages; `build` calls them in a straight line, `cli` only wires. The things that flow are in `model`.
"""

__version__ = "0.1.0"
