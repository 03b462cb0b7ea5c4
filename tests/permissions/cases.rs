//! One case for each mutation: an input that is right, on a record made for the attempt.

use serde_json::{Value, json};

use super::scene::{HERE, LEAD, PARTNER, Scene};

/// A mutation and an input with which it succeeds for whoever may.
pub struct Case {
    /// Its name.
    pub mutation: &'static str,
    /// What is special about the record, for the reader of the matrix.
    pub on: &'static str,
    /// Sets the scene and gives the input.
    pub input: fn(&Scene) -> Value,
}

/// Mutations about one's own account or one's own session, and those with which signing in
/// begins: they have tests of their own.
pub const OF_THEIR_OWN: &[&str] = &[];

const fn case(mutation: &'static str, input: fn(&Scene) -> Value) -> Case {
    Case { mutation, on: "", input }
}

pub const CASES: &[Case] = &[
    case("createProject", |_| json!({ "partnership": HERE, "name": "New", "leadAgency": LEAD })),
    case(
        "createProjects",
        |_| json!({ "rows": [{ "partnership": HERE, "name": "New", "leadAgency": LEAD }] }),
    ),
    case("updateProject", |scene| edit(&project(scene), json!({ "status": "ACTIVE" }))),
    case("archiveProject", |scene| archive(&project(scene))),
    case("unarchiveProject", |scene| {
        let project = project(scene);
        edit(&scene.make("archiveProject", archive(&project), "project"), json!({}))
    }),
];

/// Id and version of a record, with more.
fn edit(record: &Value, more: Value) -> Value {
    let mut input = json!({ "id": record["id"], "version": record["version"], "reason": "a reason" });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

fn archive(record: &Value) -> Value {
    edit(record, json!({}))
}

fn project(scene: &Scene) -> Value {
    let input =
        json!({ "partnership": HERE, "name": "Scheme", "leadAgency": LEAD, "partnerAgencies": [PARTNER] });
    scene.make("createProject", input, "project")
}
