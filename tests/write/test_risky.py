"""The risky words of a script, the words around them, and the dictionary that says which are not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edit, read, write
from pipeline.model import Pronunciation, Script, Section, Segment, Sentence
from pipeline.write import dictionary, lexicon
from pipeline.write.dictionary import make
from pipeline.write.excerpt import around
from pipeline.write.lexicon import Entry, Lexicon
from pipeline.write.risky import KINDS, Risk, risky
from pipeline.write.told import tell
from tests.conftest import Golden
from tests.real import BLOG, needs_blog

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
CASES = Path(__file__).with_name("aloud_news_cases.txt").read_text(encoding="utf-8").splitlines()


def script(*paragraphs: str | Sentence) -> Script:
    passages = [Sentence(each) if isinstance(each, str) else each for each in paragraphs]
    segments = tuple(Segment("Anchor", (passage,)) for passage in passages)
    return Script("A day", dt.date(2026, 11, 27), "The Show", "briefing", "day.txt", "", (Section("A day", segments),))


def risks(*paragraphs: str | Sentence, own: Lexicon | None = None) -> dict[str, Risk]:
    return {risk.word: risk for risk in risky(script(*paragraphs), own or lexicon.bundled())}


def rendered(file: Path) -> Script:
    briefing = read.read(file.read_bytes(), file.name)
    show = {"title": "The Daily Story", "tagline": "", "language": "en-GB", "disclosure": True}
    return write.render(edit.edit(briefing, form="briefing"), form="briefing", date=dt.date(2026, 11, 27), show=show, briefing=briefing)


# ── which words ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Ministers’ meetings ended. Bakers and the Parkers were planning outings; reviewers applauded.",
        "Yesterday the Europeans, the Germans and Washington’s envoys travelled on. Nobody’s cities were emptied.",
        "Don’t go, she said: they aren’t ready, and we’ve waited. It’ll do.",
        "A well-meaning, centre-left programme was recognised; organizers favored it.",
        "President Smith met Mary Jones of Downing Street in Houston on Monday.",
        "McDonald and MacDonald use WhatsApp on smartphones.",
        "Zelensky, Merz and the mayor of Kyiv: Orban’s guests.",
        "WE WILL NOT STOP NOW.",
        "Co-operation with neo-liberals and petro-states, said Sam de Silva and Dan von Stein.",
    ],
)
def test_ordinary_words_and_what_the_lexicon_knows_are_not_risky(text: str) -> None:
    assert risks(text) == {}


def test_a_name_is_listed_once_with_its_first_place_and_how_often() -> None:
    found = risks("Nothing yet.", "The mayor, Zylphia Quenby, spoke. Quenby’s aunt did not.", "“Quenby!” they said.")
    assert [(risk.word, risk.kind, risk.count, risk.segment, risk.spoken) for risk in found.values()] == [
        ("Quenby", "name", 3, 2, "Quenby"),
        ("Zylphia", "name", 1, 2, "Zylphia"),
    ]
    assert "in no dictionary or lexicon" in found["Zylphia"].why


def test_what_somebody_has_said_is_not_risky() -> None:
    assert risks("Zylphia met Quenby.", own=Lexicon((Entry("Zylphia", "ˈzɪlfiə"),))).keys() == {"Quenby"}
    here = Sentence("Zylphia met Quenby.", (), (Pronunciation(0, 7, "ˈzɪlfiə"),))
    assert risks(here).keys() == {"Quenby"}
    assert risks(here, "Zylphia left.")["Zylphia"].segment == 2


@pytest.mark.parametrize(
    ("text", "word", "spoken", "why"),
    [
        ("The EU agreed.", "EU", "E U", "letter by letter"),
        ("The ISW said so.", "ISW", "I S W", "letter by letter"),
        ("The US agreed.", "US", "U S", "letter by letter"),
        ("UNESCO’s list grew.", "UNESCO", "Unesco", "as a word"),
        ("Shares on the FTSE rose.", "FTSE", "Footsie", "as a word"),
        ("The WXQT agreed.", "WXQT", "W X Q T", "letter by letter: a guess"),
        ("The MoD agreed.", "MoD", "M O D", "letter by letter"),
        ("The R&D budget fell.", "R&D", "R and D", "letter by letter"),
        ("The BAKOR agreed.", "BAKOR", "BAKOR", "the voice decides: a word or letters"),
    ],
)
def test_initialisms_say_how_they_are_read(text: str, word: str, spoken: str, why: str) -> None:
    found = risks(text, own=Lexicon())[word]
    assert (found.kind, found.spoken, found.why) == ("initials", spoken, why)


@pytest.mark.parametrize(
    ("text", "word", "spoken"),
    [
        ("It cost €185 billion.", "€185 billion", "one hundred and eighty-five billion euros"),
        ("It fell to 5°C then.", "5°C", "five degrees Celsius"),
        ("On 22 November 1989 it fell.", "22 November 1989", "the twenty-second of November nineteen eighty-nine"),
        ("Write to ada@example.org.", "ada@example.org", "ada at example dot org"),
        ("Dr Stone came.", "Dr", "Doctor"),
        ("A 28-point plan.", "28", "twenty-eight"),
    ],
)
def test_what_is_said_in_other_words(text: str, word: str, spoken: str) -> None:
    found = risks(text)[word]
    assert (found.kind, found.spoken) == ("figure", spoken)


def test_a_name_that_is_said_without_its_marks_is_a_name_all_the_same() -> None:
    found = risks("Phạm met Nguyễn.", own=Lexicon((Entry("Nguyen", "nuːˈjen"),)))
    assert [(risk.word, risk.kind, risk.spoken) for risk in found.values()] == [("Phạm", "letters", "Pham")]


def test_marks_that_nobody_hears_are_not_risky() -> None:
    assert risks("“Yes” — he said (twice) … and ‘no’ too; then – silence.") == {}


def test_the_riskiest_come_first() -> None:
    found = risks(
        "In 2022 Нина and Brzęczyk of Szczebrzeszyn met Lovell of the WXQT and the EU for £3m on 4 May; 19 ate tarhana.", own=Lexicon()
    )
    assert list(found) == ["Нина", "Brzęczyk", "Szczebrzeszyn", "Lovell", "WXQT", "tarhana", "£3m", "EU", "4 May", "2022", "19"]
    assert "Cyrillic" in found["Нина"].why
    assert "“szc”" in found["Szczebrzeszyn"].why or "“sz…”" in found["Szczebrzeszyn"].why
    assert {risk.kind for risk in found.values()} == set(KINDS)


def test_the_sample_has_these_names_and_no_others() -> None:
    names = {risk.word for risk in risky(rendered(SAMPLE), Lexicon()) if risk.kind in ("name", "letters", "word")}
    assert names == {"Lovell", "Swigert", "Haise", "Iwo", "Jima", "Smylie", "Kranz", "Mattingly", "Nasa"}
    found = risky(rendered(SAMPLE), lexicon.bundled())
    assert [risk.word for risk in found if risk.kind in ("name", "letters", "word")] == []
    assert {"38F", "3C", "200ml", "OK", "13"} <= {risk.word for risk in found}


@needs_blog
def test_the_newspapers_own_blog_has_no_ordinary_word_for_a_name() -> None:
    found = risky(rendered(BLOG), lexicon.bundled())
    assert [risk.word for risk in found if risk.kind in ("name", "letters", "word")] == []
    names = {risk.word for risk in risky(rendered(BLOG), Lexicon()) if risk.kind in ("name", "letters")}
    assert {"Witkoff", "Frostadottir", "Rosneft", "Zelensky", "Merz", "Donbas"} <= names


@given(st.text() | st.lists(st.sampled_from("Quenby €3bn EU Нина é — 4.2% x@y.org Dr “no” it's 19 \ue000 ½ R&D".split())).map(" ".join))
def test_a_risk_stands_where_it_says(text: str) -> None:
    told = tell(Sentence(" ".join(text.split())))
    for risk in risky(script(told.passage), lexicon.bundled()):
        assert risk.word
        assert risk.count >= 1
        heard = told.spoken[risk.start : risk.end].replace("’", "'")
        assert heard == risk.spoken.replace("’", "'")


# ── the words around ─────────────────────────────────────────────────────────────────────────────────────


def heard(text: str | Sentence, word: str) -> str:
    made = script(text)
    risk = next(risk for risk in risky(made, lexicon.bundled()) if risk.word == word)
    return around(made.segments[0], risk.passage, risk.start, risk.end, lexicon.bundled())[0].text


def test_a_few_words_around_within_the_sentence() -> None:
    text = "The council met. The mayor of the old town, Ada Quenby, said that nobody was hurt. It ended."
    assert heard(text, "Quenby") == "old town, Ada Quenby, said that"
    assert heard("Nobody came. Quenby left. All slept.", "Quenby") == "Quenby left."


def test_a_number_and_a_name_are_not_cut() -> None:
    assert heard("It rose by £1,234,567 and Quenby paid.", "Quenby") == f"{write.spoken('£1,234,567')} and Quenby paid."
    assert heard("Then Ursula von der Leyen met Quenby there.", "Quenby") == "von der Leyen met Quenby there."


def test_a_pronounced_word_keeps_its_sounds() -> None:
    made = script(Sentence("Now Zylphia met Quenby.", (), (Pronunciation(4, 11, "ˈzɪlfiə"),)))
    (risk,) = risky(made, lexicon.bundled())
    said, _, _ = around(made.segments[0], 0, risk.start, risk.end, lexicon.bundled())
    assert said == Sentence("Now Zylphia met Quenby.", (), (Pronunciation(4, 11, "ˈzɪlfiə"),))


def test_what_is_cut_out_is_said_as_in_the_whole() -> None:
    lines = [line.partition("~")[0] for line in CASES if line and not line.startswith("#")]
    count = 0
    for line in lines:
        made = script(line)
        for risk in risky(made, lexicon.bundled()):
            said, _, _ = around(made.segments[0], risk.passage, risk.start, risk.end, lexicon.bundled())
            assert write.spoken(said.text) == said.text
            assert risk.spoken in said.text
            count += 1
    assert count > 250


# ── where it stands in the file ──────────────────────────────────────────────────────────────────────────


def test_the_lines_of_segments() -> None:
    head = "---\ntitle: A day\ndate: 2026-11-27\n---\n"
    text = f"{head}\n# A day\n\n**Anchor:** One.\n\n[pause 1s]\n\n<!-- no -->\n**Anchor:** Two\nand three.\n**Anchor:** Four.\n"
    made, lines = write.parse_script(text, "x.md"), write.lines_of_segments(text, "x.md")
    assert [segment.text for segment in made.segments] == ["One.", "Two and three.", "Four."]
    assert [own[0] for own in lines] == [8, 13, 15]
    assert 14 in lines[1]


# ── the dictionary ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "word", "bridge Bridges bridge's bridged bridging cities tried stopped bigger programmes Houston’s TikTok aren't café".split()
)
def test_known(word: str) -> None:
    assert dictionary.knows(word)


@pytest.mark.parametrize("word", "Quenby Swigert Kranz Mattingly Witkoff Frostadottir Nasr".split())
def test_unknown(word: str) -> None:
    assert not dictionary.knows(word)


@given(st.frozensets(st.from_regex(r"[a-d]{2,4}(s|es|ed|ing|er|ies|ied|est)?", fullmatch=True)))
def test_what_is_left_out_of_the_list_is_found_by_its_endings(words: frozenset[str]) -> None:
    reached = set(make.without_inflections(words))
    assert reached <= words
    for _ in range(dictionary.DEEPEST):
        reached |= {word for word in words if any(stem in reached for stem in dictionary.stems(word))}
    assert reached == words


def test_the_list_is_made_of_the_sizes_that_are_wanted(tmp_path: Path) -> None:
    lists = {
        "english-words.10": "bridge\nbridges\nNATO\n",
        "british-words.60": "colour\n",
        "english-words.70": "rareword\n",
        "english-upper.50": "Zoë\nAda's\n",
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert make.chosen(tmp_path) == {"bridge", "bridges", "colour", "ada"}
    assert make.without_inflections(make.chosen(tmp_path)) == ["ada", "bridge", "colour"]


def test_the_words_of_our_own_are_not_in_the_big_list_and_in_no_lexicon() -> None:
    big, own = ({line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#"} for file in dictionary.FILES)
    assert len(big) > 40_000
    assert not big & own
    assert not [word for word in own if lexicon.bundled().find(word.capitalize())]


def test_the_risks_of_awkward_lines_are_those_that_were_read_and_approved(golden: Golden) -> None:
    """The lines of `test_aloud_edges`, each a paragraph: where it stands, how often, what is said, why and how much it is worth hearing."""
    lines = Path(__file__).with_name("aloud_edges.txt").read_text(encoding="utf-8").splitlines()
    names = "McQuenby, O’Zylph’s and the MacBrzk of Åsgårdstrand met Нина Ωμέγα, 李明 and Quenbyzylph; the tarhana’s zylph and QuenbyStone were there."
    found = [
        f"{risk.weight:>3} {risk.kind} {risk.word} = {risk.spoken} ({risk.why}) ×{risk.count} at {risk.segment}.{risk.passage}:{risk.start}-{risk.end}"
        for risk in risky(script(*lines, names), lexicon.bundled())
    ]
    golden("risky.txt", "\n".join(found) + "\n")
