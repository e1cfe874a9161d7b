"""Buyers' pictures on disk: decoded and written anew as JPEG, so that no metadata and no disguised file survives."""

import io
import os
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_EDGE = 2048
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


class DiskImageStore:
    """Keeps pictures under `root`, which lies outside everything the web serves; paths are relative to it."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def save(self, attachment_id: str, data: bytes) -> tuple[str, str, int]:
        """Store a picture upright, without EXIF, at most 2048 pixels on its long edge: (media type, path, bytes).

        ValueError says in plain Chinese why the data is not a usable picture.
        """
        encoded = _reencode(data)
        path = Path(attachment_id[:2]) / f"{attachment_id}.jpg"
        target = self._inside(str(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        half_written = target.with_suffix(".part")
        half_written.write_bytes(encoded)
        os.replace(half_written, target)
        return "image/jpeg", str(path), len(encoded)

    def read(self, path: str) -> bytes:
        """The bytes of a stored picture; FileNotFoundError when there is none."""
        return self._inside(path).read_bytes()

    def _inside(self, path: str) -> Path:
        target = (self._root / path).resolve()
        if not target.is_relative_to(self._root):
            raise ValueError(f"path leaves the picture folder: {path}")
        return target


def _reencode(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise ValueError(f"图片超过 {MAX_BYTES // 1024 // 1024} MB")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValueError(f"图片超过 {MAX_PIXELS // 10_000} 万像素")
            picture = _on_white(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("不是能打开的图片（支持 JPG、PNG、WebP、GIF）") from error
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB with transparency laid on white; a new image, so nothing of the source's metadata is carried along."""
    clean = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    clean.paste(layer, mask=layer.getchannel("A"))
    return clean
