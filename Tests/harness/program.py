"""A program that speaks to the API with a token."""

from collections.abc import Iterator

import requests


class Program:
    """Calls below `/api/v1` in somebody's name."""

    def __init__(self, url: str, token: str | None, language: str = "en"):
        self.base = f"{url}/api/v1"
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = language
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **arguments) -> requests.Response:
        arguments.setdefault("timeout", 30)
        return self.session.request(method, self.base + path, **arguments)

    def get(self, path: str, **query) -> requests.Response:
        return self.call("GET", path, params=query)

    def post(self, path: str, body: object | None = None, **arguments) -> requests.Response:
        return self.call("POST", path, json=body, **arguments)

    def patch(self, path: str, body: object) -> requests.Response:
        return self.call("PATCH", path, json=body)

    def read(self, path: str, **query) -> dict:
        """The answer of a GET that has to go well."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, f"GET {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def make(self, path: str, body: object) -> dict:
        """The answer of a POST that has to go well."""
        answer = self.post(path, body)
        assert answer.status_code in (200, 201), f"POST {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def pages(self, path: str, limit: int = 200, **query) -> Iterator[list[dict]]:
        """The pages of a list, one after the other."""
        after = None
        for _ in range(10_000):
            page = self.read(path, limit=limit, **query, **({"after": after} if after else {}))
            yield page["items"]
            after = page["next"]
            if after is None:
                return
        raise AssertionError(f"{path} has no end")

    def all(self, path: str, limit: int = 200, **query) -> list[dict]:
        return [item for page in self.pages(path, limit, **query) for item in page]
