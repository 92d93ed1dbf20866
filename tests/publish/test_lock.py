"""The lock of an output folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from briefing.publish import Locked, hold, write_edition

HOLDER = "import sys, pathlib; from briefing.publish import hold\nwith hold(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"

PARENT = """
import os, pathlib, sys, time
from briefing.publish import hold
with hold(pathlib.Path(sys.argv[1])):
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        time.sleep(60)
        os._exit(0)
    time.sleep(60)
"""


def test_a_second_build_is_told_who_holds_the_folder(tmp_path):
    """The error names the process that is writing."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert "held\n" == holder.stdout.readline()
        with pytest.raises(Locked, match=rf"another build \(process {holder.pid}\)") as caught:
            write_edition(tmp_path, "e", {}, manifest={})
        assert holder.pid == caught.value.pid
        holder.communicate()
    write_edition(tmp_path, "e", {}, manifest={})


def test_a_killed_build_leaves_no_lock(tmp_path):
    """After `kill -9` the folder is free at once."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert "held\n" == holder.stdout.readline()
        holder.kill()
    with hold(tmp_path):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_that_outlives_the_build_does_not_keep_the_lock(tmp_path):
    """The child of a build that was killed does not block the next build."""
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        child = int(holder.stdout.readline())
        holder.kill()
        os.waitid(os.P_PID, holder.pid, os.WEXITED | os.WNOWAIT)
        os.kill(child, 0)  # it lives
        with hold(tmp_path):
            pass
        os.kill(child, signal.SIGKILL)


def test_an_executed_child_does_not_inherit_the_lock(tmp_path):
    """A program started by the build does not block the next build."""
    with hold(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE, close_fds=False)
    try:
        with hold(tmp_path):
            pass
    finally:
        child.communicate()


def test_the_lock_is_released_after_an_error(tmp_path):
    """A build that fails inside leaves the folder free."""
    with pytest.raises(KeyError), hold(tmp_path):
        raise KeyError
    with hold(tmp_path):
        pass
