"""The classroom: lessons on the tape as one short cell each, on TensorFlow and on the NumPy engine."""
