"""What is counted of normative work: each figure one condition, for counting and for its list.

Reviews, filings and suggestions are counted by the day of the opinion,
registration or conclusion, and beside it by the day of receipt; documents by
the day of what was done to them.
"""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lawgov.organs.models import Organ
from normative.models import (
    CORRECTED,
    Adoption,
    CleanupResult,
    Document,
    LegalityReview,
    Matter,
    State,
    Track,
)
from normative.statistics.asked import Question
from normative.statistics.conditions import (
    Rows,
    advice,
    cleaned,
    documents,
    in_force,
    matters,
    narrowed,
    on_time,
    opined,
    place_of,
    within,
)


@dataclass(frozen=True)
class Column:
    """One figure: what it is called, how it is defined, and the records it counts."""

    code: str
    group: str
    label: str | Promise
    definition: str | Promise
    rows: Rows

    def count(self, question: Question) -> int:
        """How many records there are."""
        return int(self.rows(question).count())


GOVERNMENT, DEPARTMENT = Track.GOVERNMENT, Track.DEPARTMENT
issued = documents("published_on")
registered = matters(Track.FILING, "registered_on")
filed = matters(Track.FILING, "filed_on")
concluded = opined(Track.FILING)
TIMELY = Q(filed_on__lte=F("filing_due_on"))
CLEAN = Q(was_supplemented=False)

COLUMNS = [
    Column("government_received", "reviews", _("Government drafts received"),
           _("Drafts of government documents received for legality review in the period."),
           narrowed(matters(GOVERNMENT, "received_on"), ~Q(number=""))),
    Column("government_reviewed", "reviews", _("Government drafts reviewed"),
           _("Drafts of government documents whose opinion was issued in the period."),
           opined(GOVERNMENT)),
    Column("government_in_time", "reviews", _("Government drafts reviewed in time"),
           _("Of those reviewed, those whose review period was met."),
           on_time(opined(GOVERNMENT), "legality_review")),
    Column("department_received", "reviews", _("Department drafts received"),
           _("Drafts of department documents received for pre-review in the period."),
           narrowed(matters(DEPARTMENT, "received_on"), ~Q(number=""))),
    Column("department_reviewed", "reviews", _("Department drafts pre-reviewed"),
           _("Drafts of department documents whose opinion was issued in the period."),
           opined(DEPARTMENT)),
    Column("department_in_time", "reviews", _("Department drafts pre-reviewed in time"),
           _("Of those pre-reviewed, those whose period was met."),
           on_time(opined(DEPARTMENT), "pre_review")),
    Column("reviews_returned", "reviews", _("Drafts returned"),
           _("Drafts whose opinion of the period sends them back to the drafter."),
           lambda question: opined(GOVERNMENT, recorded__effect="stop")(question)
           | opined(DEPARTMENT, recorded__effect="stop")(question)),
    Column("advice_given", "reviews", _("Points given"),
           _("Points of all opinions and conclusions of the period."), advice()),
    Column("advice_adopted", "reviews", _("Points adopted in full"),
           _("Of the points given, those the drafter or maker adopted in full."),
           advice(Q(adoption=Adoption.FULL))),
    Column("advice_partly", "reviews", _("Points adopted in part"),
           _("Of the points given, those adopted in part."), advice(Q(adoption=Adoption.PART))),
    Column("issued", "documents", _("Documents published"),
           _("Normative documents published in the period."), issued),
    Column("issued_reviewed", "documents", _("Documents reviewed before issue"),
           _("Of those published, those reviewed for legality before their issue."),
           documents("published_on", legality_review=LegalityReview.DONE)),
    Column("to_file", "filings", _("To be filed"),
           _("Documents published in the period that are to be filed."),
           matters(Track.FILING, "received_on")),
    Column("to_file_filed", "filings", _("Of them filed"),
           _("Of the documents to be filed, those that have been filed."),
           matters(Track.FILING, "received_on", filed_on__isnull=False)),
    Column("filed", "filings", _("Filed"),
           _("Documents filed in the period."), filed),
    Column("filed_in_time", "filings", _("Filed in time"),
           _("Of those filed, those filed by the last day for filing."),
           narrowed(filed, TIMELY)),
    Column("registered", "filings", _("Filings registered"),
           _("Documents whose filing was registered in the period."), registered),
    Column("city_registered", "filings", _("City documents registered"),
           _("Of those registered, the documents of city governments and their offices."),
           narrowed(registered, Q(organ__level=Organ.Level.PREFECTURE,
                                  organ__kind__in=[Organ.Kind.GOVERNMENT, Organ.Kind.OFFICE]))),
    Column("registered_clean", "filings", _("Registered without supplements"),
           _("Of those registered, those that needed no supplements."),
           narrowed(registered, CLEAN)),
    Column("filings_concluded", "filings", _("Filing reviews concluded"),
           _("Documents filed whose review was concluded in the period."), concluded),
    Column("filings_carried", "filings", _("Filing reviews pending at the end"),
           _("Filings registered by the last day and not concluded by then."),
           lambda question: Matter.objects.filter(
               place_of(question, Track.FILING), track=Track.FILING,
               registered_on__lt=question.span.end,
           ).filter(Q(concluded_on=None) | Q(concluded_on__gte=question.span.end))),
    Column("filings_in_time", "filings", _("Filing reviews concluded in time"),
           _("Of those concluded, those whose review period was met."),
           on_time(concluded, "filing_review")),
    Column("corrected", "filings", _("Corrected by the maker"),
           _("Of the reviews concluded, those after which the maker amended, repealed or stopped"
             " the document."), narrowed(concluded, Q(handling__in=sorted(CORRECTED)))),
    Column("opinions_sent", "filings", _("Review opinions sent"),
           _("Review opinions delivered to makers in the period."),
           matters(Track.FILING, "delivered_on")),
    Column("reported_in_time", "filings", _("Makers' reports in time"),
           _("Of the opinions sent, those whose maker reported by the last day."),
           on_time(matters(Track.FILING, "delivered_on"), "maker_report")),
    Column("suggestions_received", "suggestions", _("Suggestions received"),
           _("Suggestions for review received in the period."),
           matters(Track.SUGGESTION, "received_on")),
    Column("suggestions_accepted", "suggestions", _("Suggestions within jurisdiction"),
           _("Of those received, those whose jurisdiction was confirmed."),
           lambda question: matters(Track.SUGGESTION, "received_on")(question)
           .filter(moves__verb="judge").distinct()),
    Column("suggestions_concluded", "suggestions", _("Suggestions concluded"),
           _("Suggestions whose review was concluded in the period."),
           opined(Track.SUGGESTION)),
    Column("suggestions_answered", "suggestions", _("Suggestions answered"),
           _("Suggestions answered to who made them in the period."),
           matters(Track.SUGGESTION, "answered_on")),
    Column("attached_concluded", "suggestions", _("Attached reviews concluded"),
           _("Attached reviews concluded in the period."),
           opined(Track.ATTACHED)),
    Column("amended", "documents", _("Documents amended"),
           _("Documents in another wording from a day of the period."), documents("amended_on")),
    Column("suspended", "documents", _("Documents suspended"),
           _("Documents suspended in the period, wholly or in part."), documents("suspended_on")),
    Column("repealed", "documents", _("Documents repealed"),
           _("Documents repealed in the period."), documents("ended_on", state=State.REPEALED)),
    Column("lapsed", "documents", _("Documents declared lapsed"),
           _("Documents declared lapsed in the period."),
           documents("ended_on", state=State.LAPSED)),
    Column("annulled", "documents", _("Documents annulled"),
           _("Documents annulled in the period."), documents("ended_on", state=State.ANNULLED)),
    Column("in_force", "documents", _("Documents in force"),
           _("Documents in force on the last day of the period."), in_force()),
    Column("in_force_termed", "documents", _("With a stated term"),
           _("Of those in force, those that state how long they are valid."),
           in_force(Q(expires_on__isnull=False))),
    Column("in_force_open", "documents", _("With a place of publication"),
           _("Of those in force, those whose place or address of publication is known."),
           in_force(~Q(published_url="") | ~Q(published_in=""))),
    Column("evaluated", "documents", _("Documents evaluated"),
           _("Documents whose working was evaluated or followed up in the period, each once."),
           lambda question: Document.objects.filter(place_of(question)).filter(
               within("evaluations__done_on", question.span)).distinct()),
    *(
        Column(f"cleaned_{result}", "cleanups", label,
               _("Documents with this result in clean-ups closed in the period."),
               cleaned(result))
        for result, label in CleanupResult.choices
    ),
    Column("cleaned", "cleanups", _("Documents cleaned up"),
           _("Documents concluded in clean-ups closed in the period."),
           cleaned(*CleanupResult.values)),
]  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
GROUPS = {
    "reviews": _("Review before issue"),
    "filings": _("Filing review"),
    "suggestions": _("Suggestions and attached reviews"),
    "documents": _("Documents"),
    "cleanups": _("Clean-ups"),
}
# What each rate is a part of, and what it is a part to.
RATES = [
    ("legality_review_rate", _("Legality review rate"), "issued_reviewed", "issued"),
    ("review_in_time_rate", _("Government drafts reviewed in time (rate)"), "government_in_time",
     "government_reviewed"),
    ("prereview_in_time_rate", _("Department drafts pre-reviewed in time (rate)"),
     "department_in_time", "department_reviewed"),
    ("filing_rate", _("Filing rate"), "to_file_filed", "to_file"),
    ("timely_rate", _("Timely filing rate"), "filed_in_time", "filed"),
    ("regular_rate", _("Regular filing rate"), "registered_clean", "registered"),
    ("filing_review_rate", _("Filing review rate"), "filings_concluded", "registered"),
    ("filing_in_time_rate", _("Filing reviews concluded in time (rate)"), "filings_in_time",
     "filings_concluded"),
    ("correction_rate", _("Direct correction rate"), "corrected", "filings_concluded"),
    ("adoption_rate", _("Adoption rate (in full)"), "advice_adopted", "advice_given"),
    ("feedback_rate", _("Timely feedback rate"), "reported_in_time", "opinions_sent"),
    ("term_rate", _("Rate of stated terms"), "in_force_termed", "in_force"),
    ("openness_rate", _("Publication rate"), "in_force_open", "in_force"),
]  # fmt: skip
