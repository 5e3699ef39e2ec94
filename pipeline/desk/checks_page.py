"""The checks of `[page]`."""

from __future__ import annotations

import re
from typing import Any

from pipeline.desk.checking import RefusedError, some_text, table_of
from pipeline.desk.show import Page


def page(value: Any, file: str, name: str) -> Page:
    """How the listening page looks."""
    return Page(**table_of(value, {"accent": _colour}, file=file, prefix=name))


def _colour(value: Any, file: str, name: str) -> str:
    text = some_text(value, file, name).lower()
    if not re.fullmatch(r"#(?:[0-9a-f]{3}){1,2}", text):
        raise RefusedError(f"{text!r} is not a colour", 'Write it as red, green and blue in hexadecimal: "#b4470f".')
    return text if len(text) == 7 else "#" + "".join(2 * part for part in text[1:])
