# source: constructed (segmentation with a Keras IoU metric as loss)
# target: loss
# sources: kernel, smooth
# expect: {"kernel": "stateful_op", "smooth": "ok"}
# culprit: {"kernel": 2}
# notes: BinaryIoU thresholds the masks and accumulates counts in a variable, both in the same call; the state is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
conv = keras.layers.Conv2D(1, 3, padding="same", activation="sigmoid")
img = tf.constant(np.random.default_rng(0).random((2, 6, 6, 1)).astype("float32"))
masks = tf.cast(img > 0.6, tf.float32)
conv(img)
kernel = conv.kernel
smooth = tf.Variable(0.1)
iou = keras.metrics.BinaryIoU(target_class_ids=[1], threshold=0.5)
# --- cell ---
pred = conv(img)
iou.update_state(masks, pred)
score = iou.result()
loss = 1.0 - (score + smooth) / (1.0 + smooth)
print("iou", float(score))
