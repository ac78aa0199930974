"""What the lessons must show: by notebook, the cells with a part of their code and what stands under them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["LESSONS", "Known"]


@dataclass(frozen=True)
class Known:
    """`shown` are parts of a cell's code with what its output holds; `solved` right answers to its exercises."""

    shown: tuple[tuple[str, tuple[str, ...]], ...]
    solved: tuple[str, ...]
    on_numpy: bool = True
    # Parts of the code of cells that end in an error, or a word on the error stream, on purpose.
    loud: tuple[str, ...] = field(default=())


LESSONS = {
    "01_gradients_and_tapes": Known(
        shown=(
            ("dz_dx, dz_dy = tape.gradient", ("dz/dx = 408.0    dz/dy = 680.0",)),
            ("%%tape z wrt x, y", ("x       408.0 ", "y       680.0 ", "z = 1156.0")),
            ("(z_at(3.001", ("408.104",)),
            ("%tape check", ("x       408.0  407.99", "y       680.0  680.0 ", "agrees")),
            ("%%tape loss wrt w, b", ("[[-2.6, 13.3], [-3.55, 17.9], [-4.5, 22.5]]", "(3, 2)", "[-0.95, 4.6]")),
            ("gradients = tape.gradient(loss, layers)", ("[[(3, 2), (2,)], [(2, 1), (1,)]]",)),
            ("%%tape loss wrt params", ("params['w']  [[0.0, 1.25], [0.0, 1.75], [0.0, 2.25]]", "params['b']  [0.0, 0.5]")),
            ("%%tape loss wrt model", ("all 4 exist", "model.layers[0].kernel", "[-1.989]")),
            ("ex.predict(12)", ("Is it the only one from x to z?",)),
            ("rows.predict(5.0)", ("One number is not enough",)),
        ),
        solved=("ex.predict(24)", "rows.predict([[5, 5, 5], [5, 5, 5]])"),
    ),
    "02_what_the_tape_watches": Known(
        shown=(
            ("print(tape.gradient(y, [x0, x1, x2, x3]))", ("numpy=6.0>, None, None, None]", "watched: ['Variable:0']")),
            (
                "%%tape y wrt x0, x1, x2, x3",
                ("x0      6.0", "x1      None: not trainable", "x2      None: not watched", "x3      None: not watched"),
            ),
            ("--watch x1, x3", ("x1      6.0", "x3      6.0")),
            ("tape.watch(x3)\n    y", ("6.0",)),
            ("y = x3 ** 2\ntape.watch(x3)", ("watched only here, after it was used",)),
            ("--no-watch-accessed", ("a       20.0", "c       None: not watched")),
            ("y = n * n", ("[integer-dtype]",)),
            ("for epoch in range(2)", ("[replaced-by-tensor]", "x.assign_add(1)")),
            ("%tape fix", ("verified: with this change dy/dx = 6.0",)),
            ("why.predict", ("not because of this (not trainable)",)),
        ),
        solved=("why.predict(cause='not-watched', line=2)",),
        loud=("y = n * n",),
    ),
    "03_intermediate_and_persistent": Known(
        shown=(
            ("dz_dx, dz_dy = tape", ("dz/dx = 108.0    dz/dy = 18.0",)),
            ("%%tape z wrt x, y", ("x       108.0", "y       18.0")),
            ("%tape chain x", ("dz/dx = dz/dy * dy/dx = 18.0 * 6.0 = 108.0",)),
            ("except RuntimeError", ("dz/dx = 108.0", "RuntimeError: A non-persistent GradientTape can only be used")),
            ("del tape  # now", ("dz/dx = 108.0\ndy/dx = 6.0",)),
            ("asked once more", ("dy/dx = 6.0",)),
            ("%tape cost", ("recorded          11 of 11 ops", "at most 38.1 MiB in 11 intermediate values")),
            ("shown = y * 100", ("Gradient of z with respect to x: 108.0",)),
            ("ex.predict(4)", ("`u -> u + 1 -> z`",)),
            ("ex.hint()", ("Hint 1: Write `z` with `u` alone.",)),
        ),
        solved=("ex.predict(9)",),
    ),
    "04_control_flow": Known(
        shown=(
            ("for step in range(2)", ("x       66.0", "y       18.0")),
            ("%tape chain x", ("dz/dx = 66.0: the sum over 3 paths", "sum: 30.0 + 30.0 + 6.0 = 66.0")),
            ("range(200)", ("Gradient of h with respect to w: 144",)),
            ("if switch > 0.0", ("v0      1.0", "[branch-not-taken]", "switch  None: not used to compute the target")),
            ("tf.cast(value > threshold", ("[not-differentiable]",)),
            ("tf.sigmoid((value", ("threshold  -1.429",)),
            ("tf.where(s", ("[-1.0, 8.0]",)),
            ("loop.predict(12)", ("Not yet.",)),
            ("branch.predict(20)", ("Predict a cause.",)),
        ),
        solved=("loop.predict(32)", "branch.predict(cause='branch-not-taken', line=2)"),
    ),
    "05_why_is_my_gradient_none": Known(
        shown=(
            ("y = x ** 2", ("[not-watched]",)),
            ("y = (mean - 2.0)", ("[not-trainable]",)),
            ("w = w - 0.2", ("[replaced-by-tensor]",)),
            ("average = np.mean", ("[left-tensorflow]",)),
            ("steps = tf.cast", ("[integer-dtype]",)),
            ("cost = 3.0 * level", ("level   16.2",)),
            ("balance.assign_add", ("[stateful-op]",)),
            ("grown = balance", ("deposit  6.0",)),
            ("adjusted = tf.image", ("[no-gradient-registered]", "LookupError")),
            ("y = tf.round(logit)", ("[not-differentiable]",)),
            ("rounded = logit", ("logit   2.0",)),
            ("%tape check", ("logit   2.0   0.0", "differs")),
            ("baseline = tf.stop_gradient", ("[stop-gradient]",)),
            ("root = tf.sqrt(u)", ("[recording-stopped]",)),
            ("if temperature > 20.0", ("[branch-not-taken]", "cold    4.0")),
            ("share = tf.sigmoid", ("warm    0.01339", "cold    3.973")),
            ("%%tape total wrt p\ntotal", ("[before-tape]",)),
            ("%%tape total wrt p\nsquares", ("[2.0, 4.0]",)),
            ("out = 3.0 * weight", ("[not-connected]", "weight  3.0")),
            ("out = hidden", ("bias    1.0",)),
            ("loss = float(weight", ("[target-not-tensor]",)),
            ("loss = weight ** 2", ("weight  4.0",)),
            ("ex.predict", ("stop-gradient is there too",)),
        ),
        solved=("ex.predict(cause='not-differentiable', line=3)",),
    ),
    "06_no_gradient_registered_and_zeros": Known(
        shown=(
            ("except LookupError", ("LookupError: gradient registry has no entry for: AdjustContrastv2",)),
            ("gain\ncontrasted", ("both raise an error", "[no-gradient-registered]")),
            ("%tape fix delta", ("verified: with this change dloss/ddelta = 0.008",)),
            ("gain\nwith tape.stop", ("gain    4.0", "delta   None: computed while recording was stopped")),
            ("contrast(photo, strength)", ("[[[3.05], [-0.55]], [[0.8], [-0.1]]]", "strength  1.14")),
            ("%tape check", ("agrees", "photo: all 4 elements moved")),
            ("UnconnectedGradients.ZERO", ("array([2., 4.]", "array([0., 0.]")),
            ("--zero", ("used    [2.0, 4.0]", "zeros, as --zero asked", "[not-connected]")),
            ("print(entry[", ("none not-connected [0.0, 0.0]",)),
            ("tf.nn.relu(pre)", ("[[0.0], [0.0]]", "all-zero")),
            ("tf.nn.softplus(pre)", ("[[0.2451], [0.2585]]",)),
            ("-p * tf.math.log(p)", ("[NaN, 0.3863, -0.7123]", "tf.where hides")),
            ("-p * tf.math.log(safe)", ("[0.0, 0.3863, -0.7123]",)),
            ("ex.predict", ("There is a gradient",)),
        ),
        solved=("ex.predict(0)",),
    ),
    "07_non_scalar_targets_and_jacobians": Known(
        shown=(
            ("%%tape [z, m] wrt x", ("Gradient of [z, m] with respect to x: 414.0",)),
            ('{"loss": z, "penalty": m}', ("414.0",)),
            ("%%tape squares wrt v\n", ("[-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]",)),
            ("%%tape totals wrt v", ("[7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]",)),
            (
                "by_row, by_column",
                (
                    " [[ 18  12   6   0  -6 -12 -18]\n [ 12   8   4   0  -4  -8 -12]\n [  6   4   2   0  -2  -4  -6]\n"
                    " [  0   0   0   0   0   0   0]\n [ -6  -4  -2   0   2   4   6]\n [-12  -8  -4   0   4   8  12]\n"
                    " [-18 -12  -6   0   6  12  18]]",
                    " [[9 9 9 9 9 9 9]\n [4 4 4 4 4 4 4]\n [1 1 1 1 1 1 1]\n [0 0 0 0 0 0 0]\n [1 1 1 1 1 1 1]\n"
                    " [4 4 4 4 4 4 4]\n [9 9 9 9 9 9 9]]",
                ),
            ),
            ("tape.jacobian(totals, v)", ("[[1 0 0 0 0 0 0]\n [1 1 0 0 0 0 0]", " [1 1 1 1 1 1 1]]")),
            ("full = tape.jacobian", ("(4, 3, 4, 2) with 24 entries that are not 0; (4, 3, 2)",)),
            ("--watch batch --jacobian", ("shape (4, 3, 4, 2)", "tape.batch_jacobian(out, batch)", "0.2435  0.09738      0.0")),
            (
                "squares wrt v --jacobian",
                ("shape (7, 7)", "only the diagonal is not 0", "[ -6.0   0.0   0.0  0.0  0.0  0.0  0.0 ]"),
            ),
            ("smooth wrt v --jacobian", ("[ 0.3333  0.3333     0.0     0.0     0.0     0.0  0.3333 ]",)),
            ("shares wrt v --jacobian", ("shape (7, 7)", "0.07179 ]", "0.01356")),
            ("ex.predict", ("All are off by one factor, 0.5.",)),
            ("two.predict", ("Not yet.",)),
        ),
        solved=("ex.predict([12, 12, 12])", "two.predict(9)"),
    ),
    "08_nested_tapes": Known(
        shown=(
            ("d2y_dx2 = outer", ("dy/dx = 6.0    d2y/dx2 = 2.0",)),
            ("print(outer.gradient(dy_dx, x))", ("None",)),
            ("bend = slope", ("[before-tape]",)),
            ("%%tape slope wrt x", ("slope = 27.0", "Gradient of slope with respect to x: 18.0")),
            ("--order 5", ("dy/dx       108.0", "d2y/dx2     108.0", "d3y/dx3     72.0", "d4y/dx4     24.0", "None: d4y/dx4 is constant")),
            ("--order 4", ("d2wave/dangle2  -0.4794", "d4wave/dangle4  0.4794")),
            ("--order 2", ("dline/dx    3.0", "None: dline/dx is constant in x")),
            ("--hessian", ("[ 2.0   1.0 ]\n    [ 1.0  -2.0 ]", "a saddle")),
            ("hessian = outer.jacobian", ("Hessian [[3.0, 1.0], [1.0, 2.0]]   after one step: [",)),
            ("%%tape penalty", ("1 of 4 is None", "critic.layers[1].bias    None: not used to compute the target")),
            ("ex.predict", ("That is slope itself.",)),
            ("flat.predict", ("not even 0",)),
        ),
        solved=("ex.predict(48)", "flat.predict(cause='not-connected')"),
    ),
    "09_the_computation_graph_by_hand": Known(
        shown=(
            ("a = x ** 2\nb = y ** 2\nm = a + b\nz = m ** 2", ("x       408.0", "y       680.0")),
            ("%tape steps", ("dz/dx = dz/da * da/dx = 68.0 * 6.0 = 408.0", "z = m ** 2.0 = 1156.0")),
            ("q = x + y\nz = p * q", ("Gradient of z with respect to x: 55.0",)),
            ("right = h + 4.0", ("Gradient of loss with respect to x: 396.0",)),
            ("own = Tape()", ("dw/du = 408.0    dw/dv = 680.0    dw/dm = 68.0",)),
            ("ex.predict", ("That is the sum over 2 paths from x to z; 1 path left.",)),
            ("middle.predict", ("That is z itself",)),
        ),
        solved=("ex.predict(37)", "middle.predict(75)"),
    ),
    "10_gradient_descent": Known(
        shown=(
            (
                "%%descend z wrt x, y",
                (
                    "1        -45        45       4050       -90        -18       90        18",
                    "2        -27        27       1458",
                    "3      -16.2      16.2      524.9",
                    "4      -9.72      9.72        189",
                    "5     -5.832     5.832      68.02",
                    "z fell from 11250 to 1.504e-05 in 20 steps",
                ),
            ),
            ('print(run["x"][:6])', ("[-75.    -45.    -27.    -16.2    -9.72   -5.832]",)),
            ("--lr 1.0", ("10  -75  5625", "z stayed at 5625 in 10 steps")),
            ("--lr 20", ("stopped at step 2: it diverges, z has grown from 5625 to 1.301e+10; try a smaller --lr",)),
            ("-o plain", ("loss fell from 100 to 11.69 in 40 steps",)),
            ("-o momentum", ("loss fell from 100 to 0.05",)),
            ("-o adam", ("loss fell from 100 to 0.68",)),
            ("for name, path", ("plain        100.0 -> 11.69",)),
            ("%tape plot", (" -2.2    1.866   -23.99", "    0        0        1")),
            ("%%descend h", ("h fell from -0.2144 to -2.619 in 15 steps",)),
            ("-o fit", ("loss fell from 32.9 to 0.01853 in 60 steps",)),
            ('print("slope"', ("slope 1.966", "intercept 1.080")),
            ("%%descend errors", ("[not-differentiable]", "threshold has no gradient, so no step can be made")),
            ("ex.predict", ("one factor of the chain rule",)),
        ),
        solved=("ex.predict(12)",),
        loud=("%%descend errors",),
    ),
    "11_debugging_a_real_model": Known(
        shown=(
            ("for epoch in range(3)", ("epoch 0 loss 0.4531\nepoch 1 loss 0.4531\nepoch 2 loss 0.4531",)),
            ("%%descend loss wrt classifier", ("loss fell from 0.2565 to 0.0", "|gradient|")),
            ('print("right:"', ("right: 9",)),
            ("generator, discriminator\nfake", ("4 of 8 are None", "[left-tensorflow]", "`np.concatenate([real, fake])`")),
            ("generator_loss wrt generator\nfake", ("all 4 exist",)),
            ("loss = loss_of_law", ("all 4 exist",)),
            ("%%tape d2u wrt network\nwith", ("[target-not-tensor]", "d2u is None", "%autotape on, which says why")),
            ("print(d2u)", ("d(du)/d(times) None: computed after the tape, line 6: first.gradient(u, times)",)),
            ("%%tape d2u wrt network\nu, du", ("1 of 4 is None", "network.layers[1].bias    None: not used")),
            ("%%tape loss wrt network\nu, du", ("all 4 exist",)),
            ("%%descend loss wrt network", ("loss fell from 0.6978 to 0.0",)),
            ("worst = np", ("largest distance from the sine: 0.",)),
            ("ex.predict", ("not because of this (integer dtype on the path)",)),
        ),
        solved=("ex.predict(cause='not-differentiable', line=3)",),
        loud=("print(d2u)",),
    ),
}
