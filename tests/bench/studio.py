"""How long one waits to hear a change in the studio: `python -m tests.bench.studio [ENGINE …]`, a table; JSON with `--json`.

Fifty edits of one word in one paragraph: the edit's POST and the clip's GET together, beside the time that speaking alone took.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.studio.conftest import serving, show_in

EDITS = 50


def measured(engine: str) -> dict[str, float | str]:
    """Milliseconds: p50 and p95 of all that one waits, of speaking, and of the rest."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EPISODE_CACHE"] = str(Path(folder) / "cache")
        show = show_in(Path(folder) / "show")
        (show / "episode.toml").write_text(f'title = "Test"\nengine = "{engine}"\n', encoding="utf-8")
        waits, speaking = [], []
        with serving(show) as studio:
            version = studio.day()["version"]
            studio.get("api/clip/2.wav")
            for n in range(EDITS):
                start = time.perf_counter()
                _, day = studio.post("api/segment", version=version, n=2, text=f"It was shut for {n + 20} weeks, and nobody was hurt. [^3]")
                version = day["version"]
                status, headers, _ = studio.get("api/clip/2.wav")
                waits.append((time.perf_counter() - start) * 1000)
                assert (status, headers["x-episode-spoken"]) == (200, "1")
                found = re.search(r"dur=([\d.]+)", headers["server-timing"])
                speaking.append(float(found[1]) if found else 0.0)
    rest = [wait - spoke for wait, spoke in zip(waits, speaking, strict=True)]
    row: dict[str, float | str] = {"engine": engine}
    for name, values in (("wait", waits), ("speak", speaking), ("rest", rest)):
        cuts = statistics.quantiles(values, n=20)
        row |= {f"{name}_p50_ms": round(cuts[9], 1), f"{name}_p95_ms": round(cuts[18], 1)}
    return row


def main() -> None:
    """Measure and print."""
    rows = [measured(engine) for engine in [each for each in sys.argv[1:] if each != "--json"] or ["pyttsx3", "piper"]]
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))  # noqa: T201 - it is what it is for
        return
    print("  ".join(f"{key:>12}" for key in rows[0]))  # noqa: T201
    for row in rows:
        print("  ".join(f"{value:>12}" for value in row.values()))  # noqa: T201


if __name__ == "__main__":
    main()
