"""Import past cases from a file without the browser, or carry an import on."""

from lawgov.importing.commands import ImportCommand
from reconsideration.importing.running import CASES


class Command(ImportCommand):
    help = "Import past cases from an .xlsx or .csv file."
    imports = CASES
