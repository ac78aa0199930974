"""How derivatives are written: `dy/dx`, `d2y/dx2`, and brackets around what is more than a name."""

from __future__ import annotations

__all__ = ["bracketed", "derivative", "mixed", "ratio"]


def ratio(sign: str, above: str, below: str) -> str:
    """`dy/dx` for the sign d; with a sign of its own (the partial one) likewise."""
    return f"{sign}{bracketed(above)}/{sign}{bracketed(below)}"


def derivative(target: str, source: str, order: int = 1) -> str:
    """`y`, `dy/dx`, `d2y/dx2` and so on: the derivative of that order of a target by one source."""
    if order == 0:
        return target
    power = str(order) if order > 1 else ""
    return f"d{power}{bracketed(target)}/d{bracketed(source)}{power}"


def mixed(target: str, first: str, second: str) -> str:
    """`d2y/dxdw`, or `d2y/dx2` where both sources are one: the derivative by the first, then by the second."""
    if first == second:
        return derivative(target, first, 2)
    return f"d2{bracketed(target)}/d{bracketed(first)}d{bracketed(second)}"


def bracketed(name: str) -> str:
    """The name, in brackets unless it is a plain one."""
    return name if name.replace("_", "").isalnum() else f"({name})"
