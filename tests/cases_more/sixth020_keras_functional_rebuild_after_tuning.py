# source: constructed on a guide
# target: loss
# sources: best_kernel, best_bias, temperature
# expect: {"best_kernel": "wrong_object", "best_bias": "wrong_object", "temperature": "ok"}
# culprit: {"best_kernel": 4, "best_bias": 4}
# notes: Handles from the model of the first build_model(units=4) call; the cell builds the best model again and uses that.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
def build_model(units, act):
    inp = keras.Input((3,), name="features")
    h = keras.layers.Dense(units, activation=act, name="hidden")(inp)
    out = keras.layers.Dense(2, name="logits")(h)
    return keras.Model(inp, out)
keras.utils.set_random_seed(0)
best_hp, best_score = None, -1.0
for hp in ({"units": 4, "act": "relu"}, {"units": 4, "act": "tanh"}):
    candidate = build_model(**hp)
    score = len(hp["act"]) / 10
    if score > best_score:
        best_hp, best_score = hp, score
best_kernel, best_bias = candidate.get_layer("hidden").kernel, candidate.get_layer("hidden").bias
temperature = tf.Variable(1.0)
X = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")
Y = np.array([0, 1, 1, 0, 1, 0])
# --- cell ---
print("best", best_hp)
final = build_model(**best_hp)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
logits = final(X, training=True) / temperature
loss = loss_fn(Y, logits)
loss = loss + 1e-4 * sum(tf.reduce_sum(v ** 2) for v in final.trainable_variables)
acc = np.mean(np.argmax(logits, axis=1) == Y)
print(f"loss {loss:.3f} acc {acc:.2f}")
