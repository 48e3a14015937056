from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lawgov import attached
from lawgov.statutes import effects


class NormativeConfig(AppConfig):
    name = "normative"
    verbose_name = _("Normative documents")

    def ready(self) -> None:
        """Take up what cases ask, what a publication brings, and what a change of the law moves."""
        effects.register("normative.reprojection.effect")
        attached.register(attached.REVIEWER, "normative.asked")
        follow = import_module("normative.matters.filings.duties").follow
        import_module("normative.moves").FOLLOWING.append(follow)
