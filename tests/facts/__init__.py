"""What tapeviz relies on in TensorFlow, Keras, NumPy, executing and Graphviz, one test per fact."""
