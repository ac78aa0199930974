# source: constructed (stateful sequence model)
# target: loss
# sources: rec_kernel, head_w
# expect: {"rec_kernel": "computed_before_tape", "head_w": "ok"}
# culprit: {"rec_kernel": 1}
# notes: The hidden state comes from the previous cell and only the readout runs here.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
lstm = keras.layers.LSTM(4)
seq = tf.constant(np.random.default_rng(0).normal(size=(2, 6, 3)).astype("float32"))
hidden = lstm(seq)
rec_kernel = lstm.cell.recurrent_kernel
head_w = tf.Variable(np.random.default_rng(1).normal(size=(4, 2)).astype("float32"))
labels = tf.constant([0, 1])
# --- cell ---
logits = hidden @ head_w
pred = tf.argmax(logits, axis=1).numpy()
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
print("accuracy", (pred == labels.numpy()).mean())
