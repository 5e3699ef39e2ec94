"""The same sentence turned round: active and passive, its time in front or behind, `A, said X`, and `according to X` for `X said`.

Each gives the words in another order, for the source to have them so: nothing is dropped, and no word is put there but `was`, `by`, `said` and `according to`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.text.clauses import BELIEVES, FINITE, REPORTS, SUBJECTS
from pipeline.text.reworded import SAYS, participle
from pipeline.text.tokens import CONJUNCTIONS, Token
from pipeline.text.whens import is_when

Words = tuple[Token, ...]

_DONE = {
    "took": "taken", "gave": "given", "stole": "stolen", "drove": "driven", "wrote": "written", "saw": "seen", "threw": "thrown", "beat": "beaten",
    "broke": "broken", "chose": "chosen", "ate": "eaten", "drew": "drawn", "blew": "blown", "struck": "struck", "overthrew": "overthrown",
    "given": "given", "taken": "taken", "stolen": "stolen", "broken": "broken", "beaten": "beaten", "driven": "driven", "written": "written",
}  # fmt: skip
"""The participle of each verb whose past is another word."""
_DID = {done: did for did, done in reversed(_DONE.items()) if did != done} | {"struck": "struck"}

_TAG_WORDS = 11
"""Who says it is named in fewer."""
_DOER_WORDS = 7
"""So is who did it."""
_CROSSED = (
    REPORTS
    | BELIEVES
    | CONJUNCTIONS
    | frozenset(
        "if unless whether although though that when until or who which whose where while because after before since as to than only not without even".split()
    )
)
"""A time does not pass one of these: “the bank said that it would close on Monday” is not “on Monday, the bank said …”."""
_ARTICLES = frozenset({"the", "a", "an"})
_HAD = {"has": ("has", "have"), "have": ("has", "have"), "had": ("had",)}
"""One has, and many have: which of them, the number of the other’s says."""
_BE = frozenset({"is", "are", "was", "were"})


def turned(told: Words) -> Iterator[Words]:
    """Each order in which a source may have a sentence that is not told in its order."""
    yield from _said_behind(told)
    yield from _according(told)
    for way in (told, *_time_moved(told)):
        if way is not told:
            yield way
        yield from _made_active(way)
        yield from _made_passive(way)


def _word(word: str, like: Token) -> Token:
    return replace(like, word=word, raw=word, before="", after="")


def _said_behind(told: Words) -> Iterator[Words]:
    """`A, said Stone` as `A, Stone said` and `Stone said A`."""
    for n in range(1, len(told) - 1):
        who = told[n + 1 :]
        apart = "," in told[n - 1].after or (told[n - 1].quoted and not told[n].quoted)
        if apart and told[n].word in SAYS and len(who) <= _TAG_WORDS and not any(token.quoted for token in (told[n], *who)):
            yield (*told[:n], *who, told[n])
            yield (*who, told[n], *told[:n])

    breaks = [n for n, token in enumerate(told[:-1]) if "," in token.after]
    if len(breaks) > 2:  # “…, the mayor, Ann Other, told reporters”
        who = told[breaks[-3] + 1 :]
        verb = told[breaks[-1] + 1]
        if (
            len(who) <= _TAG_WORDS
            and (verb.word in SAYS or verb.word == "told")
            and len(told) - breaks[-1] <= 3
            and not any(token.quoted for token in who)
        ):
            yield (*who, *told[: breaks[-3] + 1])


def _according(told: Words) -> Iterator[Words]:
    """`A, according to Stone` and `According to Stone, A` as `Stone said A` and `A, Stone said`; and the other way round."""
    breaks = [n for n, token in enumerate(told[:-1]) if "," in token.after]
    opening = ["according", "to"]
    if [token.word for token in told[:2]] == opening and breaks and breaks[0] <= _TAG_WORDS:
        who, rest = told[2 : breaks[0] + 1], told[breaks[0] + 1 :]
    elif breaks and [token.word for token in told[breaks[-1] + 1 :][:2]] == opening and len(told) - breaks[-1] <= _TAG_WORDS + 2:
        who, rest = told[breaks[-1] + 3 :], told[: breaks[-1] + 1]
    else:
        who = ()
    if who and not any(token.quoted for token in who):
        said = _word("said", who[-1])
        yield (*who, said, *rest)
        yield (*rest, *who, said)
    for n in range(1, min(_TAG_WORDS, len(told) - 2)):
        if told[n].word in SAYS and not told[n].quoted and not any(token.word in FINITE or "," in token.after for token in told[:n]):
            yield from _to(told[:n], told[n + 1 :][1 if told[n + 1].word == "that" else 0 :])
            break
    if breaks and told[-1].word in SAYS and 1 < len(told) - 1 - breaks[-1] <= _TAG_WORDS:
        yield from _to(told[breaks[-1] + 1 : -1], told[: breaks[-1] + 1])


def _to(who: Words, rest: Words) -> Iterator[Words]:
    words = (_word("according", who[0]), _word("to", who[0]))
    if not any(token.quoted for token in who):
        yield (*words, *who, *rest)
        yield (*rest, *words, *who)


# ── when ─────────────────────────────────────────────────────────────────────────────────────────────────


def _time_moved(told: Words) -> Iterator[Words]:
    """`On Monday, the pool closed` as `The pool closed on Monday`, and the other way round; `On Monday, Stone said` as `Stone said on Monday`."""
    for length in range(2, 6):
        front, rest = told[:length], told[length:]
        if rest and is_when(front):
            for end in (*(n + 1 for n, token in enumerate(rest[:-1]) if "," in token.after), len(rest)):
                if _simple(rest[:end]):
                    yield (*rest[:end], *front, *rest[end:])
            verb = next((n for n, token in enumerate(rest) if token.word in FINITE), 0)
            if verb and rest[verb].word in REPORTS and not any(token.quoted or token.after for token in rest[:verb]):
                yield (*rest[: verb + 1], *front, *rest[verb + 1 :])
    for at in range(1, len(told) - 1):
        for length in range(2, 6):
            when, rest = told[at : at + length], told[at + length :]
            if len(when) == length and is_when(when) and _simple(told[:at]) and (not rest or "," in when[-1].after):
                yield (*when, *told[:at], *rest)


def _simple(words: Sequence[Token]) -> bool:
    """Whether a time means the same in front of these words and behind them: they are one clause with one verb, and nobody says it."""
    if any(token.quoted or token.negation or "," in token.after for token in words[:-1]) or any(
        t.word in _CROSSED for t in _without_plans(words)
    ):
        return False
    verbs = [
        n for n, t in enumerate(words) if (t.word in FINITE - SUBJECTS or participle(t.word)) and not (n and words[n - 1].word in FINITE)
    ]
    return len(verbs) == 1 and words[-1].negation is False


def _without_plans(words: Sequence[Token]) -> list[Token]:
    """Without the “to” of “are to begin” and “to 4%”, and what is no verb: “the suspect”."""
    figures = {n - 1 for n, token in enumerate(words) if token.number}
    plans = {n for n, token in enumerate(words) if token.word == "to" and (n in figures or (n and words[n - 1].word in _BE))}
    nouns = {n for n, token in enumerate(words) if token.word != "to" and n and words[n - 1].word in _ARTICLES}
    return [token for n, token in enumerate(words) if n not in plans | nouns]


# ── who did it ───────────────────────────────────────────────────────────────────────────────────────────


def _made_active(told: Words) -> Iterator[Words]:
    """`The man was held by police on Friday` as `Police held the man on Friday`, and `has been held by` as `has held`."""
    for n in range(2, len(told) - 2):
        verb, by = told[n], told[n + 1]
        if by.word != "by" or not (participle(verb.word) or verb.word in _DONE.values()) or verb.after or verb.quoted or by.quoted:
            continue
        been = told[n - 1].word == "been" and told[n - 2].word in _HAD
        whom, rest = told[: n - 2 if been else n - 1], told[n + 2 :]
        if not whom or not (been or told[n - 1].word in ("was", "were")):
            continue
        did = [(_word(had, verb), verb) for had in _HAD[told[n - 2].word]] if been else [(_word(_DID.get(verb.word, verb.word), verb),)]
        for length in range(1, min(_DOER_WORDS, len(rest)) + 1):
            if _somebody(rest[:length]):
                for verbs in did:
                    yield (*rest[:length], *verbs, *whom, *rest[length:])


def _made_passive(told: Words) -> Iterator[Words]:
    """`Police held the man on Friday` as `The man was held by police on Friday`."""
    for n in range(1, min(_DOER_WORDS + 1, len(told) - 1)):
        verb = told[n]
        if not (participle(verb.word) or verb.word in _DONE) or verb.after or verb.quoted or verb.word in REPORTS:
            continue
        had = n > 1 and told[n - 1].word in _HAD
        who, rest = told[: n - 1 if had else n], told[n + 1 :]
        if not _somebody(who):
            continue
        for length in range(1, min(_DOER_WORDS, len(rest)) + 1):
            for helpers in [(each, "been") for each in _HAD[told[n - 1].word]] if had else (("was",), ("were",)):
                yield (
                    *rest[:length],
                    *(_word(word, verb) for word in helpers),
                    _word(_DONE.get(verb.word, verb.word), verb),
                    _word("by", verb),
                    *who,
                    *rest[length:],
                )


def _somebody(words: Sequence[Token]) -> bool:
    """Whether words can be who did something: no figure (`by 12`), no time, no clause."""
    bad = any(token.number or token.negation or token.quoted or token.word in _CROSSED or token.word in FINITE for token in words)
    return not bad and not any(token.after for token in words[:-1]) and not participle(words[-1].word)
