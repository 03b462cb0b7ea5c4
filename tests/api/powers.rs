//! What clients are told that the viewer may do.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const SLUG: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";

const WITHIN: [&str; 8] = [
    "viewerCanEditPlan",
    "viewerCanAddRecords",
    "viewerCanAssignLeads",
    "viewerCanInvite",
    "viewerCanManagePeople",
    "viewerCanManageApiKeys",
    "viewerCanSeeHistory",
    "viewerCanAudit",
];
const ANYWHERE: [&str; 5] = [
    "viewerCanCreateAgency",
    "viewerCanCreatePartnership",
    "viewerCanInvite",
    "viewerCanManageApiKeys",
    "viewerCanSeeSignIns",
];

/// Each field as `x` or `-`.
fn row(fields: &[&str], object: &Value) -> String {
    fields.iter().map(|field| if object[*field] == true { 'x' } else { '-' }).collect()
}

fn powers(test: &TestRegister, person: &Person) -> (String, String) {
    let query = format!(
        "{{ viewer {{ {} }} partnership(slug: \"{SLUG}\") {{ {} }} }}",
        ANYWHERE.join(" "),
        WITHIN.join(" ")
    );
    let answer = test.ask(person, &query, json!({}));
    assert_eq!(answer["errors"], json!([]));
    (row(&WITHIN, &answer["data"]["partnership"]), row(&ANYWHERE, &answer["data"]["viewer"]))
}

#[test]
fn everybody_is_told_what_they_may_do_in_a_partnership_and_anywhere() {
    let test = TestRegister::founding();
    for (who, person, within, anywhere) in [
        ("nobody", Person::nobody(), "--------", "-----"),
        ("administrator", test.administrator(), "---xxxx-", "xxxxx"),
        ("coordinator", test.coordinator(SLUG), "xxxxxxxx", "x-xx-"),
        ("partner admin", test.partner_admin(SLUG, POLICE), "-x-x--x-", "--x--"),
        ("contributor", test.contributor(SLUG, POLICE), "------x-", "-----"),
        ("auditor", test.auditor(SLUG), "------xx", "-----"),
    ] {
        assert_eq!(powers(&test, &person), (within.to_owned(), anywhere.to_owned()), "{who}");
    }
}

#[test]
fn nothing_can_be_done_in_the_past() {
    let test = TestRegister::founding();
    test.wait(60);
    let now = test.clock.now().to_rfc3339();
    let query = format!("{{ partnership(slug: \"{SLUG}\", asOf: \"{now}\") {{ {} }} }}", WITHIN.join(" "));
    let answer = test.ask(&test.coordinator(SLUG), &query, json!({}));
    assert_eq!(row(&WITHIN, &answer["data"]["partnership"]), "------xx");
}

#[test]
fn whoever_acts_for_an_agency_is_told_for_which_and_where() {
    let test = TestRegister::founding();
    let query = format!(
        "{{ viewer {{ roles {{ partnerships {{ slug }} }} }} partnership(slug: \"{SLUG}\") {{ viewerAgencies {{ slug }} }} }}"
    );
    let answer = test.ask(&test.partner_admin(SLUG, POLICE), &query, json!({}));
    assert_eq!(answer["data"]["partnership"]["viewerAgencies"], json!([{ "slug": POLICE }]));
    assert_eq!(answer["data"]["viewer"]["roles"], json!([{ "partnerships": [{ "slug": SLUG }] }]));
}

#[test]
fn nothing_new_is_offered_for_what_was_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    let put_away = |mutation: &str, record: &Value| {
        let input = json!({ "id": record["id"], "version": record["version"], "reason": "Over." });
        assert_eq!(test.change(&coordinator, mutation, input, "")["errors"], json!([]), "{mutation}");
    };
    let query = format!(
        "{{ partnership(slug: \"{SLUG}\") {{ projects(first: 1) {{ nodes {{ id version }} }}
            meetings(first: 1) {{ nodes {{ id version }} }} events(first: 1) {{ nodes {{ id version }} }}
            strategy {{ id version priorities {{ id version focusAreas {{ id }} }} }} }} }}"
    );
    let plan = test.ask(&coordinator, &query, json!({}))["data"]["partnership"].clone();
    let strategy = &plan["strategy"];
    let areas = strategy["priorities"].as_array().unwrap().iter().map(|p| &p["focusAreas"][0]["id"]);
    let area = areas.into_iter().find(|id| !id.is_null()).unwrap();
    let asked = [
        (
            &plan["projects"]["nodes"][0],
            "archiveProject",
            "Project",
            "viewerCanPostProgress",
            "viewerCanClaim",
        ),
        (&plan["meetings"]["nodes"][0], "archiveMeeting", "Meeting", "viewerCanSchedule", "viewerCanClaim"),
        (&plan["events"]["nodes"][0], "archiveEvent", "Event", "viewerCanAddOccurrences", "viewerCanClaim"),
        (strategy, "archiveStrategy", "Strategy", "viewerCanRecordApproval", "viewerCanUpdate"),
    ];
    let told = |person: &Person, id: &Value, noun: &str, field: &str| {
        let query = format!("query ($id: ID!) {{ node(id: $id) {{ ... on {noun} {{ {field} }} }} }}");
        test.ask(person, &query, json!({ "id": id }))["data"]["node"][field].clone()
    };
    let sergeant = test.partner_admin(SLUG, POLICE);
    for (record, archive, noun, adds, claims) in asked {
        let claimer = if claims == "viewerCanClaim" { &sergeant } else { &coordinator };
        let both =
            || (told(&coordinator, &record["id"], noun, adds), told(claimer, &record["id"], noun, claims));
        assert_eq!(both(), (json!(true), json!(true)), "{noun}");
        put_away(archive, record);
        // Its own values can still be put right.
        assert_eq!(both(), (json!(false), json!(claims == "viewerCanUpdate")), "{noun}");
    }
    let priority = &strategy["priorities"][0]["id"];
    assert_eq!(told(&coordinator, priority, "Priority", "viewerCanPostProgress"), false);
    assert_eq!(told(&coordinator, area, "FocusArea", "viewerCanPostProgress"), false);
}
