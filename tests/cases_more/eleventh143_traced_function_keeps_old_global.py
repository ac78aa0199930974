# source: constructed (code as an engineer structures it)
# target: loss
# sources: scale, shift
# expect: {"scale": "wrong_object", "shift": "ok"}
# culprit: {"scale": 1}
# notes: The compiled function was traced while the global name meant another variable; re-creating the variable does not make it trace again.
# --- setup ---
import tensorflow as tf

scale = tf.Variable(1.0)
shift = tf.Variable(0.5)

@tf.function
def predict(x):
    return scale * x + shift

runs = [scale]

def reset():
    global scale
    scale = tf.Variable(2.0)
    runs.append(scale)

x = tf.constant([1.0, 2.0, 3.0])
predict(x)
reset()
# --- cell ---
pred = predict(x)
loss = tf.reduce_mean(tf.square(pred - 1.0))
