"""What is said of an address that leads nowhere; its password is never said."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from simulator.errors import RoomStoreError
from simulator.room.store import listen, open_store
from simulator.room.store.connecting import shown

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://me:hunter2@db.example:5433/rooms", "postgresql://db.example:5433/rooms"),
        ("postgres://db/rooms?password=hunter2&sslmode=require", "postgresql://db/rooms"),
        ("postgresql://me:hunter2@[::1]:5433/rooms", "postgresql://[::1]:5433/rooms"),
        ("postgresql://me:hunter2@one:1,two:2/rooms", "postgresql://one:1,two:2/rooms"),
        ("postgresql://me@/rooms?host=/tmp", "postgresql:///rooms"),
        # a password that was not written with %40 and the like
        ("postgresql://me:hun@ter2@db/rooms", "postgresql://db/rooms"),
        ("postgresql://me:12/hunter2@db/rooms", "postgresql://db/rooms"),
        ("postgresql://me:12?hunter2@db/rooms", "postgresql://db/rooms"),
        ("postgresql://db/rooms?user=me@here&password=hunter2", "the PostgreSQL database"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address, place):
    assert shown(address) == place
    assert "unter2" not in place


def failure(address):
    with pytest.raises(RoomStoreError) as caught:
        open_store(address).close()
    return str(caught.value)


def test_a_wrong_password_is_told(postgres_server):
    said = failure(postgres_server.url(password="hunter2"))
    assert "does not accept this user name with this password" in said
    assert f"postgresql://127.0.0.1:{postgres_server.port}/postgres" in said
    assert "hunter2" not in said


def test_a_database_that_is_not_there_is_told(postgres_server):
    said = failure(postgres_server.url("nowhere"))
    assert 'the server says: database "nowhere" does not exist' in said
    assert postgres_server.password not in said


def test_a_place_without_a_server_is_told():
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        said = failure(f"postgresql://me:hunter2@127.0.0.1:{port}/rooms")
    assert said == (
        f"The rooms in postgresql://127.0.0.1:{port}/rooms cannot be used: no server answers there."
    )
    assert "no server answers" in failure("postgresql://me:hunter2@/rooms?host=/nowhere")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:hunter2%zz@127.0.0.1/rooms",
        "postgresql://me:hunter2@[::1/rooms",
        "postgresql://127.0.0.1/rooms?passwort=hunter2",
    ],
)
async def test_an_address_that_cannot_be_understood_is_told(address):
    said = failure(address)
    assert "cannot be understood. In a password, write characters such as @" in said
    assert "hunter2" not in said
    with pytest.raises(RoomStoreError, match="cannot be understood"):
        await listen(address, print)


def test_a_piece_of_a_password_that_was_taken_for_a_port_is_not_told():
    assert "hunter2" not in failure("postgresql://me:hunter2/x@127.0.0.1/rooms")


def test_rooms_of_a_newer_program_are_left_alone(postgres):
    open_store(postgres).close()
    with psycopg.connect(postgres) as connection:
        connection.execute("UPDATE meta SET value = '99'")
    assert "their schema is 99, this program knows 1" in failure(postgres)


def test_who_may_not_make_tables_is_told_so(postgres_server, postgres):
    name = postgres.rpartition("/")[2]
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    guest = f"postgresql://{name}:x@127.0.0.1:{postgres_server.port}/{name}"
    assert "permission denied for schema public" in failure(guest)
    with closing(open_store(postgres)), psycopg.connect(postgres) as connection:
        for table in ("event", "name", "key", "meta"):
            connection.execute(f"GRANT ALL ON {table} TO {name}")
    open_store(guest).close()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {name}")
        connection.execute(f"DROP ROLE {name}")


def run(program, *arguments):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    "call", ["open_store('postgresql://db/rooms')", "asyncio.run(listen('postgresql://db', print))"]
)
def test_who_lacks_the_driver_is_told_what_to_install(call):
    done = run(
        "import asyncio, sys\nsys.modules['psycopg'] = None\n"
        "from simulator.errors import RoomStoreError\n"
        "from simulator.room.store import listen, open_store\n"
        f"try: {call}\nexcept RoomStoreError as error: print(error)"
    )
    assert "install detente[postgres]" in done.stdout, done.stderr


def test_rooms_in_a_folder_need_no_driver(tmp_path):
    done = run(
        "import sys\nfrom simulator.room.store import open_store\n"
        "open_store(sys.argv[1]).close()\nprint('psycopg' in sys.modules)",
        tmp_path,
    )
    assert done.stdout == "False\n", done.stderr
