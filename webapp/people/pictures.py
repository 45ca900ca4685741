"""From an uploaded file to a small square bitmap of our own making. Knows no database.

Nothing of the file survives but its pixels: no EXIF, no place, nothing after the image.
"""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from PIL import Image, ImageOps

from webapp.people.errors import PictureRefused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # each a bitmap; the first frame of an animation counts
SIDE = 512  # pixels, of what is kept
# Of what is sent, asked before decoding: a phone's largest photo, which is a JPEG and then
# decoded at a fraction of its size; other formats are decoded whole.
MOST_MEGAPIXELS = {"JPEG": 50}
MOST_MEGAPIXELS_WHOLE = 25
QUALITY = 82

# A progressive JPEG is read in scans: cameras write ten.
MOST_SCANS = 60
JPEG, START_OF_SCAN, END, FIRST_WITH_LENGTH = b"\xff\xd8", b"\xda", b"\xd9", b"\xc0"
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # not a stuffed byte, nor a restart

# Decoded, one picture may take 100 MB: several at once would take the machine.
one_at_a_time = Lock()

UNREADABLE = "We cannot read that file. Choose a JPEG, PNG, WebP or GIF."
DRAWING = "That is a drawing (SVG), which can carry programs. Choose a JPEG, PNG, WebP or GIF."
TOO_LARGE = "That picture has too many pixels for us, more than {} million. Choose a smaller one."


@dataclass(frozen=True)
class Bitmap:
    """A WebP, named by its content."""

    data: bytes

    @property
    def etag(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:16]


def bitmap_from(file: BinaryIO) -> Bitmap:
    """Decode, turn upright, cut to a square, shrink and encode anew; refuse what is no bitmap."""
    refuse_drawing(file)
    refuse_many_scans(file)
    with one_at_a_time:
        try:
            return encode(shrink(open_bitmap(file)))
        except PictureRefused:
            raise
        except Image.DecompressionBombError:
            raise too_large(MOST_MEGAPIXELS_WHOLE) from None
        except Exception as error:  # decoders raise whatever occurs to them on hostile bytes
            raise PictureRefused(UNREADABLE) from error


def refuse_drawing(file: BinaryIO) -> None:
    head = file.read(1024).lower()
    file.seek(0)
    if b"<svg" in head or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise PictureRefused(DRAWING)


def refuse_many_scans(file: BinaryIO) -> None:
    """Refuse a JPEG that was made to cost: each scan, of a few bytes, passes over all pixels."""
    data = file.read()
    file.seek(0)
    if data.startswith(JPEG) and count_scans(data) > MOST_SCANS:
        raise PictureRefused(UNREADABLE)


def count_scans(data: bytes) -> int:
    """Count what libjpeg will read: what follows the end, like a phone's film, is not looked at."""
    scans, at = 0, len(JPEG)
    while (marker := MARKER.search(data, at)) and marker[1] != END:
        at = marker.end()
        scans += marker[1] == START_OF_SCAN
        if marker[1] >= FIRST_WITH_LENGTH and marker[1] != JPEG[1:]:
            at += int.from_bytes(data[at : at + 2])
    return scans


def open_bitmap(file: BinaryIO) -> Image.Image:
    image = Image.open(file, formats=FORMATS)
    most = MOST_MEGAPIXELS.get(image.format, MOST_MEGAPIXELS_WHOLE)
    if image.width * image.height > most * 1_000_000:
        raise too_large(most)
    image.draft("RGB", (2 * SIDE, 2 * SIDE))  # only a JPEG knows how
    image.load()
    return image


def too_large(most: int) -> PictureRefused:
    return PictureRefused(TOO_LARGE.format(most))


def shrink(image: Image.Image) -> Image.Image:
    ImageOps.exif_transpose(image, in_place=True)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    side = min(SIDE, *image.size)
    return ImageOps.fit(image if image.mode == mode else image.convert(mode), (side, side))


def encode(image: Image.Image) -> Bitmap:
    plain = Image.new(image.mode, image.size)
    plain.paste(image)
    output = BytesIO()
    plain.save(output, "WEBP", quality=QUALITY)
    return Bitmap(output.getvalue())
