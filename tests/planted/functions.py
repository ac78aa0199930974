"""The sorts of functions that may hold a run of steps: helpers, methods, closures, layers, compiled functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tests.planted.surroundings import Site

__all__ = ["FUNCTIONS", "Function"]

Call = Callable[[str], str]


@dataclass(frozen=True)
class Function:
    """`write` gives the definition, with the argument named by its second parameter, and how to call it.

    `fills_in_zeros`: where the gradient is None inside, TensorFlow hands on zeros, so that nothing is cut.
    """

    name: str
    write: Callable[[Site, str], tuple[list[str], Call]]
    needs: Literal["", "graph", "expression", "layer", "while"] = ""
    weight: float = 1.0
    repeats: bool = False
    fills_in_zeros: bool = False


def _indent(lines: list[str], by: int = 4) -> list[str]:
    return [" " * by + line if line else line for line in lines]


def _tensor(site: Site) -> str:
    """The result `b` of a body, as what leaves a function: a tensor."""
    return "tf.convert_to_tensor(b)" if site.gives_array else "b"


def _body(site: Site, argument: str) -> list[str]:
    """The statements and the return."""
    return [*site.write(argument, "b"), f"return {_tensor(site)}"]


def _call(name: str) -> Call:
    return lambda x: f"{name}({x})"


def _plain(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    return [f"def {name}(a):", *_indent(_body(site, a)), ""], _call(name)


def _typed(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    text = '"""What this step does."""'
    return [f"def {name}(a, factor=1.0, *, verbose=False):", *_indent([text, *_body(site, a)]), ""], _call(name)


def _two_deep(site: Site, a: str) -> tuple[list[str], Call]:
    inner, outer = site.fresh("f"), site.fresh("f")
    lines = [f"def {inner}(a):", *_indent(_body(site, a)), ""]
    return [*lines, f"def {outer}(values):", f"    return {inner}(values)", ""], _call(outer)


def _lambda(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    [line] = site.write(a, "b")
    return [f"{name} = lambda a: {line.removeprefix('b = ')}"], _call(name)


def _closure(site: Site, a: str) -> tuple[list[str], Call]:
    name, maker = site.fresh("f"), site.fresh("f")
    inner = ["def apply(a):", *_indent(_body(site, a))]
    return [f"def make_{maker}():", *_indent([*inner, "return apply"]), "", f"{name} = make_{maker}()"], _call(name)


def _decorated(site: Site, a: str) -> tuple[list[str], Call]:
    name, wrapper = site.fresh("f"), site.fresh("f")
    lines = [
        f"def {wrapper}(function):",
        "    @functools.wraps(function)",
        "    def wrapped(*args):",
        "        return function(*args)",
        "    return wrapped",
        "",
        f"@{wrapper}",
        f"def {name}(a):",
        *_indent(_body(site, a)),
        "",
    ]
    return lines, _call(name)


def _generator(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    body = _body(site, a)
    body[-1] = body[-1].replace("return ", "yield ", 1)
    return [f"def {name}(a):", *_indent(body), ""], lambda x: f"next({name}({x}))"


def _recursive(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    inside = [*site.write(a, "b"), f"return {name}({_tensor(site)}, depth - 1)"]
    lines = [f"def {name}(a, depth=1):", "    if depth < 0:", "        return a", *_indent(inside), ""]
    return lines, _call(name)


def _chosen_by_name(site: Site, a: str) -> tuple[list[str], Call]:
    name, stages = site.fresh("f"), site.fresh("c")
    lines = [f"def {name}(a):", *_indent(_body(site, a)), ""]
    return [*lines, f"{stages} = {{'same': tf.identity, 'main': {name}}}"], lambda x: f"{stages}['main']({x})"


def _partial(site: Site, a: str) -> tuple[list[str], Call]:
    name, bound = site.fresh("f"), site.fresh("f")
    lines = [f"def {name}(first, a):", *_indent(_body(site, a)), ""]
    return [*lines, f"{bound} = functools.partial({name}, 2.0)"], lambda x: f"{bound}(a={x})"


def _method(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    lines = [f"class {name.title()}:", "    def run(self, a):", *_indent(_body(site, a), 8), ""]
    return [*lines, f"{name} = {name.title()}()"], lambda x: f"{name}.run({x})"


def _two_methods(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    lines = [f"class {name.title()}:", "    @staticmethod", "    def inner(a):", *_indent(_body(site, a), 8)]
    lines += ["    def __call__(self, values):", "        return self.inner(values)", ""]
    return [*lines, f"{name} = {name.title()}()"], _call(name)


def _kept_on_self(site: Site, a: str) -> tuple[list[str], Call]:
    """One method computes and keeps, another one gives it back."""
    name = site.fresh("f")
    lines = [f"class {name.title()}:", "    def fit(self, a):", *_indent(site.write(a, "b"), 8)]
    lines += [f"        self.kept = {_tensor(site)}", "        return self", ""]
    lines += ["    def result(self):", "        return 1.0 * self.kept", "", f"{name} = {name.title()}()"]
    return lines, lambda x: f"{name}.fit({x}).result()"


def _module(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    lines = [f"class {name.title()}(tf.Module):", "    def __call__(self, a):", *_indent(_body(site, a), 8), ""]
    return [*lines, f"{name} = {name.title()}()"], _call(name)


def _layer(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    base = site.rng.choice(["keras.layers.Layer", "keras.Model"])
    lines = [f"class {name.title()}({base}):", "    def call(self, a):", *_indent(_body(site, a), 8), ""]
    return [*lines, f"{name} = {name.title()}()"], _call(name)


def _lambda_layer(site: Site, a: str) -> tuple[list[str], Call]:
    name, model = site.fresh("f"), site.fresh("l")
    lines = [
        f"def {name}(batch):",
        "    a = batch[0]",
        *_indent(site.write(a, "b")),
        f"    return {_tensor(site)}[None, :]",
        "",
    ]
    layer = f"keras.layers.Lambda({name}, output_shape=(3,))"
    return [*lines, f"{model} = keras.Sequential([{layer}])"], lambda x: f"{model}(tf.reshape({x}, [1, 3]))[0]"


def _model_with_layer(site: Site, a: str) -> tuple[list[str], Call]:
    """A subclassed model that holds the layer that holds the steps."""
    name = site.fresh("f")
    inner, outer = name.title() + "Layer", name.title() + "Model"
    lines = [f"class {inner}(keras.layers.Layer):", "    def call(self, a):", *_indent(_body(site, a), 8), ""]
    lines += [f"class {outer}(keras.Model):", "    def __init__(self):", "        super().__init__()"]
    lines += [
        f"        self.inner = {inner}()",
        "",
        "    def call(self, values):",
        "        return self.inner(values)",
        "",
    ]
    return [*lines, f"{name} = {outer}()"], _call(name)


def _compiled(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    return ["@tf.function", f"def {name}(a):", *_indent(_body(site, a)), ""], _call(name)


def _compiled_loop(site: Site, a: str) -> tuple[list[str], Call]:
    """A loop that AutoGraph turns into a while op."""
    name = site.fresh("f")
    lines = ["@tf.function", f"def {name}(a):", f"    b = 1.0 * {a}", "    for _ in tf.range(2):"]
    return [*lines, *_indent(site.write("b", "b"), 8), "    return b", ""], _call(name)


def _compiled_branch(site: Site, a: str) -> tuple[list[str], Call]:
    """A branch that AutoGraph turns into a conditional op."""
    name = site.fresh("f")
    lines = [
        "@tf.function",
        f"def {name}(a):",
        "    if tf.cast(tf.reduce_sum(a), tf.float32) > -1e6:",
        *_indent(site.write(a, "b"), 8),
    ]
    return [*lines, "    else:", "        b = tf.zeros([3])", "    return b", ""], _call(name)


def _compiled_method(site: Site, a: str) -> tuple[list[str], Call]:
    name = site.fresh("f")
    lines = [f"class {name.title()}(tf.Module):", "    @tf.function", "    def run(self, a):"]
    return [*lines, *_indent(_body(site, a), 8), "", f"{name} = {name.title()}()"], lambda x: f"{name}.run({x})"


def _compiled_helper(site: Site, a: str) -> tuple[list[str], Call]:
    """A compiled function that calls an ordinary one."""
    inner, outer = site.fresh("f"), site.fresh("f")
    lines = [f"def {inner}(a):", *_indent(_body(site, a)), "", "@tf.function"]
    return [*lines, f"def {outer}(values):", f"    return {inner}(values) + 0.0", ""], _call(outer)


FUNCTIONS: tuple[Function, ...] = (
    Function("helper", _plain, weight=0.7),
    Function("helper", _typed, weight=0.3),
    Function("helper", _two_deep, weight=0.3),
    Function("helper", _lambda, needs="expression", weight=0.4),
    Function("helper", _decorated, weight=0.2),
    Function("helper", _generator, weight=0.2),
    Function("helper", _recursive, weight=0.1, repeats=True),
    Function("helper", _chosen_by_name, weight=0.2),
    Function("helper", _partial, weight=0.2),
    Function("closure", _closure, weight=0.7),
    Function("method", _method, weight=0.6),
    Function("method", _two_methods, weight=0.4),
    Function("method", _kept_on_self, weight=0.3),
    Function("tf.Module", _module, weight=0.5),
    Function("keras layer", _layer, needs="layer", weight=1.0),
    Function("keras layer", _model_with_layer, needs="layer", weight=0.4),
    Function("keras layer", _lambda_layer, needs="layer", weight=0.3),
    Function("tf.function", _compiled, needs="graph", weight=1.2),
    Function("tf.function", _compiled_method, needs="graph", weight=0.3),
    Function("tf.function", _compiled_loop, needs="while", weight=0.6, fills_in_zeros=True),
    Function("tf.function", _compiled_branch, needs="graph", weight=0.4),
    Function("tf.function", _compiled_helper, needs="graph", weight=0.3),
)
