# source: constructed (code as an engineer structures it)
# target: loss
# sources: start, rate, tol
# expect: {"start": "ok", "rate": "ok", "tol": "registered_not_differentiable"}
# culprit: {"tol": 4}
# notes: TensorArray writes without keeping the result are fine here, and so is the loop; the tolerance is used only in the loop's condition.
# --- setup ---
import tensorflow as tf

start = tf.Variable([2.0, -1.0])
rate = tf.Variable(0.3)
tol = tf.Variable(0.5)
goal = tf.constant([0.5, 0.5])
# --- cell ---
trail = tf.TensorArray(tf.float32, size=0, dynamic_size=True, clear_after_read=False)

def unfinished(i, point):
    return tf.norm(point - goal) > tol

def advance(i, point):
    point = point - rate * 2.0 * (point - goal)
    trail.write(i, point).mark_used()
    return i + 1, point

steps, last = tf.while_loop(unfinished, advance, (0, start * 1.0), maximum_iterations=10)
loss = tf.reduce_mean(tf.square(trail.stack())) + tf.reduce_sum(last)
