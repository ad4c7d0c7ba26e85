"""Templates and style sheets of the pages; every text that a template takes in is escaped."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from frontfoot.core.palette import DARK, LIGHT

ENVIRONMENT = Environment(
    autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
)


def template(name: str, package: str = "frontfoot.reports") -> Template:
    """The template `name` in the folder `page` of a package."""
    return ENVIRONMENT.from_string(resource(name, package))


def resource(name: str, package: str = "frontfoot.reports") -> str:
    """The text of a file in the folder `page` of a package."""
    return (files(package) / "page" / name).read_text(encoding="utf-8")


def style() -> Markup:
    """The style sheet with the colours of both themes: dark where the reader's screen is, light on paper."""
    light, dark = f"color-scheme: light; {LIGHT.css}", f"color-scheme: dark; {DARK.css}"
    themes = f":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    return Markup(themes + resource("style.css"))
