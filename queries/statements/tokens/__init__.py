"""Tokens: made, listed, revoked, looked up by their secret. The graph keeps a hash of the secret, never the secret.

A secret has 256 random bits, so that a plain SHA-256 of it can't be turned back; it needs no salt and no slow hash.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from graph import Graph, Transaction
from graph.client import Row
from graph.errors import InputError
from queries.statements import text

PREFIX = "lianlou_"
SECRET = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")
NAME = re.compile(r"[\w.-]{1,64}")
"""No spaces: the names of the program's own actors have some, so that no token passes for them."""
MOST_DAYS = 366
MINUTE = timedelta(minutes=1)

State = Literal["valid", "expired", "revoked"]


@dataclass(frozen=True)
class Token:
    """What the graph knows of a token; times in UTC, `role` by its name in capitals."""

    name: str
    role: str
    communities: tuple[str, ...]
    areas: tuple[str, ...]
    created: datetime
    expires: datetime
    revoked_at: datetime | None = None
    last_used: datetime | None = None

    def state(self, now: datetime) -> State:
        """Whether it opens anything at a time."""
        if self.revoked_at is not None:
            return "revoked"
        return "valid" if now < self.expires else "expired"


def hashed(secret: str) -> str:
    """Under which a secret is looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def create(
    graph: Graph,
    role: str,
    name: str | None = None,
    *,
    communities: Iterable[str] = (),
    areas: Iterable[str] = (),
    days: int = 90,
) -> tuple[str, Token]:
    """Make a token; its secret, which is told here and never again, and what the graph keeps.

    Args:
        graph: Where it is valid.
        role: Name of its role, in capitals.
        name: Of its own; one is made up where there is none.
        communities: Keys of communities, all of which must be there.
        areas: Names of areas that it reads; not checked here.
        days: How long it is valid, 1 to 366.

    Raises:
        InputError: the name is taken or none, a community is not there, or the days are too many.
    """
    if not 1 <= days <= MOST_DAYS:
        raise InputError(
            f"--days {days}：有效期为 1 至 {MOST_DAYS} 天。 · A token is valid for 1 to {MOST_DAYS} days."
        )
    name = name or f"{role.lower()}-{secrets.token_hex(2)}"
    if not NAME.fullmatch(name):
        raise InputError(
            f"--name {name!r}：名称用文字、数字、. _ -，不含空格，最多 64 字。 · A name is of letters, digits, . _ and -, 64 at most."
        )
    secret, now = PREFIX + secrets.token_urlsafe(32), datetime.now(UTC)
    made = Token(
        name,
        role,
        tuple(dict.fromkeys(communities)),
        tuple(dict.fromkeys(areas)),
        now,
        now + timedelta(days=days),
    )
    p = {
        "name": name,
        "hash": hashed(secret),
        "role": role,
        "communities": list(made.communities),
        "areas": list(made.areas),
        "now": now,
        "expires": made.expires,
    }

    async def work(tx: Transaction) -> None:
        found = (await tx.run(text("make_token"), p))[0]
        if missing := found["missing"]:
            raise InputError(
                f"没有商务社区 {'、'.join(missing)}：给出业务键，如 community:…。 · There is no community {', '.join(missing)}: "
                "give its key, as in community:…."
            )
        if found["taken"]:
            raise InputError(
                f"令牌 {name} 已有（吊销或过期的也占用名称）：另取一个名称。 · There is a token {name}, valid or not: choose another --name."
            )

    await graph.write(work)
    return secret, made


async def every(graph: Graph) -> list[Token]:
    """All tokens, the newest first."""
    return [_token(row) for row in await graph.read(text("every_token"))]


async def valid(graph: Graph) -> bool:
    """Whether any token opens anything now."""
    now = datetime.now(UTC)
    return any(each.state(now) == "valid" for each in await every(graph))


async def token_of(graph: Graph, secret: str) -> Token | None:
    """The token of a secret, valid or not; None where no token has it."""
    rows = await graph.read(text("token_of"), {"hash": hashed(secret)})
    return _token(rows[0]) if rows else None


async def revoke(graph: Graph, name: str) -> bool:
    """Refuse a token from now on, for good; whether it was not revoked before.

    Raises:
        InputError: there is no token of this name.
    """
    now = datetime.now(UTC)

    async def work(tx: Transaction) -> bool:
        rows = await tx.run(text("revoke_token"), {"name": name, "now": now})
        if not rows:
            raise InputError(
                f"没有令牌 {name}；lianlou token list 列出全部。 · There is no token {name}; lianlou token list names them all."
            )
        return rows[0]["revokedAt"].to_native() == now

    return await graph.write(work)


async def used(graph: Graph, name: str) -> None:
    """Note that a token was shown now, at most once a minute."""
    now = datetime.now(UTC)

    async def work(tx: Transaction) -> None:
        await tx.run(text("used_token"), {"name": name, "now": now, "before": now - MINUTE})

    await graph.write(work)


def _token(row: Row) -> Token:
    return Token(
        row["name"],
        row["role"],
        tuple(row["communities"]),
        tuple(row["areas"]),
        *(row[each] and row[each].to_native() for each in ("created", "expires", "revokedAt", "lastUsed")),
    )
