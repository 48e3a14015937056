"""Imports of any kind of record, carried on as a page or the command does."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from lawgov.importing.models import ENDED
from lawgov.importing.running import Imports
from lawgov.organs.models import Organ

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Fault = tuple[int, str, str]


class Desk(NamedTuple):
    """Where files are imported, for which organ, and what they are usually called."""

    imports: Imports
    address: str
    organ: str
    name: str
    written: Callable[..., bytes]

    def start(self, content: bytes, mode: str = "good", *, name: str = "", organ: str = "",
              by: Any = None) -> Any:  # fmt: skip
        upload = SimpleUploadedFile(name or self.name, content)
        place = Organ.objects.get(code=organ or self.organ)
        return self.imports.start(upload, organ=place, mode=mode, by=by)

    def step(self, run: Any, most: int = 0) -> Any:
        return self.imports.step(run, today=TODAY, at=AT, seconds=60, most=most)

    def finish(self, run: Any) -> Any:
        """Carry a run to its end."""
        for _turn in range(20):
            if run.state in ENDED:
                return run
            run = self.step(run)
        raise AssertionError("The import does not end.")

    def imported(self, *rows: dict[str, str], mode: str = "good", **options: Any) -> Any:
        return self.finish(self.start(self.written(rows), mode, **options))

    def step_and_die(self, run: Any) -> None:
        """Two more rows are written, but the transaction does not come to its end."""
        with transaction.atomic():
            self.step(run, most=2)
            raise RuntimeError("The power is gone.")

    def send(self, client: Any, content: bytes, mode: str = "good", organ: str = "140000") -> Any:
        """Send a file from the page, for an organ that the page may not offer."""
        form = client.get(f"{self.address}imports/").context["form"]
        chosen = form.fields["organ"].queryset.filter(code=organ).first()
        return client.post(f"{self.address}imports/start/", {
            "organ": chosen.pk if chosen else 1, "mode": mode,
            "file": SimpleUploadedFile(self.name, content),
        })  # fmt: skip


def faults(run: Any) -> list[Fault]:
    return [(fault.row, fault.column, fault.message) for fault in run.faults.all()]


def told(run: Any, row: int, case: dict[str, str]) -> bool:
    """Whether a run found in a row what a table of faults says."""
    return (row, case["at"], case["message"]) in faults(run)


def others(case: dict[str, str]) -> dict[str, str]:
    """The other cells of a row in a table of faults."""
    return dict(pair.split("=", 1) for pair in case["others"].split("|") if pair)
