"""A loopback server that plays a registry: well, or with one of the faults that real ones have."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Registry:
    """What the server serves, how it fails, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fail_times = 0
        self.fault = ""
        self.answer: object = None
        self.retry_after = "7"
        self.requests: list[tuple[str, str, str]] = []
        self.sent_bytes = 0

    def failing(self) -> bool:
        if self.fail_times == 0:
            return False
        self.fail_times -= 1
        return True


@contextmanager
def served(registry: Registry):  # noqa: C901 - each fault is one branch
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            wanted = self.headers.get("Range", "")
            registry.requests.append(("GET", self.path, wanted))
            if self.answered_otherwise(302):
                return None
            path = registry.folder / self.path.lstrip("/")
            if not path.is_file():
                return self.reply(404, b"")
            data = path.read_bytes()
            code, extra = 200, {"ETag": f'"{len(data)}"'}
            if wanted and registry.fault != "no_ranges":
                first, _, last = wanted.removeprefix("bytes=").partition("-")
                stop = min(int(last) + 1 if last else len(data), len(data))
                extra["Content-Range"] = f"bytes {first}-{stop - 1}/{len(data)}"
                code, data = 206, data[int(first) : stop]
            if registry.fault == "elsewhere" and wanted and registry.failing():
                extra["Content-Range"] = f"bytes 7-{6 + len(data)}/{len(data)}"
            if registry.fault == "said to be gzip":
                extra["Content-Encoding"] = "gzip"
            if registry.fault == "slow" and registry.failing():
                threading.Event().wait(1.0)
            if registry.fault == "corrupt" and not self.path.endswith(".tbi"):
                data = data[:200] + bytes([data[200] ^ 255]) + data[201:]
            return self.reply(code, data, extra=extra)

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            registry.requests.append(("POST", self.path, body["query"]))
            if self.answered_otherwise(307, "application/json"):
                return None
            if registry.fault == "slow" and registry.failing():
                threading.Event().wait(1.0)
            return self.reply(200, json.dumps(registry.answer).encode(), kind="application/json")

        def answered_otherwise(self, redirect, kind="application/octet-stream"):
            """Whether a fault answered in the place of data."""
            if registry.fault == "html":
                self.reply(200, b"<html>Sign in</html>", kind="text/html")
            elif registry.fault in ("503", "429") and registry.failing():
                self.reply(int(registry.fault), b"busy", extra={"Retry-After": registry.retry_after})
            elif registry.fault == "redirects":
                self.reply(redirect, b"", extra={"Location": self.path})
            elif registry.fault == "endless" and not self.path.endswith(".tbi"):
                self.endless(kind)
            else:
                return False
            return True

        def endless(self, kind="application/octet-stream"):
            """Bytes without end and without a length; the reader has to stop."""
            self.send_response(206 if self.headers.get("Range") else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            piece = b"10000\r\n" + bytes(1 << 16) + b"\r\n"
            try:
                while True:
                    self.wfile.write(piece)
                    registry.sent_bytes += 1 << 16
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def reply(self, code, data, kind="application/octet-stream", extra=None):
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            for key, value in (extra or {}).items():
                self.send_header(key, value)
            self.end_headers()
            is_data = not self.path.endswith(".tbi")
            if registry.fault == "truncated" and is_data and registry.failing():
                data = data[: len(data) // 2]
                self.close_connection = True
            registry.sent_bytes += len(data)
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
