"""The settings of sound, and the cues of a script, looked at before anything is spoken: what is wrong is named with its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.desk import opening, show, soundtrack
from pipeline.errors import ScriptError, ShowError
from pipeline.model import Cue
from tests.mix.sounds import script_of, speech, write_wav


def loaded(folder: Path, text: str) -> show.Show:
    (folder / "episode.toml").write_text(text, encoding="utf-8")
    return opening.load(folder / "episode.toml")


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("music = true", "music", "must be a table"),
        ("[music]\nbed_dB = -14", "music.bed_dB", "Did you mean bed_db?"),
        ("[music]\nbed_db = -8", "music.bed_db", "Use -40 to -12 decibels against the speech"),
        ("[music]\nsting_db = 9", "music.sting_db", "out of range"),
        ("[music]\nfade_ms = 0.5", "music.fade_ms", "must be a whole number"),
        ("[music]\nenabled = 'yes'", "music.enabled", "must be true or false"),
        ("[music]\nstings = 'open'", "music.stings", "must be a table"),
        ("[music.stings]\nopen = 3", "music.stings.open", 'the name of a sound, a file of the show, or "" for none'),
        ("[music.beds]\nheadlines = '../bed.wav'", "music.beds.headlines", "not inside the show"),
        ("[music.beds]\nheadlines = '/tmp/bed.wav'", "music.beds.headlines", "not inside the show"),
        ("[music.beds]\nstop = 'bed.wav'", "music.beds", "is no name for a cue"),
        ("loudness = 'radio'", "loudness", "Use one of apple, spotify, ebu, aes, or a number of LUFS"),
        ("loudness = -5", "loudness", "Use -30 to -10 LUFS"),
        ("loudness = true", "loudness", "must be a number"),
        ("loudness = -16\nloudness_lufs = -16", "loudness", "said twice"),
        ("mono = 1", "mono", "must be true or false"),
        ("[chain]\nhigh_pass = 80", "chain.high_pass", "Did you mean high_pass_hz?"),
        ("[chain]\nhigh_pass_hz = 900", "chain.high_pass_hz", "Use 0 to 200 hertz"),
        ("[chain]\ncompress = 3", "chain.compress", "must be true or false"),
        ("room_tone_db = -30", "room_tone_db", "Use -90 to -50 dBFS, or 0 for none."),
        ("room_tone_db = 'low'", "room_tone_db", "Use a number of dBFS from -90 to -50, or 0 for none."),
        ("lexicon = '/etc/passwd'", "lexicon", "is not a file inside the show. Name a file of the show's own"),
        ("scripts = '/etc'", "scripts", "is not a folder inside the show. Name a folder of the show's own"),
        ("room_tone_db = false", "room_tone_db", "must be a number"),
    ],
)
def test_a_mistake_in_the_settings_names_its_key(tmp_path: Path, text: str, key: str, says: str) -> None:
    with pytest.raises(ShowError) as refused:
        loaded(tmp_path, text)
    assert f"episode.toml: {key}: " in str(refused.value)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "lufs"),
    [
        ("", -16),
        ("mono = true", -19),
        ("loudness = 'Spotify'", -14),
        ("loudness = 'ebu'\nmono = true", -23),
        ("loudness = -17.5", -17.5),
        ("loudness_lufs = -18", -18),
    ],
)
def test_how_loud_it_is_to_be(tmp_path: Path, text: str, lufs: float) -> None:
    assert loaded(tmp_path, text).target_lufs == lufs


@pytest.mark.parametrize(
    ("settings", "cue", "error", "says"),
    [
        ("", Cue("sting", "opne", line=7), ScriptError, "day.md:7: there is no sting called 'opne'. Did you mean open?"),
        (
            "",
            Cue("bed", "jazz", line=9),
            ScriptError,
            "day.md:9: there is no bed called 'jazz'. There are headlines, between; [music.beds] in",
        ),
        ("", Cue("bed", "open", line=9), ScriptError, "there is no bed called 'open'"),
        (
            "[music.stings]\nopen = 'ours.wav'",
            Cue("sting", "open"),
            ShowError,
            "episode.toml: music.stings.open: 'ours.wav': the sting's file cannot",
        ),
        ("[music.stings]\nopen = 'headlines'", Cue("sting", "open"), ShowError, "music.stings.open: 'headlines': is a bed, not a sting"),
        ("[music.beds]\nnight = 'beep.wav'", Cue("bed", "night"), ShowError, "music.beds.night: 'beep.wav': the bed is shorter than 2 s"),
        ("[music.beds]\nnight = 'words.txt'", Cue("bed", "night"), ShowError, "music.beds.night: 'words.txt': is not a sound"),
    ],
)
def test_a_cue_that_cannot_be_played(tmp_path: Path, settings: str, cue: Cue, error: type[Exception], says: str) -> None:
    write_wav(tmp_path / "beep.wav", np.asarray(speech(0.5, rate=44_100)), 44_100)
    (tmp_path / "words.txt").write_text("no sound", encoding="utf-8")
    with pytest.raises(error) as refused:
        soundtrack.check_cues(script_of(("One", [cue, "Anchor"])), loaded(tmp_path, settings), tmp_path / "day.md")
    assert says in str(refused.value)


def test_cues_that_play_nothing_are_no_mistake(tmp_path: Path) -> None:
    script = script_of(("One", [Cue("sting", "open"), Cue("bed", "headlines"), "Anchor", Cue("bed", "stop")]))
    for settings in ("", "[music.stings]\nopen = ''", "[music]\nenabled = false\n[music.stings]\nopen = 'gone.wav'"):
        soundtrack.check_cues(script, loaded(tmp_path, settings), tmp_path / "day.md")
