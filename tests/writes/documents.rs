//! Documents: a title and where to find it, linked to what they belong to.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

/// The edition in force, its priorities, and projects.
fn plan(test: &TestRegister) -> Value {
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { id priorities { id } }
        projects(first: 3) { nodes { id version } } } }";
    test.ask(&Person::nobody(), query, json!({}))["data"]["partnership"].clone()
}

/// A document of the police: its id.
fn of_police(test: &TestRegister) -> Value {
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({ "partnership": CHELMSFORD, "title": "Patrol map", "url": "https://example.org/map" });
    let selection = "document { id version visibility ownerAgency { slug } }";
    let payload = test.change(&sergeant, "createDocument", input, selection);
    assert_eq!(payload["document"]["ownerAgency"], json!({ "slug": "essex-police" }));
    assert_eq!(
        (&payload["document"]["visibility"], &payload["document"]["version"]),
        (&json!("PARTNERS"), &json!(1))
    );
    payload["document"]["id"].clone()
}

#[test]
fn what_a_partner_admin_adds_belongs_to_their_agency_and_is_not_public_at_once() {
    let test = TestRegister::founding();
    let before = test.sequence();
    let id = of_police(&test);
    assert_eq!(test.sequence(), before + 1);
    let query = "query($id: ID!) { node(id: $id) { id } }";
    let read = |person: &Person| test.ask(person, query, json!({ "id": id }))["data"]["node"].clone();
    assert_eq!(read(&Person::nobody()), Value::Null);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({ "id": id, "version": 1, "visibility": "PUBLIC" });
    test.change(&sergeant, "updateDocument", input, "");
    assert_eq!(read(&Person::nobody()), json!({ "id": id }));
}

#[test]
fn whoever_does_not_own_it_is_refused() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let before = test.sequence();
    let known = json!({ "id": id, "version": 1, "title": "Mine", "reason": "Mine." });
    let archive = json!({ "id": id, "version": 1, "reason": "Mine." });
    for (mutation, input) in
        [("updateDocument", &known), ("archiveDocument", &archive), ("unarchiveDocument", &archive)]
    {
        let refuse = |person: &Person| test.refusal(person, mutation, input.clone());
        assert_eq!(refuse(&Person::nobody()), "UNAUTHENTICATED");
        assert_eq!(refuse(&test.partner_admin(CHELMSFORD, "chelmsford-city-council")), "FORBIDDEN");
        assert_eq!(refuse(&test.contributor(CHELMSFORD, "essex-police")), "FORBIDDEN");
        assert_eq!(refuse(&test.auditor(CHELMSFORD)), "FORBIDDEN");
        assert_eq!(refuse(&test.administrator()), "NOT_FOUND");
    }
    let new = json!({ "partnership": CHELMSFORD, "title": "X", "ownerAgency": "chelmsford-city-council" });
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    assert_eq!(test.refusal(&sergeant, "createDocument", new.clone()), "FORBIDDEN");
    assert_eq!(test.refusal(&sergeant, "createDocuments", json!({ "rows": [new] })), "FORBIDDEN");
    let away = json!({ "id": id, "version": 1, "ownerAgency": "chelmsford-city-council" });
    assert_eq!(test.refusal(&sergeant, "updateDocument", away), "FORBIDDEN");
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_partner_admin_links_documents_only_to_what_is_theirs() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let plan = plan(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let (project, strategy) = (&plan["projects"]["nodes"][0], &plan["strategy"]);
    for links in [
        json!({ "projects": [project["id"]] }),
        json!({ "strategies": [strategy["id"]] }),
        json!({ "priorities": [strategy["priorities"][0]["id"]] }),
    ] {
        let mut input = json!({ "id": id, "version": 1 });
        input.as_object_mut().unwrap().extend(links.as_object().unwrap().clone());
        assert_eq!(test.refusal(&sergeant, "updateDocument", input), "FORBIDDEN");
    }
    let lead = json!({ "id": project["id"], "version": project["version"], "leadAgency": "essex-police" });
    test.change(&test.coordinator(CHELMSFORD), "updateProject", lead, "");
    let input = json!({ "id": id, "version": 1, "projects": [project["id"]] });
    test.change(&sergeant, "updateDocument", input, "");
    let query = "query($id: ID!) { node(id: $id) { ... on Project { documents { id } } } }";
    let answer = test.ask(&sergeant, query, json!({ "id": project["id"] }));
    assert_eq!(answer["data"]["node"]["documents"], json!([{ "id": id }]));
}

#[test]
fn a_document_says_what_it_belongs_to() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let plan = plan(&test);
    let (strategy, projects) = (&plan["strategy"], &plan["projects"]["nodes"]);
    let named = |record: &Value| json!([{ "id": record["id"] }]);
    let list = |record: &Value| json!([record["id"]]);
    let input = json!({ "partnership": CHELMSFORD, "title": "Patrol map",
        "strategies": list(strategy), "priorities": list(&strategy["priorities"][1]),
        "projects": [projects[1]["id"], projects[0]["id"]] });
    let belongs = "strategies { id } priorities { id } projects { id } sittings { id }";
    let selection = format!("document {{ id version {belongs} }}");
    let document = test.change(&coordinator, "createDocument", input, &selection)["document"].clone();
    assert_eq!(document["strategies"], named(strategy));
    assert_eq!(document["priorities"], named(&strategy["priorities"][1]));
    assert_eq!(document["projects"], json!([{ "id": projects[1]["id"] }, { "id": projects[0]["id"] }]));
    assert_eq!(document["sittings"], json!([]));
    // What was put away is not listed, as anywhere.
    let archive = json!({ "id": projects[1]["id"], "version": projects[1]["version"], "reason": "Over." });
    test.change(&coordinator, "archiveProject", archive, "");
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Document {{ {belongs} }} }} }}");
    let read = test.ask(&coordinator, &query, json!({ "id": document["id"] }))["data"]["node"].clone();
    assert_eq!(read["projects"], named(&projects[0]));
    assert_eq!(read["priorities"], named(&strategy["priorities"][1]));
}

#[test]
fn links_to_priorities_replace_those_of_one_edition() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let id = of_police(&test);
    let old = plan(&test)["strategy"].clone();
    let input = json!({ "strategy": old["id"], "title": "Next" });
    let selection = "strategy { id priorities { id } }";
    let new = test.change(&coordinator, "rollForwardStrategy", input, selection)["strategy"].clone();
    let documents = |priority: &Value| {
        let query = "query($id: ID!) { node(id: $id) { ... on Priority { documents { id } } } }";
        let answer = test.ask(&coordinator, query, json!({ "id": priority["id"] }));
        answer["data"]["node"]["documents"].as_array().unwrap().len()
    };
    let first = json!({ "id": id, "version": 1, "priorities": [old["priorities"][0]["id"]] });
    test.change(&coordinator, "updateDocument", first, "");
    let other = json!({ "id": id, "version": 2, "priorities": [new["priorities"][1]["id"]] });
    let payload = test.change(&coordinator, "updateDocument", other, "");
    assert_eq!(paths(&payload), [json!(["priorities", "0"])]);
    let other = json!({ "id": id, "version": 2, "strategyId": new["id"], "priorities": [new["priorities"][1]["id"]] });
    test.change(&coordinator, "updateDocument", other, "");
    assert_eq!((documents(&old["priorities"][0]), documents(&new["priorities"][1])), (1, 1));
    let none = json!({ "id": id, "version": 3, "strategyId": new["id"], "priorities": [] });
    test.change(&coordinator, "updateDocument", none, "");
    assert_eq!((documents(&old["priorities"][0]), documents(&new["priorities"][1])), (1, 0));
}

#[test]
fn a_stale_version_is_a_conflict_and_what_is_wrong_is_named() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({ "id": id, "version": 1, "datedOn": "2026-01-05", "kind": "MINUTES" });
    test.change(&sergeant, "updateDocument", input.clone(), "");
    let sequence = test.sequence();
    let payload = test.change(&sergeant, "updateDocument", input, "document { kind datedOn version }");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["document"], json!({ "kind": "MINUTES", "datedOn": "2026-01-05", "version": 2 }));
    let wrong = json!({ "id": id, "version": 2, "url": "ftp://x", "title": "", "sittings": [id] });
    let payload = test.change(&sergeant, "updateDocument", wrong, "");
    assert_eq!(paths(&payload), [json!(["sittings", "0"]), json!(["title"]), json!(["url"])]);
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn a_document_is_archived_with_a_reason_and_taken_out_again() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let silent = json!({ "id": id, "version": 1 });
    assert_eq!(paths(&test.change(&sergeant, "archiveDocument", silent, "")), [json!(["reason"])]);
    let away = json!({ "id": id, "version": 1, "reason": "Out of date." });
    let payload = test.change(&sergeant, "archiveDocument", away, "document { isArchived }");
    assert_eq!(payload["document"], json!({ "isArchived": true }));
    let back = json!({ "id": id, "version": 2 });
    let payload = test.change(&sergeant, "unarchiveDocument", back, "document { isArchived }");
    assert_eq!(payload["document"], json!({ "isArchived": false }));
}

#[test]
fn several_documents_are_added_at_once_or_none() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let row = |title: &str| json!({ "partnership": CHELMSFORD, "title": title });
    let before = test.sequence();
    let rows = json!({ "rows": [row("A"), row("")] });
    let payload = test.change(&coordinator, "createDocuments", rows, "documents { id }");
    assert_eq!((paths(&payload), &payload["documents"]), (vec![json!(["rows", "1", "title"])], &json!([])));
    assert_eq!(test.sequence(), before);
    let rows = json!({ "rows": [row("A"), row("A")] });
    let payload = test.change(&coordinator, "createDocuments", rows, "documents { title }");
    assert_eq!(payload["documents"], json!([{ "title": "A" }, { "title": "A" }]));
}

#[test]
fn a_new_document_counts_none_that_its_writer_does_not_see() {
    let test = TestRegister::founding();
    let position = |id: &Value| {
        let query = format!("{{ changes(first: 1, filter: {{ entity: {id} }}) {{ nodes {{ after }} }} }}");
        test.ask(&test.coordinator(CHELMSFORD), &query, json!({}))["data"]["changes"]["nodes"][0]["after"]["position"].clone()
    };
    let first = position(&of_police(&test)).as_i64().unwrap();
    for n in 0..3 {
        let hidden = json!({ "partnership": CHELMSFORD, "title": format!("Hidden {n}"), "visibility": "RESTRICTED",
            "ownerAgency": "chelmsford-city-council", "url": format!("https://example.org/{n}") });
        let made = test.change(&test.coordinator(CHELMSFORD), "createDocument", hidden, "");
        assert_eq!(made["errors"], json!([]));
    }
    assert_eq!(position(&of_police(&test)), first + 1);
}
