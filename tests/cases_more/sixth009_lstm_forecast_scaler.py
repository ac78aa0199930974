# source: constructed on a guide
# target: mae
# sources: lstm_kernel, scale, shift
# expect: {"lstm_kernel": "ok", "scale": "ok", "shift": "left_tensorflow"}
# culprit: {"shift": 3}
# notes: A scaler class keeps tensors for the scale but calls numpy() on the shift.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
class Scaler:
    def __init__(self, scale, shift):
        self.scale, self.shift = scale, shift
    def transform(self, x):
        return (x - self.shift.numpy()) / self.scale
    def inverse(self, x):
        return x * self.scale + self.shift.numpy()
scale, shift = tf.Variable(2.0), tf.Variable(0.3)
scaler = Scaler(scale, shift)
model = keras.Sequential([keras.Input((5, 1)), keras.layers.LSTM(3), keras.layers.Dense(1)])
lstm_kernel = model.layers[0].cell.kernel
series = np.sin(np.arange(20) / 3).astype("float32")
def windows(s, n=5):
    xs = np.stack([s[i:i + n] for i in range(len(s) - n)])
    return xs[..., None], s[n:, None]
# --- cell ---
X, y = windows(series)
X, y = tf.constant(X[:6]), tf.constant(y[:6])
Xs = scaler.transform(X)
pred_s = model(Xs)
pred = scaler.inverse(pred_s)
mae = tf.reduce_mean(tf.abs(pred - y))
naive = np.mean(np.abs(X[:, -1].numpy() - y.numpy()))
print(f"mae {mae.numpy():.3f} (naive {naive:.3f})")
