from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edit, read
from pipeline.edit.mend import capital, full_stop, mend


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("half of that oblast [region] was dry", "half of that oblast, or region, was dry"),
        ("nobody asked her [to come]. She came", "nobody asked her to come. She came"),
        ("we shall sign [in ink], of course", "we shall sign in ink, of course"),
        ("de facto (as things are), and not", "de facto, as things are, and not"),
        ("de jure (by law).", "de jure, by law."),
        ("Nobody was hurt. (Oak Bend Herald)", "Nobody was hurt. Oak Bend Herald."),
        ("The fees end. (carried 3-0) They were high.", "The fees end. Carried 3-0. They were high."),
        ("Bo Ltd. (BO) lost", "Bo Ltd., BO, lost"),
        ("The U.S. (which asked) said no", "The U.S., which asked, said no"),
        ("It would be right to to speak", "It would be right to speak"),
        ("give such as promise to nobody", "give such a promise to nobody"),
        ("countries such as France in Europe", "countries such as France in Europe"),
        ("he said that that plan was new", "he said that plan was new"),
        ("The main story today: the bank has put up its rate", "The bank has put up its rate"),
        ("a mistake [sic] was made", "a mistake was made"),
        (
            "Aby and Elm South (Con), Mew (Lib Dem), Dun (Plaid) and Ard (SNP).",
            "Aby and Elm South, Con; Mew, Lib Dem; Dun, Plaid; and Ard, SNP.",
        ),
        ("Aby (Con), Mew (Lab), or Ard (SNP) may fall", "Aby, Con; Mew, Lab; or Ard, SNP, may fall"),
        ("“I am sorry,” Other (Mrs.) told the board", "“I am sorry,” Other told the board"),
        ("It fell by 4m (13ft), and the boats (all of them) sank", "It fell by 4m, 13ft, and the boats, all of them, sank"),
        ("She ran 3.5km (two miles) and 12km (seven miles)", "She ran 3.5km, two miles; and 12km, seven miles,"),
        ("de facto Manx (as it is), rather than de jure (by law)", "de facto Manx, as it is, rather than de jure, by law,"),
        ("It fell (a little), and so, in the end, did she (Ann)", "It fell, a little, and so, in the end, did she, Ann,"),
        ("He is 40 (so he says). She is 50 (as she says)", "He is 40, so he says. She is 50, as she says,"),
        ("Novak won 6-4, 6-7 (5-7), 7-5", "Novak won 6-4, 6-7 (5-7), 7-5"),
        ("BREAKING: the bridge is closed.", "The bridge is closed."),
        ("NEWSFLASH: The bank has cut its rate.", "The bank has cut its rate."),
        ("Breaking news: Two hurt.", "Two hurt."),
        ("DEAL DONE: Rovers have signed Ann Other.", "Rovers have signed Ann Other."),
        ("Done deal: the winger is theirs.", "The winger is theirs."),
        ("The deal done: nobody knows.", "The deal done: nobody knows."),
        ("UPDATE — Two hurt.", "Two hurt."),
        ("Breaking the news: it was hard.", "Breaking the news: it was hard."),
        ("Latest figures: 3 hurt.", "Latest figures: 3 hurt."),
        ("Update - the show goes on.", "Update - the show goes on."),
        ("BREAKING:", "BREAKING:"),
        ("Sport: Rovers won 2-1.", "Rovers won 2-1."),
        ("WORLD - a ferry has sunk.", "A ferry has sunk."),
        ("Sport is no matter of taste: it is hard.", "Sport is no matter of taste: it is hard."),
        ("Bank of Sarn: rate raised.", "Bank of Sarn: rate raised."),
    ],
)
def test_the_edits_of_a_newsreader(written: str, told: str) -> None:
    assert mend(written) == told


def test_a_figure_that_opens_a_sentence_has_no_capital_behind_it() -> None:
    assert capital("900 of her members") == "900 of her members"
    assert capital("“it is") == "“It is"


def test_a_word_that_rightly_stands_twice_is_left() -> None:
    assert (
        mend("The levy was brought in in 2013 and is to be logged on on Monday.")
        == "The levy was brought in in 2013 and is to be logged on on Monday."
    )
    assert mend("He lives in in Lund.") == "He lives in Lund."
    assert mend("They had had enough.") == "They had had enough."


@given(st.text(max_size=200))
def test_mending_twice_changes_no_more_than_mending_once_and_never_fails(text: str) -> None:
    assert "\n" not in mend(text)


@given(st.text(alphabet="abc .,!?”", min_size=1, max_size=40).filter(lambda t: any(c.isalpha() for c in t)))
def test_a_sentence_ends(text: str) -> None:
    assert full_stop(capital(text)).rstrip("”\"’')")[-1] in ".!?…"


@pytest.mark.parametrize("piece", ["[", "a[", "A", "A-", "1,", ".", "?", "…", "(a", "‘", "two ", "I", "Ab", "\"'", "— ", ", "])
def test_no_paragraph_takes_longer_than_its_length_lets_expect(piece: str) -> None:
    words = f"The mayor said on Tuesday that it rained. {piece * (19_000 // len(piece))} two killed"
    briefing = read.read(words.encode(), "x.txt")
    begin = time.process_time()
    for form in ("briefing", "story"):
        assert edit.edit(briefing, form=form).stories
    # It takes some 0.1 s; a pattern that goes back over a paragraph took minutes.
    assert time.process_time() - begin < 10
