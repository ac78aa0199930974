# source: constructed (code as an engineer structures it)
# target: loss
# sources: kernel, bias, gate
# options: --no-watch-accessed --watch kernel
# expect: {"kernel": "ok", "bias": "not_watched", "gate": "not_watched"}
# notes: The tape watches only what is listed; the bias and the gate are used like the kernel but were left out of the list.
# --- setup ---
import keras
import tensorflow as tf

params = {
    "dense": {"kernel": tf.Variable([[0.3], [0.8]]), "bias": tf.Variable([0.0])},
    "gate": [tf.Variable(0.5)],
}
flat = dict(zip(["bias", "kernel", "gate"], keras.tree.flatten(params)))
kernel, bias, gate = params["dense"]["kernel"], params["dense"]["bias"], params["gate"][0]
x = tf.constant([[1.0, -2.0], [0.4, 0.9]])

def apply(tree, x):
    match tree:
        case {"dense": {"kernel": k, "bias": c}, "gate": [g]}:
            return tf.sigmoid(g) * (x @ k + c)
# --- cell ---
out = apply(params, x)
loss = tf.reduce_sum(tf.square(out - 0.5))
