//! The Safer Chelmsford Partnership over a quarter: as its board sat in March, and as it
//! is a week before the board sits in June. Everything beyond the founding page is made up.

use chrono::{DateTime, Utc};
use partnership_register::model::file::PartnershipFile;
use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::server::TestServer;

pub const CHELMSFORD: &str = "safer-chelmsford";
/// The address of the paper for the board's sitting in June.
pub const PAPER: &str = "/partnerships/safer-chelmsford/papers/board-2026-06-11";
/// The address of the founding strategy.
pub const STRATEGY: &str = "/partnerships/safer-chelmsford/strategies/2021-22";

/// A file of the founding partnership with more in it.
pub fn file(add: impl FnOnce(&mut Value)) -> PartnershipFile {
    let mut file: Value = serde_json::from_str(partnership_register::founding::SAFER_CHELMSFORD).unwrap();
    file["progress"] = json!([]);
    file["actions"] = json!([]);
    add(&mut file);
    serde_json::from_value(file).unwrap()
}

/// A record of a list of a file, by its key.
pub fn record<'f>(file: &'f mut Value, list: &str, key: &str) -> &'f mut Value {
    let list = file[list].as_array_mut().unwrap();
    list.iter_mut().find(|record| record["key"] == key).unwrap()
}

/// Changes fields of a record.
pub fn set(file: &mut Value, list: &str, key: &str, fields: Value) {
    let record = record(file, list, key);
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
}

fn sittings(visibility: &str) -> Value {
    let sitting = |day: &str, status: &str, summary: Option<&str>| {
        let mut sitting = json!({
            "key": format!("board-{day}"), "startsOn": day, "startTime": "10:00", "endTime": "12:00",
            "venue": "Civic Centre, Chelmsford", "status": status, "visibility": visibility,
        });
        if let Some(summary) = summary {
            sitting["summary"] = json!(summary);
            sitting["attendance"] = json!([
                { "agency": "essex-police", "state": "PRESENT" },
                { "agency": "chelmsford-city-council", "state": "SUBSTITUTE" },
                { "agency": "probation-service", "state": "APOLOGIES" },
            ]);
        }
        sitting
    };
    let mut coming = sitting("2026-06-11", "PLANNED", None);
    coming["name"] = json!("Example, with made-up ratings and actions");
    json!([
        sitting("2026-03-12", "HELD", Some("The quarter’s returns were agreed.")),
        coming,
        sitting("2026-09-10", "PLANNED", None),
    ])
}

fn progress(project: &str, on: &str, rating: &str, narrative: &str, visibility: &str) -> Value {
    json!({
        "key": format!("{project}-{on}"), "project": project, "on": on, "rating": rating,
        "narrative": narrative, "reportedBy": "essex-police", "visibility": visibility,
    })
}

/// The plan as it stood in March.
pub fn march(file: &mut Value, visibility: &str) {
    set(file, "meetings", "one-chelmsford-board", json!({ "occurrences": sittings(visibility) }));
    let led = |status: &str| json!({ "status": status, "leadAgency": "essex-police" });
    for (key, status) in [
        ("pubwatch", "ACTIVE"),
        ("street-pastors", "ACTIVE"),
        ("taxi-marshals", "ACTIVE"),
        ("best-bar-none", "PROPOSED"),
        ("cctv", "ACTIVE"),
        ("bedding-sweeps", "PAUSED"),
    ] {
        set(file, "projects", key, led(status));
    }
    file["progress"] = json!([
        progress("pubwatch", "2026-03-02", "GREEN", "Membership is full.", "PUBLIC"),
        progress("street-pastors", "2026-03-03", "AMBER", "Few volunteers on Fridays.", "PUBLIC"),
        progress("cctv", "2026-03-03", "GREEN", "PARTNERS-ONLY-THEN", "PARTNERS"),
    ]);
    file["actions"] = json!([
        { "key": "a1", "reference": "03/1", "text": "Map the hot spots of the night economy",
          "owners": ["essex-police"], "dueOn": "2026-05-01", "visibility": "PUBLIC" },
        { "key": "a2", "reference": "03/2", "text": "Ask schools about awareness sessions",
          "owners": ["essex-county-council"], "ownerPost": "Head of inclusion", "dueOn": "2026-07-01",
          "visibility": "PUBLIC" },
        { "key": "a3", "reference": "03/3", "text": "PARTNERS-ONLY-ACTION", "owners": ["chp"],
          "dueOn": "2026-05-02" },
        { "key": "a4", "reference": "03/4", "text": "Publish the list of reporting centres",
          "owners": ["chelmsford-city-council"], "dueOn": "2026-04-30", "visibility": "PUBLIC" },
    ]);
}

/// The plan a week before the board sits in June.
pub fn june(file: &mut Value, visibility: &str) {
    march(file, visibility);
    set(file, "projects", "taxi-marshals", json!({ "status": "COMPLETED" }));
    set(file, "projects", "best-bar-none", json!({ "status": "ACTIVE" }));
    set(file, "projects", "cctv", json!({ "status": "PAUSED" }));
    set(file, "projects", "junior-warden-scheme", json!({ "leadAgency": "chelmsford-city-council" }));
    let new = json!({ "key": "safe-spaces", "name": "Safe spaces", "kind": "SCHEME", "status": "PROPOSED",
        "leadAgency": "chp" });
    file["projects"].as_array_mut().unwrap().push(new);
    let hidden = json!({ "key": "hidden", "name": "RESTRICTED-SCHEME", "visibility": "RESTRICTED",
        "leadAgency": "essex-police" });
    file["projects"].as_array_mut().unwrap().push(hidden);
    let first = &mut file["strategies"][0]["priorities"][0];
    first["focusAreas"][0]["title"] = json!("Violence in the night economy");
    let mut more = vec![
        progress(
            "pubwatch",
            "2026-06-01",
            "RED",
            "Two premises left the scheme.\n\nThe chair resigned.",
            "PUBLIC",
        ),
        progress("street-pastors", "2026-06-02", "GREEN", "Eight new volunteers.", "PUBLIC"),
        progress("cctv", "2026-06-02", "AMBER", "PARTNERS-ONLY-NOW", "PARTNERS"),
        progress("j9-training", "2026-06-02", "RED", "RESTRICTED-NARRATIVE", "RESTRICTED"),
    ];
    file["progress"].as_array_mut().unwrap().append(&mut more);
    let closed = json!({ "status": "COMPLETED", "closedOn": "2026-04-20", "closureNote": "The list is on the website." });
    set(file, "actions", "a4", closed);
    file["actions"].as_array_mut().unwrap().push(json!({
        "key": "a5", "text": "RESTRICTED-ACTION", "owners": ["essex-police"], "visibility": "RESTRICTED",
    }));
    file["strategies"].as_array_mut().unwrap().push(json!({
        "key": "2026-29", "title": "DRAFT-STRATEGY", "state": "DRAFT", "startsOn": "2026-04-01",
        "endsOn": "2029-03-31", "priorities": [],
    }));
    let crew = record(file, "events", "crucial-crew");
    crew["occurrences"] = json!([{ "key": "crew-2026", "startsOn": "2026-06-22", "endsOn": "2026-06-26",
        "venue": "Hylands Park" }]);
}

/// A moment.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The partnership on 4 June, its board's sittings as visible as is said.
pub fn quarter(visibility: &str) -> TestRegister {
    let test = TestRegister::new();
    test.clock.set(at("2026-03-12T18:00:00Z"));
    test.import(&file(|file| march(file, visibility))).unwrap();
    test.clock.set(at("2026-06-04T09:00:00Z"));
    test.import(&file(|file| june(file, visibility))).unwrap();
    test
}

/// The same, served.
pub fn served(visibility: &str) -> TestServer {
    TestServer::over(quarter(visibility))
}

/// A role in the partnership.
pub fn given(
    server: &TestServer,
    role: Role,
    agency: Option<&str>,
) -> (Role, Option<PartnershipId>, Option<AgencyId>) {
    (role, Some(server.test.partnership(CHELMSFORD)), agency.map(|slug| server.test.agency(slug)))
}

/// What a reader sees of a page: its text without elements, blanks folded.
pub fn text(html: &str) -> String {
    let body = &html[html.find("<body").unwrap()..];
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => {
                inside = true;
                text.push(' ');
            }
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
