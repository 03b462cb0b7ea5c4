//! Editions: a new one never changes what another says, and a draft shows nowhere.

use std::collections::{BTreeMap, BTreeSet};

use partnership_register::model::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::api::partnership::PAGE;
use crate::support::dice::Dice;
use crate::support::people::Person;
use crate::support::server::TestServer;
use crate::support::{TestRegister, cases};

const CHELMSFORD: &str = "safer-chelmsford";

/// The edition that the founding partnership has published.
fn published(test: &TestRegister) -> Value {
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { id title priorities { id heading
        projects { id } meetings { id } events { id } focusAreas { id title projects { id } } } } } }";
    test.ask(&Person::nobody(), query, json!({}))["data"]["partnership"]["strategy"].clone()
}

/// Everything that an edition says: itself, its priorities and focus areas, and which
/// documents belong to them.
fn says(test: &TestRegister, edition: StrategyId) -> BTreeMap<AnyId, (Option<Record>, Vec<DocumentId>)> {
    let graph = test.graph(CHELMSFORD);
    let priorities: BTreeSet<PriorityId> =
        graph.priorities.iter().filter(|p| p.record.strategy == edition).map(|p| p.record.id).collect();
    let mut said = BTreeMap::new();
    for record in graph.records() {
        let belongs = match &record {
            Record::Strategy(strategy) => strategy.id == edition,
            Record::Priority(priority) => priorities.contains(&priority.id),
            Record::FocusArea(area) => priorities.contains(&area.priority),
            _ => false,
        };
        if belongs {
            said.insert(record.id(), (Some(record), Vec::new()));
        }
    }
    for document in &graph.documents {
        for id in document.record.parents() {
            if let Some((_, documents)) = said.get_mut(&id) {
                documents.push(document.record.id);
            }
        }
    }
    said
}

fn editions(test: &TestRegister) -> Vec<StrategyId> {
    test.graph(CHELMSFORD).strategies.iter().map(|node| node.record.id).collect()
}

#[test]
fn a_rolled_forward_edition_carries_what_is_not_dropped() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let old = published(&test);
    let before = says(&test, old["id"].as_str().unwrap().parse().unwrap());
    let priorities = old["priorities"].as_array().unwrap();
    let input = json!({ "strategy": old["id"], "title": "Plan 2026/27", "periodLabel": "2026/27",
        "startsOn": "2026-04-01", "endsOn": "2027-03-31", "dropPriorities": [priorities[1]["id"]],
        "dropFocusAreas": [priorities[0]["focusAreas"][1]["id"]], "reason": "A new year." });
    let sequence = test.sequence();
    let selection = "strategy { state title periodLabel startsOn endsOn supersedes { id } approvals { body }
        priorities { position carriedFrom { id } projects { id } meetings { id } events { id }
            focusAreas { position title carriedFrom { id } projects { id } } } }";
    let payload = test.change(&coordinator, "rollForwardStrategy", input, selection);
    let new = &payload["strategy"];
    assert_eq!((&new["state"], &new["periodLabel"]), (&json!("DRAFT"), &json!("2026/27")));
    assert_eq!((&new["startsOn"], &new["endsOn"]), (&json!("2026-04-01"), &json!("2027-03-31")));
    assert_eq!(new["supersedes"]["id"], old["id"]);
    let carried = new["priorities"].as_array().unwrap();
    let kept = [&priorities[0], &priorities[2], &priorities[3]];
    assert_eq!(carried.len(), kept.len());
    let mut records = 1;
    for (i, (new, old)) in carried.iter().zip(kept).enumerate() {
        assert_eq!(new["position"], i + 1);
        assert_eq!(new["carriedFrom"]["id"], old["id"]);
        for links in ["projects", "meetings", "events"] {
            assert_eq!(new[links], old[links], "{links}");
        }
        let areas: Vec<&Value> = old["focusAreas"].as_array().unwrap().iter().collect();
        let areas: Vec<&Value> = if i == 0 { [&areas[..1], &areas[2..]].concat() } else { areas };
        let new_areas = new["focusAreas"].as_array().unwrap();
        records += 1 + areas.len() as u64;
        assert_eq!(new_areas.len(), areas.len());
        for (j, (new, old)) in new_areas.iter().zip(areas).enumerate() {
            assert_eq!(new["position"], j + 1);
            assert_eq!((&new["title"], &new["projects"]), (&old["title"], &old["projects"]));
            assert_eq!(new["carriedFrom"]["id"], old["id"]);
        }
    }
    assert_eq!(test.sequence(), sequence + records);
    assert_eq!(says(&test, old["id"].as_str().unwrap().parse().unwrap()), before);
}

#[test]
fn what_is_dropped_must_be_of_the_edition() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let old = published(&test);
    let sequence = test.sequence();
    let area = &old["priorities"][0]["focusAreas"][0]["id"];
    let input =
        json!({ "strategy": old["id"], "title": "", "dropPriorities": [area], "dropFocusAreas": [area] });
    let payload = test.change(&coordinator, "rollForwardStrategy", input, "strategy { id }");
    let paths: Vec<&Value> = payload["errors"].as_array().unwrap().iter().map(|e| &e["path"]).collect();
    assert_eq!(paths, [&json!(["dropPriorities", "0"]), &json!(["title"])]);
    let input = json!({ "strategy": "strategy_1", "title": "X" });
    assert_eq!(test.refusal(&coordinator, "rollForwardStrategy", input), "NOT_FOUND");
    assert_eq!(test.sequence(), sequence);
}

/// All that anybody can ask of the founding partnership without signing in.
fn all_that_is_public(server: &TestServer, ids: &[AnyId]) -> Vec<String> {
    let lists = "{
        partnerships { totalCount nodes { id name planUpdatedAt memberships { id nameAsPublished }
            strategies { id version updatedAt state supersedes { id } } documents { id title version updatedAt }
            strategy { id priorities { id heading position version updatedAt focusAreas { id title version } } } } }
        projects(first: 100) { totalCount nodes { id name updatedAt priorities { id } focusAreas { id } } }
        meetings(first: 100) { totalCount nodes { id name priorities { id } } }
        events(first: 100) { totalCount nodes { id name priorities { id } } }
        actions { totalCount } agencies(first: 100) { totalCount nodes { id name } } }";
    let mut answers = vec![
        server.ask(PAGE, json!({ "slug": CHELMSFORD })).to_string(),
        server.ask(lists, json!({})).to_string(),
    ];
    for text in ["plan", "2026", "strategy", "anti-social", "the", "priority", "partnership"] {
        let query = "query($text: String!) { search(text: $text, first: 100) { totalCount edges { node { __typename } } } }";
        answers.push(server.ask(query, json!({ "text": text })).to_string());
    }
    let past = "{ partnership(slug: \"safer-chelmsford\", asOf: \"2026-03-02T09:00:00.5Z\") { name strategies { id title } } }";
    answers.push(server.ask(past, json!({})).to_string());
    for id in ids {
        let query = "query($id: ID!) { node(id: $id) { __typename id
            ... on Strategy { version state priorities { id } } ... on Priority { version heading strategy { id } }
            ... on FocusArea { version title } ... on Project { version priorities { id } } } }";
        answers.push(server.ask(query, json!({ "id": id.to_string() })).to_string());
    }
    for path in ["", "partnerships/safer-chelmsford", "partnerships/safer-chelmsford/plan.json"] {
        answers.push(server.get(&format!("/{path}")).body);
    }
    for feed in ["projects.csv", "calendar.ics"] {
        answers.push(server.get(&format!("/partnerships/safer-chelmsford/{feed}")).body);
    }
    answers
}

#[test]
fn after_a_roll_forward_every_anonymous_answer_is_the_same_to_the_byte() {
    let server = TestServer::founding();
    let test = &server.test;
    let old = published(test);
    let mut ids: Vec<AnyId> = test.graph(CHELMSFORD).records().iter().map(Record::id).collect();
    let known = ids.len();
    test.wait(2);
    let before = all_that_is_public(&server, &ids);
    let input = json!({ "strategy": old["id"], "title": "Strategy 2026/27", "startsOn": "2026-01-01" });
    let payload = test.change(&test.coordinator(CHELMSFORD), "rollForwardStrategy", input, "strategy { id }");
    assert_eq!(payload["errors"], json!([]));
    assert_eq!(all_that_is_public(&server, &ids), before);
    // And the new records are nowhere by their ids either.
    ids = test.graph(CHELMSFORD).records().iter().map(Record::id).filter(|id| !ids.contains(id)).collect();
    assert!(ids.len() > 10 && known > 10);
    for id in ids {
        let answer = server.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id.to_string() }));
        assert_eq!(answer["data"]["node"], Value::Null);
    }
}

/// One command aimed at an edition, at random; what is refused changes nothing at all.
fn any_command(test: &TestRegister, d: &mut Dice, edition: StrategyId) -> (&'static str, Value) {
    let graph = test.graph(CHELMSFORD);
    let strategy = graph.strategies.iter().find(|node| node.record.id == edition).unwrap();
    let sversion = strategy.record.head.version;
    let priorities: Vec<&Priority> =
        graph.priorities.iter().map(|node| &*node.record).filter(|p| p.strategy == edition).collect();
    let areas: Vec<&FocusArea> = graph
        .focus_areas
        .iter()
        .map(|node| &*node.record)
        .filter(|area| priorities.iter().any(|p| p.id == area.priority))
        .collect();
    let texts = |ids: Vec<AnyId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let projects = texts(graph.projects.iter().map(|n| n.record.id.into()).collect());
    let meetings = texts(graph.meetings.iter().map(|n| n.record.id.into()).collect());
    let events = texts(graph.events.iter().map(|n| n.record.id.into()).collect());
    let document = graph.documents.first().map(|node| &node.record);
    let project = &graph.projects[d.below(graph.projects.len())].record;
    let pids: Vec<String> = priorities.iter().map(|p| p.id.to_string()).collect();
    let aids: Vec<String> = areas.iter().map(|a| a.id.to_string()).collect();
    let id = edition.to_string();
    let reason = "By chance.";
    let priority = (!priorities.is_empty()).then(|| *d.one(&priorities));
    let area = (!areas.is_empty()).then(|| *d.one(&areas));
    match (d.below(13), priority, area, document) {
        (0, ..) => (
            "createPriority",
            json!({ "strategy": id, "title": "New", "projects": d.some(&projects), "reason": reason }),
        ),
        (1, Some(p), ..) => (
            "updatePriority",
            json!({ "id": p.id.to_string(), "version": p.head.version, "projects": d.some(&projects),
                    "meetings": d.some(&meetings), "events": d.some(&events), "reason": reason }),
        ),
        (2, Some(p), ..) => {
            ("createFocusArea", json!({ "priority": p.id.to_string(), "title": "New", "reason": reason }))
        }
        (3, _, Some(a), _) => (
            "updateFocusArea",
            json!({ "id": a.id.to_string(), "version": a.head.version, "title": "Other",
                    "projects": d.some(&projects), "priority": d.one(&pids), "reason": reason }),
        ),
        (4, ..) => {
            let mut order: Vec<String> =
                priorities.iter().filter(|p| !p.head.archived).map(|p| p.id.to_string()).collect();
            order.reverse();
            ("reorderPriorities", json!({ "strategy": id, "priorities": order, "reason": reason }))
        }
        (5, Some(p), ..) => {
            let own = areas.iter().filter(|a| a.priority == p.id && !a.head.archived);
            let order: Vec<String> = own.map(|a| a.id.to_string()).rev().collect();
            (
                "reorderFocusAreas",
                json!({ "priority": p.id.to_string(), "focusAreas": order, "reason": reason }),
            )
        }
        (6, ..) => (
            "updateProject",
            json!({ "id": project.id.to_string(), "version": project.head.version, "strategyId": id,
                    "priorities": d.some(&pids), "focusAreas": d.some(&aids) }),
        ),
        (7, _, _, Some(document)) => (
            "updateDocument",
            json!({ "id": document.id.to_string(), "version": document.head.version, "strategyId": id,
                    "priorities": d.some(&pids) }),
        ),
        (8, Some(p), ..) => (
            "archivePriority",
            json!({ "id": p.id.to_string(), "version": p.head.version, "reason": reason }),
        ),
        (9, ..) => ("publishStrategy", json!({ "id": id, "version": sversion, "reason": reason })),
        (10, ..) => ("withdrawStrategy", json!({ "id": id, "version": sversion, "reason": reason })),
        (11, ..) => (
            "recordApproval",
            json!({ "id": id, "version": sversion, "body": "Board", "outcome": "ADOPTED" }),
        ),
        (12, ..) => (
            "rollForwardStrategy",
            json!({ "strategy": id, "title": "Next", "dropPriorities": d.some(&pids) }),
        ),
        _ => ("updateStrategy", json!({ "id": id, "version": sversion, "title": "Other", "reason": reason })),
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn no_command_aimed_at_one_edition_changes_another(seed in any::<u64>()) {
        let test = TestRegister::founding();
        let coordinator = test.coordinator(CHELMSFORD);
        let old = published(&test)["id"].clone();
        for title in ["Second", "Third"] {
            let input = json!({ "strategy": old, "title": title });
            test.change(&coordinator, "rollForwardStrategy", input, "");
        }
        let mut dice = Dice::new(seed);
        for _ in 0..25 {
            let all = editions(&test);
            let aimed = *dice.one(&all);
            let before: Vec<_> = all.iter().filter(|id| **id != aimed).map(|id| says(&test, *id)).collect();
            let (mutation, input) = any_command(&test, &mut dice, aimed);
            test.change(&coordinator, mutation, input.clone(), "");
            let after: Vec<_> = all.iter().filter(|id| **id != aimed).map(|id| says(&test, *id)).collect();
            prop_assert_eq!(before, after, "{} {}", mutation, input);
        }
    }
}
