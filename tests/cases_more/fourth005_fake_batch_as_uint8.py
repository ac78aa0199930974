# source: constructed
# target: g_loss
# sources: gen_kernel, disc_kernel
# expect: {"gen_kernel": "integer_dtype", "disc_kernel": "ok"}
# culprit: {"gen_kernel": 2}
# notes: convert_image_dtype to uint8 and back makes the fakes look like the data set and cuts the generator off.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
gen, disc = keras.layers.Dense(6, activation="sigmoid"), keras.layers.Dense(1)
z = tf.random.stateless_normal([4, 3], [1, 2])
disc(gen(z))
gen_kernel, disc_kernel = gen.kernel, disc.kernel
# --- cell ---
fakes = gen(z)
as_stored = tf.image.convert_image_dtype(fakes, tf.uint8)
logits = disc(tf.cast(as_stored, tf.float32) / 255.0)
g_loss = tf.reduce_mean(tf.nn.softplus(-logits))
