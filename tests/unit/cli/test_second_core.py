import io
import os
import signal

import pytest

from cd40lg_annot.cli import main, second_core
from cd40lg_annot.cli.second_core import in_halves
from cd40lg_annot.io.reference import read_locus

ITEMS = list(range(2_000))
BY_FORK = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="forks on Linux alone")


@pytest.fixture
def two_cores(monkeypatch):
    """A second core, and no other threads, whatever runs these tests."""
    monkeypatch.setattr(second_core, "_has_second_core", lambda: True)


def with_process(items):
    return [f"{item} {os.getpid()} é\t\n" for item in items]


def processes_of(texts):
    return [text.split()[1] for text in texts]


@BY_FORK
@pytest.mark.usefixtures("two_cores")
def test_a_child_does_the_second_half_and_order_stays():
    found = in_halves(with_process, ITEMS)
    assert [int(text.split()[0]) for text in found] == ITEMS
    processes = processes_of(found)
    assert len(set(processes[:1_000])) == 1
    assert len(set(processes[1_000:])) == 1
    assert processes[0] == str(os.getpid()) != processes[-1]
    assert all(text.endswith(" é\t\n") for text in found)


@pytest.mark.usefixtures("two_cores")
def test_few_items_are_done_without_a_child():
    assert len(set(processes_of(in_halves(with_process, ITEMS[:999])))) == 1


@BY_FORK
@pytest.mark.usefixtures("two_cores")
def test_an_error_in_the_child_comes_up_as_it_is():
    def work(items):
        if 1_999 in items:
            raise LookupError("no 1999")
        return with_process(items)

    with pytest.raises(LookupError, match="no 1999"):
        in_halves(work, ITEMS)


@BY_FORK
@pytest.mark.usefixtures("two_cores")
def test_an_error_of_ours_leaves_no_child_behind():
    def work(items):
        if 0 in items:
            raise LookupError("no 0")
        return with_process(items * 50)

    with pytest.raises(LookupError, match="no 0"):
        in_halves(work, ITEMS)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@BY_FORK
@pytest.mark.usefixtures("two_cores")
def test_the_half_of_a_child_that_is_killed_is_done_here():
    ours = os.getpid()

    def work(items):
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return with_process(items)

    assert in_halves(work, ITEMS) == with_process(ITEMS)


@BY_FORK
@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("kept", [0, 1, 2_000, 9_000, -1])
def test_an_answer_that_is_cut_off_is_done_again_here(monkeypatch, kept):
    send = second_core._send

    def cut(texts, answer):
        whole = io.BytesIO()
        send(texts, whole)
        answer.write(whole.getvalue()[:kept])

    monkeypatch.setattr(second_core, "_send", cut)
    assert in_halves(with_process, ITEMS) == with_process(ITEMS)


@BY_FORK
@pytest.mark.usefixtures("two_cores")
def test_empty_texts_come_back_empty():
    assert in_halves(lambda items: ["" for _ in items], ITEMS) == [""] * len(ITEMS)


@BY_FORK
@pytest.mark.usefixtures("two_cores")
def test_without_room_for_a_child_all_is_done_here(monkeypatch):
    def refuse():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert in_halves(with_process, ITEMS) == with_process(ITEMS)


@BY_FORK
@pytest.mark.parametrize("ending", ["tsv", "json", "vcf.gz"])
def test_annotate_writes_the_same_bytes_with_one_core_and_two(tmp_path, monkeypatch, ending):
    bases = read_locus().sequence
    rows = [
        f"chrX\t{136_643_176 + pos}\t.\t{bases[pos - 1]}\t{bases[pos - 1]}{alt}\t.\t.\t.\n"
        for pos in range(5_000, 5_400)
        for alt in "ACGT"
    ]
    head = (
        "##fileformat=VCFv4.3\n##contig=<ID=chrX,length=156040895>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER"
    )
    (tmp_path / "in.vcf").write_text(f"{head}\tINFO\n{''.join(rows)}")
    forks, written = [], []
    fork = os.fork

    def counted():
        forks.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    for there in (False, True):
        monkeypatch.setattr(second_core, "_has_second_core", lambda there=there: there)
        output = tmp_path / f"{there}.{ending}"
        assert main(["annotate", str(tmp_path / "in.vcf"), "--output", str(output)]) == 0
        written.append(output.read_bytes())
    assert written[0] == written[1]
    assert len(forks) == 1
