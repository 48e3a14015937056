"""The command by which records are imported without the browser, or an import is carried on."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lawgov.accounts.models import User
from lawgov.importing.models import ENDED, Mode, RunState
from lawgov.importing.running import Imports
from lawgov.organs.models import Organ

STEP = 10.0  # seconds between two commits


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for circles of objects seldom: rows are many and hold none, and looking costs a sixth.

    For a process that does nothing else: others would not be asked.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class ImportCommand(BaseCommand):
    """What the command of every app does; the app says what it imports."""

    imports: Imports

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?")
        parser.add_argument("--organ", help="code of the organ for which the records are kept")
        parser.add_argument("--mode", choices=Mode.values, default=Mode.DRY)
        parser.add_argument("--user", help="in whose name the records are written")
        parser.add_argument("--resume", type=int, metavar="NUMBER", help="carry an import on")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        run = self.found(options["resume"]) if options["resume"] else self.started(options)
        with seldom_collecting():
            run = self.carried_on(run)
        for fault in run.faults.all()[:20]:
            self.stdout.write(f"{fault.row} {fault.column} “{fault.value}”: {fault.message}")
        seconds = time.monotonic() - begun
        self.stdout.write(
            f"#{run.pk} {run.get_state_display()}: {run.rows_written}/{run.rows_total},"
            f" ✗ {run.faults_found}, {seconds:.1f} s"
        )
        if run.state == RunState.REFUSED:
            raise CommandError(f"#{run.pk}: ✗ {run.faults_found}")

    def carried_on(self, run: Any) -> Any:
        """The run at its end, every step told of."""
        while run.state not in ENDED:
            run = self.imports.step(
                run, today=timezone.localdate(), at=timezone.now(), seconds=STEP
            )
            self.stdout.write(f"#{run.pk} {run.rows_read}/{run.rows_total} ✗ {run.faults_found}")
        return run

    def found(self, number: int) -> Any:
        run = self.imports.runs.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"没有这次导入 / no such import: {number}")
        return run

    def started(self, options: dict[str, Any]) -> Any:
        """A new run of the file that is named."""
        if not options["file"] or not options["organ"]:
            raise CommandError("请给出文件和 --organ / a file and --organ are needed")
        organ = Organ.objects.filter(code=options["organ"]).first()
        by = User.objects.filter(username=options["user"]).first() if options["user"] else None
        path = Path(options["file"])
        if organ is None or (options["user"] and by is None) or not path.is_file():
            raise CommandError("没有这个机关、账号或者文件 / no such organ, account or file")
        with path.open("rb") as content:
            upload = UploadedFile(File(content), path.name, size=path.stat().st_size)
            try:
                return self.imports.start(upload, organ=organ, mode=options["mode"], by=by)
            except ValidationError as refusal:
                raise CommandError("; ".join(refusal.messages)) from refusal
