"""The article in a page that has no text in its JSON-LD, or has it without paragraphs: trafilatura finds it."""

from __future__ import annotations

import functools
import logging
import re
from bisect import bisect_right
from configparser import ConfigParser
from copy import deepcopy
from typing import Any

from pipeline.read import digests, kinds
from pipeline.read.blocks import Block
from pipeline.read.pages import tree
from pipeline.regex import regex
from pipeline.text.sentences import sentences_outside_quotes, split_sentences

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    # A library's warnings are not for our users: what it does not find is said by us.
    logging.getLogger(_name).addHandler(logging.NullHandler())

ONE_PIECE = 500
"""Characters without a line end from which a text has lost its paragraphs."""
PARAGRAPH_CHARS = 280
"""A paragraph of news has about so many, where sentences must be put together to paragraphs."""
MAX_QUOTED = 3_000
"""Characters: no quotation in one piece is longer."""
COVERED = 0.7
"""The share of a text that the page's paragraphs must hold to be taken for it."""
CUT_SHORT = 1.6
"""How many times longer the page's own text must be for JSON-LD's to count as a teaser."""

USUAL_CHARS, LEAST_CHARS = 250, 40
"""What is shorter is no article: trafilatura's own measure, and that for a page that has no more."""
MANY_ELEMENTS = 6_000
"""From so many on without trafilatura's second opinions: jusText takes the square of their number. A usual page has 1,500."""
_NEVER = ("script", "style", "noscript", "template", "nav", "button", "input", "select", "textarea", "svg", "iframe")
"""Cut before the extractor looks: it would take an article from a script by itself."""
_SENTENCE = regex(r"[.!?…][”\"’')\]]*$")
_UNSUBSCRIBE = regex(r"\bunsubscribe\b|\b(?:manage|update) (?:your )?(?:(?:e-?mail )?preferences|subscription)\b", re.IGNORECASE)
MOST_LABELS = 3
"""Above one paragraph: a time, a heading, a heading below it."""
STAMP_CHARS = 60


def extract(root: Any, url: str) -> list[Block]:
    """The article's blocks, as trafilatura finds them; empty where it finds none. The tree is not changed."""
    page = deepcopy(root)
    for element in list(page.iter(*_NEVER)):
        tree.cut(element)
    whole = tree.blocks_of(page)
    found = _found(page, url, USUAL_CHARS)
    if _in_one_piece(found, whole):
        found = _found(page, url, LEAST_CHARS)
    if _in_one_piece(found, whole):
        found = [block for block in whole if not block.kind and len(block.text) >= LEAST_CHARS and _SENTENCE.search(block.text)]
    return _with_labels(_with_lists(found, whole, page), whole)


def _with_lists(found: list[Block], whole: list[Block], page: Any) -> list[Block]:
    """What was found of a newsletter, with its lists of whole sentences: the extractor takes lists in a letter's tables for a page's links."""
    end = max((i for i, block in enumerate(whole) if _UNSUBSCRIBE.search(block.text)), default=0)
    sentences = {tree.words(entry) for entry in page.iter("li") if not _is_links(entry)} if found and end else set()
    known = {block.text for block in found}
    missing = {i for i, block in enumerate(whole[:end]) if block.reason == tree.ENTRY and block.text in sentences - known}
    # Only where each block that was found stands on the page as it is: else its place is not known.
    if not missing or not known <= {block.text for block in whole}:
        return found
    return [block for i, block in enumerate(whole) if i in missing or block.text in known]


def _is_links(entry: Any) -> bool:
    """True for an entry of a list that is mostly links, or no whole sentence."""
    text = tree.words(entry)
    linked = sum(len(tree.words(link)) for link in entry.iter("a"))
    return 2 * linked > len(text) or len(text.split()) < digests.SHORTEST or not _SENTENCE.search(text)


def _in_one_piece(found: list[Block], whole: list[Block]) -> bool:
    """Whether it is trafilatura's last resort, where it has found little: all the text of the page, menus and all."""
    return len(found) == 1 and not any(block.text == found[0].text for block in whole)


def _found(page: Any, url: str, least_chars: int) -> list[Block]:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            deepcopy(page),
            url=url or None,
            fast=sum(1 for _ in page.iter()) > MANY_ELEMENTS,
            include_comments=False,
            include_tables=False,
            include_images=False,
            include_links=False,
            config=_settings(least_chars),
        )
    except (RecursionError, MemoryError, AttributeError, LookupError):
        # A page made to break the extractor: others are not kept from being read.
        return []
    body = getattr(found, "body", None)
    return tree.blocks_of(body) if body is not None else []


@functools.cache
def _settings(least_chars: int) -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(least_chars))
    return settings


def _with_labels(found: list[Block], page: list[Block]) -> list[Block]:
    """The article's blocks with the headings and times that stand right above one of them on the page: the extractor leaves out many."""
    places: dict[str, list[int]] = {}
    for i, block in enumerate(page):
        places.setdefault(block.text, []).append(i)
    out: list[Block] = []
    before = -1
    for block in found:
        known = places.get(block.text, [])
        nearest = bisect_right(known, before)
        if nearest < len(known):
            above = at = known[nearest]
            while above - 1 > before and at - above < MOST_LABELS and _is_label(page[above - 1]):
                above -= 1
            out += page[above:at]
            before = at
        out.append(block)
    return out


def _is_label(block: Block) -> bool:
    return block.kind == "heading" or (len(block.text) <= STAMP_CHARS and kinds.classify(block.text)[0].kind == "stamp")


def structured(text: str, where: str, page: list[Block]) -> list[Block]:
    """The blocks of a text in JSON-LD: HTML or plain, with its paragraphs, with those of the page, or with new ones at its sentences' ends."""
    if re.search(r"</?(?:p|br|div|a|b|i|em|strong|ul|ol|li|h\d|span|blockquote|figure|img)\b[^<>]*>", text, re.IGNORECASE):
        blocks, _ = tree.fragment(text, where)
        text = "\n\n".join(block.text for block in blocks)
    else:
        blocks = [Block(each) for each in filter(None, (" ".join(line.split()) for line in text.split("\n")))]
    if len(blocks) > 1 or len(text) < ONE_PIECE:
        return blocks
    bare = _bare(text)
    same = [block for block in page if block.kind in ("", "body") and len(_bare(block.text)) > 1 and _bare(block.text) in bare]
    if sum(len(_bare(block.text)) + 1 for block in same) >= COVERED * len(bare):
        return same
    return [Block(each) for each in _by_sentences(text)]


def best(said: list[Block], page: list[Block]) -> list[Block]:
    """JSON-LD's blocks, or the page's where those of JSON-LD are only its beginning."""
    ours, theirs = _length(page), _length(said)
    opening = " ".join(_bare(block.text) for block in said)[:60]
    whole = " ".join(_bare(block.text) for block in page)
    return page if ours > CUT_SHORT * theirs and (not opening or opening[:40] in whole) else said or page


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if not block.kind)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _by_sentences(text: str) -> list[str]:
    """Paragraphs of whole sentences, none broken inside a quotation."""
    found: list[str] = []
    plain = " ".join(text.split())
    sentences = sentences_outside_quotes(plain)
    if any(len(sentence) > MAX_QUOTED for sentence in sentences):
        sentences = split_sentences(plain)  # a quotation that nobody closes
    for sentence in sentences:
        if found and len(found[-1]) + len(sentence) < PARAGRAPH_CHARS:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found
