"""Who may sign in, and what they may do."""

from django.contrib.auth.models import AbstractUser
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tracker.vocab import Group


class Account(AbstractUser):
    """A person who signs in. What they may do follows from their groups: analyst, editor, admin."""

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The names of this person's groups, asked for once a request."""
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def is_editor(self) -> bool:
        """May decide on breaches. An admin may do all that an editor may."""
        return self.is_admin or (self.is_active and Group.EDITOR in self.group_names)

    @property
    def is_admin(self) -> bool:
        """May keep the lists: parties, roles, agreements, sources, accounts."""
        return self.is_active and (self.is_superuser or Group.ADMIN in self.group_names)
