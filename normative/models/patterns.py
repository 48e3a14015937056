"""What the value of a setting must look like."""

import re
from datetime import date

from django.utils.translation import gettext as _

PATTERNS = {"number_pattern", "register_number_pattern"}
DAYS = {"filing_duty_from"}
NUMBERS = {
    "term_years": 100,
    "trial_years": 100,
    "short_notice_days": 3660,
    "alert_far_days": 3660,
    "alert_near_days": 3660,
    "alert_urgent_days": 3660,
    "file_max_mb": 1000,
    "import_max_mb": 1000,
    "text_max_chars": 5_000_000,
    "red_days": 3660,
    "yellow_days": 3660,
    "filing_catalogue_months": 12,
}


def problem_of(code: str, value: str) -> str:
    """Why a value cannot be that of a setting; nothing if it can."""
    if code in PATTERNS:
        try:
            re.compile(value)
        except re.error as error:
            return _("This is not a regular expression: %(error)s.") % {"error": error}
    if code in NUMBERS:
        most = NUMBERS[code]
        if not re.fullmatch(r"[0-9]{1,7}", value) or not 1 <= int(value) <= most:
            return _("Write a whole number from 1 to %(most)s.") % {"most": most}
    return problem_of_day(value) if code in DAYS and value else ""


def problem_of_day(value: str) -> str:
    """Why a value is no day; nothing if it is one."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return _("Write a day like 2024-11-01.")
    return ""
