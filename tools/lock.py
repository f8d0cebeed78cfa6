"""Print the exact versions of every installed package, for `requirements.lock`: names and versions, no hosts."""

from importlib.metadata import distributions

_OURS = {"shiyu", "pip", "setuptools", "wheel"}


def main() -> None:
    """One line a package, sorted."""
    found = {dist.metadata["Name"].lower().replace("_", "-"): dist.version for dist in distributions()}
    print("# Written by `make lock`. A clean clone installs exactly these.")
    for name in sorted(found.keys() - _OURS):
        print(f"{name}=={found[name]}")


if __name__ == "__main__":
    main()
