"""What tapes do with one another and with functions: higher orders, custom gradients, traced code, control flow.

Unittest cases, as in `test_tape_basics.py`.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")


class NestedTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_a_tape_in_a_tape_gives_the_second_derivative(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = x**3
            first = inner.gradient(y, x)
        self.assertAllEqual([27.0, 18.0], [first, outer.gradient(first, x)])

    def test_watching_belongs_to_one_tape(self) -> None:
        a, b = tf.constant(2.0), tf.constant(2.0)
        with tf.GradientTape() as outer:
            outer.watch(a)
            with tf.GradientTape() as inner:
                inner.watch([a, b])
                y, z = a**3, b**2
            dy, dz = inner.gradient([y, z], [a, b])
        da, db = outer.gradient([dy, dz], [a, b])
        self.assertEqual(12.0, da.numpy())
        self.assertIsNone(db)

    def test_tapes_that_end_in_another_order_than_they_began(self) -> None:
        x = tf.Variable(2.0)
        one, two = tf.GradientTape(persistent=True), tf.GradientTape(persistent=True)
        one.__enter__()
        a = x * x
        two.__enter__()
        b = a * x
        one.__exit__(None, None, None)
        c = b * x
        two.__exit__(None, None, None)
        d = c * x
        self.assertAllEqual([12.0, 16.0], [one.gradient(b, x), two.gradient(c, x)])
        self.assertIsNone(one.gradient(c, x))
        self.assertIsNone(two.gradient(d, x))

    def test_a_gradient_of_a_gradient_under_one_persistent_tape(self) -> None:
        x = tf.Variable(1.5)
        with tf.GradientTape(persistent=True) as tape:
            y = tf.sin(x)
            for _ in range(3):
                y = tape.gradient(y, x)
        self.assertAllClose(-np.cos(1.5), y)

    def test_jacobians_with_and_without_pfor(self) -> None:
        x = tf.constant([1.0, 2.0, 3.0])
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * tf.cumsum(x)
        with_pfor, without = tape.jacobian(y, x), tape.jacobian(y, x, experimental_use_pfor=False)
        self.assertAllEqual([[2.0, 0.0, 0.0], [2.0, 5.0, 0.0], [3.0, 3.0, 9.0]], with_pfor)
        self.assertAllEqual(with_pfor, without)

    def test_a_jacobian_without_pfor_wants_a_persistent_tape(self) -> None:
        x = tf.constant([1.0, 2.0])
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x * x
        with self.assertRaisesRegex(RuntimeError, "persistent"):
            tape.jacobian(y, x, experimental_use_pfor=False)

    def test_batch_jacobians(self) -> None:
        x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x**2
        wanted = tf.linalg.diag(2.0 * x)
        self.assertAllEqual(wanted, tape.batch_jacobian(y, x))
        self.assertAllEqual(wanted, tape.batch_jacobian(y, x, experimental_use_pfor=False))

    def test_a_batch_jacobian_of_two_batches_is_an_error(self) -> None:
        x = tf.ones([2, 3])
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.concat([x, x], 0)
        with self.assertRaisesRegex(ValueError, "Need first dimension"):
            tape.batch_jacobian(y, x)

    def test_a_hessian(self) -> None:
        x = tf.Variable([1.0, 2.0])
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = x[0] ** 2 * x[1]
            first = tf.convert_to_tensor(inner.gradient(y, x))
        self.assertAllEqual([[4.0, 2.0], [2.0, 0.0]], outer.jacobian(first, x))

    def test_forward_accumulation(self) -> None:
        x = tf.constant([1.0, 2.0])
        with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as forward:
            y = tf.sin(x) * x
        self.assertAllClose([np.cos(1.0) + np.sin(1.0), 0.0], forward.jvp(y))

    def test_forward_over_backward_is_a_hessian_times_a_vector(self) -> None:
        x = tf.constant([1.0, 2.0])
        with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 1.0])) as forward:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = tf.reduce_sum(x**3)
            first = tape.gradient(y, x)
        self.assertAllClose([6.0, 12.0], forward.jvp(first))

    def test_backward_over_forward(self) -> None:
        x = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as forward:
                y = x**4
            tangent = forward.jvp(y)
        self.assertAllClose([32.0, 48.0], [tangent, tape.gradient(tangent, x)])


class CustomGradientTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_it_is_what_the_tape_uses(self) -> None:
        calls = []

        @tf.custom_gradient
        def f(x: Any) -> Any:
            def grad(upstream: Any) -> Any:
                calls.append(float(upstream))
                return upstream * 7.0

            return x * x, grad

        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = f(x) * 2.0
        self.assertEqual(14.0, tape.gradient(y, x).numpy())
        self.assertEqual([2.0], calls)

    def test_it_may_have_variables(self) -> None:
        v = tf.Variable(2.0)

        @tf.custom_gradient
        def f(x: Any) -> Any:
            def grad(upstream: Any, variables: Any = None) -> Any:
                return upstream * 10.0, [upstream * 20.0 for _ in variables]

            return x * v, grad

        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = f(x)
        self.assertAllEqual([10.0, 20.0], tape.gradient(y, [x, v]))

    def test_variables_without_a_place_for_them_are_an_error(self) -> None:
        v = tf.Variable(2.0)

        @tf.custom_gradient
        def f(x: Any) -> Any:
            return x * v, lambda upstream: upstream

        with tf.GradientTape(), self.assertRaisesRegex(TypeError, "grad_fn must accept keyword argument 'variables'"):
            f(tf.Variable(1.0))

    def test_an_empty_answer_is_an_error_of_the_backward_pass(self) -> None:
        @tf.custom_gradient
        def f(x: Any) -> Any:
            return tf.identity(x), lambda upstream: []

        x = tf.Variable(1.0)
        with tf.GradientTape() as tape:
            y = f(x)
        with self.assertRaises(ValueError):
            tape.gradient(y, x)

    def test_an_error_in_the_backward_code_is_the_users(self) -> None:
        @tf.custom_gradient
        def f(x: Any) -> Any:
            def grad(upstream: Any) -> Any:
                raise ZeroDivisionError("mine")

            return tf.identity(x), grad

        x = tf.Variable(1.0)
        with tf.GradientTape() as tape:
            y = f(x)
        with self.assertRaisesRegex(ZeroDivisionError, "mine"):
            tape.gradient(y, x)

    def test_a_tape_inside_one(self) -> None:
        @tf.custom_gradient
        def f(x: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = x**3
            slope = tape.gradient(y, x)
            return y, lambda upstream: upstream * slope * 2.0

        x = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            y = f(x)
        self.assertAllEqual([8.0, 24.0], [y, tape.gradient(y, x)])

    def test_a_second_order_of_ones_own(self) -> None:
        @tf.custom_gradient
        def f(x: Any) -> Any:
            def first(upstream: Any) -> Any:
                @tf.custom_gradient
                def slope(inner: Any) -> Any:
                    return inner * 0.0 - 1.1, lambda second: -2.1 * second

                return upstream * slope(x)

            return x + 10.0, first

        x = tf.constant(1.0)
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = f(x)
            first = inner.gradient(y, x)
        self.assertAllClose([-1.1, -2.1], [first, outer.gradient(first, x)])

    def test_recomputed_values_give_the_same_gradients(self) -> None:
        v, x = tf.Variable([[0.5, -1.0], [0.25, 2.0]]), tf.Variable([[1.0, 2.0]])

        def f(a: Any) -> Any:
            return tf.tanh(tf.tanh(a @ v) @ v)

        found = []
        for g in (f, tf.recompute_grad(f)):
            with tf.GradientTape() as tape:
                y = tf.reduce_sum(g(x))
            found.append(tape.gradient(y, [x, v]))
        self.assertAllEqual(found[0][0], found[1][0])
        self.assertAllEqual(found[0][1], found[1][1])

    def test_a_stopped_gradient(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = tf.stop_gradient(x) * x
        self.assertEqual(3.0, tape.gradient(y, x).numpy())

    def test_gradients_that_are_clipped_on_their_way(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = tf.grad_pass_through(tf.round)(x) * 4.0
        self.assertAllEqual([12.0, 4.0], [y, tape.gradient(y, x)])


class TracedTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_a_function_is_differentiated_through(self) -> None:
        v = tf.Variable(2.0)

        @tf.function
        def f(x: Any) -> Any:
            return x * x * v

        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = f(x)
        self.assertAllEqual([12.0, 9.0], tape.gradient(y, [x, v]))

    def test_a_tape_inside_a_function_inside_a_tape(self) -> None:
        @tf.function
        def slope(x: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = x**3
            return tape.gradient(y, x)

        x = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            y = slope(x)
        self.assertAllEqual([12.0, 12.0], [y, tape.gradient(y, x)])

    def test_a_function_is_traced_as_often(self) -> None:
        traces = []

        @tf.function
        def f(x: Any) -> Any:
            traces.append(x.shape)
            return tf.reduce_sum(x)

        for size in (2, 2, 3, 2):
            x = tf.Variable(tf.ones([size]))
            with tf.GradientTape() as tape:
                y = f(x)
            tape.gradient(y, x)
        self.assertLen(traces, 2)

    def test_python_side_effects_of_tracing_are_the_same(self) -> None:
        names = []

        @tf.function
        def f(x: Any) -> Any:
            with tf.name_scope("mine"):
                y = tf.cos(x, name="turned")
            names.append(y.op.name)
            return y

        with tf.GradientTape() as tape:
            x = tf.Variable(0.5)
            y = f(x)
        tape.gradient(y, x)
        self.assertEqual(["mine/turned"], names)

    def test_a_compiled_function(self) -> None:
        @tf.function(jit_compile=True)
        def f(x: Any) -> Any:
            return tf.reduce_sum(tf.tanh(x) * x)

        x = tf.Variable([0.5, -1.0])
        with tf.GradientTape() as tape:
            y = f(x)
        wanted = np.tanh([0.5, -1.0]) + np.array([0.5, -1.0]) * (1 - np.tanh([0.5, -1.0]) ** 2)
        self.assertAllClose(wanted, tape.gradient(y, x))

    def test_loops_and_branches_that_are_traced(self) -> None:
        @tf.function
        def f(x: Any, n: Any) -> Any:
            y = x
            for _ in tf.range(n):
                if y > 10.0:
                    y *= 0.5
                else:
                    y *= x
            return y

        x = tf.Variable(3.0)
        with tf.GradientTape(persistent=True) as tape:
            y = f(x, tf.constant(4))
        self.assertAllEqual([6.75, 6.75], [y, tape.gradient(y, x)])

    def test_loops_and_branches_that_run_eagerly(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            _, y = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * x), [0, tf.constant(1.0)])
            z = tf.cond(y > 1.0, lambda: y * 2.0, lambda: x)
        self.assertAllEqual([54.0, 54.0], [z, tape.gradient(z, x)])

    def test_python_functions_inside(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = tf.py_function(lambda a: a * a, [x], tf.float32)
        self.assertEqual(6.0, tape.gradient(y, x).numpy())

    def test_numpy_functions_have_no_gradient(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = tf.numpy_function(np.square, [x], tf.float32) + 0.0 * x
        self.assertEqual(0.0, tape.gradient(y, x).numpy())

    def test_an_array_of_tensors(self) -> None:
        x = tf.Variable([1.0, 2.0, 3.0])
        with tf.GradientTape() as tape:
            array = tf.TensorArray(tf.float32, 3).unstack(x)
            for i in range(3):
                array = array.write(i, array.read(i) * float(i))
            y = tf.reduce_sum(array.stack())
        self.assertAllEqual([0.0, 1.0, 2.0], tape.gradient(y, x))

    def test_mapped_and_scanned(self) -> None:
        x = tf.Variable([1.0, 2.0, 3.0])
        with tf.GradientTape(persistent=True) as tape:
            mapped = tf.reduce_sum(tf.map_fn(lambda a: a * a, x))
            product = tf.scan(lambda a, b: a * b, x)[-1]
            vectorized = tf.reduce_sum(tf.vectorized_map(lambda a: a * a * a, x))
        self.assertAllEqual([2.0, 4.0, 6.0], tape.gradient(mapped, x))
        self.assertAllEqual([6.0, 3.0, 2.0], tape.gradient(product, x))
        self.assertAllEqual([3.0, 12.0, 27.0], tape.gradient(vectorized, x))

    def test_a_graph_of_the_old_kind(self) -> None:
        with tf.Graph().as_default():
            with tf.GradientTape() as tape:
                x = tf.compat.v1.placeholder(tf.float32, None)
                tape.watch(x)
                y = x**3
            slope = tape.gradient(y, x)
            with tf.compat.v1.Session() as session:
                self.assertEqual((8.0, 12.0), session.run((y, slope), {x: 2.0}))

    def test_functions_that_run_eagerly(self) -> None:
        seen = []

        @tf.function
        def f(x: Any) -> Any:
            seen.append(type(x).__name__)
            return x * x

        x = tf.Variable(3.0)
        tf.config.run_functions_eagerly(True)
        try:
            with tf.GradientTape() as tape:
                y = f(x * 1.0)
        finally:
            tf.config.run_functions_eagerly(False)
        self.assertEqual((["EagerTensor"], 6.0), (seen, tape.gradient(y, x).numpy()))

    def test_half_precision_with_a_scaled_loss(self) -> None:
        layer = tf.keras.layers.Dense(2, dtype="mixed_float16", kernel_initializer="ones")
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(tf.cast(layer(tf.ones([1, 3])), tf.float32)) * 1024.0
        found = tape.gradient(y, layer.kernel)
        self.assertEqual(tf.float32, found.dtype)
        self.assertAllEqual(1024.0 * tf.ones([3, 2]), found)


class ThreadTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def _in_thread(self, work: Any) -> Any:
        found: list[Any] = []
        thread = threading.Thread(target=lambda: found.append(work()))
        thread.start()
        thread.join()
        return found[0]

    def test_a_tape_in_a_thread(self) -> None:
        x = tf.Variable(3.0)

        def work() -> Any:
            with tf.GradientTape() as tape:
                y = x * x
            return tape.gradient(y, x)

        self.assertEqual(6.0, self._in_thread(work).numpy())

    def test_a_tape_does_not_reach_into_a_thread(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = self._in_thread(lambda: x * x)
        self.assertIsNone(tape.gradient(y, x))

    def test_tapes_in_many_threads_at_once(self) -> None:
        variables = [tf.Variable(float(n)) for n in range(8)]
        found: dict[int, float] = {}

        def work(n: int) -> None:
            for _ in range(5):
                with tf.GradientTape() as tape:
                    y = tf.sin(variables[n]) * variables[n]
                found[n] = float(tape.gradient(y, variables[n]))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        with tf.GradientTape() as tape:
            y = variables[2] ** 2
        for thread in threads:
            thread.join()
        self.assertEqual(4.0, tape.gradient(y, variables[2]).numpy())
        self.assertAllClose([np.sin(n) + n * np.cos(n) for n in range(8)], [found[n] for n in range(8)])


if __name__ == "__main__":
    tf.test.main()
