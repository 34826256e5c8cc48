"""A client that costs little beside what it measures: HTTP/1.1 on connections that are kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import orjson


class Connection:
    """One connection to a server on the loopback."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes) -> bytes:
        """Send JSON; the body of the answer. A connection that was closed while idle is opened again."""
        try:
            return await self._post(body)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
            return await self._post(body)

    async def _post(self, body: bytes) -> bytes:
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        reader, writer = self.streams
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        told = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"content-length:" in told:
            answer = await reader.readexactly(int(told.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]))
        else:
            answer = b""
            while size := int(await reader.readuntil(b"\r\n"), 16):
                answer += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        if not told.startswith(b"http/1.1 200"):
            raise RuntimeError(answer[:2000].decode())
        return answer

    def close(self) -> None:
        """Let go."""
        if self.streams:
            self.streams[1].close()
            self.streams = None


def p95(ms: Sequence[float]) -> float:
    """Of twenty, the slowest but one."""
    return sorted(ms)[int(len(ms) * 0.95)]


def asked(body: dict[str, object]) -> bytes:
    """A request's body."""
    return orjson.dumps(body)


async def rate(port: int, body: bytes, clients: int, seconds: float) -> float:
    """Requests a second that so many clients are answered together."""
    connections = [Connection(port) for _ in range(clients)]
    end = time.perf_counter() + seconds
    done = 0

    async def one(connection: Connection) -> None:
        nonlocal done
        while time.perf_counter() < end:
            await connection.post(body)
            done += 1

    start = time.perf_counter()
    await asyncio.gather(*(one(each) for each in connections))
    took = time.perf_counter() - start
    for each in connections:
        each.close()
    return done / took
