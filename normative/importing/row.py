"""A row while it is checked: the document it tells of, with its text and its moves."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext_lazy

from lawgov.importing import row
from lawgov.importing.columns import Columns
from lawgov.importing.row import Step
from lawgov.organs.models import Organ
from normative.importing.columns import COLUMNS
from normative.models import Document

# The column at which a refusal of another field is shown.
SHOWN_AT = {"on": "state_on", "ended_on": "state_on", "by_document": "basis"}


@dataclass
class Row(row.Row):
    """What one row says of one document."""

    columns: ClassVar[Columns] = COLUMNS
    same: ClassVar[Any] = pgettext_lazy("normative document", "Row %(row)s has the same number.")
    document: Document = field(default_factory=Document)
    organ: Organ | None = None
    comakers: list[Organ] = field(default_factory=list)
    moves: list[Step] = field(default_factory=list)

    def take(self, refusal: ValidationError) -> list[str]:
        """Write down what the domain refuses, each at its column; returns the fields."""
        for name, messages in refusal.message_dict.items():
            for message in messages:
                self.fault(SHOWN_AT.get(name, name), message)
        return list(refusal.message_dict)
