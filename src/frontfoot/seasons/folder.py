"""The folder of a store: on this machine, or at any address that fsspec knows."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Protocol

from frontfoot.core.errors import FrontfootError, MissingExtra


class Folder(Protocol):
    """Named contents below one root. Writes are atomic: a content is complete or absent, even after an interruption."""

    address: str

    def names(self, below: str = "") -> list[str]:
        """Names of all contents below a folder, sorted, with `/` between the parts."""

    def read(self, name: str) -> bytes | None:
        """The content, or None when there is none of that name."""

    def write(self, name: str, content: bytes, *, lasting: bool = True) -> None:
        """Put the content in place at once, over an older one; wait until it would outlast a loss of power."""

    def move(self, name: str, to: str) -> None:
        """Rename a content, over an older one."""

    def delete(self, name: str) -> None:
        """Remove a content; it need not be there."""


def open_folder(address: str) -> Folder:
    """The folder behind a local path or an fsspec address such as `s3://bucket/store`.

    Raises:
        MissingExtra: an address is given and fsspec, or its package for that address, is not installed.
        FrontfootError: the address cannot be opened.
    """
    return _Remote(address) if "://" in address else _Local(Path(address))


class _Local:
    def __init__(self, root: Path) -> None:
        self.address = str(root.absolute())
        self._root = root.absolute()

    def names(self, below: str = "") -> list[str]:
        start = self._root / below
        below_folder = []
        for folder, _, files in os.walk(start):
            inside = Path(folder).relative_to(self._root)
            below_folder += [(inside / name).as_posix() for name in files]
        return sorted(below_folder)

    def read(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _failed("read", self._root / name, error) from None

    def write(self, name: str, content: bytes, *, lasting: bool = True) -> None:
        path = self._root / name
        unfinished = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(prefix=".", suffix=".unfinished", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            Path(unfinished).chmod(0o666 & ~_umask())
            Path(unfinished).replace(path)
        except OSError as error:
            if unfinished:
                Path(unfinished).unlink(missing_ok=True)
            raise _failed("written", path, error) from None

    def move(self, name: str, to: str) -> None:
        try:
            (self._root / name).replace(self._root / to)
        except OSError as error:
            raise _failed("written", self._root / to, error) from None

    def delete(self, name: str) -> None:
        (self._root / name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _failed(action: str, path: Path, error: OSError) -> FrontfootError:
    reason = error.strerror or type(error).__name__
    remedy = "Make room on the disk, then run the same command again" if error.errno == 28 else "Check the path"
    return FrontfootError(f"The store cannot be {action} ({reason})", place=str(path), remedy=remedy)


class _Remote:
    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise MissingExtra("A store at an address", extra="cluster") from None
        self.address = address.rstrip("/")
        try:
            self._files: Any
            self._files, self._root = fsspec.core.url_to_fs(self.address, use_listings_cache=False)
        except ImportError as error:
            raise FrontfootError(
                f"This kind of address needs a package that is not installed ({error})", place=address
            ) from None
        except ValueError as error:
            raise FrontfootError(f"This is no address of a store ({error})", place=address) from None

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else str(self._root)

    def _no_answer(self, name: str, error: Exception) -> FrontfootError:
        return FrontfootError(
            f"The store does not answer ({type(error).__name__}: {error})",
            place=f"{self.address}/{name}",
            remedy="Check the address, the network and the credentials",
        )

    def names(self, below: str = "") -> list[str]:
        try:
            paths = self._files.find(self._path(below))
        except FileNotFoundError:
            return []
        except Exception as error:  # every file system of fsspec raises its own set
            raise self._no_answer(below, error) from None
        return sorted(str(name)[len(str(self._root)) :].lstrip("/") for name in paths)

    def read(self, name: str) -> bytes | None:
        try:
            content: bytes = self._files.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._no_answer(name, error) from None
        return content

    def write(self, name: str, content: bytes, *, lasting: bool = True) -> None:
        try:
            self._files.makedirs(self._path(name).rsplit("/", 1)[0], exist_ok=True)
            self._files.pipe_file(self._path(name), content)
        except Exception as error:
            raise self._no_answer(name, error) from None

    def move(self, name: str, to: str) -> None:
        try:
            self._files.mv(self._path(name), self._path(to))
        except Exception as error:
            raise self._no_answer(to, error) from None

    def delete(self, name: str) -> None:
        try:
            self._files.rm_file(self._path(name))
        except FileNotFoundError:
            return
        except Exception as error:
            raise self._no_answer(name, error) from None
