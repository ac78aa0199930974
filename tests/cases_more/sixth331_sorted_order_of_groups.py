# source: constructed on a guide
# target: curve
# sources: priority, cost_a, cost_b, decay
# expect: {"priority": "left_tensorflow", "cost_a": "ok", "cost_b": "ok", "decay": "ok"}
# culprit: {"priority": 1}
# notes: The order of discounting comes from sorting by priority.
# --- setup ---
import numpy as np
import tensorflow as tf
priority = tf.Variable([0.2, 0.9])
cost_a, cost_b = tf.Variable(1.0), tf.Variable(2.0)
decay = tf.Variable(0.8)
# --- cell ---
tasks = list(zip(priority.numpy(), (cost_a, cost_b)))
tasks.sort(key=lambda pc: pc[0], reverse=True)
curve = tf.add_n([c * decay ** i for i, (_, c) in enumerate(tasks)])
