//! Requests that ask for too much.

use std::time::{Duration, Instant};

use serde_json::json;

use super::Server;

#[tokio::test]
async fn each_limit_is_named_with_its_value() {
    let server = Server::start().await;
    let aliases: String = (0..31).map(|n| format!("a{n}: hello ")).collect();
    let roots = "hello ".repeat(31);
    for (query, limit, value) in [
        (format!("{{ {aliases} }}"), "aliases", 30),
        (format!("{{ {roots} }}"), "root_fields", 30),
        ("{ hello ".repeat(41), "nesting", 40),
        (format!("{{ hello }} #{}", "x".repeat(17_000)), "document_bytes", 16_384),
        ("mutation { a: touch b: touch c: touch d: touch e: touch f: touch }".into(), "mutation_fields", 5),
        ("{ items(first: 10001) { id } }".into(), "complexity", 10_000),
        (format!("{{ item(id: 1) {} id {} }}", "{ next ".repeat(12), "}".repeat(12)), "depth", 12),
        ("{ work(units: 200000) }".into(), "work", 100_000),
    ] {
        let answer = server.query(&query).await;
        assert_eq!((answer.code().as_str(), answer.limit().as_str()), ("LIMIT_EXCEEDED", limit), "{query}");
        assert_eq!(answer.json()["errors"][0]["extensions"]["value"], json!(value), "{query}");
        assert!(answer.message().contains(&value.to_string()), "{}", answer.message());
        assert!(server.state.metrics().refusals(limit) > 0);
    }
}

#[tokio::test]
async fn doubling_fragments_are_refused_in_milliseconds() {
    let server = Server::start().await;
    let mut query = String::from("{ item(id: 1) { ...F0 } }");
    for n in 0..30 {
        query += &format!(" fragment F{n} on Item {{ ...F{} ...F{} }}", n + 1, n + 1);
    }
    query += " fragment F30 on Item { id }";
    let start = Instant::now();
    assert_eq!(server.query(&query).await.limit(), "selections");
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
}

#[tokio::test]
async fn the_deepest_query_that_passes_does_not_overflow_the_stack() {
    let server = Server::start().await;
    let (fields, inline) = ("{ next ".repeat(10), "{ ...".repeat(27));
    let query = format!("{{ item(id: 1) {fields}{inline} {{ id }} {} }}", "}".repeat(37));
    let answer = server.query(&query).await;
    assert_eq!((answer.status, answer.json().get("errors")), (200, None), "{}", answer.message());
}

#[tokio::test]
async fn nested_introspection_is_refused_and_the_standard_one_passes() {
    let server = Server::start().await;
    let nested = "{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}";
    assert_eq!(server.query(nested).await.limit(), "introspection_lists");
    let answer = server.query(include_str!("introspection.graphql")).await;
    assert_eq!((answer.status, answer.json().get("errors")), (200, None));
    assert!(answer.json()["data"]["__schema"]["types"].as_array().is_some_and(|types| types.len() > 5));
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_declared_or_chunked() {
    let server = Server::start().await;
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    // Declared: refused before a byte of the body is sent.
    let declared = server.raw(format!("{head}Content-Length: 600000\r\n\r\n").as_bytes()).await;
    assert_eq!((declared.status, declared.limit().as_str()), (413, "body_bytes"));
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..80 {
        chunked.extend_from_slice(b"2000\r\n");
        chunked.extend_from_slice(&[b' '; 0x2000]);
        chunked.extend_from_slice(b"\r\n");
    }
    let answer = server.raw(&chunked).await;
    assert_eq!((answer.status, answer.limit().as_str()), (413, "body_bytes"));
}

#[tokio::test]
async fn an_answer_over_the_cap_is_refused() {
    let server = Server::start().await;
    assert_eq!(server.query("{ item(id: 1) { text(length: 5000000) } }").await.limit(), "answer_bytes");
}

#[tokio::test]
async fn an_execution_that_takes_too_long_is_503() {
    let server = Server::with(|config| config.execution_seconds = 1).await;
    let answer = server.query("{ sleep(milliseconds: 5000) }").await;
    assert_eq!((answer.status, answer.code().as_str()), (503, "UNAVAILABLE"));
    assert_eq!((answer.limit().as_str(), answer.header("retry-after")), ("execution_seconds", Some("1")));
}

#[tokio::test]
async fn a_panic_is_a_json_500_and_the_server_lives_on() {
    let server = Server::start().await;
    let answer = server.query("{ panic }").await;
    assert_eq!((answer.status, answer.code().as_str()), (500, "INTERNAL"));
    assert!(!answer.message().contains("secret"));
    assert_eq!(server.query("{ hello }").await.status, 200);
}

#[tokio::test]
async fn causes_and_input_are_not_repeated() {
    let server = Server::start().await;
    let leak = server.query("{ leak }").await;
    assert_eq!(leak.code(), "INTERNAL");
    assert!(!String::from_utf8_lossy(&leak.body).contains("UNIQUE"));
    let name = "x".repeat(10_000);
    let long = server.query(&format!("{{ {name} }}")).await;
    assert!(long.body.len() < 500, "{}", long.body.len());
    let many =
        server.query(&format!("{{ {} }}", (0..29).map(|n| format!("u{n} ")).collect::<String>())).await;
    assert_eq!(many.json()["errors"].as_array().map(Vec::len), Some(10));
}

#[tokio::test]
async fn deep_variables_are_refused() {
    let server = Server::start().await;
    let mut value = json!(1);
    for _ in 0..30 {
        value = json!([value]);
    }
    let answer = server.post(&json!({ "query": "{ hello }", "variables": { "a": value } })).await;
    assert_eq!(answer.limit(), "variable_nesting");
}
