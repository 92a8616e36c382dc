"""`python -m generator` is the `curriculum` command."""

from generator.cli import main

if __name__ == "__main__":
    main(prog_name="curriculum")
