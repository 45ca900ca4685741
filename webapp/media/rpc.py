"""Calls from the web process: one JSON line in, one out, over a UNIX socket only we may open.

{"method": "answer_check", "arguments": ["v=0…"]} → {"result": "v=0…"} or {"error": "busy"}
"""

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path

MAX_LINE = 256 * 1024  # a description of 32 KB, each character escaped
READ_WITHIN = 3  # seconds

log = logging.getLogger(__name__)

Method = Callable[..., Awaitable]


class CallRefused(Exception):
    """Ends a call with a code the caller knows."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class RpcServer:
    def __init__(self, path: str, methods: Mapping[str, Method]):
        self.path = Path(path)
        self.methods = methods

    async def start(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        await refuse_second_process(self.path)
        umask = os.umask(0o177)  # 0600 from its first moment, not after a chmod
        try:
            # removes a stale socket, never a file of another kind
            self.server = await asyncio.start_unix_server(self.serve, self.path, limit=MAX_LINE)
        finally:
            os.umask(umask)
        self.inode = self.path.stat().st_ino

    def stop(self) -> None:
        self.server.close()
        with suppress(FileNotFoundError):
            if self.path.stat().st_ino == self.inode:  # else a successor's already
                self.path.unlink()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            writer.write(json.dumps(await self.reply(reader)).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def reply(self, reader: asyncio.StreamReader) -> dict:
        try:
            async with asyncio.timeout(READ_WITHIN):
                method, arguments = read_call(await reader.readline())
            return {"result": await self.call(method, arguments)}
        except CallRefused as refusal:
            return {"error": refusal.code}
        except (ValueError, RecursionError, TimeoutError):
            return {"error": "bad_request"}

    async def call(self, method: str, arguments: list):
        if method not in self.methods:
            raise CallRefused("unknown_method")
        try:
            return await self.methods[method](*arguments)
        except CallRefused:
            raise
        except Exception:  # a bug of ours must not leave the caller waiting
            log.exception("The call %s failed.", method)
            raise CallRefused("failed") from None


def read_call(line: bytes) -> tuple[str, list]:
    call = json.loads(line)
    match call:
        case {"method": str(method), "arguments": list(arguments)}:
            return method, arguments
    raise ValueError("not a call")


async def refuse_second_process(path: Path) -> None:
    """Two processes at one path would take each other's callers."""
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except (FileNotFoundError, ConnectionRefusedError):
        return
    writer.close()
    raise FileExistsError(f"{path} is served by another process.")
