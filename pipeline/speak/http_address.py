"""Where the speech server is, as whom one speaks to it and what it costs: from the environment."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pipeline.errors import EngineUnavailable
from pipeline.net import address as net
from pipeline.net.address import Address, is_host

__all__ = ["INSECURE", "KEY", "PRICE", "SPEECH", "URL", "Address", "address", "is_host", "usd_per_million_chars"]

URL, KEY, PRICE, INSECURE = "EPISODE_OPENAI_URL", "OPENAI_API_KEY", "EPISODE_OPENAI_USD_PER_MILLION_CHARS", "EPISODE_OPENAI_INSECURE"
"""The environment variables."""

SPEECH = "/audio/speech"

NAMES = net.Names(URL, KEY, INSECURE, SPEECH, "the key and the texts")


def address(environ: Mapping[str, str]) -> Address:
    """The server that the environment names. Raises EngineUnavailable, which never shows a key or a password."""
    return net.address(environ.get(URL, "").strip() or net.DEFAULT_URL, environ.get(KEY, "").strip(), NAMES, environ)


def usd_per_million_chars(environ: Mapping[str, str]) -> float | None:
    """The price that the environment names, if it does. Raises EngineUnavailable for what is no price."""
    given = environ.get(PRICE, "").strip()
    if not given:
        return None
    try:
        price = float(given)
    except ValueError:
        price = math.nan
    if not 0 <= price < math.inf:
        raise EngineUnavailable("This is not a price", where=PRICE, remedy="Set it to US dollars for a million characters, such as 15.")
    return price
