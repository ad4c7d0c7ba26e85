"""The direction of imports: data only falls, lower rooms never import upper ones."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import typing
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import frontfoot

SOURCE = Path(frontfoot.__file__).parent

# Each room may import the rooms named here, itself, and the ground floor.
GROUND = {"core", "fitted"}
MAY_IMPORT: dict[str, set[str]] = {
    "match": set(),
    "approach": {"match"},
    "chances": {"match"},
    "players": {"match", "approach", "chances"},
    "goals": set(),
    "ties": {"goals"},
    "decisions": {"goals", "ties"},
    "cups": {"goals", "ties"},
    "seasons": {"match", "approach", "chances", "players"},
    "updates": {"goals", "seasons"},
    "scouting": {"match", "approach", "seasons"},
    "fit": {"match", "approach", "chances", "goals", "ties", "decisions", "cups", "seasons", "scouting"},
    "draw": {"approach", "goals", "ties", "decisions", "cups"},
    "reports": {"match", "approach", "chances", "players", "goals", "ties", "decisions", "seasons", "scouting"},
    "board": {
        "match",
        "approach",
        "chances",
        "goals",
        "ties",
        "decisions",
        "cups",
        "seasons",
        "updates",
        "scouting",
        "reports",
        "draw",
    },
    "cli": {
        "match",
        "approach",
        "chances",
        "goals",
        "ties",
        "decisions",
        "cups",
        "seasons",
        "updates",
        "scouting",
        "fit",
        "draw",
        "reports",
        "board",
    },
}
# These may use whatever lies below, and need not.
RIM = {"updates", "fit", "board", "cli"}


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rooms = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "frontfoot" else [node.module]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "frontfoot" and len(parts) > 1:
                rooms.add(parts[1])
    return rooms


MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE)


@pytest.mark.slow
@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_only_fall(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    if room in GROUND:
        assert imported_rooms(path) <= GROUND
        return
    assert room in MAY_IMPORT, f"room '{room}' has no place in the architecture"
    above = imported_rooms(path) - GROUND - {room, "__version__"} - MAY_IMPORT[room]
    assert not above, f"{path.name} in '{room}' imports from above: {sorted(above)}"


@pytest.mark.slow
def test_no_relative_imports_hide_a_direction() -> None:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level > 0), f"{path}: relative import"


@pytest.mark.slow
def test_no_room_is_allowed_what_it_does_not_use() -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        used[path.relative_to(SOURCE).parts[0]] |= imported_rooms(path)
    for room in MAY_IMPORT.keys() - RIM:
        assert used[room] >= MAY_IMPORT[room], f"'{room}' may import {MAY_IMPORT[room] - used[room]}, and does not"


def test_the_table_of_the_architecture_page_says_the_same() -> None:
    page = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)/` \|.*\|([^|]*)\|$", page, re.MULTILINE)
    table = {room: set(re.findall(r"`(\w+)`", touches)) for room, touches in rows}
    assert (table.pop("core"), table.pop("fitted")) == ({"fitted"}, {"core"})
    assert table == MAY_IMPORT


def imported_modules(path: Path, modules: dict[str, Path]) -> set[str]:
    """Modules of ours that a file imports anywhere in it, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                names.add(whole if whole in modules else node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & modules.keys()


@pytest.mark.slow
def test_no_module_is_part_of_a_circle_of_imports() -> None:
    names = {path: ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in SOURCE.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for path, name in names.items()}
    graph = {name: imported_modules(path, modules) - {name} for name, path in modules.items()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' -> '.join(error.args[1])}")


@pytest.mark.slow
def test_a_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in SOURCE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(SOURCE).as_posix())
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


@pytest.mark.slow
def test_annotations_of_public_functions_can_be_resolved() -> None:
    """`typing.get_type_hints` works, but for commands and what names a slow library: those are imported late."""
    late = ("FastAPI", "RenderableType", "Axes", "Figure")
    failed = []
    for path in MODULES:
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        if ".cli." in name or name.endswith(("_gpu", "__main__")):
            continue
        module = importlib.import_module(name)
        for public in vars(module).values():
            if getattr(public, "__module__", None) != name or getattr(public, "__name__", "_").startswith("_"):
                continue
            if inspect.isfunction(public) or inspect.isclass(public):
                try:
                    typing.get_type_hints(public)
                except NameError as error:
                    failed.append(f"{name}.{public.__name__}: {error}")
    assert [line for line in failed if not any(f"'{name}'" in line for name in late)] == []
