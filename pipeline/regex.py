"""Regular expressions that are compiled when they are first used.

There are a thousand of them in the package, an ordinary build uses a third, and compiling all took longer than everything else of its start.
"""

from __future__ import annotations

import re
from typing import Any, cast, overload


class _Regex:
    """Stands for a compiled expression: takes each of its methods from it when it is first asked for, and keeps it."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python asks an object itself, as when it is copied
            raise AttributeError(name)
        if name == "_compiled":
            self._compiled: Any = re.compile(self.pattern, self._flags)
            return self._compiled
        value = self.__dict__[name] = getattr(self._compiled, name)
        return value


@overload
def regex(pattern: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def regex(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def regex(pattern: str | bytes, flags: int = 0) -> re.Pattern[str] | re.Pattern[bytes]:
    """What `re.compile` gives, for names of a module: a mistake in it shows when it is first used.

    Functions of `re` do not take it in the place of a pattern: call its own (`END.sub("", text)`, not `re.sub(END, "", text)`).
    """
    return cast("re.Pattern[str]", _Regex(pattern, flags))
