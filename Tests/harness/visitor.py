"""Somebody who signs in by the form, without a browser."""

import re

import requests


class Visitor:
    """A cookie jar and the mark that our forms carry."""

    def __init__(self, url: str):
        self.url = url
        self.session = requests.Session()
        self.csrf = ""

    def page(self, path: str, **headers: str) -> requests.Response:
        answer = self.session.get(self.url + path, headers=headers, timeout=30)
        if mark := re.search(r'<meta name="csrf" content="([^"]+)"', answer.text):
            self.csrf = mark[1]
        return answer

    def send(self, path: str, fields: dict[str, str], **headers: str) -> requests.Response:
        return self.session.post(
            self.url + path, data=fields | {"_token": self.csrf}, headers=headers, timeout=30, allow_redirects=False)

    def sign_in(self, email: str, password: str) -> "Visitor":
        self.page("/sign-in")
        answer = self.send("/sign-in", {"email": email, "password": password})
        assert answer.status_code in (302, 303), f"sign-in of {email}: {answer.status_code}"
        self.page("/")
        return self
