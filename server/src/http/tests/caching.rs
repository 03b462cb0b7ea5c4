//! Kept answers, entity tags and documents named by hash.

use std::sync::atomic::Ordering;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::Server;
use crate::graph::footprint::Part;

const COUNTED: &str = "/graphql?query=%7Bcounted%7D";

#[tokio::test]
async fn an_answer_is_kept_until_what_it_read_changes() {
    let server = Server::start().await;
    for _ in 0..3 {
        assert_eq!(server.query("{ counted }").await.json()["data"]["counted"], 1);
    }
    server.versions.publish(Part::Directory, 1);
    assert_eq!(server.query("{ counted }").await.json()["data"]["counted"], 2);
    assert_eq!(server.state.metrics().answer_hits.get(), 2);
}

#[tokio::test]
async fn an_answer_that_uses_the_date_is_made_again_after_midnight() {
    let server = Server::start().await;
    for _ in 0..2 {
        assert_eq!(server.query("{ today }").await.json()["data"]["today"], "2026-07-01");
    }
    assert_eq!(server.runs.load(Ordering::SeqCst), 1);
    server.clock.set("2026-07-01T23:00:00Z".parse().unwrap());
    assert_eq!(server.query("{ today }").await.json()["data"]["today"], "2026-07-02");
}

#[tokio::test]
async fn mutations_errors_and_signed_in_answers_are_not_kept() {
    let server = Server::start().await;
    for expected in 1..3 {
        assert_eq!(server.query("mutation { touch }").await.json()["data"]["touch"], expected);
    }
    for expected in 3..5 {
        assert_eq!(server.query("{ missing counted }").await.json()["data"]["counted"], expected);
    }
    for expected in 5..7 {
        let answer = server.get(COUNTED, &[("Authorization", "Bearer x")]).await;
        assert_eq!(answer.json()["data"]["counted"], expected);
        assert_eq!((answer.header("etag"), answer.header("cache-control")), (None, Some("no-store")));
    }
}

#[tokio::test]
async fn the_cache_can_be_switched_off() {
    let server = Server::with(|config| config.answer_cache_bytes = 0).await;
    for expected in 1..3 {
        assert_eq!(server.query("{ counted }").await.json()["data"]["counted"], expected);
    }
    // Entity tags work all the same.
    let first = server.get("/graphql?query=%7Bhello%7D", &[]).await;
    let tag = first.header("etag").unwrap();
    assert_eq!(server.get("/graphql?query=%7Bhello%7D", &[("If-None-Match", tag)]).await.status, 304);
}

#[tokio::test]
async fn an_unchanged_answer_is_304() {
    let server = Server::start().await;
    let first = server.get(COUNTED, &[]).await;
    let tag = first.header("etag").unwrap().to_owned();
    assert_eq!(first.header("cache-control"), Some("public, no-cache"));
    assert_eq!(first.header("vary"), Some("Accept, Authorization, X-Register-Csrf, X-Register-Viewer"));
    for sent in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let again = server.get(COUNTED, &[("If-None-Match", &sent)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        assert_eq!(again.header("cache-control"), Some("public, no-cache"));
    }
    server.versions.publish(Part::Directory, 1);
    assert_eq!(server.get(COUNTED, &[("If-None-Match", &tag)]).await.status, 200);
    // The same bytes as another media type have another tag.
    let other = server.get(COUNTED, &[("Accept", "application/graphql-response+json")]).await;
    assert_ne!(other.header("etag"), Some(tag.as_str()));
}

#[tokio::test]
async fn shared_caches_are_told_how_long() {
    let server = Server::with(|config| config.cdn_seconds = 30).await;
    assert_eq!(
        server.get(COUNTED, &[]).await.header("cache-control"),
        Some("public, max-age=0, s-maxage=30")
    );
}

#[tokio::test]
async fn a_document_can_be_named_by_its_hash() {
    let server = Server::start().await;
    let query = "{ hello }";
    let hash = hex::encode(Sha256::digest(query));
    let persisted = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    let by_hash = json!({ "extensions": persisted });
    assert_eq!(server.post(&by_hash).await.code(), "PERSISTED_QUERY_NOT_FOUND");
    let wrong = json!({ "query": "{ counted }", "extensions": persisted });
    assert_eq!(server.post(&wrong).await.code(), "BAD_REQUEST");
    assert_eq!(server.post(&by_hash).await.code(), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(server.post(&json!({ "query": query, "extensions": persisted })).await.status, 200);
    assert_eq!(server.post(&by_hash).await.json()["data"]["hello"], "hello");
    let target = format!(
        "/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22{hash}%22%7D%7D"
    );
    assert_eq!(server.get(&target, &[]).await.json()["data"]["hello"], "hello");
}

#[tokio::test]
async fn a_mutation_named_by_hash_is_not_run_by_get() {
    let server = Server::start().await;
    let query = "mutation { touch }";
    let hash = hex::encode(Sha256::digest(query));
    let persisted = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    server.post(&json!({ "query": query, "extensions": persisted })).await;
    let target = format!(
        "/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22{hash}%22%7D%7D"
    );
    assert_eq!(server.get(&target, &[]).await.status, 405);
    assert_eq!(server.runs.load(Ordering::SeqCst), 1);
}
