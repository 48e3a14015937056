"""Import past cases from a file without the browser, or carry an import on."""

import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reconsideration.importing import running
from reconsideration.models import ImportRun

STEP = 10.0  # seconds between two commits


class Command(BaseCommand):
    help = "Import past cases from an .xlsx or .csv file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?")
        parser.add_argument("--organ", help="code of the organ that handled the cases")
        parser.add_argument("--mode", choices=ImportRun.Mode.values, default=ImportRun.Mode.DRY)
        parser.add_argument("--user", help="in whose name the cases are written")
        parser.add_argument("--resume", type=int, metavar="NUMBER", help="carry an import on")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        run = self.found(options["resume"]) if options["resume"] else self.started(options)
        while run.state not in running.ENDED:
            run = running.step(run, today=timezone.localdate(), at=timezone.now(), seconds=STEP)
            self.stdout.write(f"#{run.pk} {run.rows_read}/{run.rows_total} ✗ {run.faults_found}")
        for fault in run.faults.all()[:20]:
            self.stdout.write(f"{fault.row} {fault.column} “{fault.value}”: {fault.message}")
        seconds = time.monotonic() - begun
        self.stdout.write(
            f"#{run.pk} {run.get_state_display()}: {run.rows_written}/{run.rows_total},"
            f" ✗ {run.faults_found}, {seconds:.1f} s"
        )
        if run.state == ImportRun.State.REFUSED:
            raise CommandError(f"#{run.pk}: ✗ {run.faults_found}")

    def found(self, number: int) -> ImportRun:
        run = ImportRun.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"没有这次导入 / no such import: {number}")
        return run

    def started(self, options: dict[str, Any]) -> ImportRun:
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
                return running.start(upload, organ=organ, mode=options["mode"], by=by)
            except ValidationError as refusal:
                raise CommandError("; ".join(refusal.messages)) from refusal
