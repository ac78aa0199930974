# source: constructed (code as an engineer structures it)
# target: loss
# sources: codebook, gain, prior
# expect: {"codebook": "not_trainable", "gain": "ok", "prior": "not_trainable"}
# notes: The options of each variable come from a ChainMap in which the defaults stand before the variable's own settings, so two of the three are created with trainable=False.
# --- setup ---
from collections import ChainMap
import tensorflow as tf

DEFAULTS = {"dtype": "float32", "trainable": False}
SPECS = {
    "codebook": {"shape": (4, 2), "trainable": True},
    "gain": {"shape": (2,)},
    "prior": {"shape": (4,), "trainable": True},
}
OVERRIDES = {"gain": {"trainable": True}}

def create(name):
    cfg = ChainMap(OVERRIDES.get(name, {}), DEFAULTS, SPECS[name])
    start = tf.random.stateless_normal(cfg["shape"], [len(name), 1], dtype=cfg["dtype"])
    return tf.Variable(start, trainable=cfg["trainable"], name=name)

params = {name: create(name) for name in SPECS}
codebook, gain, prior = (params[key] for key in ("codebook", "gain", "prior"))
ids = tf.constant([3, 0, 1])
# --- cell ---
picked = tf.nn.embedding_lookup(params["codebook"], ids)
scaled = picked * params["gain"]
rate = -tf.reduce_mean(tf.gather(tf.nn.log_softmax(params["prior"]), ids))
loss = tf.reduce_mean(tf.square(scaled - 0.5)) + 0.1 * rate
