"""The closed lists of the register: states, how a document stands on a day, and verbs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What was last done to a document; only moves change it."""

    DRAFT = "draft", pgettext_lazy("normative document", "Draft")
    ISSUED = "issued", pgettext_lazy("normative document", "Published")
    SUSPENDED = "suspended", pgettext_lazy("normative document", "Suspended")
    REPEALED = "repealed", _("Repealed")
    LAPSED = "lapsed", _("Lapsed")
    ANNULLED = "annulled", _("Annulled")
    VOID = "void", _("Registered by mistake")


class Standing(models.TextChoices):
    """How a document stands on a day: its state, its dates and that day together."""

    DRAFT = "draft", pgettext_lazy("normative document", "Draft")
    COMING = "coming", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    EXPIRING = "expiring", _("About to expire")
    AMENDED = "amended", _("In force as amended")
    SUSPENDED = "suspended", pgettext_lazy("normative document", "Suspended")
    REPEALED = "repealed", _("Repealed")
    LAPSED = "lapsed", _("Lapsed")
    ANNULLED = "annulled", _("Annulled")
    VOID = "void", _("Registered by mistake")


class Verb(models.TextChoices):
    """What can be done to a document, in the order of its life."""

    REGISTER = "register", pgettext_lazy("normative document", "Register")
    REVISE = "revise", _("Change the draft")
    PUBLISH = "publish", pgettext_lazy("normative document", "Publish")
    AMEND = "amend", _("Amend")
    EXTEND = "extend", _("Extend the validity")
    SUSPEND = "suspend", pgettext_lazy("normative document", "Suspend")
    RESTORE = "restore", _("Restore")
    REPEAL = "repeal", _("Repeal")
    LAPSE = "lapse", _("Declare lapsed")
    ANNUL = "annul", _("Annul")
    VOID = "void", _("Strike out a mistaken entry")


class Kind(models.TextChoices):
    """In whose name a document is made."""

    GOVERNMENT = "government", _("Government document")
    DEPARTMENT = "department", _("Department document")


class LegalityReview(models.TextChoices):
    """Whether a document was reviewed for legality before its issue."""

    UNKNOWN = "unknown", _("Not known")
    DONE = "done", _("Reviewed")
    NOT_DONE = "not_done", _("Not reviewed")


class LinkKind(models.TextChoices):
    """What one document does to, or with, another."""

    SUPERSEDES = "supersedes", _("Supersedes")
    REPEALS = "repeals", _("Repeals")
    AMENDS = "amends", _("Amends")
    IMPLEMENTS = "implements", _("Implements")


ALIVE = {State.ISSUED, State.SUSPENDED}
ENDED = {State.REPEALED, State.LAPSED, State.ANNULLED}
IN_USE = {Standing.IN_FORCE, Standing.EXPIRING, Standing.AMENDED}
