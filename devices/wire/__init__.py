"""How states and commands look on MQTT: pure functions over tables, no connection in sight."""
