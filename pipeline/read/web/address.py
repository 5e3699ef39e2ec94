"""Which addresses may be asked for: http and https only, no credentials, and no machine of one's own network unless it is allowed."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from pipeline.errors import BriefingError
from pipeline.net.address import origin
from pipeline.regex import regex

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) → its addresses, as numbers."""

MAX_CHARS = 2_000
"""Of an address; servers take about four times that, and nobody writes longer ones."""

# What is not on the public internet: IANA's special-purpose registries for IPv4 and IPv6 (rfc 6890 and its successors), multicast included.
# `ipaddress.is_global` has changed between Python versions, so the blocks are listed.
CLOSED: tuple[Network, ...] = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
        "64:ff9b:1::/48", "fc00::/7", "fe80::/9", "ff00::/8",
    )
)  # fmt: skip
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""An IPv4 address in the last 32 bits (rfc 6052): what counts is that one."""

_HOST = regex(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?\.?")
_SECRET = regex(r"([?&;](?:[\w.-]*[_.-])?(?:api-?key|key|token|secret|password|passwd|pwd|signature|sig|auth)=)[^&;]+", re.IGNORECASE)
_VISIBLE = regex(r"[^\s\x00-\x20\x7f-\x9f\\]+")


class PassingError(BriefingError):
    """What may be over in a moment: nobody knew the name, nobody answered, the answer broke off."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for, in one spelling."""

    tls: bool
    host: str
    """In lower case; international names in their ASCII form."""
    port: int
    path: str
    """With the query, without the fragment; from `/`, in ASCII."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return origin(self.tls, self.host, self.port)

    @property
    def url(self) -> str:
        """The whole."""
        return self.origin + self.path

    @property
    def shown(self) -> str:
        """The whole without the keys that an API gave to one person: what is printed, and what sentences name as their source."""
        return self.origin + _SECRET.sub(r"\1hidden", self.path)


def parse(url: str, base: Address | None = None) -> Address:
    """The address in a user's words or a server's redirect (which can be relative to `base`). Raises BriefingError; never shows a password."""
    given = url.strip()
    shown = re.sub(r"//[^/@]*@", "//…@", given)[:200]
    remedy = "Write it as https://news.example/page"
    if base is None and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", given):
        raise BriefingError("this is no web address", where=shown, remedy=remedy)
    if len(given) > MAX_CHARS or not _VISIBLE.fullmatch(given):
        raise BriefingError("the address is too long, or holds a character that no address has", where=shown, remedy=remedy)
    try:
        parts = urlsplit(urljoin(base.url, given) if base else given)
        port, host = parts.port, (parts.hostname or "").lower()
        if ":" not in host:
            host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host
        known = bool(_HOST.fullmatch(host)) or (":" in host and "%" not in host and bool(ipaddress.IPv6Address(host)))
    except (ValueError, UnicodeError) as error:
        raise BriefingError("this is no web address", where=shown, remedy=remedy) from error.with_traceback(None)
    if parts.scheme not in ("http", "https"):
        raise BriefingError(f"{parts.scheme}: is not fetched; only http and https are", where=shown, remedy=remedy)
    if "@" in parts.netloc:
        what = "the address holds a name or a password"
        raise BriefingError(what, where=shown, remedy="Take it out; a page behind a login must be saved as a file")
    if not known or port == 0:
        raise BriefingError("this is no web address", where=shown, remedy=remedy)
    tls = parts.scheme == "https"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    return Address(tls, host, port or (443 if tls else 80), path + query)


def is_closed(ip: Ip) -> bool:
    """Whether an address is not on the public internet, an IPv4 address inside an IPv6 one looked through."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:
            return True
        inner = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        if inner is not None:
            return is_closed(inner)
    return any(ip in network for network in CLOSED if network.version == ip.version)


def allowed_networks(given: Sequence[str]) -> tuple[Network, ...]:
    """Networks that may be asked though they are not public. Raises ValueError for what is none."""
    return tuple(ipaddress.ip_network(each) for each in given)


def checked(address: Address, resolve: Resolve, allow: Sequence[Network], limit_s: float) -> list[Ip]:
    """The machines behind an address. Each of them has been looked at, and only to these may a connection go.

    Raises PassingError where the name is not known within `limit_s`, and BriefingError where any of them is not public: a name that has both
    kinds is a trap or a mistake.
    """
    numbers = [_number(each) for each in _within(limit_s, lambda: resolve(address.host, address.port), address)]
    for number in numbers:
        plain = getattr(number, "ipv4_mapped", None) or number
        if is_closed(number) and not any(plain in network for network in allow if network.version == plain.version):
            what = f"{address.host} is {number}, on this machine or in a private network, and is not asked"
            raise BriefingError(what, where=address.shown, remedy="Save the page as a file and give that")
    if not numbers:
        raise BriefingError(f"nobody knows the host {address.host}", where=address.shown, remedy="Check the address and the connection")
    return numbers


def _number(text: str) -> Ip:
    return ipaddress.ip_address(text)


def _within(limit_s: float, ask: Callable[[], Sequence[str]], address: Address) -> Sequence[str]:
    """What `ask` says, if it does in time: the system's resolver has no time limit of its own."""
    said: list[Sequence[str]] = []
    failed: list[OSError] = []

    def run() -> None:
        try:
            said.append(ask())
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=run, daemon=True, name="resolver")
    thread.start()
    thread.join(max(0.0, limit_s))
    if said:
        return said[0]
    remedy = "Check the address and the connection"
    if failed:
        raise PassingError(f"nobody knows the host {address.host}", where=address.shown, remedy=remedy) from failed[0]
    raise PassingError(f"nobody says in time where {address.host} is", where=address.shown, remedy=remedy)


def system(host: str, port: int) -> list[str]:
    """A host's addresses, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
