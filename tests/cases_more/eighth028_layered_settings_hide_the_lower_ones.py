# source: constructed (ChainMap of settings)
# target: cost
# sources: global_rate, user_rate, global_cap
# expect: {"global_rate": "not_connected", "user_rate": "ok", "global_cap": "ok"}
# culprit: {"global_rate": 1}
# notes: The chain of mappings answers from its first member, so the global rate is hidden by the user's.
# --- setup ---
from collections import ChainMap
import tensorflow as tf

global_rate, global_cap, user_rate = tf.Variable(0.05), tf.Variable(3.0), tf.Variable(0.07)
defaults = {"rate": global_rate, "cap": global_cap}
user = {"rate": user_rate}
cash = tf.constant([1.0, 2.0, 4.0])
# --- cell ---
settings = ChainMap(user, defaults)
years = tf.range(3, dtype=tf.float32)
growth = (1.0 + settings["rate"]) ** years
cost = tf.reduce_sum(tf.minimum(cash * growth, settings["cap"])) + settings["cap"]
