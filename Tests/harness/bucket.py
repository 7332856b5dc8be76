"""A storage that speaks S3, for tests: it checks signatures by itself, and misbehaves when told to."""

import hashlib
import hmac
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

KEY, SECRET, REGION, NAME = "AKTEST", "secret-of-tests", "ru-central1", "voronka-files"


class Bucket:
    """Its content, its moods, and the address it listens on."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.moods: list[str] = []
        """What the next answers do: `403`, `500`, `slow`, `cut`; then it is well again."""
        self.asked: list[str] = []
        bucket = self

        class Answers(Handler):
            pass

        Answers.bucket = bucket
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def settings(self) -> dict[str, str]:
        return {
            "VORONKA_S3_ENDPOINT": self.url, "VORONKA_S3_BUCKET": NAME, "VORONKA_S3_REGION": REGION,
            "VORONKA_S3_KEY": KEY, "VORONKA_S3_SECRET": SECRET, "VORONKA_S3_PREFIX": "one", "VORONKA_S3_TIMEOUT": "2"}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    bucket: ClassVar[Bucket]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status: int, code: str) -> None:
        self.answer(status, f'<?xml version="1.0"?><Error><Code>{code}</Code></Error>'.encode())

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        bucket = self.bucket
        bucket.asked.append(f"{self.command} {self.path}")
        mood = bucket.moods.pop(0) if bucket.moods else ""
        if mood == "403":
            return self.refuse(403, "AccessDenied")
        if mood == "500":
            return self.refuse(500, "InternalError")
        if mood == "slow":
            time.sleep(4)
            self.close_connection = True
            return None
        if fault := self.fault(body):
            return self.refuse(403, fault)
        if not self.path.startswith(f"/{NAME}/one/"):
            return self.refuse(404, "NoSuchBucket")
        key = self.path.removeprefix(f"/{NAME}/")
        if self.command == "PUT":
            bucket.objects[key] = body
            return self.answer(200)
        if self.command == "DELETE":
            bucket.objects.pop(key, None)
            self.send_response(204)
            return self.end_headers()
        if key not in bucket.objects:
            return self.refuse(404, "NoSuchKey")
        found = bucket.objects[key]
        if mood == "cut":
            self.close_connection = True
            return self.answer(200, found[: len(found) // 2], length=len(found))
        return self.answer(200, found)

    do_GET = do_PUT = do_DELETE = handle_any

    def fault(self, body: bytes) -> str:
        """What is wrong with the signature, by the letter of the manual; empty where nothing is."""
        form = r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)"
        found = re.fullmatch(form, self.headers.get("Authorization", ""))
        if not found:
            return "MissingSecurityHeader"
        key, day, region, names, signature = found.groups()
        if key != KEY or region != REGION:
            return "InvalidAccessKeyId"
        if self.headers["x-amz-content-sha256"] != hashlib.sha256(body).hexdigest():
            return "XAmzContentSHA256Mismatch"
        lines = "".join(f"{name}:{self.headers[name].strip()}\n" for name in names.split(";"))
        canonical = "\n".join(
            [self.command, self.path, "", lines, names, self.headers["x-amz-content-sha256"]])
        stamp = self.headers["x-amz-date"]
        text = "\n".join([
            "AWS4-HMAC-SHA256", stamp, f"{day}/{region}/s3/aws4_request",
            hashlib.sha256(canonical.encode()).hexdigest()])
        secret = f"AWS4{SECRET}".encode()
        for part in (day, region, "s3", "aws4_request"):
            secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
        right = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
        return "" if right == signature and "host" in names.split(";") else "SignatureDoesNotMatch"
