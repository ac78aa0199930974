"""`keras.layers`: normalization by the batch or by the example."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.keras import weight_initializers
from tapeviz.fallback.keras.engine import tensor, tf
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.namespaces import export


@export("keras.layers.BatchNormalization")
class BatchNormalization(Layer):
    """In training, each channel's mean 0 and variance 1 in the batch; otherwise by the running means of both."""

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        synchronized: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis, self.momentum, self.epsilon = axis, momentum, epsilon
        self.center, self.scale = center, scale
        get = weight_initializers.get
        self._gamma_made = (get(gamma_initializer), gamma_regularizer, gamma_constraint)
        self._beta_made = (get(beta_initializer), beta_regularizer, beta_constraint)
        self._first_mean, self._first_variance = get(moving_mean_initializer), get(moving_variance_initializer)
        self.gamma: Any = None
        self.beta: Any = None

    def build(self, input_shape: Any) -> None:
        """Make gamma, beta and the running mean and variance, one number per channel."""
        shape = (input_shape[self.axis],)
        for name, made, wanted in (("gamma", self._gamma_made, self.scale), ("beta", self._beta_made, self.center)):
            if wanted:
                initializer, regularizer, constraint = made
                weight = self.add_weight(shape, initializer, regularizer=regularizer, constraint=constraint, name=name)
                setattr(self, name, weight)
        self.moving_mean = self.add_weight(shape, self._first_mean, trainable=False, name="moving_mean")
        self.moving_variance = self.add_weight(shape, self._first_variance, trainable=False, name="moving_variance")

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        """Normalize."""
        gamma = self.gamma.value.value() if self.scale else None
        beta = self.beta.value.value() if self.center else None
        if training and self.trainable:
            mean, variance = self._of_batch(inputs)
        else:
            mean, variance = self.moving_mean.value.value(), self.moving_variance.value.value()
        if self.axis not in {-1, len(inputs.shape) - 1}:
            sizes = [1] * len(inputs.shape)
            sizes[self.axis] = int(inputs.shape[self.axis])
            mean, variance = tf.reshape(mean, sizes), tf.reshape(variance, sizes)
            gamma = None if gamma is None else tf.reshape(gamma, sizes)
            beta = None if beta is None else tf.reshape(beta, sizes)
        return tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, self.epsilon)

    def _of_batch(self, inputs: Any) -> tuple[Any, Any]:
        """Give the batch's mean and variance, and let the running ones follow them."""
        moving = (self.moving_mean, self.moving_variance)
        before = [each.value.value() for each in moving]
        rank = len(inputs.shape)
        axes = [axis for axis in range(rank) if axis != self.axis % rank]
        found = tf.nn.moments(inputs, axes)
        for variable, old, new in zip(moving, before, found, strict=True):
            variable.assign(old * self.momentum + new * (1.0 - self.momentum))
        mean, variance = found
        return mean, variance


@export("keras.layers.LayerNormalization")
class LayerNormalization(Layer):
    """Mean 0 and variance 1 of each example along an axis, times gamma, plus beta."""

    def __init__(
        self,
        axis: Any = -1,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis, self.epsilon, self.center, self.scale = axis, epsilon, center, scale
        self._first_beta, self._first_gamma = beta_initializer, gamma_initializer
        self.gamma: Any = None
        self.beta: Any = None

    def build(self, input_shape: Any) -> None:
        """Make gamma and beta, of the sizes of the axes."""
        shape = tuple(input_shape[axis] for axis in self._axes())
        if self.scale:
            self.gamma = self.add_weight(shape, self._first_gamma, name="gamma")
        if self.center:
            self.beta = self.add_weight(shape, self._first_beta, name="beta")

    def _axes(self) -> list[int]:
        return list(self.axis) if isinstance(self.axis, (list, tuple)) else [self.axis]

    def call(self, inputs: Any) -> Any:
        """Normalize."""
        rank = len(inputs.shape)
        axes = sorted(axis % rank for axis in self._axes())
        sizes = [int(inputs.shape[axis]) if axis in axes else 1 for axis in range(rank)]
        mean, variance = tf.nn.moments(inputs, axes, keepdims=True)
        gamma = tf.reshape(self.gamma.value.value(), sizes) if self.scale else None
        beta = tf.reshape(self.beta.value.value(), sizes) if self.center else None
        inverse = tf.math.rsqrt(variance + tensor(self.epsilon, variance.dtype))
        if gamma is not None:
            inverse = inverse * gamma
        shift = -mean * inverse
        if beta is not None:
            shift = shift + beta
        return inputs * inverse + shift


@export("keras.layers.UnitNormalization")
class UnitNormalization(Layer):
    """Length 1 along an axis."""

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs: Any) -> Any:
        """Normalize."""
        return tf.math.l2_normalize(inputs, self.axis)
