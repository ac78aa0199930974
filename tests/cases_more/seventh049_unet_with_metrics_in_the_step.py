# source: https://github.com/tensorflow/tensorflow/issues/41343
# target: loss
# sources: down_kernel, up_kernel, dice_weight, iou_weight
# expect: {"down_kernel": "ok", "up_kernel": "ok", "dice_weight": "ok", "iou_weight": "stateful_op"}
# culprit: {"iou_weight": 5}
# notes: The hard masks feed the metric only; the soft dice is sound, but the metric's result is also subtracted from the loss.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(22)
inp = keras.Input((8, 8, 1))
down = keras.layers.Conv2D(3, 3, padding="same", activation="relu", name="down")(inp)
pooled = keras.layers.MaxPooling2D()(down)
up = keras.layers.Conv2DTranspose(2, 2, strides=2, name="up")(pooled)
out = keras.layers.Conv2D(1, 1)(keras.layers.Concatenate()([up, down]))
unet = keras.Model(inp, out)
down_kernel, up_kernel = unet.get_layer("down").kernel, unet.get_layer("up").kernel
dice_weight, iou_weight = tf.Variable(1.0), tf.Variable(0.5)
rng = np.random.default_rng(22)
x, mask = rng.random((2, 8, 8, 1)).astype("float32"), (rng.random((2, 8, 8, 1)) > 0.6).astype("float32")
iou = keras.metrics.Mean()
# --- cell ---
logits = unet(x, training=True)
soft = tf.sigmoid(logits)
hard = tf.cast(soft > 0.5, tf.float32)
overlap = tf.reduce_sum(hard * mask) / (tf.reduce_sum(tf.maximum(hard, mask)) + 1e-6)
iou.update_state(iou_weight * overlap)
dice = 1.0 - 2.0 * tf.reduce_sum(soft * mask) / (tf.reduce_sum(soft) + tf.reduce_sum(mask))
bce = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=mask, logits=logits))
loss = bce + dice_weight * dice - iou.result()
