"""Pure NumPy kernels of the NumPy engine: they know arrays only, no tensors and no tape."""

from __future__ import annotations
