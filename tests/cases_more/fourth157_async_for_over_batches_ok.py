# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: An asynchronous generator hands out the batches; the arithmetic is ordinary (no false alarm).
# --- setup ---
import asyncio
import tensorflow as tf

w, b = tf.Variable([[1.0], [2.0]]), tf.Variable(0.5)
async def batches():
    for k in range(2):
        await asyncio.sleep(0)
        yield tf.ones([2, 2]) * float(k + 1)
# --- cell ---
loss = tf.constant(0.0)
async for xb in batches():
    loss += tf.reduce_mean((xb @ w + b) ** 2)
print("loss", loss.numpy())
