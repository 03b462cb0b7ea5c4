//! Priorities and focus areas: numbered, linked and carried within their edition.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

/// A draft with three priorities, each named by its id.
fn draft(test: &TestRegister) -> (String, Vec<String>) {
    let coordinator = test.coordinator(CHELMSFORD);
    let input = json!({ "partnership": CHELMSFORD, "title": "Next plan" });
    let payload = test.change(&coordinator, "createStrategy", input, "strategy { id }");
    let id = payload["strategy"]["id"].as_str().unwrap().to_owned();
    let rows: Vec<Value> = ["One", "Two", "Three"]
        .iter()
        .map(|title| json!({ "strategy": id, "title": title, "titleStatus": "VERIFIED" }))
        .collect();
    let payload = test.change(
        &coordinator,
        "createPriorities",
        json!({ "rows": rows }),
        "priorities { id position heading }",
    );
    assert_eq!(payload["priorities"][2]["position"], 3);
    assert_eq!(payload["priorities"][2]["heading"], "Three");
    (id, ids(&payload["priorities"]))
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
}

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

/// The ids of the founding partnership's priorities, projects, meetings and events.
fn founding(test: &TestRegister) -> Value {
    let query = "{ partnership(slug: \"safer-chelmsford\") {
        strategy { id priorities { id focusAreas { id } } }
        projects(first: 5) { nodes { id } } meetings(first: 5) { nodes { id } } events(first: 5) { nodes { id } } } }";
    test.ask(&Person::nobody(), query, json!({}))["data"]["partnership"].clone()
}

#[test]
fn a_priority_links_what_stands_under_it_in_the_order_given() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (_, mine) = draft(&test);
    let known = founding(&test);
    let of = |list: &str, i: usize| known[list]["nodes"][i]["id"].clone();
    let input = json!({ "id": mine[0], "version": 1,
        "projects": [of("projects", 2), of("projects", 0)],
        "meetings": [of("meetings", 1)], "events": [of("events", 0), of("events", 1)],
        "leadAgencies": ["essex-police"], "carriedFrom": known["strategy"]["priorities"][0]["id"] });
    let before = test.sequence();
    let selection = "priority { projects { id } meetings { id } events { id } leadAgencies { slug }
        carriedFrom { id } version }";
    let payload = test.change(&coordinator, "updatePriority", input, selection);
    let expected = json!({
        "projects": [{ "id": of("projects", 2) }, { "id": of("projects", 0) }],
        "meetings": [{ "id": of("meetings", 1) }],
        "events": [{ "id": of("events", 0) }, { "id": of("events", 1) }],
        "leadAgencies": [{ "slug": "essex-police" }],
        "carriedFrom": { "id": known["strategy"]["priorities"][0]["id"] }, "version": 2 });
    assert_eq!(payload, json!({ "priority": expected, "errors": [] }));
    assert_eq!(test.sequence(), before + 1);
    let input = json!({ "id": mine[0], "version": 2, "projects": null });
    let payload =
        test.change(&coordinator, "updatePriority", input, "priority { projects { id } events { id } }");
    assert_eq!(payload["priority"]["projects"], json!([]));
    assert_eq!(payload["priority"]["events"].as_array().unwrap().len(), 2);
}

#[test]
fn only_coordinators_change_priorities_and_focus_areas() {
    let test = TestRegister::founding();
    let (strategy, mine) = draft(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let payload = test.change(
        &coordinator,
        "createFocusArea",
        json!({ "priority": mine[0], "title": "Speeding" }),
        "focusArea { id version position }",
    );
    let area = &payload["focusArea"];
    assert_eq!((&area["position"], &area["version"]), (&json!(1), &json!(1)));
    let before = test.sequence();
    let priority = json!({ "id": mine[0], "version": 1, "reason": "Mine." });
    let area = json!({ "id": area["id"], "version": 1, "reason": "Mine." });
    let commands = [
        ("createPriority", json!({ "strategy": strategy, "title": "Mine" })),
        ("createPriorities", json!({ "rows": [{ "strategy": strategy, "title": "Mine" }] })),
        ("updatePriority", priority.clone()),
        ("archivePriority", priority.clone()),
        ("unarchivePriority", priority),
        ("reorderPriorities", json!({ "strategy": strategy, "priorities": mine })),
        ("createFocusArea", json!({ "priority": mine[0], "title": "Mine" })),
        ("createFocusAreas", json!({ "rows": [{ "priority": mine[0], "title": "Mine" }] })),
        ("updateFocusArea", area.clone()),
        ("archiveFocusArea", area.clone()),
        ("unarchiveFocusArea", area.clone()),
        ("reorderFocusAreas", json!({ "priority": mine[0], "focusAreas": [area["id"]] })),
    ];
    for (mutation, input) in commands {
        let refuse = |person: &Person| test.refusal(person, mutation, input.clone());
        assert_eq!(refuse(&Person::nobody()), "UNAUTHENTICATED", "{mutation}");
        assert_eq!(refuse(&test.partner_admin(CHELMSFORD, "essex-police")), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.auditor(CHELMSFORD)), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.administrator()), "NOT_FOUND", "{mutation}");
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_stale_version_of_a_priority_or_a_focus_area_is_a_conflict() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (_, mine) = draft(&test);
    let input = json!({ "priority": mine[0], "title": "Speeding" });
    let payload = test.change(&coordinator, "createFocusArea", input, "focusArea { id }");
    let area = &payload["focusArea"]["id"];
    let edits = [
        ("updatePriority", json!({ "id": mine[0], "version": 1, "title": "Uno" }), "priority { version }"),
        ("updateFocusArea", json!({ "id": area, "version": 1, "title": "Uno" }), "focusArea { version }"),
    ];
    for (mutation, input, selection) in edits {
        assert_eq!(test.change(&coordinator, mutation, input.clone(), selection)["errors"], json!([]));
        let sequence = test.sequence();
        let mut other = input;
        other["title"] = json!("Due");
        let payload = test.change(&coordinator, mutation, other, selection);
        assert_eq!(payload["errors"][0]["code"], "CONFLICT", "{mutation}");
        assert_eq!(test.sequence(), sequence);
    }
}

#[test]
fn reordering_numbers_from_one_and_writes_only_what_moved() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (strategy, mine) = draft(&test);
    let order = |ids: &[&String]| {
        let input = json!({ "strategy": strategy, "priorities": ids });
        test.change(
            &coordinator,
            "reorderPriorities",
            input,
            "strategy { priorities { id position version } }",
        )
    };
    let before = test.sequence();
    let payload = order(&[&mine[1], &mine[0], &mine[2]]);
    let expected = json!([
        { "id": mine[1], "position": 1, "version": 2 },
        { "id": mine[0], "position": 2, "version": 2 },
        { "id": mine[2], "position": 3, "version": 1 }]);
    assert_eq!(payload["strategy"]["priorities"], expected);
    assert_eq!(test.sequence(), before + 2);
    order(&[&mine[1], &mine[0], &mine[2]]);
    assert_eq!(test.sequence(), before + 2);
    assert_eq!(paths(&order(&[&mine[1], &mine[0]])), [json!(["priorities"])]);
    assert_eq!(paths(&order(&[&mine[1], &mine[0], &mine[2], &mine[2]])), [json!(["priorities", "3"])]);
    let other = founding(&test)["strategy"]["priorities"][0]["id"].as_str().unwrap().to_owned();
    let payload = order(&[&mine[0], &mine[1], &mine[2], &other]);
    assert_eq!(paths(&payload), [json!(["priorities", "3"])]);
    assert_eq!(test.sequence(), before + 2);
}

#[test]
fn an_archived_priority_is_not_in_the_order() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (strategy, mine) = draft(&test);
    let input = json!({ "id": mine[0], "version": 1, "reason": "Dropped." });
    test.change(&coordinator, "archivePriority", input, "");
    let input = json!({ "strategy": strategy, "priorities": [mine[2], mine[1]] });
    let selection = "strategy { priorities { id position } }";
    let payload = test.change(&coordinator, "reorderPriorities", input, selection);
    let expected = json!([{ "id": mine[2], "position": 1 }, { "id": mine[1], "position": 2 }]);
    assert_eq!(payload["strategy"]["priorities"], expected);
    let back = json!({ "id": mine[0], "version": 2 });
    let payload = test.change(&coordinator, "unarchivePriority", back, "priority { isArchived }");
    assert_eq!(payload["priority"], json!({ "isArchived": false }));
}

#[test]
fn focus_areas_are_reordered_and_move_within_their_edition() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (_, mine) = draft(&test);
    let project = founding(&test)["projects"]["nodes"][0]["id"].clone();
    let rows: Vec<Value> = ["A", "B"]
        .iter()
        .map(|title| json!({ "priority": mine[0], "title": title, "projects": [project] }))
        .collect();
    let rows = json!({ "rows": rows });
    let payload = test.change(&coordinator, "createFocusAreas", rows, "focusAreas { id projects { id } }");
    assert_eq!(payload["focusAreas"][1]["projects"], json!([{ "id": project }]));
    let areas = ids(&payload["focusAreas"]);
    let input = json!({ "priority": mine[0], "focusAreas": [areas[1], areas[0]] });
    let payload =
        test.change(&coordinator, "reorderFocusAreas", input, "priority { focusAreas { title position } }");
    let expected = json!([{ "title": "B", "position": 1 }, { "title": "A", "position": 2 }]);
    assert_eq!(payload["priority"]["focusAreas"], expected);
    let input = json!({ "id": areas[0], "version": 2, "priority": mine[1] });
    let selection = "focusArea { position priority { id } }";
    let payload = test.change(&coordinator, "updateFocusArea", input, selection);
    assert_eq!(payload["focusArea"], json!({ "position": 1, "priority": { "id": mine[1] } }));
    let other = founding(&test)["strategy"]["priorities"][0]["id"].clone();
    for wrong in [other, Value::Null] {
        let input = json!({ "id": areas[0], "version": 3, "priority": wrong });
        assert_eq!(paths(&test.change(&coordinator, "updateFocusArea", input, "")), [json!(["priority"])]);
    }
    let away = json!({ "id": areas[1], "version": 2, "reason": "Dropped." });
    test.change(&coordinator, "archiveFocusArea", away, "");
    let back = json!({ "id": areas[1], "version": 3 });
    let payload = test.change(&coordinator, "unarchiveFocusArea", back, "focusArea { isArchived }");
    assert_eq!(payload["focusArea"], json!({ "isArchived": false }));
}

#[test]
fn what_is_carried_on_comes_from_another_edition() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (_, mine) = draft(&test);
    let input = json!({ "id": mine[0], "version": 1, "carriedFrom": mine[1] });
    assert_eq!(paths(&test.change(&coordinator, "updatePriority", input, "")), [json!(["carriedFrom"])]);
    let known = founding(&test);
    let old = &known["strategy"]["priorities"][0];
    let input = json!({ "id": mine[0], "version": 1, "carriedFrom": old["id"] });
    test.change(&coordinator, "updatePriority", input, "");
    let input = json!({ "id": old["id"], "version": 1, "carriedFrom": mine[0], "reason": "A circle." });
    assert_eq!(paths(&test.change(&coordinator, "updatePriority", input, "")), [json!(["carriedFrom"])]);
    let rows = json!({ "priority": mine[0], "title": "A", "carriedFrom": old["focusAreas"][0]["id"] });
    let payload = test.change(&coordinator, "createFocusArea", rows, "focusArea { carriedFrom { id } }");
    assert_eq!(payload["focusArea"]["carriedFrom"], json!({ "id": old["focusAreas"][0]["id"] }));
}

#[test]
fn of_several_rows_all_or_none_are_added_and_every_problem_is_named() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (strategy, _) = draft(&test);
    let before = test.sequence();
    let rows = json!([
        { "strategy": strategy, "title": "Good" },
        { "strategy": strategy, "title": " " },
        { "strategy": strategy, "titleStatus": "VERIFIED", "projects": ["project_1"] }]);
    let payload = test.change(&coordinator, "createPriorities", json!({ "rows": rows }), "priorities { id }");
    assert_eq!(payload["priorities"], json!([]));
    let expected = [
        json!(["rows", "1", "title"]),
        json!(["rows", "2", "projects", "0"]),
        json!(["rows", "2", "titleStatus"]),
    ];
    assert_eq!(paths(&payload), expected);
    let many: Vec<Value> = (0..201).map(|_| json!({ "strategy": strategy, "title": "X" })).collect();
    assert_eq!(test.refusal(&coordinator, "createPriorities", json!({ "rows": many })), "LIMIT_EXCEEDED");
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_title_that_nothing_is_said_of_is_provisional() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (strategy, _) = draft(&test);
    let create = |fields: Value| {
        let mut input = json!({ "strategy": strategy });
        input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        test.change(&coordinator, "createPriority", input, "priority { id titleStatus heading }")["priority"]
            .clone()
    };
    assert_eq!(create(json!({}))["titleStatus"], "MISSING");
    let named = create(json!({ "title": "Safer streets" }));
    assert_eq!(named["heading"], "Priority 5 (provisional title: Safer streets)");
    let input = json!({ "id": named["id"], "version": 1, "titleStatus": "VERIFIED" });
    let payload = test.change(&coordinator, "updatePriority", input, "priority { heading }");
    assert_eq!(payload["priority"]["heading"], "Safer streets");
    let input = json!({ "id": named["id"], "version": 2, "title": null });
    let payload = test.change(&coordinator, "updatePriority", input, "priority { titleStatus }");
    assert_eq!(payload["priority"]["titleStatus"], "MISSING");
}

#[test]
fn what_comes_out_of_the_archive_takes_no_place_from_another() {
    let test = TestRegister::founding();
    let (edition, ids) = draft(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let away = json!({ "id": ids[2], "version": 1, "reason": "Not now." });
    test.change(&coordinator, "archivePriority", away, "");
    let row = json!({ "rows": [{ "strategy": edition, "title": "Four" }] });
    test.change(&coordinator, "createPriorities", row, "");
    let order = test.change(
        &coordinator,
        "reorderPriorities",
        json!({ "strategy": edition, "priorities": [ids[1], ids[0], four(&test, &edition)] }),
        "errors { message }",
    );
    assert_eq!(order["errors"], json!([]));
    let back = json!({ "id": ids[2], "version": 2 });
    let payload = test.change(&coordinator, "unarchivePriority", back, "priority { position }");
    assert_eq!(payload["priority"]["position"], 4, "{payload}");
}

/// The id of the priority with this title in a draft.
fn four(test: &TestRegister, edition: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Strategy { priorities { id title } } } }";
    let answer = test.ask(&test.coordinator(CHELMSFORD), query, json!({ "id": edition }));
    let list = answer["data"]["node"]["priorities"].as_array().unwrap().clone();
    list.into_iter().find(|priority| priority["title"] == "Four").unwrap()["id"].clone()
}

#[test]
fn what_was_published_comes_out_of_the_archive_with_a_reason_only() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let graph = test.graph(CHELMSFORD);
    let (strategy, priority) = (graph.strategies[0].record.id, graph.priorities[0].record.id);
    let focus_area = graph.focus_areas[0].record.id;
    for (noun, id) in [
        ("FocusArea", focus_area.to_string()),
        ("Priority", priority.to_string()),
        ("Strategy", strategy.to_string()),
    ] {
        let away = json!({ "id": id, "version": 1, "reason": "By mistake." });
        test.change(&coordinator, &format!("archive{noun}"), away, "");
        let take_out = format!("unarchive{noun}");
        let payload = test.change(&coordinator, &take_out, json!({ "id": id, "version": 2 }), "");
        assert_eq!(paths(&payload), [json!(["reason"])], "{noun}");
        let back = json!({ "id": id, "version": 2, "reason": "It was." });
        assert_eq!(test.change(&coordinator, &take_out, back, "")["errors"], json!([]), "{noun}");
    }
    let newest = "{ changes(first: 1) { nodes { command action } } }";
    let told = test.ask(&coordinator, newest, json!({}));
    let told = &told["data"]["changes"]["nodes"][0];
    assert_eq!(told, &json!({ "command": "strategy.unarchive", "action": "UNARCHIVE" }));
}
