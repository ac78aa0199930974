"""The ops by family: kernels, VJPs and public functions together."""

from __future__ import annotations
