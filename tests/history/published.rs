//! What is published of the log, and witnesses who sign it.

use diesel::connection::SimpleConnection;
use partnership_register::history::checkpoint::{Checkpoint, SignedCheckpoint};
use partnership_register::history::cosignature::{cosign, witness_of};
use partnership_register::history::log::Edge;
use partnership_register::store::checkpoint::{self, Lost};
use partnership_register::store::verify;
use serde_json::json;

use crate::operations::deep::past_the_guards;
use crate::support::commands::Rename;
use crate::support::server::{Options, TestServer};
use crate::support::{TestRegister, log_keys};

fn server() -> TestServer {
    let witnesses = vec![witness_of("witness.example/w1", &[7; 32]).unwrap()];
    let test = TestRegister::founding();
    // Enough for a full tile.
    let file = crate::support::founding_file();
    for turn in 0..40 {
        let mut file = serde_json::to_value(&file).unwrap();
        for project in file["projects"].as_array_mut().unwrap() {
            project["description"] = json!(format!("Turn {turn}"));
        }
        test.import(&serde_json::from_value(file).unwrap()).unwrap();
    }
    TestServer::set_up(test, Options { witnesses, ..Options::default() })
}

fn newest(server: &TestServer) -> SignedCheckpoint {
    let answer = server.get("/log/checkpoint");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/plain; charset=utf-8")));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let signed = SignedCheckpoint::read(&answer.body).unwrap();
    assert_eq!(signed.note(), answer.body);
    signed
}

#[test]
fn the_root_follows_from_the_tiles() {
    let server = server();
    let signed = newest(&server);
    signed.signed_by(&log_keys(1).public()).unwrap();
    let size = signed.checkpoint.size;
    assert!(size > 512);
    let mut edge = Edge::default();
    for tile in 0..size / 256 {
        let (status, kept, bytes) = server.kept(&format!("/log/tile/0/{tile:03}"));
        assert_eq!((status, kept.as_str()), (200, "public, max-age=31536000, immutable"));
        assert_eq!(bytes.len(), 256 * 32);
        bytes.chunks(32).for_each(|leaf| drop(edge.push(leaf.try_into().unwrap())));
    }
    let rest = size % 256;
    let (status, _, bytes) = server.kept(&format!("/log/tile/0/{:03}.p/{rest}", size / 256));
    assert_eq!((status, bytes.len() as u64), (200, 32 * rest));
    bytes.chunks(32).for_each(|leaf| drop(edge.push(leaf.try_into().unwrap())));
    assert_eq!((edge.leaves(), edge.root()), (size, signed.checkpoint.root));
    let (_, _, above) = server.kept(&format!("/log/tile/1/000.p/{}", size / 256));
    assert_eq!(above.len() as u64, size / 256 * 32);
    // Under the prefix of the log, too.
    assert_eq!(server.kept("/log/1/tile/0/000").2, server.kept("/log/tile/0/000").2);
    assert_eq!(server.get("/log/1/checkpoint").body, signed.note());
}

#[test]
fn a_log_that_goes_on_after_a_loss_is_at_another_address_with_its_own_number() {
    let server = server();
    let before = newest(&server).checkpoint;
    let (kept, changes) = (before.size, before.size);
    let lost = Lost { last: Checkpoint { size: kept + 1, root: [1; 32], ..before }, kept, changes };
    let mut conn = server.test.database.url.connect().unwrap();
    checkpoint::declare(&mut conn, &log_keys(1), &lost, server.test.clock.now()).unwrap();
    let number = newest(&server).checkpoint.losses.len() + 1;
    for path in ["checkpoint", "tile/0/000"] {
        assert_eq!(server.kept(&format!("/log/1/{path}")).0, 404, "the log that ended: {path}");
        let current = server.kept(&format!("/log/{path}"));
        assert_eq!(server.kept(&format!("/log/{number}/{path}")).2, current.2, "{path}");
        assert_ne!(current.1, "public, max-age=31536000, immutable", "others were there before: {path}");
    }
}

#[test]
fn what_no_checkpoint_covers_and_what_entries_say_is_not_there() {
    let server = server();
    let size = newest(&server).checkpoint.size;
    let absent = [
        format!("/log/tile/0/{:03}", size / 256),
        format!("/log/tile/0/{:03}.p/{}", size / 256, size % 256 + 1),
        "/log/tile/entries/000".to_owned(),
        "/log/tile/data/000".to_owned(),
        "/log/tile/0/000.p/256".to_owned(),
        "/log/tile/0/000.p/0".to_owned(),
        "/log/tile/0/000.p/00".to_owned(),
        "/log/tile/64/000".to_owned(),
        "/log/tile/255/000".to_owned(),
        "/log/tile/0/0".to_owned(),
        "/log/tile/63/000".to_owned(),
        "/log/tile/0/x999/x999/x999/x999/x999/999".to_owned(),
        "/log/2/tile/0/000".to_owned(),
        "/log/2/checkpoint".to_owned(),
        "/log/01/checkpoint".to_owned(),
        "/log/+1/tile/0/000".to_owned(),
        "/log/checkpoint/1".to_owned(),
        "/log/checkpoint/-1".to_owned(),
        format!("/log/checkpoint/0{size}"),
        "/log/checkpoint/99999999999999999999999".to_owned(),
    ];
    for path in absent {
        assert_eq!(server.kept(&path).0, 404, "{path}");
    }
    assert_eq!(server.get(&format!("/log/checkpoint/{size}")).status, 200);
}

#[test]
fn a_known_witness_co_signs_and_everyone_sees_it() {
    let server = server();
    let mut signed = newest(&server);
    let (size, at) = (signed.checkpoint.size, server.test.clock.now());
    signed.add(cosign(&signed, "witness.example/w1", &[7; 32], at).unwrap());
    let taken = server.send("/log/cosign", &signed.note());
    assert_eq!((taken.status, taken.body.as_str()), (200, "1 new, 0 known already\n"));
    let again = server.send("/log/cosign", &signed.note());
    assert_eq!((again.status, again.body.as_str()), (200, "0 new, 1 known already\n"));
    assert_eq!(newest(&server), signed);
    let seen = server.data("{ checkpoint { size note cosignatures { witness at } } }");
    assert_eq!(seen["checkpoint"]["size"], size);
    assert_eq!(seen["checkpoint"]["note"], signed.note());
    assert_eq!(seen["checkpoint"]["cosignatures"][0]["witness"], "witness.example/w1");
}

#[test]
fn a_co_signature_that_is_none_of_its_witness_is_named_and_not_shown() {
    let server = server();
    let mut signed = newest(&server);
    let at = server.test.clock.now();
    signed.add(cosign(&signed, "witness.example/w1", &[7; 32], at).unwrap());
    assert_eq!(server.send("/log/cosign", &signed.note()).status, 200);
    let mut conn = server.test.database.url.connect().unwrap();
    assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
    let later = past_the_guards("UPDATE log_cosignature SET at = at + 1000000");
    conn.batch_execute(&later).unwrap();
    let problems = verify::everything(&mut conn).unwrap().problems;
    assert!(problems.len() == 1 && problems[0].contains("witness.example/w1"), "{problems:?}");
    let seen = server.data("{ checkpoint { cosignatures { witness } } }");
    assert_eq!(seen["checkpoint"]["cosignatures"], json!([]));
    assert!(!newest(&server).note().contains("witness.example"));
}

#[test]
fn a_witness_whose_clock_is_right_co_signs_after_one_of_the_register_ran_fast() {
    let server = server();
    let now = server.test.clock.now();
    let project = server.test.graph("safer-chelmsford").projects[0].record.id;
    server.test.wait(365 * 86_400);
    server.test.run(Rename { project, name: "In a year" }).unwrap();
    server.test.clock.set(now);
    server.test.run(Rename { project, name: "Today" }).unwrap();
    let signed = newest(&server);
    let apart = chrono::TimeDelta::minutes(11);
    let made = signed_at(&server);
    for (wrong, told) in
        [(made, "which is to come"), (now + apart, "which is to come"), (now - apart, "look at its clock")]
    {
        let mut dated = signed.clone();
        dated.add(cosign(&dated, "witness.example/w1", &[7; 32], wrong).unwrap());
        let refused = server.send("/log/cosign", &dated.note());
        assert!(refused.status == 400 && refused.body.contains(told), "{wrong}: {}", refused.body);
    }
    let mut right = signed.clone();
    right.add(cosign(&right, "witness.example/w1", &[7; 32], now).unwrap());
    let taken = server.send("/log/cosign", &right.note());
    assert_eq!((taken.status, taken.body.as_str()), (200, "1 new, 0 known already\n"));
    let mut conn = server.test.database.url.connect().unwrap();
    assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
}

/// When the newest checkpoint was made, as the register says.
fn signed_at(server: &TestServer) -> chrono::DateTime<chrono::Utc> {
    server.data("{ checkpoint { at } }")["checkpoint"]["at"].as_str().unwrap().parse().unwrap()
}

#[test]
fn who_is_no_witness_is_told_so() {
    let server = server();
    let signed = newest(&server);
    let at = server.test.clock.now();
    let with = |name: &str, seed: u8| {
        let mut signed = signed.clone();
        signed.add(cosign(&signed, name, &[seed; 32], at).unwrap());
        signed.note()
    };
    let stranger = server.send("/log/cosign", &with("stranger.example/w", 8));
    assert_eq!(stranger.status, 403);
    assert!(stranger.body.contains("proof.witnesses_file"), "{}", stranger.body);
    assert_eq!(server.send("/log/cosign", &signed.note()).status, 403);
    // Dated so that no right one of the same witness could follow it.
    let made = signed_at(&server);
    let apart = |minutes| chrono::TimeDelta::minutes(minutes);
    for (wrong, told) in [
        (at + apart(11), "which is to come"),
        (made - apart(11), "the checkpoint was made later"),
        (chrono::DateTime::UNIX_EPOCH, "the checkpoint was made later"),
    ] {
        let mut dated = signed.clone();
        dated.add(cosign(&dated, "witness.example/w1", &[7; 32], wrong).unwrap());
        let refused = server.send("/log/cosign", &dated.note());
        assert!(refused.status == 400 && refused.body.contains(told), "{wrong}: {}", refused.body);
    }
    // The witness's signature over another time.
    let mut spoiled = with("witness.example/w1", 7);
    let place = spoiled.rfind(' ').unwrap() + 12;
    let other = if spoiled.as_bytes()[place] == b'A' { "B" } else { "A" };
    spoiled.replace_range(place..=place, other);
    assert_eq!(server.send("/log/cosign", &spoiled).status, 400);
    // Another log's checkpoint, though the witness signed it.
    let foreign = Checkpoint { root: [1; 32], ..signed.checkpoint.clone() };
    let mut foreign = foreign.sign(&log_keys(1)).unwrap();
    foreign.add(cosign(&foreign, "witness.example/w1", &[7; 32], at).unwrap());
    assert_eq!(server.send("/log/cosign", &foreign.note()).status, 404);
    assert_eq!(server.send("/log/cosign", "hello").status, 400);
    assert_eq!(server.get("/log/cosign").status, 405);
    assert_eq!(newest(&server), signed);
}
