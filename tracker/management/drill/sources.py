"""Local feeds that answer as badly as real ones: errors, silence, answers that break off, items told again."""

import http.server
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SHOWN = 60  # items that a feed shows at once, the newest; so most are told again and again
HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Drill {source}</title><link>http://127.0.0.1/</link>'
ITEM = (
    "<item><guid isPermaLink='false'>drill-{source}-{number}</guid><title>Item {number}</title>"
    "<description>Mortar shells hit the village of Morek in Hama province on Sunday, residents of Quarter {source} "
    "Street {number} said.</description><pubDate>Mon, 02 Jan 2017 10:00:00 GMT</pubDate></item>"
)
ERROR, BREAKS_OFF, HANGS = 0.15, 0.07, 0.03
HANG_SECONDS = 3.0


class Feeds:
    """`count` feeds that let out `items` items each over `seconds`, from the moment of making."""

    def __init__(self, count: int, items: int, seconds: float, chance: random.Random):
        self.count, self.items, self.seconds, self.chance = count, items, seconds, chance
        self.started = time.monotonic()
        self.calm = False
        self.asked = self.refused = 0

    def body(self, source: int) -> bytes:
        share = min(1.0, (time.monotonic() - self.started) / self.seconds)
        out = int(self.items * share)
        # Once all is out, every item is shown, so that a poll that failed can still catch up.
        first = 0 if share == 1.0 else max(0, out - SHOWN)
        items = "".join(ITEM.format(source=source, number=number) for number in reversed(range(first, out)))
        return (HEAD.format(source=source) + items + "</channel></rss>").encode()

    def mood(self) -> str:
        """How the next answer goes wrong; "" if it does not."""
        self.asked += 1
        drawn = 1.0 if self.calm else self.chance.random()
        mood = "error" if drawn < ERROR else "breaks off" if drawn < ERROR + BREAKS_OFF else ""
        mood = mood or ("hangs" if drawn < ERROR + BREAKS_OFF + HANGS else "")
        self.refused += bool(mood)
        return mood


@contextmanager
def served(feeds: Feeds) -> Iterator[str]:
    """The feeds at http://127.0.0.1:PORT/N; gives that address without the N."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            body, mood = feeds.body(int(self.path.strip("/"))), feeds.mood()
            if mood == "hangs":
                time.sleep(HANG_SECONDS)
                return
            self.send_response(500 if mood == "error" else 200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if mood == "breaks off" else body)

        def log_message(self, *_args):
            """The drill tells the counts."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
