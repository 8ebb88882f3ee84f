"""What can go wrong in the world, said in words a desk officer can act on."""

from __future__ import annotations

from pathlib import Path


class KnownError(Exception):
    """The world's fault, not ours: what happened, what is safe, what to do. Nothing was stored."""

    def __init__(self, happened: str, safe: str = "", remedy: str = "") -> None:
        self.happened = happened
        self.safe = safe
        self.remedy = remedy
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole message on one line."""
        return " ".join(part for part in (self.happened, self.safe, self.remedy) if part)


class BugError(Exception):
    """Our fault: to be reported, never explained away."""


class FieldError(KnownError):
    """A value a record cannot take; `field` says beside which field the sentence stands."""

    def __init__(self, field: str, happened: str) -> None:
        self.field = field
        super().__init__(happened, "Nothing was stored.")


class NotFound(KnownError):
    """No record has the number or code that was asked for."""


class Conflict(KnownError):
    """Another window or person changed the record since it was read."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"“{title}” was changed in the meantime.",
            "Nothing was stored and your text is still here.",
            "Look at the record as it is now, then try again.",
        )


class InTrash(KnownError):
    """A record is to be worked on while it is in the Trash."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” is in the Trash.", "Nothing was stored.", "Restore it first: Edit ▸ Open Trash.")


class CannotUndo(KnownError):
    """A later change touched the same rows, or there is nothing to undo."""


class RegisterError(KnownError):
    """The register file cannot be opened or written."""


class RegisterMissing(RegisterError):
    """The file does not exist; nothing was created."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"File not found: {path}.",
            "Nothing was created.",
            "Choose the place where the register is, or restore it from a backup.",
        )


class RegisterFolderMissing(RegisterError):
    """The folder the register should be created in does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Folder not found: {path}.", "Nothing was created.", "Make the folder or choose another.")


class RegisterIsFolder(RegisterError):
    """The path is a folder or a device, not a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a file.", "Nothing was changed.", "Choose a register file, e.g. follow-up.aide."
        )


class RegisterEmpty(RegisterError):
    """The file has no bytes."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"This file is empty (0 bytes): {path}.",
            "It was left as it is.",
            "Restore it from a backup, or choose another file.",
        )


class NotARegister(RegisterError):
    """The file is not SQLite at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Not an Aide-Mémoire file: {path}.",
            "It was not changed.",
            "Choose a register file (its name ends in .aide).",
        )


class RegisterForeign(RegisterError):
    """A database of another program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"This database belongs to another program: {path}.",
            "It was not touched.",
            "Choose an Aide-Mémoire register.",
        )


class RegisterNewer(RegisterError):
    """Made by a newer version of the program."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            f"This register was made by a newer version (format {version}): {path}.",
            "It was not opened, to avoid damage, and nothing was changed.",
            "Update Aide-Mémoire, or open another register.",
        )


class RegisterOlder(RegisterError):
    """Made by an older version of the program, and opened for reading only, so that it cannot be upgraded."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            f"This register has an older format ({version}): {path}.",
            "It was not opened, and nothing was changed.",
            "Open it for editing once: it is backed up and upgraded then.",
        )


class RegisterLeftover(RegisterError):
    """A journal of another copy lies beside the file; SQLite would mix the two."""

    def __init__(self, path: Path, leftover: Path) -> None:
        super().__init__(
            f"{leftover.name} lies beside this register but belongs to another copy of it: {path}.",
            "The register was not opened, to avoid damage, and nothing was changed.",
            f"Move {leftover.name} to another folder, then open the register again.",
        )


class CannotOpen(RegisterError):
    """The system cannot open the file, for a reason that is neither rights nor the drive."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"This file cannot be opened because {cause}: {path}.",
            "Nothing was changed.",
            "Close other programs, or choose a shorter path, then try again.",
        )


class RegisterDamaged(RegisterError):
    """The file is damaged, confirmed by a second look."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Part of this file is damaged: {path}.",
            "Nothing was written to it.",
            "Restore a backup, or copy the file before any repair.",
        )


class RegisterInUse(RegisterError):
    """Another program or computer holds the register."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"This register is already open: {path} ({holder}).",
            "Nothing was changed.",
            "Close it there, then try again.",
        )


class RegisterReadOnly(RegisterError):
    """The file or its folder does not allow writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"This file is read-only: {path}.",
            "You can read and print; nothing was stored.",
            "To edit, save a copy elsewhere or ask for write access.",
        )


class NoAccess(RegisterError):
    """The file may not be read by this user."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"You have no access to {path}.", "Nothing was changed.", "Ask its owner for access.")


class DiskFull(RegisterError):
    """The disk is full."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "Not saved: the disk is full.",
            "Earlier records are safe and your text is still here.",
            f"Free some space on the drive of {path}, then try again.",
        )


class DriveFailed(RegisterError):
    """The drive does not answer."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "Not saved: the drive does not answer.",
            "Your text is still here.",
            f"Reconnect or check the drive of {path}, then try again.",
        )


class RegisterMoved(RegisterError):
    """The file was moved or deleted while open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The register was moved or deleted while it was open: {path}.",
            "Nothing more was written; your text is still here.",
            "Put the file back, or open it where it is now.",
        )


class RegisterReplaced(RegisterError):
    """Another program replaced or changed the file while it was open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program replaced the register: {path}.",
            "Writing has stopped so that neither copy is damaged; your text is still here.",
            "Close the register and open it again.",
        )


class RegisterBusy(RegisterError):
    """Another program is writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Could not save yet: another program is writing to {path}.", "Your text is still here.", "Try again."
        )


class BackupFailed(KnownError):
    """No backup could be made, or what was copied is not equal to the register."""

    def __init__(self, folder: Path, cause: str) -> None:
        super().__init__(
            f"No backup was made in {folder}: {cause}.",
            "The register and earlier backups are as they were.",
            "Choose another place for backups, or try again.",
        )
