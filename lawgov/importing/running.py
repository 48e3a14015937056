"""Runs of an import: started with a file, carried on in steps, each all or nothing.

An office has no broker and no worker, so nobody works in the background: the
page that shows the progress asks for the next step, and so does the command.
A step takes the run's row (a second page that asks meanwhile is told how far
it is), reads some rows, and writes faults, records and how many rows were read
in one transaction. Whatever kills it, the next step goes on behind the last
one that was committed, and no row is read twice.

“All or none” is checked in steps too; only then is everything written in one
transaction, which checks each row again, for the world may have changed.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov import uploads
from lawgov.importing import reading, sheets
from lawgov.importing.columns import Columns
from lawgov.importing.going import Work, going_on, rows_of
from lawgov.importing.models import ENDED, ImportRunBase, Mode, RunState
from lawgov.importing.row import Fault
from lawgov.organs.models import Organ

if TYPE_CHECKING:
    from lawgov.accounts.models import User

KEPT_FAULTS = 10_000
KINDS = {".xlsx": uploads.KINDS[".xlsx"], ".csv": uploads.Kind("text/csv", "")}


class Refused(Exception):
    """Rows that were good are no longer; nothing of “all or none” may stay."""


class Imports:
    """The imports of one kind of record; a subclass knows its rows.

    `runs` is the model of the runs, `unique` names what must not stand twice in
    a file; `most_at_once` is how many rows are written in one transaction while
    a web server waits.
    """

    runs: type[Any]
    columns: Columns
    unique: tuple[str, ...]
    most_at_once = 30_000
    megabytes = 50

    def most_megabytes(self) -> int:
        """How large a file may be."""
        return self.megabytes

    def naming(self, run: Any) -> Callable[[list[str]], list[str]]:
        """What makes of a row's cells the names that are `unique`."""
        raise NotImplementedError

    def work(self, run: Any, at: datetime) -> Work:
        """What is done with the rows of a run."""
        raise NotImplementedError

    def check(self, upload: UploadedFile) -> str:
        """The ending of a file that can be imported; raises `ValidationError`.

        The size is asked first, so that a large file is refused without being read.
        """
        kind = uploads.check(upload, megabytes=self.most_megabytes(), kinds=KINDS)
        content: Any = upload
        if kind == KINDS[".csv"]:
            sheets.encoding_of(content)
            return ".csv"
        try:
            sheets.check_packing(content)
        except sheets.BROKEN as error:
            raise sheets.unreadable() from error
        return ".xlsx"

    def start(self, upload: UploadedFile, *, organ: Organ, mode: str, by: "User | None") -> Any:
        """Keep a file and the wish to import it; raises `ValidationError`.

        A file that was imported for the organ, or is about to be, is not taken again.
        """
        suffix = self.check(upload)
        run = self.runs(
            organ=organ, mode=mode, made_by=by, sha256=uploads.digest(upload),
            file_name=uploads.shown_name(upload.name or ""),
        )  # fmt: skip
        try:
            with transaction.atomic():
                Organ.objects.select_for_update().get(pk=organ.pk)
                self.refuse_twice(run)
                run.file.save(f"{uuid4().hex}{suffix}", upload, save=False)
                run.save()
        except BaseException:
            if run.file:
                run.file.delete(save=False)
            raise
        return run

    def refuse_twice(self, run: ImportRunBase) -> None:
        if run.mode == Mode.DRY:
            return
        same = self.runs.objects.all().of_file(run.organ, run.sha256).first()
        if same is not None:
            message = _("This file was imported already: import %(number)s of %(day)s.")
            values = {"number": same.pk, "day": f"{same.made_at:%Y-%m-%d}"}
            raise ValidationError({"file": message % values})

    @transaction.atomic
    def step(self, run: Any, *, today: date, at: datetime, seconds: float, most: int = 0) -> Any:
        """Carry a run on for some seconds, or for `most` rows; all of the step or nothing.

        Where another request is at work on the run, nothing is done.
        """
        free = self.runs.objects.select_for_update(skip_locked=True, of=("self",))
        taken = free.select_related("organ").filter(pk=run.pk).first()
        if taken is None or taken.state in ENDED:
            return self.runs.objects.get(pk=run.pk)
        run = taken
        if run.state == RunState.WAITING or not rows_of(run).exists():
            self.unpack(run, at)
        elif run.rows_read < run.rows_total:
            self.read_on(run, today, at, time.monotonic() + seconds, most)
        else:
            self.write_all(run, today, at)
        if run.state in ENDED:
            reading.forget(rows_of(run))
        return run

    def unpack(self, run: ImportRunBase, at: datetime) -> None:
        """Unpack the file; what is wrong with its heads may end the run at once."""
        uploads.opened(run).close()  # it is as it was stored
        path, plan = Path(run.file.path), reading.Plan(self.columns, self.unique, self.naming(run))
        try:
            found = reading.unpack(path, path.suffix, rows_of(run), plan)
        except ValidationError as refusal:
            found = reading.Unpacked(0, [Fault(1, "", "", refusal.messages[0])], False)
        if run.state == RunState.WAITING:
            keep(run, found.faults)
        run.rows_total = found.total
        run.state = RunState.RUNNING
        if not found.is_readable:
            finish(run, RunState.REFUSED, at)
        run.save()

    def read_on(self, run: Any, today: date, at: datetime, until: float, most: int) -> None:
        """Check the next rows and, where only the good ones are wanted, write these."""
        last = min(run.rows_total, run.rows_read + most) if most else run.rows_total
        with going_on(run, self.work(run, at)) as going:
            for rows in going.checked(run.rows_read, last, today):
                keep(run, [fault for row in rows for fault in row.faults])
                run.rows_read += len(rows)
                if run.mode == Mode.GOOD:
                    good = [row for row in rows if not row.faults]
                    going.write(good)
                    run.rows_written += len(good)
                if time.monotonic() > until:
                    break
        if run.rows_read >= run.rows_total and run.mode != Mode.ALL:
            finish(run, RunState.DONE, at)
        elif run.rows_read >= run.rows_total and run.faults_found:
            finish(run, RunState.REFUSED, at)
        run.save()

    def write_all(self, run: Any, today: date, at: datetime) -> None:
        """Write every row of a file that was found good, or none."""
        faults: list[Fault] = []
        try:
            with transaction.atomic(), going_on(run, self.work(run, at)) as going:
                for rows in going.checked(0, run.rows_total, today):
                    faults = [fault for row in rows for fault in row.faults]
                    if faults:
                        raise Refused
                    going.write(rows)
        except Refused:
            keep(run, faults)
            finish(run, RunState.REFUSED, at)
        else:
            run.rows_written = run.rows_total
            finish(run, RunState.DONE, at)
        run.save()

    def is_writing(self, run: ImportRunBase) -> bool:
        """Whether all rows have been found good and are to be written together."""
        goes_on = run.state not in ENDED
        return goes_on and run.mode == Mode.ALL and run.rows_read >= run.rows_total > 0

    def is_too_long(self, run: ImportRunBase) -> bool:
        """Whether writing would take longer than a web server waits; the command does it."""
        return self.is_writing(run) and run.rows_total > self.most_at_once


def keep(run: Any, faults: Iterable[Fault]) -> None:
    """Count faults, and keep the first ten thousand."""
    found = list(faults)
    kept = found[: max(0, KEPT_FAULTS - run.faults_found)]
    run.faults_found += len(found)
    run.faults.bulk_create(
        [
            run.faults.model(
                run=run, row=fault.row, column=shown(fault.column, 60),
                value=shown(fault.value, 200), message=shown(fault.message, 300),
            )
            for fault in kept
        ],
        batch_size=500,
    )  # fmt: skip


def shown(text: str, limit: int) -> str:
    """A text as it can be kept: without NUL, which no database takes, and not too long."""
    visible = text.replace("\x00", "␀")
    return visible if len(visible) <= limit else f"{visible[: limit - 1]}…"


def finish(run: ImportRunBase, state: str, at: datetime) -> None:
    run.state, run.ended_at = state, at
