"""Heat maps: what a matrix looks like as an SVG and as characters."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from tapeviz.render.heat import Heat, shades, svg, table


def heat(grid: list[list[float | None]], name: str = "x") -> Heat:
    return Heat(grid, (("y", len(grid)),), ((name, len(grid[0])),), "a matrix")


def fills(drawn: str) -> list[str]:
    return [cell.get("fill", "") for cell in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}rect")][1:]


def test_zero_is_white_and_the_largest_of_each_sign_has_its_full_colour() -> None:
    assert fills(svg(heat([[0.0, 2.0], [-2.0, 1.0]]))) == ["#ffffff", "#d6604d", "#2166ac", "#eab0a6"]


def test_what_is_no_number_is_grey() -> None:
    assert fills(svg(heat([[None, float("nan"), 0.0]]))) == ["#d9d9d9", "#d9d9d9", "#ffffff"]


def test_few_entries_are_written_many_are_not() -> None:
    assert ">0.5<" in svg(heat([[0.5]]))
    assert ">0.5<" not in svg(heat([[0.5] * 13]))


def test_a_cell_is_as_wide_as_the_longest_number() -> None:
    drawn = svg(Heat([[-1.2345e-11, 2.0], [3.0, -98765432.1]], (), (), "m"))

    widths = {float(width) for width in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"', drawn)}
    numbers = re.findall(r">([^<>]*)</text>", drawn)
    assert "-1.23e-11" in numbers
    assert len(widths) == 1
    assert min(widths) > 6.12 * max(map(len, numbers[:4]))


def test_a_name_cannot_break_out_of_the_picture() -> None:
    drawn = svg(heat([[1.0]], "</text><script>"))
    assert "<script>" not in drawn
    ET.fromstring(drawn)


def test_numbers_stand_in_columns() -> None:
    assert table([[1.0, -0.25], [None, 10.0]]) == ["[  1.0  -0.25 ]", "[ None   10.0 ]"]


def test_shades_go_by_size() -> None:
    assert shades([[0.0, 0.001, 0.5, -1.0]]) == ["| .+@|", "by size from blank (0) to @ (1.0)"]


def test_many_entries_share_a_sign() -> None:
    *lines, legend = shades([[float(k == i) for k in range(130)] for i in range(50)])
    assert (len(lines), len(lines[0])) == (17, 46)
    assert legend == "each sign is the largest of 3 x 3 entries, by size from blank (0) to @ (1.0)"


def test_a_matrix_of_zeros_is_blank_and_says_so() -> None:
    assert shades([[0.0, 0.0]])[0] == "|  |"
    assert "every entry is 0" in svg(heat([[0.0]]))
