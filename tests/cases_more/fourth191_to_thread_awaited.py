# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "computed_before_tape", "b": "ok"}
# culprit: {"w": 2}
# notes: 
# --- setup ---
import asyncio
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
h = await asyncio.to_thread(tf.sin, w)
loss = tf.reduce_sum(h * b)
