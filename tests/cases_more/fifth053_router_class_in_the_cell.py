# source: https://github.com/tensorflow/tensorflow/issues/48916
# target: loss
# sources: router_w, expert_w
# expect: {"router_w": "registered_not_differentiable", "expert_w": "ok"}
# culprit: {"router_w": 8}
# notes: A layer defined in the cell routes by argmax.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(6)
x = tf.constant([[1.0, 0.2, -0.5], [0.3, 0.3, 0.9]])
# --- cell ---
class Router(keras.layers.Layer):
    def __init__(self, experts):
        super().__init__()
        self.choose = keras.layers.Dense(experts)
        self.experts = self.add_weight(shape=(experts, 3), initializer="ones")
    def call(self, inputs):
        scores = self.choose(inputs)
        best = keras.ops.argmax(scores, axis=-1)
        mask = keras.ops.one_hot(best, 2)
        return keras.ops.sum(inputs * keras.ops.matmul(mask, self.experts), axis=-1)
router = Router(2)
answer = router(x)
router_w, expert_w = router.choose.kernel, router.experts
loss = tf.reduce_sum(answer ** 2)
