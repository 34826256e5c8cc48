"""The `lianlou` command: each of its commands is a file in `lianlou/commands/`."""

import importlib
import logging
import pkgutil

import typer

from lianlou import commands


def build() -> typer.Typer:
    """The command with all of its subcommands."""
    app = typer.Typer(name="lianlou", no_args_is_help=True, add_completion=False, help="联楼 · Lianlou")
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda each: each.name):
        importlib.import_module(f"{commands.__name__}.{found.name}").register(app)
    return app


def main() -> None:
    """Run the command line. What the driver logs of its retries is no matter of a person's at a terminal."""
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    build()()
