"""The tie files that come with Frontfoot: `examples/` of the repository, inside the package once it is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import frontfoot
from frontfoot.core.errors import FrontfootError

SEED: Final = "atalanta-liverpool-2024.toml"


def example(name: str = SEED) -> Path:
    """The path of a tie file that comes with Frontfoot.

    Raises:
        FrontfootError: the installation does not hold it.

    >>> example().name
    'atalanta-liverpool-2024.toml'
    """
    package = Path(frontfoot.__file__).parent
    # A wheel carries the files inside the package; beside the sources they lie in the repository's own folder.
    places = (package / "examples" / name, package.parents[1] / "examples" / name)
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise FrontfootError(
            f"The example '{name}' is missing from this installation", place=str(places[0]), remedy="Install it again"
        )
    return path
