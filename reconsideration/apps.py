from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lawgov.statutes import effects


class ReconsiderationConfig(AppConfig):
    name = "reconsideration"
    verbose_name = _("Administrative reconsideration")

    def ready(self) -> None:
        """Tell whoever changes the law which deadlines it would move."""
        effects.register("reconsideration.reprojection.effect")
