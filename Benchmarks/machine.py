"""What the figures were measured on."""

import os
import platform
import re
import subprocess
from pathlib import Path


def describe() -> dict[str, str]:
    processor = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.+)"', Path("/etc/os-release").read_text())
    return {
        "processor": processor[1] if processor else platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory[1]) / 1048576:.0f} GiB" if memory else "unknown",
        "system": f"{system[1] if system else 'Linux'}, kernel {platform.release()}",
        "swift": printed("swift", "--version", like=r"Swift version (\S+)"),
        "postgresql": printed("psql", "--version", like=r"(\d+\.\d+)"),
        "sqlite": printed("pkg-config", "--modversion", "sqlite3", like=r"(\S+)"),
    }


def printed(*command: str, like: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    found = re.search(like, done.stdout)
    return found[1] if found else "unknown"
