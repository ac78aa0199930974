# source: constructed (contextvars and copy_context)
# target: nll
# sources: logits, temperature, sharp
# expect: {"logits": "ok", "temperature": "not_connected", "sharp": "ok"}
# culprit: {"temperature": 4}
# notes: The temperature is set inside copy_context().run, so the code outside still sees the default of the context variable.
# --- setup ---
import contextvars
import tensorflow as tf

TEMPERATURE = contextvars.ContextVar("temperature", default=1.0)
SHARP = contextvars.ContextVar("sharp")
logits = tf.Variable([[0.2, 1.5, -0.3], [0.9, 0.1, 0.4]])
temperature, sharp = tf.Variable(2.0), tf.Variable(0.8)
labels = tf.constant([1, 0])
def calibrated(z):
    return z / TEMPERATURE.get() * SHARP.get()
# --- cell ---
contextvars.copy_context().run(TEMPERATURE.set, temperature)
SHARP.set(sharp)
ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, calibrated(logits))
nll = tf.reduce_mean(ce)
