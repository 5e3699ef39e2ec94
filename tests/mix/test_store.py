"""The store of encoded pieces: what is kept is whole, and a disk that does not take it is answered with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import AudioError
from pipeline.mix.store import Store, key


def test_what_is_kept_is_found_and_what_is_damaged_is_gone(tmp_path: Path) -> None:
    store, name = Store(tmp_path), key("a", b"b")
    assert store.find(name) is None
    store.store(name, b"some sound")
    assert store.find(name) == b"some sound"
    (piece,) = (path for path in tmp_path.rglob("*") if path.is_file())
    piece.write_bytes(b"some noise")
    assert store.find(name) is None
    assert not piece.exists()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.write_bytes(b"")
    with pytest.raises(AudioError, match="cannot be kept") as caught:
        Store(folder).store(key("a"), b"some sound")
    assert caught.value.where == str(folder)
    with pytest.raises(OSError, match="cache"):
        Store(folder, lasting=False).store(key("a"), b"some sound")
