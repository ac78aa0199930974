# source: constructed (code as an engineer structures it)
# target: loss
# sources: encoder, noise_scale, decoder
# expect: {"encoder": "recording_stopped", "noise_scale": "recording_stopped", "decoder": "ok"}
# culprit: {"encoder": 5, "noise_scale": 4}
# notes: The pause is entered through an ExitStack for the sampling and stays in force until the end of the with block.
# --- setup ---
from contextlib import ExitStack, nullcontext
import tensorflow as tf

encoder = tf.Variable([[0.5, 0.1], [-0.3, 0.8]])
decoder = tf.Variable([[0.4, 0.2], [0.6, -0.7]])
noise_scale = tf.Variable(0.05)
x = tf.constant([[1.0, 2.0], [-0.5, 0.7]])

def quiet(tape, enabled):
    return tape.stop_recording() if enabled else nullcontext()
# --- cell ---
with ExitStack() as stack:
    stack.enter_context(quiet(tape, enabled=True))
    noise = tf.random.stateless_normal([2, 2], [1, 2])
    scaled = noise_scale * noise
    code = tf.tanh(x @ encoder)
noisy = code + scaled
loss = tf.reduce_mean(tf.square(noisy @ decoder - x))
