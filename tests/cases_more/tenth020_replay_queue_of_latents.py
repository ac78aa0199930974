# source: constructed
# target: td
# sources: enc, q_head, bonus
# expect: {"enc": "stateful_op", "q_head": "ok", "bonus": "ok"}
# culprit: {"enc": 2}
# notes: World-model latents go through a queue that serves as replay memory.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
enc = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
q_head = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
bonus = tf.Variable(0.1)
memory = tf.queue.FIFOQueue(capacity=32, dtypes=[tf.float32, tf.float32], shapes=[(3,), ()])
frames = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
rewards = tf.constant(rng.random(6).astype("float32"))
# --- cell ---
latents = tf.tanh(frames @ enc)
memory.enqueue_many((latents, rewards))
z, r = memory.dequeue_many(4)
q = tf.reduce_max(z @ q_head, axis=1)
td = tf.reduce_mean((r + bonus - q) ** 2)
