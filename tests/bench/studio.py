"""How long one waits to hear a change in the studio: `python -m tests.bench.studio [ENGINE …]`, a table; JSON with `--json`.

Fifty edits of one word in a paragraph of four sentences: from the edit's POST to the clip's first sample, beside the time that speaking its
first sentence took, and to its last sample. And the whole of 200 paragraphs of it that nobody spoke before: to its first sample, and to its last.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.studio.conftest import Studio, serving, show_in

EDITS = 50
TEXT = (
    "It was shut for {} weeks, and nobody was hurt when the first of the stones came down. [^3] The engineers looked at each of its arches twice "
    "before they let anybody cross it. [^3] Lorries will have to wait until the spring, the county said. [^3] Buses go again from Monday. [^3]"
)
HEADER_BYTES = 44
LONG = 200


def measured(engine: str) -> dict[str, float | str]:
    """Milliseconds: p50 and p95 of what one waits, of it what is not speaking, and until all is there; of the whole, once."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EPISODE_CACHE"] = str(Path(folder) / "cache")
        show = show_in(Path(folder) / "show")
        (show / "episode.toml").write_text(f'title = "Test"\nengine = "{engine}"\n', encoding="utf-8")
        waits, wholes, speaking = list[float](), list[float](), list[float]()
        with serving(show) as studio:
            version = studio.day()["version"]
            studio.get("api/clip/2.wav")
            for n in range(EDITS):
                start = time.perf_counter()
                _, day = studio.post("api/segment", version=version, n=2, text=TEXT.format(n + 20), brief=True)
                version = day["version"]
                first_s, engine_ms = heard(studio)
                waits.append((first_s - start) * 1000)
                wholes.append((time.perf_counter() - start) * 1000)
                speaking.append(engine_ms)
        script = show / "scripts" / "2026-11-27.md"
        head, _, notes = script.read_text(encoding="utf-8").partition("**Voice")
        long = "\n\n".join(f"**Anchor:** {TEXT.format(n + 1000)}" for n in range(LONG))
        script.write_text(f"{head}{long}\n\n**Voice{notes}", encoding="utf-8")
        with serving(show) as studio:
            studio.day()
            start = time.perf_counter()
            first_s, _ = heard(studio, "api/stretch.wav")
            whole_ms = (first_s - start) * 1000, (time.perf_counter() - start) * 1000
    rest = [wait - spoke for wait, spoke in zip(waits, speaking, strict=True)]
    row: dict[str, float | str] = {"engine": engine, "whole_first_ms": round(whole_ms[0], 1), "whole_all_ms": round(whole_ms[1], 1)}
    for name, values in (("wait", waits), ("rest", rest), ("all", wholes)):
        cuts = statistics.quantiles(values, n=20)
        row |= {f"{name}_p50_ms": round(cuts[9], 1), f"{name}_p95_ms": round(cuts[18], 1)}
    return row


def heard(studio: Studio, path: str = "api/clip/2.wav") -> tuple[float, float]:
    """(when its first sample came, by the clock; the milliseconds that the engine took until then) of a sound, all of which is taken."""
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=900)
    connection.request("GET", f"/{studio.token}/{path}")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("x-episode-spoken")) == (200, "1")
    answer.read(HEADER_BYTES + 1)
    first_s = time.perf_counter()
    answer.read()
    connection.close()
    found = re.search(r"dur=([\d.]+)", answer.getheader("server-timing") or "")
    return first_s, float(found[1]) if found else 0.0


def main() -> None:
    """Measure and print."""
    rows = [measured(engine) for engine in [each for each in sys.argv[1:] if each != "--json"] or ["pyttsx3", "piper"]]
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))  # noqa: T201 - it is what it is for
        return
    print("  ".join(f"{key:>14}" for key in rows[0]))  # noqa: T201
    for row in rows:
        print("  ".join(f"{value:>14}" for value in row.values()))  # noqa: T201


if __name__ == "__main__":
    main()
