"""Import of past documents: the pages are the same for every kind of record."""

from django.contrib.auth.decorators import permission_required
from django.utils.translation import gettext_lazy as _

from lawgov.importpages import ImportPages
from normative.forms.documents import makers_for
from normative.importing.running import DOCUMENTS
from normative.importing.workbooks import template

PAGES = ImportPages(
    DOCUMENTS,
    permission_required("normative.import_documents", raise_exception=True),
    makers_for,
    template,
    _("Import template of documents.xlsx"),
    space="normative",
    command="import_documents",
    shown="documents",
    title=_("Import of past documents"),
    organ_label=_("Organ"),
    shown_label=_("Show the documents"),
)
