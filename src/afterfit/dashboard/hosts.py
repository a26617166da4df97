"""By which names a server is called, and who can reach it."""

import ipaddress
import socket

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def host_of(header: str) -> str:
    """Return the name in a Host header, without its port and in small letters.

    Examples
    --------
    >>> host_of("LOCALHOST:8765"), host_of("[::1]:8765"), host_of("evil.example")
    ('localhost', '::1', 'evil.example')
    """
    text = header.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def is_local(host: str) -> bool:
    """Say whether only this machine reaches a server that listens on *host*.

    Examples
    --------
    >>> is_local("127.0.0.1"), is_local("0.0.0.0")
    (True, False)
    """
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_be_called(name: str, host: str) -> bool:
    """Say whether a request may call this server *name* when it listens on *host*.

    A page of another site can let its own name point at this machine (DNS rebinding); it then
    calls us by that name, which is none of ours. Numbers cannot be made to point elsewhere.

    Examples
    --------
    >>> may_be_called("localhost", "127.0.0.1"), may_be_called("evil.example", "127.0.0.1")
    (True, False)
    """
    if name in LOCAL_NAMES or name == host.lower():
        return True
    if is_local(host):
        return False
    return name == socket.gethostname().lower() or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
