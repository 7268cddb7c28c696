"""Which addresses nobody but us can reach: private and special networks, also where an IPv4 address hides in IPv6.

A list of our own, because what Python calls private changes from version to version, and because of IPv6 it knows only
the addresses and not what routers make of them. No Django. Sources: the registries of special-purpose addresses of
IANA, RFC 6052 and 8215 (NAT64), 3056 (6to4), 4380 (Teredo), 5214 (ISATAP), 2765 (translated addresses).
"""

import re
import socket
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

SPECIAL_IPV4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by the customers of a provider
            "127.0.0.0/8",
            "169.254.0.0/16",  # this link; metadata of cloud machines
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocols
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved; broadcast
        ),
    )
)

PUBLIC_IPV6 = IPv6Network("2000::/3")
"""All that was ever given out. What lies outside is this host, this link, private, multicast, translated or nothing."""

SPECIAL_IPV6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols: Teredo, benchmarks, ORCHID, AMT
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address, behind a relay
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)

MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
"""The two forms in which a public IPv4 address is public: the last 32 bits are asked. Every other form is refused."""

ISATAP = {0x00005EFE, 0x02005EFE}
"""Bits 64 to 96 of an address whose last 32 are an IPv4 address inside somebody's network."""

LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "corp", "private")
"""Ends of names that mean something in one's own network alone."""

NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)$")


def is_public(address: str) -> bool:
    """Whether a connection to this address, as text, leaves our own networks. Anything that is no address does not."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_public_ipv4(ip)
    if ip.scope_id is not None:  # “%eth0”: on a link of this machine
        return False
    if ip in MAPPED or ip in NAT64:
        return _is_public_ipv4(_last_bits(ip))
    if ip not in PUBLIC_IPV6 or any(ip in network for network in SPECIAL_IPV6):
        return False
    return (int(ip) >> 32) & 0xFFFFFFFF not in ISATAP or _is_public_ipv4(_last_bits(ip))


def _is_public_ipv4(ip):
    return not any(ip in network for network in SPECIAL_IPV4)


def _last_bits(ip):
    return IPv4Address(int(ip) & 0xFFFFFFFF)


def plain_host(host: str) -> str:
    """A host as resolvers read it: small letters, no last dot, the plain form of each sign (“１２７。０。０。１”)."""
    plain = unicodedata.normalize("NFKC", host).replace("\u3002", ".").replace("\uff61", ".")
    return plain.casefold().removesuffix(".")


def is_local_name(host: str) -> bool:
    """Whether the name alone says that the host is in one's own network: also every name without a dot."""
    plain = plain_host(host)
    if address_meant(plain):
        return False
    return "." not in plain or any(plain.endswith(f".{name}") for name in LOCAL_NAMES)


def address_meant(host: str) -> str | None:
    """The address that a host names without any resolver, in its usual form; None for a name.

    “2130706433”, “0x7f.1”, “017700000001” and “127.1” are all 127.0.0.1 to whoever connects.
    """
    plain = plain_host(host).strip("[]")
    if ":" in plain:
        try:
            return str(IPv6Address(plain))
        except AddressValueError:
            return None
    if not all(NUMBER.match(part) for part in plain.split(".")):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(plain))
    except OSError:
        return None


def is_odd_spelling(host: str) -> bool:
    """Whether an address is written in a way that people do not read as one, or means nothing at all in the end."""
    plain = plain_host(host).strip("[]")
    if "%" in plain or (plain.isascii() and not host.isascii()):
        return True
    last = plain.rpartition(".")[2]
    return ":" not in plain and bool(NUMBER.match(last)) and address_meant(plain) != plain
