"""What each move asks for; one form per verb, read by page and API alike."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.accounts.models import User
from lawgov.statutes.forms import DayField
from reconsideration.forms.fields import MoveForm, flag, form, grounded, of_model, row, text
from reconsideration.models import (
    AttachedReview,
    Case,
    Consultation,
    Hearing,
    Investigation,
    Lawsuit,
    Letter,
    Option,
    Party,
    Procedure,
    Service,
    Verb,
    ViewsHeard,
)

WHAT = [
    ("transfer", _("Transferred to the competent organ")),
    ("notify", _("Maker notified")),
    ("reply", _("Maker replied")),
]
ORDERED = [
    ("other", pgettext_lazy("order", "Other")),
    ("accept", _("Acceptance of the refused application")),
]
CORRECTED = flag(_("The respondent corrected the act first"))
DISCRETIONARY = flag(_("Concerns a discretionary act or compensation"))
KINDS = forms.ModelMultipleChoiceField(
    Option.objects.all(),
    label=_("Kinds of decision"),
    widget=forms.CheckboxSelectMultiple,
    to_field_name="code",
)

FORMS: dict[Verb, type[MoveForm]] = {
    Verb.ASK_SUPPLEMENT: form(
        items=text(_("What is missing, item by item")),
        notice_received_on=DayField(label=_("Notice received by the applicant on")),
        due=DayField(label=_("Last day, where the notice sets it"), required=False),
    ),
    Verb.EXTEND_SUPPLEMENT: form(
        due=DayField(label=_("New last day")), why=text(_("Reasons"), long=False)
    ),
    Verb.TAKE_SUPPLEMENT: form(),
    Verb.ABANDON: form(note=text(_("Note for the file"), required=False, long=False)),
    Verb.ACCEPT: form(
        procedure=forms.ChoiceField(label=_("Procedure"), choices=Procedure.choices),
        simplified_ground=row(_("Ground of the simplified procedure"), Option, required=False),
        second_handler=row(_("Second handler"), User, required=False),
        unwilling=text(
            _("Applies again after a withdrawal: why it was not voluntary"),
            required=False,
            long=False,
        ),
    ),
    Verb.DEEM_ACCEPTED: form(),
    Verb.REFUSE: grounded(
        Verb.REFUSE, competent=text(_("Competent organ"), required=False, long=False)
    ),
    Verb.TELL_ELSEWHERE: form(competent=text(_("Competent organ"), long=False)),
    Verb.FORWARD: form(addressee=text(_("Forwarded to"), long=False)),
    Verb.SELF_CORRECT: form(
        what=text(_("What the agency changed")),
        told_on=DayField(label=_("Applicant told on"), required=False),
    ),
    Verb.PERSIST: form(),
    Verb.WITHDRAW_EARLY: form(was_mediated=flag(_("After mediation before the case"))),
    Verb.DECLINE_REPEAT: form(earlier_case=row(_("Earlier case"), Case)),
    Verb.SEND_COPY: form(copy_received_on=DayField(label=_("Received by the respondent on"))),
    Verb.TAKE_REPLY: form(evidence=text(_("List of evidence"), required=False)),
    Verb.NOTE_DEFAULT: form(
        third_party_evidence=text(
            _("Evidence brought by a third party whose rights are at stake"), required=False
        ),
    ),
    Verb.HEAR_VIEWS: of_model(ViewsHeard, "views", ["party_name", "how", "summary"]),
    Verb.INVITE_HEARING: of_model(
        Hearing, "hearing",
        ["kind", "planned_on", "place", "issues", "chair", "officers", "recorder"],
    ),
    Verb.HOLD_HEARING: form(
        hearing=row(_("Hearing"), Hearing),
        minutes=text(_("Minutes")),
        applicant_attended=flag(_("Applicant attended")),
        head_attended=flag(_("The respondent's head attended")),
        head_reason=text(_("Why the head did not attend"), required=False, long=False),
    ),
    Verb.INVESTIGATE: of_model(
        Investigation, "investigation",
        ["kind", "officials", "begun_on", "ended_on", "summary"],
    ),
    Verb.JOIN_PARTY: of_model(
        Party, "party",
        ["role", "being", "name", "paper", "paper_number", "paper_note", "phone", "address",
         "represents", "powers", "stance"],
    ),
    Verb.JOIN_CASE: grounded(Verb.JOIN_CASE, lead_case=row(_("Leading case"), Case)),
    Verb.CONVERT: form(why=text(_("Reasons"), long=False)),
    Verb.STAY: grounded(Verb.STAY, note=text(_("Note"), required=False, long=False)),
    Verb.SUSPEND: grounded(
        Verb.SUSPEND,
        expected_until=DayField(label=_("Expected until"), required=False),
        both_agree=flag(_("Applicant and respondent agree to a pause for mediation")),
        note=text(_("Note"), required=False, long=False),
    ),
    Verb.RESUME: form(),
    Verb.OPEN_REVIEW: of_model(
        AttachedReview, "review", ["document", "clause", "is_ex_officio", "is_own_power"]
    ),
    Verb.TRANSFER_REVIEW: form(
        review=row(_("Attached review"), AttachedReview),
        what=forms.ChoiceField(label=_("What was done"), choices=WHAT),
        addressee=text(_("Transferred to"), required=False, long=False),
        received_on=DayField(label=_("Received on")),
    ),
    Verb.CLOSE_REVIEW: form(
        review=row(_("Attached review"), AttachedReview),
        outcome=forms.ChoiceField(label=_("Outcome"), choices=AttachedReview.Outcome.choices),
        opinion=text(_("Opinion")),
    ),
    Verb.EXTEND: form(
        days=forms.IntegerField(label=_("Days"), min_value=1, max_value=366),
        why=text(_("Reasons"), long=False),
        notice_sent_on=DayField(label=_("Parties told on"), required=False),
    ),
    Verb.CONSULT: of_model(
        Consultation, "consultation", ["members", "opinion", "is_adopted", "why_not"]
    ),
    Verb.DRAFT: form(proposal=text(_("Proposed decision and reasons"))),
    Verb.EXAMINE: form(opinion=text(_("Opinion"), required=False)),
    Verb.SEND_BACK: form(opinion=text(_("What is to be changed"))),
    Verb.DECIDE: form(
        kinds=KINDS,
        is_worse=flag(_("Worse for the applicant than the act")),
        third_party_asked=flag(_("A third party asked for the opposite")),
        compensation=forms.DecimalField(
            label=_("Compensation granted (yuan)"), required=False, min_value=0, max_digits=15,
            decimal_places=2,
        ),
        redo_days=forms.IntegerField(
            label=_("Days for acting anew, where the decision sets them"), required=False,
            min_value=1, max_value=3650,
        ),
    ),
    Verb.DISMISS: grounded(Verb.DISMISS),
    Verb.MEDIATE: form(
        terms=text(_("Terms")), is_discretionary=DISCRETIONARY, respondent_corrected=CORRECTED
    ),
    Verb.WITHDRAW: form(
        why=text(_("Reasons")),
        is_voluntary=flag(_("The withdrawal is voluntary")),
        respondent_corrected=CORRECTED,
    ),
    Verb.SETTLE: form(
        terms=text(_("Terms")), is_discretionary=DISCRETIONARY, respondent_corrected=CORRECTED
    ),
    Verb.TERMINATE: grounded(Verb.TERMINATE),
    Verb.ELEVATE: form(superior=text(_("Superior organ"), long=False), why=text(_("Reasons"))),
    Verb.SERVE: of_model(Service, "service", ["party_name", "mode"]),
    Verb.CORRECT: form(what=text(_("What is corrected"))),
    Verb.PUBLISH: form(
        is_published=flag(_("Published")),
        address=text(_("Where"), required=False, long=False),
        why_not=text(_("Why not"), required=False, long=False),
    ),
    Verb.PERFORM: form(evidence=text(_("How it is known"))),
    Verb.ORDER: form(due=DayField(label=_("To be performed by"))),
    Verb.ENFORCE: form(
        applied_by=text(_("Applied for by"), long=False),
        court=text(_("Court"), required=False, long=False),
    ),
    Verb.SEND_LETTER: of_model(
        Letter, "letter", ["kind", "addressee", "subject", "content", "received_on"]
    ),
    Verb.TAKE_FEEDBACK: form(
        letter=row(_("Letter"), Letter),
        feedback=text(_("Feedback")),
        is_carried_out=flag(_("Carried out")),
    ),
    Verb.REPORT_MAJOR: form(addressee=text(_("Reported to"), long=False)),
    Verb.SUE: of_model(
        Lawsuit, "lawsuit", ["stage", "court", "court_number"],
        defendant=forms.ChoiceField(
            label=_("Defendant"), required=False, choices=[
                ("", _("As the law of the day has it")), *Lawsuit.Defendant.choices]),
        plaintiff=text(_("Plaintiff, where not all time to sue ends"), required=False, long=False),
    ),
    Verb.CLOSE_SUIT: form(
        lawsuit=row(_("Lawsuit"), Lawsuit),
        form=forms.ChoiceField(label=_("Form of closing"), choices=Lawsuit.Form.choices),
        result=text(_("Result"), long=False),
        head_attended=flag(_("The head was in court")),
        has_suggestion=flag(_("With a judicial suggestion")),
    ),
    Verb.SUPERVISE: form(
        superior=text(_("Superior organ"), long=False),
        content=text(_("Content")),
        what=forms.ChoiceField(label=_("What was ordered"), choices=ORDERED, required=False),
        asked_on=DayField(
            label=_("Asked on, where it answers a request to take the case up"), required=False
        ),
    ),
    Verb.ASSIGN: form(
        handler=row(_("Case handler"), User),
        second_handler=row(_("Second handler"), User, required=False),
    ),
    Verb.ARCHIVE: form(shelf=text(_("Place in the archive"), required=False, long=False)),
}  # fmt: skip
