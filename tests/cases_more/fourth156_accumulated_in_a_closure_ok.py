# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: A nested function adds to a nonlocal total and logs floats (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
def make_meter():
    total, seen = tf.constant(0.0), []
    def add(v):
        nonlocal total
        total = total + v
        seen.append(float(v))
        return total
    return add, seen
# --- cell ---
add, seen = make_meter()
for x in ([1.0, 0.0], [0.5, 2.0]):
    running = add(tf.reduce_sum(w * x) ** 2 + b)
loss = running / len(seen)
