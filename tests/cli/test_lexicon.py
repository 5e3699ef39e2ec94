"""`episode lexicon` driven from outside: what it says, what it writes, and what it leaves as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import ScriptError
from pipeline.write import lexicon
from pipeline.write.lexicon import Entry, with_entries
from tests.conftest import Episode, Ran

SPACE = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
OWN = "# Names of the valley.\nQuenby: ˈkwenbi   # the mayor\n\n# Abroad\nKyiv: {ipa: kiːv, alias: Keev}\n"
PLS = f"""<?xml version="1.0"?>
<lexicon version="1.0" xmlns="{SPACE[1:-1]}" alphabet="ipa" xml:lang="en">
  <lexeme><grapheme>Quenby</grapheme><phoneme>ˈkwenbi</phoneme></lexeme>
  <lexeme><grapheme>Kyiv</grapheme><phoneme>ˈkiːjɪv</phoneme></lexeme>
  <lexeme><grapheme>Zylphia</grapheme><phoneme>ˈzɪlfiə</phoneme></lexeme>
</lexicon>
"""


def lexicon_command(*words: str) -> Ran:
    """`episode lexicon …` in this process, in the folder that is current: half a second less than a new one."""
    done = CliRunner().invoke(commands.app, ["lexicon", *words])
    return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def show(here: Path) -> Path:
    (here / "episode.toml").write_text("")
    (here / "lexicon.yaml").write_text(OWN, encoding="utf-8")
    (here / "more.pls").write_text(PLS, encoding="utf-8")
    return here


def spoken(document: str) -> dict[str, str]:
    """Word → sounds, as another parser reads a PLS document."""
    root = ET.fromstring(document)  # noqa: S314 - our own
    assert (root.tag, root.get("alphabet")) == (f"{SPACE}lexicon", "ipa")
    return {each.findtext(f"{SPACE}grapheme", ""): each.findtext(f"{SPACE}phoneme", "") for each in root.iter(f"{SPACE}lexeme")}


# ── export ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_own_lexicon_goes_out_as_pls(show: Path) -> None:
    done = lexicon_command("export")
    assert (done.code, done.err) == (0, "")
    assert spoken(done.out) == {"Quenby": "ˈkwenbi", "Kyiv": "kiːv"}
    assert lexicon_command("export", "out/own.pls").out == f"out{os.sep}own.pls\n"
    assert (show / "out/own.pls").read_text(encoding="utf-8") == done.out
    assert lexicon_command("export", "-").out == done.out


def test_all_of_it_has_the_bundled_one_beneath(show: Path) -> None:
    whole = spoken(lexicon_command("export", "--all").out)
    assert len(whole) > 1000
    assert (whole["Kyiv"], whole["Quenby"]) == ("kiːv", "ˈkwenbi")
    assert whole.keys() >= {entry.grapheme for entry in lexicon.bundled().entries}


def test_an_export_that_somebody_changed_is_kept(show: Path) -> None:
    lexicon_command("export", "own.pls")
    assert lexicon_command("export", "own.pls").err == ""
    (show / "own.pls").write_text("mine", encoding="utf-8")
    assert "own.pls.bak" in lexicon_command("export", "own.pls").err
    assert (show / "own.pls.bak").read_text(encoding="utf-8") == "mine"


def test_there_is_nothing_to_export(here: Path) -> None:
    done = lexicon_command("export", "own.pls")
    assert (done.code, done.out, list(here.iterdir())) == (1, "", [])
    assert "--all" in done.err
    assert spoken(lexicon_command("export", "--all").out)["Kyiv"] == "ˈkiːjɪv"


# ── import ───────────────────────────────────────────────────────────────────────────────────────────────


def test_new_words_come_to_the_end_and_others_stay(show: Path) -> None:
    done = lexicon_command("import", "more.pls")
    assert done.code == 0
    assert "1 added, 0 replaced, 1 there already" in done.out
    assert "Kyiv: kiːv, alias Keev  (offered: ˈkiːjɪv)" in done.out
    assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN + "Zylphia: ˈzɪlfiə\n"
    assert not (show / "lexicon.yaml.bak").exists()
    again = lexicon_command("import", "more.pls")
    assert "0 added, 0 replaced, 2 there already" in again.out


def test_replacing_keeps_the_file_as_it_was(show: Path) -> None:
    done = lexicon_command("import", "more.pls", "--replace")
    assert "1 added, 1 replaced" in done.out
    assert "Kyiv: ˈkiːjɪv  (was kiːv, alias Keev)" in done.out
    assert "lexicon.yaml.bak" in done.err
    assert (show / "lexicon.yaml.bak").read_text(encoding="utf-8") == OWN
    now = (show / "lexicon.yaml").read_text(encoding="utf-8")
    assert now == OWN.replace("{ipa: kiːv, alias: Keev}", "ˈkiːjɪv") + "Zylphia: ˈzɪlfiə\n"


def test_a_yaml_file_and_a_show_without_a_lexicon(show: Path) -> None:
    (show / "lexicon.yaml").rename(show / "old.yaml")
    assert "2 added" in lexicon_command("import", "old.yaml").out
    assert lexicon.parse_lexicon((show / "lexicon.yaml").read_text(encoding="utf-8"), "x") == lexicon.parse_lexicon(OWN, "x")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "bad.pls",
            "<!DOCTYPE lexicon [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + PLS.partition("?>")[2].strip(),
            "bad.pls:1: a DOCTYPE",
        ),
        ("bad.pls", PLS.replace("ˈzɪlfiə", "ˈzɪlfio"), "bad.pls:5: ipa of 'Zylphia': 'o'"),
        ("bad.pls", "Quenby: ˈkwenbi\n", "bad.pls:1: no XML"),
        ("bad.yaml", "Quenby: [\n", "bad.yaml:2: no YAML"),
        ("bad.pls", None, "bad.pls: cannot be read"),
    ],
)
def test_a_file_with_a_mistake_changes_nothing(show: Path, name: str, text: str | None, said: str) -> None:
    if text is not None:
        (show / name).write_text(text, encoding="utf-8")
    done = lexicon_command("import", name, "--replace")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err
    assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN
    assert not list(show.glob("lexicon.yaml.*")) + list(show.glob(".lexicon*"))


@pytest.mark.skipif(os.name != "posix", reason="POSIX limits")
def test_a_disk_that_takes_nothing_leaves_the_lexicon_as_it_was(episode: Episode, show: Path) -> None:
    def no_room() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    for words in (("import", "more.pls", "--replace"), ("add", "Zylphia", "ˈzɪlfiə")):
        done = episode("lexicon", *words, preexec_fn=no_room)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert done.err.startswith("episode: lexicon.yaml: ")
        assert "--out" not in done.err
        assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN
        assert {path.name for path in show.iterdir()} == {"episode.toml", "lexicon.yaml", "more.pls"}


def test_outside_a_show_there_is_no_lexicon_to_change(here: Path) -> None:
    (here / "more.pls").write_text(PLS, encoding="utf-8")
    for words in (("import", "more.pls"), ("add", "Zylphia", "ˈzɪlfiə")):
        done = lexicon_command(*words)
        assert done.code == 1
        assert "episode init" in done.err


# ── add and find ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_is_added_in_one_line_and_shown(show: Path) -> None:
    done = lexicon_command("add", "Zylphia", "ˈzɪlfiə")
    assert (done.code, done.err) == (0, "")
    assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN + "Zylphia: ˈzɪlfiə\n"
    for row in ("lexicon.yaml:6", "[[z'Ilfi", "[[zˈɪlfiə]]", "[Zylphia](/zˈɪlfiə/)"):
        assert row in done.out
    assert lexicon_command("add", "Ada Zylph", "--alias", "Ada Zilf").code == 0
    assert (show / "lexicon.yaml").read_text(encoding="utf-8").endswith("Ada Zylph: {alias: Ada Zilf}\n")


def test_a_word_that_is_there_is_replaced_only_where_asked(show: Path) -> None:
    done = lexicon_command("add", "Quenby", "kwenb")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("episode: lexicon.yaml:2: “Quenby” is there already: ˈkwenbi.")
    assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN
    assert lexicon_command("add", "Quenby", "kwenb", "--replace").code == 0
    assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN.replace("ˈkwenbi", "kwenb")
    assert (show / "lexicon.yaml.bak").read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize(
    ("word", "ipa", "said"),
    [
        ("Zylphia", "ˈzɪlfio", "'o' (latin small letter o) at place 7"),
        ("Zylphia", "zlf", "no vowel"),
        ("[x]", "ˈeks", "has a bracket or a bar in it"),
    ],
)
def test_sounds_that_cannot_be_said_are_named(show: Path, word: str, ipa: str, said: str) -> None:
    done = lexicon_command("add", word, ipa)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert said in done.err
    assert (show / "lexicon.yaml").read_text(encoding="utf-8") == OWN


def test_wrong_usage(show: Path) -> None:
    assert lexicon_command("add", "Zylphia").code == 2
    assert lexicon_command("find").code == 2


def test_find_says_what_is_used_and_where_it_stands(show: Path) -> None:
    own, bundled = lexicon_command("find", "Kyiv").out, lexicon_command("find", "Lviv's").out
    assert "lexicon.yaml:5" in own
    assert "[[ki:v]]" in own.replace("'", "")
    assert "Keev" in own
    assert "bundled, english.yaml:" in bundled
    assert "ləvˈiːvz" in bundled
    line = int(bundled.partition("english.yaml:")[2].split()[0])
    text = Path(lexicon.__file__).with_name("english.yaml").read_text(encoding="utf-8").splitlines()
    assert text[line - 1].startswith("Lviv:")


def test_find_of_a_word_that_nobody_entered(show: Path) -> None:
    done = lexicon_command("find", "quenbi")
    assert (done.code, done.out) == (1, "")
    assert "Did you mean Quenby?" in done.err
    assert "episode lexicon add Xyzzyx IPA" in lexicon_command("find", "Xyzzyx").err


# ── a file that a person keeps ───────────────────────────────────────────────────────────────────────────

NEW = (Entry("Kyiv", "ˈkiːjɪv"), Entry("No", "nəʊ"), Entry("Mé", alias="May", lang="en-US", case="any"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "Kyiv: ˈkiːjɪv\n'No': nəʊ\nMé: {alias: May, lang: en-US, case: any}\n"),
        ("# mine", "# mine\nKyiv: ˈkiːjɪv\n'No': nəʊ\nMé: {alias: May, lang: en-US, case: any}\n"),
        (
            "Kyiv:\n  ipa: kiːv  # so\n  alias: Keev\n\n# West\nLviv: ləˈviːv # x\n# end\n",
            "Kyiv: ˈkiːjɪv\n\n# West\nLviv: ləˈviːv # x\n# end\n'No': nəʊ\nMé: {alias: May, lang: en-US, case: any}\n",
        ),
        (
            "- grapheme: Lviv\n  ipa: ləˈviːv\n# next\n- {grapheme: Kyiv, ipa: kiːv}\n",
            "- grapheme: Lviv\n  ipa: ləˈviːv\n# next\n- {grapheme: Kyiv, ipa: ˈkiːjɪv}\n- {grapheme: 'No', ipa: nəʊ}\n"
            "- {grapheme: Mé, alias: May, lang: en-US, case: any}\n",
        ),
        ("Lviv: ləˈviːv\r\n", "Lviv: ləˈviːv\r\nKyiv: ˈkiːjɪv\r\n'No': nəʊ\r\nMé: {alias: May, lang: en-US, case: any}\r\n"),
    ],
)
def test_order_comments_and_form_stay(text: str, made: str) -> None:
    assert with_entries(text, NEW, "x.yaml") == made


@pytest.mark.parametrize("text", ["{Lviv: ləˈviːv}\n", "Lviv: ləˈviːv\n...\n", "Kyiv: |\n  kiːv\nLviv: ləˈviːv\n"])
def test_a_form_that_cannot_be_added_to_is_refused_whole(text: str) -> None:
    with pytest.raises(ScriptError, match="no entry can be put into it"):
        with_entries(text, NEW, "x.yaml")


ADDER = """
import sys
from pathlib import Path
from pipeline.desk import opening, pronounce, show
home = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.read()
for n in range(8):
    pronounce.add(f"{sys.argv[2]}{n}", "ˈkiːjɪv", "", opening.find(home), replace=False)
    pronounce.add("Shared", f"ˈki{'ː' * int(n % 2)}v", "", opening.find(home), replace=True)
"""


def test_what_several_add_at_the_same_moment_is_all_there(show: Path) -> None:
    names = ("Ada", "Bela", "Cleo", "Dora")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    adders = [subprocess.Popen([sys.executable, "-c", ADDER, str(show), name], **pipes) for name in names]  # type: ignore[call-overload]
    for adder in adders:
        assert adder.stdout.readline() == b"ready\n"
    for adder in adders:
        adder.stdin.close()
    for adder in adders:
        with adder:
            assert adder.wait(timeout=120) == 0
    found = lexicon.parse_lexicon((show / "lexicon.yaml").read_text(encoding="utf-8"), "lexicon.yaml")
    assert {entry.grapheme for entry in found.entries} == {"Quenby", "Kyiv", "Shared", *(f"{name}{n}" for name in names for n in range(8))}
