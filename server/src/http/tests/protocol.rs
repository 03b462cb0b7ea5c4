//! GraphQL over HTTP: methods, media types, statuses.

use std::sync::atomic::Ordering;

use serde_json::json;

use super::Server;

const JSON: (&str, &str) = ("Content-Type", "application/json");

#[tokio::test]
async fn a_query_is_answered_by_post_and_by_get() {
    let server = Server::start().await;
    let answer = server.query("{ hello }").await;
    assert_eq!((answer.status, answer.json()), (200, json!({ "data": { "hello": "hello" } })));
    assert_eq!(answer.header("content-type"), Some("application/graphql-response+json; charset=utf-8"));
    let answer = server
        .get("/graphql?query=query+A($t:String!)%7Becho(text:$t)%7D&variables=%7B%22t%22%3A%22x%22%7D&operationName=A", &[])
        .await;
    assert_eq!((answer.status, answer.json()), (200, json!({ "data": { "echo": "x" } })));
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
}

#[tokio::test]
async fn a_mutation_by_get_is_405() {
    let server = Server::start().await;
    for target in [
        "/graphql?query=mutation%7Btouch%7D",
        "/graphql?query=mutation+M%7Btouch%7Dquery+Q%7Bhello%7D&operationName=M",
    ] {
        let answer = server.get(target, &[]).await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
        assert_eq!(answer.code(), "BAD_REQUEST");
    }
    assert_eq!(server.runs.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn other_methods_are_405_and_name_those_that_work() {
    let server = Server::start().await;
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
        let answer = server.request(method, "/graphql", &[JSON], "{\"query\":\"{hello}\"}").await;
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD, POST, OPTIONS")),
            "{method}"
        );
    }
    let answer = server.request("POST", "/healthz", &[], "").await;
    assert_eq!(answer.status, 405);
    assert!(answer.header("allow").is_some_and(|allow| allow.contains("GET")), "{answer:?}");
    assert_eq!(answer.code(), "BAD_REQUEST");
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let server = Server::start().await;
    for _ in 0..2 {
        let answer = server.request("HEAD", "/graphql?query=%7Bhello%7D", &[], "").await;
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert_eq!(answer.header("content-length"), Some("26"));
        assert!(answer.header("etag").is_some());
    }
}

#[tokio::test]
async fn a_fault_has_no_body_by_head() {
    let server = Server::start().await;
    for (target, status) in [("/graphql?query=%7B", 200), ("/graphql?other=1", 400), ("/nothing", 404)] {
        let answer = server.request("HEAD", target, &[], "").await;
        assert_eq!((answer.status, answer.body.len()), (status, 0), "{target}");
    }
}

#[tokio::test]
async fn a_preflight_is_answered() {
    let server = Server::start().await;
    let asked = [("Origin", "https://a.example"), ("Access-Control-Request-Method", "POST")];
    let answer = server.request("OPTIONS", "/graphql", &asked, "").await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    let allowed = answer.header("access-control-allow-headers").unwrap();
    for name in ["Content-Type", "Authorization", "Idempotency-Key", "X-Register-Csrf", "X-Register-Viewer"] {
        assert!(allowed.contains(name));
    }
}

#[tokio::test]
async fn what_a_form_can_send_is_415_and_not_executed() {
    let server = Server::start().await;
    let body = "{\"query\":\"mutation{touch}\"}";
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "application/graphql",
    ] {
        assert_eq!(
            server.request("POST", "/graphql", &[("Content-Type", kind)], body).await.status,
            415,
            "{kind}"
        );
    }
    assert_eq!(server.request("POST", "/graphql", &[], body).await.status, 415);
    assert_eq!(
        server.request("POST", "/graphql", &[JSON, ("Content-Encoding", "gzip")], body).await.status,
        415
    );
    assert_eq!(server.runs.load(Ordering::SeqCst), 0);
    let utf8 = ("Content-Type", "application/json; charset=utf-8");
    assert_eq!(server.request("POST", "/graphql", &[utf8], body).await.status, 200);
}

#[tokio::test]
async fn the_multipart_request_that_panics_in_the_library_is_415() {
    let server = Server::start().await;
    let body = "--a\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n--a--\r\n";
    let kind = ("Content-Type", "multipart/form-data; boundary=a");
    assert_eq!(server.request("POST", "/graphql", &[kind], body).await.status, 415);
}

#[tokio::test]
async fn a_client_that_accepts_neither_media_type_is_406() {
    let server = Server::start().await;
    let headers = [JSON, ("Accept", "text/html")];
    let answer = server.request("POST", "/graphql", &headers, "{\"query\":\"mutation{touch}\"}").await;
    assert_eq!((answer.status, answer.code().as_str()), (406, "BAD_REQUEST"));
    assert_eq!(server.runs.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_refused_document_is_400_or_200_by_media_type_and_has_no_data() {
    let server = Server::start().await;
    for query in [
        "{",
        "{ unknown }",
        "query ($id: ID!) { item(id: $id) { id } }",
        "{ hello hello(a: 1) }",
        "{ item { id } }",
    ] {
        let answer = server.query(query).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"), "{query}");
        assert!(answer.json().get("data").is_none(), "{query}");
        let body = json!({ "query": query }).to_string();
        let lenient =
            server.request("POST", "/graphql", &[JSON, ("Accept", "application/json")], &body).await;
        assert_eq!(lenient.status, 200, "{query}");
        assert!(lenient.json().get("data").is_none(), "{query}");
    }
}

#[tokio::test]
async fn an_error_of_a_field_is_200_with_data() {
    let server = Server::start().await;
    let answer = server.query("{ hello missing }").await;
    assert_eq!((answer.status, answer.code().as_str()), (200, "NOT_FOUND"));
    assert_eq!(answer.json()["data"], json!({ "hello": "hello", "missing": null }));
    assert_eq!(answer.json()["errors"][0]["path"], json!(["missing"]));
    // Not nullable, so the whole of the data goes.
    let answer = server.query("{ hello work(units: 200000) }").await;
    assert_eq!((answer.status, &answer.json()["data"]), (200, &json!(null)));
}

#[tokio::test]
async fn fields_are_answered_in_the_order_in_which_they_are_asked_for() {
    let server = Server::start().await;
    let query = "{ a: sleep(milliseconds: 20) b: hello ...C missing d: hello } fragment C on Query { c: sleep(milliseconds: 5) }";
    let answer = server.query(query).await;
    let body = String::from_utf8(answer.body).unwrap();
    let data = r#"{"data":{"a":true,"b":"hello","c":true,"missing":null,"d":"hello"},"#;
    assert!(body.starts_with(data), "{body}");
}

#[tokio::test]
async fn mistyped_members_and_batches_are_400() {
    let server = Server::start().await;
    for body in [
        json!([{ "query": "{ hello }" }]),
        json!({}),
        json!({ "query": 7 }),
        json!({ "query": "{ hello }", "variables": [] }),
        json!({ "query": "{ hello }", "operationName": 7 }),
        json!({ "query": "{ hello }", "extensions": "x" }),
        json!({ "query": "{ hello }", "extra": 1 }),
    ] {
        let answer = server.post(&body).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"), "{body}");
    }
    assert_eq!(
        server.post(&json!({ "query": "{ hello }", "variables": null, "extensions": null })).await.status,
        200
    );
}

#[tokio::test]
async fn a_subscription_is_refused_here() {
    let server = Server::start().await;
    assert_eq!(server.query("subscription { a }").await.status, 400);
}

#[tokio::test]
async fn validity_is_remembered_only_for_the_same_shape_of_variables() {
    let server = Server::start().await;
    let ask = |first: serde_json::Value| json!({ "query": "query ($n: Int!) { items(first: $n) { id } }", "variables": { "n": first } });
    for _ in 0..2 {
        assert_eq!(
            server.post(&ask(json!(3))).await.json()["data"]["items"].as_array().map(Vec::len),
            Some(3)
        );
    }
    // Valid with 3, too complex with 20,000, wrong with a text.
    assert_eq!(server.post(&ask(json!(20_000))).await.limit(), "complexity");
    assert_eq!(server.post(&ask(json!("x"))).await.status, 400);
}
