# source: https://github.com/tensorflow/probability/issues/565
# target: value
# sources: params_1d, kernel, bias
# options: --watch params_1d
# expect: {"params_1d": "stateful_op", "kernel": "ok", "bias": "ok"}
# culprit: {"params_1d": 3}
# notes: value-and-gradient function for L-BFGS: the flat vector is assigned into the model, then the loss is differentiated with respect to the vector instead of the variables.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(4)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
kernel, bias = model.trainable_variables
shapes = [tuple(v.shape) for v in model.trainable_variables]
part = np.concatenate([np.full(int(np.prod(s)), i) for i, s in enumerate(shapes)])
params_1d = tf.constant([0.5, -0.2, 0.1, 0.0])
xs = tf.constant(np.random.default_rng(3).normal(size=(8, 3)).astype("float32"))
ys = tf.reduce_sum(xs, axis=1, keepdims=True)
def loss_of(pred):
    return tf.reduce_mean((pred - ys) ** 2)
# --- cell ---
pieces = tf.dynamic_partition(params_1d, part, len(shapes))
for var, shape, piece in zip(model.trainable_variables, shapes, pieces):
    var.assign(tf.reshape(piece, shape))
value = loss_of(model(xs))
