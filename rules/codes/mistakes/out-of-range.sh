inroad generate --actors 1
