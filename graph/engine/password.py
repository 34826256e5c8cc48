"""The embedded server's password: random, set at the first start, kept in a file of mode 0600."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, cast

import neo4j
from neo4j.exceptions import AuthError

from graph.errors import EngineStartFailed

USER = "neo4j"
FIRST = "neo4j"
"""The password that a new store comes with, and that must be changed before anything else."""


def password_of(data: Path, uri: str) -> str:
    """The folder's password; set it on the server first if the store is new.

    A start that died between the server's change and the file's last name is completed by the next.
    """
    kept, fresh = data / "password", data / "password.new"
    if kept.exists():
        return kept.read_text("utf-8").strip()
    if fresh.exists() and _accepted(uri, fresh.read_text("utf-8").strip()):
        fresh.replace(kept)
        return kept.read_text("utf-8").strip()
    fresh.unlink(missing_ok=True)
    password = secrets.token_urlsafe(24)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password)
        file.flush()
        os.fsync(file.fileno())
    try:
        _run(uri, FIRST, "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old=FIRST, new=password)
    except AuthError as error:
        raise EngineStartFailed(
            f"The store in {data} has a password, but {kept} is gone: put that file back, or restore a backup. "
            "· 密码文件丢失，请放回或从备份恢复。"
        ) from error
    fresh.replace(kept)
    return password


def _accepted(uri: str, password: str) -> bool:
    try:
        _run(uri, password, "SHOW CURRENT USER")
    except AuthError:
        return False
    return True


def _run(uri: str, password: str, statement: str, **parameters: str) -> None:
    driver = cast("Any", neo4j.GraphDatabase).driver(uri, auth=(USER, password))
    with driver, driver.session(database="system") as session:
        session.run(statement, **parameters).consume()
