"""Imports of past documents, and the faults found in them."""

from django.db import models

from lawgov.importing.models import ImportFaultBase, ImportRunBase


class ImportRun(ImportRunBase):
    """One import of past documents."""


class ImportFault(ImportFaultBase):
    """One fault of one cell."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="faults")
