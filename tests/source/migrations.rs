//! The migrations of both databases say the same, and what the enums say.

use std::collections::BTreeMap;

use partnership_register::model::*;

use super::root;

const FOLDERS: [&str; 2] = ["migrations/sqlite", "migrations/postgres"];

fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The words that each column may hold, by table and column, of all migrations of a folder.
fn vocabularies(folder: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for name in names(folder) {
        let sql = std::fs::read_to_string(root().join(folder).join(name).join("up.sql")).unwrap();
        let mut table = "";
        for line in sql.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split_whitespace().next().unwrap();
            }
            let Some((before, list)) =
                line.split_once(" IN ('").filter(|(before, _)| before.contains("CHECK"))
            else {
                continue;
            };
            let column = before.rsplit(['(', ' ']).next().unwrap();
            let words = list.split_once(')').unwrap().0.split(',');
            let words = words.map(|word| word.trim().trim_matches('\'').to_owned()).collect();
            if line.starts_with("    ") && !table.is_empty() {
                // The first list is the whole vocabulary; later rules name parts of it.
                found.entry(format!("{table}.{column}")).or_insert(words);
            }
        }
    }
    found
}

fn expected() -> BTreeMap<String, Vec<String>> {
    fn words<W: Words>() -> Vec<String> {
        W::ALL.iter().map(|value| value.word().to_owned()).collect()
    }
    let mut expected: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    expected.insert("partnership.kind", words::<PartnershipKind>());
    expected.insert("agency.kind", words::<AgencyKind>());
    expected.insert("succession.kind", words::<SuccessionKind>());
    expected.insert("membership.basis", words::<MembershipBasis>());
    expected.insert("membership.capacity", words::<Capacity>());
    expected.insert("strategy.kind", words::<StrategyKind>());
    expected.insert("strategy.state", words::<StrategyState>());
    expected.insert("priority.title_status", words::<TitleStatus>());
    expected.insert("meeting.kind", words::<MeetingKind>());
    expected.insert("meeting_occurrence.status", words::<OccurrenceStatus>());
    expected.insert("event.kind", words::<EventKind>());
    expected.insert("event_occurrence.status", words::<OccurrenceStatus>());
    expected.insert("project.kind", words::<ProjectKind>());
    expected.insert("project.status", words::<ProjectStatus>());
    expected.insert("progress_update.rating", words::<Rating>());
    expected.insert("action.status", words::<ActionStatus>());
    expected.insert("document.kind", words::<DocumentKind>());
    let of_plans = EntityType::ALL.iter().filter(|entity| entity.is_of_plans());
    expected.insert("entity.entity_type", of_plans.map(|entity| entity.word().to_owned()).collect());
    expected.insert("account.state", words::<UserState>());
    expected.insert("role_grant.role", words::<Role>());
    expected.insert("api_key.reads", vec!["PUBLIC".to_owned(), "PARTNERS".to_owned()]);
    expected.insert("update_request.state", words::<UpdateRequestState>());
    expected.insert("update_letter.state", words::<LetterState>());
    expected.insert("session.kind", words::<SessionKind>());
    expected.insert("link.kind", words::<LinkKind>());
    expected.insert("sign_in.outcome", words::<SignInOutcome>());
    expected.insert("change.action", words::<ChangeAction>());
    let mut roles = words::<AgencyRole>();
    roles.push("INHERITED".to_owned());
    expected.insert("entity_agency.role", roles);
    for table in [
        "meeting",
        "meeting_occurrence",
        "event",
        "event_occurrence",
        "project",
        "progress_update",
        "action",
        "document",
        "entity",
        "entity_agency",
        "change",
    ] {
        let column: &'static str = format!("{table}.visibility").leak();
        expected.insert(column, words::<Visibility>());
    }
    expected.into_iter().map(|(column, words)| (column.to_owned(), words)).collect()
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    assert_eq!(names(FOLDERS[0]), names(FOLDERS[1]));
}

#[test]
fn the_words_in_the_migrations_are_those_of_the_enums() {
    for folder in FOLDERS {
        assert_eq!(vocabularies(folder), expected(), "{folder}");
    }
}
