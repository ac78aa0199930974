# source: constructed (feature map compression)
# target: distortion
# sources: encoder, decoder, step, clip_at
# expect: {"encoder": "integer_dtype", "decoder": "ok", "step": "ok", "clip_at": "integer_dtype"}
# culprit: {"encoder": 2, "clip_at": 2}
# notes: convert_image_dtype to uint8 and back is a cast to integers; the step that multiplies afterwards is connected.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(857)
encoder = tf.Variable(rng.random((4, 3)).astype("float32"))
decoder = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
step, clip_at = tf.Variable(1.0), tf.Variable(0.9)
x = tf.constant(rng.random((5, 4)).astype("float32") * 0.4)
class Codec:
    def pack(self, h):
        code = tf.minimum(h, clip_at)
        return tf.image.convert_image_dtype(code, tf.uint8, saturate=True)
    def unpack(self, bits):
        return tf.image.convert_image_dtype(bits, tf.float32)
# --- cell ---
codec = Codec()
packed = codec.pack(x @ encoder)
restored = codec.unpack(packed)
distortion = tf.reduce_mean((step * restored @ decoder - x) ** 2)
