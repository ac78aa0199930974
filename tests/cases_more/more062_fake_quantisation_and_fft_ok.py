# source: constructed (quantisation-aware training in the frequency domain)
# target: loss
# sources: signal, weight
# expect: {"signal": "ok", "weight": "ok"}
# notes: The cast to complex, the Fourier transform and the fake quantisation all have gradients (no false alarm).
# --- setup ---
import tensorflow as tf

signal = tf.Variable([0.1, 0.9, -0.4, 0.3])
weight = tf.Variable([0.5, -0.5, 0.25, 1.0])
# --- cell ---
spectrum = tf.signal.fft(tf.cast(signal, tf.complex64))
power = tf.abs(spectrum) ** 2
coarse = tf.quantization.fake_quant_with_min_max_args(weight, -1.0, 1.0, num_bits=4)
loss = tf.reduce_sum(power * coarse)
