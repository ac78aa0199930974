# source: constructed (code as an engineer structures it)
# target: loss
# sources: w, b
# expect: {"w": "wrong_object", "b": "ok"}
# culprit: {"w": 1}
# notes: forward() took w as a default argument; w was re-initialised later, so the function still works on the first object, while b is looked up at call time.
# --- setup ---
import tensorflow as tf

def init(seed):
    return tf.Variable(tf.random.stateless_normal([3, 1], [seed, 0]), name="w")

w = init(0)
b = tf.Variable([0.0])

def forward(x, w=w):
    return x @ w + b

w = init(7)
b = tf.Variable([0.1])
x = tf.constant([[1.0, 0.0, 2.0], [0.5, 1.0, -1.0]])
# --- cell ---
pred = forward(x)
loss = tf.reduce_mean(tf.abs(pred - 1.0))
