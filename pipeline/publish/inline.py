"""What stands inside a page: the style sheet, the script, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import re

from markupsafe import Markup

from pipeline.errors import ScriptError
from pipeline.publish import looks
from pipeline.publish.colour import DARK, LIGHT, on
from pipeline.publish.looks import Look

POLICY = (
    "default-src 'none'; script-src 'sha256-{js}'; style-src 'sha256-{css}'; img-src data:; media-src 'self' file:; base-uri 'none'; "
    "form-action 'none'"
)
"""Nothing but this very script and this very style, and audio from where the page is: `file:` for one that is opened from disk."""


def inlined(look: Look) -> dict[str, object]:
    """`css`, `js` and `policy` for a page's template. Raises ScriptError where a file cannot stand inside a page."""
    css, js = _style(look), _script(look)
    return {"css": css, "js": js, "policy": POLICY.format(css=_hash(css), js=_hash(js))}


def _style(look: Look) -> Markup:
    """The style sheet, and the show's colour as it can be read on light and on dark."""
    css = _inside(looks.file("page/page.css", look.templates), "style", "page.css")
    accents = f":root{{--accent-light:{on(look.accent, LIGHT)};--accent-dark:{on(look.accent, DARK)}}}\n"
    return Markup(accents) + css  # noqa: S704 - two colours


def _script(look: Look) -> Markup:
    return _inside(looks.file("page/page.js", look.templates), "script", "page.js")


def _inside(text: str, element: str, name: str) -> Markup:
    """A file as it can stand inside an element of the page."""
    if found := re.search(rf"</{element}|<!--", text, re.IGNORECASE):
        line = text.count("\n", 0, found.start()) + 1
        raise ScriptError(
            f"has {found[0]!r} in it", where=f"page/{name}:{line}", remedy=f"It stands inside <{element}>: write it otherwise."
        )
    return Markup(text)  # noqa: S704 - looked through


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
