"""The simulated home: devices that speak MQTT as real ones do."""
