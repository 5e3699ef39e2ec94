"""Titles that stand before a name, and what each tells."""

from __future__ import annotations

TITLES = (
    "President", "Vice-President", "Prime Minister", "Chancellor", "Chancellor of the Exchequer", "Foreign Minister", "Defence Minister",
    "Foreign Secretary", "Home Secretary", "Secretary of State", "Secretary-General", "King", "Queen", "Prince", "Princess", "Pope", "Sir",
    "Dame", "Lord", "Lady", "Baroness", "Dr", "Professor", "Prof", "General", "Gen", "Colonel", "Col", "Lieutenant", "Lt", "Major", "Maj",
    "Sergeant", "Sgt", "Captain", "Capt", "Admiral", "Senator", "Sen", "Judge", "Justice", "Minister", "Mr", "Mrs", "Ms", "Miss", "Commander",
    "Bishop", "Archbishop", "Cardinal", "Mayor", "Governor", "Ambassador", "Congressman", "Congresswoman", "Representative", "Rep",
    "Councillor", "Cllr", "Detective Chief Inspector", "Chief Inspector", "Ch Insp", "Det Insp", "Detective Inspector", "Inspector", "Insp",
    "Detective Superintendent", "Det Supt", "Chief Superintendent", "Ch Supt", "Superintendent", "Supt", "Assistant Chief Constable", "Chief Constable",
    "Constable", "DCI", "DI", "PC", "Sheriff", "Reverend", "Rev", "Rabbi", "Imam", "Taoiseach", "Tánaiste", "Premier", "Chief Minister", "Home Minister",
    "Finance Minister", "Health Minister", "Trade Minister", "Prosecutor", "Coroner", "Sister", "Father", "Speaker", "Cr", "Fr", "Shri", "Smt",
)  # fmt: skip

MALE_TITLES = frozenset({"King", "Prince", "Pope", "Sir", "Lord", "Mr", "Congressman"})
FEMALE_TITLES = frozenset({"Queen", "Princess", "Dame", "Lady", "Baroness", "Mrs", "Ms", "Miss", "Congresswoman"})

COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss"})
FIRST_NAMED = frozenset({"Sir", "Dame", "King", "Queen", "Prince", "Princess", "Pope"})
"""Titles that may stand before a first name alone."""
HONOURS = frozenset({"Sir", "Dame", "Lord", "Lady", "Baroness"})
"""Titles that are part of the name: `Sir Ernest Other`, and then `Sir Ernest` or `Other`, but never `Sir Other`."""
