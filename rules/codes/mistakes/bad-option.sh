inroad decide scenario.json --form ana --to ben
