"""What was found of a text, so that it is not looked for again: a text in its spoken form, the proof of a sentence, words that have no place in it.

All that is found so depends on nothing but what it was found of. Who wants it kept from one run to the next opens a `Shelf` around the work;
without one all is found anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from pipeline.model.plain import made, plain

T = TypeVar("T")

Plain = list[list[Any]]
"""As JSON has it: of each thing that was found its values."""


ONE = "="
"""Before the kind of a thing of which only the last is kept: it is large, and changes as a whole."""
MOST_CHARS = 250_000
"""The text of five hours: of more, what is kept weighs in a build's memory."""
LASTS = 6
"""Of so many kinds that were not asked for now."""


class Shelf:
    """Findings by the digest of what they were found of."""

    def __init__(self, known: dict[str, Plain] | None = None) -> None:
        """`known` is what was found before."""
        self._known = known or {}
        self.used: dict[str, Plain] = {}
        """What was asked for on this shelf, old and new."""
        self.new = 0
        """How much of it was not known."""

    def get(self, key: str) -> Plain | None:
        """What is known under a key."""
        found = self.used.get(key)
        if found is None and (found := self._known.get(key)) is not None:
            self.used[key] = found
        return found

    def put(self, key: str, found: Plain) -> None:
        """Keep something new."""
        self.used[key] = found
        self.new += 1

    def all(self, most: int) -> dict[str, Plain]:
        """What is worth keeping: what was used now, and before it of the rest what was used last, `most` at most."""
        rest = [key for key in self._known if key not in self.used]
        lasts = [key for key in rest if key.startswith(ONE)]
        gone = set(lasts[:-LASTS])
        rest = [key for key in rest if key not in gone]
        left = rest[max(0, len(rest) + len(self.used) - most) :]
        return {**{key: self._known[key] for key in left}, **self.used}


_SHELF: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextlib.contextmanager
def shelved(shelf: Shelf) -> Iterator[None]:
    """What is found in here is looked up on the shelf, and put there."""
    token = _SHELF.set(shelf)
    try:
        yield
    finally:
        _SHELF.reset(token)


def once(kind: str, of: tuple[object, ...], find: Callable[[], Iterable[T]], make: Callable[..., T]) -> list[T]:
    """What `find` gives: data classes or tuples of plain values, which `make` makes again of their values.

    `of` is all that it is found of, as values whose `repr` tells them apart; `kind` tells one way of finding from the others. What `find` raises is raised.
    """
    shelf = _SHELF.get()
    if shelf is None:
        return list(find())
    key = _digest(kind, of)
    known = shelf.get(key)
    if known is None:
        found = list(find())
        shelf.put(key, [plain(each) for each in found])
        return found
    return [make(*values) for values in known]


def last(kind: str, of: tuple[object, ...], find: Callable[[], T], what: type[T], *, chars: int = 0) -> T:
    """What `find` gives, a data class of `pipeline.model`, as `once` has it, but of each `kind` only the last is kept, and none that was found of
    more than MOST_CHARS.
    """
    shelf = _SHELF.get()
    if shelf is None or chars > MOST_CHARS:
        return find()
    key, digest = f"{ONE}{kind}", _digest(kind, of)
    known = shelf.get(key)
    if known and known[0][0] == digest:
        return made(what, json.loads(known[0][1]))
    found = find()
    shelf.put(
        key, [[digest, json.dumps(plain(found), separators=(",", ":"))]]
    )  # as text it takes a fifth of the memory, all through the build
    return found


def _digest(kind: str, of: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr((kind, of)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
