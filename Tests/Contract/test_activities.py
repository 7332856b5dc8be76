"""What is to be done, as programs meet it."""

from harness.program import Program


def test_what_was_ticked_off_is_taken_back_by_the_number_of_the_deed(owner: Program, sale: dict, phone: str):
    deal = owner.make("/deals", {
        "title": "Поторопились", "pipeline_id": sale["id"], "client": {"name": "Лапин Олег", "phone": phone}})
    when = "2098-01-01T10:00:00Z"
    activity = owner.make("/activities", {"title": "Отправить КП", "deal_id": deal["id"], "due_at": when})
    done = owner.make(f"/activities/{activity['id']}/completion", {"next": {"title": "Узнать решение", "due_at": when}})
    assert done["state"] == "done" and done["batch_id"]
    assert owner.make(f"/batches/{done['batch_id']}/undo", {})["state"] == "undone"
    assert owner.read(f"/activities/{activity['id']}")["state"] == "open"
    assert owner.read("/activities/count", deal_id=deal["id"], state="open")["count"] == 1
