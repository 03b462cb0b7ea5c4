//! Asking agencies for their returns, and what comes back.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const COUNCIL: &str = "chelmsford-city-council";
const REQUEST: &str = "updateRequest { id version state dueOn isOverdue message remindOn agencyCount answeredCount sendsLetters
    viewerCanUpdate letter { subject body } answers { agency { slug } state isOnBehalf answeredAt schemeCount reportedCount } }";

fn ask(test: &TestRegister, input: Value) -> Value {
    let mut whole =
        json!({ "partnership": CHELMSFORD, "dueOn": "2026-03-20", "agencies": [POLICE, COUNCIL] });
    whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    test.change(&test.coordinator(CHELMSFORD), "requestUpdates", whole, REQUEST)
}

fn made(test: &TestRegister) -> Value {
    let payload = ask(test, json!({ "message": "Before the board.", "remindOn": ["2026-03-13"] }));
    assert_eq!(payload["errors"], json!([]));
    payload["updateRequest"].clone()
}

fn scheme(test: &TestRegister, lead: &str) -> Value {
    let input = json!({ "partnership": CHELMSFORD, "name": format!("Of {lead}"), "leadAgency": lead });
    let payload =
        test.change(&test.coordinator(CHELMSFORD), "createProject", input, "project { id version }");
    payload["project"].clone()
}

/// The request as somebody sees it.
fn seen(test: &TestRegister, person: &Person, id: &Value) -> Value {
    let query =
        format!("query($id: ID!) {{ {} }}", REQUEST.replacen("updateRequest", "updateRequest(id: $id)", 1));
    test.ask(person, &query, json!({ "id": id }))["data"]["updateRequest"].clone()
}

fn answer<'v>(request: &'v Value, agency: &str) -> &'v Value {
    request["answers"].as_array().unwrap().iter().find(|each| each["agency"]["slug"] == agency).unwrap()
}

fn paths(payload: &Value) -> Vec<String> {
    let errors = payload["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            let parts = error["path"].as_array().unwrap().iter();
            parts.map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join(".")
        })
        .collect()
}

#[test]
fn a_request_gives_the_letter_to_copy_and_shows_who_is_silent() {
    let test = TestRegister::founding();
    scheme(&test, POLICE);
    let request = made(&test);
    assert_eq!((&request["state"], &request["answeredCount"]), (&json!("OPEN"), &json!(0)));
    assert_eq!(request["sendsLetters"], false);
    let body = request["letter"]["body"].as_str().unwrap();
    let link =
        format!("http://127.0.0.1/admin/p/{CHELMSFORD}/return?request={}", request["id"].as_str().unwrap());
    assert!(
        body.contains(&link) && body.contains("by 20 March 2026") && body.contains("Before the board."),
        "{body}"
    );
    assert_eq!(answer(&request, POLICE)["state"], "SILENT");
    assert_eq!(answer(&request, POLICE)["schemeCount"], 1);
}

#[test]
fn a_return_answers_it_and_posting_progress_alone_begins_it() {
    let test = TestRegister::founding();
    let [ours, theirs] = [scheme(&test, POLICE), scheme(&test, COUNCIL)];
    let request = made(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    test.wait(60);
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    test.change(&officer, "postProgress", json!({ "project": theirs["id"], "rating": "GREEN" }), "");
    assert_eq!(answer(&seen(&test, &coordinator, &request["id"]), COUNCIL)["state"], "BEGUN");

    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let row = json!({ "project": ours["id"], "version": ours["version"], "noChange": true });
    let input = json!({ "partnership": CHELMSFORD, "request": request["id"], "rows": [row] });
    let payload =
        test.change(&sergeant, "submitReturn", input, "rows { isWritten } updateRequest { answeredCount }");
    assert_eq!(payload["errors"], json!([]));
    assert_eq!(payload["updateRequest"]["answeredCount"], 1);
    let now = seen(&test, &coordinator, &request["id"]);
    let police = answer(&now, POLICE);
    assert_eq!((&police["state"], &police["isOnBehalf"]), (&json!("ANSWERED"), &json!(false)));
    assert_eq!((&police["reportedCount"], &now["version"]), (&json!(1), &json!(2)));
}

#[test]
fn a_conflict_on_one_row_keeps_the_others_and_leaves_the_answer_open() {
    let test = TestRegister::founding();
    let [first, second] = [scheme(&test, POLICE), scheme(&test, POLICE)];
    let request = made(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let edit = json!({ "id": second["id"], "version": 1, "description": "Meanwhile." });
    test.change(&test.coordinator(CHELMSFORD), "updateProject", edit, "");
    let rows = json!([
        { "project": first["id"], "version": 1, "narrative": "Going well." },
        { "project": second["id"], "version": 1, "narrative": "Kept by whoever typed it." },
    ]);
    let send = |rows: Value| {
        let input = json!({ "partnership": CHELMSFORD, "request": request["id"], "rows": rows });
        let fields = "rows { isWritten project { version } } updateRequest { answeredCount }";
        test.change(&sergeant, "submitReturn", input, fields)
    };
    let payload = send(rows);
    assert_eq!(paths(&payload), ["rows.1.version"]);
    assert_eq!(payload["rows"][0]["isWritten"], true);
    assert_eq!(payload["rows"][1], json!({ "isWritten": false, "project": { "version": 2 } }));
    assert_eq!(payload["updateRequest"]["answeredCount"], 0, "the agency is not done");
    let again = send(json!([{ "project": second["id"], "version": 2, "narrative": "Kept." }]));
    assert_eq!((&again["errors"], &again["updateRequest"]["answeredCount"]), (&json!([]), &json!(1)));
}

#[test]
fn a_return_closes_actions_and_says_how_they_stand() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let action = |text: &str, owner: &str| {
        let input = json!({ "partnership": CHELMSFORD, "text": text, "owners": [owner] });
        test.change(&coordinator, "createAction", input, "action { id version }")["action"].clone()
    };
    let actions = [action("One", POLICE), action("Two", POLICE), action("Three", COUNCIL)];
    let request = made(&test);
    let input = json!({ "partnership": CHELMSFORD, "request": request["id"], "actions": [
        { "action": actions[0]["id"], "version": 1, "outcome": "COMPLETED", "note": "Done in May." },
        { "action": actions[1]["id"], "version": 1, "note": "Half way." },
    ] });
    let contributor = test.contributor(CHELMSFORD, POLICE);
    let fields =
        "actions { isWritten action { status closureNote closedOn } } updateRequest { answeredCount }";
    let payload = test.change(&contributor, "submitReturn", input, fields);
    assert_eq!(payload["errors"], json!([]));
    let closed = json!({ "status": "COMPLETED", "closureNote": "Done in May.", "closedOn": "2026-03-02" });
    assert_eq!(payload["actions"][0], json!({ "isWritten": true, "action": closed }));
    assert_eq!(payload["actions"][1]["action"]["status"], "OPEN");
    assert_eq!(payload["updateRequest"]["answeredCount"], 1);

    let strange = json!({ "partnership": CHELMSFORD, "agency": POLICE, "actions": [
        { "action": actions[2]["id"], "version": 1, "note": "Not ours." },
        { "action": actions[0]["id"], "version": 2, "note": "Closed." },
        { "action": actions[1]["id"], "version": 2 },
    ] });
    let payload = test.change(&coordinator, "submitReturn", strange, "actions { isWritten }");
    assert_eq!(paths(&payload), ["actions.0.action", "actions.1.action", "actions.2"]);
}

#[test]
fn a_coordinator_answers_on_an_agencys_behalf() {
    let test = TestRegister::founding();
    let scheme = scheme(&test, POLICE);
    let request = made(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let row =
        json!({ "project": scheme["id"], "version": 1, "rating": "AMBER", "narrative": "By telephone." });
    let input =
        json!({ "partnership": CHELMSFORD, "agency": POLICE, "request": request["id"], "rows": [row] });
    let fields = "rows { project { latestProgress { reportedBy { slug } } } }";
    let payload = test.change(&coordinator, "submitReturn", input, fields);
    assert_eq!(payload["rows"][0]["project"]["latestProgress"]["reportedBy"]["slug"], POLICE);
    let now = seen(&test, &coordinator, &request["id"]);
    assert_eq!(answer(&now, POLICE)["isOnBehalf"], true);
    assert_eq!(answer(&now, COUNCIL)["state"], "SILENT");
}

#[test]
fn who_acts_for_an_agency_sees_their_own_line_and_strangers_nothing() {
    let test = TestRegister::founding();
    let request = made(&test);
    let id = &request["id"];
    let sergeant = seen(&test, &test.partner_admin(CHELMSFORD, POLICE), id);
    assert_eq!(sergeant["answers"].as_array().unwrap().len(), 1);
    assert_eq!(sergeant["viewerCanUpdate"], false);
    assert_eq!(seen(&test, &test.auditor(CHELMSFORD), id)["answers"].as_array().unwrap().len(), 2);
    let strangers =
        [Person::nobody(), test.partner_admin(CHELMSFORD, "essex-fire-and-rescue"), test.administrator()];
    for stranger in strangers {
        assert_eq!(seen(&test, &stranger, id), Value::Null);
        let query = "query($p: ID!) { updateRequests(partnership: $p) { id } }";
        let listed = test.ask(&stranger, query, json!({ "p": CHELMSFORD }));
        assert_eq!(listed["data"]["updateRequests"], json!([]));
    }
}

#[test]
fn what_cannot_be_asked_is_named() {
    let test = TestRegister::founding();
    let other =
        test.change(&test.administrator(), "createAgency", json!({ "name": "Stranger" }), "agency { slug }");
    let stranger = other["agency"]["slug"].clone();
    let wrong = ask(
        &test,
        json!({ "dueOn": "2026-03-01", "agencies": [POLICE, stranger], "remindOn": ["2026-03-02"] }),
    );
    let mut named = paths(&wrong);
    named.sort();
    assert_eq!(named, ["agencies.1", "dueOn", "remindOn.0"]);
    assert_eq!(paths(&ask(&test, json!({ "agencies": [] }))), ["agencies"]);
}

#[test]
fn a_request_is_changed_reminded_of_ended_and_called_off() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let request = made(&test);
    let id = &request["id"];
    let change =
        json!({ "id": id, "version": 1, "dueOn": "2026-03-27", "message": null, "remindOn": ["2026-03-20"] });
    let changed = test.change(&coordinator, "changeUpdateRequest", change.clone(), REQUEST);
    assert_eq!(changed["updateRequest"]["dueOn"], "2026-03-27");
    assert_eq!(changed["updateRequest"]["message"], Value::Null);
    let stale = test.change(&coordinator, "changeUpdateRequest", change, "");
    assert_eq!(stale["errors"][0]["code"], "CONFLICT");

    let remind =
        |input: Value| test.change(&coordinator, "remindAgencies", input, "updateRequest { lastRemindedAt }");
    let reminded = remind(json!({ "request": id, "agencies": [POLICE] }));
    assert_eq!(reminded["updateRequest"]["lastRemindedAt"], "2026-03-02T09:00:00.000000Z");
    let fire = json!({ "request": id, "agencies": ["essex-fire-and-rescue"] });
    assert_eq!(paths(&remind(fire)), ["agencies.0"]);

    let ended = test.change(&coordinator, "endUpdateRequest", json!({ "id": id, "version": 3 }), REQUEST);
    assert_eq!(ended["updateRequest"]["state"], "CLOSED");
    assert!(!paths(&remind(json!({ "request": id }))).is_empty(), "an ended request reminds nobody");
    let late = json!({ "partnership": CHELMSFORD, "agency": POLICE, "request": id });
    let late = test.change(&coordinator, "submitReturn", late, "updateRequest { answeredCount }");
    assert_eq!(late["updateRequest"]["answeredCount"], 1, "late answers count");

    let second = made(&test);
    let input = json!({ "id": second["id"], "version": 1, "cancel": true });
    assert_eq!(paths(&test.change(&coordinator, "endUpdateRequest", input, "")), ["reason"]);
    let input = json!({ "id": second["id"], "version": 1, "cancel": true, "reason": "By mistake." });
    test.change(&coordinator, "endUpdateRequest", input, "");
    assert_eq!(seen(&test, &test.partner_admin(CHELMSFORD, POLICE), &second["id"]), Value::Null);
}

#[test]
fn the_history_says_who_asked_and_who_answered() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let request = made(&test);
    let input = json!({ "partnership": CHELMSFORD, "agency": POLICE, "request": request["id"] });
    test.change(&coordinator, "submitReturn", input, "");
    let query = "query($id: ID!) { changes(first: 10, filter: { entity: $id }) { nodes { action entityType fields { field } } } }";
    let nodes = |person: &Person| {
        test.ask(person, query, json!({ "id": request["id"] }))["data"]["changes"]["nodes"].clone()
    };
    let seen = nodes(&coordinator);
    assert_eq!(seen.as_array().unwrap().len(), 2);
    assert_eq!(seen[0]["entityType"], "UPDATE_REQUEST");
    assert!(seen[0]["fields"].as_array().unwrap().iter().any(|field| field["field"] == "answers"), "{seen}");
    assert_eq!(nodes(&test.partner_admin(CHELMSFORD, POLICE)), json!([]));
    let report = partnership_register::store::verify::everything(&mut test.reader()).unwrap();
    assert!(report.is_good(), "{report:?}");
}

#[test]
fn nobody_is_asked_before_they_join() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let agency =
        test.change(&coordinator, "createAgency", json!({ "name": "Street Pastors" }), "agency { id }");
    let agency = agency["agency"]["id"].clone();
    let input = json!({ "partnership": CHELMSFORD, "agency": agency, "joinedOn": "2026-03-04" });
    test.change(&coordinator, "createMembership", input, "");
    assert_eq!(paths(&ask(&test, json!({ "agencies": [agency] }))), ["agencies.0"]);
    test.clock.set("2026-03-04T09:00:00Z".parse().unwrap());
    assert_eq!(paths(&ask(&test, json!({ "agencies": [agency] }))), Vec::<String>::new());
}
