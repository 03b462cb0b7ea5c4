//! Which commands make a database, and which only use one that is there.

use diesel::connection::SimpleConnection;
use partnership_register::store::db::DatabaseUrl;

use crate::support::program::run;
use crate::support::smtp::MailServer;

const ADD: &[&str] = &["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"];

#[test]
fn of_the_commands_about_accounts_only_adding_somebody_makes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/register.db");
    let url = DatabaseUrl::Sqlite(path.clone());
    let others = [
        &["user", "export"][..],
        &["user", "disable", "jo@example.org"],
        &["user", "enable", "jo@example.org"],
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

#[test]
fn who_was_disabled_at_the_machine_is_enabled_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("register.db"));
    for (name, role) in [("jo", "administrator"), ("al", "administrator")] {
        let address = format!("{name}@example.org");
        assert_eq!(run(&url, &["user", "add", &address, "--name", name, "--role", role]).status, 0);
    }
    let state = || run(&url, &["user", "export"]).stdout;
    // Neither has accepted yet, so neither counts as an administrator who is left.
    let refused = run(&url, &["user", "disable", "al@example.org"]);
    assert!(refused.stderr.contains("last administrator"), "{refused:?}");
    let add = ["user", "add", "cy@example.org", "--name", "Cy", "--role", "auditor"];
    assert_eq!(run(&url, &add).status, 0);
    // With a mail server its owner is told.
    let mail = MailServer::start();
    let port = mail.config().port.unwrap().to_string();
    let mut disable = vec!["user", "disable", "cy@example.org", "--smtp-host", "127.0.0.1"];
    disable.extend(["--smtp-port", &port, "--smtp-security", "none", "--smtp-from", "register@example.org"]);
    assert_eq!(run(&url, &disable).status, 0);
    let letter = mail.letter();
    assert!(letter.contains("Your account was disabled") && letter.contains("cy@example.org"), "{letter}");
    assert!(state().contains("cy@example.org,Cy,DISABLED"), "{}", state());
    let reset = run(&url, &["user", "reset", "cy@example.org"]);
    assert!(reset.stderr.contains("`user enable` it first"), "{reset:?}");
    assert_eq!(run(&url, &["user", "enable", "cy@example.org", "--reason", "Back."]).status, 0);
    assert!(state().contains("cy@example.org,Cy,INVITED"), "{}", state());
}
