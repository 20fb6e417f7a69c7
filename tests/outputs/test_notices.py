import pytest
from django.core import mail

from tests.views import cast
from tracker import tasks
from tracker.outputs import notices
from tracker.vocab import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    made = cast.account(Group.EDITOR)
    made.email = "editor@tracker.example"
    made.save()
    cast.breach(cast.agreement())
    return made


def test_an_editor_is_told_what_waits_with_the_way_to_it(editor):
    notice = notices.waiting(editor)
    assert (notice.to, notice.subject) == (["editor@tracker.example"], "Review: 1 waiting")
    assert "B-0001" in notice.body
    assert "/review/northland/1/" in notice.body


@pytest.mark.usefixtures("editor")
def test_it_is_off_by_default_and_goes_to_editors_alone(settings):
    cast.account(Group.ANALYST)
    tasks.tell_editors()
    assert mail.outbox == []
    settings.DAILY_MAIL = True
    tasks.tell_editors()
    assert [message.to for message in mail.outbox] == [["editor@tracker.example"]]


def test_a_mail_server_that_is_away_stops_nothing(editor, monkeypatch):
    def away(*_args, **_options):
        raise OSError("no server")

    monkeypatch.setattr(tasks, "send_mail", away)
    tasks.post(notices.waiting(editor))
