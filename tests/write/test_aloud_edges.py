"""The edges of the spoken form, British and American: a table of awkward lines, read and kept as a golden file.

What a newsreader would say stands in `aloud_news_cases.txt`; here is what the rules do with figures and signs that hardly a report has.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.write.aloud import trace
from tests.conftest import Golden

LINES = Path(__file__).with_name("aloud_edges.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("style", ["en-GB", "en-US"])
def test_awkward_lines_are_said_as_they_were_read_and_approved(style: str, golden: Golden) -> None:
    found = []
    for line in LINES:
        said = trace(line, style=style)
        rules = " | ".join(f"{each.written}={each.rule}" for each in said.replacements)
        found += [said.text, f"    {rules}"]
    golden(f"aloud-edges-{style}.txt", "\n".join(found) + "\n")
