# source: https://github.com/keras-team/keras/issues/16128
# target: loss
# sources: w, b
# expect: {"w": "registered_not_differentiable", "b": "ok"}
# culprit: {"w": 4}
# notes: The loss function is defined in the cell and called by a trainer from outside.
# --- setup ---
import tensorflow as tf
class Trainer:
    def __init__(self, loss_fn):
        self.loss_fn = loss_fn
    def run(self, batches):
        return tf.add_n([self.loss_fn(batch) for batch in batches])
w, b = tf.Variable([0.4, 0.6]), tf.Variable(0.2)
batches = [tf.constant([1.0, 2.0]), tf.constant([3.0, -1.0])]
# --- cell ---
def margin_loss(batch):
    score = tf.reduce_sum(batch * w)
    wrong = tf.cast(
        score < 1.0,
        tf.float32,
    )
    return wrong + tf.square(b)
trainer = Trainer(margin_loss)
loss = trainer.run(batches)
