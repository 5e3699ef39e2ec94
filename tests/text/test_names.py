"""Who is a person in a text, and which two capitals are a place."""

from __future__ import annotations

import pytest

from pipeline.text.names import find_people, mentioned
from pipeline.text.pronouns import count_pronouns


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Cedar Rapids said that it rained. Cedar Rapids has been flooded.",
        "It rained in Port Ellery. Port Ellery has been cut off since Monday.",
        "A tower stood near San Marino. San Marino had asked for it.",
        "Mount Ellery, the highest of them, is closed.",
        "Carrow Homes, a builder, is closed.",
        "The Arden Star has run aground. The captain of the Arden Star, who is 58, was asleep. All aboard the Arden Star are safe.",
        "The Arden Star, a ferry, has run aground. The Arden Star had 214 people on board.",
        "The Carrow Union is on strike. A member of the Carrow Union said that it was late.",
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
        ("The Harbour Union’s Tom Field said no. Tom Field was tired.", "Field"),
        ("The Labour MP Tom Field said no.", "Field"),
        ("The Tom Field affair goes on. Tom Field said no. Tom Field was tired.", "Field"),
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
        ("Fr Tom Field said that it was out.", "Tom Field"),
        ("Tom Field KC said that it was out.", "Tom Field"),
        ("The defence, led by Ms Ada Stone SC, said that it was out.", "Ada Stone"),
        ("Ada Stone (Con) asked whether it was out.", "Ada Stone"),
        ("Police have charged Tom Field. Field (52) was in court.", "Tom Field"),
        ("Mayor Ada Stone has come. Cr Stone said that it was out.", "Ada Stone"),
    ],
)
def test_a_name_stands_behind_what_somebody_is(text: str, formal: str) -> None:
    assert [person.formal for person in find_people([text]).values()] == [formal]


def test_what_speaks_of_what_is_its_own_is_no_person() -> None:
    assert find_people(["Blue Funnel said its ships were late."]) == {}
    assert "Field" in find_people(["Tom Field said it was late."])


@pytest.mark.parametrize(
    ("text", "short"),
    [
        # an organisation, or what may be one
        ("Port Carrow said that the road was closed.", ["Port Carrow"]),
        ("Lantern Rights Watch said that it knew. The Watch has eyes.", ["Lantern Rights Watch"]),
        ("Quarry Sterling said it would cut jobs. It rained in Sterling.", ["Quarry Sterling"]),
        # somebody: by the text's own short form, by a title, by what somebody is, by he or she
        ("Tom Field said no. “Never,” Field said.", ["Field"]),
        ("Tom Field said no. Yesterday Field’s wife left.", ["Field"]),
        ("Tom Field said no. “Never,” said Mr. Field.", ["Field"]),
        ("The director of the works, Tom Field, said no. Jo Doe, 43, said yes.", ["Field", "Doe"]),
        ("Tom Field, the chief engineer, said no.", ["Field"]),
        ("The chair of the works council, Tom Field, has said no.", ["Field"]),
        # what stands last is no surname
        ("The engineer Kim Soo-bin said no.", ["Kim Soo-bin"]),
        ("The engineer Orsolt Katalin said no. “Never,” Orsolt said.", ["Orsolt Katalin"]),
        ("The mediator, Ann van der Veld, said no. “Never,” said Ms van der Veld.", ["Ann van der Veld"]),
        ("Piet van Holt, the chef, said no. Holt was firm.", ["Holt"]),
    ],
)
def test_a_name_is_shortened_only_to_what_is_a_surname_for_sure(text: str, short: list[str]) -> None:
    assert [person.short for person in find_people([text]).values()] == short


def test_she_of_whom_the_text_speaks_so_is_somebody() -> None:
    people = find_people(["Ada Stone said that she knew."])
    assert people["Stone"].short == "Ada Stone"
    count_pronouns(people, [["Ada Stone said that she knew."]])
    assert people["Stone"].short == "Stone"


@pytest.mark.parametrize(
    ("text", "formal", "short"),
    [
        ("Sir Tom Field said no. Field was firm.", "Sir Tom Field", "Field"),
        ("Dame Ada Stone, a former chair, said no.", "Dame Ada Stone", "Stone"),
        ("Prime Minister Sir Tom Field said no. Field was firm.", "Sir Tom Field", "Field"),
        ("Lord Field said no.", "Lord Field", "Field"),
        ("Lord Field said no. Tom Field, the peer, was firm.", "Tom Field", "Field"),
    ],
)
def test_sir_and_dame_go_with_the_given_name(text: str, formal: str, short: str) -> None:
    (person,) = find_people([text]).values()
    assert (person.formal, person.short) == (formal, short)
    assert person.pronoun in ("he", "she")
    assert not {"Sir Field", "Dame Stone"} & set(person.forms)


def test_sir_tom_is_sir_tom_field() -> None:
    people = find_people(["“No,” Sir Tom said. Sir Tom Field was firm. Mayor Ada Stone was not."])
    assert list(people) == ["Field", "Stone", "Tom"]
    assert people["Tom"] is people["Field"]
    assert mentioned("Sir Tom said so", people) == ["Tom"]
    assert mentioned("Sir Tom Field said so", people) == ["Field"]
    two = find_people(["Sir Tom Field and Sir Tom Stone said no. Sir Tom was firm."])
    assert two["Tom"] not in (two["Field"], two["Stone"])


@pytest.mark.parametrize(
    ("text", "formal"),
    [
        ("Taoiseach Eoin Mac Giolla Rua said no.", "Eoin Mac Giolla Rua"),
        ("Gráinne Ní Thuama, the leader, said no.", "Gráinne Ní Thuama"),
        ("Councilman Bill “Buddy” Trask said no.", "Bill Trask"),
        ("Treasurer Ada Stone said no. Ada Stone was firm.", "Ada Stone"),
        ("Ada van der Veld, the mayor, said no. “No,” said Ms van der Veld.", "Ada van der Veld"),
    ],
)
def test_a_name_is_whole_and_one_persons(text: str, formal: str) -> None:
    person = next(iter(find_people([text]).values()))
    assert (person.formal.removeprefix("Councilman "), person.shared) == (formal, False)


@pytest.mark.parametrize(
    "text",
    [
        "Lisa Field, 39, said no. Her husband, Tom Field, can.",
        "Lisa Field, 39, said no. Tom Field can.",
        "Lisa Field, 39, said no. Her brother Tom Field can.",
        "Mr Field said no. Mrs Field said yes.",
        "Ms Field said no. Mr Field said yes.",
        "Treasurer Lisa Field said no. Tom Field said yes.",
    ],
)
def test_two_with_one_surname_are_two(text: str) -> None:
    person = find_people([text])["Field"]
    assert (person.shared, person.formal, person.short, person.courtesy, person.forms) == (True, "Field", "Field", "", ())


@pytest.mark.parametrize(
    "text",
    [
        "Ada Field said no. Treasurer Ada Field was firm.",
        "Ada Field said no. Ada Lee Field was firm.",
        "President Field said no. Mr Field was firm.",
        "Mrs Field said no. Ms Field was firm.",
    ],
)
def test_one_who_is_called_in_two_ways_is_one(text: str) -> None:
    assert not find_people([text])["Field"].shared


def test_mr_is_a_form_of_one_with_a_given_name_too() -> None:
    assert find_people(["Mr Tom Field said no."])["Field"].courtesy == "Mr Field"
    assert find_people(["Mr Field said no."])["Field"].courtesy == ""
    assert find_people(["Captain Tom Field said no."])["Field"].courtesy == ""


def test_a_day_behind_a_title_is_no_person() -> None:
    assert find_people(["The Prime Minister Monday said no."]) == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lee-Field came, and Field-Lee left.", []),
        ("The pro-Field council and the Field-led works met.", ["Field"]),
        ("The Stone-Field talks failed.", ["Stone", "Field"]),
        ("The UK-Field talks failed.", ["Field"]),
    ],
)
def test_half_of_a_double_name_is_somebody_else(text: str, named: list[str]) -> None:
    assert mentioned(text, find_people(["Tom Field said no. Mayor Ada Stone said yes."])) == named
