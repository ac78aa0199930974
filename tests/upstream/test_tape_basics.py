"""What a plain tape does: watching, pausing, forgetting, structures, unconnected sources, and the texts of its errors.

Unittest cases, so that `run.py` can run them with every tape recorded as well.
"""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")


class WatchTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_a_trainable_variable_is_watched_once_it_is_read(self) -> None:
        used, unused = tf.Variable(1.0), tf.Variable(2.0)
        with tf.GradientTape() as tape:
            before = tape.watched_variables()
            y = used * used
        self.assertEqual(((), (used.ref(),)), (before, tuple(v.ref() for v in tape.watched_variables())))
        self.assertEqual(2.0, tape.gradient(y, used).numpy())
        self.assertIsNot(unused.ref(), used.ref())

    def test_an_untrainable_variable_is_not(self) -> None:
        v = tf.Variable(3.0, trainable=False)
        with tf.GradientTape(persistent=True) as tape:
            y = v * v
        self.assertEqual((), tape.watched_variables())
        self.assertIsNone(tape.gradient(y, v))

    def test_an_untrainable_variable_can_be_watched(self) -> None:
        v = tf.Variable(3.0, trainable=False)
        with tf.GradientTape() as tape:
            tape.watch(v)
            y = v * v
        self.assertEqual(6.0, tape.gradient(y, v).numpy())

    def test_only_what_is_watched_by_hand_where_variables_are_left_alone(self) -> None:
        a, b = tf.Variable(1.0), tf.Variable(2.0)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(b)
            y = a**2 + b**3
        da, db = tape.gradient(y, [a, b])
        self.assertIsNone(da)
        self.assertEqual(12.0, db.numpy())

    def test_a_tensor_watched_after_its_use(self) -> None:
        x = tf.constant(2.0)
        with tf.GradientTape() as tape:
            y = x * x
            tape.watch(x)
            z = y + x
        self.assertEqual(1.0, tape.gradient(z, x).numpy())

    def test_two_equal_constants_are_two_sources(self) -> None:
        a, b = tf.constant(3.0), tf.constant(3.0)
        with tf.GradientTape() as tape:
            tape.watch([a, b])
            y = a + 2.0 * b
        self.assertAllEqual([1.0, 2.0], tape.gradient(y, [a, b]))

    def test_a_sparse_tensor_is_watched_by_its_parts(self) -> None:
        values = tf.constant([1.0, 2.0])
        with tf.GradientTape() as tape:
            sparse = tf.SparseTensor([[0, 0], [1, 2]], values, [3, 4])
            tape.watch(sparse)
            y = tf.sparse.reduce_sum(sparse)
        self.assertAllEqual([1.0, 1.0], tape.gradient(y, values))

    def test_a_ragged_tensor_has_a_gradient(self) -> None:
        values = tf.constant([1.0, 2.0, 3.0])
        with tf.GradientTape() as tape:
            tape.watch(values)
            ragged = tf.RaggedTensor.from_row_lengths(values, [2, 1])
            y = tf.reduce_sum(tf.reduce_sum(ragged * ragged, axis=1))
        self.assertAllEqual([2.0, 4.0, 6.0], tape.gradient(y, values))

    def test_an_integer_is_watched_with_a_word_and_gives_none(self) -> None:
        x = tf.constant(1)
        with self.assertLogs("tensorflow", "WARNING") as logs, tf.GradientTape() as tape:
            tape.watch(x)
            y = x * x
        self.assertIn("must be floating", "".join(logs.output))
        self.assertIsNone(tape.gradient(y, x))

    def test_an_array_cannot_be_watched(self) -> None:
        with tf.GradientTape() as tape, self.assertRaisesRegex(ValueError, "Passed in object .* of type 'ndarray'"):
            tape.watch(np.array(1.0))


class RecordingTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_what_runs_in_a_pause_is_not_there(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape(persistent=True) as tape:
            a = x * 2.0
            with tape.stop_recording():
                b = a * a
            c = a * a
        self.assertIsNone(tape.gradient(b, a))
        self.assertAllEqual([12.0, 24.0], [tape.gradient(c, a), tape.gradient(c, x)])

    def test_a_gradient_asked_for_in_a_pause(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape(persistent=True) as tape:
            y = x * x
            with tape.stop_recording():
                g = tape.gradient(y, x)
            z = y + g
        self.assertEqual(6.0, tape.gradient(z, x).numpy())

    def test_a_pause_outside_the_tape_is_an_error(self) -> None:
        with tf.GradientTape() as tape:
            pass
        with self.assertRaisesRegex(ValueError, "Tape is not recording"), tape.stop_recording():
            pass

    def test_reset_forgets(self) -> None:
        v = tf.Variable(1.0)
        with tf.GradientTape() as tape:
            loss = v * v
            tape.reset()
            watched = tape.watched_variables()
            loss += v * v
        self.assertEqual((), watched)
        self.assertEqual(2.0, tape.gradient(loss, v).numpy())

    def test_a_tape_is_entered_again_and_goes_on(self) -> None:
        x = tf.constant(3.0)
        tape = tf.GradientTape()
        with tape:
            tape.watch(x)
            y = 2.0 * x
        outside = y + 0.0
        with tape:
            z = 2.0 * y
        self.assertEqual(4.0, tape.gradient(z, x).numpy())
        self.assertEqual(6.0, outside.numpy())

    def test_a_tape_inside_itself_is_an_error(self) -> None:
        with tf.GradientTape() as tape, self.assertRaisesRegex(ValueError, "Tape is still recording"), tape:
            pass

    def test_an_ordinary_tape_answers_once(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = x * x
        tape.gradient(y, x)
        with self.assertRaisesRegex(
            RuntimeError, "non-persistent GradientTape can only be used to compute one set of gradients"
        ):
            tape.gradient(y, x)

    def test_a_persistent_tape_answers_again(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape(persistent=True) as tape:
            y = x * x
            z = y * y
        self.assertAllEqual([108.0, 6.0, 108.0], [tape.gradient(z, x), tape.gradient(y, x), tape.gradient(z, x)])

    def test_a_gradient_taken_while_the_tape_is_open_is_recorded_on_a_persistent_tape(self) -> None:
        x = tf.constant(3.0)
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x**3
            first = tape.gradient(y, x)
            second = tape.gradient(first, x)
        self.assertAllEqual([27.0, 18.0, 6.0], [first, second, tape.gradient(second, x)])

    def test_an_error_in_the_block_leaves_the_tape_closed(self) -> None:
        x = tf.Variable(2.0)
        tape = tf.GradientTape()
        with self.assertRaises(ZeroDivisionError), tape:
            y = x * x
            raise ZeroDivisionError
        with tf.GradientTape() as other:
            z = x * 3.0
        self.assertAllEqual([4.0, 3.0], [tape.gradient(y, x), other.gradient(z, x)])

    def test_an_op_that_fails_leaves_no_trace(self) -> None:
        x = tf.Variable([[1.0, 2.0]])
        with tf.GradientTape() as tape:
            y = x * 2.0
            with self.assertRaisesRegex(tf.errors.InvalidArgumentError, "Matrix size-incompatible"):
                tf.matmul(x, x)
        self.assertAllEqual([[2.0, 2.0]], tape.gradient(y, x))

    def test_init_scope_is_not_recorded(self) -> None:
        x = tf.Variable(2.0)
        with tf.GradientTape(persistent=True) as tape:
            with tf.init_scope():
                a = x * x
            b = x * x
        self.assertIsNone(tape.gradient(a, x))
        self.assertEqual(4.0, tape.gradient(b, x).numpy())


class AnswerTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_the_answer_has_the_structure_of_the_sources(self) -> None:
        a, b = tf.Variable(3.0), tf.Variable(4.0)
        with tf.GradientTape(persistent=True) as tape:
            y = a * b
        found = tape.gradient(y, {"one": a, "more": [b, (a,)]})
        self.assertEqual(["more", "one"], sorted(found))
        self.assertAllEqual([4.0, 3.0, 4.0], [found["one"], found["more"][0], found["more"][1][0]])
        self.assertIsInstance(found["more"][1], tuple)

    def test_targets_are_summed_and_weighted(self) -> None:
        x, y = tf.constant(3.0), tf.constant(2.0)
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([x, y])
            z = x * y
        self.assertEqual(3.0, tape.gradient([z, x], x).numpy())
        self.assertEqual(4.0, tape.gradient([z, x], x, output_gradients=[1.0, 2.0]).numpy())
        self.assertAllEqual([1.0, 1.0], tape.gradient([x, y], [x, y]))

    def test_a_source_twice_gets_its_gradient_twice(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = x * x
        self.assertAllEqual([6.0, 6.0], tape.gradient(y, [x, x]))

    def test_a_value_between_is_a_source(self) -> None:
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = x * x
            z = y * y
        self.assertAllEqual([108.0, 18.0], tape.gradient(z, [x, y]))

    def test_a_target_that_is_the_source(self) -> None:
        x = tf.constant([1.0, 2.0])
        with tf.GradientTape() as tape:
            tape.watch(x)
        self.assertAllEqual([1.0, 1.0], tape.gradient(x, x))

    def test_no_way_is_none_or_zeros(self) -> None:
        x, y = tf.Variable([[1.0, 2.0]]), tf.Variable(3.0)
        with tf.GradientTape(persistent=True) as tape:
            z = y * 2.0
        self.assertIsNone(tape.gradient(z, x))
        self.assertAllEqual([[0.0, 0.0]], tape.gradient(z, x, unconnected_gradients="zero"))
        self.assertAllEqual([[0.0, 0.0]], tape.gradient(z, x, unconnected_gradients=tf.UnconnectedGradients.ZERO))

    def test_an_unknown_word_for_unconnected_gradients(self) -> None:
        x = tf.Variable(1.0)
        with tf.GradientTape() as tape:
            y = x * 2.0
        with self.assertRaisesRegex(ValueError, "Unknown value for unconnected_gradients: 'nonsense'"):
            tape.gradient(y, x, unconnected_gradients="nonsense")

    def test_strings_have_no_gradient(self) -> None:
        text, x = tf.constant("text"), tf.constant(2.0)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x * x
        self.assertIsNone(tape.gradient([y, text], [x, text])[1])

    def test_the_largest_of_variables_is_one_of_them(self) -> None:
        each = [tf.Variable(2.0), tf.Variable(5.0), tf.Variable(3.0)]
        with tf.GradientTape() as tape:
            y = max(each)
        self.assertEqual([None, 1.0, None], [g if g is None else g.numpy() for g in tape.gradient(y, each)])

    def test_a_row_looked_up_gives_slices(self) -> None:
        table = tf.Variable(tf.ones([4, 2]))
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(tf.gather(table, [1, 1, 3]))
        found = tape.gradient(y, table)
        self.assertIsInstance(found, tf.IndexedSlices)
        self.assertAllEqual([1, 1, 3], found.indices)
        self.assertAllEqual([[0, 0], [2, 2], [0, 0], [1, 1]], tf.convert_to_tensor(found))

    def test_slices_and_dense_gradients_are_added(self) -> None:
        table = tf.Variable(tf.ones([3, 2]))
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(tf.gather(table, [0])) + tf.reduce_sum(table) + tf.reduce_sum(tf.gather(table, [2, 0]))
        self.assertAllEqual([[3, 3], [1, 1], [2, 2]], tf.convert_to_tensor(tape.gradient(y, table)))

    def test_an_optimizer_applies_slices(self) -> None:
        table = tf.Variable(tf.ones([3, 2]))
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(tf.gather(table, [2, 2]))
        tf.keras.optimizers.SGD(0.5).apply_gradients([(tape.gradient(y, table), table)])
        self.assertAllEqual([[1, 1], [1, 1], [0, 0]], table)

    def test_complex_sources(self) -> None:
        z = tf.constant([1.0 + 2.0j, 3.0 - 1.0j], tf.complex64)
        with tf.GradientTape() as tape:
            tape.watch(z)
            y = tf.reduce_sum(tf.math.real(z * tf.math.conj(z)))
        self.assertAllEqual([2.0 + 4.0j, 6.0 - 2.0j], tape.gradient(y, z))

    def test_real_and_complex_and_double_in_one(self) -> None:
        x = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            wide = tf.cast(x, tf.float64)
            z = tf.complex(wide, wide * 2.0)
            y = tf.abs(z * z)
        found = tape.gradient(y, x)
        self.assertEqual(tf.float32, found.dtype)
        self.assertAllClose(20.0, found)

    def test_an_op_without_gradient_raises_a_lookup_error_with_its_name(self) -> None:
        x = tf.Variable([1.0, 2.0])
        with tf.GradientTape() as tape:
            y = tf.raw_ops.AdjustContrastv2(images=tf.reshape(x, [1, 2, 1]), contrast_factor=2.0)
        with self.assertRaisesRegex(LookupError, "gradient registry has no entry for: AdjustContrastv2"):
            tape.gradient(y, x)


class VariableTest(tf.test.TestCase):
    test_session = None  # a context, no test

    def test_writes_are_no_steps_of_the_tape(self) -> None:
        v = tf.Variable(2.0)
        with tf.GradientTape(persistent=True) as tape:
            before = v * 3.0
            v.assign(before)
            after = v * v
        self.assertAllEqual([3.0, 12.0], [tape.gradient(before, v), tape.gradient(after, v)])

    def test_a_write_gives_a_value_that_is_read_from_the_variable(self) -> None:
        v = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            y = v.assign_add(1.0) * v.read_value()
        self.assertEqual(9.0, y.numpy())
        self.assertEqual(6.0, tape.gradient(y, v).numpy())

    def test_a_variable_made_in_the_block(self) -> None:
        with tf.GradientTape() as tape:
            v = tf.Variable(tf.ones([2]) * 3.0)
            y = tf.reduce_sum(v**2)
        self.assertAllEqual([6.0, 6.0], tape.gradient(y, v))

    def test_a_variable_as_an_index_and_a_part_of_one(self) -> None:
        v, i = tf.Variable([1.0, 2.0, 3.0]), tf.Variable(1)
        with tf.GradientTape() as tape:
            y = v[i] * v[2]
        self.assertAllEqual([0.0, 3.0, 2.0], tf.convert_to_tensor(tape.gradient(y, v)))

    def test_the_variables_of_a_keras_model(self) -> None:
        model = tf.keras.Sequential([tf.keras.layers.Dense(3, activation="tanh"), tf.keras.layers.Dense(1)])
        with tf.GradientTape() as tape:
            y = tf.reduce_mean(model(tf.ones([2, 4])))
        found = tape.gradient(y, model.trainable_variables)
        self.assertEqual([(4, 3), (3,), (3, 1), (1,)], [tuple(g.shape) for g in found])


class MemoryTest(tf.test.TestCase):
    test_session = None  # a context, no test

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.x = tf.Variable(tf.ones([100]))

    def _kept(self, persistent: bool, ask: bool) -> tuple[Any, Any]:
        x = self.x
        with tf.GradientTape(persistent=persistent) as tape:
            h = tf.sin(x)
            y = tf.reduce_sum(h * h)
        inner = weakref.ref(h)
        del h
        if ask:
            tape.gradient(y, x)
        return tape, inner

    def test_an_ordinary_tape_lets_go_when_it_has_answered(self) -> None:
        _, inner = self._kept(persistent=False, ask=True)
        self.assertIsNone(inner())

    def test_a_persistent_tape_lets_go_when_it_is_deleted(self) -> None:
        tape, inner = self._kept(persistent=True, ask=True)
        del tape
        self.assertIsNone(inner())

    def test_no_garbage_is_left_for_the_collector(self) -> None:
        def tapes() -> int:  # others of this process may be kept by whoever made them
            return sum(issubclass(type(o), tf.GradientTape) for o in gc.get_objects())

        self._kept(persistent=False, ask=True)
        gc.collect()
        gc.disable()
        try:
            before = tapes()
            self._kept(persistent=True, ask=True)
            self._kept(persistent=False, ask=False)
            self.assertEqual(before, tapes())
        finally:
            gc.enable()

    def test_no_more_tensors_live_after_many_tapes_than_before(self) -> None:
        def live() -> int:
            gc.collect()
            return sum(issubclass(type(o), tf.Tensor) for o in gc.get_objects())

        for _ in range(3):  # what is kept once, such as TensorFlow's own constants, is there by then
            self._kept(persistent=True, ask=True)
        before = live()
        for _ in range(20):
            self._kept(persistent=True, ask=True)
        self.assertLessEqual(live(), before)


if __name__ == "__main__":
    tf.test.main()
