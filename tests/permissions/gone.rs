//! Nothing is done for somebody who is gone when the turn of their mutation comes.

use std::sync::Arc;

use partnership_register::auth::viewer::Viewer;
use partnership_register::model::Role;

use super::cases::cases;
use super::scene::{HERE, LEAD, Scene};
use crate::support::people::Person;

/// Somebody with every role that permits anything, whose session has ended since the request
/// began.
fn gone(scene: &Scene) -> Person {
    let here = Some(scene.test.partnership(HERE));
    let lead = Some(scene.test.agency(LEAD));
    let person = Person::with(&[
        (Role::Administrator, None, None),
        (Role::Coordinator, here, None),
        (Role::PartnerAdmin, here, lead),
        (Role::Auditor, None, None),
    ]);
    let viewer = person.0.as_deref().unwrap();
    Person(Some(Arc::new(Viewer { is_held: true, ..viewer.clone() })))
}

#[test]
fn no_mutation_does_anything_for_somebody_whose_session_has_ended_meanwhile() {
    let scene = Scene::new();
    let gone = gone(&scene);
    for case in cases() {
        let input = (case.input)(&scene);
        let before = scene.test.sequence();
        let answer = scene.test.mutate(&gone, case.mutation, input, "");
        assert_eq!(answer["errors"][0]["code"], "UNAUTHENTICATED", "{}{}: {answer}", case.mutation, case.on);
        assert_eq!(scene.test.sequence(), before, "{}{}", case.mutation, case.on);
    }
}
