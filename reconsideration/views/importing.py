"""Import of past cases: the pages are the same for every kind of record."""

from django.contrib.auth.decorators import permission_required
from django.utils.translation import gettext_lazy as _

from lawgov.importpages import ImportPages
from reconsideration.forms.intake import offices_of
from reconsideration.importing.running import CASES
from reconsideration.importing.workbooks import template

PAGES = ImportPages(
    imports=CASES,
    may=permission_required("reconsideration.import_cases", raise_exception=True),
    organs=offices_of,
    organ_label=_("Reconsideration organ"),
    template=template,
    template_name=_("Import template.xlsx"),
    space="reconsideration",
    command="import_cases",
    title=_("Import of past cases"),
    shown="cases",
    shown_label=_("Show the cases"),
)
