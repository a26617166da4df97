"""Requests and answers of a server that is meant for one person at one machine."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from afterfit.dashboard.hosts import host_of, may_be_called

OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""For pages of the dashboard itself: no script stands in them."""
KEPT_PAGE_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""For a page that lies in a folder: whatever stands in it, it reaches neither this server nor any
other, since a sandbox has no origin of its own."""
_HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests by a foreign name, and adds the headers of safety to every answer."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app, self._host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or refuse it."""
        if scope["type"] != "http":
            return
        names = [value for key, value in scope["headers"] if key == b"host"]
        called = host_of(names[0].decode("latin-1")) if len(names) == 1 else ""
        answer = self._app
        if not may_be_called(called, self._host):
            words = "This server is not known by that name; open it as localhost.\n"
            answer = PlainTextResponse(words, status_code=421)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("content-security-policy", OWN_POLICY)
            await send(message)

        await answer(scope, receive, guarded)
