"""Differentiable substitutes for ops that have no gradient, by op type, with a word on what changes.

`{0}`, `{1}` stand for the arguments as the user wrote them. `code` is what can take the expression's place, '' where
more of the program has to change; `advice` is the sentence, with `{code}` where the substitute is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BY_INPUT", "BY_NAME", "BY_OP", "Substitute"]


@dataclass(frozen=True, slots=True)
class Substitute:
    """What to use instead. `keywords` are the names under which the arguments may be given."""

    advice: str
    code: str = ""
    keywords: tuple[str, ...] = ("x", "y")


_STRAIGHT = "keep the step in the value and let the gradient pass as if it were not there (straight-through): {code}"
_SIGMOID = "use a soft comparison, between 0 and 1 instead of either; the factor sets its steepness: {code}"
_SOFTMAX = "use weights instead of the one best position, as in a weighted mean: tf.nn.softmax({0})"
_ACCURACY = "a count of hits has no slope; train on a loss such as cross-entropy, and keep this one for display"
_IMAGES = "write it with differentiable ops, or wrap it in tf.custom_gradient with a backward pass of your own"
_SORT = "sorted values have a gradient (tf.sort, or the values that tf.math.top_k returns); positions have none"
_REPARAMETRISE = (
    "draw noise that depends on no parameter and apply the parameters to it (reparameterisation), or use the "
    "log-probability of what was drawn (score function)"
)


def _step(code: str) -> Substitute:
    return Substitute(_STRAIGHT, code)


BY_OP = {
    "Round": _step("{0} + tf.stop_gradient(tf.round({0}) - {0})"),
    "Rint": _step("{0} + tf.stop_gradient(tf.math.rint({0}) - {0})"),
    "Floor": _step("{0} + tf.stop_gradient(tf.floor({0}) - {0})"),
    "Ceil": _step("{0} + tf.stop_gradient(tf.math.ceil({0}) - {0})"),
    "FloorDiv": _step("{0} / {1} + tf.stop_gradient({0} // {1} - {0} / {1})"),
    "Greater": Substitute(_SIGMOID, "tf.sigmoid(10.0 * ({0} - {1}))"),
    "GreaterEqual": Substitute(_SIGMOID, "tf.sigmoid(10.0 * ({0} - {1}))"),
    "Less": Substitute(_SIGMOID, "tf.sigmoid(10.0 * ({1} - {0}))"),
    "LessEqual": Substitute(_SIGMOID, "tf.sigmoid(10.0 * ({1} - {0}))"),
    "Equal": Substitute(_ACCURACY),
    "NotEqual": Substitute(_ACCURACY),
    "ArgMax": Substitute(_SOFTMAX, keywords=("input",)),
    "ArgMin": Substitute(_SOFTMAX.replace("({0})", "(-{0})"), keywords=("input",)),
    "TopKV2": Substitute(_SORT),
    "OneHot": Substitute("use weights instead of the one 1, such as tf.nn.softmax of the scores behind {0}"),
    "Multinomial": Substitute(
        "draw softly (Gumbel-softmax): tf.nn.softmax({0} - tf.math.log(-tf.math.log("
        "tf.random.uniform(tf.shape({0}), 1e-6, 1.0)))); or weight the log-probability of the draw (score function)",
        keywords=("logits",),
    ),
    "RandomShuffle": Substitute(
        "shuffle the positions instead and gather; the rows then keep their gradient: {code}",
        "tf.gather({0}, tf.random.shuffle(tf.range(tf.shape({0})[0])))",
        ("value",),
    ),
    "Range": Substitute("make the points of fixed numbers and scale them: {1} * tf.linspace(0.0, 1.0, n)"),
    "Betainc": Substitute("its gradient exists for x only; a and b would need a tf.custom_gradient"),
    "CTCGreedyDecoder": Substitute("decoding picks the best symbols; train on tf.nn.ctc_loss and decode for display"),
    "HistogramFixedWidth": Substitute(
        "count softly: sum a bump, such as tf.exp(-((x - centre) / width) ** 2), over the values for each bin centre"
    ),
    "Bucketize": Substitute("use a soft bucket: tf.sigmoid(10.0 * (x - edge)) for each edge, summed"),
    "LowerBound": Substitute("use a soft position: the sum of tf.sigmoid(10.0 * (x - edge)) over the edges"),
    "UpperBound": Substitute("use a soft position: the sum of tf.sigmoid(10.0 * (x - edge)) over the edges"),
    "AsString": Substitute("a number turned into text is lost to the tape; use the number itself: {0}", "", ("input",)),
    "AdjustContrastv2": Substitute(
        "write it out with differentiable ops: {code}",
        "({0} - tf.reduce_mean({0}, axis=[-3, -2], keepdims=True)) * {1} "
        "+ tf.reduce_mean({0}, axis=[-3, -2], keepdims=True)",
        ("images", "contrast_factor"),
    ),
    "AdjustSaturation": Substitute(
        "blend with the grey image instead; nearly the same, and differentiable: {code}",
        "tf.image.grayscale_to_rgb(tf.image.rgb_to_grayscale({0})) * (1.0 - {1}) + {0} * {1}",
        ("image", "saturation_factor"),
    ),
    "AdjustHue": Substitute(
        "rotate the colours with a matrix: convert with tf.image.rgb_to_yuv({0}), rotate u and v, convert back; "
        "or wrap it in tf.custom_gradient",
        keywords=("image",),
    ),
    "ResizeArea": Substitute(
        'resize with averaging that has a gradient (edges differ a little): method="bilinear", antialias=True'
    ),
    "ResizeNearestNeighborGrad": Substitute(
        'nearest-neighbour resizing has no second derivative; use interpolation="bilinear", or tf.repeat'
    ),
    "TruncateMod": Substitute(
        "use the remainder that has a gradient; it differs for negative numbers only: {code}",
        "tf.math.floormod({0}, {1})",
    ),
    "DenseBincount": Substitute(
        "sum the weights by bin, which has a gradient: {code}",
        "tf.math.unsorted_segment_sum({weights}, {0}, {minlength})",
        ("arr",),
    ),
    "Bincount": Substitute("sum the weights by bin: tf.math.unsorted_segment_sum(weights, bins, n_bins)"),
    "Unique": Substitute("use {0} itself; if rows must be picked, gather them by position", keywords=("x",)),
    "UniqueV2": Substitute("use {0} itself; if rows must be picked, gather them by position", keywords=("x",)),
    "CombinedNonMaxSuppression": Substitute(
        "take the positions from tf.image.non_max_suppression and gather boxes and scores; the choice stays fixed"
    ),
    "RandomPoissonV2": Substitute(_REPARAMETRISE),
    "LRNGrad": Substitute("local response normalisation has no second derivative; write it with tf.nn.avg_pool"),
    "AdjustContrast": Substitute(_IMAGES),
}

_ONE_HOT_VALUES = Substitute(
    "its on and off values get no gradient; scale plain zeros and ones instead: "
    "tf.one_hot({0}, {1}) * (on_value - off_value) + off_value",
    keywords=("indices", "depth"),
)

# By the op and the position of the input that gets no gradient.
BY_INPUT = {("OneHot", 2): _ONE_HOT_VALUES, ("OneHot", 3): _ONE_HOT_VALUES}

# Called by this name, whatever op it uses inside.
BY_NAME = {
    "tf.histogram_fixed_width": BY_OP["HistogramFixedWidth"],
    "tf.argsort": Substitute(_SORT),
    "tf.math.confusion_matrix": Substitute(_ACCURACY),
    "tf.one_hot": BY_OP["OneHot"],
}
