"""Identity of parties: papers checked, applicants and their representatives counted."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reconsideration.models import Being, Case, Paper, Party, Role, Setting

ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
ID_CHECK = "10X98765432"
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
USCC_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")


def id_fault(text: str) -> str:
    """What is wrong with a resident identity number (GB 11643): form, date, check or nothing."""
    number = text.strip().upper()
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return "form"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "date"
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    return "" if ID_CHECK[total % 11] == number[17] else "check"


def uscc_fault(text: str) -> str:
    """What is wrong with a unified social credit code (GB 32100): form, check or nothing."""
    code = text.strip().upper()
    if not USCC_FORM.fullmatch(code):
        return "form"
    values = (USCC_ALPHABET.index(character) for character in code[:17])
    total = sum(value * weight for value, weight in zip(values, USCC_WEIGHTS, strict=True))
    return "" if USCC_ALPHABET[(31 - total % 31) % 31] == code[17] else "check"


def check_paper(party: Party) -> None:
    """Check the number of an identity paper.

    A wrong form is an error. A wrong check digit may stand in the paper itself:
    it is taken with a note saying why. Raises `ValidationError`.
    """
    checks = {Paper.ID_CARD: id_fault, Paper.USCC: uscc_fault}
    party.paper_number = party.paper_number.strip().upper()
    if party.paper == Paper.NONE:
        return
    if not party.paper_number:
        raise ValidationError({"paper_number": _("Enter the number of the paper.")})
    fault = checks[Paper(party.paper)](party.paper_number) if party.paper in checks else ""
    messages = {
        "form": _("This is not the form of such a number."),
        "date": _("The date of birth in the number does not exist."),
        "check": _(
            "The check digit is wrong. If the paper says so, note why it is taken as it is."
        ),
    }
    if fault and not (fault == "check" and party.paper_note.strip()):
        raise ValidationError({"paper_number": messages[fault]})


def check_applicants(case: Case, parties: list[Party]) -> None:
    """An application has identified applicants, and representatives where they are many.

    Raises `ValidationError`.
    """
    applicants = [party for party in parties if party.role == Role.APPLICANT]
    if not applicants:
        raise ValidationError(_("An application names its applicant."))
    for party in parties:
        check_paper(party)
        if party.role == Role.APPLICANT and party.paper == Paper.NONE:
            raise ValidationError({"paper": _("An applicant has an identity paper.")})
        if party.being == Being.ORGANISATION and party.paper == Paper.ID_CARD:
            message = _("An organisation has no resident identity card.")
            raise ValidationError({"paper": message})
    case.headcount = max(case.headcount or 1, len(applicants))
    check_representatives(case, [p for p in parties if p.role == Role.REPRESENTATIVE])


def check_representatives(case: Case, representatives: list[Party]) -> None:
    """Above a number of applicants set by law, some of them represent all."""
    above = int(Setting.read("representatives_above", case.rule_set) or 0)
    least = int(Setting.read("representatives_min", case.rule_set) or 1)
    most = int(Setting.read("representatives_max", case.rule_set) or 5)
    if not above or case.headcount <= above:
        return
    if not least <= len(representatives) <= most:
        raise ValidationError(
            {
                "headcount": _(
                    "More than %(above)s applicants elect %(least)s to %(most)s representatives."
                )
                % {"above": above, "least": least, "most": most}
            }
        )
