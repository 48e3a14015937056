"""The template of past documents: what may stand in each of its lists."""

from django.utils import translation

from lawgov.importing import workbooks
from lawgov.importing.workbooks import Entry
from lawgov.organs.models import Organ
from normative.importing.columns import COLUMNS
from normative.importing.words import CHOICES
from normative.models import Document, Option
from normative.registering import NO_MAKERS


def template() -> bytes:
    """The template to fill in."""
    with translation.override("zh-hans"):
        entries = lists()
    return workbooks.template(COLUMNS, entries, Document._meta.verbose_name_plural)


def lists() -> dict[str, list[Entry]]:
    """What may stand in the columns of a list: name, code, remark."""
    rows = Organ.objects.exclude(kind__in=NO_MAKERS).order_by("path")
    organs = [(row.name, row.code, until(row)) for row in rows]
    types = Option.objects.filter(list=Option.List.TITLE)
    fixed = {
        name: [(str(one.label), str(one.value), "") for one in members]
        for name, members in CHOICES.items()
    }
    return {
        "organ": organs, "comakers": organs,
        "title_type": [(row.name, row.code, "") for row in types], **fixed,
    }  # fmt: skip


def until(organ: Organ) -> str:
    """When an organ ended, if it did."""
    return f"–{organ.valid_until:%Y-%m-%d}" if organ.valid_until else ""
