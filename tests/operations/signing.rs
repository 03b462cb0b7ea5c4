//! Whether a server signs, that it says so, and that its history can be verified.

use diesel::connection::SimpleConnection;
use partnership_register::store::db::DatabaseUrl;
use serde_json::json;

use crate::support::program::{Serving, run};
use crate::support::remote::Remote;
use crate::support::{Database, TestRegister, founding_file};

#[test]
fn verify_with_the_word_database_alone_replays_the_one_of_the_settings() {
    let test = TestRegister::founding();
    let address = match &test.database.url {
        DatabaseUrl::Sqlite(path) => path.display().to_string(),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    let ways: [&[&str]; 3] = [&["verify"], &["verify", "--database"], &["verify", "--database", &address]];
    for way in ways {
        let good = run(&test.database.url, way);
        assert_eq!(good.status, 0, "{way:?}: {good:?}");
        assert!(good.stdout.contains("with it."), "{way:?}: {good:?}");
    }
    let mut conn = test.database.url.connect().unwrap();
    conn.batch_execute("UPDATE project SET name = 'Nobody said so'").unwrap();
    for way in ways {
        let bad = run(&test.database.url, way);
        assert_eq!(bad.status, 10, "{way:?}: {bad:?}");
        assert!(bad.stdout.contains("name is \"Nobody said so\""), "{way:?}: {bad:?}");
    }
}

#[test]
fn a_server_whose_key_is_gone_makes_no_other_and_says_that_nothing_is_signed() {
    if !Database::has_sqlite() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("register.db"));
    let (key, aside) = (folder.path().join("register.db.proof-key"), folder.path().join("aside"));
    let state = || {
        let server = Serving::start(&url, 0, &["--example"]);
        let asked = Remote::of(&server, None).data("{ proof { state } }");
        let metrics = format!("http://localhost:{}/metrics", server.port);
        let metrics = ureq::get(&metrics).call().unwrap().body_mut().read_to_string().unwrap();
        let signs = metrics.lines().find_map(|line| line.strip_prefix("register_history_signed "));
        let signs = signs.unwrap_or_else(|| panic!("{metrics}")).to_owned();
        assert_eq!(server.stop(), Some(0));
        (asked["proof"]["state"].clone(), signs)
    };
    assert_eq!(state(), (json!("SIGNED"), "1".to_owned()));
    std::fs::rename(&key, &aside).unwrap();
    assert_eq!(state(), (json!("NO_KEY"), "0".to_owned()));
    assert!(!key.exists(), "a key of somebody else would stand in the place of the one that is gone");
    std::fs::write(&key, "not a key\n").unwrap();
    assert_eq!(state(), (json!("NO_KEY"), "0".to_owned()));
    std::fs::rename(&aside, &key).unwrap();
    assert_eq!(state(), (json!("SIGNED"), "1".to_owned()));
}

#[test]
fn what_a_lost_key_signed_is_believed_where_its_public_half_is_named() {
    if !Database::has_sqlite() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let url = DatabaseUrl::Sqlite(path("register.db").into());
    let test = TestRegister::signed_in_file(url.clone());
    test.import(&founding_file()).unwrap();
    drop(test);
    std::fs::write(path("old"), run(&url, &["log", "keys"]).stdout).unwrap();
    std::fs::write(path("register.db.proof-key"), run(&url, &["log", "new-key"]).stdout).unwrap();
    std::fs::write(path("new"), run(&url, &["log", "keys"]).stdout).unwrap();
    let other = "was signed by a key that is not in the key file here";
    let told = run(&url, &["check"]);
    assert!(told.status == 0 && told.stdout.contains(other), "{told:?}");
    // Something for the new key to sign.
    let add = ["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"];
    assert_eq!(run(&url, &add).status, 0);
    assert_eq!(Serving::start(&url, 0, &[]).stop(), Some(0));
    let told = run(&url, &["check"]);
    assert!(told.status == 0 && !told.stdout.contains(other), "{told:?}");
    let deep = run(&url, &["check", "--deep"]);
    assert_eq!(deep.status, 10, "{deep:?}");
    assert!(deep.stdout.contains("by a key that is not this register's"), "{deep:?}");
    let (old, new) = (path("old"), path("new"));
    assert_ne!(run(&url, &["verify", "--key", &new]).status, 0);
    let both = run(&url, &["verify", "--key", &old, "--key", &new]);
    assert_eq!(both.status, 0, "{both:?}");
}

#[test]
fn a_file_of_checkpoints_that_takes_none_is_named_by_check_as_by_serve() {
    if !Database::has_sqlite() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("register.db"));
    assert_eq!(run(&url, &["migrate"]).status, 0);
    assert_eq!(run(&url, &["check"]).status, 0);
    std::fs::create_dir(folder.path().join("register.db.checkpoints")).unwrap();
    for command in [&["check"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let said = run(&url, command);
        assert_eq!(said.status, 7, "{said:?}");
        assert!(said.stderr.contains("the file of checkpoints"), "{said:?}");
    }
}
