"""NewsML-G2 and NewsML 1, as agencies send them: the text in XHTML, in NITF or plain, and what stands around it."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import Image, Update
from pipeline.read.sniff import kind_of
from tests.read.wires.told import BODY, FIRST, FUTURE, PAST, SECOND, aside, of, told

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{BODY}</body></html></inlineXML>'


def item(
    content: str = XHTML, meta: str = "", about: str = "", attributes: str = 'guid="a" version="1" xml:lang="en"', kind: str = "text"
) -> str:
    return (
        f'<newsItem {NAR} {attributes} standard="NewsML-G2" conformance="power"><rightsInfo><copyrightHolder literal="Wire Ltd"/>'
        f"<copyrightNotice>(c) Wire 2026.</copyrightNotice><usageTerms>Not for resale</usageTerms></rightsInfo>"
        f'<itemMeta><itemClass qcode="ninat:{kind}"/><provider><name>The Wire</name></provider><versionCreated>2026-11-27T05:00:00+01:00</versionCreated>'
        f"{meta}</itemMeta><contentMeta><headline>Bridge</headline>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by x -->\n'
    return f"{head}<newsMessage {NAR}><header><sender>x</sender></header><itemSet>{''.join(items)}</itemSet></newsMessage>"


def first(text: str) -> Update:
    return of(text).updates[0]


def test_a_message_gives_an_update_for_each_item_with_all_that_it_says() -> None:
    about = (
        '<urgency>5</urgency><located type="x"><name>Hallin</name></located><by>By ANN OTHER and BO FIELD</by><slugline>BRIDGE</slugline>'
    )
    link = '<link rel="x:canonical" href="https://wire.example/a"/><edNote>Adds quotes.</edNote>'
    text = message(item(meta=link, about=about), item(attributes='guid="b" version="1"'))
    assert kind_of(text.encode(), "x.txt") == "wire"
    briefing = of(text)
    bridge, other = briefing.updates
    assert (told(bridge), bridge.heading, bridge.byline, bridge.place, bridge.time) == (
        [FIRST, SECOND],
        "Bridge",
        "Ann Other and Bo Field",
        "Hallin",
        "05:00",
    )
    assert [str(paragraph.source) for paragraph in bridge.paragraphs] == ["x#1:1", "x#1:2"]
    assert bridge.origin is not None
    assert (bridge.origin.publisher, bridge.origin.url, bridge.origin.licence, bridge.origin.published) == (
        "The Wire",
        "https://wire.example/a",
        "(c) Wire 2026. Not for resale",
        "2026-11-27T05:00:00+01:00",
    )
    assert (told(other), other.importance, bridge.importance) == ([FIRST, SECOND], 0, 0)
    assert aside(briefing) == [("Adds quotes.", "a note to editors")]


LINE, REST = FIRST[:32], FIRST[33:]
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Inner</hl1></hedline>'
    f"<byline>By Ann Other, <byttl>Staff Reporter</byttl></byline></body.head><body.content>{BODY}</body.content></body></nitf></inlineXML>"
)
TYPED = (
    "(Adds detail)\n    * Bridge to open to all cars on Monday\n    * Lorries to wait\n\n    By Ann Other\n"
    "    HALLIN, Nov 27 (Wire) - The bridge at Hallin opens again on\n"
    "Monday, the mayor said.\n    Lorries must wait until\nMay.\n\n\n (Reporting by Ann Other in Hallin; Editing by Jo\nRadby and Bo Field)"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (XHTML, [FIRST, SECOND]),
        (NITF, [FIRST, SECOND]),
        (f'<inlineXML contenttype="xhtml/xml"><html><body>{BODY}</body></html></inlineXML>', [FIRST, SECOND]),
        (f'<inlineXML contenttype="xhtml/xml">{BODY}</inlineXML>', [FIRST, SECOND]),
        (f'<inlineData contenttype="text/plain">{FIRST}\n\n{SECOND}</inlineData>', [FIRST, SECOND]),
        (f'<inlineData contenttype="text/plain">\n  (AP) - {LINE}\n{REST}\n  {SECOND}\n</inlineData>', [FIRST, SECOND]),
        (f'<inlineData contenttype="text/plain"><![CDATA[<p>\n    {LINE}\n{REST}\n   {SECOND}</p>]]></inlineData>', [FIRST, SECOND]),
        (f'<inlineData contenttype="text/html"><![CDATA[{BODY}<table><tr><td>1</td></tr></table>]]></inlineData>', [FIRST, SECOND]),
        (f'<inlineData contenttype="text/plain">Short.</inlineData>{XHTML}', [FIRST, SECOND]),
        (XHTML.replace("</body>", "<table><tr><td>Tonnes</td></tr></table><pre>1 2</pre></body>"), [FIRST, SECOND]),
        (XHTML.replace("<body>", "<body><header><h1>Bridge</h1><p>By Ann Other</p></header>"), [FIRST, SECOND]),
        (XHTML.replace("the mayor", "the town&amp;#39;s mayor"), [FIRST.replace("the mayor", "the town's mayor"), SECOND]),
        (XHTML.replace(BODY, f"<p>\n          {LINE}\n          {REST}\n        </p>"), [FIRST]),
        (XHTML.replace(BODY, f"<p>{TYPED}</p>"), [FIRST, SECOND, "Bridge to open to all cars on Monday."]),
        ("", ["Bridge."]),
    ],
)
def test_the_text_in_any_form(content: str, expected: list[str]) -> None:
    assert told(first(item(content))) == expected


def test_what_a_body_says_of_itself_is_kept() -> None:
    update = first(item(NITF).replace("<headline>Bridge</headline>", ""))
    assert (update.heading, update.byline) == ("Inner", "Ann Other")


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("<headline>UPDATE 1-Bridge opens</headline>", "Bridge opens"),
        ('<headline role="hld:subHeadline">Lorries wait</headline><headline role="hld:headline">Bridge opens</headline>', "Bridge opens"),
        ("<headline>CORRECTED-UPDATE 2-Bridge opens</headline>", "Bridge opens"),
        ("<headline>BRIDGE-Opens again</headline>", "BRIDGE-Opens again"),
        ("<headline>EU-China talks end</headline>", "EU-China talks end"),
        ("<headline>KILLED IN FIRE: 2</headline>", "KILLED IN FIRE: 2"),
        ("<headline>TEST CRICKET: HALLIN WIN</headline>", "TEST CRICKET: HALLIN WIN"),
    ],
)
def test_the_headline_without_what_is_for_the_desks(written: str, heading: str) -> None:
    assert first(item().replace("<headline>Bridge</headline>", written)).heading == heading


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item(meta='<pubStatus qcode="stat:withheld"/>'), "withheld: its publisher says that it may not be used yet"),
        (item(meta='<pubStatus qcode="stat:canceled"/>'), "withdrawn: its publisher cancelled it"),
        (item(meta='<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>'), "withdrawn: its publisher cancelled it"),
        (item(meta='<pubStatus qcode="stat:usable"/><signal qcode="sig:kill"/>'), "withdrawn: its publisher cancelled it"),
        (item(meta=f"<embargoed>{FUTURE}</embargoed>"), f"embargoed until {FUTURE}"),
        (item(meta="<embargoed/>"), "under an embargo, without a time at which it ends"),
        (item(meta="<embargoed>when the speech begins</embargoed>"), "under an embargo, until “when the speech begins”"),
        (
            item(meta="<edNote>Strict embargo, over the weekend</edNote>"),
            "held back: it speaks of an embargo to editors, without a time that can be read",
        ),
        (
            item(meta="<edNote>EMBARGOED till noon</edNote>"),
            "held back: it speaks of an embargo to editors, without a time that can be read",
        ),
        (
            item(about="<headline>x</headline>").replace("<headline>Bridge", "<headline>KILL: Bridge"),
            "withdrawn or held back: its headline says so",
        ),
        (item(kind="picture"), "no text: its class is “picture”"),
        (item(about='<genre qcode="x:y"><name>Daybook</name></genre>'), "speaks to editors: its genre says so"),
        (item(NITF.replace(BODY, "<pre>Hallin v Sund</pre>")), "nothing in sentences: only a table or a list, or a damaged text"),
    ],
)
def test_what_may_not_be_told_is_listed_with_its_reason(text: str, reason: str) -> None:
    briefing = of(message(text, item(attributes='guid="b"')))
    assert told(briefing.updates[-1]) == [FIRST, SECOND]
    assert len(briefing.updates) == 1
    assert {why for _, why in aside(briefing)} - {"a note to editors"} == {reason}


@pytest.mark.parametrize(
    "meta",
    [
        '<pubStatus qcode="stat:usable"/>',
        f"<embargoed>{PAST}</embargoed>",
        "<edNote>Embargo lifted at 5 a.m.</edNote>",
        "<edNote>Lifts embargo.</edNote>",
        "<edNote>Adds the arms embargo.</edNote>",
        "",
    ],
)
def test_what_may_be_told_is(meta: str) -> None:
    assert told(first(item(meta=meta))) == [FIRST, SECOND]


def test_of_several_versions_the_newest_counts_for_its_text_and_for_whether_it_may_be_told() -> None:
    def version(n: int, text: str = FIRST, meta: str = "") -> str:
        return item(XHTML.replace(BODY, f"<p>{text}</p>"), meta, attributes=f'guid="a" version="{n}"')

    briefing = of(message(version(9), version(10, SECOND, '<signal qcode="sig:correction"/>'), version(8)))
    assert [told(update) for update in briefing.updates] == [[SECOND]]
    assert briefing.updates[0].reason == "a corrected version of a story"
    assert briefing.updates[0].kind == ""
    assert aside(briefing) == [(FIRST, "an earlier version: version 10 is in the file as well")] * 2
    killed = of(message(version(1), version(2, meta='<pubStatus qcode="stat:canceled"/>'), item(attributes='guid="b"')))
    assert [told(update) for update in killed.updates] == [[FIRST, SECOND]]


@pytest.mark.parametrize(
    ("heading", "kind"), [("Correction: Bridge story", "correction"), ("Corrections to follow, council says", ""), ("CORRECTED-Bridge", "")]
)
def test_a_story_that_says_what_was_wrong_is_a_correction(heading: str, kind: str) -> None:
    assert first(item(meta='<signal qcode="sig:correction"/>').replace(">Bridge<", f">{heading}<")).kind == kind


def test_other_languages_are_left_out_where_one_speaks_english() -> None:
    french = item(attributes='guid="f" xml:lang="fr-CH"')
    assert len(of(message(item(), french)).updates) == 1
    assert len(of(message(french, french.replace('"f"', '"g"'))).updates) == 2


def test_more_urgent_than_usual_counts_for_more() -> None:
    urgent = [item(about=f"<urgency>{n}</urgency>", attributes=f'guid="{i}"') for i, n in enumerate((4, 1, 4, 2, 4, 8, 4, 3, 5))]
    assert [update.importance for update in of(message(*urgent)).updates] == [0, 5, 0, 4, 0, 0, 0, 4, 0]
    many = [item(about=f"<urgency>{n}</urgency>", attributes=f'guid="{i}"') for i, n in enumerate((4, 1, 4, 3, 3, 3, 4, 4))]
    assert [update.importance for update in of(message(*many)).updates] == [0, 5, 0, 0, 0, 0, 0, 0]
    same = [item(about="<urgency>3</urgency>", attributes=f'guid="{i}"') for i in range(4)]
    assert {update.importance for update in of(message(*same)).updates} == {0}


def test_a_package_lists_stories_and_has_none() -> None:
    package = f'<packageItem {NAR} guid="p"><itemMeta><title>Top</title></itemMeta><groupSet><group><itemRef residref="a"/></group></groupSet></packageItem>'
    briefing = of(message(package, item()))
    assert (len(briefing.updates), aside(briefing)) == (1, [("Top", "a package: a list of stories, without their texts")])


def test_pictures_are_kept_and_their_captions_never_told() -> None:
    figure = '<figure><img src="https://x.example/a.jpg"/><figcaption>The bridge at night</figcaption></figure>'
    update = first(item(XHTML.replace("</body>", f"{figure}</body>")))
    assert (told(update), update.images) == ([FIRST, SECOND], (Image("https://x.example/a.jpg", "The bridge at night"),))


FIRST_EDITION = (
    '<?xml version="1.0" encoding="iso-8859-1"?>\n<NewsML><NewsEnvelope/><NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><NewsItemId>1'
    "</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsManagement><ThisRevisionCreated>20261127T050000Z</ThisRevisionCreated>"
    '<Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Bridge</HeadLine><ByLine>By Ann Other</ByLine>'
    "<DateLine>Hallin, 27 Nov 2026 (Wire)</DateLine><CopyrightLine>© Wire</CopyrightLine></NewsLines><AdministrativeMetadata><Provider><Party "
    'FormalName="Wire"/></Provider></AdministrativeMetadata><NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent>BODY</DataContent></ContentItem>'
    '</NewsComponent><NewsComponent><ContentItem><MediaType FormalName="Photo"/><DataContent>x</DataContent></ContentItem></NewsComponent></NewsComponent>'
    "</NewsItem></NewsML>"
)


@pytest.mark.parametrize(
    "body", [BODY, f"<nitf><body><body.content>{BODY}</body.content></body></nitf>", f"<html><body>{BODY}</body></html>"]
)
def test_newsml_1(body: str) -> None:
    text = FIRST_EDITION.replace("BODY", body)
    assert kind_of(text.encode("latin-1"), "x") == "wire"
    update = read.read(text.encode("latin-1"), "x").updates[0]
    assert (told(update), update.heading, update.byline, update.place) == ([FIRST, SECOND], "Bridge", "Ann Other", "Hallin")
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.licence, update.origin.published) == ("Wire", "© Wire", "2026-11-27T05:00:00+00:00")


@pytest.mark.parametrize(("when", "expected"), [(PAST, 1), (FUTURE, 0)])
def test_an_embargo_of_newsml_1_ends(when: str, expected: int) -> None:
    status = f'<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>{when}</DateAndTime></StatusWillChange>'
    assert len(of(FIRST_EDITION.replace("BODY", BODY).replace('<Status FormalName="Usable"/>', status)).updates) == expected
    assert not of(FIRST_EDITION.replace("BODY", BODY).replace("Usable", "Embargoed")).updates


def test_a_story_that_is_too_large_does_not_take_the_others_with_it() -> None:
    large = item(XHTML.replace(BODY, "<p>It rained.</p>" * 4_100), attributes='guid="b"')
    assert [told(update) for update in of(message(large, item())).updates][-1] == [FIRST, SECOND]
