"""Taking a document, or a text that is none, into the register."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.numbers import one_spelling
from lawgov.organs.models import Organ
from normative import checks, searching, writing
from normative.models import Document, Kind, Move, NotNormative, Option, State, Verb
from normative.moves import documents

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from lawgov.accounts.models import User

NO_MAKERS = [Organ.Kind.PARTY, Organ.Kind.CONGRESS]


def prepare(document: Document, *, organ: Organ, comakers: Iterable[Organ]) -> None:
    """Fill in what follows from the makers and the title."""
    one = document
    one.place_in(organ)
    one.level = organ.level
    names = [organ.name, *(other.name for other in comakers)]
    one.maker_name = one.maker_name.strip() or "、".join(dict.fromkeys(names))[:300]
    if not one.kind:
        in_its_name = {Organ.Kind.GOVERNMENT, Organ.Kind.OFFICE}
        one.kind = Kind.GOVERNMENT if organ.kind in in_its_name else Kind.DEPARTMENT
    if not one.title_type_id:
        one.title_type = type_of(one.title)
    checks.tidy(one)


def type_of(title: str, types: Iterable[Option] | None = None) -> Option:
    """The type of title that a title ends with; “other” where it ends with none.

    A notice that issues a text has the type of that text.
    """
    options = list(types or Option.objects.filter(list=Option.List.TITLE))
    name = checks.own_title(title)
    fitting = [one for one in options if one.code != "other" and name.endswith(one.name)]
    if fitting:
        return max(fitting, key=lambda one: len(one.name))
    return next(one for one in options if one.code == "other")


@transaction.atomic
def register(
    document: Document,
    *,
    organ: Organ,
    comakers: Iterable[Organ] = (),
    by: "User | None",
    today: date,
    text: str = "",
    upload: "UploadedFile | None" = None,
) -> Document:
    """Take a document into the register; where it is published already, publish it at once.

    Raises `ValidationError` at the fields; a document is registered whole or
    not at all.
    """
    others = [other for other in comakers if other.pk != organ.pk]
    prepare(document, organ=organ, comakers=others)
    published = document.published_on
    checks.check_days(document)
    check_past(document, today)
    checks.refuse(checks.findings(document, today=today))
    document.published_on = None
    document.state, document.registered_by = State.DRAFT, by
    document.settle_days(published or today)
    document.save()
    document.comakers.set(others)
    if text.strip() or upload:
        writing.add_version(document, text=text, upload=upload, by=by, today=today)
    writing.index_again(document)
    Document.objects.filter(pk=document.pk).update(
        search_text=document.search_text, search_pairs=document.search_pairs
    )
    note(document, by, min(today, document.signed_on or published or today))
    if published is None:
        return document
    return documents.make(document, Verb.PUBLISH, by=by, on=published, today=today)


def check_past(document: Document, today: date) -> None:
    """Raise `ValidationError` at a day of something done that has not come yet."""
    for name in ("signed_on", "published_on"):
        day = getattr(document, name)
        if day is not None and day > today:
            raise ValidationError({name: _("%(day)s lies in the future.") % {"day": day}})


def note(document: Document, by: "User | None", on: date) -> None:
    """Open the journal of a document."""
    articles = documents.articles(document, on)
    Move.objects.create(
        document=document, verb=Verb.REGISTER, from_state="", to_state=State.DRAFT, made_on=on,
        made_by=by, article=articles.get(Verb.REGISTER, ""),
        recorded={"number": document.number, "register_number": document.register_number},
    )  # fmt: skip


@transaction.atomic
def set_aside(row: NotNormative, *, organ: Organ, by: "User | None", today: date) -> NotNormative:
    """Keep a text that was found to be no normative document, with the reason."""
    if row.found_on > today:
        message = _("%(day)s lies in the future.") % {"day": row.found_on}
        raise ValidationError({"found_on": message})
    row.place_in(organ)
    row.number = one_spelling(row.number)
    same: Any = NotNormative.objects.filter(organ=organ, title=row.title, number=row.number)
    if same.exists():
        raise ValidationError({"title": _("This text has been looked at already.")})
    row.found_by = by
    searching.index_refused(row)
    row.save()
    return row
