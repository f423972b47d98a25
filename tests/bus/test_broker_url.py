"""Broker addresses."""

import pytest

from assistant.broker_url import BrokerAddressError, BrokerUrl
from assistant.mqtt import MqttConnector

ENVIRONMENT = {"ASSISTANT_MQTT_USERNAME": "anna", "ASSISTANT_MQTT_PASSWORD": "secret"}


@pytest.mark.parametrize(
    ("text", "host", "port", "tls"),
    [
        ("mqtt://localhost", "localhost", 1883, False),
        ("mqtt://10.0.0.5:1884/", "10.0.0.5", 1884, False),
        ("mqtts://broker.example", "broker.example", 8883, True),
        ("mqtt://[::1]:1883", "::1", 1883, False),
    ],
)
def test_addresses(text: str, host: str, port: int, tls: bool) -> None:
    assert BrokerUrl.parse(text, {}) == BrokerUrl(host=host, port=port, tls=tls)


def test_the_environment_signs_in_unless_the_url_does() -> None:
    assert BrokerUrl.parse("mqtt://h", ENVIRONMENT).password == "secret"
    url = BrokerUrl.parse("mqtt://bob:p%40ss@h", ENVIRONMENT)
    assert (url.username, url.password) == ("bob", "p@ss")
    assert BrokerUrl.parse("mqtt://bob@h", ENVIRONMENT).password is None


def test_a_password_is_never_shown() -> None:
    url = BrokerUrl.parse("mqtt://bob:hush@h:1", {})
    assert "hush" not in f"{url} {url!r}"
    for text in ("mqtt://bob:hush@", "http://bob:hush@h", "bob:hush@h", "mqtt://bob:hush@h:x"):
        with pytest.raises(BrokerAddressError) as refusal:
            BrokerUrl.parse(text, {})
        assert "hush" not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["", "localhost", "localhost:1883", "ws://h", "mqtt://", "mqtt://h:0x", "mqtt://h:99999",
     "mqtt://h/topic", "mqtt://h?x=1", "mqtt://[::1", "mqtt://" + "a" * 64 + ".b"],
)  # fmt: skip
def test_what_is_no_address_is_told_the_forms(text: str) -> None:
    with pytest.raises(BrokerAddressError, match=r"mqtt://HOST\[:PORT\] or mqtts://"):
        BrokerUrl.parse(text, {})


def test_a_missing_certificate_file_is_named() -> None:
    url = BrokerUrl.parse("mqtts://h", {"ASSISTANT_MQTT_CAFILE": "/no/such.pem"})
    with pytest.raises(BrokerAddressError, match=r"ASSISTANT_MQTT_CAFILE.*/no/such.pem"):
        MqttConnector(url)
