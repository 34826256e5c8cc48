"""The only code that talks to Neo4j: the embedded engine, the client, the model, migrations, errors."""

from graph.client import Graph, Parameters, Row, Transaction
from graph.model import MODEL
from graph.tally import Tally, tallied

__all__ = ["MODEL", "Graph", "Parameters", "Row", "Tally", "Transaction", "tallied"]
