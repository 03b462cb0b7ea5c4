//! Several servers on one database.

use partnership_register::graph::follower::Follower;

use super::client::{Client, Guests};
use super::{CHANGES, SLUG, admit, register, rename};
use crate::support::server::TestServer;

#[test]
fn what_another_server_commits_is_heard_in_order_and_once() {
    let test = register();
    let guests = Guests::default();
    admit(&guests, &test);
    // The server listens on a register of its own; the test writes through another.
    let other = test.beside();
    let server: TestServer = guests.server(other, |_| {});
    let follower = Follower::start(server.test.register.clone());
    let mut client = Client::known_as(&server, "coordinator");
    client.subscribe("a", CHANGES);
    client.settle();
    let start = test.sequence();
    for n in 0..30 {
        // Every third is written through the server's own gate.
        let through = if n % 3 == 0 { &server.test } else { &test };
        rename(through, "pubwatch", if n % 2 == 0 { "Even" } else { "Odd" });
    }
    let heard: Vec<u64> =
        (0..30).map(|_| client.event("a")["changes"]["sequence"].as_u64().unwrap()).collect();
    assert_eq!(heard, (start + 1..=start + 30).collect::<Vec<_>>());
    assert_eq!(test.partnership(SLUG), server.test.partnership(SLUG));
    drop(follower);
}
