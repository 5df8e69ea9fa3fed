"""Programs that ask: tokens of the cast, and a client that sends them."""

import json
from typing import Any

from django.test import Client

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Post, Token
from minzheng.kernel.access.permissions import STEP_UP
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.signing_in import token_digest
from minzheng.kernel.access.tokens import LONGEST_LIFE
from tests.people import CAST, account_id

API = "/api/v1"

Answer = Any
"""What Django's test client answers; the type is private to the stubs."""


class Machine:
    """A program with the token of somebody of the cast: all the role may, but marked acts."""

    def __init__(self, name: str, *, purpose: str = "handling", permissions: Any = None) -> None:
        self.raw = f"mz_{name}_{purpose}"
        self.purpose = purpose
        self.client = Client(raise_request_exception=False)
        held = role_of(CAST[name].role).permissions - STEP_UP
        self.token = Token.objects.create(
            digest=token_digest(self.raw),
            title=f"试验 {name}",
            post=Post.objects.get(account=account_id(name)),
            permissions=sorted(held if permissions is None else permissions),
            created_by_id=account_id("system_admin"),
            created=clock.now(),
            expires=clock.now() + LONGEST_LIFE,
        )

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.raw}", "X-Purpose": self.purpose}

    def get(self, path: str, **query: Any) -> Answer:
        """A GET request."""
        return self.client.get(API + path, data=query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str = "", **more: str) -> Answer:
        """A POST request; ``body`` is JSON, or bytes to send as they are."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {**self.headers, **more}
        if key:
            headers["Idempotency-Key"] = key
        return self.client.post(
            API + path, data=content, content_type="application/json", headers=headers
        )
