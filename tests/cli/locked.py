#!/usr/bin/env python3
"""Run a command while somebody else writes in a file: locked FILE COMMAND…"""
import sqlite3
import subprocess
import sys

other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN EXCLUSIVE")
sys.exit(subprocess.run(sys.argv[2:]).returncode)
