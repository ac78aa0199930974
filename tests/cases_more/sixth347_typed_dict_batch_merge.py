# source: constructed on a guide
# target: loss
# sources: img, txt, tmp, mask
# expect: {"img": "ok", "txt": "ok", "tmp": "registered_not_differentiable", "mask": "stop_gradient"}
# culprit: {"mask": 2, "tmp": 3}
# notes: A dict union builds the batch; the temperature is rounded, the mask detached.
# --- setup ---
import numpy as np
import tensorflow as tf
from typing import TypedDict, NotRequired
class Batch(TypedDict):
    img: tf.Tensor
    txt: tf.Tensor
    mask: NotRequired[tf.Tensor]
img = tf.Variable([[0.1, 0.9], [0.4, 0.2]])
txt = tf.Variable([[0.3, 0.7], [0.6, 0.1]])
tmp, mask = tf.Variable(0.73), tf.Variable([[1.0, 0.2], [0.1, 1.0]])
# --- cell ---
batch: Batch = {"img": img, "txt": txt}
batch |= {"mask": tf.stop_gradient(mask)}
t = tf.round(tmp * 10) / 10
i, x = (tf.linalg.l2_normalize(batch[k], axis=-1) for k in ("img", "txt"))
sim = tf.matmul(i, x, transpose_b=True) / t * batch["mask"]
loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(tf.constant([0, 1]), sim, from_logits=True))
