//! The matrix is made by running every mutation as everybody; the committed table in
//! `docs/permission-matrix.md` is what it gave.

use std::collections::BTreeSet;
use std::fmt::Write;

use partnership_register::graphql;
use serde_json::{Value, json};

use super::cases::{Case, OF_THEIR_OWN, cases};
use super::scene::Scene;
use crate::source::root;
use crate::support::people::Person;

/// What came of one attempt.
fn attempt(scene: &Scene, case: &Case, person: &Person) -> &'static str {
    let input = (case.input)(scene);
    let before = scene.test.sequence();
    let answer = scene.test.mutate(person, case.mutation, input.clone(), "");
    let written = scene.test.sequence() - before;
    let outcome = match answer["errors"][0]["code"].as_str() {
        None => {
            let errors = &answer["data"][case.mutation]["errors"];
            assert_eq!(errors, &json!([]), "{} with {input}", case.mutation);
            // A link that is sent again is no change of anything.
            let changes = case.mutation != "resendInvitation";
            assert_eq!(written > 0, changes, "{}: in the history or not", case.mutation);
            return "yes";
        }
        Some("UNAUTHENTICATED") => "sign in",
        Some("FORBIDDEN") => "no",
        Some("NOT_FOUND") => "not there",
        other => panic!("{} with {input}: {other:?} {answer}", case.mutation),
    };
    assert_eq!(written, 0, "{} was refused and wrote", case.mutation);
    outcome
}

fn table(scene: &Scene) -> String {
    let everybody = scene.everybody();
    let mut text = String::from("| mutation |");
    for (name, _) in &everybody {
        let _ = write!(text, " {} |", name.trim());
    }
    text.push('\n');
    text.push_str(&format!("|{}\n", " --- |".repeat(everybody.len() + 1)));
    for case in &cases() {
        let _ = write!(text, "| `{}`{} |", case.mutation, case.on);
        for (_, person) in &everybody {
            let _ = write!(text, " {} |", attempt(scene, case, person));
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_committed_matrix_is_what_happens_when_everybody_tries_everything() {
    let made = table(&Scene::new());
    let path = root().join("docs/permission-matrix.md");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let kept: String =
        committed.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    if kept != made {
        let place = root().join("target/permission-matrix.md");
        std::fs::write(&place, &made).unwrap();
        panic!("docs/permission-matrix.md is not what happens; the table as it is: {}", place.display());
    }
}

/// The mutations of the schema.
pub fn mutations() -> BTreeSet<String> {
    let schema = graphql::sdl();
    let root = schema.split("\ntype Mutation {").nth(1).unwrap().split("\n}").next().unwrap();
    let fields = root.lines().filter(|line| line.starts_with('\t') && !line.starts_with("\t\t"));
    let name = |line: &str| {
        let name: String = line.trim().chars().take_while(char::is_ascii_alphanumeric).collect();
        (line.trim()[name.len()..].starts_with(['(', ':']) && !name.is_empty()).then_some(name)
    };
    fields.filter_map(name).collect()
}

#[test]
fn every_mutation_is_in_the_matrix_or_is_about_ones_own_account() {
    let known: BTreeSet<String> = cases()
        .iter()
        .map(|case| case.mutation)
        .chain(OF_THEIR_OWN.iter().copied())
        .map(str::to_owned)
        .collect();
    let all = mutations();
    assert!(all.contains("updateProject"), "the schema's mutations are not found");
    let forgotten: Vec<&String> = all.difference(&known).collect();
    assert!(forgotten.is_empty(), "not in the matrix: {forgotten:?}");
    let gone: Vec<&String> = known.difference(&all).collect();
    assert!(gone.is_empty(), "in the matrix and not in the schema: {gone:?}");
}

#[test]
fn what_nobody_may_see_cannot_be_told_from_what_is_not_there() {
    let scene = Scene::new();
    let input = json!({
        "partnership": super::scene::HERE, "name": "Hidden", "leadAgency": super::scene::LEAD,
        "visibility": "RESTRICTED",
    });
    let hidden = scene.make("createProject", input, "project");
    let outsider = scene.test.partner_admin(super::scene::HERE, super::scene::OTHER);
    let try_with = |id: &Value| {
        let input = json!({ "id": id, "version": 1, "name": "Found" });
        scene.test.mutate(&outsider, "updateProject", input, "")["errors"].clone()
    };
    let absent = json!("project_0192f0c1d2e37abc8def0123456789ab");
    assert_eq!(try_with(&hidden["id"]), try_with(&absent));
}
