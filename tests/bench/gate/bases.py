"""The good episodes in which defects are planted: each shows what its defects need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.bench.gate.place import SETTINGS, Place, made, run
from tests.check import test_beside

DATE = "2026-11-26"
BEFORE = "2026-11-25"

DAY = """\
Mayor Ada Stone said that the north bridge in Bexmouth would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed for 12 days, since a barge hit it.
The repairs cost £4.6 million, and the town will not pay for all of them.

Two people died and nine were hurt when a coach left the road near Harrow Pass on Wednesday, police said.
The driver, Peter Lang, was not among the dead.
“We do not know why the coach left the road,” Inspector Mara Voss said.

Farmers in the valley may lose a third of their apples to frost, the growers’ union said.
Union leader Tom Reed said that the frost was worse than in 2017.

The painter Ilse Brandt has died at the age of 81, her family said.
"""

COURT = """\
Judge Ada Stone said that the court would hear the last witness on Friday.
The jury may retire on Monday, but not this year, if she has her way.
“I will not be hurried,” Stone told the court. “It has waited long enough.”

The accused, Bo Field, has denied that he took at least 14 paintings from the museum in Bexmouth.
He is held in custody in Lower Fenn.
“Did you have the key?” Prosecutor Jo Lee asked.
“I am not,” Field replied, “guilty of that.”

Museum director Tove Lind said that their price had risen since the alleged theft by more than 200 per cent.
“He told me: ‘I have it.’ I believed him,” Lind said.
Some of the paintings hung in the east wing.
The museum has opened every day since, but for two.

Field’s lawyer claimed that the guard had slept.
Police believe the guard slept, and the dog did too.
Nobody has proved that the guard had the key, as the prosecutor claimed.
“I never slept,” a guard at the museum said.
She said that she had seen a man with a ladder, and that he would be back in May.
"""

MARKET = """\
The weekly market in Bexmouth will move to the station square from May, traders said.
About 40 stalls have signed up for the new place, which has a roof.

A ferry lost its rudder off the coast on Monday and was towed to the harbour.
None of the 112 passengers was hurt, the coastguard said.
"""


def words(folder: Path) -> Place:
    """News of every kind, told by tones."""
    return made(folder, DATE, f"{DATE}.txt", DAY, "--format", "briefing")


def court(folder: Path) -> Place:
    """A day of many voices, told whole."""
    return made(folder, DATE, f"{DATE}.txt", COURT, "--format", "story")


def week(folder: Path) -> Place:
    """The day behind another one."""
    made(folder, BEFORE, f"{BEFORE}.txt", MARKET)
    return made(folder, DATE, f"{DATE}.txt", DAY)


def voice(folder: Path) -> Place:
    """A real voice, as WAV, its music at hand by itself."""
    return made(folder, DATE, f"{DATE}.txt", DAY, "--formats", "mp3,wav", "--stems", settings=SETTINGS.replace('"tone"', '"pyttsx3"'))


def forms(folder: Path) -> Place:
    """A real voice in what listeners get."""
    return made(folder, DATE, f"{DATE}.txt", MARKET, "--formats", "mp3,m4a,opus,flac", settings=SETTINGS.replace('"tone"', '"pyttsx3"'))


def files(folder: Path) -> Place:
    """The episode that the tests of the files beside the sound spoil."""
    whole = test_beside.built(folder)
    return Place(whole.parents[1], whole.name)


def published(folder: Path) -> Place:
    """The same, and the feed beside it."""
    place = files(folder)
    run(place.show, "publish", "--unchecked", "--quiet")
    return place


BASES: dict[str, Callable[[Path], Place]] = {each.__name__: each for each in (words, court, week, voice, forms, files, published)}
