"""Filing review (备案审查): the duty to file, the registration, the review and what follows."""

from normative.matters.filings import duties
from normative.matters.filings.aftermath import Decision
from normative.matters.filings.duties import open_filing, receiver_of
from normative.matters.filings.machine import filings
from normative.matters.filings.registration import maker_of
from normative.matters.filings.reviewing import check_grounds

__all__ = [
    "Decision", "check_grounds", "duties", "filings", "maker_of", "open_filing", "receiver_of",
]  # fmt: skip
