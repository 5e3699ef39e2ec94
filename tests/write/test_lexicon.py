"""The lexicon in a text: what is found, what is put in its place, and what is left alone."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ScriptError
from pipeline.model import Pronunciation
from pipeline.write.lexicon import NOTATIONS, BadEntry, Entry, Lexicon, Notation, apply, bundled, kokoro_parts, layered

KYIV = Entry("Kyiv", "ˈkiːjɪv", "Keeyiv")
SMALL = Lexicon(
    (KYIV, Entry("Khan Younis", "ˈkɑːn ˈjuːnɪs"), Entry("Khan", "kɑːn"), Entry("oblast", "ˈɒblɑːst"), Entry("Orbán", "ˈɔːbɑːn"))
)


def found(text: str, lexicon: Lexicon = SMALL) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entry.grapheme) for m in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("In Kyiv, today", ["Kyiv"]),
        ("Kyiv's mayor and Kyiv’s river", ["Kyiv's", "Kyiv’s"]),
        ("Kyiv'll wait", ["Kyiv'll"]),
        ("Kyivan KYIV kyiv xKyiv", []),
        ("Kyiv-based, pro-Kyiv", ["Kyiv", "Kyiv"]),
        ("from Khan Younis to Khan", ["Khan Younis", "Khan"]),
        ("Khan\u00a0Younis", ["Khan\u00a0Younis"]),
        ("Oblast, oblasts, OBLAST and oblasts’", ["Oblast", "oblasts", "OBLAST", "oblasts"]),
        ("Orban, Orbán and Orba\u0301n's", ["Orban", "Orbán", "Orba\u0301n's"]),
        ("O'Khan", []),
        ("", []),
    ],
)
def test_whole_words_are_found_the_longest_first(text: str, stretches: list[str]) -> None:
    assert [stretch for stretch, _ in found(text)] == stretches


def test_a_name_that_begins_small_is_found_at_the_start_of_a_sentence() -> None:
    lexicon = Lexicon((Entry("von der Leyen", "fɒn deə ˈlaɪən"), Entry("al-Shabab", "æl ʃæˈbɑːb")))
    assert [g for _, g in found("Von der Leyen met von der Leyen. Al-Shabab", lexicon)] == ["von der Leyen", "von der Leyen", "al-Shabab"]


def test_a_short_name_is_not_taken_for_the_root_of_another() -> None:
    assert [g for _, g in found("Hamas in Hama", bundled())] == ["Hamas", "Hama"]


def test_accents_count_in_a_common_word() -> None:
    assert not found("a resume", Lexicon((Entry("resumé", "ˈrezjuːmeɪ"),)))


@pytest.mark.parametrize(
    ("notation", "spoken"),
    [
        ("espeak", "In [[k'i:jIvz]] [['0blA:st|s]]' end"),
        ("piper", "In [[kˈiːjɪvz]] [[ˈɒblɑːsts]]' end"),
        ("kokoro", "In [Kyiv's](/kˈiːjɪvz/) [oblasts](/ˈɒblɑːsts/)' end"),
        ("alias", "In Keeyiv's oblasts' end"),
    ],
)
def test_each_engine_gets_its_own_notation(notation: Notation, spoken: str) -> None:
    assert apply("In Kyiv's oblasts' end", SMALL, notation) == spoken


def test_american_voices_get_the_sounds_they_know() -> None:
    lexicon = Lexicon((Entry("Oslo", "ˈɒzləʊ"),))
    assert apply("Oslo", lexicon, "kokoro", american=True) == "[Oslo](/ˈɑzlO/)"
    assert apply("Oslo", lexicon, "piper", american=True) == "[[ˈɑːzloʊ]]"


def test_an_alias_is_used_where_there_are_no_sounds() -> None:
    lexicon = Lexicon((Entry("Nguyen", alias="Win"),))
    for notation in NOTATIONS:
        assert apply("Nguyen's", lexicon, notation) == "Win's"


def test_espeak_gets_a_space_before_sounds_since_it_swallows_them_otherwise() -> None:
    assert apply("(Kyiv) “Kyiv” pro-Kyiv", SMALL, "espeak") == "( [[k'i:jIv]]) “ [[k'i:jIv]]” pro- [[k'i:jIv]]"


def test_an_inline_pronunciation_wins() -> None:
    text = "Kyiv's and Kyiv"
    assert apply(text, SMALL, "piper", (Pronunciation(0, 4, "ˈkiːev"),)) == "[[kˈiːɛvz]] and [[kˈiːjɪv]]"
    assert apply(text, SMALL, "alias", (Pronunciation(0, 4, "kiːv"),)) == "Keev's and Keeyiv"
    assert apply("Khan Younis", SMALL, "piper", (Pronunciation(0, 4, "xæn"),)) == "[[xˈæn]] Younis"
    assert apply("Kyivan", SMALL, "piper", (Pronunciation(4, 6, "ən"),)) == "Kyiv[[ˈən]]"


def test_a_pronunciation_outside_the_text_has_no_place() -> None:
    misplaced = (
        Pronunciation(-1, 2, "ə"),
        Pronunciation(5, 5, "ə"),
        Pronunciation(3, 99, "ə"),
        Pronunciation(0, 4, "e"),
        Pronunciation(2, 5, "e"),
    )
    assert apply("some words", SMALL, "piper", misplaced) == "[[ˈɛ]] words"


def test_sounds_that_nobody_can_say_are_answered() -> None:
    with pytest.raises(ScriptError, match=r"\{Kyiv\|ˈkyv\}: 'y'.*Write `j`"):
        apply("Kyiv", SMALL, "espeak", (Pronunciation(0, 4, "ˈkyv"),))


def test_no_such_notation() -> None:
    with pytest.raises(ValueError, match="no notation x"):
        apply("Kyiv", SMALL, "x")  # type: ignore[arg-type]


def test_a_show_goes_before_the_bundled_lexicon() -> None:
    whole = layered(Lexicon((Entry("Kyiv", "ˈkiːev"), Entry("Orban", "ˈɔːbən"))), bundled())
    assert apply("Kyiv, Orban, Lviv", whole, "piper") == "[[kˈiːɛv]], [[ˈɔːbən]], [[ləvˈiːv]]"


def test_the_entries_for_an_accent() -> None:
    lexicon = Lexicon((Entry("data", "ˈdætə", lang="en-US"), Entry("data", "ˈdeɪtə"), Entry("Kyjev", "ˈkiːjev", lang="sk")))
    assert [e.ipa for e in lexicon.serving("en-GB").entries] == ["ˈdeɪtə"]
    assert [e.ipa for e in lexicon.serving("en_US").entries] == ["ˈdætə", "ˈdeɪtə"]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"grapheme": "Kyiv"}, "ipa"),
        ({"grapheme": "Kyiv", "ipa": "kyiv"}, "ipa"),
        ({"grapheme": "Kyiv", "ipa": "k"}, "ipa"),
        ({"grapheme": "Kyiv", "ipa": "kiːvˈ"}, "ipa"),
        ({"grapheme": "Kyiv", "ipa": "ˈk" + "iː" * 31}, "ipa"),
        ({"grapheme": "", "ipa": "e"}, "grapheme"),
        ({"grapheme": "a  b", "ipa": "e"}, "grapheme"),
        ({"grapheme": "[[a]]", "ipa": "e"}, "grapheme"),
        ({"grapheme": "a\x00b", "ipa": "e"}, "grapheme"),
        ({"grapheme": "a" * 81, "ipa": "e"}, "grapheme"),
        ({"grapheme": "a", "alias": "[[x]]"}, "alias"),
        ({"grapheme": "a", "ipa": "e", "lang": "English!"}, "lang"),
        ({"grapheme": "a", "ipa": "e", "case": "upper"}, "case"),
    ],
)
def test_an_entry_that_cannot_stand_names_the_field(fields: dict[str, str], key: str) -> None:
    with pytest.raises(BadEntry) as caught:
        Entry(**fields)
    assert caught.value.key == key
    assert caught.value.message
    assert caught.value.remedy


def test_kokoro_parts_give_the_text_back() -> None:
    parts = list(kokoro_parts(apply("In Kyiv, then.", SMALL, "kokoro")))
    assert parts == [("In ", False), ("kˈiːjɪv", True), (", then.", False)]


@given(st.text(max_size=80), st.sampled_from(NOTATIONS))
@settings(deadline=None, max_examples=300)
def test_any_text_passes_unharmed_where_nothing_matches(text: str, notation: Notation) -> None:
    assert apply(text, Lexicon((Entry("Zaporizhzhia", "zæpəˈriːʒə"),)), notation) == text
    assert apply(text, Lexicon(), notation) == text


PIECES = st.one_of(
    st.text(max_size=6), st.sampled_from([e.grapheme for e in bundled().entries] + list(" '’-.,s[](/)|") + ["'s", "[[", "İ", "ß"])
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(NOTATIONS), st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=3))
@settings(deadline=None, max_examples=500)
def test_no_text_raises_and_what_lies_between_the_names_stays(parts: list[str], notation: Notation, spans: list[tuple[int, int]]) -> None:
    text = "".join(parts)
    apply(text, bundled(), notation, tuple(Pronunciation(a, b, "ˈkiːjɪv") for a, b in spans))
    said = apply(text, bundled(), notation)
    matches = bundled().find(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(matches))
    at = 0
    for start, end in zip([0, *(m.end for m in matches)], [*(m.start for m in matches), len(text)], strict=True):
        between = text[start:end]
        at = said.index(between, at) + len(between)


def test_it_is_fast() -> None:
    text = "The prime minister of Hungary, Viktor Orbán, said on Monday that talks in Kyiv would go on for as long as it took. " * 500
    apply(text[:200], bundled(), "espeak")
    start = time.perf_counter()
    apply(text, bundled(), "espeak")
    assert len(text) / (time.perf_counter() - start) > 200_000


def test_importing_it_reads_no_yaml_and_no_xml() -> None:
    asked = "import sys, pipeline.write.lexicon; assert not {'yaml', 'xml.etree.ElementTree', 'jinja2', 'ctypes'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True)


@pytest.mark.parametrize(
    ("name", "british", "american"),
    [
        ("Orbán", "[[ˈɔːbɑːn]]", "[[ˈɔːɹbɑːn]]"),
        ("Swigert", "[[swˈaɪɡət]]", "[[swˈaɪɡɚt]]"),
        ("Starmer’s", "[[stˈɑːməz]]", "[[stˈɑːɹmɚz]]"),
        ("Kharkiv", "[[hˈɑːkɪv]]", "[[hˈɑːɹkɪv]]"),
        ("Sarajevo", "[[særəjˈeɪvəʊ]]", "[[særəjˈeɪvoʊ]]"),
        ("Poroshenko", "[[pɒɹəʃˈɛŋkəʊ]]", "[[pɑːɹəʃˈɛŋkoʊ]]"),
    ],
)
def test_an_american_voice_says_the_rs_that_are_written(name: str, british: str, american: str) -> None:
    assert apply(name, bundled(), "piper").replace("r", "ɹ") == british.replace("r", "ɹ")
    assert apply(name, bundled(), "piper", american=True).replace("r", "ɹ") == american.replace("r", "ɹ")
