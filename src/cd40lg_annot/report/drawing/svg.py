"""SVG text: elements with escaped values, numbers in one short form, no style attributes, no script."""

import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

# What an attribute in double quotes cannot hold, or would not keep.
_MARKUP = re.compile(r'[&<>"\n\r\t]')
SANS = "Helvetica Neue, Arial, DejaVu Sans, sans-serif"


def number(value: float) -> str:
    """Write a coordinate with at most two decimals.

    >>> [number(value) for value in (1.0, 0.125, -0.001, 20)]
    ['1', '0.12', '0', '20']
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Give one element; `_` in attribute names is written `-`, None leaves the attribute out."""
    written = "".join(
        [f" {_name(key)}={_quoted(value)}" for key, value in attributes.items() if value is not None]
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, /, **attributes: object) -> str:
    """Give a line of text; `words` is escaped."""
    return element("text", _escaped(words), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, /, **attributes: object) -> str:
    """Give a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def drawing(
    *parts: str, width: float, height: float, title: str, description: str, key: str, top: float = 0
) -> str:
    """Give a whole picture with its name and its text alternative; `key` makes its ids unique on a page.

    Nothing is drawn above `top`.
    """
    head = element("title", _escaped(title), id=f"{key}-title")
    head += element("desc", _escaped(description), id=f"{key}-desc") if description else ""
    return element(
        "svg",
        head + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 {number(top)} {number(width)} {number(height - top)}",
        width=width,
        height=height - top,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc" if description else f"{key}-title",
        font_family=SANS,
    )


def _escaped(words: str) -> str:
    """Escape markup, and replace what XML cannot hold (controls, lone surrogates)."""
    return escape("".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words))


@lru_cache(maxsize=256)
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _quoted(value: object) -> str:
    """Write a value in quotes; nearly all need no escaping, and a page has a thousand."""
    if isinstance(value, float | int):
        return f'"{number(value)}"'
    words = str(value)
    return quoteattr(words) if _MARKUP.search(words) else f'"{words}"'
