"""Import past normative documents from a file without the browser, or carry an import on."""

from lawgov.importing.commands import ImportCommand
from normative.importing.running import DOCUMENTS


class Command(ImportCommand):
    help = "Import past normative documents from an .xlsx or .csv file."
    imports = DOCUMENTS
