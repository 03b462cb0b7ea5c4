//! A backup is whole, of one moment, and in nobody's way.

use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::prelude::*;
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::schema::change;
use partnership_register::store::{Conn, verify};

use crate::support::commands::Rename;
use crate::support::program::run;
use crate::support::{Database, TestRegister};

/// The hash of every change, in order.
fn leaves(conn: &mut Conn) -> Vec<Vec<u8>> {
    change::table.order(change::sequence).select(change::leaf_hash).load(conn).unwrap()
}

/// Stops the writers when it is dropped.
pub(super) struct Stop<'a>(pub &'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_backup_made_while_others_write_is_the_history_up_to_one_moment() {
    if !Database::has_sqlite() {
        return;
    }
    let test = TestRegister::founding();
    let folder = tempfile::tempdir().unwrap();
    let projects: Vec<_> = test.graph("safer-chelmsford").projects.iter().map(|p| p.record.id).collect();
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        for writer in 0..4 {
            let (test, projects, done) = (&test, &projects, &done);
            threads.spawn(move || {
                let names = ["Night patrols", "Patrols by night"];
                for turn in 0.. {
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                    let project = projects[(turn * 4 + writer) % projects.len()];
                    test.run(Rename { project, name: names[turn % 2] }).unwrap();
                }
            });
        }
        // Also when an assertion fails: the writers would go on for ever.
        let _stop = Stop(&done);
        for turn in 0..6 {
            let copy = folder.path().join(format!("{turn}.db"));
            let before = test.sequence();
            let said = run(&test.database.url, &["backup", copy.to_str().unwrap()]);
            let after = test.sequence();
            assert_eq!(said.status, 0, "{said:?}");
            assert!(after > before, "nobody wrote while the backup was made");
            let mut conn = DatabaseUrl::Sqlite(copy).open_as_it_is().unwrap();
            let report = verify::everything(&mut conn).unwrap();
            assert_eq!(report.problems, Vec::<String>::new());
            assert!((before..=after).contains(&report.changes), "{before} {} {after}", report.changes);
            assert!(said.stdout.contains(&format!("after {} changes", report.changes)), "{said:?}");
            let kept = leaves(&mut conn);
            assert_eq!(kept[..], leaves(&mut test.reader())[..kept.len()]);
        }
    });
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(
        names.into_iter().all(|name| name.to_str().unwrap().ends_with(".db")),
        "something was left behind"
    );
}

#[test]
fn a_backup_replaces_no_file_unless_it_is_told_to() {
    if !Database::has_sqlite() {
        return;
    }
    let test = TestRegister::founding();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::write(&copy, "something of mine").unwrap();
    let refused = run(&test.database.url, &["backup", copy.to_str().unwrap()]);
    assert_eq!(refused.status, 7, "{refused:?}");
    assert!(refused.stderr.contains("is there already"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "something of mine");
    let told = run(&test.database.url, &["backup", "--force", copy.to_str().unwrap()]);
    assert_eq!(told.status, 0, "{told:?}");
    let deep = run(&DatabaseUrl::Sqlite(copy), &["check", "--deep"]);
    assert_eq!(deep.status, 0, "{deep:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "looking at it left something behind");
}

#[test]
fn a_backup_takes_the_place_of_nothing_but_a_plain_file() {
    if !Database::has_sqlite() {
        return;
    }
    let test = TestRegister::founding();
    let folder = tempfile::tempdir().unwrap();
    let (pipe, inside) = (folder.path().join("pipe"), folder.path().join("folder"));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::fs::create_dir(&inside).unwrap();
    for target in [&pipe, &inside] {
        let refused = run(&test.database.url, &["backup", "--force", target.to_str().unwrap()]);
        assert_eq!(refused.status, 7, "{refused:?}");
        assert!(refused.stderr.contains("no plain file"), "{refused:?}");
    }
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(inside.is_dir());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "something was left behind");
}

#[test]
fn a_backup_never_takes_the_place_of_the_database_or_of_a_file_that_belongs_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let url = DatabaseUrl::Sqlite(path("register.db"));
    let test = TestRegister::in_file(url.clone());
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(path("register.db"), path("link.db")).unwrap();
    std::fs::hard_link(path("register.db"), path("second-name.db")).unwrap();
    std::os::unix::fs::symlink(folder.path(), elsewhere.path().join("folder")).unwrap();
    std::fs::create_dir(path("sub")).unwrap();
    for name in ["register.db.proof-key", "named.key", "named.checkpoints"] {
        std::fs::write(path(name), "").unwrap();
    }
    std::fs::write(
        path("named.key"),
        partnership_register::history::key::SigningKey::generate().unwrap().written("a"),
    )
    .unwrap();
    let targets = [
        path("register.db"),
        path("link.db"),
        path("second-name.db"),
        path("sub/../register.db"),
        elsewhere.path().join("folder/register.db"),
        path("register.db-wal"),
        path("register.db-shm"),
        path("register.db-journal"),
        elsewhere.path().join("folder/register.db-journal"),
        path("register.db.lock"),
        path("register.db.checkpoints"),
        path("register.db.proof-key"),
        path("named.key"),
        path("named.checkpoints"),
    ];
    let names = || {
        let entries = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap());
        let mut names: Vec<_> =
            entries.map(|entry| (entry.file_name(), entry.metadata().unwrap().ino())).collect();
        names.sort();
        names
    };
    let before = names();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    let (key, checkpoints) = (path("named.key"), path("named.checkpoints"));
    let settings = [
        ("--proof-key-file", key.to_str().unwrap()),
        ("--proof-checkpoints-file", checkpoints.to_str().unwrap()),
    ];
    for by in [url.clone(), DatabaseUrl::Sqlite(path("link.db"))] {
        for target in &targets {
            for force in [&["--force"][..], &[]] {
                let mut arguments = vec!["backup", target.to_str().unwrap()];
                arguments.extend(force);
                arguments.extend(settings.iter().flat_map(|(flag, value)| [flag, value]));
                let said = run(&by, &arguments);
                assert_eq!(said.status, 7, "{target:?} {said:?}");
                assert!(said.stderr.contains("nothing was written"), "{target:?} {said:?}");
            }
        }
    }
    // What else is written to a file that is named.
    let live = targets[0].to_str().unwrap();
    for arguments in [&["evidence", live][..], &["export", "safer-chelmsford", "--output", live]] {
        let said = run(&url, arguments);
        assert_eq!(said.status, 7, "{arguments:?} {said:?}");
        assert!(said.stderr.contains("nothing was written"), "{arguments:?} {said:?}");
    }
    assert_eq!(names(), before);
    // What is acknowledged afterwards is in the file that has the name.
    test.run(Rename { project, name: "After the backup" }).unwrap();
    let sequence = test.sequence();
    drop(test);
    let report = verify::everything(&mut url.open_as_it_is().unwrap()).unwrap();
    assert_eq!((report.changes, report.is_good()), (sequence, true));
}

#[test]
fn a_backup_of_what_is_not_there_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let nowhere = DatabaseUrl::Sqlite(folder.path().join("nowhere.db"));
    assert_eq!(run(&nowhere, &["backup", copy.to_str().unwrap()]).status, 3);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_backup_makes_no_folder_where_a_disk_may_be_missing() {
    if !Database::has_sqlite() {
        return;
    }
    let test = TestRegister::founding();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("not-mounted/copy.db");
    let said = run(&test.database.url, &["backup", copy.to_str().unwrap()]);
    assert!(said.status != 0 && said.stderr.contains("not-mounted: make it first"), "{said:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
