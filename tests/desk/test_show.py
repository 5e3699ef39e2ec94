from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PIL import Image

from pipeline.desk import checks, opening, show
from pipeline.errors import ShowError
from pipeline.model import CASUALTIES, HEADLINES, Music, Pace, Tone

EVERYTHING = """
title = "The Evening Story"
tagline = "One story, in depth"
language = "en-US"
format = "story"
engine = "tone"
rate_wpm = 170
loudness_lufs = -19
sources = ["in/a.txt", "https://example.org/feed.xml"]
networks = ["192.168.1.0/24"]
templates = "words/templates"
briefings = "in"
scripts = "drafts"
output = "out"
recordings = "heard"
lexicon = "names.yaml"
cover = "art/cover.png"
disclosure = false
repeats = true
deadline = "06:00"
cache_max_gb = 2
mono = true
stems = true
formats = ["mp3", "m4a"]
bitrate_kbps = 192
room_tone_db = -66

[voices]
anchor = "tone:tone"
quote = ["tone:tone", "tone:low"]
men = { voice = "tone:low", rate = 0.95, pitch_semitones = -2, gain_db = 1.5 }
women = { rate = 1.05 }
"Voice of President Putin" = "tone:high"

[pace]
story_ms = 1500
slower = 0.8

[pace.casualties]
rate = 0.9

[pace.late]
pauses = 1.2

[chain]
high_pass_hz = 80

[music]
bed_db = -18

[music.stings]
open = ""

[music.beds]
night = "sounds/night.mp3"

[page]
accent = "#336699"

[feed]
url = "https://example.org/"

[writer]
style = "conversational"
url = "http://localhost:11434/v1"
model = "llama3.1"
"""


def write(folder: Path, text: str, name: str = "episode.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    Image.new("RGB", (1400, 1400)).save(tmp_path / "art" / "cover.png")
    made = opening.load(write(tmp_path, EVERYTHING) / "episode.toml")
    plain = show.Show()
    same = [f.name for f in dataclasses.fields(made) if getattr(made, f.name) == getattr(plain, f.name)]
    assert same == ["loudness"]  # said as loudness_lufs
    assert made.music == dataclasses.replace(
        Music(),
        bed_db=-18.0,
        stings=(("open", ""), ("close", "close"), ("story", "story")),
        beds=(*Music().beds, ("night", "sounds/night.mp3")),
    )
    casualties = dataclasses.replace(CASUALTIES, rate=0.9)
    assert made.pace == dataclasses.replace(Pace(), story_ms=1500, slower=0.8, tones=(HEADLINES, casualties, Tone("late", pauses=1.2)))
    assert {part.role: part for part in made.voices} == {
        "anchor": show.Part("anchor", ("tone:tone",)),
        "Voice of President Putin": show.Part("Voice of President Putin", ("tone:high",)),
        "quote": show.Part("quote", ("tone:tone", "tone:low")),
        "men": show.Part("men", ("tone:low",), rate=0.95, pitch_semitones=-2.0, gain_db=1.5),
        "women": show.Part("women", rate=1.05),
    }
    assert made.loudness_lufs == -19.0


def test_every_field_of_show_is_a_key_of_the_file() -> None:
    assert set(checks._CHECKS) == {f.name for f in dataclasses.fields(show.Show)} - {"folder", "file"}


def test_the_nearest_folder_upwards_is_the_show(tmp_path: Path) -> None:
    write(tmp_path, 'title = "Outer"')
    write(tmp_path / "inner", '[tool.episode]\ntitle = "Inner"', "pyproject.toml")
    write(tmp_path / "inner" / "deep" / "deeper", "[project]", "pyproject.toml")
    found = opening.find(tmp_path / "inner" / "deep" / "deeper", {})
    assert (found.title, found.folder) == ("Inner", (tmp_path / "inner").resolve())
    assert opening.find(tmp_path / "other" / "place", {}).title == "Outer"


def test_episode_toml_comes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, 'title = "Mine"')
    write(tmp_path, '[tool.episode]\ntitle = "Other"', "pyproject.toml")
    assert opening.find(tmp_path, {}).title == "Mine"


def test_outside_a_show_the_built_in_settings_hold(tmp_path: Path) -> None:
    found = opening.find(tmp_path, {})
    assert found == show.Show()
    assert found.path("scripts") is None
    assert found.template_folders == ()


def test_the_environment_names_the_show(tmp_path: Path) -> None:
    write(tmp_path / "here", 'title = "Here"')
    write(tmp_path / "there", 'title = "There"')
    assert opening.find(tmp_path / "here", {"EPISODE_SHOW": str(tmp_path / "there")}).title == "There"
    with pytest.raises(ShowError, match="no folder") as missing:
        opening.find(tmp_path, {"EPISODE_SHOW": str(tmp_path / "nowhere")})
    assert missing.value.where == "EPISODE_SHOW"
    (tmp_path / "empty").mkdir()
    with pytest.raises(ShowError, match=r"no episode\.toml.*episode init"):
        opening.find(tmp_path, {"EPISODE_SHOW": str(tmp_path / "empty")})


def test_somebody_elses_broken_pyproject_is_not_ours(tmp_path: Path) -> None:
    for text in ("this is = = not toml", "tool = 1 # no tool.episode", "[[tool]]\nx = 'tool.episode'"):
        write(tmp_path, text, "pyproject.toml")
        assert opening.find(tmp_path, {}).folder is None


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('titel = "x"', "titel", "Did you mean title?"),
        ("zzz = 1", "zzz", "The settings are: title,"),
        ("title = 3", "title", "must be a text, not a whole number"),
        ('title = ""', "title", "is empty"),
        ('title = "a\\nb"', "title", "one line"),
        ("rate_wpm = true", "rate_wpm", "must be a whole number, not true or false"),
        ("rate_wpm = 160.5", "rate_wpm", "must be a whole number, not a number"),
        ('rate_wpm = "fast"', "rate_wpm", "not a text"),
        ("rate_wpm = 119", "rate_wpm", "119 is out of range. Use 120 to 240"),
        ("rate_wpm = 241", "rate_wpm", "out of range"),
        (f"rate_wpm = {'9' * 400}", "rate_wpm", "the number is out of range"),
        ("loudness_lufs = 16", "loudness_lufs", "Use -30 to -10 LUFS"),
        ("loudness_lufs = nan", "loudness_lufs", "nan is out of range"),
        ("loudness_lufs = inf", "loudness_lufs", "out of range"),
        ('format = "short"', "format", "Use one of: briefing, story"),
        ('language = "de"', "language", "a kind of English"),
        ('disclosure = "no"', "disclosure", "must be true or false, not a text"),
        ('engine = "pyttsx3:gmw/en-us"', "engine", "is a voice, not an engine"),
        ("sources = 'a.txt'", "sources", "must be a list, not a text"),
        ("sources = ['']", "sources", "is empty"),
        ("networks = ['home']", "networks", "is no network"),
        ("voices = 1", "voices", "must be a table, not a whole number"),
        ("[voices]\nanchor = 1", "voices.anchor", "must be a text"),
        ("[voices]\nanchor = ''", "voices.anchor", "is empty"),
        ("[pace]\nstorey_ms = 1", "pace.storey_ms", "Did you mean story_ms?"),
        ("[pace]\nstory_ms = -1", "pace.story_ms", "Use 0 to 10000 milliseconds"),
        ("[pace]\nstory_ms = 99999", "pace.story_ms", "out of range"),
        ("[pace]\nslower = 0.1", "pace.slower", "Use 0.6 to 1.6 times the usual pace"),
        ("[pace.story_ms]\nrate = 1", "pace.story_ms", "must be a number"),
        ("[pace.casualties]\nrate = 2", "pace.casualties.rate", "out of range"),
        ("[pace.casualties]\nsting = false", "pace.casualties.sting", "Did you mean stings?"),
        ("[pace.casualties]\nstings = 'no'", "pace.casualties.stings", "must be true or false"),
        ("pace = 3", "pace", "must be a table"),
        ("[voices]\nquote = []", "voices.quote", "has no voice in it"),
        ("[voices]\nquote = ['a:b', 1]", "voices.quote", "must be a text"),
        ("[voices]\nquote = {pitch = 1}", "voices.quote.pitch", "Did you mean pitch_semitones?"),
        ("[voices]\nquote = {pitch_semitones = 9}", "voices.quote.pitch_semitones", "Use -4 to 4 semitones"),
        ("[voices]\nquote = {gain_db = -60}", "voices.quote.gain_db", "Use -6 to 6 decibels"),
        ("[voices.quote]\nvoice = 1", "voices.quote.voice", "must be a text"),
        ('output = "/srv/audio"', "output", "not a folder inside the show"),
        ('output = "../audio"', "output", "not a folder inside the show"),
        ('output = "a/../../audio"', "output", "not a folder inside the show"),
        ('output = "C:/audio"', "output", "not a folder inside the show"),
        ('output = "..\\\\audio"', "output", "not a folder inside the show"),
        ('output = "~/audio"', "output", "not a folder inside the show"),
        ('output = "."', "output", "not a folder inside the show"),
        ('scripts = "output/"', "output", "the same folder as scripts"),
    ],
)
@pytest.mark.parametrize("home", ["episode.toml", "pyproject.toml"])
def test_a_mistake_names_file_key_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, key: str, says: str, home: str
) -> None:
    monkeypatch.chdir(tmp_path)
    prefix = ""
    if home == "pyproject.toml":
        text = f"[tool.episode.{text[1:]}" if text.startswith("[") else f"[tool.episode]\n{text}"
        prefix = "tool.episode."
    write(tmp_path, text, home)
    with pytest.raises(ShowError) as caught:
        opening.find(tmp_path, {})
    assert caught.value.where == f"{home}: {prefix}{key}"
    assert says in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_syntax_error_names_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, 'title = "x"\n\nformat = story\n')
    with pytest.raises(ShowError) as caught:
        opening.find(tmp_path, {})
    assert caught.value.where == "episode.toml:3"


def test_a_settings_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "episode.toml").write_bytes(b'title = "\xff\xfe"')
    with pytest.raises(ShowError, match="not UTF-8"):
        opening.find(tmp_path, {})


@pytest.mark.parametrize("text", [f"rate_wpm = {'9' * 5_000}", "sources = " + "[" * 20_000])
def test_a_value_that_python_does_not_read(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    with pytest.raises(ShowError, match="too long, or nested too deeply"):
        opening.find(tmp_path, {})


def test_own_templates_are_searched_where_there_are_any(tmp_path: Path) -> None:
    write(tmp_path, "")
    assert opening.find(tmp_path, {}).template_folders == ()
    (tmp_path / "templates").mkdir()
    assert opening.find(tmp_path, {}).template_folders == (tmp_path.resolve() / "templates",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('loudness = "youtube"', "loudness: 'youtube' is no target. Use one of apple, spotify, ebu, aes"),
        ("loudness = -5", "loudness: -5 is out of range"),
        ("loudness = -16\nloudness_lufs = -16", "loudness: is said twice"),
        ('mono = "yes"', "mono: must be true or false"),
        ("room_tone_db = -20", "room_tone_db: -20 is out of range"),
        ("[music]\nbed_db = -6", "music.bed_db: -6 is out of range. Use -40 to -12 decibels"),
        ("[music]\nbeds = 3", "music.beds: must be a table"),
        ("[music]\nloud = true", "music: there is no setting 'loud'"),
        ("[music.stings]\nopen = 1", "music.stings.open: must be a text"),
        ('[music.stings]\nopen = "../ours.wav"', "music.stings.open: '../ours.wav' is not inside the show"),
        ('[music.stings]\n"Big Bang" = "open"', "music.stings: 'Big Bang' is no name for a cue"),
        ('[music.beds]\nstop = "headlines"', "music.beds: 'stop' is no name for a cue"),
    ],
)
def test_what_is_wrong_with_the_sound_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ShowError) as found:
        opening.load(write(tmp_path, text) / "episode.toml")
    assert said.split(": ")[-1].split(". ")[0] in str(found.value)
    assert "episode.toml" in str(found.value)
    assert said.split(":")[0] in str(found.value)


@pytest.mark.parametrize(
    ("text", "lufs"),
    [
        ("", -16.0),
        ("mono = true", -19.0),
        ('loudness = "ebu"', -23.0),
        ('loudness = "Spotify"\nmono = true', -14.0),
        ("loudness_lufs = -18", -18.0),
    ],
)
def test_how_loud_a_show_is(tmp_path: Path, text: str, lufs: float) -> None:
    assert opening.load(write(tmp_path, text) / "episode.toml").target_lufs == lufs
