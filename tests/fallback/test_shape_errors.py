"""What is said where shapes, axes and indices do not fit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_raises, params


def not_among(allowed: str, dtype: str, op: str, attr: str = "T") -> str:
    return f"Value for attr '{attr}' of {dtype} is not in the list of allowed values: {allowed} [Op:{op}]"


def wrong_input(op: str, expected: str, given: str) -> str:
    said = f"was expected to be a {expected} tensor but is a {given} tensor"
    return f"cannot compute {op} as input #0(zero-based) {said} [Op:{op}]"


def not_an_index(value: str) -> str:
    return (
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are "
        f"valid indices, got {value}"
    )


INVALID = [
    # program, message of the InvalidArgumentError
    # shapes
    ("tf.ones(2) + tf.ones(3)", "Incompatible shapes: [2] vs. [3] [Op:AddV2]"),
    ("tf.ones([2, 3]) * tf.ones([2, 2])", "Incompatible shapes: [2,3] vs. [2,2] [Op:Mul]"),
    ("tf.ones(4) * tf.ones([2, 2, 2])", "Incompatible shapes: [4] vs. [2,2,2] [Op:Mul]"),
    ("tf.ones([2, 3]) @ tf.ones([2, 3])", "Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul]"),
    ("tf.ones([1, 2]) @ tf.ones([1, 2])", "Matrix size-incompatible: In[0]: [1,2], In[1]: [1,2] [Op:MatMul]"),
    ("tf.matmul(tf.ones([2, 3]), tf.ones([2, 3]))", "Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul]"),
    ("tf.ones(2) @ tf.ones(2)", "In[0] and In[1] ndims must be == 2: 1 [Op:MatMul]"),
    ("tf.ones([1, 2]) @ tf.ones(2)", "In[0] and In[1] has different ndims: [1,2] vs. [2] [Op:MatMul]"),
    ("tf.ones(2) @ tf.ones([2, 2])", "In[0] and In[1] has different ndims: [2] vs. [2,2] [Op:MatMul]"),
    (
        "tf.ones([2, 1, 2]) @ tf.ones([3, 2, 1])",
        "In[0] and In[1] must have compatible batch dimensions: [2,1,2] vs. [3,2,1] [Op:BatchMatMulV2]",
    ),
    (
        "tf.ones([2, 1, 2]) @ tf.ones([2, 1, 2])",
        "Matrix size-incompatible: In[0]: [2,1,2], In[1]: [2,1,2] [Op:BatchMatMulV2]",
    ),
    ("tf.matmul(1., 2.)", "In[0] and In[1] ndims must be == 2: 0 [Op:MatMul]"),
    (
        "tf.reshape(tf.ones(6), [4, 2])",
        "Input to reshape is a tensor with 6 values, but the requested shape has 8 [Op:Reshape]",
    ),
    (
        "tf.reshape(tf.ones(6), [4, -1])",
        ("Input to reshape is a tensor with 6 values, but the requested shape requires a multiple of 4 [Op:Reshape]"),
    ),
    ("tf.reshape(tf.ones(6), [-1, -1])", "Only one input size may be -1, not both 0 and 1 [Op:Reshape]"),
    ("tf.reshape(tf.ones(6), [-2, 3])", "Size 0 must be non-negative, not -2 [Op:Reshape]"),
    (
        "tf.concat([tf.ones([1, 2]), tf.ones([1, 3])], 0)",
        ("ConcatOp : Dimension 1 in both shapes must be equal: shape[0] = [1,2] vs. shape[1] = [1,3] [Op:ConcatV2]"),
    ),
    (
        "tf.concat([tf.ones(2), tf.ones([1, 2])], 0)",
        ("ConcatOp : Ranks of all input tensors should match: shape[0] = [2] vs. shape[1] = [1,2] [Op:ConcatV2]"),
    ),
    (
        "tf.concat([tf.ones(2), tf.ones(2)], 1)",
        "ConcatOp : Expected concatenating dimensions in the range [-1, 1), but got 1 [Op:ConcatV2]",
    ),
    ("tf.concat([1., 2.], 0)", "ConcatOp : Can't concatenate scalars (use tf.stack instead) [Op:ConcatV2]"),
    (
        "tf.stack([tf.ones(2), tf.ones(3)])",
        "Shapes of all inputs must match: values[0].shape = [2] != values[1].shape = [3] [Op:Pack]",
    ),
    ("tf.reduce_sum(tf.ones(2), axis=3)", "Invalid reduction dimension (3 for input with 1 dimension(s) [Op:Sum]"),
    ("tf.reduce_mean(tf.ones(2), axis=-2)", "Invalid reduction dimension (-2 for input with 1 dimension(s) [Op:Mean]"),
    (
        "tf.reduce_sum(tf.ones([2, 2]), axis=[0, 0])",
        "Invalid reduction arguments: Axes contains duplicate dimension: 0 [Op:Sum]",
    ),
    ("tf.argmax(tf.ones(2), axis=1)", "Expected dimension in the range [-1, 1), but got 1 [Op:ArgMax]"),
    ("tf.gather([1., 2.], [5])", "indices[0] = 5 is not in [0, 2) [Op:GatherV2]"),
    ("tf.gather([1., 2.], [-1])", "indices[0] = -1 is not in [0, 2) [Op:GatherV2]"),
    ("tf.gather([1., 2.], [0], axis=1)", "Shape must be at least rank 2 but is rank 1 [Op:GatherV2]"),
    ("tf.gather([1., 2.], [0], axis=-2)", "Shape must be at least rank 2 but is rank 1 [Op:GatherV2]"),
    ("tf.gather(1., [0])", "params must be at least 1 dimensional [Op:GatherV2]"),
    (
        "tf.gather(tf.ones([3, 2]), [[1], [0]], batch_dims=1)",
        "params.shape[0]: 3 should be equal to indices.shape[0]: 2 [Op:GatherV2]",
    ),
    (
        "tf.gather(tf.ones([2, 2, 2]), [[1], [0]], batch_dims=2, axis=1)",
        "batch_dims (2) must be less than or equal to axis (1). [Op:GatherV2]",
    ),
    ("tf.split(tf.ones(3), [1, 2], axis=1)", "-input rank(-1) <= split_dim < input rank (1), but got 1 [Op:SplitV]"),
    ("tf.split(tf.ones(3), [-1, -1])", "There can only be one -1 in the input. [Op:SplitV]"),
    ("tf.split(tf.ones(3), 0)", "Value for attr 'num_split' of 0 must be at least minimum 1 [Op:Split]"),
    ("tf.unstack(tf.ones(2), num=3)", "Input shape axis 0 must equal 3, got shape [2] [Op:Unpack]"),
    (
        "tf.searchsorted(tf.zeros([2, 3]), tf.ones([1, 1]))",
        "Leading dim_size of both tensors must match. [Op:LowerBound]",
    ),
    ("tf.ones(3) @ tf.ones([2, 3, 2])", "In[0] ndims must be >= 2: 1 [Op:BatchMatMulV2]"),
    ("tf.ones([2, 2, 3]) @ tf.ones(3)", "In[1] ndims must be >= 2: 1 [Op:BatchMatMulV2]"),
    ("tf.einsum('...ij->...i', tf.ones(1))", "Expected input 0 to have rank at least 2 but got: 1 [Op:Einsum]"),
    (
        "tf.dynamic_stitch([[0], [1]], [tf.ones(1), tf.ones(1, tf.float64)])",
        (
            "cannot compute DynamicStitch as input #3(zero-based) was expected to be a float tensor but is a double "
            "tensor [Op:DynamicStitch]"
        ),
    ),
    (
        "tf.space_to_batch(tf.ones([1, 4, 4, 2]), [3, 2], [[0, 0], [0, 0]])",
        "padded_shape[0]=4 is not divisible by block_shape[0]=3 [Op:SpaceToBatchND]",
    ),
    (
        "tf.batch_to_space(tf.ones([4, 1, 1, 2]), [2, 2], [[0, 3], [0, 0]])",
        "cropped_shape[0]=-1 must be non-negative [Op:BatchToSpaceND]",
    ),
    ("tf.reduce_any(c([1.]))", wrong_input("Any", "bool", "float")),
    ("tf.reduce_all(V([1]))", wrong_input("All", "bool", "int32")),
    (
        "tf.gather_nd([1., 2.], [[5]])",
        "indices[0] = [5] does not index into param shape [2], node name: GatherNd [Op:GatherNd]",
    ),
    ("tf.expand_dims(tf.ones(2), 5)", "Tried to expand dim index 5 for tensor with 1 dimensions. [Op:ExpandDims]"),
    ("tf.squeeze(tf.ones([2, 1]), 0)", "Can not squeeze dim[0], expected a dimension of 1, got 2 [Op:Squeeze]"),
    ("tf.squeeze(tf.ones([2, 1]), 5)", "Tried to squeeze dim index 5 for tensor with 2 dimensions. [Op:Squeeze]"),
    (
        "tf.transpose(tf.ones([2, 3]), [0])",
        "transpose expects a vector of size 2. But input(1) is a vector of size 1 [Op:Transpose]",
    ),
    ("tf.transpose(tf.ones([2, 3]), [0, 0])", "1 is missing from {0,0}. [Op:Transpose]"),
    ("tf.transpose(tf.ones([2, 3]), [0, 2])", "2 is out of range [0 .. 2) [Op:Transpose]"),
    ("tf.zeros(-1)", "Dimension -1 must be >= 0 [Op:Fill]"),
    ("tf.ones([2, -1])", "Dimension -1 must be >= 0 [Op:Fill]"),
    ("tf.broadcast_to(tf.ones(3), [2])", "Incompatible shapes: [3] vs. [2] [Op:BroadcastTo]"),
    ("tf.broadcast_to(tf.ones(3), [2, 2])", "Incompatible shapes: [3] vs. [2,2] [Op:BroadcastTo]"),
    ("tf.tile([1, 2], [1, 1])", "Expected multiples argument to be a vector of length 1 but got length 2 [Op:Tile]"),
    ("tf.pad([1.], [[1]])", "paddings must be a matrix with 2 columns: [1,1] [Op:Pad]"),
    (
        "tf.split(tf.range(5), 2)",
        (
            "Number of ways to split should evenly divide the split dimension, but got split_dim 0 (size = "
            "5) and num_split 2 [Op:Split]"
        ),
    ),
    (
        "tf.split(tf.range(5), [2, 2])",
        (
            "Determined shape must either match input shape along split_dim exactly if fully specified, or "
            "be less than the size of the input along split_dim if not fully specified.  Got: 4 [Op:SplitV]"
        ),
    ),
    ("tf.random.normal(5)", "shape must be a vector of {int32,int64}, got shape [] [Op:RandomStandardNormal]"),
    (
        "tf.add_n([tf.ones(2), tf.ones(3)])",
        (
            "Inputs to operation AddN of type AddN must have the same size and shape.  Input 0: [2] != "
            "input 1: [3] [Op:AddN]"
        ),
    ),
    (
        "tf.where([True, False], tf.ones(3), tf.ones(2))",
        "condition [2], then [3], and else [2] must be broadcastable [Op:SelectV2]",
    ),
    ("tf.one_hot([1], -1)", "depth must be non-negative, got: -1 [Op:OneHot]"),
    ("tf.range(0, 3, 0)", "Requires delta != 0: 0 [Op:Range]"),
    ("tf.range(0, 3, -1)", "Requires start >= limit when delta < 0: 0/3 [Op:Range]"),
    ("tf.eye(-1)", "Dimension -1 must be >= 0 [Op:Fill]"),
    ("tf.tensordot(tf.ones(2), tf.ones(3), 1)", "Matrix size-incompatible: In[0]: [1,2], In[1]: [3,1] [Op:MatMul]"),
    (
        "tf.einsum('ij,jk->ik', tf.ones([2, 3]), tf.ones([2, 3]))",
        "Expected dimension 3 at axis 0 of the input shaped [2,3] but got dimension 2 [Op:Einsum]",
    ),
    ("tf.einsum('ij->', tf.ones(3))", "Expected input 0 to have rank 2 but got: 1 [Op:Einsum]"),
    ("tf.linalg.inv(tf.zeros([2, 2]))", "Input is not invertible. [Op:MatrixInverse]"),
    ("tf.linalg.inv(tf.zeros([2, 3]))", "Input matrix must be square. [Op:MatrixInverse]"),
    ("tf.linalg.det(tf.zeros([2, 3]))", "Input matrix must be square. [Op:MatrixDeterminant]"),
    ("tf.linalg.diag_part(1.)", "input must be at least 2-dim, received shape: [] [Op:MatrixDiagPartV3]"),
    (
        "tf.linalg.matvec(tf.ones([2, 2]), tf.ones(3))",
        "Matrix size-incompatible: In[0]: [2,2], In[1]: [3,1] [Op:MatMul]",
    ),
    (
        "tf.nn.bias_add(tf.ones([2, 3]), tf.ones(2))",
        ("Must provide as many biases as the last dimension of the input tensor: [2] vs. [2,3] [Op:BiasAdd]"),
    ),
    (
        "tf.nn.softmax(tf.ones(3), axis=2)",
        ("`dim` must be in the range [-1, 1) where 1 is the number of dimensions in the input. Received: dim=2"),
    ),
    (
        "tf.nn.sparse_softmax_cross_entropy_with_logits([5], [[1., 2.]])",
        (
            "Received a label value of 5 which is outside the valid range of [0, 2).  Label values: 5 "
            "[Op:SparseSoftmaxCrossEntropyWithLogits]"
        ),
    ),
    (
        "tf.nn.sparse_softmax_cross_entropy_with_logits([1.], [[1., 2.]])",
        not_among("int32, int64", "float", "SparseSoftmaxCrossEntropyWithLogits", "Tlabels"),
    ),
    (
        "tf.nn.softmax_cross_entropy_with_logits([[1., 0.]], [[1., 2., 3.]])",
        (
            "logits and labels must be broadcastable: logits_size=[1,3] labels_size=[1,2] "
            "[Op:SoftmaxCrossEntropyWithLogits]"
        ),
    ),
    ("tf.math.top_k([1., 2.], 3)", "input must have at least k columns. Had 2, needed 3 [Op:TopKV2]"),
    ("tf.math.segment_sum([1., 2.], [1, 0])", "segment ids are not increasing [Op:SegmentSum]"),
    (
        "tf.math.unsorted_segment_sum([1., 2.], [0, 5], 2)",
        "segment_ids[1] = 5 is out of range [0, 2) [Op:UnsortedSegmentSum]",
    ),
    ("tf.scatter_nd([[5]], [1.], [2])", "indices[0] = [5] does not index into shape [2] [Op:ScatterNd]"),
    (
        "tf.tensor_scatter_nd_update([1., 2.], [[5]], [1.])",
        "indices[0] = [5] does not index into shape [2] [Op:TensorScatterUpdate]",
    ),
    ("tf.cumsum([1.], axis=1)", "ScanOp: Expected scan axis in the range [-1, 1), but got 1 [Op:Cumsum]"),
    ("tf.reverse([1.], [1])", "'axis'[0] = 1 is out of valid range [0, 0 [Op:ReverseV2]"),
    ("tf.roll([1.], 1, 1)", "axis 1 is out of range [Op:Roll]"),
    ("tf.slice([1., 2.], [1], [5])", "Expected size[0] in [0, 1], but got 5 [Op:Slice]"),
    (
        "tf.slice([1., 2.], [1, 0], [1, 1])",
        (
            "Expected begin and size arguments to be 1-D tensors of size 1, but got shapes [2] and [2] "
            "instead. [Op:Slice]"
        ),
    ),
    # indexing
    ("c([1., 2.])[5]", "slice index 5 of dimension 0 out of bounds. [Op:StridedSlice]"),
    ("c([1., 2.])[-3]", "slice index -1 of dimension 0 out of bounds. [Op:StridedSlice]"),
    ("c([1., 2.])[0, 0]", "Index out of range using input dim 1; input has only 1 dims [Op:StridedSlice]"),
    ("c([1., 2.])[[0, 1]]", "Index out of range using input dim 1; input has only 1 dims [Op:StridedSlice]"),
    ("c([1., 2.])[None, 0, 0]", "Index out of range using input dim 1; input has only 1 dims [Op:StridedSlice]"),
    ("c([1., 2.])[::0]", "strides[0] must be non-zero [Op:StridedSlice]"),
    ("c([1., 2.])[..., ...]", "Multiple ellipses in slice spec not allowed [Op:StridedSlice]"),
    ("c(1.)[0]", "Attempting to slice scalar input. [Op:StridedSlice]"),
    ("V([1., 2.])[5]", "slice index 5 of dimension 0 out of bounds. [Op:StridedSlice]"),
]

OTHERS = [
    # program, kind of error, message
    # shapes
    ("tf.stack([tf.ones(2), tf.ones(2)], 5)", "ValueError", "Argument `axis` = 5 not in range [-2, 2)"),
    (
        "tf.einsum('ij->ik', tf.ones([1, 1]))",
        "ValueError",
        ("Output subscripts contain the label k not present in the input subscripts."),
    ),
    ("tf.einsum('ij,jk->ik', tf.ones([1, 1]))", "ValueError", 'Got 1 inputs for equation "ij,jk->ik", expecting 2'),
    (
        "tf.math.divide_no_nan(c([1.]), c([1]))",
        "TypeError",
        "`x` and `y` must have the same dtype, got tf.float32 != tf.int32.",
    ),
    (
        "tf.nn.separable_conv2d(tf.ones([1, 4, 4, 2]), tf.ones([2, 2, 2, 1]), tf.ones([1, 2, 2, 3]), [1] * 4, 'SAME')",
        "ValueError",
        "Dimensions 2 and 1 are not compatible",
    ),
    ("tf.tensordot(tf.ones([2, 3]), tf.ones(2), [[0], [1]])", "IndexError", "list index out of range"),
    ("tf.tensordot(tf.ones([2, 3]), tf.ones(2), -1)", "ValueError", "`axes` must be at least 0. Received: -1."),
    (
        "tf.tensordot(tf.ones([2, 3]), tf.ones(2), [[0, 1], [0]])",
        "ValueError",
        "Different number of contraction axes `a` and `b`, 2 != 1.",
    ),
    ("tf.unstack(1.)", "ValueError", "Argument `axis` = 0 not in range [0, 0)"),
    ("tf.random.uniform([2], dtype=tf.int32)", "ValueError", "Must specify maxval for integer dtype tf.int32"),
    (
        "tf.add_n([])",
        "ValueError",
        "Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape.",
    ),
    ("tf.einsum('i,i->', [1., 2.], [3., 4.])", "AttributeError", "'list' object has no attribute 'shape'"),
    ("tf.boolean_mask([1, 2, 3], [True, False])", "ValueError", "Shapes (3,) and (2,) are incompatible"),
    ("tf.boolean_mask([1, 2, 3], True)", "ValueError", "mask cannot be scalar."),
    (
        "tf.nn.sparse_softmax_cross_entropy_with_logits([1, 1], [[1., 2.]])",
        "ValueError",
        (
            "`labels.shape` must equal `logits.shape` except for the last dimension. Received: "
            "labels.shape=(2,) and logits.shape=(1, 2)"
        ),
    ),
    (
        "tf.nn.sparse_softmax_cross_entropy_with_logits([[0, 1]], [[1., 2.]])",
        "ValueError",
        (
            "`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: labels.shape=(1, 2) of rank "
            "2 and logits.shape=(1, 2) of rank 2"
        ),
    ),
    (
        "tf.nn.sigmoid_cross_entropy_with_logits([[1., 0.]], [[1., 2., 3.]])",
        "ValueError",
        "`logits` and `labels` must have the same shape, received ((1, 3) vs (1, 2)).",
    ),
    ("tf.clip_by_value([1.], 2., tf.ones(3))", "ValueError", "Shapes (1,) and (3,) are incompatible"),
    ("tf.repeat([1, 2], [1, 2, 3])", "ValueError", "Dimensions 2 and 3 are not compatible"),
    # indexing
    ("c([1., 2.])[1.0]", "TypeError", not_an_index("1.0")),
    ("c([1., 2.])['a']", "TypeError", not_an_index("'a'")),
    ("c([1., 2.])[np.array([0, 1])]", "TypeError", not_an_index("array([0, 1])")),
    ("c([1., 2.])[c(1.)]", "TypeError", not_an_index("<tf.Tensor: shape=(), dtype=float32, numpy=1.0>")),
    ("c([1., 2.])[True]", "ValueError", "mask cannot be scalar."),
    ("V([1., 2.])['a']", "TypeError", not_an_index("'a'")),
    ("c([1., 2.])[0] = 3.", "TypeError", "'EagerTensor' object does not support item assignment"),
    ("V([1., 2.])[0] = 3.", "TypeError", "'ResourceVariable' object does not support item assignment"),
]


@pytest.mark.parametrize(("program", "message"), params(INVALID))
def test_shapes_that_do_not_fit(tf: Any, program: str, message: str) -> None:
    check_raises(tf, program, "InvalidArgumentError", message)


@pytest.mark.parametrize(("program", "kind", "message"), params(OTHERS))
def test_arguments_that_do_not_fit(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)
