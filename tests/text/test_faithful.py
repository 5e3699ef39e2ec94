"""What the rules tell is proved; what says something else is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.faithful import unfaithful
from pipeline.text.faults import KINDS, remedy
from pipeline.text.names import Person, find_people
from tests.real import BLOG, needs_blog
from tests.text import telling
from tests.text.telling import Told

SAMPLE = telling.sample()
FIXTURES = [(name, text) for name, text in telling.fixtures() if telling.readable(name, text) is not None]


def kinds(told: str, *sources: str, **more: object) -> set[str]:
    return {fault.kind for fault in unfaithful(told, sources, **more)}  # type: ignore[arg-type]


# ── what the rules tell ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.place)
def test_what_is_told_of_the_sample_is_proved(one: Told) -> None:
    assert one.faults() == ()


@pytest.mark.parametrize(("name", "text"), FIXTURES, ids=[name for name, _ in FIXTURES])
def test_what_is_told_of_every_other_text_here_is_proved(name: str, text: str) -> None:
    briefing = telling.readable(name, text)
    assert briefing is not None
    assert {one.text: one.faults() for one in telling.told(briefing) if one.faults()} == {}


@needs_blog
def test_what_is_told_of_the_real_live_blog_is_proved() -> None:
    briefing = telling.readable(BLOG.name, BLOG.read_text(encoding="utf-8"))
    assert briefing is not None
    assert [one.place for one in telling.told(briefing) if one.faults()] == []


# ── what says something else ─────────────────────────────────────────────────────────────────────────────


def recall(cases: Iterable[tuple[Told, str]]) -> tuple[float, list[str], int]:
    """The share that is found, what is missed, and of how many."""
    all_of = list(cases)
    missed = [f"{one.place}: {text}" for one, text in all_of if not one.faults(text)]
    return 1 - len(missed) / len(all_of), missed, len(all_of)


def test_a_changed_number_is_found() -> None:
    share, missed, count = recall((one, text) for one in SAMPLE for text in telling.changed_numbers(one.text))
    assert count > 80
    assert share >= 0.99, missed


def test_a_dropped_negation_is_found() -> None:
    share, missed, count = recall((one, text) for one in SAMPLE for text in telling.dropped_negations(one.text))
    assert count >= 6
    assert share == 1, missed


def test_an_added_negation_is_found() -> None:
    share, missed, count = recall((one, text) for one in SAMPLE for text in telling.added_negations(one.text))
    assert count > 700
    assert share == 1, missed


def test_a_swapped_name_is_found() -> None:
    share, missed, count = recall((one, text) for one in SAMPLE for text in telling.swapped_names(one))
    assert count > 200
    assert share >= 0.99, missed


def test_an_altered_word_is_found() -> None:
    share, missed, count = recall((one, text) for one in SAMPLE for text in telling.altered_words(one.text))
    assert count > 1000
    assert share >= 0.99, missed


def test_an_altered_quotation_is_found() -> None:
    quotes = [one for one in SAMPLE if one.quote]
    ways = (telling.altered_words, telling.dropped_words, telling.added_negations)
    share, missed, count = recall((one, text) for one in quotes for way in ways for text in way(one.text))
    assert count > 200
    assert share >= 0.99, missed


def test_a_dropped_word_is_found_unless_the_rules_may_drop_it() -> None:
    names = {word for one in SAMPLE for person in one.people.values() for word in person.formal.split()}
    cases = [(one, text) for one in SAMPLE for text in telling.dropped_words(one.text)]
    missed = [(one, text) for one, text in cases if not one.faults(text)]
    assert len(missed) < 0.04 * len(cases)
    for one, text in missed:
        (gone,) = Counter(one.text.split()) - Counter(text.split())
        assert gone in ("that", "has", "have", "3C,") or gone in names, text  # a gloss in brackets may go: “38F (3C)”


@given(st.sampled_from(SAMPLE), st.data(), st.text(min_size=1, max_size=12))
def test_whatever_else_is_put_into_a_sentence_is_found(one: Told, data: st.DataObject, other: str) -> None:
    words = one.text.split()
    at = data.draw(st.integers(1, len(words)))
    said = " ".join(other.split())
    if not any(char.isalnum() for char in said) or any(said.lower() == word.strip("“”,.:?!").lower() for word in words):
        return
    if said.lower() in ("a", "or", "that", "he", "she", "said") or said.lower() in " ".join(one.sources).lower().split():
        return
    changed = " ".join([*words[:at], said, *words[at:]])
    assert one.faults(changed), changed


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3), st.sampled_from([None, True, False]))
def test_any_text_has_an_answer_and_says_what_is_wrong(text: str, sources: list[str], quote: bool | None) -> None:
    for fault in unfaithful(text, sources, quote=quote):
        assert fault.kind in KINDS
        assert fault.message


@given(st.text(alphabet="ab .,“”?not2-—[]()", max_size=80))
def test_a_text_proves_itself_where_it_quotes_nothing_alone(text: str) -> None:
    assert unfaithful(text, [text]) == ()


# ── one edit each ────────────────────────────────────────────────────────────────────────────────────────

STONE = {"Stone": Person("Stone", "Mayor", "Ada Stone")}
STONE["Stone"].pronouns["she"] += 1

ALLOWED = [
    ("The bridge would open on Friday, Stone said.", "Mayor Stone said that the bridge would open on Friday."),
    ("Stone said the bridge would open on Friday.", "The bridge would open on Friday, Mayor Stone said."),
    ("She said that the bridge was safe.", "Stone said at a press conference in Bexmouth that the bridge was safe."),
    ("Stone said the bridge was safe.", "Stone told a news conference in Bexmouth that the bridge was safe."),
    ("Stone said:", "“The bridge is safe,” said Stone."),
    ("Mayor Stone told reporters:", "“The bridge is safe,” she told reporters. “It will hold.”"),
    ("They live in the oblast, or region, of lakes.", "They live in the oblast [region] of lakes."),
    ("Stone asked why the bridge was shut.", "Stone (Mrs.) asked why the bridge was shut."),
    ("The bridge is closed to lorries.", "DEAL DONE: The bridge is closed to lorries."),
    ("It is cold, about 3C, in there.", "It is cold (about 3C) in there."),
    ("Held are Aby, Con; Mew, Lib Dem; and Ard, SNP.", "Held are Aby (Con), Mew (Lib Dem) and Ard (SNP)."),
    ("The mayor gave such a promise to nobody.", "The mayor gave such as promise to nobody."),
    ("The bridge is closed to lorries.", "The bridge is closed to to lorries."),
    ("The bridge is closed to lorries.", "BEXMOUTH, Nov 27 (Agency) - The bridge is closed to lorries."),
    ("The bridge is closed.", "But the bridge is closed."),
    ("The bridge is closed.", "BREAKING: The bridge is closed."),
    ("The bridge is closed.", "BREAKING NEWS - The bridge is closed."),
    ("The bridge is closed.", "Traffic: The bridge is closed."),
    ("The bridge is closed.", "The river is low. Update: the bridge is closed."),
    ("And the bridge is closed.", "The bridge is closed."),
    ("Stone is due in London on Friday.", "Stone, the mayor of Bexmouth, is due in London on Friday, but did not say why."),
    (
        "Stone is due in London on Friday for talks.",
        "Stone is due in London on Friday for talks that will anger the council and cost time.",
    ),
    ("The bridge is closed to lorries.", "The bridge is closed to lorries; the deck is worn."),
    ("It will not open.", "The bridge is worn, and it will not open."),
    ("Ada Stone called the plan weak.", "She called the plan “weak”."),
    (
        "A man who asked not to be named because he feared for his place said:",
        "“No,” said a man who asked not to be named because he feared for his place.",
    ),
    ("The bridge is closed.", "The bridge is closed, but buses can cross."),
    ("The bridge is closed.", "The bridge is closed; Stone said she was sorry for it."),
    ("The bridge is closed.", "The bridge is closed, as it has been since May."),
    ("The bridge is closed.", "The bridge is closed, and the council did not say why — it is worn."),
    # who says it, elsewhere
    ("According to the agency, about 900 homes are at risk.", "About 900 homes are at risk, according to the agency."),
    ("About 900 homes are at risk, according to the agency.", "According to the agency, about 900 homes are at risk."),
    ("A study suggests that the drug may help.", "The drug may help, a study suggests."),
    ("The weather service said on Monday that it would rain.", "It would rain, the weather service said on Monday."),
    ("The weather service said it would rain.", "The weather service said on Monday that it would rain."),
    ("Stone said that the bridge was safe.", "Stone told the court that the bridge was safe."),
    ("Stone said the bridge was safe.", "Stone told the court that the bridge was safe."),
    ("It said the bridge might close.", "The council raised the toll on Friday and said the bridge might close."),
    ("The council raised the toll on Friday.", "The council raised the toll on Friday and said the bridge might close."),
    # who somebody is
    ("Ada Stone opened the bridge.", "Ada Stone, 52, a former pilot, opened the bridge."),
    ("Ada Stone, a former pilot, opened the bridge.", "Ada Stone, 52, a former pilot, opened the bridge."),
    ("Ada Stone, the mayor, opened the bridge.", "The mayor, Ada Stone, opened the bridge."),
    ("The mayor, Ada Stone, opened the bridge.", "Ada Stone, the mayor, opened the bridge."),
    ("Ada Stone opened the bridge.", "Area commander Ada Stone opened the bridge."),
    ("Council leader Ada Stone opened the bridge.", "The council leader, Ada Stone, opened the bridge."),
    ("Ada Stone said:", "“The bridge is safe,” said Professor Ada Stone."),
    ("The bridge carries 900 cars a day.", "The bridge, which was opened in 1911, carries 900 cars a day."),
    # when, why, and what more is said of it
    ("A barge hit the bridge.", "A barge hit the bridge shortly after 3pm."),
    ("The council voted to close the bridge.", "The council voted on Wednesday to close the bridge."),
    ("The river reached 5 metres.", "The river reached 5 metres, its highest level since 1968."),
    ("The bridge may close.", "The bridge may close, because the dispute goes on."),
    ("The council met on Monday.", "The council met on Monday, when the toll was raised."),
    # the same in other words
    ("The bridge hasn’t opened, and it’s worn.", "The bridge has not opened, and it is worn."),
    ("2 of four walls fell.", "Two of four walls fell."),
    ("The toll rose by 8 percent.", "The toll rose by 8%."),
    ("The toll rose by 8%.", "The toll rose by 8 per cent."),
    ("Some 600 cars crossed.", "About 600 cars crossed."),
    ("Over 600 cars crossed.", "More than 600 cars crossed."),
    ("Stone says the bridge is safe.", "Stone said that the bridge is safe."),
    ("Field asked for a lorry.", "Field has asked for a lorry."),
    # two sentences in one, and a name for “it”
    ("The river rose, and the bridge is closed.", "The river rose. The bridge is closed."),
    ("The council has closed the bridge. The council will mend it.", "The council has closed the bridge. It will mend it."),
]
REFUSED = [
    ("number", "The bridge cost £4 million.", "The bridge cost £40 million."),
    ("number", "The air is at 5C.", "The air is at −5C."),
    ("number", "Three of four walls fell.", "Three of five walls fell."),
    ("negation", "The bridge is safe.", "The bridge is not safe."),
    ("negation", "The bridge didn’t open.", "The bridge did open."),
    ("negation", "Stone said she opened it.", "Stone denied she opened it."),
    ("negation", "The bridge would open.", "Stone denied that the bridge would open."),
    ("attribution", "The bridge would fall.", "Stone said that the bridge would fall."),
    ("attribution", "The bridge would fall.", "The bridge would fall, Stone said."),
    ("left-out", "The bridge is closed to lorries.", "The bridge is closed only to lorries."),
    (
        "negation",
        "Stone is due in London on Friday for talks.",
        "Stone is due in London on Friday for talks that will not touch the bridge.",
    ),
    ("attribution", "Stone will put forward a law.", "Stone will put forward a law that will close the bridge."),
    ("name", "The bridge is closed, Field said.", "The bridge is closed, Stone said."),
    ("quotation", "Stone called the plan “a weak one”.", "Stone called the plan a weak one."),
    ("question", "The bridge is safe.", "The bridge is safe?"),
    ("word", "The bridge might be closed.", "The bridge will be closed."),
    ("attribution", "The builders are Ann Lee, 57.", "The builders are Ann Lee, 57; Jo Doe, 24; and Bo Fox, 45."),
    ("attribution", "The builders are Ann Lee, 57.", "The builders are Ann Lee, 57; Jo Doe, 24."),
    ("attribution", "The builders are Ann Lee.", "The builders are Ann Lee, who is 57; Jo Doe, who is 24; and Bo Fox."),
    ("attribution", "The builders are Ann Lee, 57; Jo Doe, 24.", "The builders are Ann Lee, 57; Jo Doe, 24; and Bo Fox, 45."),
    ("attribution", "The bridge is closed.", "UPDATE on the bridge: The bridge is closed."),
    ("attribution", "The bridge is closed.", "Rumour: the bridge is closed."),
    ("word", "The match is off.", "The match will be off if it rains."),
    # a clause that takes back what stands before it, or says who says that
    ("attribution", "The driver was drunk.", "The driver was drunk, as police claimed."),
    ("attribution", "The driver was drunk.", "The driver was drunk, as neighbours suspect."),
    ("attribution", "The driver was drunk.", "The driver was drunk, as the prosecution has it."),
    ("attribution", "The driver was drunk.", "The driver was drunk; so says his brother."),
    ("attribution", "The driver was drunk.", "The driver was drunk — so says his brother."),
    ("attribution", "The driver was drunk.", "The driver was drunk, which is what his brother thinks."),
    ("attribution", "A barge hit the bridge.", "A barge hit the bridge, which fell, police said."),
    ("attribution", "The market was held each year.", "The market was held each year, but for two."),
    ("attribution", "All ships came back.", "All ships came back but one."),
    ("negation", "The bridge will open.", "The bridge will open, but not this year."),
    ("negation", "The bridge will open.", "The bridge will open, though not before 2030."),
    ("negation", "The firm paid.", "The firm paid — late, and never in full."),
    ("attribution", "The firm paid.", "The firm paid, though its workers dispute it."),
    # what hangs on the verb in front of both clauses
    ("attribution", "His wife pushed him.", "Police believe the man fell, and his wife pushed him."),
    ("attribution", "Its owner fled.", "Police say the bank closed, and its owner fled."),
    ("attribution", "His wife knew.", "The court heard he stole it, and his wife knew."),
    ("attribution", "The bridge is safe.", "The bridge is safe, although only for cars."),
    ("attribution", "All miners were saved.", "All miners were saved, although two later died."),
    ("attribution", "The findings were new.", "The findings were new but should be read with care."),
    ("attribution", "The bridge is safe.", "The bridge is safe, while engineers warned that it could fall."),
    ("attribution", "The bridge is open.", "The bridge is open while stocks last."),
    # who says it, and who it is
    ("name", "According to Stone, the bridge fell.", "According to Field, the bridge fell."),
    ("attribution", "Its owner fled.", "The bank closed, police believe, and its owner fled."),
    ("negation", "Dale Kemp is accused of theft.", "Dale Kemp, who denies the charges, is accused of theft."),
    ("left-out", "The plan was found.", "The plan, which police say is a fake, was found."),
    ("left-out", "Ann Lee were hurt.", "Ann Lee, a guard, Bo Fox, a cook, were hurt."),
    ("left-out", "Held are Ada Stone, two cooks and a driver.", "Held are Ada Stone, a guard, two cooks and a driver."),
    ("attribution", "Ada Stone was hurt.", "The mother of the driver Ada Stone was hurt."),
    ("attribution", "Ada Stone met them.", "Supporters of President Ada Stone met them."),
    ("name", "Ada Stone said that the bridge was shut.", "Stone met Bo Fox. Fox said that the bridge was shut."),
    # when
    ("attribution", "Shops may open.", "Shops may open on Sunday."),
    ("attribution", "The pool is closed.", "The pool is closed on Monday."),
    ("attribution", "The pool did not open.", "The pool did not open on Monday."),
    ("attribution", "He was seen last.", "He was seen last on Monday."),
    ("attribution", "Trains ran until.", "Trains ran until shortly after 3pm."),
    # why
    ("attribution", "The river did not rise.", "The river did not rise because it rained."),
    ("attribution", "He left only.", "He left only because he was ill."),
    ("attribution", "They sold the mill.", "They sold the mill, the oldest ship and the pier."),
    ("attribution", "Police think he fell.", "Police think he fell because he drank."),
    ("negation", "He praised the bridge.", "He praised the bridge and denied that it was safe."),
    ("word", "So the bridge is closed.", "The bridge is closed."),
    # other words for something else
    ("number", "The toll rose by 8%.", "The toll rose by 8 percentage points."),
    ("attribution", "600 cars crossed.", "More than 600 cars crossed."),
    ("word", "About 600 cars crossed.", "At least 600 cars crossed."),
    ("left-out", "Field would since asked for a lorry.", "Field would since have asked for a lorry."),
    ("left-out", "Field asked for a lorry.", "Field may have asked for a lorry."),
    ("negation", "It isn’t safe.", "It is safe."),
    ("word", "Stone says the bridge is safe.", "Stone claimed the bridge is safe."),
    # two sentences in one
    ("word", "The bridge fell, and nobody died.", "Police say the bridge fell. Nobody died."),
    ("word", "The firm has closed.", "The bank has sued the firm. It has closed."),
    ("attribution", "“The bridge is safe,” Stone said.", "“The bridge is safe,” Stone said, “for now.”"),
]


@pytest.mark.parametrize(("told", "source"), ALLOWED)
def test_an_allowed_edit_is_proved(told: str, source: str) -> None:
    assert unfaithful(told, [source], people=STONE) == ()


@pytest.mark.parametrize(("kind", "told", "source"), REFUSED)
def test_another_edit_is_found_and_named(kind: str, told: str, source: str) -> None:
    assert kind in kinds(told, source, people=STONE)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("Nine people were hurt.", "Put “At least” back, or leave the sentence out."),
        ("At least eight people were hurt.", "Write the figure as the source has it, or mark the line that says it."),
        ("At least nine people were killed.", "Say it in the source’s words, or mark the line that says it."),
        ("Nine at least were hurt people.", "Keep who did what, and who says what, as the source has it, or mark the line that says it."),
        ("At least nine people were not hurt.", "Deny only what the source denies, or mark the line that says it."),
    ],
)
def test_each_refusal_says_what_to_do(told: str, says: str) -> None:
    faults = unfaithful(told, ["At least nine people were hurt."])
    assert says in [remedy(fault, "day.txt:3") for fault in faults]
    assert remedy(faults[0], "day.txt:3", "At least nine people were hurt.").endswith(" day.txt:3 says: At least nine people were hurt.")


def test_a_clause_that_was_moved_is_one_fault() -> None:
    (fault,) = unfaithful(
        "The navy rescued the crew, and the coastguard the boat.", ["The coastguard rescued the crew, and the navy the boat."]
    )
    assert (fault.kind, fault.words) == ("order", "navy coastguard")


def test_he_is_not_she() -> None:
    assert kinds("He said that the bridge was safe.", "Stone said that the bridge was safe.", people=STONE)
    assert kinds("Stone said that the bridge was safe.", "He said that the bridge was safe.", people=STONE)


def test_a_name_stands_for_a_pronoun_only_where_the_source_can_mean_it() -> None:
    assert unfaithful("Stone told them:", ["“It is safe,” she told them."], people=STONE) == ()
    assert kinds("Field told them:", "“It is safe,” she told them.", people=STONE)


def test_another_voice_reads_a_quotation_and_the_anchor_does_not() -> None:
    source = "“The bridge is safe,” Stone said. The river is low."
    assert unfaithful("The bridge is safe.", [source], quote=True) == ()
    assert kinds("The bridge is safe.", source, quote=False)
    assert kinds("The river is low.", source, quote=True) == {"quotation"}


def test_a_sentence_does_not_stop_in_front_of_words_taken_up() -> None:
    assert kinds("The bridge is.", "The bridge is “safe and sound”.", quote=False)
    assert unfaithful("Stone said.", ["“The bridge is safe,” Stone said. “It will hold.”"], quote=False) == ()


def test_words_taken_up_are_no_sentence_of_the_anchors_nor_one_of_anothers() -> None:
    assert kinds("A weak plan.", "Stone called it “a weak plan”.", quote=False)
    assert kinds("Old bad.", "The “old” bridge is a “bad” one.", quote=True)


def test_a_bracket_is_left_out_of_its_own_sentence_alone() -> None:
    assert kinds("The bridge is closed.", "The bridge is old. (Ships, seen as safe, sank.) It is closed.")


def test_a_quotation_is_not_cut_within_a_sentence() -> None:
    source = "“The bridge is safe as long as nobody drives on it,” Stone said."
    assert kinds("The bridge is safe.", source, quote=True)
    assert unfaithful("The bridge is safe as long as nobody drives on it.", [source], quote=True) == ()


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("Guilty.", "“I am not,” said Stone, “guilty.”"),
        ("I am.", "“I am,” said Stone, “not sure.”"),
        ("I will go.", "“I will go,” said Stone, “if they pay me.”"),
        ("I broke it.", "“He says: ‘I broke it.’ That is a lie,” Stone said."),
        ("I broke it.", "“He was sure. ‘I broke it,’ he told me. That is a lie,” Stone said."),
    ],
)
def test_half_a_sentence_is_no_quotation_nor_is_what_it_quotes(told: str, source: str) -> None:
    assert kinds(told, source, quote=True)


def test_a_word_taken_up_behind_a_quotation_does_not_go_on_with_it() -> None:
    source = "“The bridge is safe,” said Stone, who has a “strong” interest in it."
    assert unfaithful("The bridge is safe.", [source], quote=True) == ()


def test_the_anchor_reads_no_interrupted_quotation_as_if_it_were_so() -> None:
    assert kinds("The bridge will fall, and soon.", "“The bridge will fall,” said Stone, “and soon.”", quote=False)
    assert (
        unfaithful("“The bridge will fall,” said Stone, “and soon.”", ["“The bridge will fall,” said Stone, “and soon.”"], quote=False)
        == ()
    )


def test_a_quotation_that_is_interrupted_is_told_whole_or_by_the_sentence() -> None:
    assert unfaithful("I am not, guilty.", ["“I am not,” said Stone, “guilty.”"], quote=True) == ()
    assert unfaithful("We will go.", ["“I am sure,” said Stone. “We will go.”"], quote=True) == ()


def test_a_sentence_may_rest_on_either_of_its_sources_and_each_sentence_on_its_own() -> None:
    sources = ["The bridge is closed.", "The river has fallen by 2 metres."]
    assert unfaithful("The river has fallen by 2 metres.", sources) == ()
    assert unfaithful("The bridge is closed. The river has fallen by 2 metres.", sources) == ()
    assert kinds("The bridge is closed. The river has fallen by 3 metres.", *sources) == {"number"}


def test_people_are_found_in_the_sources_where_none_are_given() -> None:
    source = "Mayor Ada Stone said that the bridge was safe. She will open it."
    assert "Stone" in find_people([source])
    assert unfaithful("Stone will open it.", [source]) == ()


def test_a_very_long_sentence_is_proved_too() -> None:
    source = " ".join(f"word{n}" for n in range(1500)) + "."
    assert unfaithful(source, [source]) == ()
