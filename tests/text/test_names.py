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
    ],
)
def test_a_person_is_one_whatever_stands_before_the_name(text: str, surname: str) -> None:
    found = find_people([text])
    assert surname in found
    assert "Ellery" not in found
