"""Building blocks of the pictures: SVG elements whose text cannot break out, scales, and short numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup, escape

Scale = Callable[[float], float]


def number(value: float) -> str:
    """A coordinate with at most one decimal, so that files stay small.

    >>> number(12.0), number(-0.04), number(3.14159)
    ('12', '0', '3.1')
    """
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def element(name: str, /, *children: str, **attributes: object) -> Markup:
    """One SVG element. Children that are plain strings are escaped; `Markup` is taken as it is.

    Attribute names are written with an underscore for a hyphen and a trailing underscore where Python reserves the
    word; attributes that are None are left out.

    >>> element("text", "1 < 2", x=3.0, text_anchor="end")
    Markup('<text x="3" text-anchor="end">1 &lt; 2</text>')
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = number(value) if isinstance(value, float) else escape(str(value))
        parts.append(f' {key.rstrip("_").replace("_", "-")}="{shown}"')
    inner = "".join(str(escape(child)) for child in children)
    parts.append(f">{inner}</{name}>" if inner else "/>")
    return Markup("".join(parts))


def join(parts: Iterable[str]) -> Markup:
    """Several elements as one piece."""
    return Markup("").join(parts)


def picture(width: float, height: float, *children: str, label: str, class_: str = "") -> Markup:
    """A whole drawing that grows with the page; `label` is the text for screen readers."""
    return element(
        "svg",
        *children,
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_label=label,
        class_=class_ or None,
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str, **more: object) -> Markup:
    """A straight line with a style class."""
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_, **more)


def words(x: float, y: float, text: str, class_: str = "", anchor: str | None = None) -> Markup:
    """A piece of text; `anchor` is "middle" or "end", the start by default."""
    return element("text", text, x=float(x), y=float(y), class_=class_ or None, text_anchor=anchor)


def title(text: str) -> Markup:
    """The text shown while the pointer is on a mark."""
    return element("title", text)


def polyline(points: Sequence[tuple[float, float]], class_: str) -> Markup:
    """An open line through points."""
    return element("path", d=_path(points), class_=class_)


def area(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]], class_: str) -> Markup:
    """The surface between two lines that run the same way."""
    return element("path", d=_path([*upper, *reversed(lower)]) + "Z", class_=class_)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def linear(low: float, high: float, start: float, end: float) -> Scale:
    """The straight scale that takes `low` to `start` and `high` to `end`, held inside the two.

    >>> linear(0, 10, 100, 200)(5), linear(0, 10, 100, 200)(12)
    (150.0, 200.0)
    """
    slope = (end - start) / (high - low) if high > low else 0.0

    def scale(value: float) -> float:
        return start + slope * (min(max(value, low), high) - low)

    return scale
