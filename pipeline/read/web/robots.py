"""What a site's robots.txt lets us read (rfc 9309): Protego weighs the rules, the longest that matches wins, `Allow` over `Disallow`."""

from __future__ import annotations

import re

from protego import Protego

from pipeline.regex import regex

NAME = "daily-episode"
"""How we are called there: a group speaks to us where its name is this one, in any case, with or without a version behind it."""
MAX_BYTES = 512_000
"""500 KiB, as rfc 9309 asks; what comes behind does not count."""

_GROUP = regex(r"^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)
_TOKEN = regex(r"[A-Za-z_-]+")


class Rules:
    """The rules of one site."""

    def __init__(self, body: bytes) -> None:
        """`body` is the file as it came; what cannot be read in it is passed over."""
        whole = body[:MAX_BYTES]
        if len(body) > MAX_BYTES:
            whole = whole[: max(whole.rfind(b"\n"), whole.rfind(b"\r")) + 1]  # half a rule is another rule
        text = whole.decode("utf-8", "replace").removeprefix("\ufeff")
        self._rules = Protego.parse(_GROUP.sub(_addressed, text))

    def allow(self, url: str) -> bool:
        """Whether an address may be read."""
        return bool(self._rules.can_fetch(url, NAME))


def _addressed(line: re.Match[str]) -> str:
    """A line that names a group, with our own name, `*`, or somebody else's: Protego takes the group `daily` for ours as well."""
    named = line[2].strip()
    token = _TOKEN.match(named)
    ours = token is not None and token[0].lower() == NAME
    return f"{line[1]}{NAME if ours else '*' if named == '*' else 'somebody-else'}"
