# source: constructed
# target: loss
# sources: slit, gain, nu
# expect: {"slit": "ok", "gain": "ok", "nu": "ok"}
# notes: Fresnel and Bessel functions, lgamma and erfinv all have gradients (no false alarm).
# --- setup ---
import tensorflow as tf

slit, gain, nu = tf.Variable([0.5, 1.0, 1.5]), tf.Variable(2.0), tf.Variable([0.1, -0.2, 0.3])
seen = tf.constant([0.4, 0.7, 0.6])
# --- cell ---
amplitude = tf.math.special.fresnel_cos(slit) + tf.math.bessel_i0e(slit)
model = gain * amplitude ** 2 + tf.math.erfinv(nu)
print("rounded", tf.round(model * 100.0).numpy() / 100.0)
loss = tf.reduce_mean((model - seen) ** 2) + tf.math.lgamma(gain)
