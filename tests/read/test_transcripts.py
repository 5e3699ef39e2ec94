"""Transcripts with speakers: each turn is its speaker's words, whichever service wrote them down."""

from __future__ import annotations

import pytest

from pipeline import read
from tests.conftest import Episode

OPENS, MORE, ASKED, ANSWER, OTHER = (
    "We have voted to close the old bridge to lorries.",
    "It will be hard for the farms.",
    "When will the new bridge be ready?",
    "Not before the autumn of 2028.",
    "The cracks have grown by four millimetres since May.",
)
LABELS = f"Mayor Ruth Dahl: {OPENS}\nReporter: {ASKED}\nMayor Ruth Dahl: {ANSWER}\nPer Holm: {OTHER}\n"
HEARING = f"MAYOR DAHL:  {OPENS}\nQ    {ASKED}\nMAYOR DAHL:  {ANSWER}\n(Laughter.)\nMR. HOLM:  {OTHER}\nEND\n"
ABOVE = f"Ruth Dahl  00:02\n{OPENS}\n\nReporter 1  00:31\n{ASKED}\n\nRuth Dahl  00:34\n{ANSWER}\n\nPer Holm  01:02\n{OTHER}\n"
BRACKETS = (
    f"Ruth Dahl (00:12):\n{OPENS}\nReporter 1 (00:31):\n{ASKED}\nRuth Dahl (00:34):\n{ANSWER} [laughter]\nPer Holm (1:00:52):\n{OTHER}\n"
)
FRONT = f"[00:00:12] Ruth Dahl:\n{OPENS}\n[00:00:31] Reporter:\n{ASKED}\n[00:00:34] Ruth Dahl:\n{ANSWER}\n[00:01:10] Per Holm:\n{OTHER}\n"
TIMED = f"[00:00:02] Ruth: {OPENS}\n[00:00:05] Ann: {ASKED}\n[00:00:09] Ruth: {ANSWER}\n[00:00:20] Per: {OTHER}\n"
ALONE = f"DAHL:\n{OPENS}\nREPORTER:\n{ASKED}\nDAHL:\n{ANSWER}\nHOLM:\n{OTHER}\n"
VOICES = "WEBVTT\n\n" + "".join(
    f"c1f0/{n}-0\n00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n<v {name}>{words}</v>\n\n"
    for n, (name, words) in enumerate((("Ruth Dahl", OPENS), ("Ann Other", ASKED), ("Ruth Dahl", ANSWER), ("Per Holm", OTHER)))
)
VTT = "WEBVTT\n\n" + "".join(f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{line}\n\n" for n, line in enumerate(LABELS.strip().split("\n")))


def told(text: str) -> list[str]:
    return [p.text for update in read.read(text.encode(), "talk.txt").updates for p in update.paragraphs]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LABELS, ["Mayor Ruth Dahl", "Reporter", "Mayor Ruth Dahl", "Per Holm"]),
        (HEARING, ["Mayor Dahl", "Question", "Mayor Dahl", "Mr. Holm"]),
        (ABOVE, ["Ruth Dahl", "Reporter 1", "Ruth Dahl", "Per Holm"]),
        (BRACKETS, ["Ruth Dahl", "Reporter 1", "Ruth Dahl", "Per Holm"]),
        (FRONT, ["Ruth Dahl", "Reporter", "Ruth Dahl", "Per Holm"]),
        (TIMED, ["Ruth", "Ann", "Ruth", "Per"]),
        (ALONE, ["Dahl", "Reporter", "Dahl", "Holm"]),
        (VOICES, ["Ruth Dahl", "Ann Other", "Ruth Dahl", "Per Holm"]),
        (VTT, ["Mayor Ruth Dahl", "Reporter", "Mayor Ruth Dahl", "Per Holm"]),
    ],
)
def test_each_turn_is_its_speakers_words(text: str, names: list[str]) -> None:
    assert told(text) == [f"{name}: “{words}”" for name, words in zip(names, (OPENS, ASKED, ANSWER, OTHER), strict=True)]


def test_who_goes_on_is_not_named_again_and_a_reports_sentence_is_not_put_into_a_mouth() -> None:
    text = LABELS.replace(f"{OPENS}\n", f"{OPENS}\nWe know that it is “late”.\nThe mayor drank some water.\n")
    assert told(text)[1:3] == ["“We know that it is ‘late’.”", "The mayor drank some water."]
    again = told(ABOVE.replace(f"{OPENS}\n", f"{OPENS}\n{MORE}\n"))
    assert again[:2] == [f"Ruth Dahl: “{OPENS}”", f"“{MORE}”"]


def test_what_a_service_says_below_a_transcript_is_nobodys() -> None:
    assert told(f"{ABOVE}\nCopyright 2026 Holm Media Inc. All rights reserved.\n") == told(ABOVE)


@pytest.mark.parametrize(
    "text",
    [
        f"{OTHER}\nIntro 0:00\nThe bridge 0:45\nThe ferry 3:10\n{ANSWER}\n",
        "M25: The road is shut at Fenn.\nA7: A lorry has overturned.\nM25: One lane is open again.\nA7: It has been moved.\n",
        "FENN: The bridge is shut.\nMARROW: The ferry is full.\nFENN: The bridge is open again.\n",
        "Sport: Fenn have won.\nWeather: It will rain on us.\nSport: Marrow have lost. Will you go?\n",
        f"{OPENS}\n{MORE}\n{ANSWER}\n{OTHER}\nRuth Dahl: I am sorry.\nPer Holm: So are we.\nRuth Dahl: Thank you.\n",
        f"Ruth Dahl 14:02\n{OPENS}\nPer Holm 13:31\n{OTHER}\nRuth Dahl 13:02\n{ANSWER}\n",
    ],
)
def test_other_labels_make_no_transcript(text: str) -> None:
    assert not any("“" in paragraph for paragraph in told(text))


def test_the_voices_take_turns(episode: Episode) -> None:
    (episode.folder / "talk.txt").write_text(LABELS)
    script = episode("script", "talk.txt", "--stdout", "--date", "2026-11-30").out
    assert f"**Anchor:** Mayor Ruth Dahl: [^1]\n\n**Voice of Ruth Dahl:** {OPENS} [^1]" in script
    assert f"**Voice of Reporter:** {ASKED} [^2]" in script
