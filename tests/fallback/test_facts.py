"""What TensorFlow 2.21 said to one call each: dtypes and values, kinds of errors and their messages, on both engines.

The files of `facts/` were written by running their programs on TensorFlow; `before` is run before each program.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fallback.families import leaves
from tests.fallback.rows import check_raises, run

READ = {path.stem: json.loads(path.read_text()) for path in sorted((Path(__file__).parent / "facts").glob("*.json"))}
FACTS = {name: facts for name, facts in READ.items() if "before" in facts}  # other files have other tests


def rows(kind: str) -> list[Any]:
    return [
        pytest.param(f"{facts['before']}\n{row[0]}", *row[1:], id=f"{name}-{number}-{row[0][:50]}")
        for name, facts in FACTS.items()
        for number, row in enumerate(facts[kind])
    ]


@pytest.mark.parametrize(("program", "kind", "message"), rows("errors"))
def test_what_is_refused(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)


@pytest.mark.parametrize(("program", "dtypes", "values"), rows("values"))
def test_what_is_given(tf: Any, program: str, dtypes: list[str], values: list[Any]) -> None:
    results = [np.asarray(leaf) for leaf in leaves(run(tf, program))]
    assert [str(result.dtype) for result in results] == dtypes
    for result, value in zip(results, values, strict=True):
        assert result.shape == np.shape(value) or result.size == np.size(value) == 0
        np.testing.assert_allclose(result.ravel(), np.ravel(value), rtol=1e-5, atol=1e-6)
