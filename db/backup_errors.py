"""What can go wrong with backups and other copies of a register."""

from __future__ import annotations

from pathlib import Path

from db.errors import KnownError, RegisterError, RegisterMissing
from db.rules.backups import Backup
from db.words import N_, _


class BackupFailed(KnownError, backup=True):
    N_("""No backup could be made, or the copy is not equal; `of_register` where the register is at fault.""")

    def __init__(self, folder: Path, cause: str, *, of_register: bool = False) -> None:
        self.cause, self.of_register = cause, of_register
        super().__init__(
            _("No backup was made in {folder}: {cause}.").format(folder=folder, cause=cause),
            _("The register and earlier backups are as they were."),
            _("“aide-memoire check” says what is wrong in the register.")
            if of_register
            else _("Choose another place for backups, or try again."),
        )


class CopyFailed(KnownError):
    N_("""The register could not be written to another place.""")

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            _("{name} was not saved to {folder}: {cause}.").format(name=path.name, folder=path.parent, cause=cause),
            _("Nothing was left there; the register is as it was."),
            _("Choose another place, e.g. on another drive."),
        )


class NothingToCopy(RegisterError):
    N_("""Neither the register nor any backup of it can be read.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Neither this register nor a backup of it can be read now: {path}.").format(path=path),
            _("Nothing was saved; what you typed is still here."),
            _("Connect its drive again, then try again."),
            _("Nothing was saved."),
        )


class BackupMissing(RegisterMissing, backup=True):
    N_("""No backup has the name that was given.""")

    def __init__(self, path: Path) -> None:
        KnownError.__init__(
            self,
            _("Backup not found: {path}.").format(path=path),
            _("The register is as it was."),
            _("Choose one that is in the list of backups."),
        )


class BackupDamaged(KnownError, backup=True):
    N_("""A backup is not whole, or not what its name says.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("This backup is damaged: {path}.").format(path=path),
            _("The register is as it was."),
            _("Choose another backup."),
        )


class BackupWasRepaired(BackupDamaged):
    N_("""What was kept before a repair would be restored, and something whole is there.""")

    def __init__(self, path: Path, instead: Backup) -> None:
        super().__init__(path)
        self.instead = instead
        self.happened = _("This copy was kept before a repair and is not whole: {path}.").format(path=path)


class BackupOfAnother(KnownError):
    N_("""What is to be restored is no backup of this register, by its name or by what is in it.""")

    def __init__(self, path: Path, register: Path) -> None:
        super().__init__(
            _("This is another register, not a backup of {register}: {path}.").format(register=register, path=path),
            _("The register is as it was."),
            _("Choose one that is in the list of backups, or open that file by itself."),
        )


class RestoreFailed(KnownError, backup=True):
    N_("""A backup could not be put in place of the register.""")

    def __init__(self, register: Path, cause: str, remedy: str = "") -> None:
        super().__init__(
            _("The backup was not restored to {path}: {cause}.").format(path=register, cause=cause),
            _("The register and all backups are as they were."),
            remedy or _("Free some space or choose another place, then try again."),
        )


class RepairFailed(KnownError):
    N_("""A repaired copy could not be made, or not be put in place of the register.""")

    def __init__(self, register: Path, cause: str) -> None:
        super().__init__(
            _("The register was not repaired: {cause}: {path}.").format(path=register, cause=cause),
            _("It is as it was."),
            _("Free some space on its drive or ask for write access, then try again."),
        )
