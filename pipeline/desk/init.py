"""A new show's folder: settings, templates to edit, a sample to build."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pipeline
from pipeline.desk import files
from pipeline.errors import ShowError

SETTINGS = """\
# The show's settings. A line that begins with # shows what holds without it.

title = "The Daily Story"
# tagline = "One story, in depth, each day"
# language = "en-GB"
# format = "briefing"              # or "story"
# engine = "pyttsx3"               # "tone" needs no voice: for trying things out
# rate_wpm = 160                   # words a minute, 120 to 240
# cover = "art/cover.jpg"          # a square picture of 1400 to 3000 pixels; else one is drawn
# loudness = "apple"               # of the finished file: -16 LUFS; "spotify" -14, "aes" -18, "ebu" -23, or a number
# mono = false                     # one channel, at -19 LUFS
# stems = false                    # each role, the music, each segment and chapter as files too
# formats = ["mp3"]                # and "m4a", "opus", "wav", "flac"
# bitrate_kbps = 128               # of the MP3
# room_tone_db = 0                 # a quiet noise under everything, -90 to -50; 0 for none
# disclosure = true                # the sign-off says that the voices are synthetic
# repeats = false                  # true tells again what earlier editions told
# deadline = "06:00"               # be done by then, in a faster voice where it must be
# cache_max_gb = 10                # what was used longest ago goes first

# What is read where `episode build` names nothing; without it the newest file in briefings/.
# sources = []                     # files and addresses: "https://example.org/feed.xml"
# networks = []                    # networks that may be asked though they are not public: "192.168.1.0/24"

# Folders, all inside the show.
# templates = "templates"
# briefings = "briefings"
# scripts = "scripts"
# output = "output"
# recordings = "recordings"        # what people say themselves: **Anchor (recording: greeting.wav):** Good evening.
# lexicon = "lexicon.yaml"         # the show's own pronunciations: lines such as  Kyiv: ˈkiːjɪv

# Who speaks: `episode voices` lists the names. A role that begins with "Voice of" is read by the voice of that role, else of a name that
# stands in it, else of `women` or `men` (by its title, or the pronoun that the sources use), else of `quote`. Several voices take turns.
# [voices]
# anchor = "pyttsx3:gmw/en-gb-x-rp"
# quote = "pyttsx3:gmw/en-us+david"
# women = ["pyttsx3:gmw/en-us+steph", "pyttsx3:gmw/en-gb-scotland+f5"]
# Lovell = { voice = "pyttsx3:gmw/en-us+david", rate = 0.95, pitch_semitones = -1, gain_db = 1.0 }

# How long the programme breathes (milliseconds) and how fast it speaks (times rate_wpm).
# [pace]
# sentence_ms = 380                # between two sentences of a paragraph
# segment_ms = 550                 # between two paragraphs of one speaker
# quote_ms = 350                   # before and after another voice
# story_ms = 1100                  # between two chapters
# opening_ms = 250                 # before the first word
# closing_ms = 700                 # after the last
# slower = 0.88                    # **Anchor (slower):**
# faster = 1.1                     # **Anchor (faster):**

# What the script's [sting: …] and [bed: …] play: a name of ours, a file inside the show ("sounds/ours.wav"), or "" for nothing.
# [music]
# enabled = true
# bed_db = -14.0                   # a bed against the speech over it
# [music.stings]
# open = "open"
# story = "story"
# close = "close"
# [music.beds]
# headlines = "headlines"

# What each voice goes through first; needs the extra `chain` (docs/sound.md).
# [chain]
# high_pass_hz = 80                # hum and thuds below go
# compress = true                  # loud syllables come down towards the others
# de_ess = true                    # sharp s and sh are made softer

# Tones: how what follows [tone: NAME] in the script is told. A table with another name is a tone of your own.
# [pace.headlines]
# rate = 1.06
# pauses = 0.85                    # times the pauses
# [pace.casualties]                # a story whose lead reports deaths
# rate = 0.94
# pauses = 1.4
# stings = false                   # no music in it

# The podcast's feed, for `episode publish`. Nothing is published without an address.
# [feed]
# url = "https://example.org/podcast/"   # where the files will be reached
# to = "web/podcast"                # where they are put; without it `output` is published as it stands
# description = "One story, in depth, each day."
# owner_name = "Eva Muster"
# email = "news@example.org"
# category = "News > Daily News"    # as Apple lists them
# license = "cc-by-4.0"
# keep_episodes = 300               # how many of the newest stay

# The listening page. Its files can be replaced by the show's own: templates/page/index.html.j2, archive.html.j2, page.css and page.js;
# and so can the show notes: templates/notes.html.j2 and notes.txt.j2.
# [page]
# accent = "#e97840"               # one colour; it is made so dark or so light that it can be read

# A model that words the anchor's sentences, each checked against the rules' own. Nothing is sent anywhere unless a style is set.
# [writer]
# style = ""                       # "conversational"
# url = "https://api.openai.com/v1"   # any server with /chat/completions; the key stands in EPISODE_WRITER_KEY
# model = ""                       # as the server calls it
"""

TEMPLATE = """\
{{% extends "!builtin/{form}.md.j2" %}}
{{# The words of {the_form} are the built-in template's, but for the blocks that you write here. Take away the marks around one, change it,
   and build: the next episode has it. Every block: {blocks}.

{{% block greeting %}}
**Anchor:** Good evening. It’s {{{{ date | spoken_date }}}}, and this is {{{{ show.title }}}}.
{{% endblock %}}

{{% block goodbye %}}
**Anchor:** That’s all from {{{{ show.title }}}}. Good night.
{{% endblock %}}

   A line is one speaker's: **Anchor:** or any role, which the settings may give a voice; **Anchor (recording: greeting.wav):**
   is heard from that file in recordings/ instead. `# Title` opens a chapter, and [pause 0.6s] is a
   pause. At hand: show (title, tagline, language, disclosure), date, edition, rundown (title, headlines, stories, in_brief, ahead, left_out);
   a story has title, link, tone, beats; a beat has kind, speaker, sentences, sources. docs/recipes.md has whole templates to start from.
   Filters: narrate (beats with voices and sources), say, voice_of, marks, spoken_date, spoken_list, spoken_count.
   To see what would be said, without sound: episode script --format {form} --stdout #}}
"""

SCRIPTS = """\
# Scripts

`episode build` and `episode script` put the day's script here, as `2026-11-27.md`. Read it, change it, and build again: what stands
here is what is spoken. A script that you have changed is never overwritten; when the briefing changes as well, the build stops and
asks you to choose with `--keep-script` or `--rewrite`.
"""

IGNORED = """\
output/*
!output/.gitkeep
.episode/
"""


def bundled(name: str) -> Path:
    """A file that travels with the package: beside the code in the wheel, at the top of the source tree."""
    package = Path(pipeline.__file__).parent
    inside = package / "_bundled" / name
    return inside if inside.exists() else package.parent / name


def template(form: str) -> str:
    """A template of a new show: the built-in one, with the blocks that can be changed."""
    from pipeline.write import builtin_templates

    built_in = (builtin_templates() / f"{form}.md.j2").read_text(encoding="utf-8")
    blocks = re.findall(r"\{%-?\s*block\s+(\w+)", built_in)
    return TEMPLATE.format(form=form, the_form=f"the {form}", blocks=", ".join(blocks))


def make(folder: Path) -> None:
    """Make a new show in a folder that is new, empty, or holds no show and none of the files that a show is made of: all of it, or nothing."""
    files_of_it = {
        "episode.toml": SETTINGS,
        "templates/briefing.md.j2": template("briefing"),
        "templates/story.md.j2": template("story"),
        "briefings/sample.txt": bundled("briefings/sample.txt").read_text(encoding="utf-8"),
        "scripts/README.md": SCRIPTS,
        "output/.gitkeep": "",
        ".gitignore": IGNORED,
    }
    _refuse(folder, list(files_of_it))
    targets = {folder / name: text for name, text in files_of_it.items() if name != ".gitignore" or not (folder / name).exists()}
    made = dict.fromkeys(each for target in targets for each in files.missing(target.parent))
    written: list[Path] = []
    try:
        for target, text in targets.items():
            files.write(target, text, ShowError)
            written.append(target)
    except BaseException as error:  # half a show would stand in the way of the next try
        for target in written:
            target.unlink(missing_ok=True)
        for empty in sorted(made, key=lambda each: len(each.parts), reverse=True):
            with contextlib.suppress(OSError):
                empty.rmdir()
        if isinstance(error, ShowError):
            error.remedy = "Mend that, or name another folder; nothing was written."
        raise


def _refuse(folder: Path, names: list[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise ShowError("is a file, not a folder", where=str(folder), remedy="Name another folder.")
    pyproject = folder / "pyproject.toml"
    there = [name for name in names if (folder / name).exists() and name != ".gitignore"]
    if pyproject.is_file() and b"[tool.episode" in pyproject.read_bytes():
        there.append("pyproject.toml")
    if there:
        raise ShowError(f"{there[0]} is there already", where=str(folder), remedy="Name another folder; nothing was written.")
