//! Two updates of one version: one wins, the other is told what is there now.

use std::sync::Barrier;

use partnership_register::graph::follower::Follower;
use serde_json::{Value, json};

use super::SLUG;
use crate::support::TestRegister;
use crate::support::people::Person;

/// A project that the police lead: its id and version.
fn project(test: &TestRegister) -> (String, i64) {
    let input = json!({ "partnership": SLUG, "name": "Street patrols", "leadAgency": "essex-police" });
    let payload = test.change(&test.coordinator(SLUG), "createProject", input, "project { id version }");
    let project = &payload["project"];
    (project["id"].as_str().unwrap().to_owned(), project["version"].as_i64().unwrap())
}

fn update(test: &TestRegister, person: &Person, (id, version): (&str, i64), text: &str) -> Value {
    let input = json!({ "id": id, "version": version, "description": text });
    test.change(person, "updateProject", input, "project { description version }")
}

/// Updates one version from several places at the same moment; gives the payloads.
fn at_once(places: &[&TestRegister], id: &str, version: i64) -> Vec<Value> {
    let start = Barrier::new(places.len());
    std::thread::scope(|scope| {
        let start = &start;
        let mut threads = Vec::new();
        for (n, &test) in places.iter().enumerate() {
            threads.push(scope.spawn(move || {
                let person = test.partner_admin(SLUG, "essex-police");
                start.wait();
                update(test, &person, (id, version), &format!("Text {n} on {version}"))
            }));
        }
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// One of the payloads has won, and the others show what it wrote.
fn one_has_won(payloads: &[Value], version: i64) {
    let (won, lost): (Vec<&Value>, Vec<&Value>) =
        payloads.iter().partition(|payload| payload["errors"] == json!([]));
    assert_eq!(won.len(), 1, "{payloads:?}");
    assert_eq!(won[0]["project"]["version"], version + 1);
    for payload in lost {
        assert_eq!(payload["errors"][0]["code"], "CONFLICT", "{payload}");
        assert_eq!(payload["project"], won[0]["project"]);
    }
}

#[test]
fn of_many_at_once_through_one_server_one_wins() {
    let test = TestRegister::founding();
    let (id, version) = project(&test);
    let before = test.sequence();
    for round in 0..5 {
        one_has_won(&at_once(&[&test; 4], &id, version + round), version + round);
    }
    assert_eq!(test.sequence(), before + 5, "one change for each that won");
}

#[test]
fn of_two_at_once_through_two_servers_one_wins() {
    let test = TestRegister::founding();
    let (id, version) = project(&test);
    let other = test.beside();
    let follower = Follower::start(test.register.clone());
    let before = test.sequence();
    for round in 0..5 {
        let payloads = at_once(&[&test, &other, &test, &other], &id, version + round);
        one_has_won(&payloads, version + round);
    }
    assert_eq!(test.sequence(), before + 5, "one change for each that won");
    drop(follower);
}

#[test]
fn what_is_there_now_is_shown_even_if_another_server_wrote_it_just_before() {
    let test = TestRegister::founding();
    let (id, version) = project(&test);
    let other = test.beside();
    let person = other.partner_admin(SLUG, "essex-police");
    assert_eq!(update(&other, &person, (&id, version), "First")["errors"], json!([]));
    // Nothing follows here: this server has not heard of it.
    let payload = update(&test, &person, (&id, version), "Second");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["project"], json!({ "description": "First", "version": version + 1 }));
}
