"""The command-line page of the reference, written from the commands themselves whenever the site is built."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

import typer
from mkdocs.structure.files import File, Files

from frontfoot.cli.app import build

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PAGE: Final = "reference/command-line.md"

HEAD: Final = """# Command line

Every command with its arguments and options, as `frontfoot COMMAND --help` prints them. Results go to standard output;
progress, notes and errors go to standard error. [Errors and exit codes](../how-to/errors.md) says what they mean.

"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site."""
    files.append(File.generated(config, PAGE, content=page()))
    return files


def page() -> str:
    """The page in Markdown."""
    root: Any = typer.main.get_command(build())
    return HEAD + "\n".join(section(["frontfoot", *names], command) for names, command in leaves(root))


def leaves(command: Any, names: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with the words that call it."""
    if not hasattr(command, "commands"):
        return [(names, command)]
    return [leaf for name, below in command.commands.items() for leaf in leaves(below, (*names, name))]


def section(names: list[str], command: Any) -> str:
    """One command: what it does, how it is called, its arguments and options."""
    context = command.context_class(command, info_name=" ".join(names), terminal_width=100)
    usage = command.get_usage(context).removeprefix("Usage: ")
    lines = [f"## {' '.join(names)}", "", inspect.cleandoc(command.help or ""), "", "```text", usage, "```", ""]
    for kind, head in (("argument", "Argument"), ("option", "Option")):
        rows = [parameter for parameter in command.params if parameter.param_type_name == kind]
        records = [record for row in rows if (record := row.get_help_record(context)) is not None]
        if records:
            lines += [f"| {head} | |", "|---|---|", *(f"| {code(name)} | {cell(text)} |" for name, text in records), ""]
    return "\n".join(lines)


def code(text: str) -> str:
    """A name as code, whose bars do not end the cell."""
    return f"`{text}`".replace("|", "\\|")


def cell(text: str) -> str:
    """Text that cannot break out of its table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
