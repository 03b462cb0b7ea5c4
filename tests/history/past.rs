//! Lists of the register as it was: of then, complete, in order, and only for those who
//! may see them both then and now.

use partnership_register::auth::scope::Scope;
use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::asking::{everything, partner};
use crate::support::people::Person;
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";

/// A register of which some was renamed, added, hidden and put away since a moment.
struct Later {
    test: TestRegister,
    then: String,
    police: AgencyId,
}

fn later() -> Later {
    let test = TestRegister::founding();
    let mut other = founding_file();
    other.partnership.slug = "safer-elsewhere".to_owned();
    other.partnership.name = "Safer Elsewhere Partnership".to_owned();
    test.import(&other).unwrap();
    test.wait(60);
    let then = test.clock.now().to_rfc3339();
    test.wait(60);
    let police = test.agency("essex-police");
    let admin = test.administrator();
    let input = json!({ "id": police.to_string(), "version": 1, "name": "The Police of Essex", "slug": "police-of-essex" });
    test.change(&admin, "updateAgency", input, "");
    test.change(&admin, "createAgency", json!({ "name": "A New Agency" }), "");
    let coordinator = test.coordinator(SLUG);
    let first = test.graph(SLUG).projects[0].record.clone();
    let input =
        json!({ "id": first.id.to_string(), "version": 1, "name": "Zz renamed", "visibility": "RESTRICTED" });
    test.change(&coordinator, "updateProject", input, "");
    let second = test.graph(SLUG).projects[0].record.clone();
    let input = json!({ "id": second.id.to_string(), "version": 1, "reason": "over" });
    test.change(&coordinator, "archiveProject", input, "");
    test.change(&coordinator, "createProject", json!({ "partnership": SLUG, "name": "Aa new" }), "");
    Later { test, then, police }
}

impl Later {
    fn see(&self, scope: &Scope, query: &str) -> Value {
        self.test.see(scope, &query.replace("$then", &format!("\"{}\"", self.then)))
    }
}

fn names(list: &Value) -> Vec<String> {
    let nodes = list["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_agency_is_as_it_was_by_whatever_name_it_has_now() {
    let later = later();
    let id = later.police;
    let query = format!(
        "{{ now: agency(slug: \"essex-police\") {{ name slug }}
            then: agency(slug: \"police-of-essex\", asOf: $then) {{ name slug version }}
            node: node(id: \"{id}\", asOf: $then) {{ ... on Agency {{ name }} }}
            before: agency(slug: \"essex-police\", asOf: \"2020-01-01T00:00:00Z\") {{ name }} }}"
    );
    let told = later.see(&everything(), &query);
    assert_eq!(told["now"], json!({ "name": "The Police of Essex", "slug": "police-of-essex" }));
    assert_eq!(told["then"], json!({ "name": "Essex Police", "slug": "essex-police", "version": 1 }));
    assert_eq!(told["node"]["name"], "Essex Police");
    assert_eq!(told["before"], json!(null));
}

#[test]
fn lists_of_agencies_and_partnerships_are_those_of_then() {
    let later = later();
    let told = later.see(
        &Scope::anonymous(),
        "{ now: agencies(first: 100) { nodes { name } totalCount } then: agencies(first: 100, asOf: $then) { nodes { name } totalCount }
           found: agencies(asOf: $then, filter: { text: \"essex police\" }) { nodes { name } }
           members: agencies(first: 100, asOf: $then, filter: { partnership: \"safer-chelmsford\" }) { totalCount }
           members_now: agencies(filter: { partnership: \"safer-chelmsford\" }) { totalCount }
           partnerships(asOf: $then, filter: { agency: \"police-of-essex\" }) { nodes { name } }
           none: partnerships(asOf: \"2020-01-01T00:00:00Z\") { totalCount } }",
    );
    assert_eq!(told["now"]["totalCount"].as_i64().unwrap(), told["then"]["totalCount"].as_i64().unwrap() + 1);
    assert!(names(&told["now"]).contains(&"A New Agency".to_owned()));
    assert!(!names(&told["then"]).contains(&"A New Agency".to_owned()));
    assert_eq!(names(&told["found"]), ["Essex Police"]);
    assert_eq!(told["members"]["totalCount"], told["members_now"]["totalCount"]);
    assert_eq!(names(&told["partnerships"]), ["Safer Chelmsford Partnership", "Safer Elsewhere Partnership"]);
    assert_eq!(told["none"]["totalCount"], 0);
}

#[test]
fn a_list_of_the_past_crosses_ten_partnerships_and_says_so_when_there_are_more() {
    let test = TestRegister::founding();
    let another = |n: usize| {
        let mut other = founding_file();
        other.partnership.slug = format!("safer-{n}");
        other.partnership.name = format!("Safer {n}");
        test.import(&other).unwrap();
    };
    (2..=10).for_each(another);
    test.wait(60);
    let lists = "{ a: projects(asOf: $then) { nodes { name partnership { slug } } totalCount }
        b: meetings(asOf: $then, first: 100) { nodes { name } } agencies(asOf: $then) { totalCount } }";
    let query = lists.replace("$then", &format!("\"{}\"", test.clock.now().to_rfc3339()));
    assert_eq!(test.see(&everything(), &query)["a"]["totalCount"], 190);
    another(11);
    test.wait(60);
    let query = lists.replace("$then", &format!("\"{}\"", test.clock.now().to_rfc3339()));
    let answer = test.ask(&Person::nobody(), &query, json!({}));
    assert!(answer["errors"][0]["message"].as_str().unwrap().contains("at most 10"), "{answer}");
}

#[test]
fn a_list_of_schemes_is_that_of_then_for_who_may_see_it_now() {
    let later = later();
    let query = "{ projects(first: 100, asOf: $then) { nodes { name partnership { slug } } totalCount } }";
    let then = later.see(&everything(), query);
    assert_eq!(then["projects"]["totalCount"], 38);
    let told = names(&then["projects"]);
    assert!(told.is_sorted_by_key(|name| text::sort_name(name)), "{told:?}");
    assert!(!told.contains(&"Zz renamed".to_owned()) && !told.contains(&"Aa new".to_owned()));
    // What is hidden now is hidden then; what was put away since was there.
    assert_eq!(later.see(&Scope::anonymous(), query)["projects"]["totalCount"], 37);
    let of_one = "{ projects(asOf: $then, filter: { partnership: \"safer-chelmsford\" }) { totalCount } }";
    assert_eq!(later.see(&everything(), of_one)["projects"]["totalCount"], 19);
    let council = partner(&later.test, SLUG, "chelmsford-city-council");
    assert!(later.see(&council, of_one)["projects"]["totalCount"].as_i64().unwrap() >= 18);
}

#[test]
fn pages_of_the_past_lead_on_from_each_other_in_both_directions() {
    let later = later();
    let whole = later.see(&everything(), "{ projects(first: 100, asOf: $then) { nodes { name } } }");
    let (mut forward, mut after) = (Vec::new(), String::new());
    loop {
        let query = format!(
            "{{ projects(first: 7{after}, asOf: $then) {{ nodes {{ name }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let page = later.see(&everything(), &query);
        forward.extend(names(&page["projects"]));
        if page["projects"]["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["projects"]["pageInfo"]["endCursor"]);
    }
    assert_eq!(forward, names(&whole["projects"]));
    let (mut backward, mut before) = (Vec::new(), String::new());
    loop {
        let query = format!(
            "{{ projects(last: 9{before}, asOf: $then) {{ nodes {{ name }} pageInfo {{ hasPreviousPage startCursor }} }} }}"
        );
        let page = later.see(&everything(), &query);
        backward.splice(0..0, names(&page["projects"]));
        if page["projects"]["pageInfo"]["hasPreviousPage"] == false {
            break;
        }
        before = format!(", before: {}", page["projects"]["pageInfo"]["startCursor"]);
    }
    assert_eq!(backward, forward);
}

#[test]
fn within_a_past_plan_an_agency_has_its_schemes_and_memberships_of_then() {
    let later = later();
    let query = "{ partnership(slug: \"safer-chelmsford\", asOf: $then) { agencies { slug
        projects(first: 100) { totalCount nodes { name } } memberships { totalCount } } } }";
    let told = later.see(&everything(), query);
    let agencies = told["partnership"]["agencies"].as_array().unwrap();
    let police = agencies.iter().find(|agency| agency["slug"] == "essex-police").unwrap();
    assert_eq!(police["memberships"]["totalCount"], 2);
    let now = later
        .see(&everything(), "{ agency(slug: \"essex-police\") { projects(first: 100) { totalCount } } }");
    assert!(police["projects"]["totalCount"].as_i64() >= now["agency"]["projects"]["totalCount"].as_i64());
}

#[test]
fn every_list_takes_a_moment_that_has_passed_and_none_that_is_to_come() {
    let later = later();
    for list in ["agencies", "partnerships", "projects", "meetings", "events", "actions"] {
        let query = format!("{{ {list}(asOf: $then) {{ totalCount nodes {{ id }} }} }}");
        let told = later.see(&everything(), &query);
        let count = told[list]["totalCount"].as_i64().unwrap();
        assert!(count > 0 || list == "actions", "{list}");
        let to_come = format!("{{ {list}(asOf: \"2099-01-01T00:00:00Z\") {{ totalCount }} }}");
        let refused = later.test.answer(&everything(), &to_come);
        assert!(refused["errors"][0]["message"].as_str().unwrap().contains("lies in the future"), "{list}");
    }
}

#[test]
fn a_list_over_more_plans_than_are_read_says_so() {
    let test = TestRegister::founding();
    for number in 0..10 {
        let input = json!({ "name": format!("Partnership {number}") });
        test.change(&test.administrator(), "createPartnership", input, "");
    }
    test.wait(60);
    let then = test.clock.now().to_rfc3339();
    let query = format!("{{ projects(asOf: \"{then}\") {{ totalCount }} }}");
    let refused = test.answer(&everything(), &query);
    let message = refused["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("11 partnerships") && message.contains("at most 10"), "{message}");
    let named =
        format!("{{ projects(asOf: \"{then}\", filter: {{ partnership: \"{SLUG}\" }}) {{ totalCount }} }}");
    assert_eq!(test.see(&everything(), &named)["projects"]["totalCount"], 19);
}

#[test]
fn a_record_of_the_past_says_how_visible_it_was_then() {
    let Later { test, then, .. } = later();
    let hidden =
        test.graph(SLUG).projects.iter().find(|node| node.record.name == "Zz renamed").unwrap().record.id;
    let query = "query($id: ID!, $then: DateTime!) { now: node(id: $id) { ... on Project { visibility } }
        then: node(id: $id, asOf: $then) { ... on Project { visibility } } }";
    let asked = json!({ "id": hidden.to_string(), "then": then });
    let told = test.ask(&test.auditor(SLUG), query, asked.clone())["data"].clone();
    assert_eq!(told, json!({ "now": { "visibility": "RESTRICTED" }, "then": { "visibility": "PUBLIC" } }));
    let outside = test.ask(&Person::nobody(), query, asked)["data"].clone();
    assert_eq!(outside, json!({ "now": null, "then": null }), "who may not see it now is not shown it then");
}

#[test]
fn no_moment_shows_a_command_half_done() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    test.wait(60);
    let query = "{ partnership(slug: \"safer-chelmsford\") { historyBeginsAt memberships { id }
        strategy { id version priorities { id version position } } } }";
    let plan = test.ask(&coordinator, query, json!({}))["data"]["partnership"].take();
    let priorities = plan["strategy"]["priorities"].as_array().unwrap();
    let ids: Vec<&Value> = priorities.iter().rev().map(|priority| &priority["id"]).collect();
    let before = test.sequence();
    let input = json!({ "strategy": plan["strategy"]["id"], "priorities": ids, "reason": "Turned round." });
    let payload = test.change(&coordinator, "reorderPriorities", input, "");
    assert_eq!(payload["errors"], json!([]), "{payload}");
    assert!(test.sequence() > before + 1, "several changes of one command");
    test.wait(60);
    let times = "{ changes(filter: { action: [UPDATE] }) { nodes { id at } } }";
    let written = test.ask(&coordinator, times, json!({}))["data"]["changes"]["nodes"].take();
    let then = "query($at: DateTime!) { partnership(slug: \"safer-chelmsford\", asOf: $at) {
        memberships { id } strategy { priorities { id position } } } }";
    for change in written.as_array().unwrap() {
        let seen = test.ask(&coordinator, then, json!({ "at": change["at"] }))["data"]["partnership"].take();
        let order = seen["strategy"]["priorities"].as_array().unwrap_or_else(|| panic!("{change} {seen}"));
        let places: Vec<i64> = order.iter().map(|priority| priority["position"].as_i64().unwrap()).collect();
        assert_eq!(places, (1..=ids.len() as i64).collect::<Vec<_>>());
        assert!(order.iter().zip(&ids).all(|(priority, id)| priority["id"] == **id), "{seen}");
    }
    let first =
        test.ask(&coordinator, then, json!({ "at": plan["historyBeginsAt"] }))["data"]["partnership"].take();
    assert_eq!(first["memberships"], plan["memberships"]);
    assert_eq!(first["strategy"]["priorities"].as_array().unwrap().len(), ids.len());
}
