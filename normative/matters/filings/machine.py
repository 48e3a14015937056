"""The machine of filings, and which stages belong together."""

from normative.matters.base import Matters
from normative.models import Stage, Track

FILING, LIMIT = "normative_filing", "filing_order"
CHECK, SUPPLEMENT = "filing_check", "filing_supplement"
REVIEW_TIME, REPORT_TIME, REVOCATION = "filing_review", "maker_report", "revocation"

# Nothing has been filed yet.
UNFILED = {Stage.TO_FILE, Stage.REMINDED, Stage.CENSURED}
# Filed, and not yet registered.
CHECKED = {Stage.RECEIVED, Stage.FORMAL_CHECK, Stage.SUPPLEMENT}
# Registered, and not yet concluded.
REVIEWED = {Stage.REGISTERED, Stage.EXAMINING, Stage.CONSULTING}
# Concluded, and not yet archived.
FOLLOWED = {Stage.CONCLUDED, Stage.ADVISED, Stage.REPORTED, Stage.REFERRED}

filings = Matters(Track.FILING)
