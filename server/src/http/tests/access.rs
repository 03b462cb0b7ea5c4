//! Headers, health, metrics and paths.

use super::Server;

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let server = Server::with(|config| config.public_url = "https://a.example".into()).await;
    let mut ids = Vec::new();
    for target in [
        "/graphql?query=%7Bhello%7D",
        "/graphql?query=%7B",
        "/nothing",
        "/healthz",
        "/metrics",
        "/page",
        "/explorer",
    ] {
        let answer = server.get(target, &[]).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{target}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        let expected = if target == "/page" { "default-src 'self'" } else { "default-src 'none'" };
        assert!(policy.starts_with(expected), "{target}: {policy}");
        let embeds = answer.header("cross-origin-resource-policy");
        let own = ["/healthz", "/metrics", "/page", "/explorer"].contains(&target);
        assert_eq!(embeds, Some(if own { "same-origin" } else { "cross-origin" }), "{target}");
        ids.push(answer.header("x-request-id").unwrap().to_owned());
    }
    ids.dedup();
    assert_eq!(ids.len(), 7);
    let plain = Server::start().await.get("/healthz", &[]).await;
    assert_eq!(plain.header("strict-transport-security"), None);
}

#[tokio::test]
async fn scripts_of_other_sites_may_read_without_credentials() {
    let answer = Server::start().await.query("{ hello }").await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(answer.header("access-control-expose-headers"), Some("ETag, X-Request-Id"));
}

#[tokio::test]
async fn an_unknown_path_is_a_json_404() {
    let server = Server::start().await;
    for target in [
        "/nothing",
        "/graphql/",
        "/bench/floor",
        "/explorer/assets/../../Cargo.toml",
        "/explorer/assets/%2e%2e%2fx",
        "/admin/assets/../index.html",
    ] {
        let answer = server.get(target, &[]).await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "NOT_FOUND"), "{target}");
    }
}

#[tokio::test]
async fn the_floor_answers_ten_kilobytes_when_it_is_on() {
    let server = Server::with(|config| config.bench_floor = true).await;
    let answer = server.request("POST", "/bench/floor", &[], "{}").await;
    assert_eq!((answer.status, answer.body.len()), (200, 10_240));
    assert!(answer.json()["data"].is_string());
}

#[tokio::test]
async fn requests_are_counted() {
    let server = Server::start().await;
    server.query("{ hello }").await;
    server.query("{ hello }").await;
    server.get("/nothing", &[]).await;
    let text = String::from_utf8(server.get("/metrics", &[]).await.body).unwrap();
    for line in [
        "register_http_requests_total{route=\"/graphql\",status=\"200\"} 2",
        "register_http_requests_total{route=\"none\",status=\"404\"} 1",
        "register_http_request_seconds_count{route=\"/graphql\"} 2",
        "register_answer_cache_hits_total 1",
        "register_answer_cache_misses_total 1",
        "register_http_connections 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[tokio::test]
async fn readiness_fails_while_shutting_down_and_liveness_does_not() {
    let server = Server::start().await;
    assert_eq!(server.get("/readyz", &[]).await.status, 200);
    server.state.start_draining();
    assert_eq!(server.get("/readyz", &[]).await.status, 503);
    assert_eq!(server.get("/healthz", &[]).await.status, 200);
}
