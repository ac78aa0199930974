# source: https://github.com/isl-org/Open3D-ML/issues/568
# target: loss
# sources: point_features, positions, cell_size, head
# expect: {"point_features": "ok", "positions": "integer_dtype", "cell_size": "integer_dtype", "head": "ok"}
# notes: Voxel pooling: the segment reduction is differentiable in the features, but where a point belongs is an integer of its position and the cell size.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(38)
positions = tf.Variable(rng.uniform(0, 3, size=(7, 1)).astype("float32"))
point_features = tf.Variable(rng.normal(size=(7, 2)).astype("float32"))
cell_size = tf.Variable(1.0)
head = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
# --- cell ---
cells = tf.cast(
    positions[:, 0] / cell_size,
    tf.int32)
pooled = tf.math.unsorted_segment_mean(point_features, cells, num_segments=4)
highest = tf.math.unsorted_segment_max(point_features, cells, num_segments=3)
logits = pooled[:3] @ head + tf.reduce_sum(tf.nn.relu(highest), axis=1, keepdims=True)
loss = tf.reduce_mean(tf.nn.softplus(logits))
