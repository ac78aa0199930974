# source: constructed (per-replica losses and a reduction across workers)
# target: global_loss
# sources: mirrored, worker_bias, worker_weight, global_scale
# expect: {"mirrored": "ok", "worker_bias": "left_tensorflow", "worker_weight": "integer_dtype", "global_scale": "ok"}
# culprit: {"worker_weight": 1, "worker_bias": 4}
# notes: The losses of two workers travel as a tensor and as a dictionary of numbers; the share of a worker is counted in whole examples.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(49)
mirrored = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
worker_bias, worker_weight, global_scale = tf.Variable(0.3), tf.Variable(2.5), tf.Variable(0.5)
shards = [tf.constant(rng.normal(size=(4, 3)).astype("float32")) for _ in range(2)]
mailbox = []
# --- cell ---
examples = tf.cast(worker_weight, tf.int32)
local = tf.reduce_mean((shards[0][:examples] @ mirrored - 1.0) ** 2) * tf.cast(examples, tf.float32)
part = tf.reduce_mean((shards[1] @ mirrored + worker_bias) ** 2)
message = {"loss": float(part), "n": shards[1].shape[0]}
mailbox.append(message)
remote = sum(m["loss"] * m["n"] for m in mailbox)
global_loss = global_scale * (local + remote) / 8.0
