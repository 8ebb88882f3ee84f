"""What can go wrong in the world, said in words a desk officer can act on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from db.words import N_, _, ngettext


class KnownError(Exception):
    """The world's fault, not ours: what happened, what is safe, what to do. Nothing was stored."""

    helped_by_copy: ClassVar = False
    """Whether it is the place of the register that takes no writing: a copy of all of it elsewhere does."""
    helped_by_backup: ClassVar = False
    """Whether it is the register that cannot be had as it is: a backup put in place of it may help."""

    def __init_subclass__(cls, *, copy: bool = False, backup: bool = False) -> None:
        cls.helped_by_copy, cls.helped_by_backup = copy, backup

    def __init__(self, happened: str, safe: str = "", remedy: str = "", untyped: str = "") -> None:
        """`untyped` is what is safe where no form holds what was typed, if that is something else."""
        self.happened = happened
        self.safe = safe
        self.remedy = remedy
        self.untyped = untyped
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        _("""The whole message on one line.""")
        return " ".join(part for part in (self.happened, self.safe, self.remedy) if part)

    @property
    def printed(self) -> str:
        _("""The whole message where no form holds what was typed, as on the command line.""")
        return " ".join(part for part in (self.happened, self.untyped or self.safe, self.remedy) if part)

    def rename(self, path: Path, instead_of: Path) -> None:
        """Name the file that somebody knows in place of one that stood for it while it was made."""
        for part in ("happened", "safe", "remedy", "untyped"):
            said: str = getattr(self, part)
            setattr(self, part, said.replace(str(instead_of), str(path)).replace(instead_of.name, path.name))
        self.args = (self.sentence,)


class BugError(Exception):
    N_("""Our fault: to be reported, never explained away.""")


class FieldError(KnownError):
    N_("""A value a record cannot take; `field` says beside which field the sentence stands.""")

    def __init__(self, field: str, happened: str) -> None:
        self.field = field
        super().__init__(happened, _("Nothing was stored."))


class Taken(FieldError):
    N_("""Another record has what only one can have; they may be one.""")

    def __init__(self, field: str, happened: str, record: int, title: str) -> None:
        self.record, self.title = record, title
        super().__init__(field, happened)


class NotFound(KnownError):
    N_("""No record has the number or code that was asked for.""")


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that is no longer as somebody saw it: who changed it and when, in words, as far as the journal says."""

    title: str
    by: str = ""
    when: str = ""
    hidden: bool = False

    @property
    def sentence(self) -> str:
        """What happened to it."""
        if self.hidden:
            by_whom, by_nobody = N_("“{title}” was moved to Trash by {name}, {when}."), N_("“{title}” is in the Trash.")
        else:
            by_whom, by_nobody = N_("“{title}” was changed by {name}, {when}."), N_("“{title}” was changed meanwhile.")
        return _(by_whom if self.by else by_nobody).format(title=self.title, name=self.by, when=self.when)


class Conflict(KnownError):
    N_("""Another window or person changed records since they were read; `all_of` so many were to be changed.""")

    NAMED: ClassVar = 3
    """So many are named one by one."""

    def __init__(self, *moved: Moved, all_of: int = 1) -> None:
        self.moved = moved
        named = " ".join(each.sentence for each in moved[: self.NAMED])
        if all_of > 1:
            many = ngettext("{count} of {all} was changed since:", "{count} of {all} were changed since:", len(moved))
            more = ("…",) if len(moved) > self.NAMED else ()
            named = " ".join((many.format(count=len(moved), all=all_of), named, *more))
        super().__init__(
            named,
            _("Nothing was stored and your text is still here."),
            _("Look at the record as it is now, then try again."),
            _("Nothing was stored."),
        )


class InTrash(KnownError):
    N_("""A record is to be worked on while it is in the Trash.""")

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“{title}” is in the Trash.").format(title=title),
            _("Nothing was stored."),
            _("Restore it first: Edit ▸ Open Trash."),
        )


class CannotUndo(KnownError):
    N_("""A later change touched the same rows, or there is nothing to undo.""")


class RegisterError(KnownError):
    N_("""The register file cannot be opened or written.""")


class RegisterMissing(RegisterError, backup=True):
    N_("""The file does not exist; nothing was created.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("File not found: {path}.").format(path=path),
            _("Nothing was created."),
            _("Was it moved, or is its drive away? Choose the place where it is, or restore it from a backup."),
        )


class RegisterFolderMissing(RegisterError):
    N_("""The folder the register should be created in does not exist.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Folder not found: {path}.").format(path=path),
            _("Nothing was created."),
            _("Make the folder or choose another."),
        )


class RegisterIsFolder(RegisterError):
    N_("""The path is a folder or a device, not a file.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} is not a file.").format(path=path),
            _("Nothing was changed."),
            _("Choose a register file, e.g. follow-up.aide."),
        )


class RegisterEmpty(RegisterError, backup=True):
    N_("""The file has no bytes.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("This file is empty (0 bytes): {path}.").format(path=path),
            _("It was left as it is."),
            _("Restore it from a backup, or choose another file."),
        )


class NotARegister(RegisterError, copy=True, backup=True):
    N_("""The file is not SQLite at all.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Not an Aide-Mémoire file: {path}.").format(path=path),
            _("It was not changed."),
            _("Choose a register file (its name ends in .aide)."),
        )


class RegisterForeign(RegisterError, backup=True):
    N_("""A database of another program.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("This database belongs to another program: {path}.").format(path=path),
            _("It was not touched."),
            _("Choose an Aide-Mémoire register."),
        )


class RegisterNewer(RegisterError):
    N_("""Made by a newer version of the program.""")

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            _("This register was made by a newer version (format {version}): {path}.").format(
                version=version, path=path
            ),
            _("It was not opened, to avoid damage, and nothing was changed."),
            _("Update Aide-Mémoire, or open another register."),
        )


class RegisterOlder(RegisterError):
    N_("""Made by an older version of the program, and opened for reading only, so that it cannot be upgraded.""")

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            _("This register has an older format ({version}): {path}.").format(version=version, path=path),
            _("It was not opened, and nothing was changed."),
            _("Open it for editing once: it is backed up and upgraded then."),
        )


class RegisterLeftover(RegisterError, backup=True):
    N_("""A journal of another copy lies beside the file; SQLite would mix the two.""")

    def __init__(self, path: Path, leftover: Path) -> None:
        super().__init__(
            _("{name} lies beside this register but belongs to another copy of it: {path}.").format(
                name=leftover.name, path=path
            ),
            _("The register was not opened, to avoid damage, and nothing was changed."),
            _("{name} may hold what was saved last: keep both, in another folder, and restore a backup.").format(
                name=leftover.name
            ),
        )


class JournalObstructed(RegisterError):
    N_("""Where SQLite keeps its journal lies something that is no file: a folder, a pipe, a link.""")

    def __init__(self, path: Path, obstacle: Path) -> None:
        super().__init__(
            _("{name} beside this register is no file, and its journal must be one: {path}.").format(
                name=obstacle.name, path=path
            ),
            _("The register was not opened, and nothing was changed."),
            _("Move {name} into another folder, then open it again.").format(name=obstacle.name),
        )


class CannotOpen(RegisterError):
    N_("""The system cannot open the file, for a reason that is neither rights nor the drive.""")

    def __init__(self, path: Path, cause: str) -> None:
        self.cause = cause
        super().__init__(
            _("This file cannot be opened because {cause}: {path}.").format(cause=cause, path=path),
            _("Nothing was changed."),
            _("Close other programs, or choose a shorter path, then try again."),
        )


class RegisterDamaged(RegisterError, copy=True, backup=True):
    N_("""The file is damaged, confirmed by a second look.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Part of this file is damaged: {path}.").format(path=path),
            _("Nothing was written to it."),
            _("Restore a backup, or copy the file before any repair."),
        )


class RegisterIncomplete(RegisterError, backup=True):
    N_("""A table or a column that this format has is not in the file.""")

    def __init__(self, path: Path, part: str) -> None:
        super().__init__(
            _("Part of this register is missing ({part}): {path}.").format(part=part, path=path),
            _("Nothing was written to it."),
            _("Restore a backup, or copy the file before any repair."),
        )


class ValueDamaged(RegisterError, backup=True):
    N_("""Values of some rows are damaged; the rest of the file can be read. `where` names them, as far as known.""")

    def __init__(self, path: Path, where: str = "") -> None:
        self.where = where
        of_it = _("A value of {where} is damaged and cannot be read: {path}.")
        somewhere = _("A value in this file is damaged and cannot be read: {path}.")
        super().__init__(
            of_it.format(where=where, path=path) if where else somewhere.format(path=path),
            _("Nothing was written to it, and nothing else in it is affected."),
            _(
                "“aide-memoire check” names the value and “aide-memoire repair” mends what the history proves; else"
                " restore a backup from before it was damaged."
            ),
        )


class RegisterAltered(RegisterError, backup=True):
    N_("""Another program put something into the file that would act by itself.""")

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(
            _("Another program put “{name}” into this register, which would act by itself: {path}.").format(
                name=name, path=path
            ),
            _("It was not opened, and nothing was changed."),
            _("Restore a backup, or ask whoever put it there to take it out."),
        )


class RegisterInUse(RegisterError):
    N_("""Another program or computer holds the register; `left` is what that computer left, if it runs no more.""")

    def __init__(self, path: Path, holder: str, left: Path | None = None) -> None:
        self.holder, self.left = holder, left
        gone = _("If that computer is off or no longer there, delete {lock} first.").format(lock=left) if left else ""
        super().__init__(
            _("This register is already open: {path} ({holder}).").format(path=path, holder=holder),
            _("Nothing was changed."),
            " ".join(filter(None, (_("Close it there, then try again."), gone))),
        )


class CannotLock(RegisterError, copy=True):
    N_("""The lock that keeps a second writer away cannot be held.""")

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            _("This register cannot be held for writing because {cause}: {path}.").format(cause=cause, path=path),
            _("You can read and print; nothing was changed."),
            _("Take that away or keep the register on another drive, then open it again."),
        )


class RegisterReadOnly(RegisterError, copy=True):
    N_("""The file or its folder does not allow writing.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("This file is read-only: {path}.").format(path=path),
            _("You can read and print; nothing was stored."),
            _("To edit, save a copy elsewhere or ask for write access."),
        )


class NoAccess(RegisterError):
    N_("""The file may not be read by this user.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("You have no access to {path}.").format(path=path),
            _("Nothing was changed."),
            _("Ask its owner for access."),
        )


class DiskFull(RegisterError, copy=True):
    N_("""The disk is full.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Not saved: the disk is full."),
            _("Earlier records are safe and your text is still here."),
            _("Free some space on the drive of {path}, then try again.").format(path=path),
            _("Nothing of this was stored; earlier records are safe."),
        )


class DriveFailed(RegisterError, copy=True):
    N_("""The drive does not answer.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Not saved: the drive does not answer."),
            _("Your text is still here."),
            _("Reconnect or check the drive of {path}, then try again.").format(path=path),
            _("Nothing of this was stored."),
        )


class RegisterMoved(RegisterError, copy=True):
    N_("""The file was moved or deleted while open.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("The register was moved or deleted while it was open: {path}.").format(path=path),
            _("Nothing more was written; your text is still here."),
            _("Put the file back or open it where it is now; else save a copy before you close the window."),
            _("Nothing more was written."),
        )


class RegisterReplaced(RegisterError, copy=True):
    N_("""Another program replaced or changed the file while it was open.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Another program replaced the register: {path}.").format(path=path),
            _("Writing has stopped so that neither copy is damaged; your text is still here."),
            _("What is open is another copy than the one that lies there now: save it before you close the window."),
            _("Nothing of this was stored, so that neither copy is damaged."),
        )


class RegisterBusy(RegisterError):
    N_("""Another program is writing.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Could not save yet: another program is writing to {path}.").format(path=path),
            _("Your text is still here."),
            _("Try again."),
            _("Nothing of this was stored."),
        )


class FileThere(KnownError):
    N_("""A file that would be written exists already.""")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("There is already a file at {path}.").format(path=path),
            _("It was not touched, and nothing was saved."),
            _("Choose another name."),
        )
