"""What every written row of an import has: who imported it, and the first entry of its history."""

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from lawgov.copying import Batch
from lawgov.importing.models import ImportRunBase
from lawgov.importing.tables import Values, batch

encode = DjangoJSONEncoder(ensure_ascii=False).encode
KEPT = 10_000


class WriterBase:
    """Makes of the rows of one run what is written; inside the caller's transaction."""

    def __init__(self, run: ImportRunBase, at: datetime) -> None:
        self.run, self.at = run, at
        self.moved = {
            "made_by_id": run.made_by_id, "made_at": at, "reason": _("Imported"),
        }  # fmt: skip
        self.signed = {
            "history_date": at,
            "history_change_reason": _("Import %(run)s") % {"run": run.pk},
            "history_type": "+",
            "history_user_id": run.made_by_id,
        }
        self.told: dict[Any, str] = {}  # the beginnings of what moves record

    def recorded(self, told: dict[str, Any], row: int) -> str:
        """What a move records, with the import and the row it was read in; as text."""
        key = tuple(told.items())
        if key not in self.told:
            if len(self.told) >= KEPT:
                self.told.clear()
            self.told[key] = encode(told | {"import": self.run.pk})[:-1]
        return f'{self.told[key]}, "row": {row}}}'

    def batch(self, model: type[models.Model], rows: list[Values]) -> Iterator[Batch]:
        """Rows of one table, and the first entry of the history of each."""
        names = [field.attname for field in model._meta.concrete_fields]
        if not hasattr(model, "history"):
            names.remove("id")
        yield batch(model, names, map(itemgetter(*names), rows))
        if hasattr(model, "history"):
            history: Any = model.history.model
            kept = {field.attname for field in history._meta.concrete_fields}
            names = [name for name in names if name in kept]
            pick, signed = itemgetter(*names), tuple(self.signed.values())
            yield batch(history, [*names, *self.signed], [(*pick(row), *signed) for row in rows])
