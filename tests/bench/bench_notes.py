"""From a keystroke in the notes to the other's page, in a hundred rooms, against Hocuspocus.

Ours commits each update to the disk before it passes it on; Hocuspocus keeps all in memory.
Run it alone by `python -m tests.bench.bench_notes`.
"""

import json
import subprocess
import tempfile
from itertools import count
from statistics import median

from tests.bench.timing import figures
from tests.databases import migrated_database
from tests.making.serving import ROOT, Grounds

ROOMS = 100
SECONDS, PAUSE_MS = 20, 4000  # each room types a letter every four seconds
_serial = count(1)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, migrated_database(folder) as url:
        ours = in_our_rooms(url)
    peer = in_hocuspocus()
    print(
        f"keystroke to the other's page, {ROOMS} rooms, {ROOMS * 1000 // PAUSE_MS} letters a second"
    )
    print(f"  our notes   {figures(ours)}, {median(ours) / median(peer):.2f} × Hocuspocus")
    print(f"  Hocuspocus  {figures(peer)}, which writes nothing down")


def in_our_rooms(database: str) -> list[float]:
    grounds = Grounds(database, MAX_SOCKETS="400")
    try:
        rooms = [open_room(grounds) for _ in range(ROOMS)]
        return type_in("ours", grounds.serve().origin, rooms)
    finally:
        grounds.close()


def open_room(grounds: Grounds) -> dict:
    booking, *people = grounds.booking()
    return {"booking": booking, "tabs": [tab_of(grounds, person) for person in people]}


def tab_of(grounds: Grounds, person_id: int) -> dict:
    device, number = grounds.sign_in(person_id), next(_serial)
    names = {"peer": f"peer-{number:012}", "visit": f"visit-{number:012}"}
    return names | {"cookie": device.cookies, "csrf": device.csrf}


def in_hocuspocus() -> list[float]:
    command = ["node", "tests/bench/notes_peer.mjs"]
    peer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        port = json.loads(peer.stdout.readline())["port"]
        rooms = [{"booking": f"room-{number}", "tabs": [{}, {}]} for number in range(ROOMS)]
        return type_in("hocuspocus", f"ws://127.0.0.1:{port}", rooms)
    finally:
        peer.terminate()
        peer.wait()


def type_in(kind: str, url: str, rooms: list[dict]) -> list[float]:
    """Let both of each room write and read; return what each keystroke took, in milliseconds."""
    plan = {"kind": kind, "url": url, "rooms": rooms, "seconds": SECONDS, "pause": PAUSE_MS}
    driver = ["node", "tests/bench/notes_rooms.mjs"]
    done = subprocess.run(
        driver, cwd=ROOT, input=json.dumps(plan), capture_output=True, text=True, timeout=400
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
