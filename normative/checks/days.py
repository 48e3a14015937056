"""What the days of a document, and its review, have to do with one another."""

from django.utils.translation import gettext as _

from normative.checks.facts import Facts, Found, rule
from normative.models import LegalityReview, last_day_of_term


def beyond_term(facts: Facts, years: int) -> Found:
    """The sentence for a term that is longer than some years."""
    one = facts.document
    if one.effective_on is None or one.expires_on is None:
        return None
    last = last_day_of_term(one.effective_on, years)
    if one.expires_on <= last:
        return None
    message = _("The term is longer than %(years)s years; those end on %(last)s.")
    return "expires_on", message % {"years": years, "last": last}


@rule
def trial_term(facts: Facts) -> Found:
    if not facts.document.is_trial:
        return None
    return beyond_term(facts, facts.number("trial_years", 2))


@rule
def long_term(facts: Facts) -> Found:
    return None if facts.document.is_trial else beyond_term(facts, facts.number("term_years", 5))


@rule
def no_term(facts: Facts) -> Found:
    one = facts.document
    if one.expires_on is not None:
        return None
    years = facts.number(*(("trial_years", 2) if one.is_trial else ("term_years", 5)))
    if one.effective_on is None:
        return "expires_on", _("No term of validity is stated.")
    message = _("No term of validity is stated; with %(years)s years it would end on %(last)s.")
    last = last_day_of_term(one.effective_on, years)
    return "expires_on", message % {"years": years, "last": last}


@rule
def early_effect(facts: Facts) -> Found:
    one = facts.document
    if one.effective_on is None or one.published_on is None or one.dates_reason:
        return None
    if one.effective_on < one.published_on:
        return "effective_on", _("It takes effect before its publication: give the reason.")
    return None


@rule
def short_notice(facts: Facts) -> Found:
    one = facts.document
    if one.effective_on is None or one.published_on is None or one.dates_reason:
        return None
    days = facts.number("short_notice_days", 30)
    between = (one.effective_on - one.published_on).days
    if 0 <= between < days:
        message = _("It takes effect %(count)s days after publication, less than %(days)s:"
                    " give the reason.")  # fmt: skip
        return "effective_on", message % {"count": between, "days": days}
    return None


@rule
def unpublished(facts: Facts) -> Found:
    one = facts.document
    if one.published_on is None and one.effective_on is not None and one.effective_on <= facts.day:
        return "published_on", _("It is not published and may not be applied.")
    return None


@rule
def unreviewed(facts: Facts) -> Found:
    one = facts.document
    if one.legality_review == LegalityReview.NOT_DONE and one.published_on is not None:
        return "legality_review", _("It was issued without a legality review.")
    return None
