"""Files that belong to a case: taken in by what they are, kept unchanged."""

from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.uploads import check, digest, shown_name
from reconsideration.models import Attachment, Case, Setting

if TYPE_CHECKING:
    from lawgov.accounts.models import User

DEFAULT_MEGABYTES = 100


def limit() -> int:
    """How many megabytes an attachment may have."""
    return int(Setting.read("attachment_max_mb") or DEFAULT_MEGABYTES)


def attach(case: Case, upload: UploadedFile, *, title: str, by: "User | None") -> Attachment:
    """Add a file to a case, under a random name; the same content only once.

    Raises `ValidationError` at the field.
    """
    kind = check(upload, megabytes=limit())
    name = shown_name(upload.name or "")
    attachment = Attachment(
        case=case,
        title=title.strip() or PurePath(name).stem[:150],
        file_name=name,
        media_type=kind.media_type,
        size=upload.size or 0,
        sha256=digest(upload),
        added_by=by,
    )
    attachment.clean_fields(exclude=["case", "file", "added_by"])
    try:
        with transaction.atomic():
            Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
            refuse_twice(attachment)
            stored = f"{uuid4().hex}{PurePath(name).suffix.lower()}"
            attachment.file.save(stored, upload, save=False)
            attachment.save()
    except BaseException:
        if attachment.file:
            attachment.file.delete(save=False)
        raise
    return attachment


def refuse_twice(attachment: Attachment) -> None:
    """Raise `ValidationError` if the case has the same content already."""
    same = Attachment.objects.filter(case=attachment.case, sha256=attachment.sha256).first()
    if same is not None:
        message = _("The case has this file already: %(title)s.")
        raise ValidationError({"file": message % {"title": same}})
