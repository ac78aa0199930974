# source: https://github.com/tensorflow/tensorflow/issues/27949
# target: loss
# sources: enc, dec_a, dec_b, dec_c
# expect: {"enc": "ok", "dec_a": "ok", "dec_b": "not_connected", "dec_c": "stop_gradient"}
# culprit: {"dec_b": 9, "dec_c": 5}
# notes: One encoder, three decoders: one is summed twice, one is forgotten, one is detached.
# --- setup ---
import tensorflow as tf
enc = tf.Variable([[0.3, -0.2], [0.5, 0.8]])
dec_a, dec_b, dec_c = (tf.Variable([[0.4], [k * 0.5]]) for k in (1.0, 2.0, 3.0))
x = tf.constant([[1.0, 0.5]])
# --- cell ---
code = tf.nn.relu(x @ enc)
outputs = {name: code @ head for name, head in zip("abc", (dec_a, dec_b, dec_c))}
losses = {
    name: tf.reduce_mean(
        tf.square(tf.stop_gradient(out) if name == "c" else out)
    )
    for name, out in outputs.items()
}
loss = losses["a"] + losses["c"] + losses["a"]
