"""Warnings as weather offices send them (CAP 1.2)."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing

NOW = dt.datetime(2026, 11, 30, 15, 0, tzinfo=dt.UTC)
INFO = (
    "<info><language>{language}</language><category>Met</category><event>Storm</event><urgency>Expected</urgency><severity>Severe</severity>"
    "<certainty>Likely</certainty><expires>{expires}</expires><senderName>Holm Weather Office</senderName><headline>Red warning of wind</headline>"
    "<description>Gusts of up to 150 km/h are expected on the coast.\n\nTrees and roofs may fall.</description>"
    "<instruction>Keep away from the sea wall.</instruction><web>https://weather.example/1</web>"
    "<area><areaDesc>Holm and Fenn</areaDesc></area></info>"
)


def of(
    kind: str = "Alert", status: str = "Actual", expires: str = "2026-12-01T18:00:00+01:00", more: str = "", languages: str = "en-GB"
) -> Briefing:
    infos = "".join(INFO.format(language=language, expires=expires) for language in languages.split())
    text = (
        f'<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>w.1</identifier><sender>duty@weather.example</sender>'
        f"<sent>2026-11-30T14:10:00+01:00</sent><status>{status}</status><msgType>{kind}</msgType><scope>Public</scope>{more}{infos}</alert>"
    )
    return read.read(text.encode(), "warning.xml", now=NOW)


def test_a_warning_tells_what_comes_what_to_do_and_where() -> None:
    (update,) = of().updates
    assert [p.text for p in update.paragraphs] == [
        "Red warning of wind.",
        "Gusts of up to 150 km/h are expected on the coast.",
        "Trees and roofs may fall.",
        "Keep away from the sea wall.",
        "Area: Holm and Fenn.",
    ]
    assert (update.heading, update.importance) == ("Storm", 4)
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.url) == ("Holm Weather Office", "https://weather.example/1")


def test_of_several_languages_the_english_one_is_told() -> None:
    assert len(of(languages="de-DE en-GB fr-FR").updates) == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"status": "Test"}, "no warning for the public"),
        ({"kind": "Ack"}, "no warning for the public"),
        ({"kind": "Cancel"}, "cancelled"),
        ({"expires": "2026-11-30T09:00:00+00:00"}, "expired"),
    ],
)
def test_what_is_no_warning_any_more_is_not_told(given: dict[str, str], why: str) -> None:
    with pytest.raises(BriefingError, match=why):
        of(**given)


def test_a_cancellation_in_another_file_takes_the_warning_out() -> None:
    head = '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{}</identifier><sender>a@b.example</sender><sent>2026-11-30T{}:00Z</sent>'
    told = "<status>Actual</status><msgType>{}</msgType><scope>Public</scope>{}<info><event>Ice</event><headline>Ice on the roads</headline></info></alert>"
    first = (head.format("w.1", "06:00") + told.format("Alert", "")).encode()
    last = (head.format("w.2", "08:00") + told.format("Cancel", "<references>a@b.example,w.1,2026-11-30T06:00:00Z</references>")).encode()
    newest = read.newest([(first, "1.xml"), (last, "2.xml")])
    for data in (first, last):
        with pytest.raises(BriefingError, match=r"cancelled|earlier version"):
            read.read(data, "x.xml", newest=newest, now=NOW)
