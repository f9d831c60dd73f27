"""A Slurm of one node on this machine, by hand: no systemd, no accounting, no database; root only."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DAEMONS = ("munged", "slurmctld", "slurmd")
PROGRAMS = (*DAEMONS, "sbatch", "squeue", "sinfo")
# Jobs do not inherit SLURM_CONF, so the configuration has to stand where Slurm looks for it.
CONFIGURATION = Path("/etc/slurm/slurm.conf")
SETTINGS = """\
ClusterName=onebox
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
CredType=cred/munge
SlurmctldPort={controller}
SlurmdPort={node}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=2
MpiDefault=none
ReturnToService=2
MinJobAge=600
SwitchType=switch/none
NodeName={host} NodeAddr=127.0.0.1 CPUs={processors} RealMemory={memory} State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def why_not() -> str:
    """Why no cluster can be started here; empty where one can."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: slurm-wlm munge)"
    if os.geteuid() != 0:
        return "Slurm's daemons are started by root"
    if CONFIGURATION.exists() or CONFIGURATION.is_symlink():
        return f"{CONFIGURATION} is there: this machine has a Slurm of its own"
    return ""


@contextmanager
def running_cluster(folder: Path) -> Iterator[None]:
    """A cluster with the partition `main`, idle; whatever happens, its daemons end with the block."""
    configuration = folder / "slurm.conf"
    try:
        _prepare(folder, configuration)
        CONFIGURATION.parent.mkdir(exist_ok=True)
        CONFIGURATION.symlink_to(configuration)
        _start(folder)
        yield
    finally:
        for daemon in reversed(DAEMONS):
            _end(folder / f"{daemon}.pid")
        if CONFIGURATION.is_symlink() and CONFIGURATION.readlink() == configuration:
            CONFIGURATION.unlink()


def _prepare(folder: Path, configuration: Path) -> None:
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    key = folder / "munge.key"
    key.write_bytes(os.urandom(1024))
    key.chmod(0o400)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    controller, node = _free_ports()
    configuration.write_text(
        SETTINGS.format(
            folder=folder,
            host=socket.gethostname().split(".")[0],
            controller=controller,
            node=node,
            processors=os.cpu_count(),
            memory=memory * 8 // 10,
        )
    )


def _free_ports() -> list[int]:
    with socket.socket() as first, socket.socket() as second:
        for one in (first, second):
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in (first, second)]


def _start(folder: Path) -> None:
    names = {"key-file": "key", "socket": "sock", "pid-file": "", "log-file": "log", "seed-file": "seed"}
    options = [f"--{option}={folder}/munge.{end}" for option, end in names.items() if end]
    subprocess.run(["munged", "--force", *options, f"--pid-file={folder}/munged.pid"], check=True)
    subprocess.run(["slurmctld"], check=True)
    subprocess.run(["slurmd"], check=True)
    for _ in range(300):
        if "idle" in output_of("sinfo", "-h", "-o", "%T"):
            return
        time.sleep(0.1)
    raise TimeoutError((folder / "slurmctld.log").read_text()[-2000:])


def output_of(*command: str) -> str:
    """What a command of Slurm prints."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _end(pid_file: Path) -> None:
    """End a daemon, and wait until it has ended."""
    if not pid_file.is_file():
        return
    process = int(pid_file.read_text())
    try:
        os.kill(process, 15)
        for _ in range(100):
            os.kill(process, 0)
            time.sleep(0.1)
        os.kill(process, 9)
    except ProcessLookupError:
        pass
