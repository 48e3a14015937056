"""Where uploaded and issued files are kept: outside the web root, given out by checked pages."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def private_files() -> FileSystemStorage:
    """The store for documents, attachments and imports."""
    return FileSystemStorage(location=settings.PRIVATE_FILES, base_url=None)
