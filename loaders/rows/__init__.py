"""One row model per table: its columns, their types, and where in the graph each goes.

Column headers are the field's name, its English label or its Chinese one. An empty cell says nothing:
what is in the graph stays. Several values in a cell are separated by `;`, `；` or `、`. A cell that
names other things takes their ids or their exact, unique names.
"""

from loaders.rows import figures, matching, money, organizations, people, places, ties, work
from loaders.rows.base import Row

ROWS: dict[str, type[Row]] = {
    row.table.name: row
    for row in (
        places.Place, places.Schedule, places.Booking,
        organizations.Industry, matching.Term, people.Qualification, people.Occupation,
        organizations.Organization, organizations.Post, people.Person,
        matching.Resource, matching.Capability, matching.Need,
        work.Brand, work.Activity, work.Meeting, work.Resolution, matching.Referral, work.Visit,
        work.ServiceList, work.ListVersion, work.CatalogueItem, work.Matter, work.Case, work.CaseStep,
        work.Training, work.Call, money.Agreement, money.Loan, money.Repayment,
        figures.Source, figures.Figure, ties.TieRow,
    )
}  # fmt: skip
"""Row models by table name."""

__all__ = ["ROWS", "Row"]
