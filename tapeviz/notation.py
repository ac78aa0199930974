"""How derivatives are written: `dy/dx`, `d2y/dx2`, and brackets around what is more than a name."""

from __future__ import annotations

__all__ = ["bracketed", "derivative", "ratio"]


def ratio(sign: str, above: str, below: str) -> str:
    """`dy/dx` for the sign d; with a sign of its own (the partial one) likewise."""
    return f"{sign}{bracketed(above)}/{sign}{bracketed(below)}"


def derivative(target: str, source: str, order: int = 1) -> str:
    """`y`, `dy/dx`, `d2y/dx2` and so on: the derivative of that order of a target by one source."""
    if order == 0:
        return target
    power = str(order) if order > 1 else ""
    return f"d{power}{bracketed(target)}/d{bracketed(source)}{power}"


def bracketed(name: str) -> str:
    """The name, in brackets unless it is a plain one."""
    return name if name.replace("_", "").isalnum() else f"({name})"
