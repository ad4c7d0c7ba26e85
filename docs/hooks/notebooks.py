"""The notebooks of `examples/`: run, kept with what they show, and written as pages whenever the site is built.

`python -m docs.hooks.notebooks FILE` runs a notebook in its folder and writes into it what its cells show.
A cell shows what it prints and its last value, as a notebook does: by `_repr_html_`, as a picture, or by `repr`.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import os
import re
import sys
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
FOLDER: Final = "notebooks"
MAGIC: Final = re.compile(r"^%.*$", re.MULTILINE)
"""Lines that only a notebook understands."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each notebook, and the pictures that it shows."""
    for path in sorted(EXAMPLES.glob("*.ipynb")):
        text, pictures = page(json.loads(path.read_text(encoding="utf-8")), path.name)
        name = path.stem.replace("_", "-")
        files.append(File.generated(config, f"{FOLDER}/{name}.md", content=text.replace("PICTURE", f"{name}-")))
        for number, picture in enumerate(pictures, start=1):
            files.append(File.generated(config, f"{FOLDER}/{name}-{number}.png", content=picture))
    return files


def page(notebook: dict[str, Any], name: str) -> tuple[str, list[bytes]]:
    """A notebook as Markdown, and its pictures; each is referred to as `PICTURE` and its number."""
    parts: list[str] = []
    pictures: list[bytes] = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            if len(parts) == 1:
                parts.append(f"This page is the notebook `examples/{name}` with what its cells show.")
            continue
        parts.append(f"```python\n{source}\n```")
        parts += [_shown(output, pictures) for output in cell["outputs"]]
    return "\n\n".join(parts) + "\n", pictures


def _shown(output: dict[str, Any], pictures: list[bytes]) -> str:
    if output["output_type"] == "stream":
        return f'```text title="Output"\n{"".join(output["text"]).rstrip()}\n```'
    data = output["data"]
    if "image/png" in data:
        pictures.append(base64.b64decode(data["image/png"]))
        return f"![What the cell shows](PICTURE{len(pictures)}.png)"
    if "text/html" in data:
        # A blank line would end the block for Markdown.
        html = " ".join(line.strip() for line in data["text/html"] if line.strip())
        return f"<div>{html}</div>"
    return f'```text title="Output"\n{"".join(data["text/plain"])}\n```'


def run(notebook: dict[str, Any], folder: Path) -> Iterator[list[dict[str, Any]]]:
    """What each code cell shows, one after the other in one namespace, in a folder."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with chdir(folder):
        for count, cell in enumerate(_code(notebook), start=1):
            tree = ast.parse(MAGIC.sub("", "".join(cell["source"])))
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(tree, f"cell {count}", "exec"), namespace)
                value = None
                if isinstance(last, ast.Expr):
                    value = eval(compile(ast.Expression(last.value), f"cell {count}", "eval"), namespace)
            outputs: list[dict[str, Any]] = []
            if printed.getvalue():
                outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(printed.getvalue())})
            if value is not None:
                outputs.append(
                    {"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": _data(value)}
                )
            yield outputs


def _data(value: Any) -> dict[str, Any]:
    """The forms in which a notebook keeps a value."""
    from matplotlib.figure import Figure

    if isinstance(value, Figure):
        content = io.BytesIO()
        value.savefig(content, format="png", dpi=80, metadata={"Software": None})
        return {"image/png": base64.b64encode(content.getvalue()).decode() + "\n", "text/plain": ["<Figure>"]}
    data = {"text/plain": _lines(repr(value))}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = _lines(value._repr_html_())
    return data


def _code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def fill(path: Path) -> None:
    """Run a notebook in its folder and write what its cells show into it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for count, (cell, outputs) in enumerate(zip(_code(notebook), run(notebook, path.parent), strict=True), start=1):
        cell["outputs"], cell["execution_count"] = outputs, count
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "agg"
    for argument in sys.argv[1:]:
        fill(Path(argument))
