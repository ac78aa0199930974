# source: constructed (generators that return values)
# target: total
# sources: head, tail, gain, floor_level
# expect: {"head": "ok", "tail": "ok", "gain": "left_tensorflow", "floor_level": "ok"}
# culprit: {"gain": 2}
# notes: A sub-generator yields tensors and returns their product; one of its products is taken as a number for the log and used again.
# --- setup ---
import tensorflow as tf

head, tail = tf.Variable([1.0, 2.0, 3.0]), tf.Variable([0.5, 0.1])
gain, floor_level = tf.Variable(1.4), tf.Variable(0.3)
# --- cell ---
def scaled(values, g):
    logged = g.numpy()
    product = 1.0
    for v in tf.unstack(values):
        product = product * v
        yield tf.maximum(v * logged, floor_level)
    return product
def everything():
    first = yield from scaled(head, gain)
    second = yield from scaled(tail, gain * 2.0)
    yield first + second
total = tf.add_n(list(everything()))
