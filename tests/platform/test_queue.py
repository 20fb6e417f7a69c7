"""The broker as the rest of the project meets it: there, away, and back."""

import pytest
import redis
from celery import shared_task
from kombu.exceptions import OperationalError

from tracker.management import valkey as embedded
from tracker.management.processes import Crew


@shared_task(name="tests.nothing")
def nothing() -> None:
    """A task whose message only has to be sent."""


@pytest.fixture
def sent_to(settings):
    """Sends `nothing` to a broker of one's choice, by a Celery application with the product's settings."""
    from celery import Celery

    def send(url: str) -> None:
        settings.CELERY_BROKER_URL = url
        app = Celery("test", set_as_current=False)
        app.config_from_object(settings, namespace="CELERY")
        apps.append(app)
        return app

    apps: list = []
    yield send
    for app in apps:
        app.close()


def test_a_message_waits_in_the_broker(valkey, sent_to):
    with redis.Redis.from_url(valkey) as client:
        client.delete("celery")  # what other tests rang and nobody took
        sent_to(valkey).send_task("tests.nothing")
        assert client.llen("celery") == 1
        client.delete("celery")


def test_the_broker_asks_for_its_password(valkey):
    with pytest.raises(redis.AuthenticationError):
        embedded.answers(valkey.replace("only-for-tests", "guess"))


def test_sending_without_a_broker_fails_and_is_not_tried_again(tmp_path, sent_to):
    app = sent_to(embedded.embedded(tmp_path).url)
    assert (app.conf.task_publish_retry, app.conf.broker_transport_options["max_retries"]) == (False, 0)
    with pytest.raises(OperationalError):
        app.send_task("tests.nothing")


def test_sending_works_again_when_the_broker_is_back(tmp_path, sent_to):
    server = embedded.embedded(tmp_path)
    app = sent_to(server.url)
    for _ in range(2):
        with Crew(["valkey"]) as crew:
            crew.start("valkey", server.command, environment={}, stdin=server.configuration, quiet=True)
            crew.wait_until(lambda: embedded.answers(server.url), what="Valkey", seconds=10)
            app.send_task("tests.nothing")
        with pytest.raises(OperationalError):
            app.send_task("tests.nothing")
