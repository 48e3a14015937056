"""Identity of parties: papers checked, applicants and their representatives counted."""

import re
import unicodedata
from datetime import date
from operator import mul

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from reconsideration.models import Being, Case, Paper, Party, Role, Setting

ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
ID_CHECK = "10X98765432"
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
USCC_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
ID_FORM = re.compile(r"[0-9]{17}[0-9X]")
OLD_ID_FORM = re.compile(r"[0-9]{15}")
BLANKS = re.compile(r"\s+")
# What may stand in the paper itself and is taken with a note saying why.
NOTABLE = {"check", "old"}


def written(text: str) -> str:
    """A number as it is kept: half-width, in capitals, without blanks."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def id_fault(text: str) -> str:
    """What is wrong with a resident identity number (GB 11643): form, date, check or nothing.

    Cards of before 2000 have 15 digits without century and check digit: `old`.
    """
    number = written(text)
    is_old = OLD_ID_FORM.fullmatch(number) is not None
    if not is_old and not ID_FORM.fullmatch(number):
        return "form"
    born = f"19{number[6:12]}" if is_old else number[6:14]
    try:
        day = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return "date"
    if day.year < 1880:
        return "date"
    if is_old:
        return "old"
    total = sum(map(mul, map(int, number[:17]), ID_WEIGHTS))
    return "" if ID_CHECK[total % 11] == number[17] else "check"


def uscc_fault(text: str) -> str:
    """What is wrong with a unified social credit code (GB 32100): form, check or nothing."""
    code = written(text)
    if not USCC_FORM.fullmatch(code):
        return "form"
    values = (USCC_ALPHABET.index(character) for character in code[:17])
    total = sum(value * weight for value, weight in zip(values, USCC_WEIGHTS, strict=True))
    return "" if USCC_ALPHABET[(31 - total % 31) % 31] == code[17] else "check"


def check_paper(party: Party) -> None:
    """Check the number of an identity paper.

    A wrong form is an error. A wrong check digit or an old number may stand in the
    paper itself: it is taken with a note saying why. Raises `ValidationError`.
    """
    checks = {Paper.ID_CARD: id_fault, Paper.USCC: uscc_fault}
    party.paper_number = written(party.paper_number)
    if party.paper == Paper.NONE:
        return
    if not party.paper_number:
        raise ValidationError({"paper_number": _("Enter the number of the paper.")})
    fault = checks[Paper(party.paper)](party.paper_number) if party.paper in checks else ""
    if not fault or (fault in NOTABLE and party.paper_note.strip()):
        return
    messages = {
        "form": _("This is not the form of such a number."),
        "date": _("The date of birth in the number does not exist."),
        "check": _(
            "The check digit is wrong. If the paper says so, note why it is taken as it is."
        ),
        "old": _("This is an old number of 15 digits. Note why the new one is not given."),
    }
    raise ValidationError({"paper_number": messages[fault]})


def check_identity(party: Party) -> None:
    """Check that a party is identified as its kind requires; raises `ValidationError`."""
    check_paper(party)
    if party.role == Role.APPLICANT and party.paper == Paper.NONE:
        raise ValidationError({"paper": _("An applicant has an identity paper.")})
    if party.being == Being.ORGANISATION and party.paper == Paper.ID_CARD:
        message = _("An organisation has no resident identity card.")
        raise ValidationError({"paper": message})


def check_applicants(case: Case, parties: list[Party]) -> None:
    """An application has identified applicants, and representatives where they are many.

    Raises `ValidationError`.
    """
    applicants = [party for party in parties if party.role == Role.APPLICANT]
    if not applicants:
        raise ValidationError(_("An application names its applicant."))
    for party in parties:
        check_identity(party)
    case.headcount = max(case.headcount or 1, len(applicants))
    check_representatives(case, sum(p.role == Role.REPRESENTATIVE for p in parties))
    represented = sum(p.role in PRINCIPALS for p in parties)
    if sum(p.role == Role.AGENT for p in parties) > agents_max(case) * represented:
        message = _("A party has at most %(most)s agents.") % {"most": agents_max(case)}
        raise ValidationError(message)


PRINCIPALS = {Role.APPLICANT, Role.THIRD_PARTY}


def agents_max(case: Case) -> int:
    """How many agents a party may have (R07 10; L23 17)."""
    return int(Setting.read("agents_max", case.rule_set) or 2)


def limits(case: Case) -> tuple[int, int, int]:
    """Above how many applicants how few and how many represent them; 0 for never."""
    names = ("representatives_above", "representatives_min", "representatives_max")
    above, least, most = (int(Setting.read(name, case.rule_set) or 0) for name in names)
    return above, least or 1, most or 5


def check_representatives(case: Case, count: int) -> None:
    """Above a number of applicants set by law, some of them represent all."""
    above, least, most = limits(case)
    if not above or case.headcount <= above:
        return
    if not least <= count <= most:
        raise ValidationError(
            {
                "headcount": _(
                    "More than %(above)s applicants elect %(least)s to %(most)s representatives."
                )
                % {"above": above, "least": least, "most": most}
            }
        )


def check_joining(case: Case, party: Party) -> None:
    """Who joins on behalf of a party names it; neither agents nor representatives are too many."""
    principal = party.represents
    if principal is not None and (principal.case_id != case.pk or principal.role not in PRINCIPALS):
        raise ValidationError({"represents": _("An agent acts on behalf of a party.")})
    if party.role == Role.AGENT:
        if principal is None:
            raise ValidationError({"represents": _("An agent acts on behalf of a party.")})
        if principal.agents.filter(role=Role.AGENT).count() >= agents_max(case):
            message = _("A party has at most %(most)s agents.")
            raise ValidationError({"represents": message % {"most": agents_max(case)}})
    if party.role == Role.REPRESENTATIVE and is_full(case, party):
        message = _("There are %(most)s representatives already.")
        raise ValidationError({"role": message % {"most": limits(case)[2]}})


def is_full(case: Case, party: Party) -> bool:
    """Whether a side has all the representatives it may have.

    Third parties have their own where they are many (R26 17).
    """
    others = case.parties.filter(role=Role.REPRESENTATIVE)
    is_third = Q(represents__role=Role.THIRD_PARTY)
    theirs = party.represents is not None and party.represents.role == Role.THIRD_PARTY
    side = others.filter(is_third) if theirs else others.exclude(is_third)
    return side.count() >= limits(case)[2]
