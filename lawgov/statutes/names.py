"""What the periods are called; a code that an office adds stands for itself."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "filing": _("Time to apply"),
    "filing_outer": _("Outer limit to apply"),
    "acceptance_review": _("Review for acceptance"),
    "supplement_notice": _("Notice of supplements"),
    "supplement": _("Supplements"),
    "forward": _("Forwarding"),
    "agency_forward": _("Forwarding by the agency"),
    "copy_to_respondent": _("Copy to the respondent"),
    "copy_to_respondent_simplified": _("Copy to the respondent (simplified)"),
    "respondent_reply": _("Respondent's reply"),
    "respondent_reply_simplified": _("Respondent's reply (simplified)"),
    "hearing_notice": _("Notice of hearing"),
    "decision": _("Reconsideration decision"),
    "decision_simplified": _("Reconsideration decision (simplified)"),
    "maker_notice": _("Notice to the document's maker"),
    "maker_reply": _("Maker's reply"),
    "attached_review_own": _("Attached review, own power"),
    "attached_review_transfer": _("Attached review, transfer"),
    "attached_review_other": _("Attached review, other organ"),
    "elevation_files": _("Files to the superior organ"),
    "opinion_reply": _("Reply to an opinion letter"),
    "redo_act": _("Acting anew"),
    "performance": _("Ordered performance"),
    "litigation": _("Time to sue"),
    "suspension_termination": _("Suspension ends the case"),
    "announcement_service": _("Service by announcement"),
    "legality_review": _("Legality review"),
    "pre_review": _("Pre-review"),
    "normative_filing": _("Filing of a normative document"),
    "committee_filing": _("Filing with the standing committee"),
    "filing_order": _("Filing within the limit set"),
    "filing_check": _("Formal check of a filing"),
    "filing_supplement": _("Supplements to a filing"),
    "filing_review": _("Filing review"),
    "maker_report": _("Report of the maker"),
    "revocation": _("Change or annulment by the government"),
    "suggestion_answer": _("Answer to a suggestion for review"),
    "attached_review": _("Attached review for a case"),
    "answer_points": _("Answers to the points of the opinion"),
    "letter_answer": _("Answer to a letter"),
}


def name_of(code: str) -> str:
    """The name of a period."""
    return str(NAMES.get(code, code))
