import pytest

from cd40lg_annot.io import files
from cd40lg_annot.io.files import write_whole, written_together


@pytest.fixture
def on_disk(monkeypatch):
    """Paths of the files that were waited for, in order, by the name they had then."""
    seen = []
    wait = files.synchronize
    monkeypatch.setattr(files, "synchronize", lambda path: (seen.append(path), wait(path)))
    return seen


def test_a_file_alone_is_on_the_disk_before_it_has_its_name(tmp_path, on_disk):
    write_whole(tmp_path / "a", "x")
    assert [path.name.startswith(".partial-") for path in on_disk] == [True]


def test_files_written_together_are_on_the_disk_at_the_end(tmp_path, on_disk):
    paths = [tmp_path / str(number) for number in range(20)]
    with written_together():
        for path in paths:
            write_whole(path, path.name)
        assert on_disk == []
        assert [path.read_text() for path in paths] == [path.name for path in paths]
    assert sorted(on_disk) == sorted(paths)
    write_whole(tmp_path / "after", "x")
    assert len(on_disk) == len(paths) + 1


def test_a_fault_among_files_written_together_comes_up(tmp_path):
    with pytest.raises(ZeroDivisionError), written_together():
        write_whole(tmp_path / "a", str(1 / 0))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_job_took_away_is_not_waited_for(tmp_path, on_disk):
    with written_together():
        write_whole(tmp_path / "theirs", "x")
        write_whole(tmp_path / "ours", "x")
        (tmp_path / "theirs").unlink()
    assert (tmp_path / "ours").read_text() == "x"
    assert tmp_path / "ours" in on_disk
