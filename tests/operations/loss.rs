//! Older backups: what was signed is missed, and its loss is declared or shows.

use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::kept;
use partnership_register::history::key::{KeyRing, SigningKey};
use partnership_register::store::checkpoint;
use partnership_register::store::db::DatabaseUrl;

use crate::source::root;
use crate::support::commands::Rename;
use crate::support::program::{Said, Serving, run, said};
use crate::support::{TestRegister, founding_file, log_keys};

/// A signed register, and a backup of it from before its last change.
struct Place {
    folder: tempfile::TempDir,
    url: DatabaseUrl,
    copy: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (copy, path) = (folder.path().join("copy.db"), folder.path().join("register.db"));
        let url = DatabaseUrl::Sqlite(path);
        let test = TestRegister::signed_in_file(url.clone());
        test.import(&founding_file()).unwrap();
        assert_eq!(run(&url, &["backup", copy.to_str().unwrap()]).status, 0);
        let project = test.graph("safer-chelmsford").projects[0].record.id;
        test.run(Rename { project, name: "Later than the backup" }).unwrap();
        Place { folder, url, copy }
    }

    fn run(&self, arguments: &[&str]) -> Said {
        run(&self.url, arguments)
    }

    /// Puts something in the place of the database by hand.
    fn put_there(&self, bytes: &[u8]) {
        let DatabaseUrl::Sqlite(path) = &self.url else { panic!() };
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        std::fs::write(path, bytes).unwrap();
    }

    fn outside(&self) -> Vec<SignedCheckpoint> {
        let file = self.folder.path().join("register.db.checkpoints");
        kept::all(&file).unwrap().map(Result::unwrap).collect()
    }

    fn newest(&self) -> SignedCheckpoint {
        let mut conn = self.url.open_as_it_is().unwrap();
        checkpoint::latest(&mut conn).unwrap().unwrap().signed
    }
}

#[test]
fn a_backup_that_loses_what_was_signed_is_put_back_only_with_the_loss_declared() {
    let place = Place::new();
    let copy = place.copy.to_str().unwrap();
    let before = place.newest();
    let refused = place.run(&["restore", copy]);
    assert_eq!(refused.status, 8, "{refused:?}");
    assert!(
        refused.stderr.contains("--declare-loss") && refused.stderr.contains("so 1 would be lost"),
        "{refused:?}"
    );
    assert_eq!(place.newest(), before);
    let declared = place.run(&["restore", copy, "--declare-loss"]);
    assert_eq!(declared.status, 0, "{declared:?}");
    let after = place.newest();
    assert!(declared.stdout.contains(&after.note()), "{declared:?}");
    after.signed_by(&log_keys(1).public()).unwrap();
    let said = &after.checkpoint;
    assert_eq!(said.origin, format!("{}/2", before.checkpoint.origin));
    let loss = &said.losses[0];
    assert_eq!(
        (&loss.origin, loss.size, loss.root, loss.kept, loss.lost()),
        (&before.checkpoint.origin, before.checkpoint.size, before.checkpoint.root, said.size, 1)
    );
    assert_eq!(place.outside().last(), Some(&after));
    let good = place.run(&["check", "--deep"]);
    assert_eq!(good.status, 0, "{good:?}");
    let server = Serving::start(&place.url, 0, &[]);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(place.newest(), after);
    // A newer backup of before the loss goes on under the new name, with nothing to declare.
    assert_eq!(place.run(&["log", "declare-loss"]).status, 9);
}

#[test]
fn a_backup_put_back_twice_keeps_the_loss_declared() {
    let place = Place::new();
    let copy = place.copy.to_str().unwrap();
    assert_eq!(place.run(&["restore", copy, "--declare-loss"]).status, 0);
    let after = place.newest();
    for again in [&["restore", copy][..], &["restore", copy, "--declare-loss"]] {
        let restored = place.run(again);
        assert_eq!(restored.status, 0, "{restored:?}");
        assert!(restored.stdout.contains(&format!("goes on as {}", after.checkpoint.origin)), "{restored:?}");
        assert_eq!((place.newest(), place.outside().last()), (after.clone(), Some(&after)));
        let good = place.run(&["check", "--deep"]);
        assert_eq!(good.status, 0, "{good:?}");
    }
}

#[test]
fn a_backup_of_another_register_is_refused_whatever_is_declared() {
    let place = Place::new();
    let other = DatabaseUrl::Sqlite(place.folder.path().join("other.db"));
    assert_eq!(Serving::start(&other, 0, &["--example"]).stop(), Some(0));
    let copy = place.folder.path().join("copy-of-other.db");
    let copy = copy.to_str().unwrap();
    assert_eq!(run(&other, &["backup", copy]).status, 0);
    let before = (place.newest(), place.outside());
    for flags in [&[][..], &["--declare-loss"]] {
        let refused = place.run(&[&["restore", copy][..], flags].concat());
        assert_eq!(refused.status, 8, "{refused:?}");
        assert!(refused.stderr.contains("a backup of another register"), "{refused:?}");
        assert!(!refused.stderr.contains("--declare-loss"), "{refused:?}");
        assert_eq!((place.newest(), place.outside()), before);
    }
}

#[test]
fn the_same_backup_put_back_by_hand_is_not_signed_and_shows() {
    let place = Place::new();
    place.put_there(&std::fs::read(&place.copy).unwrap());
    let (older, last) = (place.newest(), place.outside().last().unwrap().clone());
    let shown = place.run(&["check", "--deep"]);
    assert_eq!(shown.status, 10, "{shown:?}");
    assert!(shown.stdout.contains("1 that were signed are gone"), "{shown:?}");
    let server = Serving::start(&place.url, 0, &[]);
    assert_eq!(server.stop(), Some(0));
    assert_eq!((place.newest(), place.outside().last()), (older, Some(&last)));
    let declared = place.run(&["log", "declare-loss"]);
    assert_eq!(declared.status, 0, "{declared:?}");
    assert_eq!(place.run(&["check", "--deep"]).status, 0);
}

#[test]
fn what_an_auditor_keeps_is_printed() {
    let place = Place::new();
    let printed = place.run(&["log", "checkpoint"]);
    assert_eq!((printed.status, printed.stdout), (0, place.newest().note()));
    let keys = place.run(&["log", "keys"]);
    let origin = place.newest().checkpoint.origin;
    assert_eq!(keys.stdout, format!("{}\n", log_keys(1).public()[0].written(&origin)));
    let made = place.run(&["log", "new-key"]);
    assert!(made.stdout.starts_with("PRIVATE+KEY+"), "{made:?}");
}

#[test]
fn a_server_makes_files_that_only_their_owner_reads_and_signs_what_it_finds() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let url = DatabaseUrl::Sqlite(path.clone());
    let server = Serving::start(&url, 0, &["--example"]);
    assert_eq!(server.stop(), Some(0));
    let key = std::fs::metadata(folder.path().join("register.db.proof-key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
    let database = std::fs::metadata(&path).unwrap();
    assert_eq!(database.permissions().mode() & 0o777, 0o600, "it holds addresses and what is restricted");
    let printed = run(&url, &["log", "checkpoint"]);
    assert!(printed.stdout.starts_with("localhost:"), "{printed:?}");
    let checked = run(&url, &["check", "--deep"]);
    assert!(checked.stdout.contains("One signed checkpoint agrees"), "{checked:?}");
    let more = "INSERT INTO log_origin (number, name, at, losses) VALUES (2, 'localhost/log/2', 1,
        'declared-loss localhost/log/1 9 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 1' || char(10))";
    url.connect().unwrap().batch_execute(more).unwrap();
    for command in [&["check", "--deep"][..], &["verify"]] {
        let said = run(&url, command);
        assert_ne!(said.status, 0, "{said:?}");
        assert!(said.stdout.contains("names a log, number 2, of which nothing was signed"), "{said:?}");
    }
}

#[test]
fn no_loss_is_declared_while_a_server_runs() {
    let place = Place::new();
    place.put_there(&std::fs::read(&place.copy).unwrap());
    let (before, outside) = (place.newest(), place.outside());
    let server = Serving::start(&place.url, 0, &[]);
    let refused = place.run(&["log", "declare-loss"]);
    assert_eq!(refused.status, 4, "{refused:?}");
    assert!(refused.stderr.contains("locked by another program"), "{refused:?}");
    assert_eq!(server.stop(), Some(0));
    assert_eq!((place.newest(), place.outside()), (before, outside));
    assert_eq!(place.run(&["log", "declare-loss"]).status, 0);
    let nowhere = DatabaseUrl::Sqlite(place.folder.path().join("nowhere/register.db"));
    assert_eq!(run(&nowhere, &["log", "declare-loss"]).status, 3);
    assert!(!place.folder.path().join("nowhere").exists());
}

#[test]
fn what_was_signed_is_missed_also_when_the_file_outside_is_gone_or_cut() {
    let place = Place::new();
    let (copy, file) = (place.copy.to_str().unwrap(), place.folder.path().join("register.db.checkpoints"));
    let (kept, before) = (std::fs::read_to_string(&file).unwrap(), place.newest());
    assert!(place.outside().len() > 1);
    let first = place.outside()[0].note();
    for (left, told) in [
        (None, "is missing or empty"),
        (Some(String::new()), "is missing or empty"),
        (Some(format!("{first}\n")), "lacks the last ones"),
        // In the middle of the last.
        (Some(kept[..kept.len() - 20].to_owned()), "lacks the last ones"),
    ] {
        match &left {
            None => std::fs::remove_file(&file).unwrap(),
            Some(text) => std::fs::write(&file, text).unwrap(),
        }
        let refused = place.run(&["restore", copy]);
        assert_eq!(refused.status, 8, "{refused:?}");
        assert!(refused.stderr.contains("so 1 would be lost"), "{refused:?}");
        assert!(refused.stderr.contains(told), "{refused:?}");
        assert_eq!(place.newest(), before);
    }
    std::fs::remove_file(&file).unwrap();
    let declared = place.run(&["restore", copy, "--declare-loss"]);
    assert_eq!(declared.status, 0, "{declared:?}");
    assert!(declared.stdout.contains("is missing or empty"), "{declared:?}");
    let loss = &place.newest().checkpoint.losses[0];
    assert_eq!((loss.size, loss.root), (before.checkpoint.size, before.checkpoint.root));
}

#[test]
fn the_newest_that_was_signed_counts_wherever_it_stands() {
    let place = Place::new();
    let copy = place.copy.to_str().unwrap();
    // An older backup was put in place by hand: only the file outside knows of the rest.
    place.put_there(&std::fs::read(&place.copy).unwrap());
    let refused = place.run(&["restore", copy]);
    assert_eq!(refused.status, 8, "{refused:?}");
    assert!(!refused.stderr.contains("file of checkpoints"), "{refused:?}");
    // Once its loss is declared, a backup from before the loss lacks nothing.
    assert_eq!(place.run(&["restore", copy, "--declare-loss"]).status, 0);
    std::fs::remove_file(place.folder.path().join("register.db.checkpoints")).unwrap();
    let again = place.run(&["restore", copy]);
    assert_eq!(again.status, 0, "{again:?}");
    assert!(again.stdout.contains("is missing or empty"), "{again:?}");
}

#[test]
fn a_backup_of_what_was_declared_lost_begins_with_no_more_of_the_log_than_was_kept() {
    let place = Place::new();
    let rename = |name: &'static str| {
        let test = TestRegister::signed_in_file(place.url.clone());
        let project = test.graph("safer-chelmsford").projects[0].record.id;
        test.run(Rename { project, name }).unwrap();
    };
    let (copy, later) = (place.copy.to_str().unwrap(), place.folder.path().join("later.db"));
    let (later, kept) = (later.to_str().unwrap(), place.newest().checkpoint.size - 1);
    rename("In the later backup");
    assert_eq!(place.run(&["backup", later]).status, 0);
    rename("In no backup");
    assert_eq!(place.run(&["restore", copy, "--declare-loss"]).status, 0);
    // As many changes as the later backup holds, and other ones.
    ["Another way", "Further on it", "And on"].into_iter().for_each(rename);
    let refused = place.run(&["restore", later]);
    assert!(refused.stderr.contains("so 3 would be lost"), "{refused:?}");
    assert_eq!(place.run(&["restore", later, "--declare-loss"]).status, 0);
    let losses: Vec<u64> = place.newest().checkpoint.losses.iter().map(|loss| loss.kept).collect();
    assert_eq!(losses, [kept, kept]);
    rename("After both");
    let checked = place.run(&["check", "--deep"]);
    assert_eq!(checked.status, 0, "{checked:?}");
}

/// A register whose backup was put there, with the last two checkpoints. The file outside lacks
/// the first of those, as that of one of several servers, which another one signed.
fn with_a_server_beside() -> (Place, SignedCheckpoint, SignedCheckpoint) {
    let place = Place::new();
    let signed = place.outside();
    let [.., before, last] = signed.as_slice() else { panic!() };
    let file = place.folder.path().join("register.db.checkpoints");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen(&format!("{}\n", before.note()), "", 1)).unwrap();
    assert_eq!(place.outside().len() + 1, signed.len());
    place.put_there(&std::fs::read(&place.copy).unwrap());
    (place, before.clone(), last.clone())
}

#[test]
fn no_more_is_declared_lost_than_the_database_lacks_of_what_it_says_was_signed() {
    let (place, before, last) = with_a_server_beside();
    let declared = place.run(&["log", "declare-loss"]);
    let (size, kept) = (last.checkpoint.size, before.checkpoint.size);
    let words = format!("of {size} changes that were signed, {} are lost", size - kept);
    assert!(declared.status == 0 && declared.stdout.contains(&words), "{declared:?}");
}

#[test]
fn what_no_key_has_signed_is_not_declared_kept() {
    let (place, before, last) = with_a_server_beside();
    let mut conn = place.url.connect().unwrap();
    // Another key's signature stands where the register's did.
    let other = before.checkpoint.clone().sign(&KeyRing::of(SigningKey::of([9; 32]))).unwrap();
    let forged = format!(
        "DROP TRIGGER log_checkpoint_refuses_update; UPDATE log_checkpoint SET signatures = '{}' WHERE size = {}",
        other.signature_lines(),
        before.checkpoint.size
    );
    conn.batch_execute(&forged).unwrap();
    drop(conn);
    let declared = place.run(&["log", "declare-loss"]);
    let words = format!("of {0} changes that were signed, {0} are lost", last.checkpoint.size);
    assert!(declared.status == 0 && declared.stdout.contains(&words), "{declared:?}");
}

#[test]
fn an_older_database_and_a_checkpoint_from_after_a_declared_loss_contradict_each_other() {
    let place = Place::new();
    let copy = place.copy.to_str().unwrap();
    let kept = place.folder.path().join("after.txt");
    let before = std::fs::read(&place.copy).unwrap();
    assert_eq!(place.run(&["restore", copy, "--declare-loss"]).status, 0);
    std::fs::write(&kept, place.newest().note()).unwrap();
    place.put_there(&before);
    std::fs::remove_file(place.folder.path().join("register.db.checkpoints")).unwrap();
    let told = place.run(&["verify", "--database", "--checkpoint", kept.to_str().unwrap()]);
    assert_eq!(told.status, 12, "{told:?}");
    assert!(told.stdout.contains("of which the database knows nothing"), "{told:?}");
    assert!(!told.stdout.contains("the bundle"), "{told:?}");
}

#[test]
fn a_bundle_from_before_a_loss_and_a_checkpoint_from_after_it_are_told_what_lies_between() {
    let place = Place::new();
    let file = |name: &str| place.folder.path().join(name).to_str().unwrap().to_owned();
    let (bundle, kept) = (file("before.zip"), file("after.txt"));
    assert_eq!(place.run(&["evidence", &bundle]).status, 0);
    assert_eq!(place.run(&["restore", place.copy.to_str().unwrap(), "--declare-loss"]).status, 0);
    std::fs::write(&kept, place.newest().note()).unwrap();
    let ours = place.run(&["verify", &bundle, "--checkpoint", &kept]);
    let mut theirs = std::process::Command::new("python3");
    theirs.arg(root().join("docs/verify.py")).args([&bundle, "--checkpoint", &kept]);
    for told in [ours, said(theirs.output().unwrap())] {
        assert_eq!(told.status, 10, "{told:?}");
        assert!(told.stdout.contains("the bundle was made before that: ask for a newer one"), "{told:?}");
    }
}

#[test]
fn a_copy_that_was_written_to_with_the_same_key_shows_also_once_a_loss_is_declared() {
    let place = Place::new();
    let beside = place.folder.path().join("beside.db");
    std::fs::copy(&place.copy, &beside).unwrap();
    let test = TestRegister::signed_in_file(DatabaseUrl::Sqlite(beside.clone()));
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    for name in ["Another way", "Further on it"] {
        test.run(Rename { project, name }).unwrap();
    }
    let copy = place.folder.path().join("beside-copy.db");
    assert_eq!(run(&test.database.url, &["backup", copy.to_str().unwrap()]).status, 0);
    drop(test);
    place.put_there(&std::fs::read(copy).unwrap());
    assert_eq!(place.run(&["log", "declare-loss"]).status, 0);
    let checked = place.run(&["check", "--deep"]);
    assert_eq!(checked.status, 10, "{checked:?}");
    assert!(checked.stdout.contains("another history of this size was signed"), "{checked:?}");
}

#[test]
fn a_database_that_cannot_be_read_prevents_no_restore_and_that_is_told() {
    let place = Place::new();
    place.put_there("broken ".repeat(1000).as_bytes());
    let copy = place.copy.to_str().unwrap();
    assert_eq!(place.run(&["restore", copy]).status, 8, "the file outside knows");
    std::fs::remove_file(place.folder.path().join("register.db.checkpoints")).unwrap();
    let restored = place.run(&["restore", copy]);
    assert_eq!(restored.status, 0, "{restored:?}");
    assert!(restored.stdout.contains("cannot be read"), "{restored:?}");
}

#[test]
fn a_new_key_signs_after_a_declared_loss_also_where_key_and_file_outside_are_gone() {
    let place = Place::new();
    let declared = place.run(&["restore", place.copy.to_str().unwrap(), "--declare-loss"]);
    assert_eq!(declared.status, 0, "{declared:?}");
    let after = place.folder.path().join("after.db");
    assert_eq!(place.run(&["backup", after.to_str().unwrap()]).status, 0);
    // Another machine, to which the backup alone came.
    let path = |name: &str| place.folder.path().join("another").join(name);
    let url = DatabaseUrl::Sqlite(path("register.db"));
    assert_eq!(run(&url, &["restore", after.to_str().unwrap()]).status, 0);
    std::fs::write(path("register.db.proof-key"), place.run(&["log", "new-key"]).stdout).unwrap();
    let add = |name: &str| {
        let address = format!("{name}@example.org");
        let added = run(&url, &["user", "add", &address, "--name", name, "--role", "administrator"]);
        assert_eq!(added.status, 0, "{added:?}");
    };
    let newest = || checkpoint::latest(&mut url.open_as_it_is().unwrap()).unwrap().unwrap().signed.checkpoint;
    let before = newest();
    add("jo");
    assert_eq!(Serving::start(&url, 0, &[]).stop(), Some(0));
    let first = newest();
    assert!(first.origin == before.origin && first.size > before.size, "{first:?} after {before:?}");
    // What it signed vouches for the log from then on.
    std::fs::remove_file(path("register.db.checkpoints")).unwrap();
    add("bo");
    assert_eq!(Serving::start(&url, 0, &[]).stop(), Some(0));
    assert!(newest().size > first.size);
}

#[test]
fn a_backup_that_an_older_key_signed_is_restored_with_a_word_of_that_key() {
    let place = Place::new();
    let key = place.folder.path().join("register.db.proof-key");
    let old = std::fs::read_to_string(&key).unwrap();
    let new = place.run(&["log", "new-key"]).stdout;
    std::fs::write(&key, &new).unwrap();
    let copy = place.copy.to_str().unwrap();
    let restored = place.run(&["restore", copy, "--declare-loss"]);
    assert_eq!(restored.status, 0, "{restored:?}");
    assert!(restored.stdout.contains("put it back into the key file, above that one"), "{restored:?}");
    std::fs::write(&key, format!("{old}\n{new}")).unwrap();
    let again = place.run(&["restore", copy, "--declare-loss"]);
    assert!(!again.stdout.contains("into the key file"), "{again:?}");
    assert_eq!(place.run(&["check", "--deep"]).status, 0, "both keys are known");
}
