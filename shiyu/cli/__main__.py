"""`python -m shiyu.cli`."""

from shiyu.cli.main import main

if __name__ == "__main__":
    main()
