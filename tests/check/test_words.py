"""What must not be spoken is found, each with its code; what looks like it and is news is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import write
from pipeline.check import subject, words
from pipeline.check.finding import Finding
from pipeline.desk.show import Show
from pipeline.model import Script, Section, Segment, Sentence, Source
from tests.check.test_check import Silent

FIRST, LAST = "The north bridge has been closed since March.", "The town hall will say more on Friday."
"""Around what is planted."""


def found(folder: Path, *texts: str, role: str = "Anchor", marked: bool = True, title: str = "The bridge") -> list[Finding]:
    """What the check finds in a script that says these paragraphs between two harmless ones; names that are unsaid are left out."""
    sources = (Source("day.txt", 1, 1),)
    said = [Segment("Anchor", (Sentence(FIRST, sources),))]
    said += [Segment(role, (Sentence(text, sources if marked else ()),)) for text in texts]
    said += [Segment("Anchor", (Sentence(LAST, sources),))]
    script = Script("The bridge", dt.date(2026, 11, 27), "Valley News", "briefing", "day.txt", "", (Section(title, tuple(said)),))
    file = folder / "script.md"
    file.write_text(write.format_script(script), encoding="utf-8")
    part = words.check(subject.of(str(file), Show(), Silent(), (), ""))
    return [each for each in part.findings if each.code != "words.unsaid"]


def codes(findings: Sequence[Finding]) -> set[str]:
    return {each.code.removeprefix("words.") for each in findings}


# ── residue ──────────────────────────────────────────────────────────────────────────────────────────────

PLANTED = [
    ("The mayor said the bridge <em>would</em> open on Friday.", "markup"),
    ("The mayor said so.<br/>The bridge will open.", "markup"),
    ('She works at <a href="/hall">the town hall</a>.', "markup"),
    ("Marks &amp; Spencer opened a shop on the square.", "markup"),
    ("The council&#8217;s plan was approved.", "markup"),
    ("The river fell to &lt; three metres.", "markup"),
    ("The river rose&mdash;by two metres.", "markup"),
    ("The plan&nbsp;was approved.", "markup"),
    ("The [council’s plan](https://valley.example/plan) was approved.", "markup"),
    ("The **council** approved the plan.", "markup"),
    ("## The council’s plan", "markup"),
    ("The mill was sold [^7] to a baker.", "markup"),
    ("The mill was sold. [pause 0.6s] It was a baker who bought it.", "markup"),
    ("Hello, and this is {{ show.title }}.", "template"),
    ("{% if rundown.headlines %} Here are the headlines.", "template"),
    ("Good evening, it is {date}, and here is the news.", "template"),
    ("The mill was sold by None on Friday.", "template"),
    ("None said that the bridge would open.", "template"),
    ("The council heard from undefined, and voted.", "template"),
    ("The mayor is [object Object].", "template"),
    ("The repairs cost NaN euros.", "number"),
    ("The repairs cost 1.5e+06 euros.", "number"),
    ("Water levels rose by 0.30000000000000004 metres.", "number"),
    ("The plan is at https://valley.example/plans/2026?id=7 for all to see.", "url"),
    ("Write to the clerk at clerk@valley.example with your objections.", "url"),
    ("The plan was saved as /var/www/html/plan.html on Monday.", "url"),
    ("It was first seen in pic.twitter.com/a1B2c3D4 on Monday.", "url"),
    ("Read it at www dot valley dot example.", "url"),
    ("IMG_2041.jpg The mayor opened the bridge.", "url"),
    ('{"headline": "Bridge opens", "time": 1230}', "json"),
    ("{'title': 'The bridge', 'beats': []}", "json"),
    ("The mayor said so.\\nThe bridge will open.", "json"),
    ("The mayor spoke of the bridge; window.dataLayer = push(this);", "json"),
    ("Traceback (most recent call last): the bridge is closed.", "json"),
    ("The caf\\u00e9 on the bridge is closed.", "json"),
    ("As an AI language model, I do not have views on the bridge.", "prompt"),
    ("Here is the script for today’s programme.", "prompt"),
    ("Sure, here's the news of the day.", "prompt"),
    ("``` The bridge will open.", "prompt"),
    ("system: You are a newsreader.", "prompt"),
    ("I cannot help with that request.", "prompt"),
    ("Let me know if you would like any changes.", "prompt"),
    ("[Intro music fades] The bridge will open.", "prompt"),
    ("<|im_start|> The bridge will open.", "prompt"),
    ("Updated at 12:30", "page"),
    ("Last updated on 27 November 2026 at 12.30 GMT", "page"),
    ("Read more: The bridge in pictures.", "page"),
    ("The bridge will open. Read more", "page"),
    ("Share this article", "page"),
    ("The bridge will open. Sign up to our newsletter for more.", "page"),
    ("Photo: Ann Other/Reuters", "page"),
    ("Image source, Getty Images", "page"),
    ("The mayor on the bridge. Ann Other/AFP", "page"),
    ("Getty Images", "page"),
    ("Advertisement", "page"),
    ("The bridge will open. Story continues below advertisement", "page"),
    ("We use cookies to improve your experience.", "page"),
    ("(Reporting by Ann Other; editing by Tom Field)", "page"),
    ("All rights reserved.", "page"),
    ("5 min read", "page"),
    ("TODO say who opened the bridge.", "placeholder"),
    ("The bridge opens at TBD.", "placeholder"),
    ("Lorem ipsum dolor sit amet.", "placeholder"),
    ("Good evening, I am [name], and this is the news.", "placeholder"),
    ("The repairs cost XXX euros.", "placeholder"),
    ("The repairs cost ??? euros.", "placeholder"),
    ("The mayor \u202eopened\u202c the bridge.", "control"),
    ("The mayor \x02opened the bridge.", "control"),
    ("The may\u200bor opened the bridge.", "control"),
    ("The cafÃ© on the bridge is closed.", "mojibake"),
    ("The mayorâ€™s bridge will open.", "mojibake"),
    ("The repairs cost Â£4 million.", "mojibake"),
    ("The caf\ufffd on the bridge is closed.", "mojibake"),
    ("The mayor didn?t open the bridge.", "mojibake"),
    ("The bridge will open. The mayor will cut the ribbon. The mayor will cut the ribbon.", "doubled"),
    ("The mayor opened the the bridge.", "doubled"),
    ("The bridge bridge will open.", "doubled"),
    ("The mayor opened the bridge and", "cut"),
    ("The mayor opened the north half of", "cut"),
    ("The mayor opened the bridge on Friday", "cut"),
    ("The mayor will open the.", "cut"),
    ("…", "empty"),
]

QUOTED = "Voice of the mayor"
HARMLESS = [
    # what is residue only at a sentence's beginning
    ("The picture was sold to Getty Images.", "Anchor"),
    ("The story was first told by Reuters.", "Anchor"),
    ("The post had 400 comments.", "Anchor"),
    ("The album is a 4-minute read.", "Anchor"),
    ("The clerk said that here is the full text of the article.", "Anchor"),
    ("The mayor answered that I cannot be sacked.", "Anchor"),
    ("The chatbot wrote that I am unable to help.", "Anchor"),
    ("The singer None told reporters that she had won.", "Anchor"),
    ("“Read more and watch less,” the teacher told the children.", "Anchor"),
    ("She said that pupils who read more did better at school.", "Anchor"),
    ("Read more books, and you will sleep better.", QUOTED),
    ("The agency updated its forecast at 12:30 on Friday.", "Anchor"),
    ("The mayor asked people not to share this article of faith with strangers.", "Anchor"),
    ("People are told to sign up for a place by Friday.", "Anchor"),
    ("Getty Images is suing the maker of a picture generator.", "Anchor"),
    ("A Reuters/Ipsos poll put her at 41 per cent.", "Anchor"),
    ("The photo by Ann Other shows the bridge before the flood.", "Anchor"),
    ("Advertisement spending fell by a tenth.", "Anchor"),
    ("The regulator fined three sites that set cookies without consent.", "Anchor"),
    ("Google describes Gemini as an AI model for everybody.", "Anchor"),
    ("I cannot accept this, and I will not sign it.", QUOTED),
    ("“I cannot comment on that,” the minister said.", "Anchor"),
    ("Sure, I can live with that.", QUOTED),
    ("The ministry published the script of the play that was banned.", "Anchor"),
    ("The health system: what it costs, and who pays, is what they argue about.", "Anchor"),
    ("None of the three was hurt.", "Anchor"),
    ("They have none, the mayor said.", "Anchor"),
    ("His role in the plan remains undefined.", "Anchor"),
    ("The court declared the contract null and void.", "Anchor"),
    ("Nan Goldin opened her exhibition on Friday.", "Anchor"),
    ("AT&T and R&D; both are said letter by letter.", "Anchor"),
    ("The makers of R&Mu; and of B&Pi; have merged.", "Anchor"),
    ("Amazon.com and Booking.com were fined.", "Anchor"),
    ("The president wrote on his account @realmayor that he would come.", "Anchor"),
    ("The force works 24/7, and he/she/they is what the form says.", "Anchor"),
    ("The bill would raise 1.5 to 2.5 per cent of output, 3.14159 times what it was.", "Anchor"),
    ("“[I]f we fail, we try again,” she wrote, and “it [the bridge] will stand”.", "Anchor"),
    ("“He told us to f*** off, and then to s*d off,” the referee said.", "Anchor"),
    ("The bridge ranks #1 in the land, and #savethebridge is what people write.", "Anchor"),
    ("Water stood at < 3 metres and then > 4 metres.", "Anchor"),
    ("The Super Bowl XXX was played in Tempe.", "Anchor"),
    ("He said that that was all that they had had.", "Anchor"),
    ("Duran Duran played in Baden-Baden, and Sirhan Sirhan stayed in prison.", "Anchor"),
    ("It was a very very long day.", "Anchor"),
    ("Never again. Never again.", QUOTED),
    ("“Really?” she asked. “What?!”", "Anchor"),
    ("SÃO PAULO’s mayor spoke of Łódź, Ålesund, Škoda and Kyïv.", "Anchor"),
    ("Here is a summary of what is known so far.", "Anchor"),
    ("The mayor said: “We go on …”", "Anchor"),
    ("It is what the town is proud of.", "Anchor"),
    ("Two photos were sold: a picture by Klimt and an image by Schiele.", "Anchor"),
    ("The search is on for the missing boat, and comments are few.", "Anchor"),
    ("The minister will comment in a day or so; share prices fell.", "Anchor"),
    ("The law — section 3(a) and (b) — says so.", "Anchor"),
    ("The advertisement ran in three papers, and subscribers complained.", "Anchor"),
    ("The code of the firm’s function was import and export.", "Anchor"),
    ("He said: “Let me know if the bridge falls.”", "Anchor"),
    ("“My name is [redacted],” the witness said.", "Anchor"),
    ("The dot com bubble burst, and so did the web.", "Anchor"),
    ("Breaking news is what the station lived on for years.", "Anchor"),
    ("Posted to Mali in May, he came back on Monday.", "Anchor"),
    ("Related: the trial of his brother begins on Monday.", "Anchor"),
    ("The patient was number XXX on the list.", "Anchor"),
    ("Here is the script that nobody would film.", "Anchor"),
    ("Three doctors and a nurse contributed to this report on the flood.", "Anchor"),
    ("Copyright 2024 was the name of the campaign.", "Anchor"),
    ("The name was given as <redacted> in the file.", "Anchor"),
    ("He earned his place in the team, in fact, and the board said so.", "Anchor"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), PLANTED)
def test_residue_is_found(text: str, code: str, tmp_path: Path) -> None:
    there = found(tmp_path, text)
    assert codes(there) == {code}, there
    assert all(each.where.endswith(":14") and each.message and each.remedy for each in there)


@pytest.mark.parametrize(("text", "role"), HARMLESS)
def test_news_that_looks_like_it_is_left_alone(text: str, role: str, tmp_path: Path) -> None:
    assert found(tmp_path, text, role=role) == []


def test_what_is_surely_wrong_is_an_error_and_what_can_be_meant_a_warning(tmp_path: Path) -> None:
    def severity(text: str, role: str = "Anchor", *, marked: bool = True) -> set[str]:
        return {each.severity for each in found(tmp_path, text, role=role, marked=marked)}

    assert severity("Read more about the bridge.") == {"error"}
    assert severity("Read more.", QUOTED) == {"warning"}
    assert severity("As an AI language model, I have no bridge.") == {"error"}
    assert severity("“As an AI language model, I have no bridge,” the chatbot answered.") == {"warning"}
    assert severity("Read more about the bridge, the mayor told them.") == {"warning"}
    assert severity("Sign up to our newsletter.") == {"error"}
    assert severity("Sign up to our newsletter.", marked=False) == {"warning"}
    assert severity("It opens at TBD.", marked=False) == {"error"}
    assert severity("The mayor &amp; the clerk.", QUOTED) == {"error"}
    assert severity("The mayor \u202eand the clerk.", QUOTED) == {"error"}
    assert severity("Lorem ipsum dolor sit amet.", QUOTED) == {"warning"}
    assert severity("Hello, and this is {{ show.title }}.", QUOTED) == {"error"}
    assert severity("The bridge is closed. The bridge is closed.") == {"error"}
    assert severity("The bridge closed. The bridge closed.") == {"warning"}
    assert severity("The bridge is closed. The bridge is closed.", QUOTED) == {"warning"}


def test_a_paragraph_that_breaks_off_is_an_error_where_it_is_surely_a_sentence(tmp_path: Path) -> None:
    """Two words may be a name (“Of Montreal played Songs from The …”)."""
    assert [(each.code, each.severity) for each in found(tmp_path, "It is safe.", "Bring bread and", "Bye now.")] == [
        ("words.cut", "error")
    ]
    assert [(each.code, each.severity) for each in found(tmp_path, "It is safe.", "Drive on", "Bye now.")] == [("words.cut", "warning")]


def test_where_most_paragraphs_have_no_full_stop_none_breaks_off(tmp_path: Path) -> None:
    rows = ("Snow on the pass", "Rain in the valley", "Sun by evening", "Wind from the north")
    assert found(tmp_path, *rows) == []
    assert [each.code for each in found(tmp_path, "Snow fell on the pass.", "It rained.", "The sun shone.", rows[0])] == ["words.cut"]


def test_a_chapters_own_title_may_be_its_first_sentence(tmp_path: Path) -> None:
    assert found(tmp_path, title=FIRST) == []


def test_what_only_the_record_says_is_looked_at_too(tmp_path: Path) -> None:
    """It is what listeners read; what the script says as well is told once, with its line."""
    found(tmp_path, "The mayor &amp; the clerk.")
    looked = subject.of(str(tmp_path / "script.md"), Show(), Silent(), (), "")
    said = [
        {"text": text, "role": "Anchor", "sources": ["day.txt:1"], "start_ms": at}
        for text, at in (("The mayor &amp; the clerk.", 500), ("Tea &amp; cake.", 900))
    ]
    there = [
        each for each in words.check(replace(looked, folder=tmp_path, record={"segments": said})).findings if each.code == "words.markup"
    ]
    assert [(each.where.rpartition("/")[2].partition(":")[0], each.at_ms) for each in there] == [("script.md", None), ("episode.json", 900)]


@pytest.mark.parametrize(
    ("said", "own", "wrong"),
    [
        ("{Zelensky|ˈpuːtɪn} will come on Friday.", "", True),
        ("{Zelensky|zɛˈlɛnski} will come on Friday.", "", False),
        ("{Putin|puːˈtɪn} will come on Friday.", "", False),
        ("Zelensky will come on Friday.", "Zelensky: ˈpuːtɪn\n", True),
        ("The town approved the plan.", "approved: {alias: did not approve}\n", True),
        ("The town approved the plan.", "approved: {alias: uprooved}\n", False),
        ("Dr Kane won eighty votes.", "Kane: {alias: eighteen}\n", True),
        ("The town said no.", "approved: {alias: did not approve}\n", False),
        ("U2 will come on Friday.", "U2: {alias: you two}\n", False),
    ],
)
def test_a_word_that_is_said_as_another_is_a_warning(said: str, own: str, wrong: bool, tmp_path: Path) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text(own, encoding="utf-8")
    script = tmp_path / "script.md"
    found(tmp_path, "Nothing.")
    script.write_text(script.read_text(encoding="utf-8").replace("Nothing.", said), encoding="utf-8")
    show = replace(Show(), folder=tmp_path, lexicon="lexicon.yaml") if own else Show()
    there = [each for each in words.check(subject.of(str(script), show, Silent(), (), "")).findings if each.code == "words.misnamed"]
    assert [each.severity for each in there] == ["warning"] * wrong


def test_a_title_is_looked_at_too(tmp_path: Path) -> None:
    there = found(tmp_path, title="The bridge &amp; the mayor")
    assert [(each.severity, each.code) for each in there] == [("error", "words.markup")]
    assert "in a title" in there[0].message
    assert found(tmp_path, title="Read more") == []
