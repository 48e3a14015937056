"""The five tracks on which a text is looked at, each a small machine over one kind of matter."""

from normative.matters.base import Matters, body_of, open_matter
from normative.matters.registry import MACHINES, machine_of

__all__ = ["MACHINES", "Matters", "body_of", "machine_of", "open_matter"]
