"""Where a server is and how one is let in: checked, with nothing secret in what is shown."""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from pipeline.errors import EngineUnavailable, EpisodeError
from pipeline.regex import regex

OFFICIAL_HOST = "api.openai.com"
DEFAULT_URL = f"https://{OFFICIAL_HOST}/v1"

_HOST = regex(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_PATH = regex(r"[A-Za-z0-9/._~!$&'()*+,;=:@%-]*")
_VISIBLE = regex(r"[\x21-\x7e]*")
_CREDENTIALS = regex(r"(?i)\bbearer\s+\S+|\bsk-[\w-]{8,}")
"""What looks like a key in what a server says, whether it is ours or not."""

QUOTE_CHARS = 160
SHORTEST_SECRET = 4
"""A shorter one (a local server's `x`) hides nothing, and its letters would be struck out everywhere."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server's base address and what lets one in."""

    tls: bool
    host: str
    port: int
    path: str
    """From `/`, without one at the end; empty for none."""
    authorization: str = field(repr=False)
    """The header's value; empty for none."""
    secrets: tuple[str, ...] = field(repr=False)
    """What must never be shown, in every spelling."""

    @property
    def url(self) -> str:
        """The base address without credentials: to be shown, and for the cache key."""
        return origin(self.tls, self.host, self.port) + self.path

    @property
    def official(self) -> bool:
        """Whether it is OpenAI's own: then the price list holds, and nobody gets in without a key."""
        return self.host == OFFICIAL_HOST

    @property
    def loopback(self) -> bool:
        """Whether it is this machine."""
        return is_loopback(self.host)

    def quote(self, text: str) -> str:
        """What a server said, fit to be shown: one line, no control characters, no secret, short."""
        line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
        for secret in self.secrets:
            line = line.replace(secret, "…")
        # One that was broken by line breaks or control characters; only after this is it cut, or half a secret would not be known.
        if any("".join(secret.split()) in line.replace(" ", "") for secret in self.secrets):
            return "…"
        line = _CREDENTIALS.sub("…", line)
        return line if len(line) <= QUOTE_CHARS else f"{line[: QUOTE_CHARS - 1].rstrip()}…"


def origin(tls: bool, host: str, port: int) -> str:
    """Scheme, host and port as an address begins with them."""
    name = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{name}{'' if port == (443 if tls else 80) else f':{port}'}"


def is_loopback(host: str) -> bool:
    """Whether a name or a number means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_host(name: str) -> bool:
    """Whether it is a name or a number that can stand in an address."""
    try:
        return bool(_HOST.fullmatch(name)) or (":" in name and bool(ipaddress.IPv6Address(name)))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Names:
    """What the parts of an address are called where a user sets them, for errors."""

    url: str
    key: str
    insecure: str
    """The environment variable that allows plain http to another machine."""
    path: str
    """What is asked for under the base address; it may stand in what the user gives."""
    sent: str
    """What would go over the line, for people."""
    error: type[EpisodeError] = EngineUnavailable

    @property
    def example(self) -> str:
        """The remedy for what is no address."""
        return f"Set {self.url} to an address such as {DEFAULT_URL} or http://localhost:8880/v1."


def address(given: str, key: str, names: Names, environ: Mapping[str, str]) -> Address:
    """The server that a user names, and how one is let in. Raises `names.error`, which never shows a key or a password."""
    parts, port = _split(given, names)
    host = parts.hostname or ""
    tls = parts.scheme == "https"
    if not tls and not is_loopback(host) and environ.get(names.insecure, "").strip() != "1":
        raise names.error(
            f"http:// to {host} would send {names.sent} unencrypted",
            where=names.url,
            remedy=f"Use https://, or set {names.insecure}=1 where the network between is yours.",
        )
    path = parts.path.rstrip("/").removesuffix(names.path).rstrip("/")
    if not _VISIBLE.fullmatch(key):
        # It is not quoted: what stands there is a key, if a damaged one.
        raise names.error("The key holds a character that no key has", where=names.key, remedy="Copy it once more, without line breaks.")
    authorization, secrets = (f"Bearer {key}", [key]) if key else ("", [])
    if "@" in parts.netloc:
        # The nearer one counts: the key may be there for other programs.
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        token = base64.b64encode(f"{user}:{password}".encode("utf-8", "surrogateescape")).decode("ascii")
        authorization = f"Basic {token}"
        secrets += [token, password, parts.password or "", user, parts.username or ""]
    shown = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
    return Address(tls, host, port or (443 if tls else 80), path, authorization, tuple(sorted(shown, key=lambda one: -len(one))))


def _split(given: str, names: Names) -> tuple[SplitResult, int | None]:
    """The parts of an address that has nothing in it but what belongs into one. Errors quote none of it: there may be a password."""
    # `urlsplit` would drop line breaks without a word.
    if not _VISIBLE.fullmatch(given) or "\\" in given:
        raise names.error("The address holds a character that no address has", where=names.url, remedy=names.example)
    try:
        parts = urlsplit(given)
        port = parts.port
        host = parts.hostname or ""
        known = is_host(host)
    except ValueError as error:
        raise names.error("This is not an address", where=names.url, remedy=names.example) from error.with_traceback(None)
    if parts.scheme not in ("http", "https"):
        raise names.error("The address does not begin with https:// or http://", where=names.url, remedy=names.example)
    if not known or not _PATH.fullmatch(parts.path) or port == 0:
        raise names.error("This is not an address", where=names.url, remedy=names.example)
    if parts.query or parts.fragment:
        raise names.error("The address has a part after “?” or “#”", where=names.url, remedy=names.example)
    return parts, port
