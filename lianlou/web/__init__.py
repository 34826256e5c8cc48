"""The page that staff meet: GraphiQL with the saved operations, everything from this machine."""

from lianlou.web.page import routes
from lianlou.web.saved import Example, SavedOperation, operations

__all__ = ["Example", "SavedOperation", "operations", "routes"]
