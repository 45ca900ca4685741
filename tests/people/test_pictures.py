import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from webapp.people.errors import PictureRefused
from webapp.people.pictures import SIDE, bitmap_from

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def file_of(image: Image.Image, kind: str, **options) -> BytesIO:
    file = BytesIO()
    image.save(file, kind, **options)
    return BytesIO(file.getvalue())


def photo(width=640, height=480, mode="RGB", colour="teal") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def kept(file) -> Image.Image:
    return Image.open(BytesIO(bitmap_from(file).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_bitmap_becomes_a_small_square_webp(kind):
    image = kept(file_of(photo(2000, 1500), kind))
    assert (image.format, image.size) == ("WEBP", (SIDE, SIDE))


def test_a_small_picture_is_not_blown_up():
    assert kept(file_of(photo(90, 60), "PNG")).size == (60, 60)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_whatever_the_colours_they_are_seen(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (30, 30)) if mode == "I;16" else photo(30, 30).convert(mode)
    assert kept(file_of(image, kind)).mode in ("RGB", "RGBA")


def test_what_is_transparent_stays_so():
    assert kept(file_of(photo(30, 30, "RGBA", (0, 0, 0, 0)), "PNG")).getpixel((5, 5))[3] == 0


def test_the_first_frame_of_an_animation_counts():
    frames = [photo(40, 40, colour=colour) for colour in ("red", "blue")]
    file = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    image = kept(file)
    red, _green, blue = image.getpixel((20, 20))[:3]
    assert red > 200 > 50 > blue
    assert getattr(image, "n_frames", 1) == 1


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken():
    image = photo(400, 200, colour="white")
    image.paste("black", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it upright: what was left is then on top
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    bitmap = bitmap_from(file_of(image, "JPEG", exif=exif))

    upright = Image.open(BytesIO(bitmap.data)).convert("L")
    assert upright.getpixel((100, 10)) < 50 < 200 < upright.getpixel((100, 190))
    assert not upright.getexif()
    assert b"Secret" not in bitmap.data and b"EXIF" not in bitmap.data


def test_what_hangs_behind_or_inside_a_picture_does_not_survive():
    file = file_of(photo(), "PNG")
    smuggled = b"<script>alert(1)</script>" * 10
    bitmap = bitmap_from(BytesIO(file.getvalue() + smuggled + b"PK\x03\x04"))
    assert b"script" not in bitmap.data


def test_comments_and_profiles_do_not_survive():
    file = file_of(photo(), "JPEG", comment=b"<?php evil() ?>", icc_profile=b"evil profile")
    bitmap = bitmap_from(file)
    assert b"evil" not in bitmap.data


@pytest.mark.parametrize("drawing", [SVG, b"\n <svg>", b"\xef\xbb\xbf<?xml ?>", b"<html><SVG/>"])
def test_a_drawing_is_refused_in_words(drawing):
    with pytest.raises(PictureRefused, match="SVG"):
        bitmap_from(BytesIO(drawing))


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"<html></html>", b"\xff\xd8\xff\xe0"],
)
def test_what_is_no_bitmap_is_refused(content):
    with pytest.raises(PictureRefused, match="cannot read"):
        bitmap_from(BytesIO(content))


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "PDF", "EPS"])
def test_formats_we_do_not_name_are_refused(kind):
    with pytest.raises(PictureRefused, match="JPEG, PNG, WebP or GIF"):
        bitmap_from(file_of(photo(32, 32), kind))


def png_that_claims(width: int, height: int) -> BytesIO:
    """A few hundred bytes that would decode to gigabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000), 9))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b""))


@pytest.mark.parametrize("side", [6_000, 12_000, 60_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_is_refused_before_it_is_decoded(side):
    with pytest.raises(PictureRefused, match="25 million"):
        bitmap_from(png_that_claims(side, side))


def test_a_phones_largest_photo_is_taken_because_it_is_decoded_small():
    assert kept(file_of(photo(8160, 6120), "JPEG", quality=10)).size == (SIDE, SIDE)


def test_a_truncated_photo_is_refused():
    half = file_of(photo(), "JPEG").getvalue()[:-200]
    with pytest.raises(PictureRefused):
        bitmap_from(BytesIO(half))


def test_equal_pictures_have_equal_names_and_others_do_not():
    same = bitmap_from(file_of(photo(), "PNG")), bitmap_from(file_of(photo(), "PNG"))
    other = bitmap_from(file_of(photo(colour="red"), "PNG"))
    assert same[0].etag == same[1].etag != other.etag


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_and_nothing_else(kind, data):
    content = bytearray(file_of(photo(24, 24), kind).getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PictureRefused):
        assert bitmap_from(BytesIO(content)).data.startswith(b"RIFF")
