//! The disk with the file of checkpoints is full: nothing of the file is spoilt, and what it
//! lacks is said, and written once there is room.

use std::path::{Path, PathBuf};
use std::process::Command;

use partnership_register::clock::Clock;
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::kept;
use partnership_register::store::checkpoint;

use crate::support::commands::Rename;
use crate::support::database::passed_over;
use crate::support::program::{Said, run};
use crate::support::{TestRegister, beginning, log_keys};

/// A disk of two pages, in memory.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where the machine does not let the tests mount one.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=8k", "tmpfs"]).arg(folder.path());
        if mount.output().is_ok_and(|said| said.status.success()) {
            return Some(SmallDisk(folder));
        }
        passed_over("it needs a small disk, and `mount -t tmpfs` is not permitted here");
        None
    }

    fn checkpoints(&self) -> PathBuf {
        self.0.path().join("checkpoints")
    }

    /// Takes one of the two pages away, or gives it back.
    fn fill(&self, is_full: bool) {
        let filler = self.0.path().join("filler");
        match is_full {
            true => std::fs::write(filler, [b'x'; 4096]).unwrap(),
            false => std::fs::remove_file(filler).unwrap(),
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

fn outside(path: &Path) -> Vec<SignedCheckpoint> {
    kept::all(path).unwrap().map(Result::unwrap).collect()
}

fn inside(test: &TestRegister) -> Vec<SignedCheckpoint> {
    let found = checkpoint::after(&mut test.reader(), None, 1000).unwrap();
    found.into_iter().map(|found| found.signed).collect()
}

/// Signs so many changes.
fn write(test: &TestRegister, count: usize) {
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    for name in ["One", "Two"].iter().cycle().take(count) {
        test.run(Rename { project, name }).unwrap();
    }
}

fn verify(test: &TestRegister, file: &Path) -> Said {
    let said = run(&test.database.url, &["verify", "--proof-checkpoints-file", file.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{said:?}");
    said
}

#[test]
fn what_a_full_disk_kept_out_of_the_file_is_said_and_written_later_also_after_a_restart() {
    let Some(disk) = SmallDisk::new() else { return };
    let file = disk.checkpoints();
    let open =
        |database| TestRegister::signed(database, Clock::manual(beginning()), &log_keys(1), Some(&file));
    let test = open(TestRegister::founding().into_database());
    disk.fill(true);
    write(&test, 20);
    let (kept, signed) = (outside(&file), inside(&test));
    assert!(kept.len() < signed.len() && signed.starts_with(&kept), "{} of {}", kept.len(), signed.len());
    let missing = format!("Warning: {} checkpoints of the database are missing", signed.len() - kept.len());
    let said = verify(&test, &file);
    assert!(said.stdout.contains(&missing), "{missing}: {said:?}");
    // Started again while the disk is full, and once more when it is not.
    let again = open(test.into_database());
    write(&again, 1);
    assert_eq!(outside(&file), kept);
    disk.fill(false);
    again.notary.catch_up(&again.gate).unwrap();
    assert_eq!(outside(&file), inside(&again));
    write(&again, 1);
    assert_eq!(outside(&file), inside(&again));
    let said = verify(&again, &file);
    assert!(!said.stdout.contains("missing"), "{said:?}");
}
