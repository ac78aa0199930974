# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: gain, w
# expect: {"gain": "left_tensorflow", "w": "ok"}
# culprit: {"gain": 1}
# notes: A callback stores the learned gain as a number that the forward pass reads later.
# --- setup ---
import tensorflow as tf
SETTINGS = {"gain": 1.0}
def on_step_begin(variable):
    SETTINGS["gain"] = variable.numpy().tolist()
def forward(x, w):
    return tf.nn.relu(x * w) * SETTINGS["gain"]
gain = tf.Variable(1.7)
w = tf.Variable([0.5, 0.6])
x = tf.constant([1.0, 2.0])
# --- cell ---
on_step_begin(gain)
for _ in range(2):
    out = forward(x, w)
loss = tf.reduce_sum(out)
