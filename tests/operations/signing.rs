//! Whether a server signs, that it says so, and that its history can be verified.

use diesel::connection::SimpleConnection;
use partnership_register::clock::Clock;
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::verify;
use serde_json::json;

use super::deep::{finds, past_the_guards};
use crate::support::commands::Rename;
use crate::support::program::{Said, Serving, run};
use crate::support::remote::Remote;
use crate::support::{Database, TestRegister, beginning, founding_file, log_keys};

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
    let hints = |said: &Said| said.stdout.matches("`verify --database --key OLD --key NEW`").count();
    assert_eq!(hints(&deep), 1, "once for the key, however much it signed: {deep:?}");
    let alone = run(&url, &["verify", "--database"]);
    assert!(alone.status == 12 && hints(&alone) == 1, "{alone:?}");
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

/// A register that two keys signed, one after the other, and a third has not signed yet.
fn signed_by_two() -> TestRegister {
    let test = TestRegister::founding();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    let with = |test: TestRegister, keys: u8| {
        TestRegister::signed(test.into_database(), Clock::manual(beginning()), &log_keys(keys), None)
    };
    let test = with(test, 1);
    test.run(Rename { project, name: "One" }).unwrap();
    let test = with(test, 2);
    test.run(Rename { project, name: "Two" }).unwrap();
    with(test, 3)
}

#[test]
fn a_log_that_is_said_to_have_begun_at_another_time_is_named() {
    let words = "it is said to have begun at another time than its first checkpoint";
    finds(&past_the_guards("UPDATE log_origin SET at = at + 1"), &[words]);
}

#[test]
fn a_key_that_did_not_sign_as_the_database_says_is_named() {
    let test = signed_by_two();
    let mut conn = test.database.url.connect().unwrap();
    let problems = |conn: &mut _| verify::everything(conn).unwrap().problems;
    assert_eq!(problems(&mut conn), Vec::<String>::new(), "a new key has had nothing to sign");
    let mut alter = |sql: &str, back: &str, expected: &str| {
        conn.batch_execute(&past_the_guards(sql)).unwrap();
        let found = problems(&mut conn);
        assert!(found.iter().any(|problem| problem.contains(expected)), "{sql}: {found:#?}");
        conn.batch_execute(&past_the_guards(back)).unwrap();
        assert_eq!(problems(&mut conn), Vec::<String>::new());
    };
    let foreign = log_keys(4).public().into_iter().find(|key| !log_keys(3).public().contains(key));
    let foreign = hex::encode(foreign.unwrap().bytes());
    let foreign = match Database::is_postgres() {
        true => format!("decode('{foreign}', 'hex')"),
        false => format!("x'{foreign}'"),
    };
    alter(
        &format!("INSERT INTO log_key VALUES ({foreign}, 0, 5)"),
        &format!("DELETE FROM log_key WHERE public_key = {foreign}"),
        "nothing that is kept was signed by it from change 0 on",
    );
    let first = "WHERE at = (SELECT min(at) FROM log_key)";
    let since = |change: &str| format!("UPDATE log_key SET since_size = since_size {change} {first}");
    alter(&since("+ 1"), &since("- 1"), "on, and signed before");
    alter(&since("- 1"), &since("+ 1"), "its time is not that of change");
    let at = |change: &str| format!("UPDATE log_key SET at = at {change} {first}");
    alter(&at("- 1"), &at("+ 1"), "its time is not that of change");
}

#[test]
fn a_checkpoint_that_was_taken_out_of_the_database_is_missed_where_the_file_outside_has_it() {
    if !Database::has_sqlite() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("register.db.checkpoints");
    let url = DatabaseUrl::Sqlite(folder.path().join("register.db"));
    let test = TestRegister::signed_in_file(url.clone());
    test.import(&founding_file()).unwrap();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    for name in ["One", "Two"] {
        test.run(Rename { project, name }).unwrap();
    }
    drop(test);
    assert_eq!(run(&url, &["verify"]).status, 0);
    let taken =
        past_the_guards("DELETE FROM log_checkpoint WHERE size = (SELECT max(size) - 1 FROM log_checkpoint)");
    url.connect().unwrap().batch_execute(&taken).unwrap();
    for command in [&["verify"][..], &["check", "--deep"]] {
        let told = run(&url, command);
        assert!(told.status == 10 && told.stdout.contains("was taken out of the database"), "{told:?}");
    }
    // Without the file nobody can tell, and that is said.
    std::fs::remove_file(&file).unwrap();
    for command in [&["verify"][..], &["check", "--deep"]] {
        let told = run(&url, command);
        assert!(told.status == 0 && told.stdout.contains("register.db.checkpoints is not there"), "{told:?}");
    }
}
