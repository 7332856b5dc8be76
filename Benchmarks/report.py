"""The figures as a table: for the terminal and for docs/benchmarks.md."""

WORK = [
    ("engine", "Engine"), ("deals", "Deals"), ("board_mine", "Board, mine"), ("board_all", "Board, all"),
    ("deal", "Deal page"), ("today", "Today"), ("calendar", "Calendar week"),
    ("second_face", "Board by activities"), ("discipline", "Discipline"), ("list", "List by API"), ("create", "Create"),
    ("move", "Move"), ("pages", "Pages/s"), ("page_work", "Work a page"), ("look", "Clients looked at/s"),
    ("memory", "Memory"), ("disk", "Disk"), ("start", "Start"), ("rows", "Rows/s"), ("fill", "Filled in"),
]
LOOKING = [
    ("engine", "Engine"), ("deals", "Deals"), ("search_name", "Search, name"), ("search_phone", "Search, phone"),
    ("search_layout", "Search, layout"), ("list_first", "List"), ("list_deep", "List, 5,000th row"),
    ("list_narrow", "List, narrowed"), ("list_amount", "List, by sum"), ("clients", "Clients"), ("client", "Client page"),
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
    if key == "page_work":
        return f"{value * 1000:.1f} ms"
    if key in ("start", "fill"):
        return f"{value:.2f} s" if key == "start" else f"{value:.0f} s"
    return f"{value:,.0f}".replace(",", " ")


def tables(rows: list[dict]) -> str:
    return f"{table(rows, WORK)}\n\n{table(rows, LOOKING)}"


def table(rows: list[dict], columns: list[tuple[str, str]]) -> str:
    """Markdown whose columns stand level."""
    cells = [[title for _, title in columns]] + [[cell(row, key) for key, _ in columns] for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
    lines = ["| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |"
             for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def markdown(rows: list[dict], machine: dict[str, str], day: str) -> str:
    about = "; ".join(f"{name} {value}" for name, value in machine.items())
    return (
        f"Measured on {day}: {about}.\n\nMilliseconds are median / 95th percentile of one client.\n\n{tables(rows)}\n")
