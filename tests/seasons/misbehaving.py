"""A server on this machine that stands for the public ones, and misbehaves when told to."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def blob(content: bytes) -> str:
    return hashlib.sha1(b"blob " + str(len(content)).encode() + b"\0" + content).hexdigest()


class Server:
    """Repositories as GitHub serves them: `files["owner/name"][path] = content`.

    Attributes:
        moods: what to do with the next requests of a path, first one first: "cut" (half of it, then the line goes
            dead), "short" (half of it, ended politely), "wrong" (other bytes), "longer", "500", "404", "silent".
        ranges: whether it resumes.
        asked: (path, Range header) of every request for a file.
    """

    def __init__(self) -> None:
        self.files: dict[str, dict[str, bytes]] = defaultdict(dict)
        self.moods: dict[str, list[str]] = defaultdict(list)
        self.ranges = True
        self.asked: list[tuple[str, str]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.answer(self)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        path = unquote(urlsplit(to.path).path)
        if hit := re.match(r"/repos/([^/]+/[^/]+)/commits/", path):
            return self._send(to, path, json.dumps({"sha": COMMIT}).encode())
        if hit := re.match(r"/repos/([^/]+/[^/]+)/git/trees/", path):
            tree = [
                {"path": name, "type": "blob", "sha": blob(content), "size": len(content)}
                for name, content in self.files[hit[1]].items()
            ]
            return self._send(to, path, json.dumps({"sha": COMMIT, "tree": tree, "truncated": False}).encode())
        hit = re.match(rf"/([^/]+/[^/]+)/{COMMIT}/(.+)", path)
        if hit is None or hit[2] not in self.files[hit[1]]:
            return to.send_error(404)
        self.asked.append((hit[2], to.headers.get("Range", "")))
        return self._send(to, hit[2], self.files[hit[1]][hit[2]])

    def _send(self, to: BaseHTTPRequestHandler, name: str, content: bytes) -> None:
        mood = self.moods[name].pop(0) if self.moods[name] else ""
        if mood.isdigit():
            return to.send_error(int(mood))
        if mood == "wrong":
            content = bytes(byte ^ 1 for byte in content)
        elif mood == "longer":
            content = content + b"more"
        start = 0
        asked = re.match(r"bytes=(\d+)-", to.headers.get("Range", ""))
        if asked and self.ranges:
            start = int(asked[1])
            to.send_response(206)
            to.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            to.send_response(200)
        part = content[start:]
        half = part[: len(part) // 2]
        to.send_header("Content-Length", str(len(half if mood == "short" else part)))
        to.end_headers()
        if mood == "silent":
            time.sleep(1.0)
        to.wfile.write(half if mood in ("cut", "short") else part)
        return None
