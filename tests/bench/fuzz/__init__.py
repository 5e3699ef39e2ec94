"""Hostile input for every reader of foreign bytes: `python -m tests.bench.fuzz [--count N] [--seconds S] [--target NAME …] [--workers N]`.

Each input must give a value or an `EpisodeError`, in less than 5 seconds of the processor and 500 MB of memory; what was read as a
briefing must then be edited, rendered, read back and told as well. Anything else is a finding: it is made small, written to a file with
what happened, printed, and the exit code is 1. `--engine atheris` lets coverage guide (dependency group `fuzz`).
"""
