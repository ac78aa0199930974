# source: https://github.com/tensorflow/tensorflow/issues/2177
# target: label
# sources: kernel
# expect: {"kernel": "registered_not_differentiable"}
# culprit: {"kernel": 5}
# notes: The saliency of the predicted class number, not of its score.
# --- setup ---
import tensorflow as tf
kernel = tf.Variable([[0.5, -0.5, 0.2], [0.1, 0.9, 0.4]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
class Classifier:
    def logits(self, batch):
        return batch @ kernel
    def __call__(self, batch):
        return tf.argmax(self.logits(batch), axis=1)
label = Classifier()(x)
