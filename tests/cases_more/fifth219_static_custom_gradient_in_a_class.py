# source: https://github.com/tensorflow/tensorflow/issues/31945
# target: loss
# sources: x, slope
# expect: {"x": "custom_gradient_none", "slope": "ok"}
# culprit: {"x": 1}
# notes: The backward function of a static method returns None.
# --- setup ---
import tensorflow as tf
class Heaviside:
    @staticmethod
    @tf.custom_gradient
    def step(v):
        return tf.cast(v > 0.0, tf.float32), lambda dy: None
    def __call__(self, v):
        return self.step(v)
x, slope = tf.Variable([0.4, -0.2]), tf.Variable(2.0)
gate = Heaviside()
# --- cell ---
opened = gate(x)
loss = tf.reduce_sum(opened * slope) + slope ** 2
