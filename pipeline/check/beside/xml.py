"""XML as elements with their lines, by expat alone: no document type, so no entities of its own and nothing that is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat


@dataclass(slots=True)
class Element:
    """One element; names are `{namespace}name`, without the braces where there is no namespace."""

    name: str
    about: dict[str, str]
    """Its attributes."""
    line: int
    """Where it begins, from 1."""
    text: str = ""
    """What stands in it, without what stands in those below."""
    below: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Those of this name directly below."""
        return (each for each in self.below if each.name == name)

    def first(self, name: str) -> Element | None:
        """The first of them."""
        return next(self.all(name), None)

    def says(self, name: str) -> str:
        """The text of the first of them; empty where there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""


class XmlError(ValueError):
    """What is no XML, or more than we take."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def parse(data: bytes) -> Element:
    """The root. Raises XmlError with the line."""
    parser = expat.ParserCreate(namespace_separator="}")
    top = Element("", {}, 0)
    path = [top]

    def start(name: str, about: dict[str, str]) -> None:
        element = Element(_named(name), {_named(key): value for key, value in about.items()}, parser.CurrentLineNumber)
        path[-1].below.append(element)
        path.append(element)

    def text(words: str) -> None:
        path[-1].text += words

    def doctype(*_: object) -> None:
        raise XmlError(parser.CurrentLineNumber, "has a document type, which no reader needs and which can hide entities")

    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: path.pop()
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise XmlError(problem.lineno, f"is no XML: {expat.ErrorString(problem.code)}") from problem
    return top.below[0]


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name
