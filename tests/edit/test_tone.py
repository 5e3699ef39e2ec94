"""How a story is to be told, from its own lead."""

from __future__ import annotations

import pytest

from pipeline.edit.tone import tone
from pipeline.model import Beat, Sentence


def told(*texts: str, kind: str = "claim") -> str:
    return tone([Beat(kind, tuple(Sentence(text) for text in texts))])


@pytest.mark.parametrize(
    "text",
    [
        "At least 14 people were killed when a dam burst above the village on Monday.",
        "A fire in a textile mill has killed nine workers, the fire service said.",
        "Three miners have died after a gallery collapsed.",
        "The quake left two dead and more than 300 injured.",
        "Hundreds of passengers are feared drowned.",
        "The death toll from the storm has risen to 21.",
        "The strike caused heavy casualties, doctors at the hospital say.",
        "The former captain was found by walkers; he died in hospital.",
        "Police are looking into the death of a 10-year-old boy on a farm.",
        "The school has been told of the deaths of two teachers.",
        "The body of one of the two missing crew members has been found, the coastguard said.",
        "A man who died in the flood on Tuesday was a postman.",
        "Divers have recovered two bodies from the wreck.",
        "An avalanche has claimed the lives of four climbers.",
    ],
)
def test_a_report_of_deaths_is_told_gravely(text: str) -> None:
    assert told(text) == "casualties"


@pytest.mark.parametrize(
    "text",
    [
        "The committee killed the bill in its first reading.",
        "A colony of mussels was found where the species was thought to have died out in 1987.",
        "She began with a tribute to her predecessor, Bo Field, who died in March.",
        "The bridge is named after a pilot who died two years ago in a storm.",
        "A student body is to vote on Friday.",
        "He wrote The Death of a Salesman.",
        "Talks have reached a dead end, the union said.",
        "The plan was dead on arrival, opponents said.",
        "The deadline passed without a deal.",
        "No casualties were reported after the derailment.",
        "Nobody was killed when the crane fell, the mayor said.",
        "The applause died down and the singer began again.",
        "The company says the change will cost it staff and time.",
        "The crew is safe aboard the recovery ship.",
        "",
    ],
)
def test_a_way_of_speaking_is_no_report_of_deaths(text: str) -> None:
    assert told(text) == ""


def test_only_the_lead_decides_and_never_a_quotation() -> None:
    calm = ["The council met.", "It voted on the budget.", "The vote was close."]
    assert told(*calm, "In 1911 a fire there killed nine workers.") == ""
    assert told("A fire there killed nine workers.", kind="quote") == ""
