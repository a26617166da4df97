import pytest

from afterfit.dashboard.hosts import host_of, is_local, may_be_called

EVERYWHERE = "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize(
    ("name", "host", "allowed"),
    [
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("::1", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("192.168.0.7", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("192.168.0.7", EVERYWHERE, True),
        ("evil.example", EVERYWHERE, False),
        ("lab-pc", "lab-pc", True),
    ],
)
def test_by_which_names_the_server_answers(name: str, host: str, allowed: bool) -> None:
    assert may_be_called(name, host) is allowed


@pytest.mark.parametrize(
    ("header", "name"),
    [("a:1", "a"), ("[::1]:8", "::1"), ("[::1]", "::1"), (" A ", "a"), ("[", ""), (":", "")],
)
def test_the_name_in_a_host_header(header: str, name: str) -> None:
    assert host_of(header) == name


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
     (EVERYWHERE, False), ("::", False), ("10.0.0.1", False), ("lab-pc", False)],
)  # fmt: skip
def test_who_can_reach_the_server(host: str, local: bool) -> None:
    assert is_local(host) is local
