# source: constructed (only the scaling happens under the tape)
# target: scaled
# sources: w, b
# expect: {"w": "computed_before_tape", "b": "computed_before_tape"}
# culprit: {"w": 1, "b": 1}
# notes: The forward pass stands in the cell before; inside the tape there is just a multiplication.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([0.3, 0.4]), tf.Variable(0.1)
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
loss_value = tf.reduce_mean((tf.linalg.matvec(x, w) + b - 1.0) ** 2)
# --- cell ---
scaled = 128.0 * loss_value
