"""Read one region of a bgzipped, tabix-indexed file from its pieces, each block checked by its CRC.

Source: the tabix index and BGZF formats of the SAM specification.
"""

import gzip
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_MAGIC = b"TBI\x01"
_LARGEST_BLOCK = 1 << 16
_WINDOW_BITS = 14
# Bytes of an index once decompressed, and of the compressed stretch of one gene, that are ever believed.
_LARGEST_INDEX = 1 << 27
_LARGEST_STRETCH = 1 << 26


class DamagedFileError(ValueError):
    """The index or a block is not what it says; the message says which."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the compressed file, in bytes: where its first block begins, and past its last.

    `skip`: bytes of the first block, once decompressed, that belong to an earlier line.
    """

    start: int
    end: int
    skip: int


def chunk_of_region(index: bytes, contig: str, start: int, end: int) -> Chunk:
    """Stretch of the compressed file that holds a region, 0-based and half-open.

    Raises:
        DamagedFileError: the index is not a tabix index, is cut short, or has nothing in the region.
    """
    try:
        data = gzip.GzipFile(fileobj=io.BytesIO(index)).read(_LARGEST_INDEX)
        chunk = _chunk_in(data, contig, start, end)
    except (EOFError, OSError, zlib.error, struct.error, IndexError, UnicodeDecodeError) as error:
        raise DamagedFileError("the index is cut short or damaged") from error
    if chunk is None:
        message = f"the index holds nothing at {contig}:{start + 1}-{end}"
        raise DamagedFileError(message)
    if not 0 < chunk.end - chunk.start <= _LARGEST_STRETCH:
        message = f"the index gives {chunk.end - chunk.start} bytes for one gene"
        raise DamagedFileError(message)
    return chunk


def lines_of_blocks(data: bytes, skip: int = 0) -> Iterator[str]:
    """Whole lines of consecutive blocks, the first of which begins at the first byte.

    `skip` bytes of the text are passed over first. A block that is cut off at the end is left out,
    and so is the line that it cuts.

    Raises:
        DamagedFileError: bytes that are no block, or whose checksum is wrong.
    """
    text = b"".join(_blocks(data))
    for line in text[skip : text.rfind(b"\n") + 1].splitlines():
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DamagedFileError("a line of the file is not text in UTF-8") from error


def _chunk_in(data: bytes, contig: str, start: int, end: int) -> Chunk | None:
    if data[:4] != _MAGIC:
        raise DamagedFileError("the index is not a tabix index")
    references, *_, name_bytes = struct.unpack_from("<8i", data, 4)
    names = data[36 : 36 + name_bytes].split(b"\0")[:references]
    at = 36 + name_bytes
    wanted = set(_bins(start, end))
    for name in names:
        (bins,) = struct.unpack_from("<i", data, at)
        at += 4
        chunks: list[tuple[int, int]] = []
        for _ in range(bins):
            number, count = struct.unpack_from("<Ii", data, at)
            at += 8
            if number in wanted:
                chunks += struct.iter_unpack("<QQ", data[at : at + 16 * count])
            at += 16 * count
        (windows,) = struct.unpack_from("<i", data, at)
        at += 4
        linear = struct.unpack_from(f"<{windows}Q", data, at)
        at += 8 * windows
        if name.decode() == contig:
            return _stretch(chunks, linear, start)
    return None


def _stretch(chunks: list[tuple[int, int]], linear: tuple[int, ...], start: int) -> Chunk | None:
    window = start >> _WINDOW_BITS
    least = linear[window] if window < len(linear) else 0
    useful = [(max(first, least), last) for first, last in chunks if last > least]
    if not useful:
        return None
    first, last = min(f for f, _ in useful), max(last for _, last in useful)
    # The last block begins at the upper 48 bits of the offset, and may be as long as a block can be.
    return Chunk(first >> 16, (last >> 16) + _LARGEST_BLOCK, first & 0xFFFF)


def _bins(start: int, end: int) -> Iterator[int]:
    """Numbers of the bins that may overlap the region, in the binning scheme of five levels."""
    yield 0
    for base, shift in ((1, 26), (9, 23), (73, 20), (585, 17), (4681, 14)):
        yield from range(base + (start >> shift), base + ((end - 1) >> shift) + 1)


def _blocks(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 18 <= len(data):
        size = _block_size(data, at)
        if at + size > len(data):
            return
        try:
            packed = data[at + _header_size(data, at) : at + size - 8]
            # No further than one byte past what a block may hold: its length is checked below.
            content = zlib.decompressobj(wbits=-15).decompress(packed, _LARGEST_BLOCK + 1)
        except zlib.error as error:
            raise DamagedFileError("a block of the file is damaged") from error
        checksum, length = struct.unpack_from("<II", data, at + size - 8)
        if zlib.crc32(content) != checksum or len(content) != length:
            raise DamagedFileError("a block of the file has a wrong checksum")
        yield content
        at += size


def _header_size(data: bytes, at: int) -> int:
    (extra,) = struct.unpack_from("<H", data, at + 10)
    return 12 + int(extra)


def _block_size(data: bytes, at: int) -> int:
    if data[at : at + 4] != b"\x1f\x8b\x08\x04":
        raise DamagedFileError("the file is not compressed in blocks (bgzip)")
    field_at, stop = at + 12, at + _header_size(data, at)
    while field_at + 4 <= stop:
        name, length = data[field_at : field_at + 2], struct.unpack_from("<H", data, field_at + 2)[0]
        if name == b"BC":
            return int(struct.unpack_from("<H", data, field_at + 4)[0]) + 1
        field_at += 4 + length
    raise DamagedFileError("the file is not compressed in blocks (bgzip)")
