"""Words about sources, places and the steps of a document."""

from tracker.vocab.word import Word


class PlaceLayer(Word):
    """Where a gazetteer entry comes from; `PLACE_PRECEDENCE` says which wins."""

    EDITOR = "editor", "Set by an editor"
    OVERLAY = "overlay", "Overlay file, each row with its source"
    LEARNED = "learned", "Learned from an import with coordinates"
    PCODE = "pcode", "OCHA settlement table"
    COUNTRY_FILE = "country_file", "GeoNames country file"
    CITIES = "cities", "GeoNames cities, packaged"


PLACE_PRECEDENCE = tuple(PlaceLayer)


class SourceKind(Word):
    OUTLET = "outlet", "Outlet"
    AGENCY = "agency", "News agency"
    MONITOR = "monitor", "Monitor"
    MISSION = "mission", "On-site mission"
    BULLETIN = "bulletin", "Bulletin"
    CHANNEL = "channel", "Channel"
    PERSON = "person", "Person"


class Adapter(Word):
    """How a source is read; each value is the name of a module of `tracker.sources`."""

    FEED = "feed", "Feed: RSS, Atom or JSON Feed"
    PAGES = "pages", "List page or sitemap, and the articles it leads to"
    TELEGRAM = "telegram", "Telegram channel, by its public preview page"
    MAIL = "mail", "E-mail folder: maildir or IMAP"
    RELIEFWEB = "reliefweb", "ReliefWeb API"
    UCDP = "ucdp", "UCDP GED API"
    ACLED = "acled", "ACLED API"


class Reliability(Word):
    """Admiralty grading of a source."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


class StepState(Word):
    PENDING = "pending", "Waiting"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class StepName(Word):
    """The steps that a report goes through after its document was read."""

    LOCATE = "locate", "being placed"
    MATCH = "match", "being matched"


class BatchState(Word):
    """How far the import of a table is."""

    MAPPED = "mapped", "Ready to import"
    RUNNING = "running", "Being imported"
    DONE = "done", "Imported"
    FAILED = "failed", "Stopped"
    UNDONE = "undone", "Undone"
