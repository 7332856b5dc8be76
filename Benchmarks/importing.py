"""How many rows of a file become deals in a second."""

import csv
import json
import random
import re
import tempfile
import time
from pathlib import Path

from harness.database import Database
from harness.server import run_on

ROWS = 50_000
GOODS = ["Обратный осмос", "Кофемашина", "Остекление лоджии", "Прицеп", "Вода в офис", "Окна", "Кондиционер"]
NAMES = ["Иван", "Пётр", "Анна", "Дарья", "Глеб", "Ирина", "Рустам", "Ольга"]
FAMILIES = ["Ковалёв", "Гаджиев", "Лапин", "Мухин", "Поляков", "Дёмин", "Крылов", "Седов"]
MAPPING = {
    "pipeline": "Продажа",
    "columns": {
        "external_id": "number", "title": "what", "person": "client", "phone": "phone", "amount": "sum",
        "created": "came", "owner": {"default": "manager@demo.voronka"},
    },
}


def rows_a_second(database: Database) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file, mapping = Path(folder) / "deals.csv", Path(folder) / "mapping.json"
        write(file)
        mapping.write_text(json.dumps(MAPPING, ensure_ascii=False))
        began = time.monotonic()
        printed = run_on(database, "import", "deals", str(file), "--mapping", str(mapping), timeout=3600)
        taken = time.monotonic() - began
    counts = [int(number) for number in re.findall(r"\d+", printed.splitlines()[0])]
    if counts != [ROWS, ROWS, 0, 0]:
        raise RuntimeError(f"not all rows were taken:\n{printed}")
    return ROWS / taken


def write(file: Path) -> None:
    """Half of the rows are new inquiries of clients who came before."""
    chance = random.Random(7)
    with file.open("w", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(["number", "client", "phone", "what", "sum", "came"])
        for number in range(ROWS):
            client = number if number < 2 or chance.random() < 0.5 else chance.randrange(number)
            name = f"{FAMILIES[client % 8]} {NAMES[client // 8 % 8]}"
            phone = f"+7905{client:07d}"
            day = f"2025-{1 + number % 9:02d}-{1 + number % 28:02d}"
            rows.writerow([number, name, phone, chance.choice(GOODS), 1000 + chance.randrange(500_000), day])
