"""`python -m tapeviz script.py`: the script runs as Python runs it, and says on stderr why a gradient is None."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAD = "from tapeviz import fallback as tf\nimport numpy as np\n"


def run(path: Path, *arguments: str, module: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(["-m", "tapeviz"] if module else []), path.name, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=path.parent)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "train.py"


def test_a_none_is_one_line_with_file_and_line(script: Path) -> None:
    script.write_text(
        HEAD
        + """
x, w = tf.Variable([1.0, 2.0]), tf.Variable(2.0)

def loss_of(values):
    return np.mean(values) * w

for step in range(3):
    with tf.GradientTape() as tape:
        loss = loss_of(x)
    print(tape.gradient(loss, [x, w])[0])
"""
    )

    done = run(script)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "None\nNone\nNone\n"
    assert done.stderr.splitlines() == [
        "tapeviz: d(loss)/d(x) None: the path left TensorFlow, train.py:7: np.mean(values) [left-tensorflow]"
    ]


def test_the_code_of_the_script_itself_is_followed(script: Path) -> None:
    script.write_text(
        HEAD
        + """
x, w = tf.Variable(1.0), tf.Variable(2.0)
with tf.GradientTape() as tape:
    y = x * w
    x = x + 1.0
tape.gradient(y, x)
with tf.GradientTape() as tape:
    y = w * w
    if float(y) < 0:
        y = y * x
tape.gradient(y, {'w': w, 'x': x})
with tf.GradientTape() as tape:
    h = w * w
y = h * 2.0
tape.gradient(y, w)
"""
    )

    done = run(script)

    assert [line.partition(" None: ")[2] for line in done.stderr.splitlines()] == [
        "replaced by a tensor, train.py:7: x = x + 1.0 [replaced-by-tensor]",
        "used only in code that did not run, train.py:11: float(y) < 0 [branch-not-taken]",
        "computed after the tape, train.py:16: h * 2.0 [before-tape]",
    ]


def test_what_a_script_sees_and_does_is_as_without(script: Path) -> None:
    (script.parent / "beside.py").write_text("NAME = __name__\n")
    script.write_text(
        '''"""What the script is."""
from __future__ import annotations
import sys, os, beside

def late(x: undefined) -> 3: ...

class Thing:
    """A thing."""
    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__}>"

print(sys.argv, __name__, __file__, __doc__, beside.NAME, late.__annotations__, Thing())
print(sorted(name for name in globals() if not name.startswith("__")))
print(sys.path[0] == os.path.dirname(os.path.abspath(__file__)), sys.modules["__main__"].late is late)
sys.exit(int(sys.argv[1]))
'''
    )

    plain, ours = run(script, "7", "--flag", module=False), run(script, "7", "--flag")

    assert ours.stdout == plain.stdout
    assert (ours.returncode, ours.stderr) == (plain.returncode, plain.stderr) == (7, "")


@pytest.mark.parametrize(
    "fault",
    [
        "def f(a):\n    return {}[a]\n\nf(\n    3)\n",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('no') from e\n",
        "def f(:\n",
        "raise KeyboardInterrupt\n",
        "import sys\nsys.exit('a word')\n",
        "raise SystemExit\n",
    ],
    ids=["a key", "a chain", "syntax", "interrupt", "exit with a word", "exit"],
)
def test_an_error_is_shown_as_python_shows_it(script: Path, fault: str) -> None:
    script.write_text(fault)

    plain, ours = run(script, module=False), run(script)

    wanted = plain.stderr.replace(str(script), script.name)
    assert ours.stderr.replace(str(script), script.name).strip() == wanted.strip()
    assert ours.returncode == plain.returncode or "KeyboardInterrupt" in fault


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    done = run(tmp_path / "missing.py")

    assert done.returncode == 2
    assert done.stderr == "tapeviz: cannot read missing.py: No such file or directory\n"
