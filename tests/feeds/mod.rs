//! Calendars by a secret address: who sees what in one, until when, and that the address
//! stays secret.

mod access;
mod content;
mod quiet;

use partnership_register::auth::config::{AuthConfig, SecondFactor};
use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::accounts::Client;
use crate::support::people::Given;
use crate::support::server::{Options, TestServer};

const CHELMSFORD: &str = "safer-chelmsford";
const ELSEWHERE: &str = "safer-elsewhere";

/// The founding partnership with sittings, events and actions of two agencies.
fn file() -> Value {
    let mut file: Value = serde_json::from_str(partnership_register::founding::SAFER_CHELMSFORD).unwrap();
    let sitting = |key: &str, day: &str| json!({ "key": key, "startsOn": day, "startTime": "10:00", "endTime": "12:00", "venue": "Civic Centre" });
    let meetings = file["meetings"].as_array_mut().unwrap();
    meetings[0]["occurrences"] =
        json!([sitting("board-jan", "2026-01-15"), sitting("board-july", "2026-07-16")]);
    for (key, name, agency, visibility) in [
        ("police-tasking", "POLICE TASKING", "essex-police", "RESTRICTED"),
        ("council-tasking", "COUNCIL TASKING", "chelmsford-city-council", "RESTRICTED"),
        ("council-forum", "COUNCIL FORUM", "chelmsford-city-council", "PUBLIC"),
    ] {
        let occurrences = [sitting(&format!("{key}-1"), "2026-06-02")];
        meetings.push(json!({
            "key": key, "name": name, "visibility": visibility, "chairAgencies": [agency], "occurrences": occurrences,
        }));
    }
    let mut attended = sitting("forum-may", "2026-05-05");
    attended["status"] = json!("HELD");
    attended["attendance"] = json!([{ "agency": "essex-police", "state": "APOLOGIES" }]);
    meetings.push(json!({ "key": "attended", "name": "ATTENDED FORUM", "ownerAgency": "chp",
        "occurrences": [attended, { "key": "forum-june", "startsOn": "2026-06-05", "status": "CANCELLED" }] }));
    let events = file["events"].as_array_mut().unwrap();
    events.push(json!({ "key": "week", "name": "POLICE WEEK", "hostAgencies": ["essex-police"],
        "startsOn": "2026-06-22", "endsOn": "2026-06-26" }));
    events.push(json!({ "key": "fair", "name": "COUNCIL FAIR", "hostAgencies": ["chelmsford-city-council"],
        "startsOn": "2026-09-01", "visibility": "PARTNERS",
        "occurrences": [{ "key": "fair-1", "startsOn": "2026-09-01" }] }));
    let action = |key: &str, owner: &str, due: Option<&str>| {
        json!({ "key": key.to_lowercase(), "reference": key, "text": format!("Do what {owner} agreed\nand more"),
            "owners": [owner], "dueOn": due })
    };
    file["actions"] = json!([
        action("A1", "essex-police", Some("2026-05-01")),
        action("A2", "chelmsford-city-council", Some("2026-05-02")),
        action("A3", "essex-police", None),
    ]);
    file
}

/// The same register, served to people who need no authenticator app.
fn server() -> TestServer {
    server_with(AuthConfig { second_factor: SecondFactor::Off, ..AuthConfig::default() })
}

fn server_with(auth: AuthConfig) -> TestServer {
    TestServer::set_up(register(), Options { auth, ..Options::default() })
}

fn register() -> TestRegister {
    let test = TestRegister::new();
    test.import(&serde_json::from_value(file()).unwrap()).unwrap();
    let mut other = file();
    other["partnership"]["slug"] = json!(ELSEWHERE);
    other["partnership"]["name"] = json!("Safer Elsewhere Partnership");
    test.import(&serde_json::from_value(other).unwrap()).unwrap();
    test
}

/// A role in the founding partnership.
fn given(test: &TestRegister, role: Role, agency: Option<&str>) -> Given {
    (role, Some(test.partnership(CHELMSFORD)), agency.map(|slug| test.agency(slug)))
}

/// A feed that somebody makes: its id, and where it is fetched.
struct Made {
    id: Value,
    path: String,
}

fn make(server: &TestServer, client: &Client<'_>, partnership: Option<&str>) -> Made {
    let input = json!({ "name": "Outlook", "partnership": partnership });
    let payload = client.change("createCalendarFeed", input, "address calendarFeed { id }");
    assert_eq!(payload["errors"], json!([]));
    let path = payload["address"].as_str().unwrap().strip_prefix(&format!("http://{}", server.address));
    Made { id: payload["calendarFeed"]["id"].clone(), path: path.unwrap().to_owned() }
}

/// A calendar that must be there, its lines unfolded.
fn calendar(server: &TestServer, path: &str) -> String {
    let answer = server.get(path);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.lines().all(|line| line.len() <= 75));
    answer.body.replace("\r\n ", "")
}

/// The names of the entries of a calendar, sorted.
fn summaries(calendar: &str) -> Vec<&str> {
    let mut names: Vec<&str> = calendar.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
    names.sort_unstable();
    names
}
