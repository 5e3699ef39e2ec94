"""Would a build speak and play it: does each cue name a sound or a tone that there is, does each role have settings that there are?"""

from __future__ import annotations

from itertools import chain

from pipeline import write
from pipeline.check.finding import ERROR, Finding, Part
from pipeline.check.subject import Subject
from pipeline.desk import files, recordings, soundtrack

NAME = "playing"


def check(subject: Subject) -> Part:
    """For what `build` would refuse the script; nothing of an episode that was made: it was not refused."""
    script = subject.script
    if script is None or subject.record is not None:
        return Part()
    wrong = soundtrack.wrong_cues(script, subject.show, subject.path)
    unheard = recordings.wrong(script, subject.show, subject.path)
    refused = chain(wrong, unheard, write.mistakes(script, subject.show.pace, files.short(subject.path)))
    found = dict.fromkeys((each.where or subject.where(), each.message, each.remedy) for each in refused)
    return Part(tuple(Finding(ERROR, f"{NAME}.refused", *each) for each in found))
