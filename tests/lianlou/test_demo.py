"""The demo: the stories loaded, their table printed while the server already answers, Ctrl-C ends it all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx

from graph import Graph

PROGRAM = "from lianlou.cli import main; main()"


async def test_the_demo_serves_the_stories_prints_who_could_run_a_canteen_and_ends_at_ctrl_c(
    graph: Graph, server: Any, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "LIANLOU_NEO4J_URI": server.uri,
        "LIANLOU_DATA": str(tmp_path),
        "COLUMNS": "160",
    }
    if server.password:
        environment["LIANLOU_NEO4J_PASSWORD"] = server.password
    command = [sys.executable, "-c", PROGRAM, "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as demo:
        patience = threading.Timer(240, demo.kill)  # a demo that hangs ends the reading below
        patience.start()
        assert demo.stdout
        url, told = "", ""
        for line in demo.stdout:
            told += line
            if found := re.search(r"http://127\.0\.0\.1:\d+/graphql", line):
                url = found[0]
            if url and "NOT_COVERING" in told:  # the table's last lines
                break
        patience.cancel()
        assert "示例餐饮公司" in told
        asked = """{ need(id: "need:story-canteen") { title }
            communities(where: {synthetic: {eq: true}}) { nodes { name parts { totalCount } } } }"""
        answer = httpx.post(url, json={"query": asked}, timeout=60).json()["data"]
        assert answer["need"]["title"] == "员工用餐选择少"
        assert any(each["parts"]["totalCount"] for each in answer["communities"]["nodes"]), answer
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=60) in (0, 130)
