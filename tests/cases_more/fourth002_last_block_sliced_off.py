# source: constructed
# target: loss
# sources: first_kernel, last_kernel, head_kernel
# expect: {"first_kernel": "ok", "last_kernel": "not_connected", "head_kernel": "ok"}
# culprit: {"last_kernel": 3}
# notes: call() walks over self.blocks[:-1], so the last block is built and never applied.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.blocks = [keras.layers.Dense(4, activation="tanh") for _ in range(3)]
        self.head = keras.layers.Dense(1)
    def call(self, x):
        for block in self.blocks[:-1]:
            x = block(x)
        return self.head(x)
net = Net()
x = tf.ones([2, 4])
for b in net.blocks:
    b.build((None, 4))
net(x)
first_kernel, last_kernel, head_kernel = net.blocks[0].kernel, net.blocks[2].kernel, net.head.kernel
# --- cell ---
pred = net(x)
err = pred - 1.0
loss = tf.reduce_mean(err ** 2)
