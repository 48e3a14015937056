"""The columns of a file of past documents, in the order of a document's life."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.importing.columns import Column, Columns, Kind, of_field
from normative.models import Document


def of(name: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """A column that is a field of a document, under the field's own name."""
    return of_field(Document, name, kind, **more)


COLUMNS = Columns([
    of("title", is_required=True, example="太原市城市供热管理办法"),
    of("number", example="并政发〔2013〕12号"),
    of("register_number", example="TYGF-2013-12"),
    of("organ", limit=200, example="太原市人民政府", kind=Kind.CHOICE, is_open=True,
       hint=_("Name or code, of an organ you work for. Empty: the organ of the import.")),
    of("comakers", Kind.SEVERAL, limit=1000, is_open=True,
       hint=_("Names or codes; several are separated by 、 or ;")),
    of("drafter_name"),
    of("title_type", Kind.CHOICE, hint=_("Empty: by the title.")),
    of("kind", Kind.CHOICE, label=pgettext_lazy("normative document", "Kind of document"),
       hint=_("Empty: by the maker.")),
    of("signed_on", Kind.DAY, example="2013-03-01"),
    of("published_on", Kind.DAY, example="2013-03-05", hint=_("Empty: a draft.")),
    of("effective_on", Kind.DAY, example="2013-04-05", hint=_("Empty: with its publication.")),
    of("expires_on", Kind.DAY, example="2018-04-04", hint=_("The last day of the stated term.")),
    of("dates_reason",
       hint=_("Where it takes effect before, or very soon after, publication.")),
    of("published_in", example="政府公报"),
    of("published_url"),
    of("legality_review", Kind.CHOICE, hint=_("Empty: not known.")),
    of("state", Kind.CHOICE,
       hint=_("Empty: a draft, or published. Lapsed by its term alone needs no day and no basis.")),
    Column("state_on", _("In this state from"), Kind.DAY,
           hint=_("With an end: the first day no longer in force.")),
    Column("basis", _("Basis of the end or suspension"), limit=300),
    of("is_trial", Kind.FLAG),
    of("affects_market", Kind.FLAG),
    Column("text", pgettext_lazy("normative document", "Text"), limit=300_000,
           hint=_("Every published document has one. A cell of a spreadsheet holds 32,767"
                  " characters; longer texts come in a .csv.")),
])  # fmt: skip
