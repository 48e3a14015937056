"""What must hold of every row of cases, and what its lists are found by."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reconsideration.models.choices import CLOSED, INTAKE_ENDED, UNDER_WAY, Procedure

ENDED = sorted(CLOSED | INTAKE_ENDED)
ACCEPTED = sorted(CLOSED | UNDER_WAY)

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["organ", "number"],
        name="one_case_of_a_number",
        violation_error_message=_("This organ already has a case of this number."),
    ),
    models.CheckConstraint(
        condition=Q(posted_on=None) | Q(posted_on__lte=F("received_on")),
        name="case_posted_before_received",
        violation_error_message=_("An application cannot be posted after it is received."),
    ),
    models.CheckConstraint(
        condition=Q(accepted_on=None) | Q(accepted_on__gte=F("received_on")),
        name="case_accepted_after_received",
        violation_error_message=_("A case cannot be accepted before it is received."),
    ),
    models.CheckConstraint(
        condition=Q(closed_on=None) | Q(closed_on__gte=F("accepted_on")),
        name="case_closed_after_accepted",
        violation_error_message=_("A case cannot be closed before it is accepted."),
    ),
    models.CheckConstraint(
        condition=Q(served_on=None) | Q(served_on__gte=F("closed_on")),
        name="case_served_after_closed",
        violation_error_message=_("A decision cannot be served before it is made."),
    ),
    models.CheckConstraint(
        condition=~Q(procedure=Procedure.SIMPLIFIED) | Q(extension_days=0),
        name="simplified_case_is_not_extended",
        violation_error_message=_("The simplified procedure cannot be extended."),
    ),
    models.CheckConstraint(
        condition=Q(
            state__in=sorted(CLOSED), closed_on__isnull=False, accepted_on__isnull=False
        )
        | Q(state__in=sorted(UNDER_WAY), closed_on=None, accepted_on__isnull=False)
        | (
            ~Q(state__in=ACCEPTED)
            & Q(closed_on=None, accepted_on=None)
        ),
        name="case_dates_agree_with_its_state",
    ),
    models.CheckConstraint(
        condition=Q(is_open=True) & ~Q(state__in=ENDED)
        | Q(is_open=False, state__in=ENDED),
        name="case_is_open_until_it_ends",
    ),
    models.CheckConstraint(
        condition=(Q(closed_on=None) & Q(closing=""))
        | (Q(closed_on__isnull=False) & ~Q(closing="")),
        name="closed_case_has_a_closing",
    ),
    models.CheckConstraint(
        condition=Q(headcount__gte=1),
        name="case_has_an_applicant",
        violation_error_message=_("A case has at least one applicant."),
    ),
]  # fmt: skip

COUNTED_BY = ["field", "organ", "province", "city", "county"]

INDEXES = [
    models.Index(fields=["number"], name="case_number"),
    *(
        models.Index(fields=[scope, "due_on", "id"], condition=Q(due_on__isnull=False),
                     name=f"case_{scope}_due")
        for scope in ("organ", "city", "province", "handler")
    ),
    models.Index(
        fields=["county", "due_on", "id"], condition=Q(due_on__isnull=False),
        name="case_county_due",
    ),
    *(
        models.Index(fields=[scope, "received_on", "id"], name=f"case_{scope}_received")
        for scope in ("organ", "city", "province", "county")
    ),
    # The stocks and flows of the statistics are counted from these two alone.
    models.Index(fields=["accepted_on", "closed_on", *COUNTED_BY], name="case_docket"),
    models.Index(
        fields=["received_on", "intake_ended_on", "accepted_on", "headcount", *COUNTED_BY],
        name="case_register",
    ),
    models.Index(
        fields=["accepted_on", "respondent_level", "act_kind", "acceptance", "procedure",
                "was_converted", "is_mandatory_first", *COUNTED_BY],
        name="case_accepted_parts",
    ),
    models.Index(
        fields=["closed_on", "closing", "extension_days", "respondent_corrected",
                "compensation_granted", *COUNTED_BY, "id"],
        name="case_closed_parts",
    ),
    models.Index(
        fields=["intake_ended_on", "state", *COUNTED_BY], condition=Q(accepted_on=None),
        name="case_intake_ended",
    ),
]  # fmt: skip
