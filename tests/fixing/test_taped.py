"""What a taped cell keeps for a run of it: the names that the cell reads before it has assigned them."""

from __future__ import annotations

import pytest

from tapeviz.fixing.taped import names_used_first


@pytest.mark.parametrize(
    ("cell", "used"),
    [
        ("y = x * x", {"x"}),
        ("x = 1\ny = x", set()),
        ("x = x + 1", {"x"}),
        ("x += 1", {"x"}),
        ("for k in range(2):\n    t = k\n    y = t", {"range"}),
        ("for k in v:\n    y = w\n    w = k", {"v", "w"}),
        ("if a:\n    b = 1\ny = b", {"a", "b"}),
        ("with g as q:\n    z = q", {"g"}),
        ("try:\n    a = c\nexcept E:\n    c = d", {"c", "E", "d"}),
        ("def f():\n    return w\nw = 1", {"w"}),
        ("%matplotlib inline\ny = x", set()),
    ],
)
def test_names_used_first(cell: str, used: set[str]) -> None:
    assert names_used_first(f"%%tape y wrt x\n{cell}\n") == used
