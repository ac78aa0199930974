"""Derivatives of derivatives: further orders, Jacobians and Hessians of one taped cell."""

from __future__ import annotations
