"""Prints what building costs: seconds of the wall clock and the CPU, and peak memory, per command.

Run it on a quiet machine and compare runs of the same machine only. POSIX only.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

MEGABYTE = 1024 * 1024


def main() -> int:
    """Times each command once, in a fresh process."""
    with tempfile.TemporaryDirectory() as site:
        commands = {
            "curriculum check": ["-m", "generator", "check"],
            "mkdocs build": ["-m", "mkdocs", "build", "--quiet", "--site-dir", site],
        }
        print(f"{'command':<20}{'wall s':>10}{'CPU s':>10}{'peak MB':>10}")
        return max(measure(name, arguments) for name, arguments in commands.items())


def measure(name: str, arguments: list[str]) -> int:
    """Prints one row, and returns the command's exit code."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall_seconds = time.perf_counter() - start
    cpu_seconds = usage.ru_utime + usage.ru_stime
    print(f"{name:<20}{wall_seconds:>10.2f}{cpu_seconds:>10.2f}{peak_megabytes(usage):>10.0f}")
    return os.waitstatus_to_exitcode(status)


def peak_megabytes(usage: resource.struct_rusage) -> float:
    """The kernel counts kilobytes on Linux, bytes on macOS."""
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit / MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
