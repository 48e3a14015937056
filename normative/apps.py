from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lawgov import attached


class NormativeConfig(AppConfig):
    name = "normative"
    verbose_name = _("Normative documents")

    def ready(self) -> None:
        """Take up what cases ask of the review body, and what follows from a publication."""
        attached.register(attached.REVIEWER, "normative.asked")
        follow = import_module("normative.matters.filings.duties").follow
        import_module("normative.moves").FOLLOWING.append(follow)
