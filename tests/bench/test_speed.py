"""The measurements measure what they say: their scripts are scripts, their table tells what is not as it should be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pipeline.write import parse_script
from tests.bench import long_scripts, plain, speed

TEXT = long_scripts.SAMPLE.read_text(encoding="utf-8")


def test_a_long_script_is_a_script_in_which_nothing_is_said_twice() -> None:
    text = long_scripts.script(long_scripts.paragraphs(60, TEXT))
    assert text == long_scripts.script(long_scripts.paragraphs(60, TEXT))
    script = parse_script(text, "x.md")
    said = [passage.text for segment in script.segments for passage in segment.passages]
    assert len(set(said)) == len(said)
    assert 0.95 <= sum(len(each.split()) for each in said) / (60 * long_scripts.WORDS_A_MINUTE) <= 1.05
    assert all(passage.sources for segment in script.segments for passage in segment.passages)
    assert [len(paragraph) for paragraph in plain.paragraphs(text)] == [len(segment.text) for segment in script.segments]


def test_each_sentence_of_a_long_script_is_proved_against_its_text(tmp_path: Path) -> None:
    home = long_scripts.a_show(tmp_path / "show", 15, "tone")
    done = subprocess.run(
        [speed.EPISODE, "check", f"scripts/{long_scripts.DATE}.md", "--json"], cwd=home, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert told["findings"] == []
    assert told["measured"]["provenance"]["proved"] == told["measured"]["provenance"]["marked"] > 80


def test_what_a_command_takes_is_measured_on_that_command(tmp_path: Path) -> None:
    busy = "x = bytearray(200_000_000)\nfor n in range(3_000_000): pass\nprint('done')"
    # From a small process, as the benchmark is one: the peak of a child begins with its parent's.
    small = f"""
import sys
from pathlib import Path
from tests.bench import speed
for words in ({busy!r}, "pass"):
    took = speed.run([sys.executable, "-c", words], Path({str(tmp_path)!r}), {{}})
    print(took.out == "done\\n", took.cpu_s, took.peak_mb)
"""
    said = subprocess.run([sys.executable, "-c", small], cwd=speed.ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert (said[0], said[3]) == ("True", "False")
    assert float(said[1]) > float(said[4])
    assert float(said[2]) > 190 > float(said[5])


def test_the_table_tells_what_is_not_as_it_should_be() -> None:
    good = speed.Figure("a", 0.5, 1.0, least=False, detail="")
    bad = speed.Figure("b", 0.5, 1.0, least=True, detail="")
    assert (good.good, bad.good) == (True, False)
    assert [line[:2] for line in speed.table([good, bad]).splitlines()[1:]] == ["ok", "!!"]


def test_the_start_is_measured_from_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    words = [sys.executable, "-m", "tests.bench.speed", "--quick", "--only", "start", "--out", str(out)]
    done = subprocess.run(words, cwd=speed.ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert "episode --help ÷ import typer" in done.stdout
    assert '"ratio"' in out.read_text(encoding="utf-8")
