# source: constructed (population-based training)
# target: fitness
# sources: w, b, w_copy
# expect: {"w": "wrong_object", "b": "wrong_object", "w_copy": "ok"}
# culprit: {"w": 1, "b": 1}
# notes: Each member of the population works on its own copies of the parameters; the gradient is asked for the originals.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
params = {"w": tf.Variable(rng.normal(size=(2, 1)).astype("float32")), "b": tf.Variable([0.1])}
member = {k: tf.Variable(v.numpy()) for k, v in params.items()}
w, b, w_copy = params["w"], params["b"], member["w"]
x = tf.constant(rng.normal(size=(5, 2)).astype("float32"))
def predict(p, inputs):
    return tf.sigmoid(inputs @ p["w"] + p["b"])
# --- cell ---
output = predict(member, x)
fitness = tf.reduce_mean(tf.abs(output - 0.7))
print("same start:", np.allclose(w.numpy(), w_copy.numpy()))
