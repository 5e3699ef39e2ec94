"""He and she are learnt from sentences that can mean nobody else."""

from __future__ import annotations

import pytest

from pipeline.text.names import find_people
from pipeline.text.pronouns import count_pronouns

NAMES = "Ada Stone, the mayor, said so. Tom Field, the engineer, said so."


def pronoun(*paragraphs: str, of: str = "Stone") -> str:
    people = find_people([NAMES, *paragraphs])
    count_pronouns(people, [list(paragraphs)])
    return people[of].pronoun


@pytest.mark.parametrize(
    ("paragraphs", "known"),
    [
        (["Stone said that she was sure."], "she"),
        (["Mayor Ada Stone, who was ill, said she would come."], "she"),
        (["Stone came by boat. She opened the bridge."], "she"),
        (["Stone came by boat.", "“It is open,” she said."], "she"),
        (["Stone came by boat.", "“It is open.”", "She left at noon."], "she"),
        (["Stone came in a coat of her own."], "she"),
        (["“It is,” he said. Stone came by boat. She left at noon. “It is,” he said."], "she"),
        # of somebody else, or of nobody whom one can tell
        (["Stone accused her of being slow."], ""),
        (["Stone praised his work."], ""),
        (["Stone said that the suspect had fled before he was seen."], ""),
        (["Stone met the engineer. He was late."], ""),
        (["Stone met Tom Field. He was late."], ""),
        (["Stone and Field met. Stone said that she was sure."], ""),
        (["Stone’s husband came by boat. He opened the bridge."], ""),
        (["The premier was slow. Stone said she had been warned."], ""),
        (["“She was at a party when it burned,” Stone said."], ""),
        (["Stone said: “He was late.”"], ""),
        (["Stone came by boat. It was cold. She is 36 metres long."], ""),
    ],
)
def test_who_is_she(paragraphs: list[str], known: str) -> None:
    assert pronoun(*paragraphs) == known


def test_two_that_contradict_each_other_say_nothing() -> None:
    assert pronoun("Stone said that she was sure.", "Stone came by boat. He left at noon.") == ""
