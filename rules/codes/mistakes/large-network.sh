inroad generate --actors 2000 --ties 50
