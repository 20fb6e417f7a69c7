"""How the person of a session is fetched."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef

from tracker.models import Account
from tracker.vocab import Group

MEMBERS = Account.groups.through.objects.filter(account=OuterRef("pk"))
IN_GROUP = {f"in_{group}": Exists(MEMBERS.filter(group__name=group)) for group in Group}


class AccountBackend(ModelBackend):
    """Signs in as Django does. The groups, which every page asks for, come with the account in one query."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; none where there is none any more or it is switched off."""
        account = Account.objects.filter(pk=user_id).annotate(**IN_GROUP).first()
        if account is None or not self.user_can_authenticate(account):
            return None
        account.group_names = frozenset(group for group in Group if getattr(account, f"in_{group}"))
        return account
