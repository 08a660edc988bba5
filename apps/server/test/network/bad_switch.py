"""A switch of bad quality, for a network of namespaces: what `tc netem` does, where the kernel has no netem.

    ip netns exec <switch> python3 bad_switch.py <seed> <namespace of machine 0> <of machine 1> ...

Gives each machine an interface `lan0` (a TAP device whose other end is here) and passes frames between them. Reads one JSON
line per order from its input: {"machine": 0, "loss": 0.3, "delay": 0.2, "jitter": 0.04, "duplicate": 0.01, "plugged": true}.
What a machine sends is lost, held back (seconds; with jitter, so that it comes in another order) or doubled by its own
weather; one that is not plugged in neither sends nor hears. Ends with its input.
"""
import fcntl
import heapq
import json
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
GOOD = {"loss": 0, "delay": 0, "jitter": 0, "duplicate": 0, "plugged": True}


def make_port(number, namespace):
    port = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    name = f"port{number}"
    fcntl.ioctl(port, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    subprocess.run(["ip", "link", "set", name, "netns", namespace, "name", "lan0"], check=True)
    return port


def main():
    chance = random.Random(int(sys.argv[1]))
    ports = [make_port(number, namespace) for number, namespace in enumerate(sys.argv[2:])]
    weather = [dict(GOOD) for _ in ports]
    place = {}  # where a hardware address was last heard
    waiting = []  # (when, order, from, frame)
    order = 0
    print("ready", flush=True)

    def deliver(source, frame):
        target = place.get(frame[:6])
        for number, port in enumerate(ports):
            if number == source or (target is not None and number != target):
                continue
            if not weather[number]["plugged"]:
                continue
            try:
                os.write(port, frame)
            except OSError:
                pass  # its interface is down, or its queue is full: lost, as on any network

    while True:
        pause = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for ready in select.select([sys.stdin, *ports], [], [], pause)[0]:
            if ready is sys.stdin:
                line = sys.stdin.readline()
                if not line:
                    return
                command = json.loads(line)
                weather[command.pop("machine")].update(command)
                print("done", flush=True)
                continue
            source = ports.index(ready)
            sky = weather[source]
            try:
                frame = os.read(ready, 65536)
            except OSError:
                continue
            if not sky["plugged"]:
                continue
            place[frame[6:12]] = source
            copies = 2 if chance.random() < sky["duplicate"] else 1
            for _ in range(copies):
                if chance.random() < sky["loss"]:
                    continue
                when = time.monotonic() + sky["delay"] + chance.uniform(-1, 1) * sky["jitter"]
                order += 1
                heapq.heappush(waiting, (when, order, source, frame))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, source, frame = heapq.heappop(waiting)
            if weather[source]["plugged"]:
                deliver(source, frame)


main()
