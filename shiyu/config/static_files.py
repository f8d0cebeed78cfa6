"""Styles and scripts as they are delivered: named by what they hold, compressed once, kept by browsers for good.

`collectstatic` (run by `shiyu serve`) writes each file a second time with the hash of its content in its name, and
beside every file its forms in Brotli and gzip; WhiteNoise hands out the one the browser takes. A page names the hashed
file, so a new release is a new name and nothing that a browser keeps is ever stale.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from typing_extensions import override
from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package has no types
    """WhiteNoise's storage, for a city that is started often and may draw a page before its first start."""

    @override
    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one where a page is drawn before its file was collected (by a command, a test)."""
        known: str = self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
        return known

    @override
    def save_manifest(self) -> None:
        """Only where it changed: a process that starts meanwhile finds the old one or the new one, never none."""
        before, _ = self.load_manifest()
        if before != self.hashed_files:
            super().save_manifest()

    @override
    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compressing well takes seconds: only what pages name, and once, since such a file never changes."""
        named = {*paths} & {*self.hashed_files.values()}
        yield from super().compress_files([path for path in named if not self._is_compressed(path)])

    def _is_compressed(self, path: str) -> bool:
        plain = Path(self.path(path))
        return any(plain.with_name(plain.name + ending).exists() for ending in (".br", ".gz"))
