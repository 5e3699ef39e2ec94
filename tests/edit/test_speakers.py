"""Whose words a quotation is: the one whom the text says, somebody unnamed under no other's name, and nobody where it cannot be told."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.pieces import pieces_of
from pipeline.text.people import people_of

LEAD = "The council leader, Ann Other, has said that the plan to close the old bridge will not go ahead this year."
AGAIN = "“We will not close it,” Other told reporters. She said that she was sure."
WORDS = "It has until May"

ANCHOR = "the anchor reads it as it stands"


def heard(text: str, quoted: str = WORDS) -> str:
    """Who is heard with the quoted words, in an update about Ann Other."""
    day = read.read(f"10.30am\nPlan dropped\n{LEAD}\n{AGAIN}\n{text}\n".encode(), "day.txt")
    pieces = [piece for update in day.updates for piece in pieces_of(update, people_of(day))]
    (found,) = {piece.speaker if piece.quote else ANCHOR for piece in pieces if quoted in piece.text}
    return found


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "But one cabinet member, speaking on condition of anonymity, said: “It has until May. After that, all bets are off.”",
            "one cabinet member",
        ),
        ("An aide said: “It has until May. After that, all bets are off.”", "an aide"),
        ("“It has until May,” a resident said. “After that, all bets are off.”", "a resident"),
        ("“It has until May,” said one councillor.", "one councillor"),
        # "He" can be either of the two.
        (
            "Bo Field, who has kept the bridge since 2011, was told to go. The harbour pilot gave him a lift. “It has until May,” he said.",
            ANCHOR,
        ),
        ("Bo Field, the keeper, has gone. A harbour pilot gave him a lift. “It has until May,” he said.", "a harbour pilot"),
        ("“It has until May,” said a resident who asked not to be named.", "a resident"),
        ("The company said: “It has until May. We are sure.”", "the company"),
        ("The Fenn Rowing Club has closed. “It has until May,” the club said.", "the Fenn Rowing Club"),
        ("A letter on the gate read: “It has until May. We are sure.”", "a letter on the gate"),
        ("“It has until May,” said a guard at the gate.", "a guard at the gate"),
        ("A spokesman for Other said: “It has until May. We are sure.”", "a spokesman for Other"),
        ("A spokeswoman for the builder, Carrow Mills, was sad. She said: “It has until May.”", "a spokeswoman for the builder"),
        ("A spokeswoman for the builder, Carrow Mills, said no. “It has until May,” she said.", "a spokeswoman for the builder"),
        ("The Prime Minister’s spokesman was not so sure. “It has until May,” he said.", "the Prime Minister’s spokesman"),
        ("The mayor’s office was not so sure. “It has until May,” he said.", ANCHOR),
        ("An adviser to Ann Other said: “It has until May. We are sure.”", "an adviser to Ann Other"),
        ("Other’s deputy said: “It has until May. We are sure.”", "Other’s deputy"),
        ("Residents said: “It has until May. We are sure.”", "Residents"),
        ("“It has until May,” officials said.", "officials"),
        ("“It has until May,” her brother said.", ""),
        ("“It has until May,” said a man who lives by the river and has seen the bridge be built and mended since 1974.", ""),
        ("In a statement, her lawyer said: “It has until May. We are sure.”", ""),
        ("Some residents disagreed. “It has until May,” one said.", ""),
        ("A statement said: “It has until May. We are sure.”", ""),
        ("Other and Field said: “It has until May. We are sure.” Bo Field, the deputy, signed it.", ""),
    ],
)
def test_somebody_without_a_name_is_heard_under_nobody_elses(text: str, who: str) -> None:
    assert heard(text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Other’s deputy, Bo Field, disagreed. “It has until May,” he said.", "Bo Field"),
        ("Her brother Craig disagreed. “It has until May,” he said.", "Craig"),
        ("Bo Field, the deputy, was there. According to Field, it was old. “It has until May,” he said.", "Bo Field"),
        ("Bo Field, the MP for Fenn, later told the council that it was old. “It has until May,” he said.", "Bo Field"),
        ("Another passenger, 80-year-old Ada Crane, was helped out. “It has until May,” she said.", "Ada Crane"),
        (
            "Prime Minister Ada Stone was glad. “It has until May,” the Prime Minister said in a post on X. “After that we wait.”",
            "Ada Stone",
        ),
        ("B. K. Field, the miller at Fenn, was blunt. “It has until May,” Field said.", "B. K. Field"),
        ("The miller at Fenn, B. Field, was blunter. “It has until May,” he said.", "B. Field"),
        ("Her neighbour, a retired postman named Bo, disagreed. “It has until May,” he said.", ""),
        ("Opposition MLA Bo Field accused the council of sleeping. “It has until May,” he said.", "Bo Field"),
        ("Field later told the council that it was old. “It has until May,” he said.", ANCHOR),
        ("The premier’s wife, Ada Stone, wrote: “I am sad.” The premier said that he would come. “It has until May,” he said.", ANCHOR),
        ("She said: “I am glad.” “It has until May,” he added.", ANCHOR),
        ("“It has until May,” said Bo Field when told of this.", ANCHOR),
        ("A union official disagreed. “It has until May,” he said.", "a union official"),
        ("A lifeguard, Bo Field, was at the gate. “It has until May,” he said.", "Bo Field"),
        ("The president of the rowing club, Tove Lind, disagreed. “It has until May,” he said.", "Tove Lind"),
        ("Bo Field, of the rowing club, said it was a black day. “It has until May,” he said.", "Bo Field"),
        ("Bo Field, 44, from Lower Fenn, was at the gate.\n“It has until May,” he said.", "Bo Field"),
        ("But Bo Field, speaking for the club, disagreed.\n“It has until May,” he said.", "Bo Field"),
        ("Norman White, the chair of the club, was at the gate.\n“It has until May,” he said.", "Norman White"),
        ("Gillian Street disagreed.\n“It has until May,” she said.", "Gillian Street"),
        ("Cllr Dora Whittle walked out of the meeting. “It has until May,” she said.", "Dora Whittle"),
        ("Dr Bo Field accepts that. “It has until May. It does.”", "Bo Field"),
        ("Outside court, Other’s brother, Craig, was glad. “It has until May,” he said.", "Craig"),
        ("The next witness is Bo Field, who built it. “It has until May,” he says.", "Bo Field"),
        ("Her deputy, Bo Field, was glad. “It has until May,” the Dutchman said.", "Bo Field"),
        ("Her deputy, Bo Field, was glad. “It has until May,” the 34-year-old said.", "Bo Field"),
        ("“It has until May,” chief executive Bo Field said.", "Bo Field"),
        ("CEO Patricia Ngo-Walsh said: “It has until May. We are sure.”", "Patricia Ngo-Walsh"),
        ("The Home Minister, Dr. G. Paramesh, rubbished the charge. “It has until May,” he said.", "G. Paramesh"),
        (
            "The paper’s Zara Quigg asked whether it was safe, Bo Field replied: “It has until May. We are sure.” Bo Field is the deputy.",
            "Bo Field",
        ),
        ("Bo Field said that it was late, but Other added: “It has until May. We are sure.”", "Ann Other"),
        ("Bo Field, who said so in March, told the BBC: “It has until May. We are sure.” Bo Field is the deputy.", "Bo Field"),
        ("Asked if he would go, Bo Field laughed: “It has until May. We are sure.” Bo Field is the deputy.", "Bo Field"),
        ("However, she stayed firm. “It has until May,” she said.", "Ann Other"),
        ("It had been a hard week. “It has until May,” she said.", "Ann Other"),
        ("“It has until May,” she said.", "Ann Other"),
        ("“It has until May,” said Craig, her brother.", "Craig"),
        ("“It has until May,” Bo Field tells the committee.", "Bo Field"),
        ("“It has until May,” adds Bo Field, the deputy.", "Bo Field"),
        ("“It has until May,” replies Bo Field.", "Bo Field"),
        ("Her colleague, Councillor Bo “Buddy” Field, voted no. “It has until May,” he said.", "Bo Field"),
        ("A volunteer, who would not say her name, was at the gate. “It has until May,” she said.", "a volunteer"),
        ("Her deputy, Bo Field, was at the gate. “It has until May,” said Jo Lee-Field.", "Jo Lee-Field"),
        ("Her deputy, Bo Field, was at the gate. “It has until May,” Lee-Field said.", "Lee-Field"),
        ("Her deputy, Bo Field, said he was glad. “It has until May,” the Dutchman said.", "Bo Field"),
        ("Police said that it was late. “It has until May,” she said.", "Ann Other"),
        ("Lower Fenn Council has met. “It has until May,” she said.", "Ann Other"),
        ("Late in the day she said: “It has until May. We are sure.”", "Ann Other"),
        ("Then, at noon, she said: “It has until May. We are sure.”", "Ann Other"),
        ("Bosun, 34, of Lower Fenn, was at the gate. “It has until May,” he said.", "Bosun"),
        ("Asked when, Other replied that it was near. “It has until May,” she replied.", "Ann Other"),
        ("“When?” asked Other. Asked again, she replied: “It has until May. We are sure.”", "Ann Other"),
        ("Speaking after what Other said, Bo Field added: “It has until May. We are sure.”", "Bo Field"),
    ],
)
def test_he_and_she_are_whoever_the_sentence_before_is_about(text: str, who: str) -> None:
    assert heard(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "“It has until May,” he said.",  # Ann Other is she
        "Milo Corbett’s daughter learned to swim there. “It has until May,” she said.",
        "Hugo Prentice swims there each morning. “It has until May,” she said.",
        "Among those at the gate was Petra Vance, a nurse. “It has until May,” she said.",
        "It was left to Freya Lister to speak for the swimmers. “It has until May,” she said.",
        "The bridge is guarded by Zara Quigg, who disagreed. “It has until May,” she said.",
        "Lanternhouse said that it was late. “It has until May,” she said.",
        "“When does it close?” asked Bo Field. “It has until May,” he replied.",
        "“When does it close?” asked Other. “It has until May,” she answered.",
        "“When does it close?” asked Bo Field, who came with his wife, Jo. “It has until May,” she said.",
        "“When does it close?” asked Jo Field, who came with her younger brother. “It has until May,” he said.",
    ],
)
def test_where_he_or_she_may_be_somebody_else_the_anchor_reads_it(text: str) -> None:
    assert heard(text) == ANCHOR


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Her mother, Jo Other, disagreed. “It has until May,” Jo Other said.", "Jo Other"),
        ("Her mother, Jo Other, disagreed. “It has until May,” she said.", "Jo Other"),
        ("Her father, Bo Other, disagreed. “It has until May,” said Mr. Other.", "Mr. Other"),
        ("Her mother, Jo Other, disagreed. “It has until May,” Mrs Other said.", "Mrs Other"),
        ("Her mother, Jo Other, disagreed. “It has until May,” Other said.", "Other"),
        ("Sir Bo Field, the deputy, disagreed. “It has until May,” Field said.", "Sir Bo Field"),
        ("Sir Bo Field, the deputy, disagreed. “It has until May,” said Sir Bo.", "Sir Bo Field"),
    ],
)
def test_of_several_with_one_surname_each_is_called_as_the_sentence_has_it(text: str, who: str) -> None:
    assert heard(text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # Whoever asked is not who answers.
        (
            "Bo Field, 43, was there. Kay Marsh, for the council, asks Field one last question: was it safe? “It has until May,” he says. “I measured it.”",
            "Bo Field",
        ),
        ("Kay Marsh asks the keeper one last question: was it safe? “It has until May,” she says. “I measured it.”", ANCHOR),
        ("Under questions from her lawyer, Bo Field, Other says that she wrote to him. “It has until May,” she says.", "Ann Other"),
        # In an exchange the next words may be the other one's.
        ("Kay Marsh said it was safe.\n“Who says so?” Bo Field replied. “Nobody has looked.”\n“It has until May.”", ANCHOR),
        ("Kay Marsh said it was safe.\n“Who says so?” Bo Field replied. “It has until May. Nobody has looked.”", "Bo Field"),
    ],
)
def test_in_an_exchange_nobody_answers_himself(text: str, who: str) -> None:
    assert heard(text) == who


def test_what_follows_a_quotation_that_nobody_can_place_is_read_by_the_anchor_too() -> None:
    assert heard("Milo Corbett’s daughter learned to swim there. “We were glad,” she said. “It has until May. We know it.”") == ANCHOR


@pytest.mark.parametrize(
    ("paragraphs", "who"),
    [
        ("Bo Field, the deputy, said: “I was promised a bridge.\n“It has until May.\n“I will not wait.”", "Bo Field"),
        ('Bo Field, the deputy, said: "I was promised a bridge.\n"It has until May.\n"I will not wait."', "Bo Field"),
    ],
)
def test_a_speech_of_several_paragraphs_is_one_voices(paragraphs: str, who: str) -> None:
    for words in ("I was promised a bridge", WORDS, "I will not wait"):
        assert heard(paragraphs, words) == who


def test_words_that_end_with_somebody_elses_are_a_quotation_still() -> None:
    assert heard("“She would have said: ‘It has until May.’”") == "Ann Other"


def told(text: str) -> list[str]:
    """What is said, in order, with who says it."""
    rundown = edit.edit(read.read(f"{LEAD}\n{AGAIN}\n{text}\n".encode(), "day.txt"), form="story")
    beats = [beat for story in rundown.stories for beat in story.beats]
    return [f"{beat.speaker}| {sentence.text}" if beat.speaker else sentence.text for beat in beats for sentence in beat.sentences]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“It has until May,” said Bo Field, chief engineer of the firm.", "Bo Field, chief engineer of the firm, said:"),
        ("“It has until May,” said Bo Field, 43.", "Bo Field, 43, said:"),
        ("“It has until May,” said Bo Field, 43, who lives there.", "Bo Field, 43, who lives there, said:"),
        ("“It has until May,” said Bo Field, 61, of Lower Fenn.", "Bo Field, 61, of Lower Fenn, said:"),
        ("“It has until May,” said Bo Field, from Lower Fenn.", "Bo Field, from Lower Fenn, said:"),
        ("“It has until May,” said Bo Field, her brother.", "Bo Field, her brother, said:"),
        ("“It has until May,” said Bo Field, pointing at the deck.", "Bo Field said, pointing at the deck:"),
        ("“It has until May,” said Bo Field, 43, pointing at the deck.", "Bo Field, 43, said, pointing at the deck:"),
        ("“It has until May,” said Bo Field, on his way in.", "Bo Field said, on his way in:"),
        ("“It has until May,” said one neighbour.", "One neighbour said:"),
        ("Neighbours were there. “It has until May,” said one.", "One said:"),
        ("“It has until May,” said its founder, Bo Field.", "Its founder, Bo Field, said:"),
        ("“It has until May,” Bo Field told me.", "Bo Field said:"),
        ("“It has until May,” Bo Field tells us.", "Bo Field says:"),
        ("Bo Field told us that it had until May.", "Bo Field said that it had until May."),
        ("Bo Field told us to wait until May.", "Bo Field told us to wait until May."),
        ("Bo Field said that they “told us that it was safe”.", "Bo Field said that they “told us that it was safe”."),
    ],
)
def test_an_attribution_is_turned_into_a_sentence(text: str, said: str) -> None:
    assert said in told(text)
