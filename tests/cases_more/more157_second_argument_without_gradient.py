# source: constructed (custom gradient returns None for one argument)
# target: loss
# sources: x, steepness
# expect: {"x": "ok", "steepness": "custom_gradient_none"}
# culprit: {"steepness": 2}
# notes: The surrogate derivative is returned for the potential only; for the steepness it is None.
# --- setup ---
import tensorflow as tf

x, steepness = tf.Variable([0.4, -0.1, 0.9]), tf.Variable(5.0)
@tf.custom_gradient
def spike(v, k):
    def backward(upstream):
        return upstream * k / (1.0 + k * tf.abs(v)) ** 2, None
    return tf.cast(v > 0.0, tf.float32), backward
# --- cell ---
potential = x - 0.2
spikes = spike(potential, steepness)
loss = tf.reduce_sum(spikes * [1.0, 2.0, 3.0])
