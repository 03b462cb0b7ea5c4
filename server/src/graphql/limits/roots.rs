//! The fields at the root of an operation, wherever its fragments put them, and what a
//! mutation may be before anything of it is looked at.

use std::collections::HashSet;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};

use super::Refusal;

/// What anybody may ask without having signed in.
const PUBLIC: [&str; 6] =
    ["setUp", "signIn", "refreshSession", "acceptInvitation", "requestPasswordReset", "resetPassword"];

/// What somebody may ask who must set up a second factor first.
const ENROLLING: [&str; 4] = ["enrolTotp", "confirmTotp", "signOut", "changePassword"];

/// What checks a secret, or makes one, beside what is [`PUBLIC`]: at most one of them in a
/// request.
const CREDENTIAL: [&str; 9] = [
    "changePassword",
    "enrolTotp",
    "confirmTotp",
    "renewRecoveryCodes",
    "resetSecondFactor",
    "createApiKey",
    "createCalendarFeed",
    "inviteUser",
    "resendInvitation",
];

/// What else is carried out each time it is asked for.
const KEYLESS: [&str; 6] = [
    "endSession",
    "endOtherSessions",
    "resendInvitation",
    "renewRecoveryCodes",
    "createCalendarFeed",
    "revokeCalendarFeed",
];

/// What is carried out each time it is asked for: signing in and out, secrets and letters,
/// of which there is nothing to answer again. Every other mutation runs its command by
/// `commands/once.rs` and may come with an `Idempotency-Key`; a test sees that each is one
/// or the other.
pub fn keyless() -> impl Iterator<Item = &'static str> {
    PUBLIC.into_iter().chain(ENROLLING).chain(KEYLESS)
}

/// The names of the fields at the root of an operation. The document has no cycles and a
/// bounded number of fields: [`super::document::check`] saw to it.
pub fn fields<'a>(document: &'a ExecutableDocument, operation: &'a OperationDefinition) -> Vec<&'a str> {
    selected(document, operation).iter().map(|field| field.name.node.as_str()).collect()
}

/// Refuses two fields of a mutation that would stand under one name in its answer. GraphQL
/// makes one of them; the library carries out each and shows one.
///
/// # Errors
/// A [`Refusal`] that names the field.
pub fn each_once(document: &ExecutableDocument, operation: &OperationDefinition) -> Result<(), Refusal> {
    let fields = selected(document, operation);
    let mut keys = HashSet::new();
    for field in fields.iter().filter(|field| field.name.node != "__typename") {
        let key = field.response_key().node.as_str();
        if !keys.insert(key) {
            return Err(Refusal::invalid(format!(
                "The mutation selects {} twice, and would be carried out twice: select it once, with all that \
                 you want to see of it, or give each of the two an alias of its own.",
                shortened(key),
            )));
        }
    }
    Ok(())
}

/// A name as a message repeats it.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

fn selected<'a>(document: &'a ExecutableDocument, operation: &'a OperationDefinition) -> Vec<&'a Field> {
    let mut fields = Vec::new();
    collect(document, &operation.selection_set.node, &mut fields);
    fields
}

fn collect<'a>(document: &'a ExecutableDocument, set: &'a SelectionSet, fields: &mut Vec<&'a Field>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => fields.push(&field.node),
            Selection::InlineFragment(inline) => collect(document, &inline.node.selection_set.node, fields),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    collect(document, &fragment.node.selection_set.node, fields);
                }
            }
        }
    }
}

/// Whether anybody may ask for all of these.
pub fn are_public(fields: &[&str]) -> bool {
    fields.iter().all(|field| PUBLIC.contains(field) || *field == "__typename")
}

/// Whether somebody may ask for all of these who must set up a second factor first.
pub fn are_enrolling(fields: &[&str]) -> bool {
    fields.iter().all(|field| ENROLLING.contains(field) || PUBLIC.contains(field) || *field == "__typename")
}

/// Whether an `Idempotency-Key` does not protect this.
pub fn is_keyless(field: &str) -> bool {
    keyless().any(|known| known == field)
}

/// Refuses more than one field that checks or makes a secret: a request is one attempt.
///
/// # Errors
/// A [`Refusal`] by the limit `credential_mutations`.
pub fn one_attempt(fields: &[&str]) -> Result<(), Refusal> {
    let found = fields.iter().filter(|field| PUBLIC.contains(field) || CREDENTIAL.contains(field)).count();
    match found {
        0 | 1 => Ok(()),
        _ => Err(Refusal::limit("credential_mutations", 1_u64, "field that checks or makes a secret")),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn names(text: &str) -> Vec<String> {
        let document = parse_query(text).unwrap();
        let operation = document.operations.iter().next().unwrap().1;
        fields(&document, &operation.node).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fields_are_found_behind_aliases_and_fragments() {
        let text = "mutation { a: signIn { x } ...F ... on Mutation { signOut { x } } }
                    fragment F on Mutation { b: signIn { x } ...G } fragment G on Mutation { createProject { x } }";
        let names = names(text);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(names, ["signIn", "signIn", "createProject", "signOut"]);
        assert!(!are_public(&names) && are_public(&names[..2]));
        assert!(one_attempt(&names).is_err() && one_attempt(&names[1..]).is_ok());
    }

    fn refused(text: &str) -> Option<String> {
        let document = parse_query(text).unwrap();
        let operation = document.operations.iter().next().unwrap().1;
        each_once(&document, &operation.node).err().map(|refusal| refusal.message())
    }

    #[test]
    fn two_fields_of_one_name_in_the_answer_are_refused_wherever_they_stand() {
        let a = "fragment A on Mutation { r: make { x } }";
        let b = "fragment B on Mutation { r: make { y } }";
        for twice in [
            "mutation { r: make { x } r: make { y } }".to_owned(),
            format!("mutation {{ ...A ...B }} {a} {b}"),
            format!("mutation {{ ...A ... {{ ...A }} }} {a}"),
            "mutation { make { x } ... on Mutation { make { x } } }".to_owned(),
        ] {
            assert!(refused(&twice).unwrap().contains("twice"), "{twice}");
        }
        assert_eq!(refused("mutation { __typename a: make { x } b: make { x } __typename }"), None);
        let long = "x".repeat(1_000);
        assert!(refused(&format!("mutation {{ {long} {long} }}")).unwrap().len() < 300);
    }
}
