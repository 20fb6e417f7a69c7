"""The APIs of data sets and of ReliefWeb, against small servers that answer in their shape."""

import json

import pytest

from tests.sources.asking import ask, query
from tracker.sources.items import NotReadable, Refused
from tracker.vocab import Adapter


class TestReliefWeb:
    def row(self, number: int, changed: str, **fields) -> dict:
        return {"id": str(number), "fields": {
            "title": f"Report {number}", "body": "<p>Shells fell.</p>", "url_alias": f"https://example.org/{number}",
            "date": {"original": "2017-01-02T00:00:00+00:00", "changed": changed},
            "source": [{"name": "Relief Agency"}], "language": [{"code": "en"}], **fields}}  # fmt: skip

    def test_reports_changed_since_the_last_poll(self, server):
        rows = [self.row(2, "2017-01-03T10:00:00+00:00"), self.row(1, "2017-01-02T10:00:00+00:00")]
        address = server.says("/v2/reports", json.dumps({"data": rows}).encode()) + "?filter[field]=country"
        found = ask(Adapter.RELIEFWEB, address, secrets={"appname": "tracker-x"})
        assert [(item.external_id, item.passed_on_from) for item in found.items] == [
            ("reliefweb:2", "Relief Agency"),
            ("reliefweb:1", "Relief Agency"),
        ]
        asked = query(server.paths[-1])
        assert (asked["appname"], asked["filter[field]"], asked["sort[]"]) == (
            "tracker-x",
            "country",
            "date.changed:desc",
        )
        rows.insert(0, self.row(1, "2017-01-04T10:00:00+00:00", body=""))
        rows.insert(0, self.row(3, "2017-01-04T11:00:00+00:00"))
        server.says("/v2/reports", json.dumps({"data": rows}).encode())
        again = ask(Adapter.RELIEFWEB, address, found.state, secrets={"appname": "tracker-x"})
        assert [item.external_id for item in again.items] == ["reliefweb:3"]
        assert again.warnings == ("1 reports without a text are left out.",)

    def test_without_an_approved_name_nothing_is_asked(self, server):
        with pytest.raises(Refused, match="SOURCE_SECRETS"):
            ask(Adapter.RELIEFWEB, server.address)
        assert server.asked == []


class TestUcdp:
    def serve(self, server, total: int):
        def answer(request):
            page = int(query(request.path)["page"])
            size = int(query(request.path)["pagesize"])
            rows = [{"id": number, "date_start": "2017-01-02T00:00:00", "side_a": "A", "gwnob": None}
                    for number in range(page * size, min(total, (page + 1) * size))]  # fmt: skip
            body = json.dumps({"TotalCount": total, "TotalPages": -(-total // size), "Result": rows}).encode()
            request.send_response(200)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        return server.does("/api/gedevents/25.1", answer) + "?Country=652"

    def test_all_pages_as_one_table_and_then_one_question(self, server):
        address = self.serve(server, 2500)
        found = ask(Adapter.UCDP, address, secrets={"token": "t"})
        lines = found.table.decode().splitlines()
        assert (lines[0], len(lines), lines[1]) == ("id,date_start,side_a,gwnob", 2501, "0,2017-01-02T00:00:00,A,")
        assert server.asked[-1]["x-ucdp-access-token"] == "t"
        assert query(server.paths[-1])["Country"] == "652"
        asked = len(server.asked)
        again = ask(Adapter.UCDP, address, found.state, secrets={"token": "t"})
        assert (again.not_modified, again.table, len(server.asked)) == (True, b"", asked + 1)

    def test_more_than_ten_pages_are_read_in_parts(self, server):
        address = self.serve(server, 12_000)
        first = ask(Adapter.UCDP, address, secrets={"token": "t"})
        assert first.again_after
        second = ask(Adapter.UCDP, address, first.state, secrets={"token": "t"})
        assert first.table.count(b"\n") + second.table.count(b"\n") == 12_002
        assert second.again_after is None

    @pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"TotalCount": 1, "TotalPages": 1}'])
    def test_another_answer_is_said(self, server, body):
        with pytest.raises(NotReadable, match="The UCDP API"):
            ask(Adapter.UCDP, server.says("/api", body), secrets={"token": "t"})


class TestAcled:
    SECRETS = {"email": "a@b.example", "password": "p"}

    def serve(self, server, rows: list[dict]):
        server.says("/oauth/token", b'{"access_token": "tok"}')

        def answer(request):
            asked = query(request.path)
            since = int(asked.get("timestamp", 0))
            page, limit = int(asked["page"]), int(asked["limit"])
            found = [row for row in rows if row["timestamp"] >= since][(page - 1) * limit : page * limit]
            body = json.dumps({"status": 200, "success": True, "count": len(found), "data": found}).encode()
            request.send_response(200)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        return server.does("/api/acled/read", answer) + "?country=Syria"

    def test_signed_in_then_incremental(self, server):
        rows = [{"event_id_cnty": f"SYR{number}", "timestamp": 100 + number // 2} for number in range(4)]
        address = self.serve(server, rows)
        found = ask(Adapter.ACLED, address, secrets=self.SECRETS)
        assert found.table.decode().splitlines()[1:] == ["SYR0,100", "SYR1,100", "SYR2,101", "SYR3,101"]
        assert server.posted == [
            {"username": "a@b.example", "password": "p", "grant_type": "password", "client_id": "acled"}
        ]
        assert server.asked[-1]["Authorization"] == "Bearer tok"
        again = ask(Adapter.ACLED, address, found.state, secrets=self.SECRETS)
        assert (again.not_modified, again.table) == (True, b"")
        rows.append({"event_id_cnty": "SYR4", "timestamp": 101})
        late = ask(Adapter.ACLED, address, again.state, secrets=self.SECRETS)
        assert b"SYR4" in late.table, "a row of the same second that came later"

    def test_pages_beyond_one_poll_are_gone_on_with(self, server, monkeypatch):
        monkeypatch.setattr("tracker.sources.acled.PAGE_SIZE", 2)
        rows = [{"event_id_cnty": f"SYR{number}", "timestamp": number} for number in range(1, 12)]
        address = self.serve(server, rows)
        first = ask(Adapter.ACLED, address, secrets=self.SECRETS)
        second = ask(Adapter.ACLED, address, first.state, secrets=self.SECRETS)
        assert (first.table + second.table).count(b"SYR") == 11
        assert (first.again_after, second.again_after) == (5.0, None)
        assert second.state["since"] == 11

    def test_a_wrong_password_is_said_and_not_stored(self, server):
        self.serve(server, [])
        server.says("/oauth/token", b'{"error": "invalid_grant"}', status=400)
        with pytest.raises(Refused, match="does not take this e-mail and password"):
            ask(Adapter.ACLED, f"{server.address}/api/acled/read", secrets=self.SECRETS)

    def test_a_refused_query_is_said_in_the_services_words(self, server):
        self.serve(server, [])
        server.says("/api/acled/read", b'{"status": 403, "success": false, "error": "Terms not accepted"}')
        with pytest.raises(Refused, match="Terms not accepted"):
            ask(Adapter.ACLED, f"{server.address}/api/acled/read", secrets=self.SECRETS)
