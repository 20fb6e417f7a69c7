"""The person of a session comes with their groups."""

import pytest

from tests.views import cast
from tracker.models import Account
from tracker.views.backend import AccountBackend
from tracker.vocab import Group

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", Group)
def test_an_account_comes_with_its_groups_in_one_query(group, django_assert_num_queries):
    stored = cast.account(group)
    with django_assert_num_queries(1):
        account = AccountBackend().get_user(stored.pk)
        assert account.group_names == {group}
        assert account.is_admin == (group == Group.ADMIN)
        assert account.is_editor == (group in (Group.EDITOR, Group.ADMIN))


def test_an_account_without_a_group_has_none():
    stored = Account.objects.create_user("nobody")
    assert AccountBackend().get_user(stored.pk).group_names == frozenset()


def test_an_account_that_is_switched_off_or_gone_is_signed_out():
    known = cast.account(Group.ADMIN).pk
    Account.objects.update(is_active=False)
    assert AccountBackend().get_user(known) is None
    Account.objects.all().delete()
    assert AccountBackend().get_user(known) is None
