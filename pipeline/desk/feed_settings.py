"""What the settings say of the feed: `[feed]`. `checks_feed` looks at each value, `publishing` hands them on as plain ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who makes the show."""

    name: str
    role: str = ""
    """As the Podcast Taxonomy names it: `host`, `reporter`, `editor`; players take `host` where it is empty."""
    group: str = ""
    """`cast`, `writing` …; players take `cast` where it is empty."""
    img: str = ""
    """The address of a picture."""
    href: str = ""
    """The address of a page about them."""


@dataclass(frozen=True, slots=True)
class Funding:
    """Where listeners can support the show."""

    url: str
    text: str = "Support the show"
    """What players write on the link."""


@dataclass(frozen=True, slots=True)
class Licence:
    """What listeners may do with the audio."""

    name: str = ""
    """A known licence's identifier, such as `cc-by-4.0`, or the name of one of the show's own; empty for none."""
    url: str = ""
    """Its text; one of the show's own needs it."""


@dataclass(frozen=True, slots=True)
class Trailer:
    """A short piece that presents the show."""

    file: str = ""
    """Inside the show's folder; empty for none."""
    title: str = "Trailer"
    date: dt.date | None = None
    """When it was published; none for the day on which it first is."""
    season: int = 0
    """The season that it is for; 0 for the whole show."""


@dataclass(frozen=True, slots=True)
class Feed:
    """`[feed]`; each field is a key of the table."""

    url: str = ""
    """The address, ending in `/`, of the folder that the files will be reached in; empty where the show has none yet."""
    to: str = ""
    """Where `episode publish` puts the files: a folder, or an address that fsspec knows; empty for the show's `output`."""
    link: str = ""
    """The show's own website; empty for `url`."""
    guid: str = ""
    """The podcast's identifier, where it got one under another address; empty for the one that follows from `url`."""
    description: str = ""
    """What the show is about; empty for the tagline."""
    author: str = ""
    """Who makes it; empty for the show's title."""
    owner_name: str = ""
    """Whom the directories write to."""
    email: str = ""
    """The owner's; everybody can read it in the feed."""
    category: tuple[tuple[str, str], ...] = (("News", "Daily News"),)
    """(category, subcategory or empty), as Apple lists them; Apple takes the first."""
    language: str = ""
    """Empty for the show's."""
    explicit: bool = False
    copyright: str = ""
    locked: bool = False
    """Whether other hosts are asked not to import the feed."""
    private: bool = False
    """Whether directories are asked not to list the show: for a team, or while it is tried."""
    license: Licence = field(default_factory=Licence)
    funding: tuple[Funding, ...] = ()
    persons: tuple[Person, ...] = ()
    medium: str = "podcast"
    type: str = "episodic"
    """`episodic`, the newest first, or `serial`, from the first on."""
    season: int | str = 0
    """The number of the season that episodes belong to, `year` for one a year; 0 for none."""
    trailer: Trailer = field(default_factory=Trailer)
    keep_episodes: int = 0
    """How many of the newest stay in the feed; 0 for all."""
    keep_days: int = 0
    """For how many days an episode stays in the feed; 0 for ever."""
    moved_to: str = ""
    """The feed's new address, once the show has moved."""
    hub: str = ""
    """The address of a WebSub hub, which is told of each change; empty for none."""
