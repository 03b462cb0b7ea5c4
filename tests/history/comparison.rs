//! A partnership at two moments, and how much was changed in a time.

use partnership_register::auth::scope::Scope;
use partnership_register::commands::import::Options;
use partnership_register::model::PartnershipId;
use partnership_register::model::file::PartnershipFile;
use serde_json::{Value, json};

use crate::support::asking::{everything, partner, whole};
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";

/// The founding partnership a month later: a project renamed, one gone, one come, one of
/// them restricted.
fn later() -> PartnershipFile {
    let mut file = serde_json::to_value(founding_file()).unwrap();
    let projects = file["projects"].as_array_mut().unwrap();
    projects.iter_mut().find(|p| p["key"] == "pubwatch").unwrap()["name"] = "Pub Watch".into();
    projects.push(json!({ "key": "new", "name": "A new scheme" }));
    projects.push(json!({ "key": "hidden", "name": "Zanzibar", "visibility": "RESTRICTED", "leadAgency": "essex-police" }));
    serde_json::from_value(file).unwrap()
}

fn register() -> TestRegister {
    let test = TestRegister::founding();
    test.wait(31 * 86_400);
    test.import_with(&later(), Options::default()).unwrap();
    test
}

fn diff(test: &TestRegister, scope: &Scope) -> Value {
    let each =
        "{ entityType entityLabel fields { field before after } changes { action reason actor { name } } }";
    let query = format!(
        "{{ diff(partnership: \"{SLUG}\", from: \"2026-03-10T00:00:00Z\", to: \"2026-05-01T00:00:00Z\") {{
            from partnership {{ slug }} added {each} changed {each} dropped {each} }} }}"
    );
    test.clock.set("2026-06-01T00:00:00Z".parse().unwrap());
    test.see(scope, &query)["diff"].clone()
}

fn labels(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["entityLabel"].as_str().unwrap()).collect()
}

#[test]
fn a_comparison_says_what_came_and_changed_and_by_whom() {
    let test = register();
    for scope in [everything(), whole(&test, SLUG)] {
        let diff = diff(&test, &scope);
        assert_eq!(labels(&diff["added"]), ["A new scheme", "Zanzibar"]);
        assert_eq!(labels(&diff["changed"]), ["Pub Watch"]);
        assert_eq!(labels(&diff["dropped"]), [""; 0]);
        let changed = &diff["changed"][0];
        assert_eq!(
            changed["fields"],
            json!([{ "field": "name", "before": "Pubwatch", "after": "Pub Watch" }])
        );
        assert_eq!(changed["changes"][0]["actor"]["name"], "import");
    }
}

#[test]
fn more_than_can_be_given_at_once_is_refused_in_words() {
    use partnership_register::error::Error;
    use partnership_register::store::change::compare::compare;
    let test = register();
    let all = (0, test.sequence());
    let (scope, partnership, mut conn) = (everything(), test.partnership(SLUG), test.reader());
    let found = compare(&mut conn, &scope, partnership, all, 2_000).unwrap();
    let most = found.len() - 1;
    let refused = compare(&mut conn, &scope, partnership, all, most).unwrap_err();
    assert!(matches!(&refused, Error::LimitExceeded { limit: "compared", .. }));
    assert!(refused.to_string().contains("compare moments that lie nearer together"), "{refused}");
}

#[test]
fn what_may_not_be_seen_is_in_no_comparison() {
    let test = register();
    let diff = diff(&test, &partner(&test, SLUG, "chelmsford-city-council"));
    assert_eq!(labels(&diff["added"]), ["A new scheme"]);
    assert!(!diff.to_string().contains("Zanzibar"));
    assert_eq!(self::diff(&test, &Scope::anonymous()), Value::Null);
}

#[test]
fn what_was_archived_was_dropped() {
    let test = register();
    test.clock.set("2026-04-20T00:00:00Z".parse().unwrap());
    test.import_with(&founding_file(), Options { overwrite: false, archive_missing: true }).unwrap();
    test.wait(60);
    let query = format!(
        "{{ diff(partnership: \"{SLUG}\", from: \"2026-04-10T00:00:00Z\") {{ added {{ entityLabel }} changed {{ entityLabel }} dropped {{ entityLabel }} }} }}"
    );
    let answer = test.see(&everything(), &query);
    assert_eq!(labels(&answer["diff"]["dropped"]), ["A new scheme", "Zanzibar"]);
    assert_eq!(labels(&answer["diff"]["changed"]), ["Pubwatch"]);
}

#[test]
fn changes_are_counted_by_month_as_far_as_they_may_be_seen() {
    let test = register();
    test.clock.set("2026-04-30T00:00:00Z".parse().unwrap());
    let query = "{ changeStats { startsOn changes created updated archived actors } }";
    let all = test.see(&everything(), query)["changeStats"].clone();
    let months = all.as_array().unwrap();
    assert_eq!(months.len(), 12);
    assert_eq!(
        months[11],
        json!({ "startsOn": "2026-04-01", "changes": 3, "created": 2, "updated": 1, "archived": 0, "actors": 1 })
    );
    let total: i64 = months.iter().map(|month| month["changes"].as_i64().unwrap()).sum();
    assert_eq!(total, test.sequence() as i64);
    let outside = test.see(&partner(&test, SLUG, "chelmsford-city-council"), query);
    assert_eq!(outside["changeStats"][11]["changes"], 2);
    assert_eq!(test.see(&Scope::anonymous(), query)["changeStats"], json!([]));
    let long = "{ changeStats(by: DAY, from: \"2020-01-01\") { changes } }";
    let answer = test.answer(&everything(), long);
    assert!(answer["errors"][0]["message"].as_str().unwrap().contains("120 periods"));
}

#[test]
fn a_comparison_from_a_moment_to_come_says_that_it_is() {
    let test = register();
    let query = format!(
        "{{ diff(partnership: \"{SLUG}\", from: \"2099-01-01T00:00:00Z\", to: \"2099-02-01T00:00:00Z\") {{ from }} }}"
    );
    let answer = test.ask(&test.coordinator(SLUG), &query, json!({}));
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("from lies in the future"), "{message}");
}

#[test]
fn whoever_reads_no_history_of_a_partnership_is_not_told_that_nothing_changed() {
    let test = register();
    test.clock.set("2026-06-01T00:00:00Z".parse().unwrap());
    let query = format!(
        "{{ diff(partnership: \"{SLUG}\", from: \"2026-03-10T00:00:00Z\") {{ added {{ entityId }} }} }}"
    );
    let elsewhere = Scope { partners: [PartnershipId::default()].into(), ..Scope::default() };
    for scope in [Scope::anonymous(), elsewhere] {
        assert_eq!(test.see(&scope, &query)["diff"], json!(null));
    }
    assert_ne!(test.see(&partner(&test, SLUG, "essex-police"), &query)["diff"], json!(null));
}
