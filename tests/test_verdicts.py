"""Whole cells whose way to the target runs through Python that the tool once misread: cause and expression."""

from __future__ import annotations

import pytest

from tests.engines.taping import tape

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = """
import array
import functools
import keras
import multiprocessing
import os
import pathlib
import sqlite3
import tempfile
folder = pathlib.Path(tempfile.mkdtemp())
path, other = folder / "kept.txt", folder / "other.txt"
other.write_text("0.5")
table = sqlite3.connect(":memory:")
table.execute("create table runs (value real)")
x = tf.Variable([1.0, 2.0, 3.0])
w = tf.Variable([3.0, 1.0, 2.0])
flag = True
state = tf.Variable([0.0, 0.0, 0.0])
class Fitted:
    def fit(self, a):
        self.kept = tf.stop_gradient(a) * 2.0
        return self
fitted = Fitted()
def by_x():
    return x * 2.0
def by_w():
    return w * 2.0
def plus(a, b):
    return a + b
def numbers_of_x():
    return x.numpy() * 2.0
def times(factor):
    def wrap(f):
        return lambda *given: factor * f(*given)
    return wrap
def adds(a):
    return lambda: a + 1.0
def logged(a):
    print(float(a.numpy()[0]))
    state.assign(a * 2.0)
    return state * 1.0
"""

VERDICTS = {
    "a method that returns its object": (
        "y = tf.reduce_sum(fitted.fit(x).kept)",
        ("stop-gradient", "fitted.fit(x)"),
    ),
    "what left in a helper is not what a library's call begins with": (
        "y = tf.reduce_sum(sum(logged(a) for a in [x, 0.5 * x]))",
        ("stateful-op", "logged(a)"),
    ),
    "a tensor beside numbers in a list has not left": (
        "first, *rest = [tf.tanh(x), 1, 2]\ny = tf.reduce_sum(w)",
        ("not-connected", "y = tf.reduce_sum(w)"),
    ),
    "a tensor beside numbers in a list leaves where the list is converted": (
        "parts = [x[0], 1.0]\ny = tf.reduce_sum(tf.constant(np.array(parts, 'float32')) * w[:2])",
        ("left-tensorflow", "np.array(parts, 'float32')"),
    ),
    "the other side of the test hands the same value on": (
        "part = x if flag else 2.0 * x\ny = tf.reduce_sum(w)",
        ("not-connected", "y = tf.reduce_sum(w)"),
    ),
    "the other side of the test hands another value on": (
        "part = w if flag else 2.0 * x\ny = tf.reduce_sum(part)",
        ("branch-not-taken", "flag"),
    ),
    "a list of functions of which a call chose another": (
        "y = tf.reduce_sum(tf.switch_case(tf.constant(1), [by_x, by_w]))",
        ("branch-not-taken", "tf.switch_case(tf.constant(1), [by_x, by_w])"),
    ),
    "a table of functions by its name and a keyword": (
        "table = {0: lambda: x * 2.0, 1: lambda: w * 2.0}\ny = tf.switch_case(tf.constant(1), branch_fns=table)[0]",
        ("branch-not-taken", "tf.switch_case(tf.constant(1), branch_fns=table)"),
    ),
    "pairs of a test and a function": (
        "y = tf.reduce_sum(tf.case([(w[0] > 5.0, lambda: x * 2.0)], default=by_w))",
        ("branch-not-taken", "tf.case([(w[0] > 5.0, lambda: x * 2.0)], default=by_w)"),
    ),
    "one function bound to several arguments": (
        "y = keras.ops.switch(1, [functools.partial(np.multiply, 2.0), functools.partial(plus, w)], w)[0]",
        (
            "not-connected",
            "y = keras.ops.switch(1, [functools.partial(np.multiply, 2.0), functools.partial(plus, w)], w)[0]",
        ),
    ),
    "one function bound to several arguments, one of them the source": (
        "y = keras.ops.switch(1, [functools.partial(plus, x), functools.partial(plus, w)], w)[0]",
        ("branch-not-taken", "keras.ops.switch(1, [functools.partial(plus, x), functools.partial(plus, w)], w)"),
    ),
    "closures that one function made": (
        "y = tf.reduce_sum(tf.switch_case(tf.constant(1), [adds(x), adds(w)]))",
        ("branch-not-taken", "tf.switch_case(tf.constant(1), [adds(x), adds(w)])"),
    ),
    "a closure that was called and its result left unused": (
        "z = tf.switch_case(tf.constant(1), [adds(w), adds(x)])\ny = tf.reduce_sum(w)",
        ("not-connected", "y = tf.reduce_sum(w)"),
    ),
    "functions that are counted": (
        "n = len([by_x, by_w])\nz = by_w()\ny = tf.reduce_sum(w)",
        ("not-connected", "y = tf.reduce_sum(w)"),
    ),
    "a Python function without inputs that reads the variable itself": (
        "y = tf.reduce_sum(tf.numpy_function(numbers_of_x, [], tf.float32) * w)",
        ("left-tensorflow", "tf.numpy_function(numbers_of_x, [], tf.float32)"),
    ),
    "a Python function that hands back several arrays": (
        "a, b = tf.numpy_function(lambda: (numbers_of_x(), w.numpy()), [], [tf.float32, tf.float32])\ny = a[0] + w[0]",
        ("left-tensorflow", "numbers_of_x()"),
    ),
    "a Python function that does not read what left elsewhere": (
        "z = float(x[0])\ny = tf.reduce_sum(tf.numpy_function(lambda a: 2.0 * a, [w], tf.float32))",
        ("not-connected", "y = tf.reduce_sum(tf.numpy_function(lambda a: 2.0 * a, [w], tf.float32))"),
    ),
    "a Python function as an op that uses another tensor than its input": (
        "y = tf.reduce_sum(tf.py_function(lambda a: a * x, [w], tf.float32))",
        ("left-tensorflow", "tf.py_function(lambda a: a * x, [w], tf.float32)"),
    ),
    "a Python function as an op that gives whole numbers": (
        "y = tf.reduce_sum(tf.cast(tf.py_function(lambda a: tf.cast(a, tf.int32), [x], tf.int32), tf.float32) * w)",
        ("integer-dtype", "tf.py_function(lambda a: tf.cast(a, tf.int32), [x], tf.int32)"),
    ),
    "a number in a decorator": (
        "@times(float(x[0]))\ndef f(a):\n    return a * 2.0\ny = tf.reduce_sum(f(w))",
        ("left-tensorflow", "float(x[0])"),
    ),
    "an array of C numbers takes the number out of a tensor": (
        "kept = array.array('f')\nkept.append(x[0])\nkept.append(2.0)\ny = tf.reduce_sum(tf.constant(kept) * w[:2])",
        ("left-tensorflow", "kept.append(x[0])"),
    ),
    "a number that a layer was made with": (
        "layer = keras.layers.Rescaling(scale=float(x[1]))\ny = tf.reduce_sum(layer(w))",
        ("left-tensorflow", "float(x[1])"),
    ),
    "a number that a layer was made with, inside a model": (
        "model = keras.Sequential([keras.layers.Rescaling(float(x[1]))])\ny = tf.reduce_sum(model(w[None]))",
        ("left-tensorflow", "float(x[1])"),
    ),
    "a number that another layer was made with": (
        "a, b = keras.layers.Rescaling(float(x[1])), keras.layers.Rescaling(5.0)\nz = a(w)\ny = tf.reduce_sum(b(w))",
        ("not-connected", "y = tf.reduce_sum(b(w))"),
    ),
    "a number that went unseen into what a layer computes": (
        "layer = keras.layers.LeakyReLU(float(x[1]))\ny = tf.reduce_sum(layer(-w))",
        ("unknown", ""),
    ),
    "numbers that a new layer begins with": (
        (
            "start = keras.initializers.Constant(x.numpy())\nlayer = keras.layers.Dense(3, kernel_initializer=start)\n"
            "y = tf.reduce_sum(layer(tf.ones([1, 1])))"
        ),
        ("left-tensorflow", "x.numpy()"),
    ),
    "a file that is written and read": (
        (
            "with open(path, 'w') as out:\n    out.write(f'{float(x[1]):.3f}')\n"
            "with open(path) as back:\n    y = tf.reduce_sum(w * float(back.read()))"
        ),
        ("left-tensorflow", "float(x[1])"),
    ),
    "a file that is written, and another that is read": (
        "path.write_text(str(float(x[1])))\nk = float(other.read_text())\ny = tf.reduce_sum(w * k)",
        ("not-connected", "y = tf.reduce_sum(w * k)"),
    ),
    "the other end of a pipe": (
        "a, b = multiprocessing.Pipe()\na.send(float(x[1]))\ny = tf.reduce_sum(w * b.recv())",
        ("unknown", ""),
    ),
    "random numbers after something was written": (
        "path.write_text(str(float(x[1])))\ny = tf.reduce_sum(w * np.random.default_rng(1).normal())",
        ("not-connected", "y = tf.reduce_sum(w * np.random.default_rng(1).normal())"),
    ),
    "a file of arrays": (
        "np.save(str(path) + '.npy', x.numpy())\ny = tf.reduce_sum(w * np.load(str(path) + '.npy'))",
        ("left-tensorflow", "x.numpy()"),
    ),
    "a file of TensorFlow's": (
        (
            "tf.io.write_file(str(path), tf.io.serialize_tensor(x))\n"
            "y = tf.reduce_sum(tf.io.parse_tensor(tf.io.read_file(str(path)), tf.float32) * w)"
        ),
        ("stateful-op", "tf.io.write_file(str(path), tf.io.serialize_tensor(x))"),
    ),
    "the environment": (
        "os.environ['TAPEVIZ_RATE'] = str(float(x[1]))\ny = tf.reduce_sum(w * float(os.environ['TAPEVIZ_RATE']))",
        ("left-tensorflow", "float(x[1])"),
    ),
    "a database": (
        (
            "table.execute('insert into runs values (?)', (float(x[1]),))\n"
            "(k,) = table.execute('select avg(value) from runs').fetchone()\ny = tf.reduce_sum(w * k)"
        ),
        ("left-tensorflow", "float(x[1])"),
    ),
    "iterating the numbers of a tensor offers no tensor": (
        "seen = {name: float(e) for name, e in zip('abc', x.numpy())}\ny = tf.reduce_sum(w)",
        ("not-connected", "y = tf.reduce_sum(w)"),
    ),
    "a loop that was left before the source's turn": (
        "y = 0.0\nfor part in [w, x]:\n    y += tf.reduce_sum(part)\n    if flag:\n        break",
        ("branch-not-taken", "flag"),
    ),
    "a lambda that autograph copies takes a value by the buffer and makes no op": (
        "rows = tf.map_fn(lambda r: tf.constant(np.asarray(r)), tf.stack([x, 0.5 * x]))\ny = tf.reduce_sum(rows)",
        ("left-tensorflow", "np.asarray(r)"),
    ),
    "`map` computes nothing itself: what it is given does": (
        "y = tf.reduce_sum(sum(map(lambda a: tf.round(a), [x, 0.5 * x])))",
        ("not-differentiable", "tf.round(a)"),
    ),
    "`map` lets numbers out when they are taken from it": (
        "y = tf.constant(sum(map(float, [x[0], x[1]])))",
        ("left-tensorflow", "map(float, [x[0], x[1]])"),
    ),
    "a function that `map` calls says itself where it left": (
        "y = tf.constant(sum(map(lambda a: float(a), [x[0], x[1]])))",
        ("left-tensorflow", "float(a)"),
    ),
    "the greatest of several numbers was computed from all of them": (
        "y = tf.constant(max(float(x[0]), float(w[0])))",
        ("left-tensorflow", "float(x[0])"),
    ),
    "a callback's answer is in what the call that asked it gives": (
        """
cost = [float(x[0]), float(w[0])]
place = min(range(2), key=lambda k: cost[k])
y = tf.reduce_sum(tf.gather(w, [place]))""",
        ("left-tensorflow", "float(x[0])"),
    ),
    "NumPy takes a value that it is given to write": (
        "import io\nf = io.BytesIO()\nnp.save(f, tf.sin(x))\nf.seek(0)\ny = tf.reduce_sum(np.load(f) * w)",
        ("left-tensorflow", "np.save(f, tf.sin(x))"),
    ),
    "a message holds a copy": (
        "y = tf.reduce_sum(tf.make_ndarray(tf.make_tensor_proto(x)) * w)",
        ("left-tensorflow", "tf.make_tensor_proto(x)"),
    ),
    "what a `with` swallowed kept the rest of its block from running": (
        """
import contextlib
y = tf.reduce_sum(w)
with contextlib.suppress(ValueError):
    n = int('auto')
    y += tf.reduce_sum(x)""",
        ("branch-not-taken", "n = int('auto')"),
    ),
    "a generator that was left early": (
        """
def scales():
    yield tf.reduce_sum(w)
    yield tf.reduce_sum(x)
for y in scales():
    if y > 0.0:
        break""",
        ("branch-not-taken", "y > 0.0"),
    ),
    "a generator that was asked once": (
        """
def scales():
    yield tf.reduce_sum(w)
    yield tf.reduce_sum(x)
y = next(scales())""",
        ("branch-not-taken", "scales()"),
    ),
    "a constant in code that autograph copies is no value that left": (
        """
def double(a):
    b = tf.stop_gradient(
        a)
    return b * 2.0 + 1.0
y = tf.reduce_sum(tf.map_fn(double, x))""",
        ("stop-gradient", "tf.stop_gradient(\n        a)"),
    ),
    "a helper of a function that autograph copies leaves where the cell calls it": (
        """
def squared(a):
    return np.square(a)
def half(a):
    return 0.5 * squared(a)
y = tf.reduce_sum(tf.map_fn(half, x))""",
        ("left-tensorflow", "np.square(a)"),
    ),
    "tensors in a tuple are no data of Python's, whose constants the library makes": (
        """
def rounded(parts):
    a, b = parts
    return tf.round(a * 10.0) * b[0]
y = tf.reduce_sum(tf.map_fn(rounded, (x, tf.stack([w, w, w])), fn_output_signature=tf.float32))""",
        ("not-differentiable", "tf.round(a * 10.0)"),
    ),
    "nor are they in a dictionary": (
        """
def cut(parts):
    return tf.stop_gradient(parts["a"]) * tf.exp(-0.5 * parts["b"] ** 2)
y = tf.reduce_sum(tf.map_fn(cut, {"a": x, "b": w}, fn_output_signature=tf.float32))""",
        ("stop-gradient", 'tf.stop_gradient(parts["a"])'),
    ),
    "and one of them that leaves in the function does so there": (
        """
def half(parts):
    a, b = parts
    return b * float(a.numpy())
y = tf.reduce_sum(tf.map_fn(half, (x, w), fn_output_signature=tf.float32))""",
        ("left-tensorflow", "a.numpy()"),
    ),
    "what another tape watched is not in the derivatives of what does not use it": (
        """
with tf.GradientTape(persistent=True) as inner:
    a, b = w[None] ** 2, x[None] ** 2
    inner.watch([a, b])
    c, d = a ** 2, b ** 2
slope, other = inner.batch_jacobian(c, a), inner.batch_jacobian(d, b)
y = tf.reduce_sum(slope ** 2)""",
        ("not-connected", "y = tf.reduce_sum(slope ** 2)"),
    ),
    "a loop in a graph that keeps its list from the gradient": (
        """
@tf.function
def squares(a):
    return tf.map_fn(lambda e: e * e, a, back_prop=False)
y = tf.reduce_sum(squares(x))""",
        ("stop-gradient", "return tf.map_fn(lambda e: e * e, a, back_prop=False)"),
    ),
    "the expression, not its statement, inside a traced function": (
        """
@tf.function
def best(a):
    if tf.reduce_sum(a) > 0.0:
        place = tf.add(
            tf.constant(1.0),
            tf.cast(tf.argmax(a, axis=0), tf.float32))
    else:
        place = tf.constant(0.0)
    return place
y = best(x)""",
        ("not-differentiable", "tf.argmax(a, axis=0)"),
    ),
    "of two that read alike in a traced function the one that was on the way": (
        """
@tf.function
def total(a, b):
    return tf.reduce_sum(tf.round(a) * 0.0 + b
                         + tf.stop_gradient(a) + tf.stop_gradient(a))
y = total(w * 1.0, tf.sign(tf.stop_gradient(
    x)))""",
        ("stop-gradient", "tf.stop_gradient(\n    x)"),
    ),
    "what `tf.init_scope` lifts off the tape": (
        "with tf.init_scope():\n    half = 0.5 * x\ny = tf.reduce_sum(half)",
        ("recording-stopped", "0.5 * x"),
    ),
    "a variable made by a function is written off the tape": (
        "v = tf.Variable(lambda: 2.0 * x)\ny = tf.reduce_sum(v)",
        ("stateful-op", "tf.Variable(lambda: 2.0 * x)"),
    ),
    "a branch that a helper of a traced function leaves out": (
        """
def helper(a):
    return a * 2.0 if flag else a * x
@tf.function
def block(a):
    return helper(a) + 0.0
y = tf.reduce_sum(block(w))""",
        ("branch-not-taken", "flag"),
    ),
    "a branch that a traced method leaves out": (
        """
class Block(tf.Module):
    @tf.function
    def run(self, a):
        if flag:
            return a * 2.0
        return a * x
y = tf.reduce_sum(Block().run(w))""",
        ("branch-not-taken", "flag"),
    ),
    "a function that ran only while a model was built": (
        """
class Inner(keras.layers.Layer):
    def call(self, a):
        return tf.cond(tf.constant(False), lambda: a * x, lambda: a * 2.0)
class Outer(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = Inner()
    def call(self, a):
        return self.inner(a)
y = tf.reduce_sum(Outer()(w))""",
        ("branch-not-taken", "tf.cond(tf.constant(False), lambda: a * x, lambda: a * 2.0)"),
    ),
    "a name that was bound further down was another object in the code that did not run": (
        """
part = x * 2.0
try:
    x = part * 0.5
except ValueError:
    x = x * w
x = tf.tanh(x)
y = tf.reduce_sum(w)""",
        ("not-connected", "y = tf.reduce_sum(w)"),
    ),
    "what a helper's slices are made of does not come from the call around it": (
        "y = functools.reduce(lambda t, h: t + tf.reduce_sum((np.mean(h) * w)[None, :][0]), [x, 0.5 * x], 0.0)",
        ("left-tensorflow", "np.mean(h)"),
    ),
    "a write inside a branch of a traced function": (
        """
@tf.function
def block(a):
    if tf.reduce_sum(a) > -1e6:
        state.assign(0.5 * state + a)
        b = tf.tanh(state)
    else:
        b = a
    return b * 1.0
y = tf.reduce_sum(block(tf.stop_gradient(x)))""",
        ("stop-gradient", "tf.stop_gradient(x)"),
    ),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_cause_and_expression(name: str) -> None:
    cell, wanted = VERDICTS[name]
    found = tape(cell, "y wrt x", setup=SETUP)

    assert (found.cause, found.code) == wanted


def test_a_line_in_a_loop_is_told_once() -> None:
    cell = "i, y = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.floor(a) * 1.5), [0, x[0]])"
    found = tape(cell, "y wrt x", setup=SETUP)

    assert (found.cause, found.code, found.diagnosis.also) == ("not-differentiable", "tf.floor(a)", ())


HIDDEN = """
import contextlib
x, w = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.3])
class Box:
    def __init__(self, raw):
        self.raw = raw
        self.total = 0.0
    def __iter__(self):
        return iter(self.raw.numpy())
    def __contains__(self, value):
        self.kept = float(self.raw[0]) * value
        return True
    def __bool__(self):
        self.kept = self.raw.numpy()
        return True
    def __format__(self, spec):
        return format(float(self.raw[1]), spec)
    def __setitem__(self, key, value):
        self.kept = value.numpy()
    def __getitem__(self, key):
        return self.raw.numpy()[key]
    def __rmul__(self, other):
        return other * float(self.raw[0])
    def __iadd__(self, value):
        self.total += value.numpy()
        return self
    def __enter__(self):
        return 1.0 / float(self.raw[0])
    def __exit__(self, *error):
        self.kept = self.raw.numpy()
    @property
    def scale(self):
        return self.raw.numpy()
    @scale.setter
    def scale(self, value):
        self.kept = float(value[0])
box, plain = Box(x), Box(1.0)
def feed(raw):
    yield 1.0
    yield np.asarray(raw)
def added(a, b):
    return a + b
"""
BY_ITSELF = {  # the cell, the expression of the cell at which Python ran the code that left TensorFlow
    "a loop over a generator": ("y = 0.0\nfor a in feed(x):\n    y += tf.reduce_sum(a * w)", "feed(x)"),
    "a generator begun before": ("g = feed(x)\nnext(g)\ny = 0.0\nfor a in g:\n    y += tf.reduce_sum(a * w)", "g"),
    "a comprehension": ("y = tf.add_n([\n    tf.reduce_sum(a * w)\n    for a in feed(x)\n])", "feed(x)"),
    "a property": ("y = tf.reduce_sum(\n    w\n    * box.scale\n)", "box.scale"),
    "a setter": ("plain.scale = x * 2.0\ny = tf.reduce_sum(plain.kept * w)", "plain.scale"),
    "an item": ("y = tf.reduce_sum(\n    w\n    * box[0]\n)", "box[0]"),
    "an item that is set": ("plain['k'] = x * 2.0\ny = tf.reduce_sum(plain.kept * w)", "plain['k']"),
    "an operator": ("y = tf.reduce_sum(\n    w * (\n    0.5 * box)\n)", "0.5 * box"),
    "an operator in place": (
        "for a in (x, x * 2.0):\n    plain += a\ny = tf.reduce_sum(plain.total * w)",
        "plain += a",
    ),
    "a membership test": ("found = (\n    2.0 in box\n)\ny = tf.reduce_sum(box.kept * w)", "2.0 in box"),
    "a truth": ("if (\n    box\n):\n    found = 1\ny = tf.reduce_sum(box.kept * w)", "box"),
    "a formatted value": ("text = (\n    f'{box:.3f}'\n)\ny = tf.reduce_sum(float(text) * w)", "box"),
    "what a with gives": ("with box as b:\n    pass\ny = tf.reduce_sum(b * w)", "box"),
    "the end of a with": ("with box:\n    pass\ny = tf.reduce_sum(box.kept * w)", "box"),
    "arguments from an object": ("y = tf.reduce_sum(added(*box) * w)", "added(*box)"),
    "a list from an object": ("parts = [\n    0.5,\n    *box,\n]\ny = tf.reduce_sum(parts[1] * w)", "box"),
    "names from an object": ("one, *rest = box\ny = tf.reduce_sum(one * w)", "box"),
}


@pytest.mark.parametrize("name", BY_ITSELF)
def test_code_that_python_runs_by_itself(name: str) -> None:
    cell, wanted = BY_ITSELF[name]
    found = tape(cell, "y wrt x", setup=HIDDEN)

    assert (found.cause, found.code) == ("left-tensorflow", wanted)
    assert [span.scope for span in found.diagnosis.frames]  # the code itself, outside the cell


def test_arguments_from_an_object_beside_what_left() -> None:
    found = tape("print(float(x[0]))\ny = tf.reduce_sum(added(*plain_pair) * w)", "y wrt x", setup=PLAIN_PAIR)

    assert found.cause == "not-connected"


BESIDE = {  # a number left TensorFlow, and another one is used
    "what a with gives": "with plain_pair as b:\n    pass\ny = tf.reduce_sum(b * w)",
    "a property": "y = tf.reduce_sum(plain_pair.rate * w)",
    "another item": "t = {'a': 0.0, 'b': 0.0}\nt['a'] += float(x[0])\nt['b'] += 1.0\ny = tf.reduce_sum(t['b'] * w)",
    "an item set anew": "t = {'a': 0.0}\nt['a'] += float(x[0])\nt['a'] = 1.0\ny = tf.reduce_sum(t['a'] * w)",
    "a field set anew": "plain.total += float(x[0])\nplain.total = 1.0\ny = tf.reduce_sum(plain.total * w)",
}


@pytest.mark.parametrize("name", BESIDE)
def test_another_number_beside_what_left(name: str) -> None:
    assert tape(BESIDE[name], "y wrt x", setup=PLAIN_PAIR).cause == "not-connected"


PLAIN_PAIR = f"""{HIDDEN}
seen = []
class Pair:
    def __iter__(self):
        return iter([1.5, 2.5])
    def __enter__(self):
        seen.append(float(x[0]))
        return 4.0
    def __exit__(self, *error):
        return False
    @property
    def rate(self):
        seen.append(float(x[0]))
        return 4.0
plain_pair = Pair()
"""


@pytest.mark.parametrize("target", ["plain.total", "table['t']"])
def test_a_number_added_to_a_field(target: str) -> None:
    cell = f"table = {{'t': 0.0}}\nfor k in range(2):\n    {target} += float(x[k])\ny = tf.reduce_sum({target} * w)"
    found = tape(cell, "y wrt x", setup=HIDDEN)

    assert (found.cause, found.code) == ("left-tensorflow", "float(x[k])")


REBOUND = {  # the source, the statement before, the statement to blame
    "an entry, by a loop's index": ("parts[0]", "for k in range(2):\n    ", "parts[k] = parts[k] * 0.9"),
    "the whole list": ("parts[0]", "", "parts = [part * 0.9 for part in parts]"),
    "a slice": ("parts[0]", "", "parts[:] = [part * 0.9 for part in parts]"),
    "an update": ("table['w']", "", "table.update(w=table['w'] * 0.9)"),
    "a tuple": ("pair.w", "", "pair = pair._replace(w=pair.w * 0.9)"),
    "an attribute": ("held.w", "", "setattr(held, 'w', held.w * 0.9)"),
    "a method": ("held.w", "", "held.shrink()"),
}
CONTAINERS = """
import collections
a, b = tf.Variable(2.0), tf.Variable(3.0)
parts, table, pair = [a, b], {"w": a}, collections.namedtuple("Pair", "w")(a)
class Held:
    w = a
    def shrink(self):
        self.w = self.w * 0.9
held = Held()
"""


@pytest.mark.parametrize("name", REBOUND)
def test_what_a_path_leads_to_became_a_tensor(name: str) -> None:
    source, before, blamed = REBOUND[name]
    found = tape(f"y = a ** 2\n{before}{blamed}", f"y wrt {source}", setup=CONTAINERS)

    assert (found.cause, found.code) == ("replaced-by-tensor", blamed)


def test_an_entry_of_a_list_that_the_cell_made() -> None:
    cell = "mine = [a, b]\ny = mine[0] * 2.0\nfor k in range(2):\n    mine[k] = mine[k] * 0.9"
    found = tape(cell, "y wrt mine[0]", setup=CONTAINERS)

    assert (found.cause, found.code) == ("replaced-by-tensor", "mine[k] = mine[k] * 0.9")


def test_an_entry_that_another_one_replaced_but_that_was_not_used() -> None:
    found = tape("y = a ** 2\nparts[1] = parts[1] * 0.9", "y wrt parts[1]", setup=CONTAINERS)

    assert found.cause == "not-connected"
