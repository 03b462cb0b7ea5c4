//! Which commands make a database, and which only use one that is there.

use diesel::connection::SimpleConnection;
use partnership_register::store::db::DatabaseUrl;

use crate::support::program::run;

const ADD: &[&str] = &["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"];

#[test]
fn of_the_commands_about_accounts_only_adding_somebody_makes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/register.db");
    let url = DatabaseUrl::Sqlite(path.clone());
    let others = [
        &["user", "export"][..],
        &["user", "disable", "jo@example.org"],
        &["user", "reset", "jo@example.org"],
        &["user", "erase", "jo@example.org", "--reason", "They asked.", "--yes"],
    ];
    for arguments in others {
        let said = run(&url, arguments);
        assert_eq!(said.status, 3, "{arguments:?}: {said:?}");
        assert!(said.stderr.contains("there is no database at"), "{arguments:?}: {said:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?} made something");
    }
    // One of an older version is left as it is.
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    std::fs::write(&path, "").unwrap();
    for arguments in others {
        let said = run(&url, arguments);
        assert_eq!(said.status, 5, "{arguments:?}: {said:?}");
        assert!(said.stderr.contains("needs migrations"), "{arguments:?}: {said:?}");
    }
    assert!(url.connect().unwrap().batch_execute("SELECT 1 FROM account").is_err());
    assert_eq!(run(&url, ADD).status, 0);
    let said = run(&url, &["user", "export"]);
    assert!(said.stdout.contains("jo@example.org,Jo,INVITED"), "{said:?}");
}
