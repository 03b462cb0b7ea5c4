//! Who hears what, and for how long.

use std::time::{Duration, Instant};

use partnership_register::model::Role;
use serde_json::json;

use super::client::{Client, Heard};
use super::{CHANGES, SLUG, labels, rename, server};

/// Checks come every 400 milliseconds; a second is what is promised.
const PROMISED: Duration = Duration::from_secs(1);

#[test]
fn a_restricted_scheme_is_heard_of_only_by_those_who_see_it() {
    let (server, _guests) = server(|_| {});
    let mut clients = ["coordinator", "police", "fire"].map(|name| Client::known_as(&server, name));
    for client in &mut clients {
        client.subscribe("a", CHANGES);
        client.settle();
    }
    rename(&server.test, "hidden", "Still hidden");
    rename(&server.test, "pubwatch", "For all");
    let [coordinator, police, fire] = &mut clients;
    for client in [coordinator, police] {
        let events = [client.event("a"), client.event("a")];
        assert_eq!(labels(&events), ["Still hidden", "For all"]);
    }
    assert_eq!(fire.event("a")["changes"]["entityLabel"], "For all");
}

#[test]
fn whose_session_ends_is_shut_out_within_a_second() {
    let (server, guests) = server(|_| {});
    let mut police = Client::known_as(&server, "police");
    let mut others = [Client::known_as(&server, "police"), Client::known_as(&server, "coordinator")];
    police.subscribe("a", CHANGES);
    police.settle();
    let start = Instant::now();
    guests.dismiss("police");
    assert_eq!(police.hear(), Heard::Closed(4403, "Forbidden".into()));
    assert_eq!(others[0].end(), 4403);
    assert!(start.elapsed() < PROMISED, "{:?}", start.elapsed());
    others[1].settle();
}

#[test]
fn a_role_that_changes_changes_what_is_heard() {
    let (server, guests) = server(|_| {});
    let mut client = Client::known_as(&server, "police");
    client.subscribe("a", CHANGES);
    client.settle();
    rename(&server.test, "hidden", "Seen");
    assert_eq!(client.event("a")["changes"]["entityLabel"], "Seen");
    let directory = server.test.register.directory();
    let fire = directory.agency_by_slug("essex-fire-and-rescue").unwrap().id;
    guests.admit("police", Role::PartnerAdmin, Some(server.test.partnership(SLUG)), Some(fire));
    guests.settle();
    rename(&server.test, "hidden", "Not seen");
    rename(&server.test, "pubwatch", "Seen by all");
    assert_eq!(client.event("a")["changes"]["entityLabel"], "Seen by all");
}

#[test]
fn a_filter_tells_only_what_it_asks_for() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    let id = super::project(&server.test, "pubwatch");
    let query = "subscription($id: ID!) { changes(filter: { entity: $id }) { entityLabel node { id } } }";
    client.send(
        json!({ "type": "subscribe", "id": "a", "payload": { "query": query, "variables": { "id": id } } }),
    );
    client.settle();
    rename(&server.test, "hidden", "Another");
    rename(&server.test, "pubwatch", "This one");
    let event = client.event("a");
    assert_eq!(event["changes"], json!({ "entityLabel": "This one", "node": { "id": id } }));
}

#[test]
fn what_was_missed_can_be_heard_later_without_gaps_or_doubles() {
    let (server, _guests) = server(|_| {});
    let start = server.test.sequence();
    for n in 0..60 {
        rename(&server.test, "pubwatch", if n % 2 == 0 { "Even" } else { "Odd" });
    }
    let mut client = Client::known_as(&server, "coordinator");
    client.subscribe("a", &format!("subscription {{ changes(after: {start}) {{ sequence }} }}"));
    let mut heard = Vec::new();
    for _ in 0..60 {
        heard.push(client.event("a")["changes"]["sequence"].as_u64().unwrap());
    }
    rename(&server.test, "pubwatch", "New");
    heard.push(client.event("a")["changes"]["sequence"].as_u64().unwrap());
    assert_eq!(heard, (start + 1..=start + 61).collect::<Vec<_>>());
}

#[test]
fn a_client_that_does_not_read_is_closed_and_holds_up_nobody() {
    let (server, _guests) = server(|config| {
        config.live.write_seconds = 1;
        config.live.ping_seconds = 300;
    });
    let mut slow = Client::known_as(&server, "coordinator");
    // All of the history, again and again, in answers so long that nothing on the way can
    // hold them.
    let whole: String = (0..25).map(|n| format!("a{n}: after ")).collect();
    for id in 0..8 {
        slow.subscribe(&id.to_string(), &format!("subscription {{ changes(after: 0) {{ {whole} }} }}"));
    }
    let mut other = Client::known_as(&server, "police");
    other.subscribe("a", CHANGES);
    other.settle();
    rename(&server.test, "pubwatch", "Heard");
    assert_eq!(other.event("a")["changes"]["entityLabel"], "Heard");
    server.until("register_live_sockets 1");
}
