"""A district's report for another system: who needs what, who could help, and what changed since the last run.

    LIANLOU_URL=http://127.0.0.1:8000/graphql LIANLOU_TOKEN=… python report.py STATE

Plain Python without further packages. STATE is a small JSON file that keeps the cursor of the last event that was
read; where it is missing, this run prints the report and begins to keep one. The token is sent where it is set.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ATTEMPTS = 4
BUSY = {429, 502, 503, 504}


def ask(operation: str, **variables: object) -> dict[str, Any]:
    """The data of one of the operations beside this file; a read may be asked again, so it is where the server is busy.

    Raises:
        SystemExit: the server refused it, or could not be reached.
    """
    url = os.environ.get("LIANLOU_URL", "http://127.0.0.1:8000/graphql")
    query = (HERE / f"{operation}.graphql").read_text("utf-8")
    headers = {"Content-Type": "application/json", "Accept": "application/graphql-response+json"}
    if token := os.environ.get("LIANLOU_TOKEN"):
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"query": query, "variables": variables}).encode()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60) as response:  # noqa: S310 - the operator's own address
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            if error.code in BUSY and attempt < ATTEMPTS:
                time.sleep(2**attempt)
                continue
            raise SystemExit(f"{url}: {error.code} {error.read().decode(errors='replace')}") from error
        except OSError as error:
            if attempt < ATTEMPTS:
                time.sleep(2**attempt)
                continue
            raise SystemExit(f"{url}: {error}") from error
        if "errors" in answer:
            raise SystemExit("\n".join(each["message"] for each in answer["errors"]))
        return answer["data"]
    raise AssertionError


def pages(operation: str, field: str, after: str | None = None) -> Iterator[dict[str, Any]]:
    """Each page of a connection from a cursor on."""
    while True:
        page = ask(operation, after=after)[field]
        yield page
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def report() -> Iterator[str]:
    """Lines about every building with open needs, from nested answers alone: nothing is joined here."""
    for page in pages("report", "buildings"):
        for building in page["nodes"]:
            yield f"{building['name']} ({building['id']})"
            yield from _left_out(building["tenants"], "  ")
            for tenant in building["tenants"]["nodes"]:
                yield f"  {tenant['name']} ({tenant['id']})"
                yield from _left_out(tenant["needs"], "    ")
                for need in tenant["needs"]["nodes"]:
                    yield f"    {need['title']} ({need['id']})"
                    yield from (f"      {_match(match)}" for match in need["matches"]["nodes"])


def _left_out(connection: dict[str, Any], indent: str) -> Iterator[str]:
    if (more := connection["totalCount"] - len(connection["nodes"])) > 0:
        yield f"{indent}… {more} more"


def _match(match: dict[str, Any]) -> str:
    provider = match["provider"]["name"] if match["provider"] else "nobody yet"
    path = " - ".join(each["id"] for each in match["paths"][0]["nodes"]) if match["paths"] else ""
    return f"{match['candidate']['id']} by {provider}, {match['ringLabelEn']}: {match['reasonEn']} [{path}]"


def change(event: dict[str, Any]) -> str:
    """One line about an event."""
    before, after = (json.loads(event[each] or "{}") for each in ("before", "after"))
    told = ", ".join(sorted(before.keys() | after.keys()))
    why = f" ({event['reason']})" if event["reason"] else ""
    return f"{event['sequence']} {event['kind']} {event['subject'] or '-'} by {event['actor']}: {told}{why}"


def main(state: Path) -> None:
    """Print the report the first time, and afterwards what changed; the cursor is kept once that is printed."""
    if state.exists():
        cursor = json.loads(state.read_text("utf-8"))["cursor"]
        for page in pages("changes", "events", cursor):
            for event in page["nodes"]:
                print(change(event))
            cursor = page["pageInfo"]["endCursor"] or cursor
            _keep(state, cursor)
        return
    cursor = ask("latest")["events"]["pageInfo"][
        "endCursor"
    ]  # first: what changes meanwhile is read next time
    for line in report():
        print(line)
    _keep(state, cursor)


def _keep(state: Path, cursor: str | None) -> None:
    sys.stdout.flush()
    fresh = state.with_suffix(".new")
    fresh.write_text(json.dumps({"cursor": cursor}), "utf-8")
    fresh.replace(state)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(f"{__doc__}")
    main(Path(sys.argv[1]))
