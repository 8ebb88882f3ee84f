"""The picture of a letterhead as the compiler of sheets takes it: in a drawing, which is text as all its data is."""

from __future__ import annotations

from base64 import b64encode

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG after which its size stands."""


def drawing(picture: bytes) -> str:
    """A drawing that is this picture in PNG or JPEG; "" where there is none, or it does not say how large it is."""
    width, height = size(picture)
    if not width or not height:
        return ""
    kind, data = "png" if picture.startswith(_PNG) else "jpeg", b64encode(picture).decode()
    attributes = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>'
        f'<image {attributes} xlink:href="data:image/{kind};base64,{data}"/></svg>'
    )


def size(picture: bytes) -> tuple[int, int]:
    """How wide and high a picture says it is, in pixels; 0 where it does not say it."""
    if picture.startswith(_PNG):
        return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    at = 2
    while picture.startswith(b"\xff\xd8") and at + 9 <= len(picture) and picture[at] == 0xFF:
        if picture[at + 1] in _SIZES:
            height, width = picture[at + 5 : at + 7], picture[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 1 if picture[at + 1] == 0xFF else 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return 0, 0
