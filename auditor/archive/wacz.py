"""A WACZ file (browsertrix, ArchiveWeb.page); this module alone knows where the WARC files in it begin."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from auditor.errors import UsageError

WACZ = ".wacz"
WARC = (".warc", ".warc.gz")
_LOCAL = 30  # bytes of a ZIP entry's own head, before its name and its extra field


def warcs_in(file: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Yield the WARC files in a WACZ file, each with the byte of the whole at which it begins.

    Raises:
        UsageError: It is no ZIP file, or a WARC file in it is packed once more, so that no record can be found in it.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            for entry in packed.infolist():
                if not entry.filename.lower().endswith(WARC):
                    continue
                if entry.compress_type != zipfile.ZIP_STORED:
                    raise UsageError(f"{file}:里面的 {entry.filename} 又压缩了一次,请先解压")
                yield packed.open(entry), _begin(file, entry)
    except (zipfile.BadZipFile, EOFError) as error:
        raise UsageError(f"{file}:不是 WACZ 文件({error})") from error


def _begin(file: Path, entry: zipfile.ZipInfo) -> int:
    with file.open("rb") as stream:
        stream.seek(entry.header_offset)
        head = stream.read(_LOCAL)
    name, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
    return entry.header_offset + _LOCAL + name + extra
