"""The same targets with coverage as the guide: atheris (libFuzzer) grows what reaches new lines. Needs the dependency group `fuzz`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def run(names: Sequence[str], count: int, seconds: float, seed: int, folder: Path) -> int:
    """Each target in a process of its own, since libFuzzer ends its process; 1 where any found something."""
    bad = 0
    for name in names:
        words = [
            sys.executable,
            "-m",
            "tests.bench.fuzz.guided",
            name,
            str(folder),
            str(count // len(names)),
            str(seconds / len(names)),
            str(seed),
        ]
        bad += subprocess.run(words, check=False).returncode != 0
    return 1 if bad else 0


def main(name: str, folder: Path, count: int, seconds: float, seed: int) -> None:
    """One target until it breaks or its inputs or its time are over."""
    import atheris

    with atheris.instrument_imports(include=["pipeline"]):
        from tests.bench.fuzz.targets import TARGETS
    from tests.bench.fuzz.work import tried

    target = TARGETS[name]
    corpus = folder / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(target.seeds()):
        (corpus / f"seed-{n}").write_bytes(data)
    words = folder / f"words-{name}"
    words.write_text("".join(f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in word)}"\n' for word in target.words if word), encoding="ascii")

    def one(data: bytes) -> None:
        _, found = tried(target, data)
        if found is not None:
            raise AssertionError(f"{found.key}\n{found.what}")

    limits = [
        f"-runs={count}",
        f"-seed={seed + 1}",
        "-max_len=4000",
        "-timeout=60",
        "-rss_limit_mb=1000",
        f"-artifact_prefix={folder}/{name}-",
    ]
    limits += [f"-max_total_time={max(1, round(seconds))}"] if seconds < 1e9 else []
    atheris.Setup([sys.argv[0], *limits, f"-dict={words}", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
