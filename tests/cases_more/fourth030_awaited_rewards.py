# source: constructed
# target: loss
# sources: policy_w, reward_w
# expect: {"policy_w": "ok", "reward_w": "left_tensorflow"}
# culprit: {"reward_w": 1}
# notes: An async helper returns plain numbers from the reward model.
# --- setup ---
import asyncio
import numpy as np
import tensorflow as tf

policy_w, reward_w = tf.Variable([0.1, 0.4]), tf.Variable([0.5, -0.3])
xs = [tf.constant([1.0, 2.0]), tf.constant([0.0, 1.0])]
async def judge(x):
    await asyncio.sleep(0)
    return tf.tensordot(x, reward_w, 1).numpy().item()
# --- cell ---
rewards = await asyncio.gather(*[judge(x) for x in xs])
terms = [r * tf.tensordot(x, policy_w, 1) for r, x in zip(rewards, xs)]
loss = -tf.add_n(terms)
