"""Which words of a source a told sentence may leave out: see `pipeline.text.faithful` for the list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.text.asides import BESIDE_CAUSE, aside_ends
from pipeline.text.clauses import FINITE, HANGS, REPORTS, SUBJECTS, leads_to, own_clause, takes_back
from pipeline.text.labels import LABELS
from pipeline.text.names import ROLES
from pipeline.text.paints import may_paint, paints
from pipeline.text.plainer import fillers
from pipeline.text.titles import TITLES
from pipeline.text.tokens import Token
from pipeline.text.whens import OPENS, when_ends
from pipeline.text.words import MONTH

_LINKS = frozenset({"also", "meanwhile", "however"})
"""Amid a sentence they only say that there is more."""
_COMING = frozenset("will may might could can would should must".split())
_ALSO = frozenset("is are was were has have had will".split())
_AUDIENCES = frozenset("reporters journalists broadcasters viewers listeners".split())
"""Whom everybody tells everything: `told reporters the hall was sold`."""
_SMALL = frozenset("to the a an of in on at and for with is was that by from as".split())
_OCCASION = regex(
    r"^(?P<how>[Aa]t |[Tt]o |[Dd]uring |[Ii]n )?an? (?:statement|press conference|news conference|news briefing|press briefing|security summit|summit|rally|interview|"
    r"hearing|meeting)(?: (?:in|with|at) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)?$"
)
_OCCASION_BEGINS = frozenset({"at", "to", "during", "in", "a", "an"})
_OCCASION_WORDS = 12
_COURTESY = frozenset("mr mrs ms miss mx".split())
"""In brackets behind a name: “Other (Mrs.) said”."""
_CUTS = frozenset("which who whose where as while after saying referring and but although though".split())
_BARE_CUTS = frozenset({"but"})
_SUPERLATIVES = frozenset("first second third last latest most least only best worst".split())
MEETINGS = frozenset("talks discussions negotiations meeting meetings visit summit".split())
"""What is to come and has a name of its own: "talks that will strain an alliance" are talks."""
BRINGS = frozenset("will would could may might is are".split())
_TITLE_WORDS, _SUBJECT_WORDS, _TOLD_WORDS = 4, 6, 5
_OFFICES = (frozenset(word for title in TITLES for word in title.lower().replace("-", " ").split()) | frozenset(ROLES.split("|"))) - _SMALL
_DATE = regex(rf"\w+day|{MONTH.lower()}")
_COMPARES = regex(
    r"(?:about |around |almost |nearly |some |more than |over )?\S*\d\S* (?:percent |per cent |percentage points? )?(?:more|fewer|less|higher|lower) than "
    r"|(?:up|down) (?:from|on|by) "
)
"""How the figure before the comma compares with another: `, about 10% fewer than the year before`."""
_DATELINE = regex(r"^[A-ZÀ-Þ][A-ZÀ-Þ .'’-]+(?:, [\w .]+)?(?: \([\w /.]+\))?$")


class Gaps:
    """The gaps that one paragraph allows."""

    def __init__(self, source: Sequence[Token]) -> None:
        self.source = source

    def start(self, j: int) -> int:
        """The first token of the sentence of token `j`."""
        while j and self.source[j - 1].sentence == self.source[j].sentence:
            j -= 1
        return j

    def end(self, j: int) -> int:
        """One past the last token of the sentence of token `j`."""
        sentence = self.source[j].sentence
        while j < len(self.source) and self.source[j].sentence == sentence:
            j += 1
        return j

    def is_speech(self, quoted: int) -> bool:
        """Whether a quotation is somebody's speech and not a few words taken up."""
        inside = [token for token in self.source if token.quoted == quoted]
        return len(inside) > 1 and any(mark in inside[-1].after for mark in ",.!?…")

    def opens_speech(self, j: int) -> bool:
        """Whether what is quoted at `j` can be heard from there: no half of a sentence, and not what another is quoted with inside it."""
        before = self.source[j - 1] if j else None
        if before is None or before.quoted != self.source[j].quoted:
            return before is None or not self.goes_on(j, back=True)
        return any(mark in before.after for mark in ".!?…:") and "‘" not in self.source[j].before

    def goes_on(self, j: int, *, back: bool = False) -> bool:
        """`“Words,” he said, “and more.”`: whether the sentence quoted before `j` goes on behind who says it; or `back`, whether what is quoted
        at `j` goes on with one before.
        """
        source = self.source
        between = range(j - 1, -1, -1) if back else range(j, len(source))
        other = next((k for k in between if source[k].quoted), None)
        if other is None or source[other].sentence != source[j - 1].sentence:
            return False
        first, then = (other, j) if back else (j - 1, other)
        joined = source[first].after.startswith(",") and "," in source[then - 1].after and source[then].raw[:1].islower()
        return joined and any(t.word in REPORTS for t in source[first + 1 : then])

    def ends(self, j: int) -> list[int]:
        """Where one can go on when the words from `j` are left out; the word before `j` is told."""
        source = self.source
        if not 0 < j < len(source):
            return []
        before = source[j - 1]
        found = []
        if source[j].word == before.word and before.word in _SMALL:
            found.append(j + 1)
        if source[j].word == "that" and self._reports(j):
            found.append(j + 1)
        if (source[j].word == "sic" and "[" in source[j].before) or (
            source[j].word in _COURTESY and "(" in source[j].before and ")" in source[j].after
        ):
            found.append(j + 1)
        found += self.occasions(j, bare=False)
        found += self.whens(j)
        if "," in before.after or "(" in source[j].before:
            found += aside_ends(source, j, self.start(j - 1), self.end(j - 1))
        if self._links(j):
            found.append(j + 1)
        if may_paint(source[j]):
            found += paints(source, j, self.start(j), self.end(j))
        found += self._between_quotes(j)
        found += fillers(source, j)
        return found

    def _links(self, j: int) -> bool:
        """Whether the word at `j` only says that there is more: `Stone also said`, `In Sarn, meanwhile, it rained`; not `not only X but also Y`, `however many`."""
        before, here = self.source[j - 1], self.source[j]
        if here.word not in _LINKS:
            return False
        apart = here.word == "also" or "," in here.after
        return apart and before.word not in ("not", "but") and not here.quoted and here.sentence == before.sentence

    def occasions(self, j: int, *, bare: bool = True) -> list[int]:
        """The ends of an occasion that begins at `j`: "at a press conference in Oslo", or without "at" where `bare`."""
        found: list[int] = []
        if j >= len(self.source) or self.source[j].word not in _OCCASION_BEGINS or (j and self.source[j - 1].word == "according"):
            return found
        for end in range(j + 2, min(j + _OCCASION_WORDS, self.end(j)) + 1):
            match = _OCCASION.match(" ".join(token.raw for token in self.source[j:end]))
            if match and bool(match.group("how")) != bare and not any(token.quoted for token in self.source[j:end]):
                found.append(end)
                if end < len(self.source) and self.source[end].word == "that":
                    found.append(end + 1)
        return found

    def whens(self, j: int) -> list[int]:
        """The ends of a time that begins at `j`: "on Wednesday"."""
        if not 0 < j < len(self.source) or self.source[j].word not in OPENS or self.source[j].sentence != self.source[j - 1].sentence:
            return []
        return when_ends(self.source, j, self.start(j - 1), self.end(j - 1), said=self.source[j - 1].word in REPORTS)

    def _reports(self, j: int) -> bool:
        """Whether a "that" at `j` stands behind a verb of reporting, or behind when or to whom it was reported."""
        near = self.source[max(self.start(j - 1), j - _TOLD_WORDS) : j]
        verb = next((n for n, token in enumerate(near) if token.word in REPORTS), len(near))
        return verb < len(near) and not any(token.after or token.quoted for token in near[verb:])

    def told_whom(self, j: int) -> list[int]:
        """Where one can go on behind `told` when whom it is told is left out: "told the court that", "told reporters"."""
        if j < len(self.source) and self.source[j].word in _AUDIENCES and not self.source[j].quoted:
            return [j + 1]
        end = next((k for k in range(j + 1, min(j + _TOLD_WORDS, self.end(j - 1))) if self.source[k].word == "that"), None)
        if end is None or any(token.quoted or token.after for token in self.source[j:end]):
            return []
        return [end]

    def joins(self, j: int) -> bool:
        """Whether the sentence that begins at `j` may be told in one with the sentence before it, with "and" between: nobody reports or supposes that one."""
        source = self.source
        if not j or source[j].sentence == source[j - 1].sentence:
            return False
        before = source[self.start(j - 1) : j]
        return before[-1].after == "." and not any(
            token.quoted or token.word in REPORTS or token.word in HANGS for token in (*before, source[j])
        )

    def opening(self, j: int) -> int:
        """How many words name what the sentence before is about, which the "it" at `j` stands for: `The hospital has denied it. It has changed …`."""
        source = self.source
        if not j or source[j].sentence == source[j - 1].sentence:
            return 0
        start = self.start(j - 1)
        length = next((n for n in range(_SUBJECT_WORDS + 1) if start + n < j and source[start + n].word in FINITE - REPORTS), 0)
        plain = not any(t.after or t.quoted or t.number or t.negation for t in source[start : start + length])
        sure = source[start + length].word not in HANGS  # “The court may adjourn. It will sit again on Friday”: if it does
        return length if plain and sure and source[start].word not in SUBJECTS and source[start].word in ("the", "a", "an") else 0

    def speaks(self, j: int) -> bool:
        """Whether the sentence before the one of `j` begins with what says something: `The fire brigade said …`."""
        subject = self.source[self.start(j - 1) : j][: _SUBJECT_WORDS + 1]
        verb = next((n for n, token in enumerate(subject) if token.word == "said"), 0)
        return verb > 1 and subject[0].word == "the" and not any(t.after or t.quoted or t.name for t in subject[1:verb])

    def goes_on_to_say(self, j: int, *, many: bool = False) -> bool:
        """Whether a report, or what somebody was or had, begins at `j` whose subject stands before: "The bank raised its rate and said that …"."""
        source = self.source
        if many and source[j].word not in ("were", "are", "have"):  # “they” are those in front of a verb for many
            return False
        first, then = source[self.start(j) :][:2]
        if source[j].word in _ALSO and first.name and then.name and not then.number:  # “Ann Other fell and was hurt”
            return False
        if source[j].word not in REPORTS | _ALSO or source[j - 1].word != "and" or source[j].sentence != source[j - 1].sentence:
            return False
        return not any(t.word in HANGS or t.negation or t.quoted for t in source[self.start(j) : j - 1])

    def _between_quotes(self, j: int) -> list[int]:
        """`“Words,” he said, “and more.”`: the attribution between the two."""
        source = self.source
        if not source[j - 1].quoted or source[j].quoted:
            return []
        end = next((k for k in range(j, self.end(j)) if source[k].quoted), None)
        if end is None or source[end].sentence != source[j - 1].sentence or not any(token.word in REPORTS for token in source[j:end]):
            return []
        return [end]

    def dateline(self, start: int, j: int) -> bool:
        """Whether what stands before `j` is where and when a report was filed."""
        if not 0 < j - start <= 8 or not re.search(r"[-–—]$", self.source[j - 1].after):
            return False
        text = " ".join(f"{token.before}{token.raw}{token.after}" for token in self.source[start:j])
        return _DATELINE.match(re.sub(r"\s*[-–—]$", "", text)) is not None

    def label(self, start: int, j: int) -> bool:
        """Whether what stands before `j` is a label: “BREAKING:”, “Update:”."""
        words = self.source[start:j]
        capitals = all(token.raw.isupper() for token in words)
        return tuple(t.word for t in words) in LABELS and re.search(r"[:—–-]$" if capitals else r":$", words[-1].after) is not None

    def title(self, start: int, j: int) -> bool:
        """Whether what stands before `j`, where a name begins, is who that is: `Detective Inspector`, `Area commander`, `The finance minister,`."""
        words = [token.word for token in self.source[start:j]]
        words = words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words
        plain = not any(token.quoted or token.negation or token.number for token in self.source[start:j])
        return plain and 0 < len(words) <= _TITLE_WORDS and set(words[1:]) <= _OFFICES and words[-1] in _OFFICES and words[0] not in _SMALL

    def offices(self, words: Sequence[str], j: int) -> bool:
        """Whether the words at `j` are somebody's office, which is named once in the paragraph: `Judge`, `Prime Minister`."""
        said = [token.word for token in self.source]
        once = sum(said[n : n + len(words)] == list(words) for n in range(len(said))) == 1
        return once and set(words) <= _OFFICES and not self.source[j].quoted and words[-1] not in _COURTESY

    def second_clause(self, start: int, j: int) -> bool:
        """Whether `j` begins the B of "A, and B", where A neither reports, doubts nor supposes."""
        source = self.source
        joint = j if source[j].word in ("and", "but") else j - 1
        if joint <= start or source[joint].word not in ("and", "but") or not re.search(r"[,;]", source[joint - 1].after):
            return False
        first = source[start:joint]
        if source[j].quoted and source[start].quoted == source[j].quoted and joint < j:  # “We are tired, and we are not going home”
            pronoun = source[j].word in SUBJECTS and source[j + 1 : j + 2]
            return bool(pronoun) and not any(t.word in REPORTS or t.word in HANGS or t.negation for t in first)
        if any("," in t.after for t in first[:-1]) and not any(t.word in FINITE or t.word.endswith("ed") for t in first):
            return False  # no clause, but one more of those who are named: “The union leader, Ann Other, and the mayor met”
        return not any(t.word in REPORTS or t.word in HANGS or t.negation or t.quoted for t in first)

    def clause_cut(self, j: int, end: int) -> bool:
        """Whether a sentence may stop before `j`: what follows is a clause of its own, and not who says it."""
        source = self.source
        rest = source[j:end]
        if source[j - 1].word in MEETINGS and rest[0].word in ("that", "which") and len(rest) > 1 and rest[1].word in BRINGS:
            return not any(token.negation for token in rest)
        if rest[0].word == "after" and any(token.word in _COMING for token in source[self.start(j - 1) : j]):
            return False  # what will be, after something else: only then
        if self._list(j, end) or takes_back([token.word for token in rest]):
            return False
        if ";" in source[j - 1].after or re.search(r"[—–]", source[j - 1].after):
            return True
        if "," in source[j - 1].after and leads_to([t.word for t in rest]) and not rest[0].name:
            return True
        return (rest[0].word in _CUTS and "," in source[j - 1].after) or rest[0].word in _BARE_CUTS or self._told_more(j, rest)

    def _told_more(self, j: int, rest: Sequence[Token]) -> bool:
        """Whether what follows before the end only says more of what is told: `, its highest since 1968`, `, because it rained`, `Monday, when …`, `and said …`."""
        before = self.source[j - 1]
        held = any(token.negation or token.word in HANGS for token in self.source[self.start(j - 1) : j])
        words = [token.word for token in rest]
        if "," in before.after and len(words) > 1:
            superlative = words[0] in ("the", "its", "his", "her", "their") and (words[1].endswith("est") or words[1] in _SUPERLATIVES)
            if (
                (superlative and "and" not in words)
                or words[0] == "because"
                or (words[0] == "when" and (before.number or _DATE.fullmatch(before.word)))
            ):
                return True
            if not held and _COMPARES.match(" ".join(words)):
                return True
        if words[0] == "because":  # without a comma, “nobody left because they were afraid”
            return not held and before.word not in BESIDE_CAUSE
        return words[0] == "and" and len(words) > 1 and words[1] in REPORTS and not held

    def _list(self, j: int, end: int) -> bool:
        """Whether a sentence's semicolons, of which one stands behind `j` or right before it, part what belongs together: “A, 57; B, 24; and C, 45”."""
        source = self.source
        parts = [k + 1 for k in range(self.start(j - 1), end - 1) if ";" in source[k].after and not source[k].quoted]
        if not any(part >= j for part in parts):
            return False
        return len(parts) > 1 or not own_clause([token.word for token in source[parts[-1] : end]])
