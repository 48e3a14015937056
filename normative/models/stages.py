"""The closed lists of matters: tracks, stages, moves, and what comes of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Track(models.TextChoices):
    """Why a text is looked at: each reason has a course of its own."""

    GOVERNMENT = "government", _("Legality review of a government draft")
    DEPARTMENT = "department", _("Pre-review of a department draft")
    FILING = "filing", _("Filing review")
    SUGGESTION = "suggestion", _("Suggestion for review")
    ATTACHED = "attached", _("Attached review")


class Stage(models.TextChoices):
    """Where a matter stands; only moves change it."""

    # Before the review body has it.
    DRAFTING = "drafting", _("Being drafted")
    OWN_CHECK = "own_check", _("Checked by the drafter's legal body")
    MEETING = "meeting", _("Discussed by the drafter's heads")
    AT_OFFICE = "at_office", _("With the office of the government")
    # At the review body.
    RECEIVED = "received", pgettext_lazy("matter", "Received")
    SUPPLEMENT = "supplement", pgettext_lazy("matter", "Supplement asked")
    EXAMINING = "examining", _("Under review")
    CONSULTING = "consulting", _("Opinions sought")
    SECOND_CHECK = "second_check", _("Second review")
    OPINION = "opinion", _("Opinion issued")
    # After the opinion.
    ANSWERING = "answering", _("Drafter answers the points")
    DELIBERATION = "deliberation", _("Collective deliberation")
    NUMBERED = "numbered", _("Signed and numbered")
    PUBLISHED = "published", pgettext_lazy("matter", "Published")
    # Filing.
    TO_FILE = "to_file", _("To be filed")
    REMINDED = "reminded", _("Filing reminded")
    CENSURED = "censured", _("Non-filing circulated")
    FORMAL_CHECK = "formal_check", _("Formal check")
    REGISTERED = "registered", _("Filing registered")
    ADVISED = "advised", _("Review opinion sent")
    REPORTED = "reported", _("Maker has reported")
    REFERRED = "referred", _("Referred to the government")
    # Suggestions and attached reviews.
    ACCEPTED = "accepted", pgettext_lazy("matter", "Within jurisdiction")
    CONCLUDED = "concluded", _("Concluded")
    # The ends.
    ARCHIVED = "archived", pgettext_lazy("matter", "Closed and archived")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", pgettext_lazy("matter", "Not registered")
    NOT_STARTED = "not_started", _("Review not started")
    PASSED_ON = "passed_on", _("Passed on")
    WITHDRAWN = "withdrawn", pgettext_lazy("matter", "Withdrawn")


ENDED_STAGES = {
    Stage.ARCHIVED, Stage.ANSWERED, Stage.REFUSED, Stage.NOT_STARTED, Stage.PASSED_ON,
    Stage.WITHDRAWN,
}  # fmt: skip


class Act(models.TextChoices):
    """What can be done to a matter."""

    OPEN = "open", _("Open the matter")
    # Drafts.
    CHECK_OWN = "check_own", _("Record the opinion of the own legal body")
    MEET = "meet", _("Record the drafter's discussion")
    SEND_TO_OFFICE = "send_to_office", _("Send to the office")
    CHECK_PROCEDURE = "check_procedure", _("Check the procedure")
    SEND_BACK = "send_back", pgettext_lazy("matter", "Send back")
    SUBMIT = "submit", _("Submit for review")
    RECEIVE = "receive", pgettext_lazy("matter", "Receive")
    ACCEPT = "accept", pgettext_lazy("matter", "Accept for review")
    DECLINE = "decline", _("Decline: not within the scope")
    ASK_SUPPLEMENT = "ask_supplement", pgettext_lazy("matter", "Ask for supplements")
    TAKE_SUPPLEMENT = "take_supplement", pgettext_lazy("matter", "Receive the supplements")
    CONSULT = "consult", _("Seek opinions")
    RESUME = "resume", pgettext_lazy("matter", "Go on with the review")
    PROPOSE = "propose", _("Propose the opinion")
    RETURN = "return", _("Return to the reviewer")
    ISSUE = "issue", _("Issue the opinion")
    ANSWER = "answer", _("Record the drafter's answers")
    REVIEW_AGAIN = "review_again", _("Review the changed draft again")
    DELIBERATE = "deliberate", _("Record the deliberation")
    NUMBER = "number", _("Sign and number")
    PUBLISH = "publish", pgettext_lazy("matter", "Publish")
    ARCHIVE = "archive", pgettext_lazy("matter", "Close and archive")
    WITHDRAW = "withdraw", pgettext_lazy("matter", "Withdraw")
    # Filing.
    REMIND = "remind", _("Remind of the filing")
    CENSURE = "censure", _("Circulate the non-filing and order it")
    FILE = "file", _("Record the filing")
    CHECK_FORM = "check_form", _("Check the form")
    REGISTER = "register", _("Register the filing")
    REFUSE = "refuse", _("Refuse the registration")
    START = "start", _("Start the review")
    CONCLUDE = "conclude", _("Conclude the review")
    SEND_OPINION = "send_opinion", _("Send the review opinion")
    REPORT = "report", _("Record the maker's report")
    REFER = "refer", _("Refer to the government")
    DECIDE = "decide", _("Record the government's decision")
    # Suggestions and attached reviews.
    JUDGE = "judge", _("Confirm the jurisdiction")
    PASS_ON = "pass_on", pgettext_lazy("matter", "Pass on")
    NOT_START = "not_start", _("Do not start the review")
    FEED_BACK = "feed_back", _("Answer who suggested it")
    EXTEND = "extend", pgettext_lazy("matter", "Extend the time")
    ASSIGN = "assign", pgettext_lazy("matter", "Assign")


class Result(models.TextChoices):
    """What was found at one review point."""

    PASS = "pass", _("Passes")
    AMEND = "amend", _("To be amended")
    FAIL = "fail", _("Fails")


class Adoption(models.TextChoices):
    """How the drafter answered one point of an opinion."""

    FULL = "full", _("Adopted")
    PART = "part", _("Adopted in part")
    NO = "no", _("Not adopted")


class Presence(models.TextChoices):
    """Whether a material was handed in."""

    PRESENT = "present", _("Handed in")
    MISSING = "missing", _("Lacking")
    NOT_NEEDED = "not_needed", _("Not required")


class Handling(models.TextChoices):
    """What a maker did after a review opinion."""

    AMENDED = "amended", pgettext_lazy("handling", "Amended")
    REPEALED = "repealed", pgettext_lazy("handling", "Repealed")
    STOPPED = "stopped", _("Stopped applying it")
    EXPLAINED = "explained", _("Explained, nothing to correct")
    DISPUTED = "disputed", _("Disputed")
    ANNULLED = "annulled", _("Changed or annulled by the government")


CORRECTED = {Handling.AMENDED, Handling.REPEALED, Handling.STOPPED}


class Proposer(models.TextChoices):
    """Who suggests a review."""

    PERSON = "person", _("Citizen")
    FIRM = "firm", _("Enterprise or other organisation")
    ORGAN = "organ", _("State organ")


class LetterKind(models.TextChoices):
    """Why the review body writes to somebody, or meets."""

    CONSULT = "consult", _("Request for opinions")
    EXPLAIN = "explain", _("Request to explain")
    EXPERT = "expert", _("Expert or counsel")
    HEARING = "hearing", _("Hearing or seminar")
    COORDINATE = "coordinate", _("Coordination")
    REMINDER = "reminder", _("Reminder")
    CIRCULAR = "circular", _("Circular")


class CleanupKind(models.TextChoices):
    """Why documents are cleaned up."""

    REGULAR = "regular", _("Regular clean-up")
    SPECIAL = "special", _("Special clean-up")
    ROLLING = "rolling", _("Rolling clean-up")


class CleanupResult(models.TextChoices):
    """What becomes of a document in a clean-up (清理结果)."""

    KEEP = "keep", _("Stays valid")
    AMEND = "amend", _("To be amended")
    REPEAL = "repeal", pgettext_lazy("clean-up", "Repealed")
    LAPSE = "lapse", pgettext_lazy("clean-up", "Declared lapsed")
    REPEALED_BEFORE = "repealed_before", _("Repealed before")


class CleanupState(models.TextChoices):
    """Where a campaign stands."""

    OPEN = "open", pgettext_lazy("clean-up", "Under way")
    CLOSED = "closed", pgettext_lazy("clean-up", "Closed")
    ABANDONED = "abandoned", pgettext_lazy("clean-up", "Abandoned")


class CleanupAct(models.TextChoices):
    """What can be done to a campaign."""

    OPEN = "open", _("Open the campaign")
    ADD = "add", _("Add documents")
    ASSIGN = "assign", pgettext_lazy("clean-up", "Assign")
    CONCLUDE = "conclude", _("Conclude documents")
    CLOSE = "close", _("Close and publish the result")
    ABANDON = "abandon", _("Abandon the campaign")
