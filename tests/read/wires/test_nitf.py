"""NITF documents, as agencies send them."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import Image, Update
from pipeline.read.sniff import kind_of
from tests.read.wires.told import BODY, FIRST, FUTURE, PAST, SECOND, aside, of, told

DOCTYPE = '<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.2/specification/dtd/nitf-3-2.dtd">'


def document(content: str = BODY, data: str = "", head: str = "", status: str = "usable", end: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<nitf version="-//IPTC//DTD NITF 3.3//EN"><head><title>Bridge (1)</title><docdata management-status="{status}">'
        f'<doc-id id-string="a"/><urgency ed-urg="4"/><date.issue norm="20261127T050000+0100"/><doc.copyright year="2026" holder="Wire Ltd"/>{data}</docdata></head>'
        f"<body><body.head><hedline><hl1>Bridge</hl1><hl2>BRIDGE</hl2></hedline>{head}</body.head><body.content>{content}</body.content>{end}</body></nitf>"
    )


def first(text: str) -> Update:
    return of(text).updates[0]


def test_a_document_is_an_update_with_all_that_it_says() -> None:
    head = "<byline>By ANN OTHER<byttl>Business Writer</byttl></byline><distributor>The Wire</distributor><dateline><location>NEW HALLIN</location></dateline>"
    text = document(f"<block id='Main'>{BODY.replace('<p>', '<p>NEW HALLIN (AP) — ', 1)}</block>", head=head)
    assert kind_of(text.encode(), "x.html") == "wire"
    update = first(text)
    assert (told(update), update.heading, update.byline, update.place, update.time) == (
        [FIRST, SECOND],
        "Bridge",
        "Ann Other",
        "New Hallin",
        "05:00",
    )
    assert str(update.paragraphs[1].source) == "x#1:2"
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.licence, update.origin.published) == (
        "The Wire",
        "© 2026 Wire Ltd",
        "2026-11-27T05:00:00+01:00",
    )


WRAPPED = "It costs one million crowns a year to keep the ferry on, and that is <br/>more than the county makes with its lorries, so that few of them <br/>know why."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"<p>{FIRST}</p><hl2>Why</hl2><p>{SECOND}</p>", [FIRST, SECOND]),
        (f"<p>{FIRST}<br/>{SECOND}</p>", [FIRST, SECOND]),
        (f"<p>   {WRAPPED}</p><p/>", [WRAPPED.replace("<br/>", "")]),
        (
            f"<p>The bridge at <location><city>Hallin</city></location> opens again on <chron norm='x'>Monday</chron>, the mayor said.</p><p>{SECOND}</p>",
            [FIRST, SECOND],
        ),
        (f"{BODY}<table><tr><td>Tonnes</td></tr></table><nitf-table><p>5</p></nitf-table><pre>1 2</pre>", [FIRST, SECOND]),
        (
            f"{BODY}<note note-type='npa'><body.content><p>Call the desk.</p></body.content></note><fn>1</fn><datasource>x</datasource>",
            [FIRST, SECOND],
        ),
        (f"<ol><li>{FIRST}</li><li>{SECOND}</li></ol>", [FIRST, SECOND]),
        (f"<p>{FIRST}</p><p>Lorries must wait&nbsp;until May.</p>", [FIRST, SECOND]),
        (f"{BODY}<p>___</p><p>Ann Other can be reached at ann@example.org .</p>", [FIRST, SECOND]),
        (f"<bq><block>{BODY}</block></bq>", [FIRST, SECOND]),
        (f"<p>{SECOND}</p><bq><p>We wait.</p></bq>", [SECOND, "“We wait.”"]),
    ],
)
def test_the_text_without_tables_notes_and_what_is_said_of_the_writer(content: str, expected: list[str]) -> None:
    assert told(first(document(content, head="<byline>By Ann Other</byline>"))) == expected
    assert told(first(document(content, head="<byline>By Ann Other</byline>").replace("<nitf", f"{DOCTYPE}<nitf", 1))) == expected


def test_pictures_are_kept_and_their_captions_never_told() -> None:
    picture = '<media-reference source="https://x.example/a.jpg"/><media-caption>The bridge at night</media-caption><media-producer>J. Cam</media-producer>'
    update = first(document(f'{BODY}<media media-type="image">{picture}</media>'))
    assert (told(update), update.images) == ([FIRST, SECOND], (Image("https://x.example/a.jpg", "The bridge at night"),))


def test_notes_to_editors_and_the_line_below_are_listed() -> None:
    end = "<body.end><tagline>Bo Field in Sund helped.</tagline></body.end>"
    assert aside(of(document(data='<ed-msg info="For global distribution"/>', end=end))) == [
        ("Bo Field in Sund helped.", "who else worked on it"),
        ("For global distribution", "a note to editors"),
    ]


def test_an_abstract_is_told_where_there_is_nothing_else() -> None:
    head = f"<abstract><p>{FIRST}</p></abstract>"
    assert told(first(document("", head=head))) == [FIRST]
    assert told(first(document(BODY, head=head))) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (document(status="withheld"), "withheld: its publisher says that it may not be used yet"),
        (document(status="canceled"), "withdrawn: its publisher cancelled it"),
        (document(status="embargoed"), "under an embargo"),
        (document(status="embargoed", data=f'<date.release norm="{FUTURE}"/>'), f"embargoed until {FUTURE}"),
        (document(data=f'<date.release norm="{FUTURE}"/>'), f"embargoed until {FUTURE}"),
        (document(data=f'<date.expire norm="{PAST}"/>'), f"expired: it was of use until {PAST}"),
        (
            document(data='<ed-msg info="NOT FOR PUBLICATION BEFORE 0600 GMT"/>'),
            "held back: it speaks of an embargo to editors, without a time that can be read",
        ),
        (
            document(f"<p>EMBARGOED UNTIL 00:01 FRIDAY</p>{BODY}"),
            "held back: it speaks of an embargo to editors, without a time that can be read",
        ),
        (document("<pre>Hallin v Sund\nHallin: Ott, Ball.</pre>"), "nothing in sentences: only a table or a list, or a damaged text"),
    ],
)
def test_what_may_not_be_told(text: str, reason: str) -> None:
    briefing = of(text)
    assert not briefing.updates
    assert {why for _, why in aside(briefing)} - {"a note to editors"} == {reason}


def test_an_embargo_that_has_passed_is_none() -> None:
    assert told(first(document(status="embargoed", data=f'<date.release norm="{PAST}"/>'))) == [FIRST, SECOND]


def test_it_is_read_as_any_source_is() -> None:
    assert told(read.read(document().encode(), "a.xml").updates[0]) == [FIRST, SECOND]
    assert told(read.read(document().encode("utf-16"), "a.xml", kind="wire").updates[0]) == [FIRST, SECOND]
    latin = document(BODY.replace("mayor", "maire éternel")).replace("UTF-8", "iso-8859-1").encode("latin-1")
    assert "éternel" in told(read.read(latin, "a.xml").updates[0])[0]


def test_a_text_that_was_typed_is_told_and_a_table_is_not() -> None:
    typed = "<pre>\n   HALLIN, Nov 27 (Wire) - The bridge is\nopen again.\n   It had been closed\nfor a month.\n\nThe mayor thanked the crews.\n</pre>"
    table = "<pre>\nEuro      24.10   24.35\nDollar    23.41   23.60\n</pre>"
    assert told(first(document(f"{typed}{table}"))) == [
        "The bridge is open again.",
        "It had been closed for a month.",
        "The mayor thanked the crews.",
    ]
