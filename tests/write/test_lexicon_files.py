"""Lexicon files: YAML and PLS, read, refused and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ScriptError
from pipeline.write.lexicon import Entry, Lexicon, bundled, format_lexicon, format_pls, load, parse_lexicon, parse_pls

PLS = '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-GB">{}</lexicon>'


def test_both_forms() -> None:
    short = "Kyiv: ˈkiːjɪv\nMerz: {ipa: meəts, alias: Mairts}\nNo: nəʊ\n1984: ˈeɪti\n"
    long = "- {grapheme: Kyiv, ipa: ˈkiːjɪv}\n- {grapheme: Merz, ipa: meəts, alias: Mairts}\n- {grapheme: No, ipa: nəʊ}\n- {grapheme: 1984, ipa: ˈeɪti}"
    assert parse_lexicon(short, "a.yaml") == parse_lexicon(long, "a.yaml")
    assert [e.grapheme for e in parse_lexicon(short, "a.yaml").entries] == ["Kyiv", "Merz", "No", "1984"]
    assert parse_lexicon("", "a.yaml") == parse_lexicon("# nothing\n", "a.yaml") == Lexicon()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kyiv: ˈkiːjɪv\nOdesa: oˈdesa\n", "a.yaml:2: ipa of 'Odesa': 'o'"),
        ("Kyiv: ˈkiːjɪv\n\nKyiv: kiːv\n", "a.yaml:3: 'Kyiv' stands in line 1 already. Keep one of the two"),
        ("Kyiv: {sounds: kiːv}\n", "a.yaml:1: sounds of 'Kyiv': no such field. The fields are ipa, alias, lang, case"),
        ("Kyiv: {ipa: kiːv, ipa: kiːv}\n", "a.yaml:1: ipa of 'Kyiv': it stands there twice"),
        ("Kyiv: {ipa: kiːv,\n  case: upper}\n", "a.yaml:1: case of 'Kyiv': 'upper' is not known. Write exact or any"),
        ("Kyiv: {ipa: kiːv, lang: '??'}\n", "a.yaml:1: lang of 'Kyiv'"),
        ("Kyiv:\n", "a.yaml:1: the sounds of 'Kyiv': nothing there"),
        ("Kyiv: {alias: ~}\n", "a.yaml:1: alias of 'Kyiv': nothing there"),
        ("Kyiv: [a, b]\n", "a.yaml:1: the sounds of 'Kyiv': not one line of text"),
        ("- ipa: kiːv\n", "a.yaml:1: grapheme: it is missing"),
        ("- Kyiv\n", "a.yaml:1: an entry that is no list of fields"),
        ("Kyiv\n", "a.yaml:1: no lexicon"),
        ("Kyiv: [\n", "a.yaml:2: no YAML"),
        ("Kyiv: !!python/object/apply:os.system [ls]\n", "a.yaml:1: the sounds of 'Kyiv': not one line of text"),
        ("a: \x07\n", "a.yaml:1: a character that YAML does not allow"),
        ("[" * 3000, "a.yaml:1: "),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ScriptError) as caught:
        parse_lexicon(text, "a.yaml")
    assert str(caught.value).startswith(said)
    assert caught.value.remedy


def test_layers(tmp_path: Path) -> None:
    (tmp_path / "show.yaml").write_text("\ufeffKyiv: ˈkiːev\n", encoding="utf-8")
    (tmp_path / "more.yaml").write_text("Kyiv: kiːv\nQzim: kzɪm\n", encoding="utf-8")
    whole = load([tmp_path / "show.yaml", tmp_path / "more.yaml"])
    assert [m.ipa for m in whole.find("Kyiv Qzim Lviv")] == ["ˈkiːev", "kzɪm", "ləˈviːv"]
    assert load() == load([]) == bundled()


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="cannot be read"):
        load([tmp_path / "no.yaml"])
    (tmp_path / "latin.yaml").write_bytes(b"Kyiv: e\nM\xe4: e\n")
    with pytest.raises(ScriptError, match=r"latin\.yaml:2: not written in UTF-8"):
        load([tmp_path / "latin.yaml"])


def test_the_bundled_lexicon_comes_back_from_yaml_and_pls() -> None:
    assert parse_lexicon(format_lexicon(bundled()), "a.yaml") == bundled()
    assert parse_pls(format_pls(bundled()), "a.pls") == bundled()
    assert parse_pls(format_pls(bundled()).encode(), "a.pls") == bundled()


def ascii_or_news(word: str) -> bool:
    return word[0].isalnum()


ENTRIES = st.builds(
    Entry,
    st.text("abcŁñé&'Z ", min_size=1, max_size=9).map(str.strip).filter(lambda s: bool(s) and ascii_or_news(s) and "  " not in s),
    st.sampled_from(["ˈkiːjɪv", "e", "ˈrɑːdə"]),
    st.sampled_from(["", "Keev", "a & b's"]),
    st.sampled_from(["en", "en-GB", "de"]),
    st.sampled_from(["", "exact", "any"]),
)


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda e: e.key))
@settings(deadline=None, max_examples=100)
def test_any_lexicon_comes_back(entries: list[Entry]) -> None:
    lexicon = Lexicon(tuple(entries))
    assert parse_pls(format_pls(lexicon), "a.pls") == lexicon
    assert parse_lexicon(format_lexicon(lexicon), "a.yaml") == lexicon


def test_somebody_elses_pls() -> None:
    lexeme = (
        "<metadata/><lexeme role='x:noun' xmlns:x='urn:x'><grapheme>colour</grapheme><grapheme>color</grapheme><phoneme>e</phoneme>"
        "<phoneme prefer='true'>ˈkʌlə</phoneme></lexeme><lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>"
    )
    lexicon = parse_pls(PLS.format(lexeme), "a.pls")
    assert [(e.grapheme, e.ipa, e.alias, e.lang) for e in lexicon.entries] == [
        ("colour", "ˈkʌlə", "", "en-GB"),
        ("color", "ˈkʌlə", "", "en-GB"),
        ("W3C", "", "World Wide Web Consortium", "en-GB"),
    ]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ('<?xml version="1.0"?>\n<!DOCTYPE lexicon [<!ENTITY a "b">]>\n' + PLS.format(""), "a.pls:2: a DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "a.pls:1: a DOCTYPE"),
        ("<a>", "a.pls:1: no XML"),
        ("", "a.pls:1: no XML"),
        ("<html/>", "a.pls:1: no pronunciation lexicon"),
        (PLS.format("\n<lexeme><phoneme>e</phoneme></lexeme>"), "a.pls:2: a lexeme without a grapheme"),
        (PLS.format("\n<lexeme><grapheme>a</grapheme></lexeme>"), "a.pls:2: ipa of 'a'"),
        (
            PLS.format("<lexeme><grapheme>a</grapheme><phoneme alphabet='x-sampa'>e</phoneme></lexeme>"),
            "a.pls:1: 'a' is in the alphabet x-sampa",
        ),
    ],
)
def test_a_mistake_in_pls_is_answered_with_its_place(document: str, said: str) -> None:
    with pytest.raises(ScriptError) as caught:
        parse_pls(document, "a.pls")
    assert str(caught.value).startswith(said)
    assert caught.value.remedy


def test_what_one_reader_lets_through_and_another_does_not_is_refused_too() -> None:
    with pytest.raises(ScriptError, match=r"^a\.pls:1: no XML: syntax error"):
        parse_pls(b'<?l?><lexicon n="" xmlns="}" a=""><lexeme><grapheme></grapheme></lexeme></lexicon>\n', "a.pls")
    with pytest.raises(ScriptError, match=r"^a\.yaml:1: no YAML"):
        parse_lexicon(f"%YAML {'9' * 5000}\n---\nKyiv: ˈkiːjɪv\n", "a.yaml")
