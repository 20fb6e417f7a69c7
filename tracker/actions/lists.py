"""Writes to the lists that admins keep: parties, roles, agreements, sources, accounts, regions.

After a change to what scope rests on (agreements, roles, memberships), scope is computed anew for the breaches that
it may concern.
"""

import datetime as dt

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.db.models import Q

from tracker.actions import breaches, log
from tracker.actions.status import mark_all_due
from tracker.actions.terms import belonging_to
from tracker.models import Account, Agreement, Breach, Party, Source
from tracker.vocab import Group as GroupName
from tracker.vocab import Verb

# What the status of every region rests on, and of that what scope rests on.
FOR_SCOPE = frozenset({"effective_at", "ended_at", "time_zone"})
FOR_STATUS = FOR_SCOPE | {"data_horizon", "monitoring_mission", "sources"}
OF_A_VOICE = frozenset({"reliability", "side", "regions"})


def _subject(row: models.Model) -> str:
    return f"{row._meta.verbose_name} {getattr(row, 'key', row.pk)}"[:120]


@transaction.atomic
def save(
    *, row: models.Model, by: Account, now: dt.datetime, before: dict | None = None, after: dict | None = None
) -> None:
    """Save a row of a list, with who did it and what changed. Passwords are never written to the log."""
    row.save()
    hide = {"password", "password1", "password2", "usable_password"}
    log.decision(
        Verb.SAVED,
        by=by,
        now=now,
        subject=_subject(row),
        before={name: value for name, value in (before or {}).items() if name not in hide},
        after={name: value for name, value in (after or {}).items() if name not in hide},
    )
    changed = set(after or ())
    if isinstance(row, Agreement) and changed & FOR_STATUS:
        if changed & FOR_SCOPE:
            breaches.reconsider_scope(breaches=concerned(row), now=now)
        mark_all_due(row)
    if isinstance(row, Source) and "side" in changed:
        breaches.recount_origins(breaches=Breach.objects.live().filter(reports__origin=row).distinct(), now=now)
    if isinstance(row, Source) and changed & OF_A_VOICE:
        for agreement in Agreement.objects.filter(Q(sources=row) | Q(reports__origin=row)).distinct():
            mark_all_due(agreement)


@transaction.atomic
def keep_staff_flag(*, account: Account) -> None:
    """Whoever is in the admin group may enter the admin pages. To be called when the groups are saved."""
    is_staff = account.is_superuser or account.groups.filter(name=GroupName.ADMIN).exists()
    Account.objects.filter(pk=account.pk).update(is_staff=is_staff)


@transaction.atomic
def save_rows(*, formset, parent: models.Model, by: Account, now: dt.datetime) -> None:
    """Save the rows inside a form (names, roles, memberships, coverage, declarations)."""
    formset.save()
    if not (formset.new_objects or formset.changed_objects or formset.deleted_objects):
        return
    changed = [str(row) for row in formset.new_objects] + [str(row) for row, _ in formset.changed_objects]
    removed = [str(row) for row in formset.deleted_objects]
    log.decision(
        Verb.SAVED,
        by=by,
        now=now,
        subject=_subject(parent),
        before={"removed": removed} if removed else {},
        after={"rows": changed} if changed else {},
    )
    breaches.reconsider_scope(breaches=concerned(parent), now=now)
    if isinstance(parent, Agreement):
        mark_all_due(parent)  # a region that was added or left out has no breach that would say so


@transaction.atomic
def delete(*, row: models.Model, by: Account, now: dt.datetime) -> None:
    """Delete a row of a list. The database refuses it while anything refers to the row."""
    subject, name = _subject(row), str(row)
    row.delete()
    log.decision(Verb.SAVED, by=by, now=now, subject=subject, before={"name": name}, after={"deleted": True})


@transaction.atomic
def put_in_group(*, account: Account, group: GroupName, now: dt.datetime) -> None:
    """Give an account what its group may do."""
    account.groups.add(Group.objects.get(name=group.value))
    keep_staff_flag(account=account)
    log.change(Verb.SAVED, now=now)


def concerned(parent: models.Model) -> models.QuerySet:
    """The breaches whose scope may be another after a change to this row."""
    if isinstance(parent, Agreement):
        return Breach.objects.live().filter(agreement=parent)
    if isinstance(parent, Party):
        return Breach.objects.live().filter(agreement__in=Agreement.objects.filter(_names(parent)))
    return Breach.objects.none()


def _names(party: Party) -> Q:
    below = belonging_to([party.pk])
    return Q(roles__party__in=below) | Q(breaches__sides__party__in=below)
