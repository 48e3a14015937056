from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lawgov import attached
from lawgov.statutes import effects


class ReconsiderationConfig(AppConfig):
    name = "reconsideration"
    verbose_name = _("Administrative reconsideration")

    def ready(self) -> None:
        """Tell whoever changes the law what it would move; take the answers to reviews."""
        effects.register("reconsideration.reprojection.effect")
        attached.register(attached.ASKER, "reconsideration.attached")
