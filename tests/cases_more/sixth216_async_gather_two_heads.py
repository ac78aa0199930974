# source: constructed on a guide
# target: loss
# sources: left_w, right_w, mix
# expect: {"left_w": "ok", "right_w": "ok", "mix": "left_tensorflow"}
# culprit: {"mix": 7}
# notes: Two coroutines are gathered; the third value comes back from a coroutine as a Python float.
# --- setup ---
import numpy as np
import tensorflow as tf
import asyncio
left_w = tf.Variable([0.2, 0.3])
right_w = tf.Variable([0.7, -0.3])
mix = tf.Variable(0.5)
x = tf.constant([1.0, 2.0])
# --- cell ---
async def head(w):
    await asyncio.sleep(0)
    return tf.reduce_sum(w * x)

async def setting(v):
    await asyncio.sleep(0)
    return v.numpy().item()

async def main():
    return await asyncio.gather(head(left_w), head(right_w), setting(mix))

l, r, m = asyncio.run(main())
loss = tf.square(m * l + (1 - m) * r)
