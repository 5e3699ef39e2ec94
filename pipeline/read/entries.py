"""What every kind of feed has in common: the HTML or the text of an entry → blocks, without what blog systems put around it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read import dates, page
from pipeline.read.blocks import Block, Item, full_stop, paragraphs
from pipeline.read.pages import tree
from pipeline.regex import regex
from pipeline.text.entities import unescaped
from pipeline.text.sentences import split_sentences

MAX_ENTRIES = 500
"""A feed has some twenty to a hundred; one with more is an archive, and its first are read."""

MAX_TAGS = 300_000
"""Of XML and of the HTML in it; a feed has some thousands. feedparser takes 10 s for so many."""

OLD = dt.timedelta(days=8)
"""A week's programme tells a week, and a day that begins later elsewhere."""
FEWEST_DATED = 3
STALE = "published more than a week before the feed's newest entry"
_BRAND = regex(r"\s[|–—-]\s([^|–—-]{3,60})$")
_MARKUP = regex(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|[A-Za-z]+\d*);")
_NO_IMAGES: tuple[Image, ...] = ()
# What blog systems put behind a teaser.
_TEASER = regex(
    r"^.{0,300} was originally published in .{0,200} on medium\b.*$|"
    r"^the post .{0,300} (?:first )?appeared (?:first )?on .{0,200}$|^this (?:article|post|story) .{0,200} appeared (?:first )?on .{0,200}$"
    r"|^(?:continue reading|read (?:more|the (?:full|whole|rest)|full|on))\b.{0,200}$|^\[?(?:link|comments|more)\]?$",
    re.IGNORECASE,
)
_CUT = regex(r"\s*(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|(?:…|\.\.\.)\s*(?:\(?(?:more|read more|continue reading)\)?\W*))\s*$", re.IGNORECASE)
TRAILS = regex(rf"{_CUT.pattern}|(?<=[^\W\d_])\s*(?:…|\.\.\.)\s*$", re.IGNORECASE)
"""What the last paragraph of a teaser that was cut off ends with."""
_MORE = regex(
    r"(?<=[.!?…”\"’)])\s+[(\[]?(?:(?:continue|keep) reading|read (?:more|on|the (?:full|rest)|full)|(?:full|more) (?:story|details|info(?:rmation)?)|"
    r"more|learn more|find out more)"
    r"(?:(?:\s(?!\b(?:said|says)\b)[\w’'-]+){0,12}\s?[→»›>]+|(?:\s(?:the |this )?(?:full |rest of (?:the|this) )?(?:story|article|post|report|"
    r"about this))?(?:\s?(?:…|\.\.\.))?)[)\]]?\s*$",
    re.IGNORECASE,
)
_FINISHED = regex(r"[.!?][”\"’')\]]*$")
_ADVERTS = frozenset(
    (
        "sponsored sponsored-content sponsored-post advertorial advertisement advertisement-feature ad-feature paid-content paid-post partner-content promoted "
        "promoted-content brand-content branded-content"
    ).split()
)
_GAMES = frozenset("quiz quizzes crossword crosswords puzzles sudoku horoscope horoscopes".split())
"""Categories of entries, in small letters and with hyphens. Football has its promotions, and a commission its competition."""
_ADVERT = regex(
    r"(?:sponsored(?: content| post)?|advertorial|advertisement(?: feature)?|ad(?: feature)?|paid (?:content|post)|partner content|in partnership with [^:]{2,40})"
    r"\s?(?::|\||\s[–—-]\s)\s*\S.*|[\[(](?:sponsored|ad|advertorial)[\])].*|.*[\[(](?:sponsored|advertorial)[\])]",
    re.IGNORECASE,
)
_GAME = regex(
    r"(?:(?:the|our|your|today's|this week's) )?(?:(?:weekly|daily|weekend|news|big|picture|geography|history|sports?|music|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day) ){0,3}"
    r"(?:quiz\s?(?:[:?!|].*)?|quiz of the (?:week|day|month|year)\b.*)|(?:horoscopes?|crossword|sudoku)(?:\s?[:!|].*| (?:for|today|of)\b.*)?",
    re.IGNORECASE,
)
_SHOWS = regex(
    r"(?P<label>watch(?: live| again| now)?|video|listen(?: live| again| now)?|podcast|audio|gallery|(?:in )?pictures|photos|photo gallery|"
    r"don['’]t miss|catch up|listen back)"
    r"\s?(?::|\||\s[–—-])\s*(?=\S)",
    re.IGNORECASE,
)
_WORD = regex(r"\w")
_VIDEO = regex(r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch|shorts)|youtu\.be/|vimeo\.com/|tiktok\.com/)", re.IGNORECASE)
VIDEO = "offers the listener a video: its address says so"
_LINKED = regex(r"<(a|font)\b[^<>]*>[^<]*</\1>|<[^<>]*>|&nbsp;|\s", re.IGNORECASE)
LINKS, LINK = "the title of a list of links", "a link, in a list of links"
SHOWN = 40
"""Words: what an entry says beside a video, a programme or a gallery; one that has more is news with pictures."""


def refuse_too_large(tags: int, name: str) -> None:
    """Raise BriefingError for a feed with so many tags that reading them would take minutes."""
    if tags > MAX_TAGS:
        raise BriefingError(f"the feed is too large: more than {MAX_TAGS:,} tags", where=name, remedy="Give a feed of the day's news")


def no_news(heading: str, categories: Iterable[str], words: int) -> str:
    """Why an entry of so many words, with its heading and its categories, is none to tell: an advert, a game, a video; empty for news."""
    named = {"-".join(each.lower().split()) for each in categories}
    if _ADVERT.fullmatch(heading) or named & _ADVERTS:
        return "an advert: its heading or its category says so"
    if _GAME.fullmatch(heading) or named & _GAMES:
        return "a quiz or a puzzle: its heading or its category says so"
    return "offers the listener a video, a programme or pictures" if _SHOWS.match(heading) and words <= SHOWN else ""


def unlabelled(heading: str) -> str:
    """A heading without `Watch:` or `Video:` in front of it."""
    return _SHOWS.sub("", heading, count=1) if _SHOWS.match(heading) else heading


def told(blocks: list[Block], heading: str, categories: Iterable[str] = (), link: str = "") -> tuple[Block, ...]:
    """An entry's blocks without its heading once more and without scissors; one that has nothing else tells its heading.

    Of an entry that is no news (as its heading, its categories or its `link` says) they are all a promo.
    """
    kept = [block for block in tree.drop_repeated(blocks, heading) if block.kind not in ("", "body") or _WORD.search(block.text)]
    found = _without_links([without_cut(block, TRAILS if block is kept[-1] else _CUT) for block in kept])
    words = sum(len(block.text.split()) for block in found if block.kind in ("", "body"))
    if reason := no_news(heading, categories, words) or (VIDEO if words <= SHOWN and _VIDEO.match(link) else ""):
        return tuple(Block(block.text, "promo", reason) for block in found) or (Block(heading, "promo", reason),)
    if heading and not any(block.kind in ("", "body") for block in found):
        found.append(Block(full_stop(heading), "body", "an entry that is only a headline"))
    return tuple(found)


def of_these_days(items: Sequence[Item]) -> list[Item]:
    """The items of a feed; what was published more than a week before its newest is not told. One date alone in the future makes nothing old."""
    dated = {i: found for i, item in enumerate(items) if item.origin and (found := dates.moment(item.origin.published))}
    moments = sorted(dated.values(), reverse=True)
    if len(moments) < FEWEST_DATED:
        return list(items)
    newest = moments[0] if moments[0] - moments[1] <= OLD else moments[1]
    return [_aside(item) if i in dated and newest - dated[i] > OLD else item for i, item in enumerate(items)]


def _aside(item: Item) -> Item:
    return replace(
        item, blocks=tuple(replace(block, kind="furniture", reason=STALE) if block.kind in ("", "body") else block for block in item.blocks)
    )


def unbranded(heading: str, title: str) -> str:
    """A heading without the feed's name behind it: `Bridge opens | The Example`."""
    match = _BRAND.search(heading)
    return heading[: match.start()] if match and title.lower().startswith(match[1].lower()) else heading


def _without_links(blocks: list[Block]) -> list[Block]:
    """The blocks, with a list of other stories (`Related`) set aside."""
    found: list[Block] = []
    for block in blocks:
        titled = block.kind in ("", "heading") and page.is_links(block.text)
        listed = block.reason == tree.ENTRY and found and found[-1].reason in (LINKS, LINK)
        found.append(Block(block.text, "furniture", LINKS if titled else LINK) if titled or listed else block)
    return found


def blocks_of(value: str, name: str, *, text: bool = False) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks and the pictures of an entry's content, HTML or plain `text`."""
    if "<a " in value and not _LINKED.sub("", value):
        return [], ()  # nothing but links: an aggregator's list of who else has the story
    if text and not _MARKUP.search(value):
        blocks, images = _lines(value), _NO_IMAGES
    else:
        # Escaped twice is common: `&lt;p&gt;` in what the feed calls HTML.
        blocks, images = _tree(value if re.search(r"<[a-zA-Z!/]", value) else unescaped(value), name)
    return [Block(block.text, "promo", "a feed's own remark") if _TEASER.match(block.text) else block for block in blocks], images


def _lines(value: str) -> list[Block]:
    return [Block(text) for text, _, _ in paragraphs(value)]


def _tree(value: str, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    if "<" not in value:
        return _lines(value), _NO_IMAGES
    return tree.fragment(value, name)


def without_cut(block: Block, cut: re.Pattern[str]) -> Block:
    """A teaser's text without the sign that it was cut off ("[…]"), and without the sentence that was cut, if others stand before it."""
    text = cut.sub("", block.text)
    if text == block.text:
        return Block(_MORE.sub("", text), block.kind, block.reason)
    ends = not text or _FINISHED.search(text)
    whole = [] if ends else split_sentences(text)[:-1]
    if whole:
        return Block(" ".join(whole), block.kind, block.reason)
    return Block(text if ends else f"{text.rstrip(' ,;:–—-')}…", block.kind, block.reason)


def plain(value: str, name: str) -> str:
    """A title or a line of rights as plain text, on one line."""
    if _MARKUP.search(value):
        blocks, _ = _tree(value, name) if re.search(r"<[a-zA-Z/]", value) else ([Block(unescaped(value))], ())
        value = " ".join(block.text.removesuffix(".") if block.kind == "entry" else block.text for block in blocks)
    return " ".join(value.split())


def one(value: object) -> str:
    """A text on one line; what is none is empty."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def web(value: object) -> str:
    """An address, if it is one of the web."""
    return value.strip() if isinstance(value, str) and re.match(r"\s*https?://", value) else ""
