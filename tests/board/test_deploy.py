"""The container of the board and its way to TLS: its files fit one another and the command; built where Docker runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer.main

from frontfoot.cli.app import build

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SECRETS = {
    "BOARD_NAME": "board.club.example",
    "FRONTFOOT_BOARD_WRITE_TOKEN": "w" * 32,
    "FRONTFOOT_BOARD_READ_TOKEN": "r" * 32,
}


def instructions() -> list[tuple[str, str]]:
    """Of the Dockerfile, continued lines joined."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def compose() -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return settings


def entrypoint() -> list[str]:
    document: list[str] = json.loads(next(rest for name, rest in instructions() if name == "ENTRYPOINT"))
    return document


def test_the_command_of_the_container_is_one_that_frontfoot_has() -> None:
    command = typer.main.get_command(build())
    board = command.commands["board"]  # type: ignore[attr-defined]
    options = {option for parameter in board.params for option in (*parameter.opts, *parameter.secondary_opts)}
    words = [*entrypoint(), *compose()["services"]["board"]["command"]]
    assert words[:2] == ["frontfoot", "board"]
    used = [word for word in words if word.startswith("--")]
    assert len(used) >= 6
    assert set(used) <= options


def test_what_is_copied_is_there_and_not_ignored() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                place = source.removeprefix("./")
                assert (ROOT / place).exists(), place
                assert place in kept, place
    # What the wheel is made of is there too.
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"examples" = "frontfoot/examples"' in project
    assert "examples" in kept


def test_ports_and_names_fit_one_another() -> None:
    words = entrypoint()
    port = words[words.index("--port") + 1]
    assert ("EXPOSE", port) in instructions()
    caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert f"reverse_proxy board:{port}" in caddy
    assert caddy.count("{") == caddy.count("}")
    services = compose()["services"]
    # The board is reached through Caddy alone.
    assert "ports" not in services["board"]
    assert services["board"]["networks"] == ["inner"]
    assert compose()["networks"]["inner"]["internal"] is True
    assert set(services["caddy"]["networks"]) == {"inner", "outer"}
    assert words[words.index("--ledger") + 1].startswith(services["board"]["volumes"][0].partition(":")[2] + "/")


def test_it_runs_without_rights_and_holds_no_secret() -> None:
    names = [name for name, _ in instructions()]
    assert names.index("USER") < names.index("ENTRYPOINT")
    for path in (ROOT / "Dockerfile", DEPLOY / "compose.yaml", DEPLOY / "Caddyfile"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not re.search(r"TOKEN\s*[:=]\s*[A-Za-z0-9]", line), line


def test_the_page_names_every_variable() -> None:
    page = (ROOT / "docs" / "how-to" / "board-server.md").read_text(encoding="utf-8")
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", text))
    assert named
    assert named <= set(SECRETS)
    assert all(name in page for name in named)


def docker(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker", *command], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.skipif(shutil.which("docker") is None, reason="the docker command is not on this machine")
def test_compose_reads_its_file() -> None:
    if docker("compose", "version").returncode:
        pytest.skip("docker has no compose here")
    read = docker("compose", "--file", str(DEPLOY / "compose.yaml"), "config", **SECRETS)
    assert read.returncode == 0, read.stderr
    without = docker("compose", "--file", str(DEPLOY / "compose.yaml"), "config", BOARD_NAME="")
    assert without.returncode != 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("docker") is None, reason="the docker command is not on this machine")
def test_the_image_is_built_and_says_its_version() -> None:
    if docker("info").returncode:
        pytest.skip("no Docker daemon on this machine: the image is not built, its files are only checked")
    built = docker("build", "--quiet", "--tag", "frontfoot-board-test", str(ROOT))
    assert built.returncode == 0, built.stderr
    done = docker("run", "--rm", "--entrypoint", "frontfoot", "frontfoot-board-test", "--version")
    assert done.returncode == 0, done.stderr
