"""M/M/1 at 80 % with SimPy, as its documentation models a queue: prints customers and seconds."""

import random
import sys
import time

import simpy

CUSTOMERS = int(sys.argv[1])


def customer(env, server, draw, waits):
    arrived = env.now
    with server.request() as request:
        yield request
        yield env.timeout(draw(1 / 0.8))
    waits.append(env.now - arrived)


def source(env, server, draw, waits):
    for _ in range(CUSTOMERS):
        yield env.timeout(draw(1.0))
        env.process(customer(env, server, draw, waits))


waits = []
env = simpy.Environment()
started = time.perf_counter()
env.process(source(env, simpy.Resource(env, capacity=1), random.Random(1).expovariate, waits))
env.run()
print(len(waits), time.perf_counter() - started)
