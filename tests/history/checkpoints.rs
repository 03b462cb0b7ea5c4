//! What is signed: everything that was committed, at once, in order, and proved.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use diesel::connection::SimpleConnection;
use partnership_register::auth::scope::Scope;
use partnership_register::error::Error;
use partnership_register::history::change::Actor;
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::kept;
use partnership_register::history::key::{KeyRing, PublicKey, SigningKey};
use partnership_register::history::proof;
use partnership_register::store::checkpoint::{self, Stored};
use partnership_register::store::verify;
use serde_json::Value;
use tlog_tiles::tlog;

use super::after_imports;
use crate::operations::deep::past_the_guards;
use crate::support::asking::everything;
use crate::support::commands::{Rename, RenameAndFail};
use crate::support::{TestRegister, beginning, log_keys};
use partnership_register::clock::Clock;

const SLUG: &str = "safer-chelmsford";

fn rename(test: &TestRegister, name: &'static str) {
    let project = test.graph(SLUG).projects[0].record.id;
    test.run(Rename { project, name }).unwrap();
}

fn hashes(list: &Value) -> Vec<[u8; 32]> {
    list.as_array().unwrap().iter().map(hash).collect()
}

fn hash(text: &Value) -> [u8; 32] {
    STANDARD.decode(text.as_str().unwrap()).unwrap().try_into().unwrap()
}

#[test]
fn what_was_signed_on_schedule_within_a_transaction_is_not_signed_twice() {
    let test = TestRegister::founding();
    let project = test.graph(SLUG).projects[0].record.id;
    let actor = Actor { id: "user_1".to_owned(), role: "COORDINATOR".to_owned(), agency: None };
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    // While the gate is held, a command and then the schedule wait: they share the next
    // transaction.
    let (_, renamed, scheduled, ()) = crate::support::wait_for(async {
        tokio::join!(
            test.gate.operate(move |_, _| Ok(held.lock().unwrap().recv().is_err())),
            test.gate.run(Rename { project, name: "One" }, actor, "request_1".to_owned()),
            test.gate.operate_first(test.notary.signing()),
            async move { drop(release) },
        )
    });
    renamed.unwrap();
    scheduled.unwrap();
    let found = checkpoint::latest(&mut test.reader()).unwrap().unwrap();
    assert_eq!(found.signed.checkpoint.size, test.sequence());
}

#[test]
fn what_is_undone_within_a_transaction_leaves_no_hash_in_the_log() {
    let test = TestRegister::founding();
    let project = test.graph(SLUG).projects[0].record.id;
    let actor = || Actor { id: "user_1".to_owned(), role: "COORDINATOR".to_owned(), agency: None };
    let rename = |name| test.gate.run(Rename { project, name }, actor(), "request_1".to_owned());
    let fail = || RenameAndFail(Rename { project, name: "Undone" });
    let before = test.sequence();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    // All of these wait while the gate is held, and share the next transaction.
    let (_, undone, one, failed, two, signed, again, three, ()) = crate::support::wait_for(async {
        tokio::join!(
            test.gate.operate(move |_, _| Ok(held.lock().unwrap().recv().is_err())),
            test.gate.run(fail(), actor(), "request_1".to_owned()),
            rename("One"),
            test.gate.operate(|_, _| Err::<(), _>(Error::internal("an operation that fails"))),
            rename("Two"),
            test.gate.operate_first(test.notary.signing()),
            test.gate.run(fail(), actor(), "request_1".to_owned()),
            rename("Three"),
            async move { drop(release) },
        )
    });
    assert!(undone.is_err() && failed.is_err() && again.is_err());
    one.and(two).and(three).unwrap();
    signed.unwrap();
    let mut conn = test.reader();
    let newest = checkpoint::latest(&mut conn).unwrap().unwrap();
    assert_eq!(newest.signed.checkpoint.size, before + 3);
    // What is signed on schedule was there before the transaction, or is signed with it.
    let second = checkpoint::page(&mut conn, None, 2).unwrap().pop().unwrap();
    assert_eq!(second.signed.checkpoint.size, before);
    let report = verify::everything(&mut conn).unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
}

#[test]
fn every_commit_is_signed_at_once_and_goes_on_from_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outside");
    let clock = Clock::manual(beginning());
    let first = TestRegister::new();
    let test = TestRegister::signed(first.into_database(), clock, &log_keys(1), Some(&file));
    test.import(&crate::support::founding_file()).unwrap();
    for name in ["One", "Two", "Three"] {
        rename(&test, name);
        let found = checkpoint::latest(&mut test.reader()).unwrap().unwrap();
        assert_eq!(found.signed.checkpoint.size, test.sequence());
        assert!(found.signed.signed_by(&log_keys(1).public()).is_ok());
    }
    let outside: Vec<SignedCheckpoint> = kept::all(&file).unwrap().map(Result::unwrap).collect();
    assert!(outside.len() >= 4);
    let mut conn = test.reader();
    let inside = checkpoint::page(&mut conn, None, 100).unwrap();
    assert!(inside.iter().rev().map(|found| &found.signed).eq(&outside), "the same inside and outside");
    for pair in outside.windows(2) {
        let (old, new) = (&pair[0].checkpoint, &pair[1].checkpoint);
        assert_eq!(old.origin, new.origin);
        let path = proof::consistency(old.size, new.size, &Stored::of(&mut conn)).unwrap();
        proof::check_consistency(&path, (old.size, old.root), (new.size, new.root)).unwrap();
    }
    assert_eq!(
        checkpoint::compare(&mut conn, &log_keys(1).public(), Some(&file)).unwrap().1,
        Vec::<String>::new()
    );
}

#[test]
fn what_is_signed_while_the_schedule_looks_is_all_in_the_file_outside_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outside");
    let clock = Clock::manual(beginning());
    let test =
        TestRegister::signed(TestRegister::founding().into_database(), clock, &log_keys(1), Some(&file));
    let left = std::sync::atomic::AtomicUsize::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                ["One", "Two"].iter().cycle().take(25).for_each(|name| rename(&test, name));
                left.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
            });
        }
        while left.load(std::sync::atomic::Ordering::SeqCst) > 0 {
            test.notary.catch_up(&test.gate).unwrap();
        }
    });
    let outside: Vec<SignedCheckpoint> = kept::all(&file).unwrap().map(Result::unwrap).collect();
    let inside = checkpoint::page(&mut test.reader(), None, 500).unwrap();
    assert!(inside.iter().rev().map(|found| &found.signed).eq(&outside));
}

#[test]
fn random_histories_are_signed_to_their_end_on_both_databases() {
    for seed in [3, 14, 159] {
        let test = after_imports(&[seed, seed + 1, seed + 2], |test, _| {
            let found = checkpoint::latest(&mut test.reader()).unwrap();
            assert_eq!(found.map_or(0, |found| found.signed.checkpoint.size), test.sequence());
        });
        let mut conn = test.reader();
        let report = verify::everything(&mut conn).unwrap();
        assert!(report.is_good(), "{:?}", report.problems);
        let newest = checkpoint::latest(&mut conn).unwrap().unwrap();
        assert_eq!(hex::encode(newest.signed.checkpoint.root), report.root);
        let (agree, wrong) = checkpoint::compare(&mut conn, &log_keys(1).public(), None).unwrap();
        assert_eq!(wrong, Vec::<String>::new());
        assert!(agree >= 1);
    }
}

#[test]
fn a_change_is_proved_to_whoever_may_see_it_and_the_history_to_everyone() {
    let test = TestRegister::founding();
    let early = test.sequence();
    rename(&test, "Renamed");
    rename(&test, "Renamed again");
    let seen = test.see(
        &everything(),
        "{ changes(first: 100) { nodes { sequence
             inclusionProof { index leaf hashes checkpoint { size root note origin } } } }
           change(id: \"change_3\") { inclusionProof(checkpoint: 5) { leaf } } }",
    );
    for change in seen["changes"]["nodes"].as_array().unwrap() {
        let proved = &change["inclusionProof"];
        let note = SignedCheckpoint::read(proved["checkpoint"]["note"].as_str().unwrap()).unwrap();
        note.signed_by(&log_keys(1).public()).unwrap();
        let leaf = tlog::record_hash(proved["leaf"].as_str().unwrap().as_bytes()).0;
        let (size, index) = (note.checkpoint.size, proved["index"].as_u64().unwrap());
        assert_eq!((size, index), (test.sequence(), change["sequence"].as_u64().unwrap() - 1));
        proof::check_inclusion(&hashes(&proved["hashes"]), size, note.checkpoint.root, index, leaf).unwrap();
        let said: Value = serde_json::from_str(proved["leaf"].as_str().unwrap()).unwrap();
        assert_eq!(said["sequence"], change["sequence"]);
        assert!(said["commitments"].is_object() && said.get("after").is_none());
    }
    // No checkpoint covers just five: the import was signed whole.
    assert_eq!(seen["change"]["inclusionProof"], Value::Null);
    let query = format!(
        "{{ old: checkpoint(size: {early}) {{ size root }} checkpoint {{ size root at cosignatures {{ witness }} }}
            near: checkpoint(size: 2, atLeast: true) {{ size }} none: checkpoint(size: 2) {{ size }}
            checkpoints(first: 2) {{ size }} rest: checkpoints(before: {}) {{ size }} logKeys
            consistencyProof(from: {early}) {{ from to fromRoot toRoot hashes }} }}",
        early + 1
    );
    let anyone = test.see(&Scope::default(), &query);
    let proved = &anyone["consistencyProof"];
    assert_eq!(
        (&proved["fromRoot"], &proved["toRoot"]),
        (&anyone["old"]["root"], &anyone["checkpoint"]["root"])
    );
    let end = |size: &Value, root: &Value| (size.as_u64().unwrap(), hash(root));
    proof::check_consistency(
        &hashes(&proved["hashes"]),
        end(&proved["from"], &proved["fromRoot"]),
        end(&proved["to"], &proved["toRoot"]),
    )
    .unwrap();
    assert_eq!((&anyone["near"]["size"], &anyone["none"]), (&early.into(), &Value::Null));
    assert_eq!(anyone["checkpoints"], serde_json::json!([{ "size": early + 2 }, { "size": early + 1 }]));
    assert_eq!(anyone["rest"], serde_json::json!([{ "size": early }]));
    assert!(anyone["logKeys"][0].as_str().unwrap().starts_with("register.example/log/test+"));
    for (query, why) in [
        ("{ consistencyProof(from: 9, to: 3) { to } }", "a log never becomes shorter"),
        ("{ consistencyProof(from: 1, to: 99999999) { to } }", "99999999 cannot be proved"),
        ("{ checkpoint(size: -1) { size } }", "give a number of changes"),
        ("{ checkpoints(first: 101) { size } }", "100"),
    ] {
        let refused = test.answer(&Scope::default(), query);
        let said = refused["errors"][0]["message"].as_str().unwrap_or_default();
        assert!(said.contains(why), "{query}: {refused}");
    }
}

#[test]
fn a_new_key_follows_an_old_one_by_what_both_signed() {
    let database = TestRegister::founding().into_database();
    let clock = || Clock::manual(beginning() + chrono::TimeDelta::days(1));
    let both = TestRegister::signed(database, clock(), &log_keys(2), None);
    rename(&both, "Signed by both");
    let old = log_keys(1).public();
    let found = checkpoint::latest(&mut both.reader()).unwrap().unwrap();
    assert_eq!(found.signed.signed_by(&log_keys(2).public()).unwrap().len(), 2);
    assert_eq!(found.signed.signed_by(&old).unwrap(), old);
    let alone = partnership_register::history::key::KeyRing::of(log_keys(2).keys()[1].clone());
    let test = TestRegister::signed(both.into_database(), clock(), &alone, None);
    rename(&test, "Signed by the new one");
    let mut conn = test.reader();
    assert!(checkpoint::latest(&mut conn).unwrap().unwrap().signed.signed_by(&old).is_err());
    // Whoever knows the new one alone comes to trust the old one, and so do those in between.
    assert_eq!(checkpoint::compare(&mut conn, &alone.public(), None).unwrap().1, Vec::<String>::new());
    let stranger = partnership_register::history::key::SigningKey::of([9; 32]).public();
    let (agree, wrong) = checkpoint::compare(&mut conn, &[stranger], None).unwrap();
    assert_eq!(agree, 0);
    // A line for each key, or for those that signed together, with what to do.
    let told = |key: &PublicKey| {
        wrong.iter().filter(|why| why.contains(&key.written("register.example/log/test"))).count()
    };
    assert!(
        log_keys(2).public().iter().all(|key| (1..=2).contains(&told(key))) && wrong.len() <= 3,
        "{wrong:?}"
    );
    assert!(wrong.iter().all(|why| why.contains("--key OLD --key NEW")), "{wrong:?}");
}

#[test]
fn what_a_kill_kept_from_the_file_is_written_when_the_server_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outside");
    let test = TestRegister::founding();
    let last = checkpoint::latest(&mut test.reader()).unwrap().unwrap();
    let clock = Clock::manual(beginning());
    let again = TestRegister::signed(test.into_database(), clock, &log_keys(1), Some(&file));
    let outside: Vec<SignedCheckpoint> = kept::all(&file).unwrap().map(Result::unwrap).collect();
    assert_eq!(outside, [last.signed]);
    assert_eq!(again.notary.broken(), None);
}

#[test]
fn two_servers_sign_one_log() {
    let test = TestRegister::founding();
    let other = test.beside();
    for (who, name) in [(&test, "One"), (&other, "Two"), (&test, "Three"), (&other, "Four")] {
        who.register.follow(&mut who.database.url.connect().unwrap()).unwrap();
        rename(who, name);
    }
    let mut conn = test.reader();
    let signed = checkpoint::page(&mut conn, None, 10).unwrap();
    assert_eq!(signed[0].signed.checkpoint.size, test.sequence());
    assert_eq!(signed.len(), 5);
    assert_eq!(checkpoint::compare(&mut conn, &[], None).unwrap().1, Vec::<String>::new());
}

#[test]
fn nothing_is_signed_that_does_not_go_on_from_what_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outside");
    let clock = || Clock::manual(beginning());
    let longer =
        TestRegister::signed(TestRegister::new().into_database(), clock(), &log_keys(1), Some(&file));
    longer.import(&crate::support::founding_file()).unwrap();
    rename(&longer, "Later");
    drop(longer);
    let other = TestRegister::founding().into_database();
    let test = TestRegister::signed(other, clock(), &log_keys(1), Some(&file));
    let before = checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed.checkpoint.size;
    rename(&test, "Written and not signed");
    assert_eq!(checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed.checkpoint.size, before);
    assert!(test.notary.broken().unwrap().to_string().contains("nothing is signed any more"));
    let (_, wrong) = checkpoint::compare(&mut test.reader(), &log_keys(1).public(), Some(&file)).unwrap();
    assert!(wrong.iter().any(|why| why.contains("not those that were signed")), "{wrong:?}");
}

#[test]
fn a_loss_that_only_the_database_claims_is_not_believed() {
    use diesel::connection::SimpleConnection;
    let test = TestRegister::founding();
    let before = checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed;
    let said = &before.checkpoint;
    let claim = partnership_register::history::checkpoint::Loss {
        origin: said.origin.clone(),
        size: said.size + 5,
        root: [1; 32],
        kept: said.size - 1,
    };
    let database = test.into_database();
    let claimed = format!(
        "INSERT INTO log_origin (number, name, at, losses) VALUES (2, 'x/2', 1, '{}\n')",
        claim.line()
    );
    database.url.connect().unwrap().batch_execute(&claimed).unwrap();
    let test = TestRegister::signed(database, Clock::manual(beginning()), &log_keys(1), None);
    rename(&test, "Written and not signed");
    assert!(test.notary.broken().is_some());
    assert_eq!(checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed, before);
}

#[test]
fn a_checkpoint_that_is_dated_otherwise_than_its_last_change_is_named() {
    let test = TestRegister::founding();
    ["One", "Two", "Three"].iter().for_each(|name| rename(&test, name));
    let mut conn = test.database.url.connect().unwrap();
    let wrong = |conn: &mut partnership_register::store::Conn| {
        checkpoint::compare(conn, &log_keys(1).public(), None).unwrap().1
    };
    assert_eq!(wrong(&mut conn), Vec::<String>::new());
    let earlier = "UPDATE log_checkpoint SET at = at - 86400000000";
    conn.batch_execute(&past_the_guards(earlier)).unwrap();
    let named = wrong(&mut conn);
    assert!(named.iter().all(|why| why.contains("its time is not that of the last change")), "{named:#?}");
    assert!(named.len() >= 3, "{named:#?}");
}

/// Puts another hash into the log from the leaf of the last change but one on, and takes
/// away what was signed from there.
fn rewrite(test: &TestRegister, signed: u64) {
    let leaf = tlog::stored_hash_index(0, signed - 2);
    let forge = format!(
        "UPDATE log_hash SET hash = (SELECT other.hash FROM log_hash other WHERE other.idx = 0) WHERE idx >= {leaf};
         DELETE FROM log_checkpoint WHERE size >= {}",
        signed - 1
    );
    let mut conn = test.database.url.connect().unwrap();
    conn.batch_execute(&past_the_guards(&forge)).unwrap();
}

#[test]
fn nothing_is_signed_on_top_of_a_log_that_was_rewritten_under_a_running_server() {
    let mut test = TestRegister::founding();
    ["One", "Two", "Three"].iter().for_each(|name| rename(&test, name));
    let signed = checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed.checkpoint.size;
    for has_signed in [true, false] {
        test = match has_signed {
            true => test,
            // One that has only begun, and keeps no checkpoints outside the database.
            false => {
                let again = TestRegister::founding();
                ["One", "Two", "Three"].iter().for_each(|name| rename(&again, name));
                let clock = Clock::manual(beginning());
                let again = TestRegister::signed(again.into_database(), clock, &log_keys(1), None);
                again.notary.catch_up(&again.gate).unwrap();
                again
            }
        };
        rewrite(&test, signed);
        // What the writer remembers of the log is forgotten whenever a command is undone.
        let project = test.graph(SLUG).projects[0].record.id;
        assert!(test.run(RenameAndFail(Rename { project, name: "Undone" })).is_err());
        rename(&test, "Four");
        assert_eq!(test.notary.broken().map(|broken| broken.size), Some(signed), "{has_signed}");
        let newest = checkpoint::latest(&mut test.reader()).unwrap();
        assert!(newest.is_none_or(|found| found.signed.checkpoint.size < signed));
    }
}

#[test]
fn a_running_server_says_that_its_log_was_rewritten_also_where_it_remembers_it() {
    let test = TestRegister::founding();
    ["One", "Two", "Three"].iter().for_each(|name| rename(&test, name));
    let signed = checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed.checkpoint.size;
    rewrite(&test, signed);
    test.wait(2);
    rename(&test, "Four");
    assert_eq!(test.notary.broken().map(|broken| broken.size), Some(signed));
}

#[test]
fn nobody_has_later_changes_signed_with_a_time_of_their_choice_by_editing_the_head() {
    let test = TestRegister::founding();
    let edit = "UPDATE register_head SET at = at + 315360000000000";
    test.database.url.connect().unwrap().batch_execute(&past_the_guards(edit)).unwrap();
    for name in ["One", "Two"] {
        rename(&test, name);
    }
    let mut conn = test.reader();
    let last = partnership_register::store::change::time_of(&mut conn, test.sequence()).unwrap().unwrap();
    assert!((last - test.clock.now()).abs() < chrono::TimeDelta::hours(1), "{last}");
    let problems = verify::everything(&mut conn).unwrap().problems;
    assert!(problems.len() == 1 && problems[0].contains("the head of the history"), "{problems:?}");
}

#[test]
fn what_somebody_else_signed_last_is_not_gone_on_from() {
    let test = TestRegister::founding();
    let newest = checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed;
    let forger = KeyRing::of(SigningKey::generate().unwrap());
    let forged = newest.checkpoint.clone().sign(&forger).unwrap();
    let database = test.into_database();
    let alone = format!(
        "DELETE FROM log_checkpoint WHERE size < {size}; UPDATE log_checkpoint SET signatures = '{lines}'",
        size = newest.checkpoint.size,
        lines = forged.signature_lines()
    );
    database.url.connect().unwrap().batch_execute(&past_the_guards(&alone)).unwrap();
    let test = TestRegister::signed(database, Clock::manual(beginning()), &log_keys(1), None);
    rename(&test, "Written and not signed");
    assert_eq!(test.notary.broken().map(|broken| broken.size), Some(newest.checkpoint.size));
    assert_eq!(checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed, forged);
}

#[test]
fn a_key_that_was_taken_away_before_anything_was_written_is_missed_by_nobody() {
    let clock = || Clock::manual(beginning());
    let database = TestRegister::founding().into_database();
    let both = TestRegister::signed(database, clock(), &log_keys(2), None);
    both.notary.catch_up(&both.gate).unwrap();
    let again = TestRegister::signed(both.into_database(), clock(), &log_keys(1), None);
    rename(&again, "Later");
    let found = verify::everything(&mut again.database.url.connect().unwrap()).unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
}
