"""Texts, links and search words of a document, written in the same transaction as the move."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.history import unrecorded
from normative import searching, texts
from normative.models import Document, Link, LinkKind, Version, settings_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from lawgov.accounts.models import User


def add_version(
    document: Document,
    *,
    text: str,
    upload: "UploadedFile | None",
    by: "User | None",
    today: date,
    label: str = "",
    effective_on: date | None = None,
) -> Version:
    """Keep another text of a document, typed or in a file; the earlier ones stay.

    Raises `ValidationError` for no text, for both, for the same text as before,
    and for a file that cannot be read.
    """
    settings = settings_of(today)
    most = int(settings.get("text_max_chars", 300_000))
    words = read(text, upload, most, int(settings.get("file_max_mb", 20)))
    last = document.versions.order_by("number").last()
    if last is not None and last.text == words:
        field = "file" if upload else "text"
        raise ValidationError({field: _("This is the text that is there already.")})
    version = Version(
        document=document, number=(last.number if last else 0) + 1, label=label.strip(),
        text=words, length=len(words), effective_on=effective_on, added_by=by,
    )  # fmt: skip
    version.clean_fields(exclude=["document", "file", "added_by"])
    try:
        if upload:
            texts.store(version, upload)
        version.save()
    except BaseException:
        if version.file:
            version.file.delete(save=False)
        raise
    return version


def read(text: str, upload: "UploadedFile | None", characters: int, megabytes: int) -> str:
    """The words that were typed or sent, one or the other."""
    typed = texts.tidy(text)
    if typed and upload:
        raise ValidationError({"text": _("Give the text or a file, not both.")})
    if upload:
        return texts.read(upload, megabytes=megabytes, characters=characters)
    if not typed:
        raise ValidationError({"text": _("Give the text, typed or as a file.")})
    texts.check_length(typed, characters, "text")
    return typed


def index_again(document: Document) -> None:
    """Write down what the document is found by as it stands now; the caller saves it."""
    last = document.versions.order_by("number").values_list("text", flat=True).last()
    searching.index(document, last or "")


def link_repeal(by: Document, repealed: Document) -> None:
    """Note that one document repeals another."""
    if by.pk == repealed.pk:
        message = _("A document cannot be linked with itself.")
        raise ValidationError({"by_document": message})
    Link.objects.get_or_create(document=by, kind=LinkKind.REPEALS, target=repealed)


def sweep(documents: Any) -> int:
    """Write the search words of documents again where they differ; returns how many did."""
    mended = 0
    for one in documents.iterator(chunk_size=500):
        was = one.search_text, one.search_pairs
        index_again(one)
        if (one.search_text, one.search_pairs) != was:
            unrecorded(one).save(update_fields=["search_text", "search_pairs"])
            mended += 1
    return mended
