"""Errors as the contract promises them."""

import requests


def codes(answer: requests.Response, status: int) -> dict[str | None, str]:
    """The error codes by field of a problem document with that status; `None` is the whole one's."""
    assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.text[:600]}"
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    for name in ("type", "title", "detail"):
        assert isinstance(problem[name], str) and problem[name], f"no {name} in {problem}"
    found: dict[str | None, str] = {None: problem.get("code", "")}
    for error in problem.get("errors", []):
        assert set(error) >= {"field", "message", "code"}
        assert error["code"].isascii() and " " not in error["code"]
        assert error["message"] and "errors." not in error["message"], f"no words for {error['code']}"
        found[error["field"]] = error["code"]
    return found
