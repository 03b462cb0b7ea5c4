//! Live subscriptions over a WebSocket.

pub mod client;
mod protocol;
mod scope;
mod servers;
mod sessions;

use partnership_register::model::*;
use serde_json::{Value, json};

use self::client::Guests;
use crate::support::commands::Rename;
use crate::support::server::TestServer;
use crate::support::{TestRegister, founding_file};

/// Listens to every change.
const CHANGES: &str = "subscription { changes { sequence entityLabel } }";
const SLUG: &str = "safer-chelmsford";

/// The founding partnership, with a scheme that only Essex Police and those who see all of
/// the partnership may see.
fn register() -> TestRegister {
    let test = TestRegister::new();
    let mut file = serde_json::to_value(founding_file()).unwrap();
    file["projects"].as_array_mut().unwrap().push(json!({
        "key": "hidden", "name": "Hidden", "visibility": "RESTRICTED", "leadAgency": "essex-police"
    }));
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    test
}

/// A server at which `coordinator`, `police` and `fire` may listen.
fn server(
    adjust: impl FnOnce(&mut partnership_register::http::HttpConfig) + 'static,
) -> (TestServer, Guests) {
    let test = register();
    let guests = Guests::default();
    admit(&guests, &test);
    (guests.server(test, adjust), guests)
}

fn admit(guests: &Guests, test: &TestRegister) {
    let home = Some(test.partnership(SLUG));
    let agency = |slug: &str| test.register.directory().agency_by_slug(slug).map(|agency| agency.id);
    guests.admit("coordinator", Role::Coordinator, home, None);
    guests.admit("police", Role::PartnerAdmin, home, agency("essex-police"));
    guests.admit("fire", Role::PartnerAdmin, home, agency("essex-fire-and-rescue"));
}

/// The project with this key.
fn project(test: &TestRegister, key: &str) -> ProjectId {
    let graph = test.graph(SLUG);
    graph.projects.iter().find(|node| node.record.head.key == key).unwrap().record.id
}

fn rename(test: &TestRegister, key: &str, name: &'static str) {
    test.run(Rename { project: project(test, key), name }).unwrap();
}

fn labels(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["changes"]["entityLabel"].as_str().unwrap()).collect()
}
