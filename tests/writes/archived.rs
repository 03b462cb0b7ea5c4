//! What was put away takes nothing new.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

/// What an anonymous query finds in the founding partnership, at the end of a path.
fn found(test: &TestRegister, selection: &str, path: &str) -> Value {
    let query = format!("{{ partnership(slug: \"{CHELMSFORD}\") {{ {selection} }} }}");
    let answer = test.ask(&Person::nobody(), &query, json!({}));
    answer["data"]["partnership"].pointer(path).unwrap_or_else(|| panic!("{answer}")).clone()
}

fn put_away(test: &TestRegister, person: &Person, mutation: &str, record: &Value) {
    let input = json!({ "id": record["id"], "version": record["version"], "reason": "Over." });
    assert_eq!(test.change(person, mutation, input, "")["errors"], json!([]), "{mutation}");
}

#[test]
fn nothing_new_is_put_under_what_was_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let project = found(&test, "projects { nodes { id version } }", "/projects/nodes/0");
    let meeting = found(&test, "meetings { nodes { id version } }", "/meetings/nodes/0");
    let priority = found(&test, "strategy { priorities { id version } }", "/strategy/priorities/0");
    let news = [
        (
            "archiveProject",
            &project,
            "postProgress",
            "project",
            json!({ "project": project["id"], "rating": "GREEN" }),
        ),
        (
            "archiveProject",
            &project,
            "createAction",
            "project",
            json!({ "partnership": CHELMSFORD, "project": project["id"], "text": "Ask." }),
        ),
        (
            "archiveMeeting",
            &meeting,
            "scheduleMeeting",
            "meeting",
            json!({ "meeting": meeting["id"], "startsOn": "2026-04-01" }),
        ),
        (
            "archivePriority",
            &priority,
            "createFocusArea",
            "priority",
            json!({ "priority": priority["id"], "title": "More", "reason": "More." }),
        ),
    ];
    let mut gone = Vec::new();
    for (archive, record, create, parent, input) in news {
        if !gone.contains(&&record["id"]) {
            put_away(&test, &coordinator, archive, record);
            gone.push(&record["id"]);
        }
        let before = test.sequence();
        let errors = test.change(&coordinator, create, input, "")["errors"].clone();
        let message = errors[0]["message"].as_str().unwrap_or_default();
        assert!(message.contains("is archived: take it out of the archive first"), "{create}: {errors}");
        assert_eq!((errors.as_array().unwrap().len(), &errors[0]["path"]), (1, &json!([parent])), "{create}");
        assert_eq!(test.sequence(), before, "{create}");
    }
}

#[test]
fn a_partnership_that_was_put_away_takes_nothing_new() {
    let test = TestRegister::founding();
    let partnership = found(&test, "id version", "");
    put_away(&test, &test.administrator(), "archivePartnership", &partnership);
    let input = json!({ "partnership": CHELMSFORD, "name": "One more" });
    let errors = test.change(&test.coordinator(CHELMSFORD), "createProject", input, "")["errors"].clone();
    assert!(errors[0]["message"].as_str().unwrap_or_default().contains("is archived"), "{errors}");
    assert_eq!(errors[0]["path"], json!(["partnership"]), "{errors}");
}

#[test]
fn nothing_is_linked_to_what_was_put_away_nor_to_an_edition_that_is_none() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let project = found(&test, "projects { nodes { id version } }", "/projects/nodes/0");
    let priority = found(&test, "strategy { priorities { id version } }", "/strategy/priorities/0");
    put_away(&test, &coordinator, "archivePriority", &priority);
    let new = json!({ "partnership": CHELMSFORD, "name": "New", "priorities": [priority["id"]], "reason": "More." });
    let errors = test.change(&coordinator, "createProject", new, "")["errors"].clone();
    assert_eq!(errors[0]["path"], json!(["priorities", "0"]), "{errors}");
    let none = json!({ "id": project["id"], "version": project["version"], "name": "Other", "strategyId": "strategy_nope" });
    let errors = test.change(&coordinator, "updateProject", none, "")["errors"].clone();
    assert_eq!(errors[0]["path"], json!(["strategyId"]), "{errors}");
}

#[test]
fn nothing_is_said_anew_of_what_was_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let make = |mutation: &str, input: Value, selection: &str, path: &str| {
        test.change(&coordinator, mutation, input, selection).pointer(path).unwrap().clone()
    };
    let input = json!({ "partnership": CHELMSFORD, "name": "Led", "leadAgency": "essex-police" });
    let project = make("createProject", input, "project { id version }", "/project");
    let input = json!({ "partnership": CHELMSFORD, "text": "Ask", "owners": ["essex-police"] });
    let action = make("createAction", input, "action { id version }", "/action");
    let meeting = found(&test, "meetings { nodes { id version } }", "/meetings/nodes/0");
    let input = json!({ "meeting": meeting["id"], "startsOn": "2026-02-24" });
    let sitting = make("scheduleMeeting", input.clone(), "occurrences { id version }", "/occurrences/0");
    let other = json!({ "meeting": meeting["id"], "startsOn": "2026-02-25" });
    let under = make("scheduleMeeting", other, "occurrences { id version }", "/occurrences/0");
    put_away(&test, &coordinator, "archiveProject", &project);
    put_away(&test, &coordinator, "archiveAction", &action);
    put_away(&test, &coordinator, "archiveMeetingOccurrence", &sitting);
    put_away(&test, &coordinator, "archiveMeeting", &meeting);
    let row = |said: Value| {
        let mut row = json!({ "project": project["id"], "version": 2 });
        row.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        json!({ "partnership": CHELMSFORD, "agency": "essex-police", "rows": [row] })
    };
    let action_row = json!({ "action": action["id"], "version": 2, "outcome": "COMPLETED" });
    let of_action = json!({ "partnership": CHELMSFORD, "agency": "essex-police", "actions": [action_row] });
    let before = test.sequence();
    for (mutation, input, path) in [
        ("submitReturn", row(json!({ "noChange": true })), json!(["rows", "0", "project"])),
        ("submitReturn", row(json!({ "status": "ACTIVE" })), json!(["rows", "0", "project"])),
        ("submitReturn", row(json!({ "rating": "GREEN" })), json!(["rows", "0", "project"])),
        ("submitReturn", of_action, json!(["actions", "0", "action"])),
        ("closeAction", json!({ "id": action["id"], "version": 2, "outcome": "COMPLETED" }), json!(["id"])),
        ("recordMeeting", json!({ "id": sitting["id"], "version": 2 }), json!(["id"])),
        ("recordMeeting", json!({ "id": under["id"], "version": 1 }), json!(["id"])),
    ] {
        let errors = test.change(&coordinator, mutation, input.clone(), "")["errors"].clone();
        assert_eq!(errors.as_array().unwrap().len(), 1, "{input} {errors}");
        assert_eq!(errors[0]["path"], path, "{input} {errors}");
        assert!(errors[0]["message"].as_str().unwrap().contains("archive"), "{errors}");
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn nothing_is_put_under_a_priority_of_an_edition_that_was_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let make = |mutation: &str, input: Value, selection: &str, path: &str| {
        test.change(&coordinator, mutation, input, selection).pointer(path).unwrap().clone()
    };
    let draft = json!({ "partnership": CHELMSFORD, "title": "Next" });
    let draft = make("createStrategy", draft, "strategy { id version }", "/strategy");
    let one = json!({ "strategy": draft["id"], "title": "One" });
    let one = make("createPriority", one, "priority { id version }", "/priority");
    let area = json!({ "priority": one["id"], "title": "Area" });
    let area = make("createFocusArea", area, "focusArea { id version }", "/focusArea");
    let projects = found(&test, "projects { nodes { id version } }", "/projects/nodes");
    let (first, second) = (&projects[0], &projects[1]);
    let under = |project: &Value, list: &str, ids: Value| json!({ "id": project["id"], "version": project["version"], "strategyId": draft["id"], list: ids });
    let linked = under(first, "priorities", json!([one["id"]]));
    assert_eq!(test.change(&coordinator, "updateProject", linked, "")["errors"], json!([]));
    put_away(&test, &coordinator, "archiveStrategy", &draft);
    let more = json!({ "id": one["id"], "version": 2, "projects": [first["id"], second["id"]] });
    let approval = json!({ "id": draft["id"], "version": 2, "body": "The board", "outcome": "ADOPTED" });
    for (mutation, input, path) in [
        ("updateProject", under(second, "priorities", json!([one["id"]])), json!(["priorities", "0"])),
        ("updateProject", under(second, "focusAreas", json!([area["id"]])), json!(["focusAreas", "0"])),
        ("updatePriority", more, json!(["id"])),
    ] {
        let errors = test.change(&coordinator, mutation, input.clone(), "")["errors"].clone();
        assert_eq!(errors[0]["path"], path, "{input} {errors}");
        assert!(errors[0]["message"].as_str().unwrap().contains("“Next”, which is archived"), "{errors}");
    }
    let errors = test.change(&coordinator, "recordApproval", approval, "")["errors"].clone();
    assert_eq!(errors[0]["path"], json!(["id"]), "{errors}");
    let out = json!({ "id": first["id"], "version": 2 + first["version"].as_i64().unwrap() - 1,
        "strategyId": draft["id"], "priorities": [] });
    assert_eq!(test.change(&coordinator, "updateProject", out, "")["errors"], json!([]), "out of it, yes");
}

#[test]
fn what_belongs_to_a_partnership_that_was_put_away_leaves_every_list_and_search() {
    let test = TestRegister::founding();
    let led = json!({ "partnership": CHELMSFORD, "name": "Led", "leadAgency": "essex-police", "visibility": "PUBLIC" });
    test.change(&test.coordinator(CHELMSFORD), "createProject", led, "");
    let administrator = test.administrator();
    let before = found(&test, "id version", "");
    let lists = r#"{ projects { totalCount } meetings { totalCount } events { totalCount }
        agency(slug: "essex-police") { projects { totalCount } } search(text: "chelmsford") { nodes { type } } }"#;
    let counts = || {
        let answer = test.ask(&Person::nobody(), lists, json!({}))["data"].clone();
        let hits = answer["search"]["nodes"].as_array().unwrap();
        let parts = hits.iter().filter(|hit| hit["type"] != "AGENCY").count();
        let count = |of: &Value| of["totalCount"].as_i64().unwrap();
        let all =
            [&answer["projects"], &answer["meetings"], &answer["events"], &answer["agency"]["projects"]];
        (all.map(count), parts)
    };
    let there = counts();
    assert!(there.0.iter().all(|count| *count > 0) && there.1 > 0, "{there:?}");
    put_away(&test, &administrator, "archivePartnership", &before);
    assert_eq!(counts(), ([0; 4], 0));
    let named = r#"{ projects(filter: { partnership: "safer-chelmsford" }) { totalCount } }"#;
    let named = test.ask(&Person::nobody(), named, json!({}));
    assert_eq!(
        named["data"]["projects"]["totalCount"].as_i64().unwrap(),
        there.0[0],
        "whoever names it finds it"
    );
    let back =
        json!({ "id": before["id"], "version": before["version"].as_i64().unwrap() + 1, "reason": "Again." });
    test.change(&administrator, "unarchivePartnership", back, "");
    assert_eq!(counts(), there);
}

#[test]
fn an_agency_that_was_put_away_is_newly_named_nowhere_but_in_a_succession() {
    let test = TestRegister::founding();
    let (coordinator, administrator) = (test.coordinator(CHELMSFORD), test.administrator());
    let make = |mutation: &str, input: Value, what: &str| {
        test.change(&coordinator, mutation, input, &format!("{what} {{ id version }}"))[what].clone()
    };
    let agency = make("createAgency", json!({ "name": "Pastors", "kind": "VOLUNTARY" }), "agency");
    let led = json!({ "partnership": CHELMSFORD, "name": "Led", "leadAgency": agency["id"], "partnerAgencies": [] });
    let led = make("createProject", led, "project");
    let owned = json!({ "partnership": CHELMSFORD, "text": "Ask", "owners": [agency["id"]] });
    let owned = make("createAction", owned, "action");
    let free = make("createProject", json!({ "partnership": CHELMSFORD, "name": "Free" }), "project");
    put_away(&test, &administrator, "archiveAgency", &agency);
    let here = |fields: Value| {
        let mut input = json!({ "partnership": CHELMSFORD });
        input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        input
    };
    let before = test.sequence();
    for (mutation, input, path) in [
        ("createProject", here(json!({ "name": "X", "leadAgency": agency["id"] })), json!(["leadAgency"])),
        (
            "updateProject",
            json!({ "id": free["id"], "version": 1, "partnerAgencies": ["pastors"] }),
            json!(["partnerAgencies", "0"]),
        ),
        (
            "createAction",
            here(json!({ "text": "X", "owners": ["essex-police", "pastors"] })),
            json!(["owners", "1"]),
        ),
        (
            "createEvent",
            here(json!({ "name": "X", "hostAgencies": ["pastors"] })),
            json!(["hostAgencies", "0"]),
        ),
        (
            "createMeeting",
            here(json!({ "name": "X", "chairAgencies": ["pastors"] })),
            json!(["chairAgencies", "0"]),
        ),
        ("createMembership", here(json!({ "agency": "pastors" })), json!(["agency"])),
        (
            "assignLeads",
            json!({ "rows": [{ "record": free["id"], "agency": "pastors" }] }),
            json!(["rows", "0", "agency"]),
        ),
    ] {
        let errors = test.change(&coordinator, mutation, input, "")["errors"].clone();
        assert_eq!((errors.as_array().unwrap().len(), &errors[0]["path"]), (1, &path), "{mutation} {errors}");
        assert!(errors[0]["message"].as_str().unwrap().contains("is archived"), "{errors}");
    }
    assert_eq!(test.sequence(), before);
    let pastor = test.partner_admin(CHELMSFORD, "pastors");
    let own = json!({ "partnership": CHELMSFORD, "name": "X" });
    assert_eq!(test.refusal(&pastor, "createProject", own), "FORBIDDEN", "not its own people either");
    let claimed = test.change(&pastor, "claim", json!({ "record": free["id"] }), "")["errors"].clone();
    assert_eq!(claimed[0]["path"], json!(["agency"]), "{claimed}");
    assert_eq!(test.sequence(), before);
    // What stands is saved again as it is.
    let same = json!({ "id": led["id"], "version": 1, "name": "Led on", "leadAgency": agency["id"] });
    assert_eq!(test.change(&coordinator, "updateProject", same, "")["errors"], json!([]));
    let same = json!({ "id": owned["id"], "version": 1, "text": "Ask again", "owners": ["pastors", "essex-police"] });
    assert_eq!(test.change(&coordinator, "updateAction", same, "")["errors"], json!([]));
    let followed = json!({ "from": "pastors", "to": "essex-police" });
    assert_eq!(test.change(&administrator, "createSuccession", followed, "")["errors"], json!([]));
    // Nor does a record name it again that is written back as it was.
    let free_again = json!({ "id": led["id"], "version": 2, "leadAgency": null });
    assert_eq!(test.change(&coordinator, "updateProject", free_again, "")["errors"], json!([]));
    let query = format!("{{ changes(filter: {{ entity: {} }}) {{ nodes {{ id version }} }} }}", led["id"]);
    let told = test.ask(&coordinator, &query, json!({}))["data"]["changes"]["nodes"].clone();
    let first = told.as_array().unwrap().iter().find(|change| change["version"] == 1).unwrap();
    let revert = json!({ "change": first["id"], "version": 3, "reason": "As it was." });
    let errors = test.change(&coordinator, "revertTo", revert, "")["errors"].clone();
    assert_eq!(errors[0]["path"], json!(["leadAgency"]), "{errors}");
}

#[test]
fn nothing_new_follows_an_edition_or_stands_under_a_meeting_that_was_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let meeting = found(&test, "meetings { nodes { id version } }", "/meetings/nodes/0");
    let draft = json!({ "partnership": CHELMSFORD, "title": "Next" });
    let draft =
        test.change(&coordinator, "createStrategy", draft, "strategy { id version }")["strategy"].clone();
    put_away(&test, &coordinator, "archiveMeeting", &meeting);
    put_away(&test, &coordinator, "archiveStrategy", &draft);
    let before = test.sequence();
    for (mutation, input, path) in [
        (
            "createMeeting",
            json!({ "partnership": CHELMSFORD, "name": "Under", "parent": meeting["id"] }),
            "parent",
        ),
        (
            "createStrategy",
            json!({ "partnership": CHELMSFORD, "title": "After", "supersedes": draft["id"] }),
            "supersedes",
        ),
        ("rollForwardStrategy", json!({ "strategy": draft["id"], "title": "After" }), "strategy"),
    ] {
        let errors = test.change(&coordinator, mutation, input, "")["errors"].clone();
        assert_eq!(
            (errors.as_array().unwrap().len(), &errors[0]["path"]),
            (1, &json!([path])),
            "{mutation} {errors}"
        );
        assert!(errors[0]["message"].as_str().unwrap().contains("is archived"), "{errors}");
    }
    assert_eq!(test.sequence(), before);
}
