"""Accounts of the example: one for each group, with passwords that are made once and written to one file."""

import datetime as dt
import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group as GroupRow
from django.db import transaction

from tracker.actions import log
from tracker.models import Account
from tracker.vocab import Group, Verb

PASSWORD_BYTES = 12  # 16 characters, 96 bits
HEADING = "Accounts of the example. Made once; change or delete them before anybody else can reach this site."


class PasswordFileError(Exception):
    """The file cannot give a password for an account that is to be made; the text says what to do."""


@transaction.atomic
def create_example_accounts(*, path: Path, now: dt.datetime) -> list[str]:
    """Make the accounts "analyst", "editor" and "admin" where they are missing; returns the names of the new ones.

    Passwords are generated and written to `path` (mode 0600, never overwritten). Where the file is there already,
    for instance because only the database was thrown away, the accounts get the passwords that it holds.
    Raises PasswordFileError where the file is there but does not name a missing account.
    """
    missing = [group for group in Group if not Account.objects.filter(username=group.value).exists()]
    if not missing:
        return []
    passwords = _write(path) or _read(path)
    for group in missing:
        if group.value not in passwords:
            raise PasswordFileError(f"{path} names no password for {group.value}. Delete it, and load again.")
        _create(group, passwords[group.value])
    log.change(Verb.SAVED, now=now)
    return [group.value for group in missing]


def _create(group: Group, password: str) -> None:
    account = Account.objects.create_user(
        username=group.value, password=password, first_name="Example", last_name=group.label
    )
    account.is_staff = group is Group.ADMIN
    account.save(update_fields=["is_staff"])
    account.groups.add(GroupRow.objects.get(name=group.value))


def _write(path: Path) -> dict[str, str]:
    """Generate a password for each account into a new file; nothing where the file is there already.

    The file is made with its mode in the one call, so that no other user of the machine can read it at any moment.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    passwords = {group.value: secrets.token_urlsafe(PASSWORD_BYTES) for group in Group}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return {}
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(HEADING + "\n")
        file.writelines(f"{name}\t{password}\n" for name, password in passwords.items())
    return passwords


def _read(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


@transaction.atomic
def set_password(*, account: Account, password: str, by: Account, now: dt.datetime) -> None:
    """Give an account a new password, which the caller has checked."""
    account.set_password(password)
    account.save(update_fields=["password"])
    note_password_set(account=account, by=by, now=now)


@transaction.atomic
def note_password_set(*, account: Account, by: Account, now: dt.datetime) -> None:
    """Log that a password was set, and by whom; never what it is."""
    log.decision(Verb.PASSWORD_SET, by=by, now=now, subject=f"account {account.username}")
