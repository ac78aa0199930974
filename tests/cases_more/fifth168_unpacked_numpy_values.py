# source: https://github.com/tensorflow/tensorflow/issues/56968
# target: loss
# sources: pose, focal
# expect: {"pose": "left_tensorflow", "focal": "ok"}
# culprit: {"pose": 2}
# notes: The camera position is unpacked from an array.
# --- setup ---
import tensorflow as tf
pose, focal = tf.Variable([0.1, 0.2, 2.0]), tf.Variable(1.4)
points = tf.constant([[0.5, 0.5, 1.0], [-0.3, 0.2, 1.5]])
# --- cell ---
def project(camera, f):
    tx, ty, tz = camera.numpy()
    moved = points + tf.constant([tx, ty, tz])
    return f * moved[:, :2] / moved[:, 2:]
pixels = project(pose * 1.0, focal)
loss = tf.reduce_mean(tf.square(pixels))
