"""Words about what we hold to be so, and what is done about it."""

from tracker.vocab.word import Word


class Verification(Word):
    UNCONFIRMED = "unconfirmed", "Unconfirmed"
    CORROBORATED = "corroborated", "Corroborated"
    CONFIRMED = "confirmed", "Confirmed"
    CONTESTED = "contested", "Contested"
    REFUTED = "refuted", "Refuted"
    UNVERIFIABLE = "unverifiable", "Unverifiable"


class WorkState(Word):
    NEW = "new", "New"
    IN_REVIEW = "in_review", "In review"
    NEEDS_HELP = "needs_help", "Needs help"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


# What an editor has not finished with.
OPEN_WORK = (WorkState.NEW, WorkState.IN_REVIEW, WorkState.NEEDS_HELP)


class Scope(Word):
    BREACH = "breach", "Breach"
    EXCLUDED_ACTOR = "excluded_actor", "Act by an excluded actor"
    OUTSIDE_TERRITORY = "outside_territory", "Outside the territory"
    BEFORE_EFFECT = "before_effect", "Before the ceasefire"
    AFTER_END = "after_end", "After the ceasefire ended"
    PERMITTED = "permitted", "Permitted: the target is excluded"
    CONTESTED = "contested_scope", "Scope contested"


class State(Word):
    """What the rule says of a region on a day."""

    NOT_COVERED = "not_covered", "Not covered"
    ENDED = "ended", "Ended"
    COLLAPSED = "collapsed", "Collapsed"
    VIOLATED = "violated", "Violated"
    STRAINED = "strained", "Strained"
    HOLDING = "holding", "Holding"
    NO_INFORMATION = "no_information", "No information"


class Cell(Word):
    """Where a breach stands in a region's count: verification, scope and origins together."""

    CONFIRMED = "confirmed", "Confirmed"
    POSSIBLE = "possible", "Possible: enough origins, not confirmed"
    BADGE = "badge", "Unverified: shown, moves nothing"
    OUT = "out", "Not counted"


class Group(Word):
    ANALYST = "analyst", "Analyst"
    EDITOR = "editor", "Editor"
    ADMIN = "admin", "Admin"


class Verb(Word):
    """What an action did; the words of the decision log and of the live cursor."""

    RECEIVED = "received", "received"
    READ = "read", "read"
    PLACED = "placed", "placed"
    OPENED = "opened", "opened from a report"
    JOINED = "joined", "joined to a breach"
    DECIDED = "decided", "decided"
    PROPOSED = "proposed", "proposed; a second editor has to agree"
    WORK = "work", "moved in the queue"
    ASSIGNED = "assigned", "assigned"
    SCOPE = "scope", "scope set"
    SEVERITY = "severity", "severity set"
    ATTACHED = "attached", "report attached"
    DETACHED = "detached", "report detached"
    MERGED = "merged", "merged"
    SPLIT = "split", "split"
    CORRECTED = "corrected", "corrected"
    CLAIM = "claim", "claim set right"
    STATUS = "status", "region status recomputed"
    SAVED = "saved", "saved"
    PASSWORD_SET = "password_set", "password set"
    TOKEN_MADE = "token_made", "token made"
    TOKEN_REVOKED = "token_revoked", "token revoked"
    LOADED = "loaded", "loaded"
    IMPORTED = "imported", "imported"
    UNDONE = "undone", "undone"
    POLLED = "polled", "polled"
    PAUSED = "paused", "paused"
    FAILED = "failed", "failed"
    RETRIED = "retried", "asked to run again"
