"""A script of the page with short names and without spaces, as it is sent; what people read is in `page/`."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

__all__ = ["shortened"]

STRING = r"'[^']*'"
PATTERN = r"(?<=[(=,])/(?:\\.|[^/\\\n])+/[a-z]*"
TOKEN = re.compile(rf"{STRING}|{PATTERN}|[A-Za-z_$][\w$]*|\.\.\.|.", re.DOTALL)
NAME = re.compile(r"[A-Za-z_$][\w$]*")
LETTERS = "etnisoarcldphumgfkbvyxwzjqETNISOARCLDPHUMGFKBVYXWZJQ_$"
KEYWORDS = frozenset(
    re.findall(r"\w+", "async await const do else false for function if in let new null of return true try")
)


def shortened(text: str) -> str:
    """The same program: names that it declares become short wherever they stand, all others stay.

    A name that also is a key or stands behind a dot is another's word perhaps, and stays too.
    """
    tokens = TOKEN.findall(_joined(text))
    counts = Counter(token for token in tokens if NAME.fullmatch(token))
    foreign = {after for before, after in itertools.pairwise(tokens) if before == "."} | _keys(tokens)
    own = _declared("".join(tokens)) - foreign - KEYWORDS
    free = (name for name in _names() if name not in counts and name not in KEYWORDS)
    short = {name: next(free) for name, _ in counts.most_common() if name in own and len(name) > 1}
    return "".join(short.get(token, token) for token in tokens)


def _joined(text: str) -> str:
    """The lines as one, without remarks and spaces that no language needs; strings stay as they are."""
    lines = (line.strip() for line in text.split("\n"))
    pieces = re.split(f"({STRING})", "".join(line for line in lines if not line.startswith("//")))
    return "".join(p if p.startswith("'") else re.sub(r" ?([=+*/<>?:;,{}()&|!-]) ?", r"\1", p) for p in pieces)


def _declared(text: str) -> set[str]:
    """What follows `const` and `let`, and the parameters of functions."""
    kept = re.sub(STRING, "''", text)
    found = set(re.findall(r"\b(?:const|let|function) (\w+)", kept))
    for names in re.findall(r"\b(?:const|let) ?\[([\w,]*)\]=|\bfunction \w+\(([^)]*)\)|\(([\w,]*)\)=>|(\w+)=>", kept):
        found.update(NAME.findall(",".join(names)))
    return found | set(re.findall(r"[,;](\w+)=(?![=>])", kept))


def _keys(tokens: list[str]) -> set[str]:
    threes = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return {name for before, name, after in threes if before in "{," and after == ":"}


def _names() -> Iterator[str]:
    for length in itertools.count(1):
        yield from map("".join, itertools.product(LETTERS, repeat=length))
