//! The protocol: what is said in which order, and with which code a socket ends.

use serde_json::{Value, json};
use tungstenite::Message;
use tungstenite::protocol::CloseFrame;

use super::client::{Client, Guests, Heard};
use super::{CHANGES, rename, server};
use crate::support::TestRegister;

fn ask() -> Value {
    json!({ "type": "subscribe", "id": "1", "payload": { "query": CHANGES } })
}

#[test]
fn a_change_is_told_until_the_client_has_heard_enough() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    client.subscribe("a", CHANGES);
    client.settle();
    rename(&server.test, "pubwatch", "First");
    let event = client.event("a");
    assert_eq!(event["changes"]["entityLabel"], "First");
    assert_eq!(event["changes"]["sequence"], server.test.sequence());
    client.send(json!({ "type": "complete", "id": "a" }));
    client.settle();
    rename(&server.test, "pubwatch", "Second");
    client.settle();
    // The name is free again.
    client.subscribe("a", CHANGES);
    client.settle();
    rename(&server.test, "pubwatch", "Third");
    assert_eq!(client.event("a")["changes"]["entityLabel"], "Third");
}

#[test]
fn only_this_protocol_is_spoken() {
    let (server, _guests) = server(|_| {});
    for protocol in ["", "graphql-ws", "soap"] {
        assert_eq!(Client::open(&server, &[("sec-websocket-protocol", protocol)]).err(), Some(400));
    }
    assert_eq!(Client::open(&server, &[("sec-websocket-version", "12")]).err(), Some(400));
    assert!(Client::open(&server, &[("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")]).is_ok());
}

#[test]
fn pages_of_others_may_not_open_a_socket() {
    let (server, _guests) = server(|config| config.live.origins = vec!["https://admin.example.org".into()]);
    let own = format!("http://{}", server.address);
    for (origin, opened) in [
        (own.as_str(), true),
        ("https://admin.example.org", true),
        ("https://evil.example", false),
        ("null", false),
    ] {
        let refusal = Client::open(&server, &[("origin", origin)]).err();
        assert_eq!(refusal, (!opened).then_some(403), "{origin}");
    }
}

#[test]
fn a_page_of_ours_is_known_by_its_cookie_and_one_of_others_is_not() {
    let (server, _guests) = server(|config| config.live.origins = vec!["https://admin.example.org".into()]);
    let own = format!("http://{}", server.address);
    let mut client = Client::open(&server, &[("origin", &own), ("cookie", "coordinator")]).unwrap();
    client.send(json!({ "type": "connection_init" }));
    assert_eq!(client.message()["type"], "connection_ack");
    let headers = [("origin", "https://admin.example.org"), ("cookie", "coordinator")];
    let mut client = Client::open(&server, &headers).unwrap();
    client.send(json!({ "type": "connection_init" }));
    assert_eq!(client.end(), 4403);
}

#[test]
fn whoever_is_not_known_is_not_let_in() {
    let (server, _guests) = server(|_| {});
    for payload in [
        Value::Null,
        json!({}),
        json!({ "authorization": "Bearer wrong" }),
        json!({ "authorization": "ä\n" }),
    ] {
        let mut client = Client::open(&server, &[]).unwrap();
        client.send(json!({ "type": "connection_init", "payload": payload }));
        assert_eq!(client.hear(), Heard::Closed(4403, "Forbidden".into()));
    }
}

#[test]
fn a_subscription_before_the_acknowledgement_is_4401() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::open(&server, &[]).unwrap();
    client.send(ask());
    assert_eq!(client.hear(), Heard::Closed(4401, "Unauthorized".into()));
}

#[test]
fn a_client_that_does_not_say_who_it_is_is_4408() {
    let (server, _guests) = server(|config| config.live.init_seconds = 1);
    let mut client = Client::open(&server, &[]).unwrap();
    client.send(json!({ "type": "ping" }));
    assert_eq!(client.message()["type"], "pong");
    assert_eq!(client.hear(), Heard::Closed(4408, "Connection initialisation timeout".into()));
}

#[test]
fn saying_twice_who_one_is_is_4429() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    client.send(json!({ "type": "connection_init" }));
    assert_eq!(client.hear(), Heard::Closed(4429, "Too many initialisation requests".into()));
}

#[test]
fn a_name_that_is_in_use_is_4409() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    client.send(ask());
    client.send(ask());
    assert_eq!(client.hear(), Heard::Closed(4409, "Subscriber for 1 already exists".into()));
}

#[test]
fn what_is_no_message_of_the_protocol_is_4400() {
    let (server, _guests) = server(|_| {});
    for text in [
        "",
        "hello",
        "[]",
        "{}",
        r#"{"type":"start","id":"1"}"#,
        r#"{"type":"subscribe","payload":{"query":"subscription { changes { id } }"}}"#,
        r#"{"type":"subscribe","id":"1"}"#,
        r#"{"type":"subscribe","id":"1","payload":{"query":7}}"#,
        r#"{"type":"subscribe","id":"1","payload":{"query":"{ viewer { id } }","also":1}}"#,
        r#"{"type":"complete"}"#,
    ] {
        let mut client = Client::known_as(&server, "coordinator");
        client.send_text(text);
        assert_eq!(client.end(), 4400, "{text}");
    }
    let mut client = Client::known_as(&server, "coordinator");
    client.send_frame(Message::binary(ask().to_string().into_bytes()));
    assert_eq!(client.end(), 4400);
}

#[test]
fn a_message_over_the_limit_is_1009_and_one_below_is_read() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    client.send_text(&format!(r#"{{"type":"ping","payload":{{"x":"{}"}}}}"#, "x".repeat(65_000)));
    assert_eq!(client.message()["type"], "pong");
    client.send_text(&format!(r#"{{"type":"ping","payload":{{"x":"{}"}}}}"#, "x".repeat(66_000)));
    assert_eq!(client.end(), 1009);
}

#[test]
fn queries_and_mutations_have_post() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    for query in ["{ __typename }", "query { __typename }", "mutation { __typename }"] {
        client.subscribe("q", query);
        assert_eq!(client.refusal("q"), "BAD_REQUEST", "{query}");
    }
    client.settle();
}

#[test]
fn a_subscription_is_to_one_thing() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    for query in [
        "subscription { a: changes { id } b: changes { id } }",
        "subscription { ...F } fragment F on Subscription { changes { id } }",
        "subscription { __typename }",
        "subscription { __schema { types { name } } }",
    ] {
        client.subscribe("q", query);
        assert_eq!(client.refusal("q"), "BAD_REQUEST", "{query}");
    }
}

#[test]
fn the_limits_on_queries_hold_here_too() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    let deep = format!(
        "subscription {{ changes {{ partnership {{ {} id {} }} }} }}",
        "parent {".repeat(12),
        "}".repeat(12)
    );
    let wide = "subscription { changes { partnership { agencies { memberships(first: 100) { nodes { partnership { agencies { id } } } } } } } }";
    let aliased = format!(
        "subscription {{ changes {{ {} }} }}",
        (0..40).map(|n| format!("a{n}: id ")).collect::<String>()
    );
    let long = format!("subscription {{ changes {{ id }} }} # {}", "x".repeat(20_000));
    let cyclic = "subscription { changes { ...F } } fragment F on Change { ...F }";
    for (query, code) in [
        (deep.as_str(), "LIMIT_EXCEEDED"),
        (wide, "LIMIT_EXCEEDED"),
        (&aliased, "LIMIT_EXCEEDED"),
        (&long, "LIMIT_EXCEEDED"),
        (cyclic, "BAD_REQUEST"),
        ("subscription { changes { nothing } }", "BAD_REQUEST"),
        ("subscription {", "BAD_REQUEST"),
        ("subscription($a: Int!) { changes(after: $a) { id } }", "BAD_REQUEST"),
        ("subscription { changes(filter: { partnership: \"none\" }) { id } }", "BAD_REQUEST"),
    ] {
        client.subscribe("q", query);
        assert_eq!(client.refusal("q"), code, "{query}");
    }
    client.settle();
}

#[test]
fn a_socket_has_so_many_subscriptions() {
    let (server, _guests) = server(|config| config.live.subscriptions = 2);
    let mut client = Client::known_as(&server, "coordinator");
    for id in ["a", "b", "c"] {
        client.subscribe(id, CHANGES);
    }
    assert_eq!(client.refusal("c"), "LIMIT_EXCEEDED");
    client.send(json!({ "type": "complete", "id": "a" }));
    client.subscribe("c", CHANGES);
    client.settle();
    rename(&server.test, "pubwatch", "First");
    let mut ids = [client.message()["id"].clone(), client.message()["id"].clone()];
    ids.sort_by_key(|id| id.to_string());
    assert_eq!(ids, [json!("b"), json!("c")]);
}

#[test]
fn a_user_and_the_server_have_so_many_sockets() {
    let (server, _guests) = server(|config| {
        config.live.sockets = 3;
        config.live.sockets_per_user = 2;
    });
    let first = Client::known_as(&server, "coordinator");
    let second = Client::known_as(&server, "coordinator");
    let mut third = Client::open(&server, &[]).unwrap();
    assert_eq!(Client::open(&server, &[]).err(), Some(503));
    third.send(json!({ "type": "connection_init", "payload": { "authorization": "coordinator" } }));
    assert_eq!(third.end(), 1013);
    drop((first, second));
}

#[test]
fn those_who_have_not_said_who_they_are_leave_room_for_others() {
    let (server, _guests) = server(|config| config.live.unknown_sockets = 1);
    let known = Client::known_as(&server, "coordinator");
    let waiting = Client::open(&server, &[]).unwrap();
    assert_eq!(Client::open(&server, &[]).err(), Some(503));
    drop((known, waiting));
}

#[test]
fn a_socket_without_a_subscription_ends_and_one_with_stays() {
    let (server, _guests) = server(|config| {
        config.live.idle_seconds = 1;
        config.live.ping_seconds = 1;
    });
    let mut idle = Client::known_as(&server, "coordinator");
    let mut busy = Client::known_as(&server, "coordinator");
    busy.subscribe("a", CHANGES);
    assert_eq!(idle.end(), 1000);
    busy.settle();
}

#[test]
fn a_client_that_gives_no_sign_of_life_is_gone() {
    let (server, _guests) = server(|config| config.live.ping_seconds = 1);
    let mut client = Client::known_as(&server, "coordinator");
    client.subscribe("a", CHANGES);
    client.settle();
    // It does not read, so it answers no ping.
    server.until("register_live_sockets 0");
}

#[test]
fn at_shutdown_sockets_are_told() {
    let (mut server, _guests) = server(|_| {});
    let mut waiting = Client::open(&server, &[]).unwrap();
    let mut client = Client::known_as(&server, "coordinator");
    client.subscribe("a", CHANGES);
    client.settle();
    server.stop();
    assert_eq!((waiting.end(), client.end()), (1001, 1001));
}

#[test]
fn what_is_open_and_why_it_closed_is_counted() {
    let (server, _guests) = server(|_| {});
    let mut client = Client::known_as(&server, "coordinator");
    client.subscribe("a", CHANGES);
    client.settle();
    rename(&server.test, "pubwatch", "First");
    client.event("a");
    for line in ["register_live_sockets 1", "register_live_subscriptions 1", "register_live_events_total 1"] {
        server.until(line);
    }
    client.send(ask());
    client.send(ask());
    assert_eq!(client.end(), 4409);
    drop(client);
    for line in [
        "register_live_sockets 0",
        "register_live_subscriptions 0",
        "register_live_closed_total{code=\"4409\"} 1",
    ] {
        server.until(line);
    }
}

#[test]
fn an_empty_register_has_nobody_who_listens() {
    let server = Guests::default().server(TestRegister::new(), |_| {});
    let mut client = Client::open(&server, &[]).unwrap();
    client.send(json!({ "type": "connection_init" }));
    assert_eq!(client.end(), 4403);
}

#[test]
fn a_client_that_closes_is_answered_and_counted_by_what_it_said() {
    let (server, _guests) = server(|_| {});
    let close = |code: u16| CloseFrame { code: code.into(), reason: "".into() };
    for frame in [Some(close(1000)), Some(close(1001)), None, Some(close(4000)), Some(close(4001))] {
        let mut client = Client::known_as(&server, "coordinator");
        client.send_frame(Message::Close(frame.clone()));
        assert_eq!(client.answer_to_close(), frame);
    }
    let metrics = format!("http://{}/metrics", server.address);
    let metrics = ureq::get(&metrics).call().unwrap().body_mut().read_to_string().unwrap();
    let counted = |line: &str| metrics.contains(line);
    for line in ["code=\"1000\"} 1\n", "code=\"1001\"} 1\n", "code=\"1005\"} 1\n", "code=\"other\"} 2\n"] {
        assert!(counted(&format!("register_live_closed_total{{{line}")), "{line}");
    }
    assert!(!counted("register_live_closed_total{code=\"1006\"}"));
}

#[test]
fn a_place_beyond_the_history_is_refused_and_its_end_is_not() {
    let (server, _guests) = server(|_| {});
    let end = server.test.sequence();
    let after = |place: u64| format!("subscription {{ changes(after: {place}) {{ entityLabel }} }}");
    let mut client = Client::known_as(&server, "coordinator");
    for place in [end + 1, 9_000_000] {
        client.subscribe("a", &after(place));
        assert_eq!(client.refusal("a"), "BAD_REQUEST", "{place}");
    }
    client.subscribe("a", &after(end));
    client.settle();
    rename(&server.test, "pubwatch", "Next");
    assert_eq!(client.event("a")["changes"]["entityLabel"], "Next");
}
