//! Putting a backup back: only when nobody uses the database, and only what is whole.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::verify;

use crate::support::program::{Said, Serving, run};
use crate::support::{Database, TestRegister};

/// A folder with a database, and a backup of it from before its last changes, of which
/// nothing was signed.
struct Place {
    folder: tempfile::TempDir,
    url: DatabaseUrl,
    copy: PathBuf,
    /// How many changes the backup holds.
    copied: u64,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (copy, path) = (folder.path().join("copy.db"), folder.path().join("register.db"));
        let url = DatabaseUrl::Sqlite(path);
        let test = TestRegister::in_file(url.clone());
        assert_eq!(run(&url, &["backup", copy.to_str().unwrap()]).status, 0);
        let copied = test.sequence();
        // Later than the backup; only a server signs.
        let add = ["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"];
        assert_eq!(run(&url, &add).status, 0);
        Place { folder, url, copy, copied }
    }

    fn restore(&self, from: &Path) -> Said {
        run(&self.url, &["restore", from.to_str().unwrap()])
    }

    fn changes(&self) -> u64 {
        let report = verify::everything(&mut self.url.open_as_it_is().unwrap()).unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
        report.changes
    }

    /// That a file is refused, for this reason, and the database stays as it was.
    fn refuses(&self, from: &Path, status: i32, why: &str) {
        let before = self.changes();
        let said = self.restore(from);
        assert_eq!(said.status, status, "{said:?}");
        assert!(said.stderr.contains(why), "{why:?} is not in {said:?}");
        assert_eq!(self.changes(), before);
        let names = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        for name in names {
            assert!(!name.to_str().unwrap().contains(".part"), "{name:?} was left behind");
        }
    }
}

#[test]
fn what_is_restored_is_what_was_backed_up_and_what_was_there_is_kept() {
    let place = Place::new();
    let later = place.changes();
    assert!(later > place.copied);
    let said = place.restore(&place.copy);
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(place.changes(), place.copied);
    let kept = place.folder.path().join("register.db.before-restore-1");
    assert!(said.stdout.contains(kept.to_str().unwrap()), "{said:?}");
    let report = verify::everything(&mut DatabaseUrl::Sqlite(kept).open_as_it_is().unwrap()).unwrap();
    assert_eq!((report.changes, report.is_good()), (later, true));
    let server = Serving::start(&place.url, 0, &[]);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_backup_can_be_put_where_nothing_is_yet() {
    let place = Place::new();
    let fresh = DatabaseUrl::Sqlite(place.folder.path().join("new/register.db"));
    let said = run(&fresh, &["restore", place.copy.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(run(&fresh, &["check", "--deep"]).status, 0);
}

#[test]
fn nothing_is_put_in_place_while_a_server_runs() {
    let place = Place::new();
    let server = Serving::start(&place.url, 0, &[]);
    place.refuses(&place.copy, 4, "locked by another program");
    server.kill();
    let said = place.restore(&place.copy);
    assert_eq!(said.status, 0, "{said:?}");
}

#[test]
fn nothing_is_put_in_place_while_a_program_that_knows_nothing_of_our_lock_has_it_open() {
    let place = Place::new();
    let mut other = place.url.open_as_it_is().unwrap();
    other.batch_execute("SELECT count(*) FROM change").unwrap();
    place.refuses(&place.copy, 4, "locked by another program");
    drop(other);
    assert_eq!(place.restore(&place.copy).status, 0);
}

#[test]
fn only_what_is_whole_is_put_in_place() {
    let place = Place::new();
    let bad = place.folder.path().join("bad.db");
    std::fs::write(&bad, "this is no database ".repeat(300)).unwrap();
    place.refuses(&bad, 7, "file is not a database");
    std::fs::write(&bad, "").unwrap();
    place.refuses(&bad, 7, "it holds no register");
    place.refuses(&place.folder.path().join("missing.db"), 7, "No such file");

    let whole = std::fs::read(&place.copy).unwrap();
    std::fs::write(&bad, &whole[..whole.len() / 2]).unwrap();
    assert!([7, 10].contains(&place.restore(&bad).status));
    let mut scratched = whole;
    let middle = scratched.len() / 2;
    scratched[middle..middle + 8192].fill(0x55);
    std::fs::write(&bad, &scratched).unwrap();
    place.refuses(&bad, 10, "is damaged");

    for sql in [
        "UPDATE project SET name = 'Nobody said so' WHERE key = 'pubwatch'",
        "DROP TRIGGER change_refuses_update; UPDATE change SET actor_id = 'nobody' WHERE sequence = 7",
    ] {
        std::fs::copy(&place.copy, &bad).unwrap();
        DatabaseUrl::Sqlite(bad.clone()).open_as_it_is().unwrap().batch_execute(sql).unwrap();
        place.refuses(&bad, 10, "is damaged");
    }
}

#[test]
fn the_file_of_a_running_program_is_no_backup() {
    let place = Place::new();
    let other = TestRegister::in_file(DatabaseUrl::Sqlite(place.folder.path().join("other.db")));
    let DatabaseUrl::Sqlite(live) = &other.database.url else { panic!("not a file") };
    place.refuses(live, 7, "-wal beside it");
}

#[test]
fn a_backup_of_a_newer_version_is_refused() {
    let place = Place::new();
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')";
    DatabaseUrl::Sqlite(place.copy.clone()).open_as_it_is().unwrap().batch_execute(newer).unwrap();
    place.refuses(&place.copy, 5, "newer version");
    place.refuses(&place.copy, 5, place.copy.to_str().unwrap());
}

#[test]
fn what_is_restored_is_its_owner_s_alone_whoever_may_read_the_backup() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    for mode in [0o444, 0o644, 0o777] {
        std::fs::set_permissions(&place.copy, PermissionsExt::from_mode(mode)).unwrap();
        let path = place.folder.path().join(format!("{mode}/register.db"));
        let restored = run(&DatabaseUrl::Sqlite(path.clone()), &["restore", place.copy.to_str().unwrap()]);
        assert_eq!(restored.status, 0, "{restored:?}");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{mode:o}");
    }
}

#[test]
fn a_database_that_is_broken_is_kept_and_replaced() {
    let place = Place::new();
    let DatabaseUrl::Sqlite(path) = &place.url else { panic!("not a file") };
    std::fs::write(path, "broken ".repeat(1000)).unwrap();
    let said = place.restore(&place.copy);
    assert_eq!(said.status, 0, "{said:?}");
    place.changes();
    let kept = place.folder.path().join("register.db.before-restore-1");
    assert!(std::fs::read_to_string(kept).unwrap().starts_with("broken "));
}

#[test]
fn only_one_of_many_that_want_the_database_alone_gets_it() {
    if !Database::has_sqlite() {
        return;
    }
    let place = Place::new();
    let kept = |n: u32| place.folder.path().join(format!("register.db.before-restore-{n}"));
    let statuses: Vec<i32> = std::thread::scope(|threads| {
        let restores: Vec<_> = (0..4).map(|_| threads.spawn(|| place.restore(&place.copy).status)).collect();
        restores.into_iter().map(|restore| restore.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| [0, 4].contains(status)), "{statuses:?}");
    let done = statuses.iter().filter(|status| **status == 0).count() as u32;
    assert!(done >= 1 && kept(done).exists() && !kept(done + 1).exists(), "{statuses:?}");
    place.changes();
}
