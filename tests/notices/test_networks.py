"""Our own list of networks: every clothing of a private address, and what is public stays public."""

import pytest

from notices import networks

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1",
    "192.168.0.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::10.0.0.1", "::93.184.216.34",
    "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:7f00:1",
    "::ffff:0:5db8:d822", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b::192.88.99.1",
    "64:ff9b:1::7f00:1", "64:ff9b:1:fffe::5db8:d822", "100::1", "100:0:0:1::1", "2001::1",
    "2001:0:53aa:64c:0:fbff:80ff:fffe", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "2002:c058:6301::", "2002:5db8:d822::1", "2620:4f:8000::1", "3fff::1", "4000::1", "5f00::1",
    "2606:4700::5efe:a00:1", "2606:4700::200:5efe:7f00:1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0",
    "2606:4700::1111%eth0", "fec0::1", "ff02::1", "ff0e::1", "nonsense", "1.2.3", "300.1.1.1", "01.2.3.4",
]  # fmt: skip

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
    "192.88.98.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1",
    "2001:4860:4860::8888", "2003::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2606:4700::5efe:5db8:d822",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_and_special_addresses_are_not_public(address):
    assert not networks.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_anybody_reaches_are_public(address):
    assert networks.is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0x7F.0.0.0x1",
        "127.0.0.1.", "１２７.０.０.１", "127。0。0。1",
    ],
)  # fmt: skip
def test_odd_spellings_of_an_address_are_understood(host):
    assert networks.address_meant(host) == "127.0.0.1"


@pytest.mark.parametrize("host", ["hooks.example", "1a.example", "example", "12.example", "deadbeef.example"])
def test_names_are_no_addresses(host):
    assert networks.address_meant(host) is None
    assert not networks.is_odd_spelling(host)


@pytest.mark.parametrize(
    "host", ["134744072", "0x08080808", "8.8.2056", "010.8.8.8", "８.8.8.8", "a%62.example", "1.2.3.400"]
)
def test_odd_spellings_of_public_addresses_are_odd(host):
    assert networks.is_odd_spelling(host)


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "a.localhost", "printer.local", "x.internal", "nas.lan", "a.home.arpa", "intranet"],
)
def test_names_of_ones_own_network_are_local(host):
    assert networks.is_local_name(host)
