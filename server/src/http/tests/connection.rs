//! Slow clients, too many clients, and the end.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Answer, Server};

#[tokio::test]
async fn a_client_that_is_slow_with_its_head_is_dropped() {
    let server = Server::with(|config| config.header_read_seconds = 1).await;
    for head in ["", "POST /graphql HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let start = Instant::now();
        let mut rest = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await.unwrap();
        assert!(start.elapsed() < Duration::from_secs(3));
    }
}

#[tokio::test]
async fn a_client_that_is_slow_with_its_body_is_408() {
    let server = Server::with(|config| config.body_read_seconds = 1).await;
    let head =
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{";
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(5), Answer::read(&mut stream)).await.unwrap();
    assert_eq!((answer.status, answer.limit().as_str()), (408, "body_read_seconds"));
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answers_is_dropped() {
    let server = Server::with(|config| config.write_stall_seconds = 1).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let body = "{\"query\":\"{ item(id: 1) { text(length: 4000000) } }\"}";
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json";
    for _ in 0..8 {
        let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(server.state.metrics().connections.get(), 1);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(server.state.metrics().connections.get(), 0);
}

#[tokio::test]
async fn more_requests_than_allowed_are_503_with_retry_after() {
    let server = Server::with(|config| config.concurrent_requests = 1).await;
    let slow = json!({ "query": "{ sleep(milliseconds: 600) }" });
    let first = server.post(&slow);
    let second = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let health = server.get("/healthz", &[]).await;
        (server.query("{ hello }").await, health)
    };
    let (first, (second, health)) = tokio::join!(first, second);
    assert_eq!((first.status, second.status, health.status), (200, 503, 200));
    assert_eq!((second.header("retry-after"), second.code().as_str()), (Some("1"), "UNAVAILABLE"));
    assert_eq!(server.query("{ hello }").await.status, 200);
}

#[tokio::test]
async fn clients_whose_bodies_never_come_keep_nobody_else_out() {
    let server = Server::with(|config| config.concurrent_requests = 1).await;
    let head =
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{";
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        held.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.query("{ hello }").await.status, 200);
    drop(held);
}

#[tokio::test]
async fn more_connections_than_allowed_wait() {
    let server = Server::with(|config| config.connections = 1).await;
    let held = TcpStream::connect(server.address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let waiting = server.query("{ hello }");
    let freeing = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        drop(held);
    };
    let start = Instant::now();
    let (answer, ()) = tokio::join!(waiting, freeing);
    assert_eq!(answer.status, 200);
    assert!(start.elapsed() > Duration::from_millis(150));
}

#[tokio::test]
async fn at_shutdown_running_requests_finish_and_new_ones_are_not_taken() {
    let mut server = Server::with(|config| config.readiness_grace_milliseconds = 200).await;
    let _idle = TcpStream::connect(server.address).await.unwrap();
    let stop = server.stop.take().unwrap();
    let slow = json!({ "query": "{ sleep(milliseconds: 800) }" });
    let running = server.post(&slow);
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        stop.send(()).unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(server.get("/readyz", &[]).await.status, 503);
        tokio::time::sleep(Duration::from_millis(250)).await;
        assert!(TcpStream::connect(server.address).await.is_err());
    };
    let (answer, ()) = tokio::join!(running, stopping);
    assert_eq!(answer.status, 200);
    tokio::time::timeout(Duration::from_secs(3), server.done).await.unwrap().unwrap();
}

#[tokio::test]
async fn too_many_headers_are_refused() {
    let server = Server::start().await;
    let headers = vec![("X-Many", "1"); 200];
    assert_eq!(server.request("GET", "/healthz", &headers, "").await.status, 431);
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    for last in [false, false, true] {
        let close = if last { "Connection: close\r\n" } else { "" };
        let text = format!("GET /healthz HTTP/1.1\r\nHost: a\r\n{close}\r\n");
        stream.write_all(text.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut all = String::new();
    stream.read_to_string(&mut all).await.unwrap();
    assert_eq!(all.matches("HTTP/1.1 200 OK").count(), 3);
}
