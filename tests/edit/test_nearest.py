"""The two that are most alike, again and again: as if all pairs were counted each time."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.edit.nearest import Nearest

EIGHTHS = st.integers(0, 8).map(lambda n: n / 8)


@given(st.integers(2, 9).flatmap(lambda n: st.lists(st.lists(EIGHTHS, min_size=n, max_size=n), min_size=n, max_size=n)))
def test_it_is_what_counting_all_pairs_anew_finds(likeness: list[list[float]]) -> None:
    asked: list[tuple[int, int]] = []

    def alike(i: int, j: int) -> float:
        asked.append((i, j))
        return likeness[i][j]

    found = Nearest(len(likeness), alike)
    groups = {i: [i] for i in range(len(likeness))}
    while len(groups) > 1:
        means = [
            (sum(likeness[min(a, b)][max(a, b)] for a in groups[i] for b in groups[j]) / (len(groups[i]) * len(groups[j])), -i, -j)
            for i in groups
            for j in groups
            if i < j
        ]
        mean, i, j = max(means)
        assert found.nearest() == (mean, -i, -j)
        found.join(-i, -j)
        groups[-i] += groups.pop(-j)
    assert sorted(asked) == [(i, j) for i in range(len(likeness)) for j in range(i + 1, len(likeness))]
