//! Every mutation happens once under an `Idempotency-Key`, or refuses the key.

use std::collections::BTreeSet;

use partnership_register::graphql::limits::roots::{is_keyless, keyless};
use partnership_register::model::Role;
use serde_json::{Value, json};

use super::cases::{Case, cases};
use super::matrix::mutations;
use super::scene::{HERE, LEAD, Scene};
use crate::support::people::Person;

/// People with accounts, of whom one may do whatever there is to be done.
fn those_who_may(scene: &Scene) -> Vec<Person> {
    let here = Some(scene.test.partnership(HERE));
    let lead = Some(scene.test.agency(LEAD));
    vec![
        scene.with_account((Role::Coordinator, here, None)),
        scene.with_account((Role::Administrator, None, None)),
        scene.with_account((Role::PartnerAdmin, here, lead)),
    ]
}

/// Asks for the same under the same key twice, as whoever may; false when nobody may.
fn happens_once(scene: &Scene, people: &[Person], mutation: &str, input: &Value) -> bool {
    let key = uuid::Uuid::now_v7().to_string();
    let before = scene.test.sequence();
    let ask = |person: &Person| scene.test.mutate_under(&key, person, mutation, input.clone());
    let Some(person) = people.iter().find(|person| ask(person)["errors"] == json!([])) else { return false };
    let after = scene.test.sequence();
    assert!(after > before, "{mutation} wrote nothing");
    let again = ask(person);
    assert_eq!(again["errors"], json!([]), "{mutation} again");
    let told = again["data"][mutation]["errors"].as_array().unwrap();
    assert!(told.iter().all(|error| error["code"] == "ALREADY_SHOWN"), "{mutation} again: {told:?}");
    assert_eq!(scene.test.sequence(), after, "{mutation} happened twice");
    true
}

#[test]
fn every_mutation_happens_once_under_a_key_or_takes_none() {
    let scene = Scene::new();
    let people = those_who_may(&scene);
    let mut known: BTreeSet<String> = keyless().map(str::to_owned).collect();
    for Case { mutation, input, .. } in cases() {
        if !is_keyless(mutation) && happens_once(&scene, &people, mutation, &input(&scene)) {
            known.insert(mutation.to_owned());
        }
    }
    // It needs a session, and is asked for twice in `accounts/idempotency.rs`.
    known.insert("exportEvidence".to_owned());
    assert_eq!(known, mutations());
}
