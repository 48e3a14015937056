"""Checked rows as documents with texts, journal and history, to be written at once.

No duty to file arises: what is imported was dealt with in its time. Whoever
wants to know what was never filed compares afterwards (`filings.duties.missing`).
"""

from collections.abc import Iterator
from datetime import datetime

from lawgov.copying import Batch
from lawgov.importing.row import Step
from lawgov.importing.tables import Keys, Values, blank
from lawgov.importing.writing import WriterBase
from normative import searching
from normative.importing.row import Row
from normative.models import Document, ImportRun, Move, Version

COMAKERS = Document.comakers.through
NAMES = [field.attname for field in Document._meta.concrete_fields]


class Writer(WriterBase):
    """Makes of the rows of one run what is written; inside the caller's transaction."""

    def __init__(self, run: ImportRun, at: datetime) -> None:
        super().__init__(run, at)
        self.keys = Keys(Document)
        self.version = blank(Version, "id") | {
            "number": 1, "added_by_id": run.made_by_id, "added_at": at,
        }  # fmt: skip
        self.move = blank(Move, "id") | self.moved

    def batches(self, rows: list[Row]) -> Iterator[Batch]:
        """Rows of all tables, in the order in which they refer to one another."""
        keyed = list(zip(self.keys.take(len(rows)), rows, strict=True))
        yield from self.batch(Document, [self.document_of(row, key) for key, row in keyed])
        comakers = [(key, organ) for key, row in keyed for organ in row.comakers]
        yield from self.batch(
            COMAKERS, [{"document_id": key, "organ_id": organ.pk} for key, organ in comakers]
        )
        yield from self.batch(
            Version, [self.version_of(row, key) for key, row in keyed if row.found.get("text")]
        )
        moves = [self.move_of(row, told, key) for key, row in keyed for told in row.moves]
        yield from self.batch(Move, moves)

    def document_of(self, row: Row, key: int) -> Values:
        """The document as it stands, and what it is found by."""
        one = row.document
        searching.index(one, row.found.get("text", ""))
        values = {name: getattr(one, name) for name in NAMES}
        return values | {
            "id": key, "registered_by_id": self.run.made_by_id, "created_at": self.at,
        }  # fmt: skip

    def version_of(self, row: Row, document: int) -> Values:
        text = row.found["text"]
        return self.version | {"document_id": document, "text": text, "length": len(text)}

    def move_of(self, row: Row, told: Step, document: int) -> Values:
        """A move of the journal, with its article and where it was read."""
        return self.move | {
            "document_id": document,
            "verb": told.verb.value,
            "from_state": str(told.from_state),
            "to_state": str(told.to_state),
            "made_on": told.on,
            "article": told.article,
            "recorded": self.recorded(told.recorded, row.line.number),
        }
