"""What a script says against what was heard of it, without a recogniser: what is the same, what is a warning, what is an error."""

from __future__ import annotations

import pytest

from pipeline.check.listening.readback import readback
from pipeline.check.listening.spelling import NEGATION, NUMBER, tokens

SAME = [
    ("The deal is worth 185 billion dollars.", "The deal is worth one hundred and eighty-five billion dollars."),
    ("The deal is worth $185bn.", " The deal is worth $185 billion."),
    ("It cost 3.5 million pounds.", "It cost three point five million pounds."),
    ("It cost £3,500,000.", "It cost 3.5 million pounds."),
    ("The war ended in 1945.", "The war ended in nineteen forty-five."),
    ("By 2026 it is done.", "By two thousand and twenty-six, it is done."),
    ("It began in 1901.", "It began in nineteen oh one."),
    ("They met on 5 April 1970.", "They met on the 5th of April, 1970."),
    ("Some 1,500 people came.", "Some fifteen hundred people came."),
    ("A hundred people came.", "100 people came."),
    ("It rose by 10%.", "It rose by ten percent."),
    ("They won 5-3.", "They won five three."),
    ("They land at 6:30.", "They land at six thirty."),
    ("It was the 13th flight.", "It was the thirteenth flight."),
    ("He didn’t go.", "He did not go."),
    ("They can't win.", "They cannot win."),
    ("Nobody won’t try.", "nobody will not try"),
    ("The lifeboat held.", "The life boat held."),
    ("Their programme was cancelled.", "There program was canceled."),
    ("President Zelensky spoke in Kyiv.", "President Zelenskyy spoke in Kiev."),
    ("Fred Haise and Ken Mattingly were ill.", "Fred Hayes and Ken Mattingley were ill."),
    ("Wait for them to go.", "Wait four them 2 go."),
    ("He said he knows no one.", "He said he nose no one."),
    ("Café Müller reopened.", "Cafe Muller reopened."),
    ("“We are safe,” said Lovell.", "We are safe said Lovell"),
]  # fmt: skip

OTHERWISE = [
    ("The deal is worth 185 billion dollars.", "The deal is worth 185 million dollars.", "number", "one hundred and eighty five million"),
    ("Apollo 13 is home.", "Apollo 30 is home.", "number", "“thirteen” is heard as “thirty”"),
    ("It cost 3.5 million pounds.", "It cost 3 million pounds.", "number", "three point five million"),
    ("The war ended in 1945.", "The war ended in 1954.", "number", "nineteen fifty four"),
    ("Some 40 people came to the hall.", "Some people came to the hall.", "number", "“forty” is not heard"),
    ("People came to the hall.", "People came to the hall at 9.", "number", "“nine” is heard"),
    ("The bridge is not safe.", "The bridge is now safe.", "negation", "“not” is not heard, but “now”"),
    ("The bridge is not safe to cross.", "The bridge is safe to cross.", "negation", "“not” is not heard"),
    ("The bridge is safe to cross.", "The bridge is not safe to cross.", "negation", "the script does not say it"),
    ("He can’t return to the capital.", "He can return to the capital.", "negation", "“not” is not heard"),
    ("She never agreed to the terms.", "She ever agreed to the terms.", "negation", "“never” is not heard"),
    ("It opens again on Friday morning.", "It opens again on Sunday morning.", "date", "“friday” is heard as “sunday”"),
    ("It was signed on 3 March in Geneva.", "It was signed on 3 August in Geneva.", "date", "“march” is heard as “august”"),
    ("The envoy met Robert Tremain in Rome.", "The envoy met the lady in Rome.", "name", "“robert tremain” is heard as “the lady”"),
    ("The mayor, Ada Stone, opened the north bridge and the south bridge.", "The mayor opened the north bridge and the south bridge.", "name", "is not heard"),
    ("He told his controllers:", "He told his.", "missing", "the sentence’s end is not heard: “controllers”"),
    ("The old mill by the upper river was sold to a baker.", "The old mill was sold to a baker.", "missing", "“by the upper river” is not heard"),
]  # fmt: skip

WRONG = [
    ("The mill was sold to a baker from the next valley.", "", "missing"),
    ("The mill was sold to a baker from the next valley.", " … ", "missing"),
    ("The mill was sold to a baker from the next valley.", "Thank you.", "other"),
    ("The mill was sold to a baker from the next valley.", "Snow fell on the pass, and the road was closed for three hours.", "other"),
    ("Mayor Ada Stone said that the north bridge would open again on Friday.", "The repairs are done and the bridge is safe.", "other"),
    ("The mill was sold to a baker from the next valley.", "The mill was sold to a baker.", "missing"),
    ("The north bridge has been closed since a barge hit it in March.", "The north bridge has been closed since", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "heard"), SAME)
def test_what_is_only_spelled_otherwise_is_no_finding(said: str, heard: str) -> None:
    assert readback(said, heard).amiss == ()


@pytest.mark.parametrize(("said", "heard", "kind", "told"), OTHERWISE)
def test_what_is_heard_otherwise_is_one_warning(said: str, heard: str, kind: str, told: str) -> None:
    (one,) = readback(said, heard).amiss
    assert (one.severity, one.kind) == ("warning", kind)
    assert told in one.message


@pytest.mark.parametrize(("said", "heard", "kind"), WRONG)
def test_a_sentence_that_is_not_heard_is_an_error(said: str, heard: str, kind: str) -> None:
    errors = [one for one in readback(said, heard).amiss if one.severity == "error"]
    assert [one.kind for one in errors] == [kind]


def test_a_mishearing_that_a_recogniser_makes_of_an_old_voice_is_no_error() -> None:
    said = "Ed Smylie said that his engineers had built an air filter out of a hose, plastic bags, cardboard from a flight manual and grey tape."
    heard = "And smiley said that his engineers had built an air filter out of a hose, plastic mags, can't bought from a flight manual, and great tape."
    assert [one.severity for one in readback(said, heard).amiss] == ["warning"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [("two hundred thousand", "200000"), ("twenty twenty-six", "2026"), ("one hundred and five and six", "105"), ("nought point two five", "0.25"),
     ("1.5 billion", "1500000000"), ("twenty-first", "21"), ("twelve hundred and one", "1201"), ("a thousand and one", "1001")],
)  # fmt: skip
def test_numbers_are_read_whatever_their_form(text: str, figures: str) -> None:
    assert next(one.text for one in tokens(text) if one.kind == NUMBER) == figures


def test_a_number_in_words_is_its_figure_and_no_other() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    assert [one.text for word in words for one in tokens(f"{word} men") if one.kind == NUMBER] == [str(n) for n in range(1, 21)]
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    assert [tokens(f"{word} men")[0].text for word in tens] == [str(n) for n in range(20, 100, 10)]
    assert [one.text for one in tokens("He has a")] == ["he", "has", "a"]  # no thousand behind it


def test_negations_stand_alone() -> None:
    assert [one.text for one in tokens("They haven’t, cannot and won't.") if one.kind == NEGATION] == ["not", "not", "not"]


def test_the_figures_of_a_reading() -> None:
    done = readback("The bridge is not safe.", "The bridge is now safe.")
    assert (done.words, done.wrong) == (5, 1)


def test_what_is_heard_in_a_numbers_place_is_what_stands_there_and_not_elsewhere() -> None:
    (one,) = readback("The farm was sold for 640 pounds in May.", "The shop was sold for many pounds in May.").amiss
    assert (one.kind, one.message) == ("number", "“six hundred and forty” is not heard, but “many”")


def test_a_name_that_is_heard_amid_other_words_is_heard() -> None:
    assert readback("Then Ostrowski spoke to us again.", "Then the tall old Ostrofsky spoke to us again.").amiss == ()
    assert [one.kind for one in readback("Then Ostrowski spoke to us again.", "Then the tall old miller spoke to us again.").amiss] == [
        "name"
    ]
