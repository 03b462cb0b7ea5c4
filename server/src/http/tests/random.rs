//! Whatever is sent, the answer is JSON with a code that we know.

use proptest::prelude::*;
use serde_json::json;

use super::Server;

/// Pieces of documents, put together at random: mostly wrong, often nearly right.
fn document() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "!",
        "$",
        "@",
        "...",
        "on",
        ":",
        "=",
        "\"",
        "\"\"\"",
        "\\",
        "#",
        "\n",
        " ",
        ",",
        "query",
        "mutation",
        "subscription",
        "fragment",
        "hello",
        "item",
        "items",
        "next",
        "id",
        "first",
        "Item",
        "Query",
        "__schema",
        "__type",
        "__typename",
        "fields",
        "type",
        "1",
        "-1",
        "1e999",
        "0.5",
        "99999999999999999999",
        "true",
        "null",
        "RED",
        "$a",
        "A",
        "F",
        "...F",
        "fragment F on Item {",
        "{ item(id: 1) {",
        "@skip(if: true)",
        "@include(if: $a)",
        "@unknown",
        "\u{feff}",
        "ü",
        "🏃",
        "\0",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.join(" "))
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => document().prop_map(|query| json!({ "query": query }).to_string().into_bytes()),
        1 => (document(), any::<i64>(), ".{0,20}").prop_map(|(query, number, text)| {
            json!({ "query": query, "variables": { "a": number, "b": text }, "operationName": text })
                .to_string().into_bytes()
        }),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => "[\\{\\}\\[\\]\":,a-z0-9\\\\]{0,60}".prop_map(String::into_bytes),
    ]
}

#[test]
fn any_body_and_any_query_string_get_a_json_answer_with_a_known_code() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start());
    let config = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(body in body(), get in document())| {
        let encoded: String = get.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let (post, get) = runtime.block_on(async {
            let mut raw = format!(
                "POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n\
                 Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            raw.extend_from_slice(&body);
            (server.raw(&raw).await, server.get(&format!("/graphql?query={encoded}"), &[]).await)
        });
        for answer in [post, get] {
            prop_assert!([200, 400, 405, 503].contains(&answer.status), "{:?}", answer);
            let json = answer.json();
            prop_assert!(json.get("data").is_some() || json.get("errors").is_some());
            for error in json["errors"].as_array().into_iter().flatten() {
                let code = error["extensions"]["code"].as_str().unwrap_or_default();
                prop_assert!(["BAD_REQUEST", "LIMIT_EXCEEDED", "NOT_FOUND"].contains(&code), "{}", error);
                prop_assert!(error["message"].as_str().is_some_and(|text| text.chars().count() <= 400));
            }
        }
    });
    assert_eq!(server.state.metrics().panics.get(), 0);
}
