"""What is encoded ahead is the same programme: the measurement compares nothing else than when it is encoded."""

from __future__ import annotations

from pathlib import Path

from tests.bench import ahead


def test_the_pieces_are_encoded_ahead_and_make_the_same_file(tmp_path: Path) -> None:
    took, said = ahead.measure(tmp_path, "tone", 2, 1, waits=True)  # it fails where the files differ
    assert {how: len(each) for how, each in took.items()} == {"after": 1, "ahead": 1}
    encoded, of, pieces, _ = said.split()
    assert (of, int(pieces) > 2, 0 < int(encoded) <= int(pieces)) == ("of", True, True)
