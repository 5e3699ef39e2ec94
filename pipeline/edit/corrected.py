"""What the text itself says was wrong goes, and so do the words that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.edit.by_words import corrects
from pipeline.edit.gone import Overtaken
from pipeline.edit.pieces import Piece
from pipeline.edit.said import Said
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.words import stem, words

HALF = 0.5
"""The share of an earlier sentence's words that the correction has, from which it takes that back."""
_DENIED = regex(r"\b(?:not|never)\b((?: \w+){1,2})")
_OWN_WORDS = regex(
    r"^(?:Correction: |Clarification: )?(?:[Aa]n|[Oo]ur|[Ii]n an|[Tt]he) (?:earlier|previous) (?:post|update|entry|version)\b"
    r"|^We (?:earlier|previously) (?:reported|said)\b"
)


def corrected(updates: Sequence[Update], found: Overtaken) -> None:
    """Let go what the text itself says was wrong, and the words that say so."""
    for place, update in enumerate(updates):
        text = update.paragraphs[0].text
        if not corrects(update) and not _OWN_WORDS.search(text):
            continue
        right = Said.of(update, " ".join(p.text for p in update.paragraphs))
        denied = {stem(word) for match in _DENIED.finditer(right.text) for word in words(match[1])}
        shares: Counter[int] = Counter()
        sentences: dict[int, list[Piece]] = {}
        for n, earlier in enumerate(updates[:place]):
            for piece in found.pieces[earlier.id]:
                said = Said.of(earlier, piece.text)
                share = len(said.words & right.words) / len(said.words) if said.words and not piece.quote else 0.0
                shared = len(said.words & right.words)
                if (share >= HALF and shared > 2) or (shared > 1 and denied & said.words and not piece.quote):
                    shares[n] = max(shares[n], round(share * 100))
                    sentences.setdefault(n, []).append(piece)
        if not shares:
            continue
        nearest = max(shares, key=lambda n: (shares[n], n))
        found.drop(sentences[nearest], f"corrected by {update.paragraphs[0].source}")
        own = found.pieces[update.id]
        told = [piece for piece in own if not _OWN_WORDS.search(piece.text)]
        if told and len(told) < len(own):
            found.reasons[own[0].source] = "corrects what is not told"
            found.pieces[update.id] = told
