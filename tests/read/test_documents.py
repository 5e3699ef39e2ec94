"""Documents of word processors: their paragraphs are told, and nothing that their writers have struck, hidden or only remarked."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
)
LEAD = "The Swan Bridge will stay closed for six weeks, the city said on Monday."


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def docx(body: str, namespace: str = W) -> bytes:
    def part(root: str, inside: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} xmlns:w="{namespace}">{inside}</w:{root}>'

    return packed(**{"word__document.xml": part("document", f"<w:body>{body}</w:body>"), "word__styles.xml": part("styles", STYLES)})


def p(text: str, style: str = "", more: str = "") -> str:
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{own}{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, styles: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "text", "style", "table"))
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": content})


def of(data: bytes) -> Briefing:
    return read.read(data, "story")


def told(data: bytes) -> list[str]:
    return [p.text for update in of(data).updates for p in update.paragraphs]


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_a_word_document_is_told_by_its_paragraphs(namespace: str) -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("Swan Bridge closed for six weeks", "Titel")
        + p("By Lou Tern")
        + p(LEAD)
        + p("The bridge in 1999.", "Beschriftung")
        + p("The council will:")
        + p("send buses over the Mill Bridge", more=numbered)
        + p("publish the report", more=numbered)
        + "<w:p/>"
        + p("Repairs cost £1.8m.")
    )
    found = of(docx(body, namespace))
    assert [update.heading for update in found.updates] == ["Swan Bridge closed for six weeks"]
    assert [(p.source.first_line, p.text) for p in found.updates[0].paragraphs] == [
        (5, LEAD),
        (9, "The council will:"),
        (11, "send buses over the Mill Bridge."),
        (12, "publish the report."),
        (14, "Repairs cost £1.8m."),
    ]
    assert {line.text: line.kind for line in found.lines}["caption: The bridge in 1999."] == "caption"


def test_headings_of_a_document_part_its_stories() -> None:
    stories = (
        ("Bridge closed", LEAD),
        ("Tram fares", "Fares will rise by 4%, the operator said."),
        ("Cup", "Rovers beat Oldmere 3-1 on Sunday."),
    )
    found = of(docx(p("Contents", "Verzeichnis1") + "".join(p(head, "Ours") + p(text) for head, text in stories)))
    assert [update.heading for update in found.updates] == [head for head, _ in stories]
    level = '<w:outlineLvl w:val="1"/>'
    outlined = of(docx("".join(p(head, more=level) + p(text) for head, text in stories)))
    assert [update.heading for update in outlined.updates] == [head for head, _ in stories]


@pytest.mark.parametrize(
    "run",
    [
        "<w:del w:id='1'><w:r><w:delText>never </w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>never </w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>never </w:t></w:r>",
        "<w:r><w:rPr><w:strike w:val='true'/></w:rPr><w:t>never </w:t></w:r>",
        "<w:r><w:instrText>never </w:instrText></w:r>",
        "<w:r><w:drawing><x><w:txbxContent><w:p><w:r><w:t>never </w:t></w:r></w:p></w:txbxContent></x></w:drawing></w:r>",
    ],
)
def test_what_is_struck_or_hidden_in_a_word_document_is_not_told(run: str) -> None:
    text = f"<w:p><w:r><w:t>The fee is </w:t></w:r>{run}<w:ins><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>£4, the city said.</w:t></w:r></w:ins></w:p>"
    assert told(docx(text)) == ["The fee is £4, the city said."]


def test_breaks_tabs_and_tables_keep_their_words_apart() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{p(LEAD)}</w:tc></w:tr></w:tbl>"
    text = f"{cell}<w:p><w:r><w:t>Nobody was hurt.</w:t><w:br/><w:t>A well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:tab/><w:t>bakery is shut.</w:t></w:r></w:p>"
    assert told(docx(text)) == [LEAD, "Nobody was hurt.", "A well-known bakery is shut."]


def test_an_open_document_is_told_by_its_paragraphs() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
    )
    body = "\n".join(
        (
            '<text:tracked-changes><text:p>never</text:p></text:tracked-changes><text:p text:style-name="P1">Swan Bridge closed</text:p>',
            f"<text:p>By Lou Tern</text:p><text:p>{LEAD}<text:note><text:p>never</text:p></text:note></text:p>",
            '<text:p>The fee<text:s text:c="2"/>is <text:span text:style-name="T1">never </text:span>£4.<text:line-break/>Nobody<text:tab/>was hurt.',
            "<office:annotation><text:p>never</text:p></office:annotation></text:p>",
            "<text:list><text:list-item><text:p>Buses go over the Mill Bridge</text:p></text:list-item>",
            "<text:list-item><text:p>Ferries go as well</text:p></text:list-item></text:list>",
        )
    )
    found = of(odt(body, styles))
    assert [update.heading for update in found.updates] == ["Swan Bridge closed"]
    assert told(odt(body, styles)) == [
        LEAD,
        "The fee is £4.",
        "Nobody was hurt.",
        "Buses go over the Mill Bridge.",
        "Ferries go as well.",
    ]


LAUGHS = '<!DOCTYPE w [<!ENTITY a "never"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (docx(""), "a Word document without a paragraph of text"),
        (odt(""), "a LibreOffice document without a paragraph of text"),
        (packed(**{"word__document.xml": f"{LAUGHS}<w><body><p><t>&b;</t></p></body></w>"}), "entities of its own"),
        (packed(**{"word__document.xml": "<w><body>"}), "its text is damaged"),
        (packed(**{"word__document.xml": "<w>" + " " * 41_000_000}), "more than 40 MB unpacked"),
        (docx(p(LEAD))[:-30], "a Word document that cannot be opened"),
        (docx(p(LEAD)).replace(b"\x08\x00", b"\x63\x00"), "that is damaged or locked"),
        (packed(**{"notes.txt": LEAD}), "a zip archive"),
    ],
)
def test_a_document_that_cannot_be_read_is_named_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(BriefingError, match=says) as caught:
        of(data)
    assert caught.value.where == "story"
    assert caught.value.remedy
    assert not read.waits(data)


def test_an_embargo_in_a_document_is_seen() -> None:
    assert read.waits(docx(p("EMBARGOED until 00:01 8 December 2099") + p(LEAD)))
