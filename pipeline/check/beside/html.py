"""HTML as a browser's parser sees it: elements with their lines, what can be read, and what is not closed (HTML Living Standard §13.1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
MAY_STAY_OPEN = frozenset("p li dt dd option optgroup tr td th thead tbody tfoot colgroup html head body".split())
"""Elements whose end tag may be left out."""
INLINE = frozenset("a abbr b bdi bdo cite code del dfn em i ins kbd label mark q s samp small span strong sub sup time u var wbr".split())
"""What stands in a line; all else begins a new one."""
ENDS_P = frozenset(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main
    menu nav ol p pre search section summary table ul""".split()
)
"""What ends a paragraph that is open; a button, a picture or a player stands in it (HTML Living Standard §13.2.6.4.7)."""
RAW = frozenset(("script", "style"))


@dataclass(slots=True)
class Node:
    """One element."""

    name: str
    about: dict[str, str]
    line: int
    parent: str
    """The element that it stands in; empty at the top."""
    number: int
    """Its place among all elements."""
    begin: int
    end: int
    data: str = ""
    """Of a script or a style sheet: what stands in it."""


class Page(HTMLParser):
    """A text of HTML, read."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        """All elements, in order."""
        self.faults: list[tuple[int, str]] = []
        """(line, what is wrong)."""
        self._open: list[Node] = []
        self._texts: list[str] = []
        self._lines: list[int] = []
        try:
            self.feed(text)
            self.close()
        except (AssertionError, ValueError) as problem:  # what HTMLParser says of `<![…`, and of a character’s number without end
            self.faults.append((self.getpos()[0], f"cannot be read: {problem}"))
        for node in self._open:
            node.end = len(self._texts)
            if node.name not in MAY_STAY_OPEN:
                self.faults.append((node.line, f"<{node.name}> is not closed"))

    def text(self, node: Node) -> str:
        """What can be read in an element, with single spaces."""
        return " ".join("".join(self._texts[node.begin : node.end]).split())

    def rows(self) -> list[tuple[int, str]]:
        """(line, text) of all that can be read, as it stands below one another."""
        found: list[tuple[int, str]] = []
        row, first = "", 0
        for text, line in zip([*self._texts, "\n"], [*self._lines, 0], strict=True):
            if text != "\n":
                row, first = row + text, first if row.strip() else line
            elif words := " ".join(row.split()):
                found.append((first, words))
                row = ""
            else:
                row = ""
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """HTMLParser's."""
        if self._open and (top := self._open[-1].name) in MAY_STAY_OPEN and (tag == top or (top == "p" and tag in ENDS_P)):
            self._close()
        if tag not in INLINE:
            self._break()
        line = self.getpos()[0]
        twice = {key for key, _ in attrs if sum(key == other for other, _ in attrs) > 1}
        if twice:
            self.faults.append((line, f"<{tag}> has {sorted(twice)[0]!r} twice"))
        about = {key: value or "" for key, value in attrs}
        self.nodes.append(
            Node(tag, about, line, self._open[-1].name if self._open else "", len(self.nodes), len(self._texts), len(self._texts))
        )
        if tag not in VOID:
            self._open.append(self.nodes[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """HTMLParser's: `<path/>`."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        """HTMLParser's."""
        line = self.getpos()[0]
        if tag in VOID:
            return
        if all(node.name != tag for node in self._open):
            self.faults.append((line, f"</{tag}> closes nothing"))
            return
        while self._open[-1].name != tag:
            if self._open[-1].name not in MAY_STAY_OPEN:
                self.faults.append((self._open[-1].line, f"<{self._open[-1].name}> is not closed in front of </{tag}>"))
            self._close()
        self._close()

    def handle_data(self, data: str) -> None:
        """HTMLParser's."""
        if self._open and self._open[-1].name in RAW:
            self._open[-1].data += data
        else:
            self._texts.append(data.replace("\n", " "))
            self._lines.append(self.getpos()[0])

    def _close(self) -> None:
        node = self._open.pop()
        node.end = len(self._texts)
        if node.name not in INLINE:
            self._break()

    def _break(self) -> None:
        self._texts.append("\n")
        self._lines.append(0)
