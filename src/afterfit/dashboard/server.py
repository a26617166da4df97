"""The dashboard on a port of this machine, until Ctrl-C."""

import errno
import socket
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path

from afterfit.dashboard.entries import check_roots
from afterfit.dashboard.hosts import is_local
from afterfit.errors import InputError, MissingExtraError

DEFAULT_PORT = 8765
_TRIED = 50
"""Ports after the first that are tried where it is taken."""


def serve(
    folders: str | Path | Sequence[str | Path],
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    told: Callable[[str], object] = print,
) -> None:
    """Show the runs below *folders* in the browser, until Ctrl-C.

    Parameters
    ----------
    folders : path or sequence of path
        Searched for runs, analyses, sweeps and pages of curves; nothing in them is changed.
    host : str
        Address to listen on; "0.0.0.0" lets the whole network read.
    port : int, optional
        8765 when not given, or the next that is free.
    open_browser : bool
        Whether to open the page.
    told : function
        Takes the address, and a warning where others can reach it.

    Raises
    ------
    MissingExtraError
        Without the extra ``dashboard``.
    InputError
        When a folder does not exist, or the port is taken.
    """
    given = (folders,) if isinstance(folders, str | Path) else tuple(folders)
    roots = check_roots(given)
    if not all(map(find_spec, ("starlette", "uvicorn"))):
        raise MissingExtraError("the dashboard", "dashboard")
    with closing(listening_socket(host, port)) as listener:
        _serve(roots, host, listener, open_browser=open_browser, told=told)


def _serve(
    roots: Sequence[Path],
    host: str,
    listener: socket.socket,
    *,
    open_browser: bool,
    told: Callable[[str], object],
) -> None:
    import uvicorn

    from afterfit.dashboard.app import create_app

    address = address_of(host, listener.getsockname()[1])
    if not is_local(host):
        told(
            f"warning: whoever can reach {host} over the network can read these runs; there is no "
            "password"
        )
    told(f"{address} shows {', '.join(map(str, roots))}; Ctrl-C ends it.")
    if open_browser:
        import webbrowser

        webbrowser.open(address)  # it waits in the queue of the socket until the server answers
    config = uvicorn.Config(
        create_app(roots, host),
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    with suppress(KeyboardInterrupt):  # uvicorn raises it again when it has ended
        uvicorn.Server(config).run(sockets=[listener])
    told("The dashboard has ended.")


def address_of(host: str, port: int) -> str:
    """Return the address to open.

    Examples
    --------
    >>> address_of("127.0.0.1", 8765), address_of("::1", 8765), address_of("0.0.0.0", 80)
    ('http://127.0.0.1:8765/', 'http://[::1]:8765/', 'http://127.0.0.1:80/')
    """
    if host in ("0.0.0.0", "::", ""):  # noqa: S104
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def listening_socket(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens on *port*; without one on 8765, or the next that is free.

    Raises
    ------
    InputError
        When the port is taken or may not be used, or the host is none of this machine.
    """
    if port is not None:
        return _bound(host, port, "--port")
    for tried in range(DEFAULT_PORT, DEFAULT_PORT + _TRIED):
        try:
            return _bound(host, tried, "--host")
        except _TakenError:
            continue
    last = DEFAULT_PORT + _TRIED - 1
    raise InputError(f"all ports from {DEFAULT_PORT} to {last} are taken", where="--port")


class _TakenError(InputError):
    """Another program listens there."""


def _bound(host: str, port: int, option: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        code = getattr(error, "errno", None)
        if code in (errno.EADDRINUSE, errno.EACCES):
            said = f"port {port} is taken or may not be used; leave --port out to get a free one"
            raise _TakenError(said, where=option) from None
        raise InputError(f"cannot listen on {host}:{port}: {error}", where=option) from None
    return listener
