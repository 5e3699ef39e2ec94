"""How fast and how well texts are made spoken.

    python -m tests.bench.aloud [FILE …]             characters a second, and how many lines need the slow path
    python -m tests.bench.aloud --nemo FOLDER        NeMo-text-processing's English cases (test_cases_*.txt: they are not ours to keep here;
                                                     kitten-text-processing's source distribution has them in tests/upstream/en)
    python -m tests.bench.aloud --examples 100000    the properties of test_aloud_any_text.py over so many texts

NeMo's cases are compared so: letters and figures only, case folded, the word "and" left out. Neither marks nor spaces count ("PM", "P M",
"twenty-five"), nor whether British or American ("one hundred and five").
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from pipeline.write.aloud import spoken, trace
from tests.real import BLOG

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
CLASSES = (
    "address cardinal date decimal electronic fraction math measure money ordinal range roman serial telephone time whitelist word".split()
)
"""All but those of punctuation (that is dropped here), of tags inside the text, and of several readings to choose from."""
RUNS = 7


def speed(file: Path) -> str:
    """The best of some runs over a file, line by line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    took = []
    for _ in range(RUNS):
        start = time.process_time()
        for line in lines:
            spoken(line)
        took.append(time.process_time() - start)
    slow = sum("grammar" in {replaced.rule for replaced in trace(line).replacements} for line in lines)
    return f"{file}: {sum(map(len, lines)) / min(took):,.0f} characters/s; {slow} of {len(lines)} lines need the slow path"


def plain(text: str) -> str:
    """What is compared."""
    return re.sub(r"[\W_]+", "", re.sub(r"\band\b", " ", text.casefold()))


def nemo(folder: Path, style: str) -> str:
    """How many of NeMo's cases are said as they say, and those that are not."""
    right, of, out = 0, 0, []
    for name in CLASSES:
        file = folder / f"test_cases_{name}.txt"
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            written, tilde, expected = line.partition("~")
            if not tilde:
                continue
            said = spoken(written, style=style)
            of += 1
            if plain(said) == plain(expected):
                right += 1
            else:
                out.append(f"{name}: {written!r}: {expected!r}, not {said!r}")
    return "\n".join((*out, f"{style}: {right} of {of} = {right / max(1, of):.1%}"))


def examples(count: int) -> str:
    """The properties over many texts."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    from tests.write.test_aloud_any_text import TEXTS, check

    ran = 0

    @settings(
        max_examples=count, deadline=None, database=None, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck)
    )
    @given(TEXTS, st.sampled_from(("en-GB", "en-US")))
    def run(text: str, style: str) -> None:
        nonlocal ran
        ran += 1
        check(text, style)

    start = time.perf_counter()
    run()
    return f"{ran} texts hold, in {time.perf_counter() - start:.0f} s"


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--nemo", type=Path)
    parser.add_argument("--examples", type=int)
    asked = parser.parse_args()
    if asked.nemo:
        said = [nemo(asked.nemo, style) for style in ("en-GB", "en-US")]
    elif asked.examples:
        said = [examples(asked.examples)]
    else:
        said = [speed(file) for file in asked.files or (SAMPLE, BLOG) if file.exists()]
    sys.stdout.write("\n".join(said) + "\n")


if __name__ == "__main__":
    main()
