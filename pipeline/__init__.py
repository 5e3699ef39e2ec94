"""The day's news in, a podcast episode out.

    briefings/ ──read──▶ Briefing ──edit──▶ Rundown ──write──▶ scripts/ ──speak──▶ clips ──mix──▶ master ──publish──▶ output/
    (the day's text)                                 (a human may edit here)

Six verbs, six packages; `build` calls them in a straight line. What flows is in `model`; `desk` holds what a day needs around them (settings, places, the
edit loop, the cast), `check` the gate before it goes on air, `text` what several stages know of English; `cli` only wires.
"""

import os

__version__ = "0.1.0"

# onnxruntime sends its makers an identifier and what it runs, from 1.32 on Linux too; it reads this when it is imported, by whichever library.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
