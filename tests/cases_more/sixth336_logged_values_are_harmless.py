# source: constructed on a guide
# target: loss
# sources: w, lr, b
# expect: {"w": "ok", "lr": "not_connected", "b": "ok"}
# culprit: {"lr": 4}
# notes: The learning rate is only formatted into a log line.
# --- setup ---
import numpy as np
import tensorflow as tf
w, b, lr = tf.Variable([1.0, 2.0]), tf.Variable(0.1), tf.Variable(0.01)
history = []
# --- cell ---
pred = tf.reduce_sum(w) + b
history.append({"lr": float(lr), "w": w.numpy().copy(), "step": len(history)})
print(f"lr={history[-1]['lr']:.3g} pred={pred:.3f}")
loss = tf.square(pred - 2.0)
