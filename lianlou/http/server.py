"""uvicorn with time-outs for clients that send slowly, and an end to endless heads of requests."""

from __future__ import annotations

import asyncio
import socket
from http import HTTPStatus

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph.errors import InputError
from lianlou.http.refusals import Refused, TooSlow, error_response

MOST_HEAD_BYTES = 65_536
"""Size of a request's line and headers together, at most."""


def listen(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A socket on the loopback, or on another address of this machine; port 0 takes a free one.

    Raises:
        InputError: the port is taken or not this user's to take, or the address not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where the protocol is named; else a body waits 40 ms for its head's ACK
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise InputError(
            f"Port {port} of {host} can't be used ({error.strerror}): choose another with --port, or --host (0.0.0.0 is every address). · 地址 {host} 的端口 {port} 无法使用，请用 --port 或 --host 另选。"
        ) from error
    return listening


def server(app: ASGIApp, *, head_timeout: float = 10.0) -> uvicorn.Server:
    """A server of `app`, for `serve(sockets=[listen(port)])`.

    Args:
        app: The application.
        head_timeout: Seconds that a request's line and headers may take.
    """

    class Protocol(PatientProtocol):
        seconds = head_timeout

    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1 whose patience with the head of a request has an end, in seconds and in bytes.

    The endpoint has its own patience with a body; here is the one with bodies that nobody reads.
    """

    seconds: float = 10.0
    _waiting: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _in_head = True
    _whole = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Parse, and count what came while a head was waited for."""
        in_head = self._in_head
        super().data_received(data)
        if in_head and self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                self._refuse(431, f"The request's headers are over {MOST_HEAD_BYTES} bytes.")

    def on_message_begin(self) -> None:
        """A request's first byte."""
        self._whole, self._in_head = False, True
        if self._waiting is None:
            self._wait_for_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has arrived."""
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The body has arrived, read or not."""
        self._whole = True
        self._stop_waiting()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Give a request that was answered before it had arrived some time to end."""
        super().on_response_complete()
        if not self._whole and self._waiting is None:
            self._waiting = self.loop.call_later(self.seconds, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more will come."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What is not HTTP, answered in our form."""
        self._refuse(400, msg)

    def _wait_for_head(self) -> None:
        self._head_bytes = 0
        message = f"The request's headers did not arrive within {self.seconds:g} seconds."
        self._waiting = self.loop.call_later(
            self.seconds, self._refuse, TooSlow.status, message, TooSlow.code
        )

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _refuse(self, status: int, message: str, code: str = Refused.code) -> None:
        self._stop_waiting()
        if self.transport.is_closing():
            return
        response = error_response(status, code, message, {"Connection": "close"})
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode()]
        lines += [name + b": " + value for name, value in response.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(response.body)]))
        self.transport.close()
