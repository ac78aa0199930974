"""A script of the page with short names and without spaces, as it is sent; what people read is in `page/`."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["shortened"]

STRING = r"'[^']*'"
PATTERN = r"(?:(?<=[(=,&])|(?<=[(=,&] ))/(?:\\.|[^/\\\n])+/[a-z]*"
TOKEN = re.compile(rf"{STRING}|{PATTERN}|[A-Za-z_$][\w$]*|\.\.\.|=>|.", re.DOTALL)
NAME = re.compile(r"[A-Za-z_$][\w$]*")
LETTERS = "etnisoarcldphumgfkbvyxwzjqETNISOARCLDPHUMGFKBVYXWZJQ_$"
BEFORE_BLOCKS = frozenset({")", "=>", "else", "try", "", ";", "{", "}"})
KEYWORDS = frozenset(
    re.findall(r"\w+", "async await const do else false for function if in let new null of return true try")
)


def shortened(text: str) -> str:
    """The same program: names that it declares become short wherever they stand, all others stay.

    A word that is a key or stands behind a dot stays too. Names of one statement only are the same few letters in each.
    """
    words = [Word(*of) for of in _words(TOKEN.findall(_joined(text)))]
    used = Counter(word.text for word in words if word.is_name)
    own = {name for name in _declared("".join(word.text for word in words)) - KEYWORDS if len(name) > 1}
    statements = [*_statements(words)]
    shared = own & {name for statement in statements for name in _at_the_top(statement)}
    local = [[*dict.fromkeys(w.text for w in words if w.is_name and w.text in own - shared)] for words in statements]
    free = (name for name in _names() if name not in used and name not in KEYWORDS)
    letters = [next(free) for _ in range(max(map(len, local), default=0))]
    everywhere = dict(zip((name for name, _ in used.most_common() if name in shared), free, strict=False))
    short = [{**everywhere, **dict(zip(names, letters, strict=False))} for names in local]
    return "".join(word.sent(by) for by, words in zip(short, statements, strict=True) for word in words)


@dataclass(frozen=True, slots=True)
class Word:
    """A token, how many brackets are open around it, and whether it names a variable, in `{ name }` also a key."""

    text: str
    depth: int
    is_name: bool = False
    is_key: bool = False

    def sent(self, short: Mapping[str, str]) -> str:
        if not self.is_name or self.text not in short:
            return self.text
        return self.is_key * f"{self.text}:" + short[self.text]


def _words(tokens: Sequence[str]) -> Iterator[tuple[str, int, bool, bool]]:
    """Each token with its depth and what it is; a closing bracket counts as outside."""
    opened = [""]
    for before, text, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if text in {")", "]", "}"}:
            opened.pop()
        among = opened[-1] == "object" and before in {"{", ","}
        is_name = NAME.fullmatch(text) is not None and before != "." and not (among and after == ":")
        yield text, len(opened) - 1, is_name, among and after in {",", "}", "="}
        if text in {"(", "[", "{"}:
            opened.append("object" if text == "{" and before not in BEFORE_BLOCKS else text)


def _statements(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The program cut behind what ends a statement where no bracket is open."""
    found: list[Word] = []
    for word in words:
        found.append(word)
        if not word.depth and (word.text == ";" or (word.text == "}" and found[0].text == "function")):
            yield found
            found = []
    yield found


def _at_the_top(statement: Sequence[Word]) -> set[str]:
    """What a statement declares for the whole program."""
    text = "".join(word.text for word in statement if not word.depth)
    destructured = re.match(r"(?:const|let) ?\[([\w,]*)\]", "".join(word.text for word in statement))
    names = re.findall(r"\bfunction (\w+)", text)
    if re.match(r"(?:const|let)\b", text):
        names += re.findall(r"(?:\b(?:const|let) |,)(\w+)(?=[=,;])", text)
    return {*names, *NAME.findall(destructured[1] if destructured else "")}


def _joined(text: str) -> str:
    """The lines as one, without remarks and what no language needs; strings and patterns stay as they are."""
    lines = (line.strip() for line in text.split("\n"))
    pieces = re.split(f"({STRING}|{PATTERN})", "".join(line for line in lines if not line.startswith("//")))
    return "".join(_bare(piece) if at % 2 == 0 else piece for at, piece in enumerate(pieces))


def _bare(code: str) -> str:
    """Without the spaces around signs, the last separator before a bracket and the zero before a point."""
    code = re.sub(r" ?([=+*/%<>?:;,{}()[\]&|!-]) ?", r"\1", code)
    return re.sub(r"\b0(?=\.\d)", "", re.sub(r"[;,](?=[}\]])|,(?=\))", "", code))


def _declared(text: str) -> set[str]:
    """What follows `const` and `let`, and the parameters of functions."""
    kept = re.sub(STRING, "''", text)
    found = set(re.findall(r"\b(?:const|let|function) (\w+)", kept))
    for names in re.findall(r"\b(?:const|let) ?\[([\w,]*)\]=|\bfunction \w+\(([^)]*)\)|\(([\w,]*)\)=>|(\w+)=>", kept):
        found.update(NAME.findall(",".join(names)))
    return found | set(re.findall(r"[,;](\w+)=(?![=>])", kept))


def _names() -> Iterator[str]:
    for length in itertools.count(1):
        yield from map("".join, itertools.product(LETTERS, repeat=length))
