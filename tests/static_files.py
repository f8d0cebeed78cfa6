"""The folder of styles and scripts, listed once for a process: each test client makes a middleware of its own.

WhiteNoise reads the folder and prepares an answer for each of its files whenever it is made: longer than most pages
take. Nobody writes to the folder after the conftest has filled it, so that every client may have the first one's list.
"""

from typing import Any

from whitenoise.base import WhiteNoise

_reads_folder = WhiteNoise.update_files_dictionary
_listed: dict[tuple[Any, ...], dict[str, Any]] = {}


def list_once() -> None:
    """From now on a folder is read for the first client only that serves it in the same manner."""
    WhiteNoise.update_files_dictionary = _from_the_list


def _from_the_list(served: WhiteNoise, root: str, prefix: str) -> None:
    manner = (root, prefix, served.max_age, served.allow_all_origins, served.charset, served.index_file)
    if manner not in _listed:
        before, served.files = served.files, {}
        _reads_folder(served, root, prefix)
        _listed[manner], served.files = served.files, before
    served.files.update(_listed[manner])
