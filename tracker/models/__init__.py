"""Tables, the named queries on them, and what the database refuses."""

from tracker.models.account import Account
from tracker.models.agreement import Agreement, AgreementRegion, Declaration
from tracker.models.batch import Batch
from tracker.models.breach import Breach, BreachParty, BreachReport
from tracker.models.decision import Change, Decision
from tracker.models.desk import SavedView, Viewing
from tracker.models.document import Document, DocumentShingle
from tracker.models.follow import Follow, Message, Told
from tracker.models.geocode import GeocodeAnswer
from tracker.models.loaded import Loaded
from tracker.models.party import Alias, Membership, Party, Role
from tracker.models.region import Place, PlaceName, Region
from tracker.models.report import Report, ReportParty
from tracker.models.source import Source
from tracker.models.status import RegionStatus, StatusDue
from tracker.models.token import ApiToken

__all__ = [
    "Account",
    "Agreement",
    "AgreementRegion",
    "Alias",
    "ApiToken",
    "Batch",
    "Breach",
    "BreachParty",
    "BreachReport",
    "Change",
    "Decision",
    "Declaration",
    "Document",
    "DocumentShingle",
    "Follow",
    "GeocodeAnswer",
    "Loaded",
    "Membership",
    "Message",
    "Party",
    "Place",
    "PlaceName",
    "Region",
    "RegionStatus",
    "Report",
    "ReportParty",
    "Role",
    "SavedView",
    "Source",
    "StatusDue",
    "Told",
    "Viewing",
]
