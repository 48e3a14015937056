"""Runs of an import: started with a file, carried on in steps, each all or nothing.

An office has no broker and no worker, so nobody works in the background: the
page that shows the progress asks for the next step, and so does the command.
A step takes the run's row (a second page that asks meanwhile is told how far
it is), reads some rows, and writes faults, cases and how many rows were read
in one transaction. Whatever kills it, the next step goes on behind the last
one that was committed, and no row is read twice.

“All or none” is checked in steps too; only then is everything written in one
transaction, which checks each row again, for the world may have changed.
"""

import time
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov import uploads
from lawgov.organs.models import Organ
from reconsideration.importing import reading, rules, sheets
from reconsideration.importing.law import Law
from reconsideration.importing.row import Fault, Row
from reconsideration.importing.writing import Writer
from reconsideration.models import Case, ImportFault, ImportRun, Setting

if TYPE_CHECKING:
    from lawgov.accounts.models import User

BATCH = 1000
KEPT_FAULTS = 10_000
DEFAULT_MEGABYTES = 50
KINDS = {".xlsx": uploads.KINDS[".xlsx"], ".csv": uploads.Kind("text/csv", "")}
Mode, State = ImportRun.Mode, ImportRun.State
ENDED = {State.DONE, State.REFUSED}


class Refused(Exception):
    """Rows that were good are no longer; nothing of “all or none” may stay."""


def check(upload: UploadedFile) -> str:
    """The ending of a file that can be imported; raises `ValidationError`.

    The size is asked first, so that a large file is refused without being read.
    """
    most = int(Setting.read("import_max_mb") or DEFAULT_MEGABYTES)
    kind = uploads.check(upload, megabytes=most, kinds=KINDS)
    content: Any = upload
    if kind == KINDS[".csv"]:
        sheets.encoding_of(content)
        return ".csv"
    try:
        sheets.check_packing(content)
    except sheets.BROKEN as error:
        raise sheets.unreadable() from error
    return ".xlsx"


def start(upload: UploadedFile, *, organ: Organ, mode: str, by: "User | None") -> ImportRun:
    """Keep a file and the wish to import it; raises `ValidationError`.

    A file that was imported for the organ, or is about to be, is not taken again.
    """
    suffix = check(upload)
    run = ImportRun(
        organ=organ, mode=mode, made_by=by, sha256=uploads.digest(upload),
        file_name=uploads.shown_name(upload.name or ""),
    )  # fmt: skip
    try:
        with transaction.atomic():
            Organ.objects.select_for_update().get(pk=organ.pk)
            refuse_twice(run)
            run.file.save(f"{uuid4().hex}{suffix}", upload, save=False)
            run.save()
    except BaseException:
        if run.file:
            run.file.delete(save=False)
        raise
    return run


def refuse_twice(run: ImportRun) -> None:
    if run.mode == Mode.DRY:
        return
    same = ImportRun.objects.all().of_file(run.organ, run.sha256).first()
    if same is not None:
        message = _("This file was imported already: import %(number)s of %(day)s.")
        values = {"number": same.pk, "day": f"{same.made_at:%Y-%m-%d}"}
        raise ValidationError({"file": message % values})


def rows_of(run: ImportRun) -> Path:
    """Where the plain rows of a run's file stand while it goes on."""
    return Path(run.file.path).with_suffix(".rows")


@transaction.atomic
def step(run: ImportRun, *, today: date, at: datetime, seconds: float, most: int = 0) -> ImportRun:
    """Carry a run on for some seconds, or for `most` rows; all of the step or nothing.

    Where another request is at work on the run, nothing is done.
    """
    free = ImportRun.objects.select_for_update(skip_locked=True, of=("self",))
    taken = free.select_related("organ").filter(pk=run.pk).first()
    if taken is None or taken.state in ENDED:
        return ImportRun.objects.get(pk=run.pk)
    run = taken
    if run.state == State.WAITING or not rows_of(run).exists():
        unpack(run, at)
    elif run.rows_read < run.rows_total:
        read_on(run, today, at, time.monotonic() + seconds, most)
    else:
        write_all(run, today, at)
    if run.state in ENDED:
        reading.forget(rows_of(run))
    return run


def unpack(run: ImportRun, at: datetime) -> None:
    """Unpack the file; what is wrong with its heads may end the run at once."""
    uploads.opened(run).close()  # it is as it was stored
    try:
        found = reading.unpack(Path(run.file.path), Path(run.file.name or "").suffix, rows_of(run))
    except ValidationError as refusal:
        found = reading.Unpacked(0, [Fault(1, "", "", refusal.messages[0])], False)
    if run.state == State.WAITING:
        keep(run, found.faults)
    run.rows_total = found.total
    run.state = State.RUNNING
    if not found.is_readable:
        finish(run, State.REFUSED, at)
    run.save()


def read_on(run: ImportRun, today: date, at: datetime, until: float, most: int) -> None:
    """Check the next rows and, where only the good ones are wanted, write these."""
    law = Law(run.organ)
    writer = Writer(run, law, at) if run.mode == Mode.GOOD else None
    last = min(run.rows_total, run.rows_read + most) if most else run.rows_total
    while run.rows_read < last:
        rows = batch(run, law, run.rows_read, min(BATCH, last - run.rows_read), today)
        keep(run, [fault for row in rows for fault in row.faults])
        if writer is not None:
            good = [row for row in rows if not row.faults]
            writer.write(good)
            run.rows_written += len(good)
        run.rows_read += len(rows)
        if time.monotonic() > until:
            break
    if run.rows_read >= run.rows_total and run.mode != Mode.ALL:
        finish(run, State.DONE, at)
    elif run.rows_read >= run.rows_total and run.faults_found:
        finish(run, State.REFUSED, at)
    run.save()


def write_all(run: ImportRun, today: date, at: datetime) -> None:
    """Write every row of a file that was found good, or none."""
    faults: list[Fault] = []
    try:
        with transaction.atomic():
            law = Law(run.organ)
            writer = Writer(run, law, at)
            for after in range(0, run.rows_total, BATCH):
                rows = batch(run, law, after, BATCH, today)
                faults = [fault for row in rows for fault in row.faults]
                if faults:
                    raise Refused
                writer.write(rows)
    except Refused:
        keep(run, faults)
        finish(run, State.REFUSED, at)
    else:
        run.rows_written = run.rows_total
        finish(run, State.DONE, at)
    run.save()


def batch(run: ImportRun, law: Law, after: int, count: int, today: date) -> list[Row]:
    """The next rows, checked."""
    lines = reading.lines(rows_of(run), after, count)
    numbers = {line.spelled for line in lines}
    rows = Case.objects.filter(organ=run.organ, number__in=numbers).order_by()
    taken = set(rows.values_list("number", flat=True))
    return [rules.check(law, line, taken=taken, today=today) for line in lines]


def keep(run: ImportRun, faults: Iterable[Fault]) -> None:
    """Count faults, and keep the first ten thousand."""
    found = list(faults)
    kept = found[: max(0, KEPT_FAULTS - run.faults_found)]
    run.faults_found += len(found)
    ImportFault.objects.bulk_create(
        [
            ImportFault(
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


def finish(run: ImportRun, state: str, at: datetime) -> None:
    run.state, run.ended_at = state, at
