"""Every operation of the API is driven from its own description."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import requests
from harness.company import Company
from harness.program import Program

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# How bodies and parameters are made up: at the borders of what is described, and at random.
DRIVES = {
    "borders": ["--phases", "coverage", "--mode", "positive"],
    "random": ["--phases", "fuzzing", "--max-examples", "10"],
}
RESOURCES = {
    "/me": "get", "/users": "get post", "/users/{id}": "get patch", "/departments": "get post",
    "/companies": "get post", "/companies/{id}": "get patch", "/contacts": "get post", "/contacts/{id}": "get patch",
    "/pipelines": "get", "/pipelines/{id}/stages": "get", "/deals": "get post", "/deals/{id}": "get patch",
    "/deals/{id}/moves": "post", "/deals/{id}/timeline": "get", "/deals/{id}/comments": "post", "/imports": "post",
    "/deals/{id}/files": "get post", "/deals/{id}/files/{file}": "delete", "/companies/{id}/files": "get post",
    "/contacts/{id}/files": "get post", "/notifications": "get", "/notifications/{id}/reading": "post",
    "/events": "get", "/reasons": "get post", "/reasons/{id}": "get patch", "/sources": "get post",
    "/segments": "get post", "/segments/{id}": "get patch", "/segments/order": "put", "/companies/segments": "post",
    "/settings": "get patch", "/rights": "get put", "/invites": "get post", "/holidays": "get put",
}


def test_the_description_names_every_resource(company: Company):
    document = requests.get(f"{company.server.url}/api/openapi.json", timeout=30).json()
    assert document["openapi"].startswith("3.")
    named = {path: set(methods) for path, methods in document["paths"].items()}
    lacking = {
        f"{method} {path}" for path, methods in RESOURCES.items() for method in methods.split()
        if method not in named.get(path, set())}
    assert not lacking


def test_parts_of_a_form_that_have_to_come_are_required(company: Company):
    paths = requests.get(f"{company.server.url}/api/openapi.json", timeout=30).json()["paths"]
    for path, needed in {"/imports": {"file"}, "/deals/{id}/files": {"file"}}.items():
        schema = paths[path]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
        assert needed <= set(schema["required"])
        assert needed <= set(schema["properties"])


def test_a_count_stands_beside_every_list(company: Company):
    paths = requests.get(f"{company.server.url}/api/openapi.json", timeout=30).json()["paths"]
    schemas = requests.get(f"{company.server.url}/api/openapi.json", timeout=30).json()["components"]["schemas"]
    lists = set()
    for path, methods in paths.items():
        answer = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        name = str(answer.get("application/json", {}).get("schema", {}).get("$ref", "")).split("/")[-1]
        if set(schemas.get(name, {}).get("properties", {})) == {"items", "next"}:
            lists.add(path)
    assert len(lists) >= 6
    # A report is no list: it has all its rows at once.
    assert not {path for path in lists if f"{path}/count" not in paths and not path.startswith("/reports/")}


@pytest.mark.parametrize("how", DRIVES)
def test_no_operation_answers_otherwise_than_described(engine: str, tmp_path: Path, how: str):
    with Company(engine) as company:
        report = tmp_path / "operations.xml"
        done = subprocess.run([
            Path(sys.executable).with_name("schemathesis"), "run", f"{company.server.url}/api/openapi.json",
            "--header", f"Authorization: Bearer {company.tokens['owner']}", "--checks", CHECKS, *DRIVES[how],
            # Its own token would be the first to go; `test_a_token_ends` drives this one.
            "--exclude-operation-id", "endToken",
            "--seed", "7", "--workers", "1", "--no-shrink", "--continue-on-failure", "--request-timeout", "20",
            "--suppress-health-check", "all", "--warnings", "off", "--report", "junit", "--report-junit-path", report,
        ], capture_output=True, text=True, timeout=600, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stdout[-12000:] + done.stderr[-2000:]
        driven = len(list(ElementTree.parse(report).iter("testcase")))
        paths = requests.get(f"{company.server.url}/api/openapi.json", timeout=30).json()["paths"]
        described = sum(len(set(methods) - {"parameters"}) for methods in paths.values())
        assert driven >= described - 1
        assert company.program("owner").get("/me").status_code == 200


def test_a_token_ends(company: Company, owner: Program):
    made = owner.make("/tokens", {"name": "Обмен с сайтом"})
    site = Program(company.server.url, made["token"])
    assert site.get("/me").status_code == 200
    assert owner.call("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert site.get("/me").status_code == 401
    assert owner.call("DELETE", f"/tokens/{made['id']}").status_code == 404
