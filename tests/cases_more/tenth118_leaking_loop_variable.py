# source: constructed (loop variable and comprehension variable named like a source)
# target: reg
# sources: v, k, depth
# expect: {"v": "ok", "k": "not_connected", "depth": "ok"}
# notes: The for statement rebinds v, and after the loop v is the last variable of the list, which is in the sum. The comprehension has its own k, so the outer k is still the original variable, which is never used.
# --- setup ---
import tensorflow as tf

v = tf.Variable([9.0])
k = tf.Variable([7.0])
depth = tf.Variable(0.5)
layers = [tf.Variable([1.0, 2.0]), tf.Variable([[3.0]]), tf.Variable([0.5, 0.5, 0.5])]
# --- cell ---
reg = depth ** 2
for v in layers:
    reg += tf.nn.l2_loss(v)
reg += tf.add_n([tf.reduce_sum(tf.abs(k)) for k in layers])
