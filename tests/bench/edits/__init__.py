"""What the gate says of an editor's hand: `python -m tests.bench.edits`.

Twelve invented days (`days/`) are rendered as briefings, and each script is changed as an editor would: `right.tsv` and `wrong.tsv` (day, what, words of the
script, what stands there instead), `own.tsv` (a sentence without a mark in front of the last story's words). `right_pairs.tsv` and `wrong_pairs.tsv` are a
source's sentence and what is told of it. A right edit that is an error is a false alarm; a wrong one of which nothing is said is missed.
"""
