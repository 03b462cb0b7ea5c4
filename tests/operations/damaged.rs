//! A file in which SQLite finds damage is called damaged, with what to do.

use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use partnership_register::store::db::DatabaseUrl;

use crate::support::TestRegister;
use crate::support::program::run;

/// How large a page of the file is.
const PAGE: u64 = 4096;

const COMMANDS: &[&[&str]] = &[&["check"], &["check", "--deep"], &["verify"]];

/// A file as a backup makes it.
fn whole(folder: &Path) -> PathBuf {
    let url = DatabaseUrl::Sqlite(folder.join("register.db"));
    drop(TestRegister::in_file(url.clone()));
    let copy = folder.join("copy.db");
    assert_eq!(run(&url, &["backup", copy.to_str().unwrap()]).status, 0);
    copy
}

/// What a command says of a copy of which some pages were overwritten.
fn said_of(copy: &Path, pages: impl Iterator<Item = u64>, command: &[&str]) -> (i32, String) {
    let path = copy.with_file_name("damaged.db");
    std::fs::copy(copy, &path).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    for page in pages {
        file.write_all_at(&[0x55; PAGE as usize], page * PAGE).unwrap();
    }
    let said = run(&DatabaseUrl::Sqlite(path), command);
    (said.status, said.stderr)
}

fn is_told(stderr: &str) -> bool {
    stderr.contains("is damaged, or is no database") && stderr.contains("restore")
}

#[test]
fn a_file_that_is_no_database_or_has_lost_its_first_page_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let copy = whole(folder.path());
    let text = folder.path().join("text.db");
    std::fs::write(&text, "this is no database ".repeat(500)).unwrap();
    for command in COMMANDS {
        let said = run(&DatabaseUrl::Sqlite(text.clone()), command);
        assert!(said.status == 10 && is_told(&said.stderr), "{command:?}: {said:?}");
        let (status, stderr) = said_of(&copy, 0..1, command);
        assert!(status == 10 && is_told(&stderr), "{command:?}: {status} {stderr}");
    }
}

#[test]
fn a_file_with_pages_that_were_overwritten_is_damaged_whichever_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let copy = whole(folder.path());
    let pages = std::fs::metadata(&copy).unwrap().len() / PAGE;
    // All but the first: whatever a command reads, it meets damage.
    for command in COMMANDS {
        let (status, stderr) = said_of(&copy, 1..pages, command);
        assert!(status == 10 && is_told(&stderr), "{command:?}: {status} {stderr}");
    }
    for some in 0..12 {
        let (from, to) = (1 + some * (pages - 1) / 12, 1 + (some + 1) * (pages - 1) / 12);
        for command in &COMMANDS[1..] {
            let (status, stderr) = said_of(&copy, from..to, command);
            assert!(status == 10 && is_told(&stderr), "{from}..{to} {command:?}: {status} {stderr}");
        }
    }
}
