"""The states, verbs and small lists of a case that the program itself must know."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a case stands. Everything after closing is told by dates, not by states."""

    RECEIVED = "received", _("Received, under review")
    SUPPLEMENT = "supplement", _("Awaiting supplements")
    ABANDONED = "abandoned", _("Deemed abandoned")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    TOLD_ELSEWHERE = "told_elsewhere", _("Told to apply elsewhere")
    FORWARDED = "forwarded", _("Forwarded")
    PRE_WITHDRAWN = "pre_withdrawn", _("Withdrawn before acceptance")
    SELF_CORRECTED = "self_corrected", _("Corrected by the agency itself")
    NOT_HANDLED_AGAIN = "not_handled_again", _("Told: not handled again")
    ACCEPTED = "accepted", _("Accepted")
    AWAIT_REPLY = "await_reply", _("Awaiting the respondent's reply")
    REVIEW = "review", _("Under examination")
    SUSPENDED = "suspended", _("Suspended")
    DRAFTING = "drafting", _("Drafting and approval")
    DECIDED = "decided", _("Decided")
    DISMISSED = "dismissed", _("Dismissed")
    MEDIATED = "mediated", _("Mediated")
    TERMINATED = "terminated", _("Terminated")
    ELEVATED = "elevated", _("Taken up by the superior organ")


INTAKE = frozenset({State.RECEIVED, State.SUPPLEMENT})
INTAKE_ENDED = frozenset(
    {
        State.ABANDONED,
        State.NOT_ACCEPTED,
        State.TOLD_ELSEWHERE,
        State.FORWARDED,
        State.PRE_WITHDRAWN,
        State.SELF_CORRECTED,
        State.NOT_HANDLED_AGAIN,
    }
)
UNDER_WAY = frozenset(
    {State.ACCEPTED, State.AWAIT_REPLY, State.REVIEW, State.SUSPENDED, State.DRAFTING}
)
CLOSED = frozenset(
    {State.DECIDED, State.DISMISSED, State.MEDIATED, State.TERMINATED, State.ELEVATED}
)


class Verb(models.TextChoices):
    """What can be done to a case, by the statute's own words."""

    RECEIVE = "receive", _("Receive the application")
    ASK_SUPPLEMENT = "ask_supplement", _("Ask for supplements")
    EXTEND_SUPPLEMENT = "extend_supplement", _("Extend the time for supplements")
    TAKE_SUPPLEMENT = "take_supplement", _("Receive the supplements")
    ABANDON = "abandon", _("Deem abandoned")
    ACCEPT = "accept", _("Accept")
    DEEM_ACCEPTED = "deem_accepted", _("Deem accepted")
    REFUSE = "refuse", _("Refuse acceptance")
    TELL_ELSEWHERE = "tell_elsewhere", _("Tell to apply elsewhere")
    FORWARD = "forward", _("Forward")
    SELF_CORRECT = "self_correct", _("Record the agency's own correction")
    PERSIST = "persist", _("Applicant persists")
    WITHDRAW_EARLY = "withdraw_early", _("Withdraw before acceptance")
    DECLINE_REPEAT = "decline_repeat", _("Tell: not handled again")
    SEND_COPY = "send_copy", _("Send the copy to the respondent")
    TAKE_REPLY = "take_reply", _("Receive the reply")
    NOTE_DEFAULT = "note_default", _("Note that no reply came")
    HEAR_VIEWS = "hear_views", _("Hear the parties' views")
    INVITE_HEARING = "invite_hearing", _("Notify a hearing")
    HOLD_HEARING = "hold_hearing", _("Record the hearing")
    INVESTIGATE = "investigate", _("Record an investigation")
    JOIN_PARTY = "join_party", _("Join a third party or agent")
    JOIN_CASE = "join_case", _("Join with another case")
    CONVERT = "convert", _("Turn to the ordinary procedure")
    STAY = "stay", _("Stay execution")
    SUSPEND = "suspend", _("Suspend")
    RESUME = "resume", _("Resume")
    OPEN_REVIEW = "open_review", _("Open the attached review of a document")
    TRANSFER_REVIEW = "transfer_review", _("Record a step of the attached review")
    CLOSE_REVIEW = "close_review", _("Close the attached review")
    EXTEND = "extend", _("Extend the time for deciding")
    CONSULT = "consult", _("Record the committee's opinion")
    DRAFT = "draft", _("Submit the draft for approval")
    EXAMINE = "examine", _("Approve the draft")
    SEND_BACK = "send_back", _("Send back to examination")
    DECIDE = "decide", _("Decide")
    DISMISS = "dismiss", _("Dismiss")
    MEDIATE = "mediate", _("Record the mediation")
    WITHDRAW = "withdraw", _("Permit the withdrawal")
    SETTLE = "settle", _("Permit the settlement")
    TERMINATE = "terminate", _("Terminate")
    ELEVATE = "elevate", _("Hand over to the superior organ")
    SERVE = "serve", _("Record service")
    CORRECT = "correct", _("Correct a slip")
    PUBLISH = "publish", _("Record publication")
    PERFORM = "perform", _("Record performance")
    ORDER = "order", _("Order performance")
    ENFORCE = "enforce", _("Record an application for enforcement")
    SEND_LETTER = "send_letter", _("Send an opinion letter or suggestion")
    TAKE_FEEDBACK = "take_feedback", _("Record the feedback to a letter")
    REPORT_MAJOR = "report_major", _("Report a major decision")
    SUE = "sue", _("Record a lawsuit")
    CLOSE_SUIT = "close_suit", _("Record a lawsuit's result")
    SUPERVISE = "supervise", _("Record an order of the superior organ")
    ASSIGN = "assign", _("Assign")
    ARCHIVE = "archive", _("Archive")


class Channel(models.TextChoices):
    """How an application arrives."""

    IN_PERSON = "in_person", _("In person, in writing")
    ORAL = "oral", _("Orally, with a record")
    POST = "post", _("By post")
    FAX = "fax", _("By fax")
    EMAIL = "email", _("By e-mail")
    ONLINE = "online", _("Through the designated internet channel")
    AGENCY = "agency", _("Through the agency that made the act")
    COUNTY = "county", _("Through the county government")


class Procedure(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary procedure")
    SIMPLIFIED = "simplified", _("Simplified procedure")


class Acceptance(models.TextChoices):
    EXPRESS = "express", _("Express")
    DEEMED = "deemed", _("Deemed")


class Role(models.TextChoices):
    """What a person or organisation is in a case; the respondent is a field of the case."""

    APPLICANT = "applicant", _("Applicant")
    THIRD_PARTY = "third_party", _("Third party")
    AGENT = "agent", _("Agent")
    REPRESENTATIVE = "representative", _("Representative")


class Being(models.TextChoices):
    PERSON = "person", _("Natural person")
    ORGANISATION = "organisation", _("Legal person or other organisation")


class Paper(models.TextChoices):
    """The kinds of identity papers."""

    ID_CARD = "id_card", _("Resident identity card")
    OTHER = "other", _("Another identity paper")
    USCC = "uscc", _("Unified social credit code")
    NONE = "none", _("Not given")


class RespondentLevel(models.TextChoices):
    """The respondent columns of the national form, in its order."""

    TOWN = "town", _("Town government")
    COUNTY_DEPARTMENT = "county_department", _("Department of a county government")
    COUNTY = "county", _("County government")
    CITY_DEPARTMENT = "city_department", _("Department of a city government")
    CITY = "city", _("City government")
    PROVINCE_DEPARTMENT = "province_department", _("Department of the provincial government")
    PROVINCE = "province", _("Provincial government")
    STATE_DEPARTMENT = "state_department", _("Department of the State Council")
    OTHER = "other", pgettext_lazy("respondent", "Other")


class Closing(models.TextChoices):
    """The closing columns of the national form, in its order."""

    DISMISSED = "dismissed", pgettext_lazy("closing", "Dismissal")
    UPHELD = "upheld", pgettext_lazy("closing", "Upholding")
    UNLAWFUL = "unlawful", pgettext_lazy("closing", "Confirmed unlawful")
    REVOKED = "revoked", pgettext_lazy("closing", "Revocation")
    ALTERED = "altered", pgettext_lazy("closing", "Alteration")
    PERFORM = "perform", pgettext_lazy("closing", "Ordered to perform")
    MEDIATED = "mediated", pgettext_lazy("closing", "Mediation")
    WITHDRAWN = "withdrawn", pgettext_lazy("closing", "Termination: withdrawal")
    SETTLED = "settled", pgettext_lazy("closing", "Termination: settlement")
    TERMINATED = "terminated", pgettext_lazy("closing", "Termination: other")
    OTHER = "other", pgettext_lazy("closing", "Other")


class Performance(models.TextChoices):
    """What became of the decision after service."""

    NONE = "", _("Nothing to perform")
    PENDING = "pending", _("To be performed")
    ORDERED = "ordered", _("Performance ordered")
    ENFORCING = "enforcing", _("Enforcement applied for")
    DONE = "done", _("Performed")
