"""Who is a person in a text, and which two capitals are a place."""

from __future__ import annotations

import pytest

from pipeline.text.names import find_people


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Cedar Rapids said that it rained. Cedar Rapids has been flooded.",
        "It rained in Port Ellery. Port Ellery has been cut off since Monday.",
        "A tower stood near San Marino. San Marino had asked for it.",
    ],
)
def test_a_place_is_no_person(text: str) -> None:
    assert find_people([text]) == {}


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("Interest in Tom Field has grown. Tom Field said that he was glad.", "Field"),
        ("The mayor, Ada Stone, has faith in Tom Field. Engineer Tom Field has not answered.", "Field"),
        ("Tom Field, who lives in Port Ellery, said no.", "Field"),
        ("People trust in Tom Field. “Yes,” said engineer Tom Field.", "Field"),
        ("Mayor Ada Stone lives in Port Ellery.", "Stone"),
        ("She beat the champion, Oliver Field, in 61 moves. Field was gracious in defeat.", "Field"),
    ],
)
def test_a_person_is_one_whatever_stands_before_the_name(text: str, surname: str) -> None:
    found = find_people([text])
    assert surname in found
    assert "Ellery" not in found


@pytest.mark.parametrize(
    ("text", "formal"),
    [
        ("Deputy Chief Fire Officer Ruth Nakamura said that it was out.", "Ruth Nakamura"),
        ("Superintendent Dr Nancy Ocampo said that it was out.", "Nancy Ocampo"),
        ("Ch Insp Yusuf Rahmani said that it was out.", "Yusuf Rahmani"),
        ("Dr. G. Paramesh said that it was out.", "G. Paramesh"),
        ("Rhys ap Gwilym, the candidate, said that it was out.", "Rhys ap Gwilym"),
        ("Mysuru’s Aadya Hegde said that it was out.", "Aadya Hegde"),
        ("Mrs Justice Adeyemi-Clarke said that it was out.", "Mrs Justice Adeyemi-Clarke"),
        ("Gordon King said that it was out.", "Gordon King"),
        ("Brian Rahman said that it was out.", "Brian Rahman"),
        ("Conservative MP Tom Field said that it was out.", "Tom Field"),
    ],
)
def test_a_name_stands_behind_what_somebody_is(text: str, formal: str) -> None:
    assert [person.formal for person in find_people([text]).values()] == [formal]


def test_what_speaks_of_what_is_its_own_is_no_person() -> None:
    assert find_people(["Blue Funnel said its ships were late."]) == {}
    assert "Field" in find_people(["Tom Field said it was late."])
