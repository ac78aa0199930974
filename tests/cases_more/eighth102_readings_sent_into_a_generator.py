# source: constructed (generators with send)
# target: loss
# sources: alpha, readings, gain, base
# expect: {"alpha": "ok", "readings": "ok", "gain": "left_tensorflow", "base": "computed_before_tape"}
# culprit: {"base": 1, "gain": 4}
# notes: The smoother is a generator that is fed by send(): its state is a tensor all the way; the gain is printed and the printed text is reused; the generator was started in another cell with a value made of base.
# --- setup ---
import tensorflow as tf

def smoother(alpha):
    level = yield
    while True:
        x = yield level
        level = alpha * x + (1.0 - alpha) * level
alpha = tf.Variable(0.3)
readings = tf.Variable([1.0, 1.4, 0.8, 1.1])
gain, base = tf.Variable(1.05), tf.Variable(0.9)
filt = smoother(alpha)
next(filt)
filt.send(tf.square(base))
# --- cell ---
filt.send(readings[0])
level = filt.send(readings[1])
for reading in readings[2:]:
    label = f"{gain.numpy():.3f}"
    print("gain", label)
    level = filt.send(reading * float(label))
loss = (level - 1.0) ** 2
