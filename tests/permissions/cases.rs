//! One case for each mutation: an input that is right, on a record made for the attempt.

use partnership_register::model::Role;
use serde_json::{Value, json};

use super::scene::{HERE, LEAD, OTHER, PARTNER, Scene};

/// A mutation and an input with which it succeeds for whoever may.
pub struct Case {
    /// Its name.
    pub mutation: &'static str,
    /// What is special about the record, for the reader of the matrix.
    pub on: &'static str,
    /// Sets the scene and gives the input.
    pub input: fn(&Scene) -> Value,
}

/// Mutations about one's own account, one's own calendars or one's own session (evidence is
/// fetched with it), and those with which signing in begins: they have tests of their own.
pub const OF_THEIR_OWN: &[&str] = &[
    "acceptInvitation",
    "changePassword",
    "confirmTotp",
    "createCalendarFeed",
    "endOtherSessions",
    "endSession",
    "enrolTotp",
    "exportEvidence",
    "refreshSession",
    "renewRecoveryCodes",
    "requestPasswordReset",
    "resetPassword",
    "revokeCalendarFeed",
    "setUp",
    "signIn",
    "signOut",
];

const fn case(mutation: &'static str, input: fn(&Scene) -> Value) -> Case {
    Case { mutation, on: "", input }
}

const fn on(mutation: &'static str, on: &'static str, input: fn(&Scene) -> Value) -> Case {
    Case { mutation, on, input }
}

/// Those for putting away and taking out again, of one noun.
macro_rules! archived {
    ($archive:literal, $unarchive:literal, $record:literal, $make:ident) => {
        [
            case($archive, |scene| edit(&$make(scene), json!({}))),
            case($unarchive, |scene| {
                let away = scene.make($archive, edit(&$make(scene), json!({})), $record);
                edit(&away, json!({}))
            }),
        ]
    };
}

pub fn cases() -> Vec<Case> {
    [register(), plan(), series(), delivery(), people()].into_iter().flatten().collect()
}

fn register() -> Vec<Case> {
    let mut cases = vec![
        case("createPartnership", |_| json!({ "name": "New Partnership" })),
        case("updatePartnership", |scene| {
            let (id, version) = partnership(scene);
            json!({ "id": id, "version": version, "contact": new_name(), "reason": "a reason" })
        }),
        case("createAgency", |_| json!({ "name": new_name() })),
        on("updateAgency", ", its name", |scene| edit(&agency(scene, LEAD), json!({ "name": new_name() }))),
        on("updateAgency", ", its website", |scene| {
            edit(
                &agency(scene, LEAD),
                json!({ "website": format!("https://{}.example.org", uuid::Uuid::now_v7()) }),
            )
        }),
        case("createSuccession", |scene| {
            let [from, to] = [new_agency(scene), new_agency(scene)];
            json!({ "from": from["id"], "to": to["id"], "kind": "RENAMED" })
        }),
        case("updateSuccession", |scene| edit(&succession(scene), json!({ "on": "2026-01-01" }))),
    ];
    cases.extend(archived!("archivePartnership", "unarchivePartnership", "partnership", new_partnership));
    cases.extend(archived!("archiveAgency", "unarchiveAgency", "agency", new_agency));
    cases.extend(archived!("archiveSuccession", "unarchiveSuccession", "succession", succession));
    cases
}

fn plan() -> Vec<Case> {
    let mut cases = vec![
        case("createMembership", |scene| json!({ "partnership": HERE, "agency": new_agency(scene)["id"] })),
        case(
            "createMemberships",
            |scene| json!({ "rows": [{ "partnership": HERE, "agency": new_agency(scene)["id"] }] }),
        ),
        case("updateMembership", |scene| edit(&membership(scene), json!({ "listedUnder": "Others" }))),
        case("reorderMemberships", |scene| {
            membership(scene);
            let mut ids = listed(scene, "memberships(includeEnded: true) { id }", "memberships");
            ids.rotate_right(1);
            json!({ "partnership": HERE, "memberships": ids })
        }),
        case("createStrategy", |_| json!({ "partnership": HERE, "title": new_name() })),
        case("updateStrategy", |scene| edit(&strategy(scene), json!({ "summary": "In short." }))),
        case(
            "rollForwardStrategy",
            |scene| json!({ "strategy": strategy(scene)["id"], "title": new_name(), "reason": "a reason" }),
        ),
        case("publishStrategy", |scene| edit(&strategy(scene), json!({}))),
        case("withdrawStrategy", |scene| {
            edit(&scene.make("publishStrategy", edit(&strategy(scene), json!({})), "strategy"), json!({}))
        }),
        case("recordApproval", |scene| {
            edit(&strategy(scene), json!({ "body": "Cabinet", "outcome": "NOTED", "on": "2026-01-05" }))
        }),
        case("createPriority", |scene| json!({ "strategy": strategy(scene)["id"], "title": "New" })),
        case(
            "createPriorities",
            |scene| json!({ "rows": [{ "strategy": strategy(scene)["id"], "title": "New" }] }),
        ),
        case("updatePriority", |scene| edit(&priority(scene), json!({ "summary": "In short." }))),
        case("reorderPriorities", |scene| {
            let strategy = strategy(scene);
            let of = |title: &str| priority_of(scene, &strategy, title)["id"].clone();
            let ids = [of("First"), of("Second")];
            json!({ "strategy": strategy["id"], "priorities": [ids[1], ids[0]] })
        }),
        case("createFocusArea", |scene| json!({ "priority": priority(scene)["id"], "title": "New" })),
        case(
            "createFocusAreas",
            |scene| json!({ "rows": [{ "priority": priority(scene)["id"], "title": "New" }] }),
        ),
        case("updateFocusArea", |scene| edit(&focus_area(scene), json!({ "title": "Reworded" }))),
        case("reorderFocusAreas", |scene| {
            let priority = priority(scene);
            let of = |title: &str| {
                let input = json!({ "priority": priority["id"], "title": title });
                scene.make("createFocusArea", input, "focusArea")["id"].clone()
            };
            let ids = [of("First"), of("Second")];
            json!({ "priority": priority["id"], "focusAreas": [ids[1], ids[0]] })
        }),
        case("createDocument", |_| json!({ "partnership": HERE, "title": "Terms", "ownerAgency": LEAD })),
        case(
            "createDocuments",
            |_| json!({ "rows": [{ "partnership": HERE, "title": "Terms", "ownerAgency": LEAD }] }),
        ),
        case("updateDocument", |scene| edit(&document(scene), json!({ "reference": "CSP/7" }))),
    ];
    cases.extend(archived!("archiveMembership", "unarchiveMembership", "membership", membership));
    cases.extend(archived!("archiveStrategy", "unarchiveStrategy", "strategy", strategy));
    cases.extend(archived!("archivePriority", "unarchivePriority", "priority", priority));
    cases.extend(archived!("archiveFocusArea", "unarchiveFocusArea", "focusArea", focus_area));
    cases.extend(archived!("archiveDocument", "unarchiveDocument", "document", document));
    cases
}

fn series() -> Vec<Case> {
    let mut cases = vec![
        case("createMeeting", |_| json!({ "partnership": HERE, "name": "New", "chairAgencies": [LEAD] })),
        case(
            "createMeetings",
            |_| json!({ "rows": [{ "partnership": HERE, "name": "New", "chairAgencies": [LEAD] }] }),
        ),
        case("updateMeeting", |scene| edit(&meeting(scene), json!({ "cadence": "monthly" }))),
        case("scheduleMeeting", |scene| json!({ "meeting": meeting(scene)["id"], "startsOn": "2026-06-01" })),
        case("updateMeetingOccurrence", |scene| edit(&sitting(scene), json!({ "venue": "Room 1" }))),
        case("recordMeeting", |scene| edit(&sitting(scene), json!({ "summary": "It was held." }))),
        case("createEvent", |_| json!({ "partnership": HERE, "name": "New", "hostAgencies": [LEAD] })),
        case(
            "createEvents",
            |_| json!({ "rows": [{ "partnership": HERE, "name": "New", "hostAgencies": [LEAD] }] }),
        ),
        case("updateEvent", |scene| edit(&event(scene), json!({ "venue": "High Street" }))),
        case(
            "createEventOccurrence",
            |scene| json!({ "event": event(scene)["id"], "startsOn": "2026-06-01" }),
        ),
        case("createEventOccurrences", |scene| {
            let repeat = json!({ "recurrence": "FREQ=WEEKLY", "until": "2026-06-15" });
            json!({ "event": event(scene)["id"], "startsOn": "2026-06-01", "repeat": repeat })
        }),
        case("updateEventOccurrence", |scene| edit(&event_occurrence(scene), json!({ "venue": "Square" }))),
    ];
    cases.extend(archived!("archiveMeeting", "unarchiveMeeting", "meeting", meeting));
    cases.extend(archived!("archiveMeetingOccurrence", "unarchiveMeetingOccurrence", "occurrence", sitting));
    cases.extend(archived!("archiveEvent", "unarchiveEvent", "event", event));
    cases.extend(archived!(
        "archiveEventOccurrence",
        "unarchiveEventOccurrence",
        "occurrence",
        event_occurrence
    ));
    cases
}

fn delivery() -> Vec<Case> {
    let mut cases = vec![
        case("createProject", |_| json!({ "partnership": HERE, "name": "New", "leadAgency": LEAD })),
        case(
            "createProjects",
            |_| json!({ "rows": [{ "partnership": HERE, "name": "New", "leadAgency": LEAD }] }),
        ),
        case("updateProject", |scene| edit(&project(scene), json!({ "status": "ACTIVE" }))),
        on("updateProject", ", restricted", |scene| edit(&hidden(scene), json!({ "status": "ACTIVE" }))),
        on("updateProject", ", that nobody leads", |scene| {
            edit(&nobodys(scene), json!({ "status": "ACTIVE" }))
        }),
        on("updateProject", ", handed to another agency", |scene| {
            edit(&project(scene), json!({ "leadAgency": OTHER }))
        }),
        case("claim", |scene| json!({ "record": nobodys(scene)["id"] })),
        on("claim", ", that another agency leads", |scene| json!({ "record": project(scene)["id"] })),
        case(
            "assignLeads",
            |scene| json!({ "rows": [{ "record": nobodys(scene)["id"], "agency": LEAD }], "reason": "a reason" }),
        ),
        case("postProgress", |scene| json!({ "project": project(scene)["id"], "rating": "AMBER" })),
        case("updateProgressUpdate", |scene| edit(&progress(scene), json!({ "narrative": "Better." }))),
        case("submitReturn", |scene| {
            let project = project(scene);
            let row = json!({ "project": project["id"], "version": project["version"], "noChange": true });
            json!({ "partnership": HERE, "agency": LEAD, "rows": [row], "allOrNothing": true })
        }),
        on(
            "submitReturn",
            ", as the answer to a request",
            |scene| json!({ "partnership": HERE, "agency": LEAD, "request": update_request(scene)["id"] }),
        ),
        case("requestUpdates", |_| updates_asked()),
        case("changeUpdateRequest", |scene| edit(&update_request(scene), json!({ "dueOn": "2026-07-01" }))),
        case("endUpdateRequest", |scene| edit(&update_request(scene), json!({}))),
        case("remindAgencies", |scene| json!({ "request": update_request(scene)["id"] })),
        case("createAction", |_| json!({ "partnership": HERE, "text": "Do it", "owners": [LEAD] })),
        case(
            "createActions",
            |_| json!({ "rows": [{ "partnership": HERE, "text": "Do it", "owners": [LEAD] }] }),
        ),
        case("updateAction", |scene| edit(&action(scene), json!({ "dueOn": "2026-07-01" }))),
        case("closeAction", |scene| edit(&action(scene), json!({ "outcome": "COMPLETED", "note": "Done." }))),
        case("revertTo", |scene| {
            let project = project(scene);
            let query = "query($id: ID!) { node(id: $id) { ... on Project { changes(first: 1) { edges { node { id } } } } } }";
            let answer = scene.test.ask(&scene.director, query, json!({ "id": project["id"] }));
            let first = answer["data"]["node"]["changes"]["edges"][0]["node"]["id"].clone();
            let input = edit(&project, json!({ "status": "PAUSED" }));
            let paused = scene.make("updateProject", input, "project");
            json!({ "change": first, "version": paused["version"], "reason": "a reason" })
        }),
        case("importSheet", |_| {
            let lead = "Lead agency";
            json!({ "partnership": HERE, "kind": "SCHEMES", "text": format!("Name,{lead}\n{},{LEAD}", new_name()) })
        }),
        case("undoChanges", |scene| {
            let project = project(scene);
            let query = "query($id: ID!) { node(id: $id) { ... on Project { changes(first: 1) { edges { node { id } } } } } }";
            let answer = scene.test.ask(&scene.director, query, json!({ "id": project["id"] }));
            let first = &answer["data"]["node"]["changes"]["edges"][0]["node"]["id"];
            json!({ "change": first, "reason": "a reason" })
        }),
        case("redactValue", |scene| {
            let project = project(scene);
            let query = "query($id: ID!) { node(id: $id) { ... on Project { changes(first: 1) { edges { node { id } } } } } }";
            let answer = scene.test.ask(&scene.director, query, json!({ "id": project["id"] }));
            let first = &answer["data"]["node"]["changes"]["edges"][0]["node"]["id"];
            json!({ "change": first, "field": "name", "reason": "a reason" })
        }),
    ];
    cases.extend(archived!("archiveProject", "unarchiveProject", "project", project));
    cases.extend(archived!("archiveProgressUpdate", "unarchiveProgressUpdate", "progressUpdate", progress));
    cases.extend(archived!("archiveAction", "unarchiveAction", "action", action));
    cases
}

fn people() -> Vec<Case> {
    vec![
        on("inviteUser", ", as a contributor", |_| {
            let mut input = granted("CONTRIBUTOR", Some(LEAD));
            input["email"] = json!(new_email());
            input["name"] = json!("Somebody New");
            input
        }),
        on("inviteUser", ", as an auditor", |_| {
            let mut input = granted("AUDITOR", None);
            input["email"] = json!(new_email());
            input["name"] = json!("Somebody New");
            input
        }),
        case("resendInvitation", |scene| json!({ "id": invited(scene)["id"] })),
        case("updateUser", |scene| edit(&user(scene), json!({ "name": "Another Name" }))),
        case("disableUser", |scene| edit(&user(scene), json!({}))),
        case("enableUser", |scene| {
            edit(&scene.make("disableUser", edit(&user(scene), json!({})), "user"), json!({}))
        }),
        case("resetSecondFactor", |scene| edit(&user(scene), json!({}))),
        case("eraseUser", |scene| edit(&user(scene), json!({}))),
        on("resetSecondFactor", ", of an auditor", |scene| {
            let auditor = scene.user(&[(Role::Auditor, Some(scene.test.partnership(HERE)), None)]);
            edit(&auditor, json!({}))
        }),
        on("grantRole", ", of a partner admin", |scene| {
            let mut input = granted("PARTNER_ADMIN", Some(LEAD));
            input["user"] = user(scene)["id"].clone();
            input["endsOn"] = json!("2030-01-01");
            input
        }),
        on("grantRole", ", of a coordinator", |scene| {
            let mut input = granted("COORDINATOR", None);
            input["user"] = user(scene)["id"].clone();
            input
        }),
        on(
            "grantRole",
            ", of an administrator",
            |scene| json!({ "user": user(scene)["id"], "role": "ADMINISTRATOR", "reason": "a reason" }),
        ),
        case("revokeRole", |scene| {
            let mut input = granted("PARTNER_ADMIN", Some(LEAD));
            input["user"] = user(scene)["id"].clone();
            edit(&scene.make("grantRole", input, "roleGrant"), json!({}))
        }),
        case("createApiKey", |_| json!({ "partnership": HERE, "name": "Website", "reads": "PARTNERS" })),
        on("createApiKey", ", of the register", |_| json!({ "name": "Website", "reads": "PUBLIC" })),
        case("revokeApiKey", |scene| {
            let input = json!({ "partnership": HERE, "name": "Website", "reads": "PARTNERS" });
            edit(&scene.make("createApiKey", input, "apiKey"), json!({}))
        }),
        case("subscribeCheckpoints", |_| json!({ "email": new_email() })),
        case("unsubscribeCheckpoints", |scene| {
            let email = new_email();
            scene.subscribe(&email);
            json!({ "email": email })
        }),
    ]
}

fn granted(role: &str, agency: Option<&str>) -> Value {
    json!({ "role": role, "partnership": HERE, "agency": agency, "reason": "a reason" })
}

fn new_email() -> String {
    format!("{}@example.org", uuid::Uuid::now_v7().simple())
}

/// Somebody who contributes for the lead agency, with a second factor.
fn user(scene: &Scene) -> Value {
    let (here, lead) = (scene.test.partnership(HERE), scene.test.agency(LEAD));
    scene.user(&[(Role::Contributor, Some(here), Some(lead))])
}

fn invited(scene: &Scene) -> Value {
    let mut input = granted("CONTRIBUTOR", Some(LEAD));
    input["email"] = json!(new_email());
    input["name"] = json!("Somebody New");
    scene.make("inviteUser", input, "user")
}

/// Id and version of a record, with more.
fn edit(record: &Value, more: Value) -> Value {
    let mut input = json!({ "id": record["id"], "version": record["version"], "reason": "a reason" });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// A name that nothing else has.
fn new_name() -> String {
    format!("Name {}", uuid::Uuid::now_v7().simple())
}

fn partnership(scene: &Scene) -> (Value, Value) {
    let query = "query($slug: String!) { partnership(slug: $slug) { id version } }";
    let answer = scene.test.ask(&scene.director, query, json!({ "slug": HERE }));
    let found = &answer["data"]["partnership"];
    (found["id"].clone(), found["version"].clone())
}

/// The ids of a plain list of the partnership.
fn listed(scene: &Scene, field: &str, name: &str) -> Vec<Value> {
    let query = format!("query($slug: String!) {{ partnership(slug: $slug) {{ {field} }} }}");
    let answer = scene.test.ask(&scene.director, &query, json!({ "slug": HERE }));
    let list = answer["data"]["partnership"][name].as_array().unwrap().clone();
    list.into_iter().map(|record| record["id"].clone()).collect()
}

fn agency(scene: &Scene, slug: &str) -> Value {
    let query = "query($slug: String!) { agency(slug: $slug) { id version } }";
    scene.test.ask(&scene.director, query, json!({ "slug": slug }))["data"]["agency"].clone()
}

fn new_partnership(scene: &Scene) -> Value {
    scene.make("createPartnership", json!({ "name": new_name() }), "partnership")
}

fn new_agency(scene: &Scene) -> Value {
    scene.make("createAgency", json!({ "name": new_name() }), "agency")
}

fn succession(scene: &Scene) -> Value {
    let [from, to] = [new_agency(scene), new_agency(scene)];
    let input = json!({ "from": from["id"], "to": to["id"], "kind": "RENAMED" });
    scene.make("createSuccession", input, "succession")
}

fn membership(scene: &Scene) -> Value {
    let input = json!({ "partnership": HERE, "agency": new_agency(scene)["id"] });
    scene.make("createMembership", input, "membership")
}

fn strategy(scene: &Scene) -> Value {
    scene.make("createStrategy", json!({ "partnership": HERE, "title": new_name() }), "strategy")
}

fn priority_of(scene: &Scene, strategy: &Value, title: &str) -> Value {
    scene.make("createPriority", json!({ "strategy": strategy["id"], "title": title }), "priority")
}

/// A priority of a draft, which partners see as well.
fn priority(scene: &Scene) -> Value {
    priority_of(scene, &strategy(scene), "Priority")
}

fn focus_area(scene: &Scene) -> Value {
    scene.make("createFocusArea", json!({ "priority": priority(scene)["id"], "title": "Area" }), "focusArea")
}

fn document(scene: &Scene) -> Value {
    let input = json!({ "partnership": HERE, "title": "Terms", "ownerAgency": LEAD, "visibility": "PUBLIC" });
    scene.make("createDocument", input, "document")
}

fn meeting(scene: &Scene) -> Value {
    let input = json!({ "partnership": HERE, "name": "Forum", "chairAgencies": [LEAD] });
    scene.make("createMeeting", input, "meeting")
}

fn sitting(scene: &Scene) -> Value {
    let input = json!({ "meeting": meeting(scene)["id"], "startsOn": "2026-02-02", "visibility": "PUBLIC" });
    first(scene, "scheduleMeeting", input, "occurrences")
}

fn event(scene: &Scene) -> Value {
    let input = json!({ "partnership": HERE, "name": "Fair", "hostAgencies": [LEAD] });
    scene.make("createEvent", input, "event")
}

fn event_occurrence(scene: &Scene) -> Value {
    let input = json!({ "event": event(scene)["id"], "startsOn": "2026-06-01" });
    scene.make("createEventOccurrence", input, "occurrence")
}

/// The first record of a payload with several.
fn first(scene: &Scene, mutation: &str, input: Value, records: &str) -> Value {
    let selection = format!("{records} {{ id version }}");
    let payload = scene.test.change(&scene.director, mutation, input, &selection);
    assert_eq!(payload["errors"], json!([]), "{mutation}");
    payload[records][0].clone()
}

fn project(scene: &Scene) -> Value {
    let input =
        json!({ "partnership": HERE, "name": "Scheme", "leadAgency": LEAD, "partnerAgencies": [PARTNER] });
    scene.make("createProject", input, "project")
}

fn nobodys(scene: &Scene) -> Value {
    scene.make("createProject", json!({ "partnership": HERE, "name": "Scheme" }), "project")
}

fn hidden(scene: &Scene) -> Value {
    let input = json!({
        "partnership": HERE, "name": "Scheme", "leadAgency": LEAD, "partnerAgencies": [PARTNER],
        "visibility": "RESTRICTED",
    });
    scene.make("createProject", input, "project")
}

fn progress(scene: &Scene) -> Value {
    let input = json!({
        "project": project(scene)["id"], "rating": "AMBER", "reportedBy": LEAD, "visibility": "PUBLIC",
    });
    scene.make("postProgress", input, "progressUpdate")
}

fn action(scene: &Scene) -> Value {
    let input = json!({ "partnership": HERE, "text": "Do it", "owners": [LEAD], "visibility": "PUBLIC" });
    scene.make("createAction", input, "action")
}

fn updates_asked() -> Value {
    json!({ "partnership": HERE, "dueOn": "2026-06-30", "agencies": [LEAD], "reason": "a reason" })
}

fn update_request(scene: &Scene) -> Value {
    scene.make("requestUpdates", updates_asked(), "updateRequest")
}
