"""Sums up the reports of several test runners in one last line.

    tally.py FOLDER

The folder holds JUnit XML files, and an empty file STEP.broken for each step that went wrong. One that did so
without a failed test in its report (the runner itself died, say) counts as one failed test. Exits with 1 where
anything failed.
"""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree


def read(report: Path) -> tuple[int, dict[str, str], int]:
    """How many tests passed, which failed and why, how many were skipped."""
    passed, failed, skipped = 0, {}, 0
    for case in ElementTree.parse(report).iter("testcase"):
        problems = case.findall("failure") + case.findall("error")
        if problems:
            reason = problems[0].get("message") or problems[0].text or ""
            failed[f"{case.get('classname')}.{case.get('name')}"] = " ".join(reason.split())[:300]
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main() -> int:
    folder = Path(sys.argv[1])
    broken = sorted(file.stem for file in folder.glob("*.broken"))
    passed, failed, skipped = 0, {}, 0
    for report in sorted(folder.glob("*.xml")):
        good, bad, left_out = read(report)
        passed, failed, skipped = passed + good, failed | bad, skipped + left_out
        if bad:
            # The step's own exit code only repeats what its report says.
            broken = [step for step in broken if not report.name.startswith(step)]
    failed |= dict.fromkeys(broken, "the step itself went wrong")
    for name in failed:
        print(f"failed: {name}")
    # The commonest last, next to the sum: the end of a long output is what people are shown.
    for reason, times in reversed(Counter(failed.values()).most_common(5)):
        print(f"{times} ×: {reason}")
    line = f"{passed} passed, {len(failed)} failed"
    print(f"{line}, {skipped} skipped" if skipped else line)
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
