# source: constructed (asyncio.gather)
# target: fused
# sources: near, far, old, trim
# expect: {"near": "ok", "far": "ok", "old": "computed_before_tape", "trim": "left_tensorflow"}
# culprit: {"trim": 3, "old": 6}
# notes: Coroutines do not disturb the tape; the coroutine of the old sensor ran to its end in another cell, and the calibration returns an array.
# --- setup ---
import asyncio
import tensorflow as tf

near, far, old, trim = (tf.Variable(v) for v in (0.9, 0.4, 0.2, 0.1))
signal = tf.constant([1.0, 2.0, 4.0])
async def probe(gain):
    await asyncio.sleep(0)
    return tf.reduce_mean(tf.sqrt(gain * signal))
async def calibrate(gain):
    await asyncio.sleep(0)
    return (gain * 0.5).numpy()
kept = [asyncio.run(probe(old))]
# --- cell ---
async def main():
    tasks = [asyncio.create_task(probe(g)) for g in (near, far)]
    level = await calibrate(trim)
    first, second = await asyncio.gather(*tasks)
    return tf.maximum(first, second) + 0.1 * (first + second) - level
fused = asyncio.run(main()) + kept[0]
