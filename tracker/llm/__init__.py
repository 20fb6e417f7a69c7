"""An optional reader: a language model at an OpenAI-compatible address, behind the interface of `extract`.

It only suggests. Every field has to quote the text, parties come from a closed list, and what does not hold is dropped;
points, ids and verification never come from it. Off unless an address is configured.
"""

from tracker.llm.client import Endpoint, Gate, ModelError
from tracker.llm.reader import read

__all__ = ["Endpoint", "Gate", "ModelError", "read"]
