# source: constructed (CycleGAN notebook, identity term only)
# target: g_loss
# sources: ab_kernel, ba_kernel, disc_kernel
# expect: {"ab_kernel": "ok", "ba_kernel": "not_connected", "disc_kernel": "ok"}
# culprit: {"ba_kernel": 7}
# notes: The cycle is computed and shown, but the loss adds the adversarial and the identity term only.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
g_ab, g_ba = keras.layers.Dense(4, name="ab"), keras.layers.Dense(4, name="ba")
disc = keras.layers.Dense(1, name="disc")
real_a = tf.constant(np.random.default_rng(0).random((3, 4)).astype("float32"))
real_b = tf.constant(np.random.default_rng(1).random((3, 4)).astype("float32"))
disc(g_ba(g_ab(real_a)))
ab_kernel, ba_kernel, disc_kernel = g_ab.kernel, g_ba.kernel, disc.kernel
# --- cell ---
fake_b = g_ab(real_a)
cycled = g_ba(fake_b)
cycle_loss = tf.reduce_mean(tf.abs(cycled - real_a))
adv = tf.reduce_mean((disc(fake_b) - 1.0) ** 2)
identity = tf.reduce_mean(tf.abs(g_ab(real_b) - real_b))
print("cycle", cycle_loss.numpy(), "adv", adv.numpy())
g_loss = (
    adv
    + 5.0 * identity
)
