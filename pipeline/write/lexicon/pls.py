"""W3C Pronunciation Lexicon Specification 1.0 ⇄ entries.

PLS has no place for an entry's language and case. They travel as roles of the lexeme, in a namespace of our own, which other readers
pass over: `role="episode:case-any episode:lang-en-US"`. They are written only where they say more than the file does by itself.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.parsers import expat

from pipeline.errors import ScriptError
from pipeline.write.lexicon.entry import Entry
from pipeline.write.lexicon.files import make_entry
from pipeline.write.lexicon.lexicon import Lexicon

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
ROLES = "urn:episode:lexicon"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def format_pls(lexicon: Lexicon) -> str:
    """A lexicon as a PLS 1.0 document; `parse_pls` gives the same entries back."""
    root = ET.Element("lexicon", {"version": "1.0", "xmlns": NAMESPACE, "xmlns:episode": ROLES, "alphabet": "ipa", "xml:lang": "en"})
    for entry in lexicon.entries:
        usual = Entry(entry.grapheme, entry.ipa, entry.alias)
        roles = [f"episode:{key}-{getattr(entry, key)}" for key in ("case", "lang") if getattr(entry, key) != getattr(usual, key)]
        lexeme = ET.SubElement(root, "lexeme", {"role": " ".join(roles)} if roles else {})
        ET.SubElement(lexeme, "grapheme").text = entry.grapheme
        if entry.ipa:
            ET.SubElement(lexeme, "phoneme").text = entry.ipa
        if entry.alias:
            ET.SubElement(lexeme, "alias").text = entry.alias
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def parse_pls(document: str | bytes, file: str) -> Lexicon:
    """The lexicon in a PLS 1.0 document. Raises ScriptError with the file and the line.

    A lexeme with several graphemes makes an entry of each. Of several phonemes the preferred one is taken, else the first, as the
    specification has it; of several aliases the first. Of two lexemes for one word the first counts.
    """
    if isinstance(document, str):
        # The declaration may name an encoding that the text, being text, no longer has.
        document = document.lstrip("\ufeff").encode("utf-8", "surrogatepass")
        lines, prefixes = _scan(document, file, "utf-8")
        parser = ET.XMLParser(encoding="utf-8")  # noqa: S314 - _scan has refused every document type, and with it every entity
    else:
        lines, prefixes = _scan(document, file, None)
        parser = ET.XMLParser()  # noqa: S314 - see above
    try:
        root = ET.fromstring(document, parser)  # noqa: S314 - see above
    except ET.ParseError as error:  # what one reader of XML lets through and the other does not
        raise ScriptError(f"no XML: {error}", where=f"{file}:{error.position[0]}", remedy="Export the lexicon again, or mend it") from error
    if root.tag != f"{{{NAMESPACE}}}lexicon":
        remedy = f'A PLS file begins with <lexicon xmlns="{NAMESPACE}">'
        raise ScriptError(f"no pronunciation lexicon, but <{root.tag}>", where=f"{file}:1", remedy=remedy)
    lexemes = root.findall(f"{{{NAMESPACE}}}lexeme")
    found: dict[tuple[str, str], Entry] = {}
    for lexeme, line in zip(lexemes, lines, strict=True):
        for entry in _entries(lexeme, root, file, line, prefixes):
            found.setdefault(entry.key, entry)
    return Lexicon(tuple(found.values()))


def _scan(document: bytes, file: str, encoding: str | None) -> tuple[list[int], frozenset[str]]:
    """The line of each lexeme and the prefixes of our roles; refuses a document type, the door of every trick with entities."""
    scanner = expat.ParserCreate(encoding, namespace_separator=" ")
    lines: list[int] = []
    prefixes: set[str] = set()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if name == f"{NAMESPACE} lexeme" and depth == 2:
            lines.append(scanner.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def namespace(prefix: str | None, uri: str) -> None:
        if uri == ROLES and prefix:
            prefixes.add(prefix)

    def doctype(*details: object) -> None:
        where = f"{file}:{scanner.CurrentLineNumber}"
        raise ScriptError("a DOCTYPE, which could bring in anything", where=where, remedy="Take the <!DOCTYPE …> out")

    scanner.StartElementHandler = start
    scanner.EndElementHandler = end
    scanner.StartNamespaceDeclHandler = namespace
    scanner.StartDoctypeDeclHandler = doctype
    try:
        scanner.Parse(document, True)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise ScriptError(f"no XML: {message}", where=f"{file}:{error.lineno}", remedy="Export the lexicon again, or mend it") from error
    except (LookupError, ValueError) as error:
        raise ScriptError(f"no XML that can be read: {error}", where=f"{file}:1", remedy="Save the file as UTF-8") from error
    return lines, frozenset(prefixes)


def _entries(lexeme: ET.Element, root: ET.Element, file: str, line: int, prefixes: frozenset[str]) -> Iterator[Entry]:
    graphemes = [_text(element) for element in lexeme.findall(f"{{{NAMESPACE}}}grapheme")]
    if not graphemes:
        raise ScriptError("a lexeme without a grapheme", where=f"{file}:{line}", remedy="Add <grapheme>, the word as it is written")
    phonemes = lexeme.findall(f"{{{NAMESPACE}}}phoneme")
    phoneme = next((p for p in phonemes if p.get("prefer") == "true"), phonemes[0] if phonemes else None)
    if phoneme is not None and phoneme.get("alphabet", root.get("alphabet")) != "ipa":
        alphabet = phoneme.get("alphabet", root.get("alphabet", "none"))
        remedy = 'Export it with alphabet="ipa"'
        raise ScriptError(f"'{graphemes[0]}' is in the alphabet {alphabet}, not in IPA", where=f"{file}:{line}", remedy=remedy)
    alias = lexeme.find(f"{{{NAMESPACE}}}alias")
    fields = {"lang": root.get(_XML_LANG, "en"), **_roles(lexeme.get("role", ""), prefixes)}
    if phoneme is not None:
        fields["ipa"] = _text(phoneme)
    if alias is not None:
        fields["alias"] = _text(alias)
    for grapheme in graphemes:
        yield make_entry({"grapheme": grapheme} | fields, file, line)


def _text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _roles(roles: str, prefixes: frozenset[str]) -> dict[str, str]:
    found = {}
    for role in roles.split():
        prefix, _, name = role.partition(":")
        key, _, value = name.partition("-")
        if prefix in prefixes and key in ("case", "lang"):
            found[key] = value
    return found
