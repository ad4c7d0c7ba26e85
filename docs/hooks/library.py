"""The page of the library's surface, written from `frontfoot.__all__` whenever the site is built."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File, Files

import frontfoot

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PAGE: Final = "reference/library.md"

HEAD: Final = """# The library

What `import frontfoot` gives: every name of the public surface, with its signature and what it returns or holds. Each
links to its full text on the page of its package. [What is stable](../stability.md) says what public means.

"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site."""
    files.append(File.generated(config, PAGE, content=page()))
    return files


def page() -> str:
    """The page in Markdown: every function and class of the surface."""
    return HEAD + "\n".join(entry(name) for name in frontfoot.__all__ if callable(getattr(frontfoot, name)))


def entry(name: str) -> str:
    """A public name: signature, first paragraph of its docstring, and the link to its full text."""
    public = getattr(frontfoot, name)
    first_paragraph = inspect.getdoc(public).partition("\n\n")[0]  # type: ignore[union-attr]
    path = f"{public.__module__}.{public.__qualname__}"
    return (
        f"## frontfoot.{name} {{#{name}}}\n\n```python\n{signature(name, public)}\n```\n\n{first_paragraph}\n\n"
        f"[Arguments, errors and examples][{path}]\n"
    )


def signature(name: str, public: object) -> str:
    """How it is called, one parameter a line where it does not fit on one."""
    if inspect.isclass(public) and issubclass(public, BaseException):
        return f"class {name}({public.__bases__[0].__name__})"
    call = inspect.signature(public, eval_str=False)  # type: ignore[arg-type]
    parameters = []
    for parameter in call.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parameters:
            parameters.append("*")
        annotation = "" if parameter.annotation is parameter.empty else f": {parameter.annotation}"
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
        parameters.append(f"{star}{parameter.name}{annotation}{default}")
    returned = "" if inspect.isclass(public) else f" -> {call.return_annotation}"
    line = f"{name}({', '.join(parameters)}){returned}"
    if len(line) <= 100:
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parameters) + f"){returned}"
