"""The proof of the on-air gate: good episodes pass, and each planted defect is found.

    python -m tests.bench.gate [--good N] [--seed S] [--json FILE]

Good episodes of varied making are built by the real command and looked at by the gate: an error is a false alarm. Then each defect of a list
is planted by program in a copy of a good episode, and the gate must find it by its name. A false alarm or a miss ends with 1.
"""
