# source: constructed (differentiable physics with an external solver)
# target: miss
# sources: launch, drag, aim
# expect: {"launch": "ok", "drag": "custom_gradient_none", "aim": "ok"}
# culprit: {"drag": 1}
# notes: The external solver returns a gradient for the launch speed but None for the drag; NumPy is used inside, within the custom gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

def fly(speed, k):
    x, v = 0.0, speed
    for _ in range(20):
        v = v - 0.05 * k * v
        x = x + 0.05 * v
    return x
@tf.custom_gradient
def solver(speed, k):
    s, d = speed.numpy(), k.numpy()
    def backward(dy):
        slope = (fly(s + 1e-3, d) - fly(s - 1e-3, d)) / 2e-3
        return dy * np.float32(slope), None
    return tf.constant(fly(s, d), tf.float32), backward
launch, drag, aim = tf.Variable(8.0), tf.Variable(0.4), tf.Variable(5.0)
# --- cell ---
landing = solver(launch, drag)
print("landed at", landing.numpy())
miss = tf.square(landing - aim)
