"""M/M/1 at 80 % with Ciw: prints customers and seconds."""

import sys
import time

import ciw

CUSTOMERS = int(sys.argv[1])

network = ciw.create_network(
    arrival_distributions=[ciw.dists.Exponential(rate=1.0)],
    service_distributions=[ciw.dists.Exponential(rate=1.25)],
    number_of_servers=[1],
)
ciw.seed(1)
simulation = ciw.Simulation(network)
started = time.perf_counter()
simulation.simulate_until_max_customers(CUSTOMERS)
print(len(simulation.get_all_records()), time.perf_counter() - started)
