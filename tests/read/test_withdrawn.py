"""What a day's text itself takes back: a story that is killed, one that is corrected, in one file and across several."""

from __future__ import annotations

import pytest

from pipeline import read

TRAMS = "The council in Orrin has agreed to let trams run all night, at a cost of £31 million."
MENDED = "The council in Orrin has agreed to let trams run all night, at a cost of £3.1 million."
SOLD = "The oldest brewery in Orrin has been sold to its 84 workers, its owner said."
HECTOR = "Hector, a giant tortoise that came to Orrin zoo in 1911, has died at the age of 131."


def told(*texts: str) -> list[str]:
    found = [read.read(text.encode(), f"{n}.txt", to_tell=False) for n, text in enumerate(texts)]
    return sorted(p.text for update in read.together(found).updates for p in update.paragraphs)


@pytest.mark.parametrize(
    "order", ["KILL: Brewery sold", "MANDATORY KILL - Brewery sold", "WITHDRAWN – “Brewery sold”", "RETRACTED: Brewery sold"]
)
def test_a_story_that_is_killed_is_not_told(order: str) -> None:
    text = f"Trams\n{TRAMS}\n\nBrewery sold\n{SOLD}\n\nTortoise dies\n{HECTOR}\n\n{order}\n"
    assert told(text) == sorted([TRAMS, HECTOR])
    found = read.read(text.encode(), "x.txt")
    assert read.held_back(found) == ["not told: x.txt:5: withdrawn: an order to the desks in the day's text says so"]


def test_a_story_that_is_killed_in_another_edition_is_not_told() -> None:
    morning = f"Trams\n{TRAMS}\n\nBrewery sold\n{SOLD}\n\nTortoise dies\n{HECTOR}\n"
    assert told(morning, f"# Evening\n\n## KILL: Brewery sold\n\nPlease do not use it, it is wrong.\n\n## Trams\n\n{MENDED}\n") == sorted(
        [TRAMS, MENDED, HECTOR]
    )


def test_a_corrected_version_takes_the_place_of_the_earlier_one() -> None:
    text = (
        f"14:05 - Brewery sold - {SOLD}\n14:20 - Trams by night - {TRAMS}\n14:40 - CORRECTED: Trams by night - {MENDED} (Corrects cost)\n"
    )
    assert told(text) == sorted([SOLD, MENDED])
    assert [update.heading for update in read.read(text.encode(), "x.txt").updates] == ["Brewery sold", "Trams by night"]
    assert told(text.replace("CORRECTED:", "UPDATE:")) == sorted([SOLD, TRAMS, MENDED])


@pytest.mark.parametrize(
    "line", ["Kill Bill: the film that changed Orrin's cinema", "KILL: it", "WITHDRAWN FROM SALE", "Withdrawn: Brewery sold"]
)
def test_news_of_withdrawals_takes_nothing_out(line: str) -> None:
    assert SOLD in told(f"Trams\n{TRAMS}\n\nBrewery sold\n{SOLD}\n\nTortoise dies\n{HECTOR}\n\n{line}\n")
