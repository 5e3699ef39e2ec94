"""What an embargo holds back stands in the record with its reason, and without its words."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Episode

TEXT = """\
# The ferry

The ferry to Holm goes every hour from Monday, the harbour office said.

# The school

EMBARGOED until 00:01 Saturday 8 December 2096

Pupils in Holm will get a second language from the third year.
"""


def test_what_is_held_back_is_listed_as_left_out_without_its_words(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    (tmp_path / "day.md").write_text(TEXT)
    until = "embargoed until Saturday 8 December 2096, 00:01"
    made = episode("build", "day.md", "--date", "2026-11-30", "--json")
    assert made.code == 0, made.err
    held = [{"source": f"day.md:{n}", "reason": until} for n in (7, 9)]
    assert [left for left in made.json["left_out"] if left in held] == held
    record = json.loads((Path(made.json["dir"]) / "episode.json").read_text())
    assert "second language" not in json.dumps(record)
    script = Path(made.json["script_path"])
    script.write_text(script.read_text().replace("every hour", "each hour"))
    again = episode("build", "day.md", "--date", "2026-11-30", "--json").json
    assert [left for left in again["left_out"] if left in held] == held
