# source: constructed on a guide
# target: gen_loss
# sources: g_kernel, d_kernel
# expect: {"g_kernel": "computed_before_tape", "d_kernel": "ok"}
# culprit: {"g_kernel": 4}
# notes: The fake images were sampled in an earlier cell for plotting and the generator step reuses them.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
from keras import layers
keras.utils.set_random_seed(3)
LATENT = 4
def make_generator():
    return keras.Sequential([keras.Input((LATENT,)), layers.Dense(9, use_bias=False), layers.LeakyReLU(), layers.Reshape((3, 3, 1))])
def make_discriminator():
    return keras.Sequential([keras.Input((3, 3, 1)), layers.Flatten(), layers.Dense(6), layers.LeakyReLU(), layers.Dense(1)])
generator, discriminator = make_generator(), make_discriminator()
bce = keras.losses.BinaryCrossentropy(from_logits=True)
g_kernel = generator.trainable_variables[0]
d_kernel = discriminator.trainable_variables[0]
noise = tf.random.normal([5, LATENT], seed=1)
# show a sample
fake = generator(noise, training=False)
print("sample range", float(tf.reduce_min(fake)), float(tf.reduce_max(fake)))
# --- cell ---
"critic on the batch made above"
real = tf.ones([5, 3, 3, 1]) * 0.5
logits_real = discriminator(real, training=True)
logits_fake = discriminator(fake, training=True)
disc_loss = bce(tf.ones_like(logits_real), logits_real) + bce(tf.zeros_like(logits_fake), logits_fake)
gen_loss = bce(tf.ones_like(logits_fake), logits_fake)
acc = np.mean(logits_real.numpy() > 0)
print(f"D acc {acc:.2f}  G {float(gen_loss):.3f}  D {float(disc_loss):.3f}")
