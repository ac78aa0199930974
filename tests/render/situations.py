"""Reports of the situations that a reader meets, built by hand: what the golden files tell and the pictures show."""

from __future__ import annotations

import math
from collections.abc import Callable

from tapeviz.report import Break, Cause, Report
from tests.factories import Builder

__all__ = ["SITUATIONS"]


def gradient_exists() -> Builder:
    b = Builder().cell("%%tape y wrt x\nh = tf.sin(x)\ny = h ** 2")
    x = b.variable("x", value=2.0, live=True)
    h = b.op("Sin", x, code="tf.sin(x)", name="h", value=0.9093, adjoint=1.8186)
    y = b.op("Pow", h, 2.0, code="h ** 2", name="y", value=0.8268, adjoint=1.0)
    return b.target(y, code="h ** 2").source(x, gradient=-0.7568)


def guide_four_sources() -> Builder:
    b = Builder().cell("%%tape y wrt x0, x1, x2, x3\ny = (x0**2) + (x1**2) + (x2**2)")
    b.earlier_cell("x0 = tf.Variable(3.0)\nx1 = tf.Variable(3.0, trainable=False)\nx2 = tf.Variable(2.0) + 1.0")
    x0 = b.variable("x0", value=3.0, live=True)
    x1 = b.variable("x1", value=3.0, trainable=False, live=False)
    x2 = b.tensor("x2", value=3.0, live=False)
    x3 = b.variable("x3", value=3.0, live=False)
    p0 = b.op("Pow", x0, 2.0, code="x0**2", value=9.0, adjoint=1.0)
    p1 = b.op("Pow", x1, 2.0, code="x1**2", value=9.0, live=False)
    s1 = b.op("AddV2", p0, p1, code="(x0**2) + (x1**2)", value=18.0, adjoint=1.0)
    p2 = b.op("Pow", x2, 2.0, code="x2**2", value=9.0, live=False)
    y = b.op("AddV2", s1, p2, code="(x0**2) + (x1**2) + (x2**2)", name="y", value=27.0, adjoint=1.0)
    b.target(y)
    b.source(x0, gradient=6.0)
    b.source(x1).diagnose(
        "not-trainable",
        code="x1",
        line=2,
        message="x1 is a tf.Variable with trainable=False; the tape watches trainable variables only",
        help="watch it yourself, at the top of the cell:  tape.watch(x1)\nor make it with trainable=True",
        way=[x1, p1, s1, y],
        breaks=[Break(Cause.NOT_TRAINABLE, None, end=x1.id)],
    )
    b.source(x2).diagnose(
        "not-watched",
        code="x2",
        line=2,
        message="x2 is a tensor, not a tf.Variable, and nobody asked the tape to watch it",
        help="keep the variable itself, or watch the tensor:  %%tape y wrt x0, x1, x2, x3 --watch x2",
        notes=[(b.span(3, key="cell-0"), "here x2 became variable + 1.0, which is a tensor")],
        way=[x2, p2, y],
    )
    return b.source(x3).diagnose(
        "not-connected",
        code="(x0**2) + (x1**2) + (x2**2)",
        message="y is computed without x3: no code that ran, or could have run, uses it",
        help="use x3 in y, or leave it out of the sources",
    )


def rebound_in_a_loop() -> Builder:
    b = Builder().cell(
        """
        %%tape y wrt x
        for epoch in range(2):
            y = x ** 2
            x = x + 1
        """
    )
    x = b.variable("x", value=2.0, live=True)
    b.op("Pow", x, 2.0, line=3, code="x ** 2", value=4.0, live=False)
    x1 = b.op("AddV2", x, 1.0, line=4, code="x + 1", value=3.0, live=True, adjoint=6.0)
    y = b.op("Pow", x1, 2.0, line=3, code="x ** 2", name="y", value=9.0, adjoint=1.0)
    x2 = b.op("AddV2", x1, 1.0, line=4, code="x + 1", name="x", value=4.0, live=False)
    b.bind("x", old=x, new=x2, code="x = x + 1")
    b.target(y)
    return b.source(x2).diagnose(
        "replaced-by-tensor",
        code="x = x + 1",
        message="here the name x became a plain tensor; the variable is unchanged",
        help="update the variable in place:  x.assign_add(1)",
        notes=[(b.span(code="x ** 2"), "y was computed from the tf.Variable 'x'")],
        way=[x2],
        breaks=[Break(Cause.REPLACED_BY_TENSOR, b.span(code="x = x + 1"), start=x2.id, end=y.id)],
    )


def numpy_in_a_helper() -> Builder:
    b = Builder().cell("%%tape loss wrt w\nh = tf.tanh(x @ w)\ns = scaled(h)\nloss = tf.reduce_sum(s * 2.0)")
    b.file("losses.py", "import numpy as np\n\n\ndef scaled(values):\n\treturn np.mean(values, axis=0) / 3")
    x = b.tensor("x", shape=(2, 3), value=[[1.0, 0.5, 2.0], [0.1, 0.2, 0.3]])
    w = b.variable("w", shape=(3, 2), value=[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], live=False)
    m = b.op("MatMul", x, w, code="x @ w", shape=(2, 2), value=[[1.25, 1.6], [0.22, 0.28]], live=False)
    h = b.op("Tanh", m, code="tf.tanh(x @ w)", name="h", value=[[0.848, 0.922], [0.217, 0.273]], live=False)
    inside = b.span(5, "np.mean(values, axis=0)", key="losses.py", scope="scaled")
    stack = (inside, b.span(code="scaled(h)"))
    mean = b.host("np.mean", h, stack=stack, name="s", type_name="ndarray", text="[0.177 0.199]")
    s = b.tensor("s", value=[0.177, 0.199], origin="constant", adjoint=[2.0, 2.0])
    b.host("", mean, kind="enter", out=s)
    mul = b.op("Mul", s, 2.0, code="s * 2.0", value=[0.354, 0.398], adjoint=[1.0, 1.0])
    loss = b.op("Sum", mul, code="tf.reduce_sum(s * 2.0)", name="loss", value=0.752, adjoint=1.0)
    b.target(loss)
    return b.source(w).diagnose(
        "left-tensorflow",
        code="scaled(h)",
        frames=(inside,),
        message="np.mean takes the numbers out of TensorFlow; what comes back is a constant to the tape",
        help="stay in TensorFlow:  tf.reduce_mean(values, axis=0)",
        way=[w, m, h, mean, s, mul, loss],
        breaks=[Break(Cause.LEFT_TENSORFLOW, inside, start=h.id, end=mean.id, event=mean.event)],
    )


def state_write() -> Builder:
    b = Builder().cell("%%tape y wrt x0\nx1.assign_add(x0)\ny = x1 ** 2")
    x0 = b.variable("x0", value=3.0, live=False)
    x1 = b.variable("x1", value=3.0, live=True)
    b.op("AssignAddVariableOp", x0, code="x1.assign_add(x0)", writes=x1, outputs=0)
    y = b.op("Pow", x1, 2.0, code="x1 ** 2", name="y", value=9.0, adjoint=1.0, reads=x1)
    b.target(y)
    return b.source(x0).diagnose(
        "stateful-op",
        code="x1.assign_add(x0)",
        message="the value of x0 goes into the state of x1; the tape does not follow values through state",
        help="compute with tensors:  y = (x1 + x0) ** 2",
        way=[x0, x1, y],
        breaks=[Break(Cause.STATEFUL_OP, b.span(2), start=x0.id, end=x1.id, op=0)],
    )


def unregistered_op() -> Builder:
    b = Builder().cell(
        "%%tape loss wrt image, delta\nlooks = tf.image.adjust_contrast(image, delta)\nloss = tf.reduce_sum(looks)"
    )
    image = b.variable("image", shape=(1, 4, 4, 3), value=0.5)
    delta = b.variable("delta", value=0.1)
    looks = b.op(
        "AdjustContrastv2",
        image,
        delta,
        code="tf.image.adjust_contrast(image, delta)",
        name="looks",
        shape=(1, 4, 4, 3),
    )
    loss = b.op("Sum", looks, code="tf.reduce_sum(looks)", name="loss", value=24.0)
    b.target(loss)
    said = "LookupError: gradient registry has no entry for: AdjustContrastv2"
    for value in (image, delta):
        b.source(value, error=said).diagnose(
            "no-gradient-registered",
            code="tf.image.adjust_contrast(image, delta)",
            message="TensorFlow has no gradient for AdjustContrastv2; one such op on the tape fails every source",
            help="write it with ops that have one:  mean + delta * (image - mean)",
            way=[value, looks, loss],
            breaks=[Break(Cause.NO_GRADIENT_REGISTERED, b.span(2), start=value.id, end=looks.id, op=looks.op)],
        )
    return b


def dense_layer() -> Builder:
    b = Builder().cell("%%tape loss wrt layer\ny = layer(x)\nloss = tf.reduce_mean(y ** 2)")
    x = b.tensor("x", value=[[1.0, 2.0, 3.0]])
    kernel = b.variable("layer.kernel", shape=(3, 2), value=[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], live=True)
    bias = b.variable("layer.bias", value=[0.0, 0.0], live=True)
    m = b.op("MatMul", x, kernel, code="layer(x)", value=[[2.2, 2.8]], adjoint=[[2.2, 2.8]], scopes=("dense",))
    a = b.op("AddV2", m, bias, code="layer(x)", value=[[2.2, 2.8]], adjoint=[[2.2, 2.8]], scopes=("dense",))
    y = b.op("Relu", a, code="layer(x)", name="y", value=[[2.2, 2.8]], adjoint=[[2.2, 2.8]], scopes=("dense",))
    p = b.op("Pow", y, 2.0, code="y ** 2", value=[[4.84, 7.84]], adjoint=[[0.5, 0.5]])
    loss = b.op("Mean", p, code="tf.reduce_mean(y ** 2)", name="loss", value=6.34, adjoint=1.0)
    b.target(loss)
    b.source(kernel, gradient=[[2.2, 2.8], [4.4, 5.6], [6.6, 8.4]])
    return b.source(bias, gradient=[2.2, 2.8])


def several_breaks() -> Builder:
    b = Builder().cell(
        """
        %%tape loss wrt x
        n = tf.cast(x * 10.0, tf.int32)
        k = tf.cast(n, tf.float32)
        loss = tf.reduce_sum(
            tf.round(k),
            axis=None,
            keepdims=False,
            name="the loss of it all",
        )
        """
    )
    x = b.variable("x", value=[0.31, 0.52], live=False)
    m = b.op("Mul", x, 10.0, code="x * 10.0", value=[3.1, 5.2], live=False)
    n = b.op("Cast", m, code="tf.cast(x * 10.0, tf.int32)", name="n", value=[3, 5], live=False)
    k = b.op("Cast", n, code="tf.cast(n, tf.float32)", name="k", value=[3.0, 5.0], live=False)
    r = b.op("Round", k, code="tf.round(k)", value=[3.0, 5.0], adjoint=[1.0, 1.0])
    loss = b.op("Sum", r, line=4, name="loss", value=8.0, adjoint=1.0)
    b.target(loss)
    return b.source(x).diagnose(
        "not-differentiable",
        span=b.span(code="tf.round(k)"),
        message="tf.round has no useful derivative: it is flat wherever it is not a jump",
        help="leave the rounding out, or let the gradient pass it:\n    k + tf.stop_gradient(tf.round(k) - k)",
        also=[("integer-dtype", b.span(code="tf.cast(x * 10.0, tf.int32)"))],
        way=[x, m, n, k, r, loss],
        breaks=[
            Break(Cause.INTEGER_DTYPE, b.span(2), start=m.id, end=n.id, op=n.op),
            Break(Cause.NOT_DIFFERENTIABLE, b.span(5), start=k.id, end=r.id, op=r.op),
        ],
    )


def many_sources() -> Builder:
    b = Builder().cell(
        "%%tape loss wrt model.variables\nout = model(images, training=True)\nloss = loss_of(labels, out)"
    )
    image = b.tensor("images", shape=(8, 64, 64, 3))
    flow, sources = image, []
    for layer in range(24):
        name = f"model.layers[{layer}]"
        kernel = b.variable(f"{name}.kernel", shape=(3, 3, 16, 16), live=True)
        mean = b.variable(f"{name}.moving_mean", shape=(16,), trainable=False, live=False)
        flow = b.op("Conv2D", flow, kernel, code="model(images, training=True)", shape=(8, 64, 64, 16), live=True)
        flow = b.op("Relu", flow, code="model(images, training=True)", shape=(8, 64, 64, 16), live=True)
        b.op("AssignSubVariableOp", flow, code="model(images, training=True)", writes=mean, outputs=0)
        sources += [(kernel, True), (mean, False)]
    loss = b.op("Mean", flow, code="loss_of(labels, out)", name="loss", value=0.693, adjoint=1.0)
    b.target(loss)
    for value, has_gradient in sources:
        if has_gradient:
            b.source(value, gradient=[0.001, -0.002] * 20)
        else:
            b.source(value).diagnose(
                "not-trainable",
                code="model(images, training=True)",
                message=f"{value.name} is a statistic of the layer, not trained",
                help="ask for model.trainable_variables",
            )
    return b


def raised() -> Builder:
    b = Builder().cell("%%tape y wrt w\nh = tf.tanh(x @ w)\ny = h @ h\nz = tf.reduce_sum(y)")
    x = b.tensor("x", shape=(2, 3))
    w = b.variable("w", shape=(3, 2), value=[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
    m = b.op("MatMul", x, w, code="x @ w", shape=(2, 2))
    h = b.op("Tanh", m, code="tf.tanh(x @ w)", name="h", shape=(2, 3))
    b.op("MatMul", h, h, code="h @ h", failed=True, outputs=0)
    return b.fail("InvalidArgumentError: Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3]")


def unknown_cause() -> Builder:
    b = Builder().cell("%%tape y wrt w\ny = black_box(w)")
    w = b.variable("w", value=1.0, live=False)
    y = b.tensor("y", value=2.0, origin="unknown")
    b.target(y)
    b.limit("thread", "Ops ran in another thread between lines 2 and 2; tapeviz sees the main thread only.")
    b.limit("opaque", "black_box is compiled code: what it does with its arguments is not visible.")
    return b.source(w).diagnose(
        "unknown", message="y came out of code that tapeviz cannot see into", help="see the limits below"
    )


def ill_gradients() -> Builder:
    b = Builder().cell(
        "%%tape y wrt a, s, table\nr = tf.sqrt(a)\ny = r + tf.sign(s) + tf.reduce_sum(tf.gather(table, [1, 1]))"
    )
    a = b.variable("a", value=0.0, live=True)
    s = b.variable("s", value=2.0, live=True)
    table = b.variable("table", shape=(4, 2), value=[[0.0, 1.0]] * 4, live=True)
    r = b.op("Sqrt", a, code="tf.sqrt(a)", name="r", value=0.0, adjoint=1.0)
    g = b.op("Sign", s, code="tf.sign(s)", value=1.0, adjoint=1.0)
    t = b.op(
        "GatherV2",
        table,
        code="tf.gather(table, [1, 1])",
        shape=(2, 2),
        value=[[0.0, 1.0]] * 2,
        adjoint=[[1.0] * 2] * 2,
    )
    total = b.op("Sum", t, code="tf.reduce_sum(tf.gather(table, [1, 1]))", value=2.0, adjoint=1.0)
    first = b.op("AddV2", r, g, code="r + tf.sign(s)", value=1.0, adjoint=1.0)
    y = b.op("AddV2", first, total, line=3, name="y", value=3.0, adjoint=1.0)
    b.target(y)
    b.source(
        a, gradient=math.inf, health=(("Inf", "the derivative of sqrt at 0 is infinite", b.span(code="tf.sqrt(a)")),)
    )
    b.source(s, gradient=0.0, health=(("exactly zero", "tf.sign is flat everywhere", b.span(code="tf.sign(s)")),))
    slices = (("IndexedSlices", "rows 1 and 1 only: tf.convert_to_tensor(gradient) gives all of it", None),)
    return b.source(
        table, gradient=[[0.0, 0.0], [2.0, 2.0], [0.0, 0.0], [0.0, 0.0]], indexed_slices=True, health=slices
    )


def hostile_names() -> Builder:
    b = Builder().cell(
        '%%tape y wrt d["<script>alert(1)</script>"]\ny = d["<script>alert(1)</script>"] + \'&"\' # \u202eevil\x1b[31m'
    )
    x = b.variable('d["<script>alert(1)</script>"]', "\u202egnp.exe", value=1.0, live=False)
    y = b.op("Add<img src=x onerror=alert(2)>", x, 2.0, name='y & "z"\n\\N', line=2, value=3.0, adjoint=1.0)
    b.target(y)
    b.limit("odd", "A <b>bold</b> claim & \x1b]0;title\x07 more.")
    return b.source(x).diagnose(
        "stop-gradient",
        line=2,
        message="<svg onload=alert(3)> & 'quotes' \x1b[2J",
        help="}</style><script>alert(4)</script>",
    )


def no_sources() -> Builder:
    b = Builder().cell("%%tape y\ny = tf.constant(2.0) * 3.0")
    return b.target(b.op("Mul", 2.0, 3.0, code="tf.constant(2.0) * 3.0", name="y", value=6.0))


def awkward_code() -> Builder:
    long = "y = tf.reduce_sum(" + " + ".join(f"part_{n}(x)" for n in range(30)) + " + np.square(x))"
    b = Builder().cell(f"%%tape y wrt 変数\nif True:\n\t\t結果 = np.mean(変数)\t# 平均\n{long}\n")
    x = b.variable("変数", value=1.0, live=False)
    y = b.tensor("y", value=2.0, origin="constant")
    b.target(y)
    b.source(x).diagnose(
        "left-tensorflow", code="np.mean(変数)", message="np.mean は TensorFlow の外", help="tf.reduce_mean(変数)"
    )
    return b.source(x, "x").diagnose(
        "left-tensorflow",
        code="np.square(x)",
        message="np.square took the numbers out of TensorFlow",
        help="tf.square(x)",
    )


SITUATIONS: dict[str, Callable[[], Report]] = {
    build.__name__: lambda build=build: build().report()  # type: ignore[misc]
    for build in (
        gradient_exists,
        guide_four_sources,
        rebound_in_a_loop,
        numpy_in_a_helper,
        state_write,
        unregistered_op,
        dense_layer,
        several_breaks,
        many_sources,
        raised,
        unknown_cause,
        ill_gradients,
        hostile_names,
        no_sources,
        awkward_code,
    )
}
