# source: constructed on a guide
# target: loss
# sources: gen_w, pix_w
# expect: {"gen_w": "left_tensorflow", "pix_w": "ok"}
# culprit: {"gen_w": 2}
# notes: The generator output passes predict_on_batch of a feature extractor; the pixel loss does not use the generator.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
base = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3, activation="relu", name="c1"), keras.layers.Conv2D(3, 3, name="c2")])
extractor = keras.Model(base.inputs, base.get_layer("c1").output)
gen = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(1, 3, padding="same")])
gen_w = gen.layers[0].kernel
pix_w = tf.Variable(0.5)
lo = np.random.default_rng(0).random((2, 6, 6, 1)).astype("float32")
hi = np.random.default_rng(1).random((2, 6, 6, 1)).astype("float32")
hi_feat = extractor.predict_on_batch(hi)
# --- cell ---
out = gen(lo)
feat = extractor.predict_on_batch(out)
perceptual = tf.reduce_mean((feat - hi_feat) ** 2)
pixel = tf.reduce_mean(tf.abs(lo - hi))
loss = perceptual + pix_w * pixel
psnr = tf.image.psnr(out, hi, max_val=1.0)
print("psnr", psnr.numpy().mean())
