//! The disk is full. Of the file of checkpoints nothing is spoilt, and what it lacks is said,
//! and written once there is room; of the database nothing is lost, and writers hear why.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use partnership_register::clock::Clock;
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::kept;
use partnership_register::store::checkpoint;
use partnership_register::store::db::DatabaseUrl;

use crate::support::commands::Rename;
use crate::support::database::passed_over;
use crate::support::program::{Said, run};
use crate::support::{TestRegister, beginning, log_keys};

/// A small disk, in memory.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where the machine does not let the tests mount one.
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder.path());
        if mount.output().is_ok_and(|said| said.status.success()) {
            return Some(SmallDisk(folder));
        }
        passed_over("it needs a small disk, and `mount -t tmpfs` is not permitted here");
        None
    }

    fn checkpoints(&self) -> PathBuf {
        self.0.path().join("checkpoints")
    }

    /// Takes so many pages away, or all that are left.
    fn fill(&self, pages: usize) {
        let mut filler = File::create(self.0.path().join("filler")).unwrap();
        let _ = (0..pages).try_for_each(|_| filler.write_all(&[b'x'; 4096]));
    }

    /// Gives back what was taken away.
    fn free(&self) {
        std::fs::remove_file(self.0.path().join("filler")).unwrap();
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
    let Some(disk) = SmallDisk::new("8k") else { return };
    let file = disk.checkpoints();
    let open =
        |database| TestRegister::signed(database, Clock::manual(beginning()), &log_keys(1), Some(&file));
    let test = open(TestRegister::founding().into_database());
    disk.fill(1);
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
    disk.free();
    again.notary.catch_up(&again.gate).unwrap();
    assert_eq!(outside(&file), inside(&again));
    write(&again, 1);
    assert_eq!(outside(&file), inside(&again));
    let said = verify(&again, &file);
    assert!(!said.stdout.contains("missing"), "{said:?}");
}

#[test]
fn whoever_writes_is_told_that_there_is_no_room_until_there_is() {
    let Some(disk) = SmallDisk::new("8m") else { return };
    let test = TestRegister::in_file(DatabaseUrl::Sqlite(disk.0.path().join("register.db")));
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    let (before, mut told) = (test.sequence(), Ok(()));
    disk.fill(usize::MAX);
    // What the log of the database has room for is still written.
    for name in ["One", "Two"].iter().cycle().take(1000) {
        told = test.run(Rename { project, name }).map(drop);
        if told.is_err() {
            break;
        }
    }
    assert!(told.unwrap_err().to_string().contains("no room left"));
    let written = test.sequence() - before;
    disk.free();
    write(&test, 1);
    assert_eq!(test.sequence(), before + written + 1);
    let said = run(&test.database.url, &["check", "--deep"]);
    assert_eq!(said.status, 0, "{said:?}");
}
