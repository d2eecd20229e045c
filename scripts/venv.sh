#!/bin/sh
# Make a private Python environment: scripts/venv.sh PYTHON FOLDER
# Debian's python3 comes without ensurepip (it is in python3-venv); there the system's pip,
# which refuses to install for the system itself, installs pip into the environment.
set -eu
python=$1
folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "detente needs Python 3.11 or newer as '$python'; name another: make PYTHON=python3.12 ..." >&2
    exit 2
fi
if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$folder"
else
    "$python" -m venv --without-pip "$folder"
    "$python" -m pip --python "$folder/bin/python" install --quiet pip
fi
