"""The figures as a table: for the terminal and for docs/benchmarks.md."""

COLUMNS = [
    ("engine", "Engine"), ("deals", "Deals"), ("board_mine", "Board, mine"), ("board_all", "Board, all"),
    ("deal", "Deal page"), ("today", "Today"), ("discipline", "Discipline"), ("list", "List by API"), ("search_name", "Search, name"),
    ("search_phone", "Search, phone"), ("create", "Create"), ("move", "Move"), ("pages", "Pages/s"),
    ("look", "Clients looked at/s"), ("memory", "Memory"), ("disk", "Disk"), ("start", "Start"), ("rows", "Rows/s"), ("fill", "Filled in"),
]


def cell(row: dict, key: str) -> str:
    value = row.get(key)
    if value is None:
        return "–"
    if isinstance(value, dict):
        return f"{value['median']:.1f} / {value['p95']:.1f}"
    if key == "engine":
        return {"sqlite": "SQLite", "postgres": "PostgreSQL"}[value]
    if key in ("memory", "disk"):
        return f"{value / 1e6:,.0f} MB".replace(",", " ")
    if key in ("start", "fill"):
        return f"{value:.2f} s" if key == "start" else f"{value:.0f} s"
    return f"{value:,.0f}".replace(",", " ")


def table(rows: list[dict]) -> str:
    """Markdown whose columns stand level."""
    cells = [[title for _, title in COLUMNS]] + [[cell(row, key) for key, _ in COLUMNS] for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS))]
    lines = ["| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |"
             for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def markdown(rows: list[dict], machine: dict[str, str], day: str) -> str:
    about = "; ".join(f"{name} {value}" for name, value in machine.items())
    return (
        f"Measured on {day}: {about}.\n\nMilliseconds are median / 95th percentile of one client.\n\n{table(rows)}\n")
