"""What an install weighs: for the plain one and each extra, the bytes of every distribution that pip brings.

    python -m benchmarks.install_size [EXTRA ...]

Each is installed by pip into a virtual environment of its own, from the index that pip is set up for; pip itself is not
counted, compiled bytecode is. Prints a table and writes nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = ("", "providers", "export", "fit", "cluster", "board")
MEASURE = """
import importlib.metadata as metadata, json, os
def weight(dist):
    paths = {os.path.realpath(dist.locate_file(file)) for file in dist.files or ()}
    return sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
found = {dist.name.lower().replace("_", "-"): weight(dist) for dist in metadata.distributions()}
print(json.dumps({name: size for name, size in found.items() if name not in ("pip", "setuptools")}))
"""
MEGABYTE = 1e6
LEAST = 1.0
"""Megabytes from which a distribution is named."""


def weights(extra: str, folder: Path) -> dict[str, int]:
    """Bytes by distribution of an install with an extra, "" for the plain one."""
    place = folder / (extra or "plain")
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", target], check=True)
    answer = subprocess.run([str(python), "-c", MEASURE], check=True, capture_output=True, text=True)
    document: dict[str, int] = json.loads(answer.stdout)
    return document


def table(title: str, sizes: dict[str, int]) -> str:
    """Distributions with their megabytes, the heaviest first, those of less than one together."""
    total = sum(sizes.values()) / MEGABYTE
    lines = [f"{title}: {total:.0f} MB, {len(sizes)} distributions"]
    small = {name: size for name, size in sizes.items() if size / MEGABYTE < LEAST}
    for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
        if name not in small:
            lines.append(f"  {name:24} {size / MEGABYTE:6.1f} MB")
    if small:
        lines.append(f"  {len(small)} more{'':18} {sum(small.values()) / MEGABYTE:6.1f} MB")
    return "\n".join(lines)


def main(extras: tuple[str, ...]) -> None:
    """Install, measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        plain = weights("", Path(folder))
        print(table("plain", plain), flush=True)
        for extra in extras:
            if extra:
                sizes = weights(extra, Path(folder))
                print(table(f"{extra}, beyond the plain install", {n: s for n, s in sizes.items() if n not in plain}))
                sys.stdout.flush()


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or EXTRAS)
