//! The service from outside: real requests to a real socket, on a schema of its own.

mod access;
mod admin;
mod caching;
mod connection;
mod limits;
mod protocol;
mod random;
mod schema;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::config::HttpConfig;
use super::state::{HttpState, Probe};
use crate::clock::Clock;
use crate::graph::footprint::Versions;

/// A server under test.
struct Server {
    address: SocketAddr,
    state: HttpState,
    clock: Clock,
    versions: Arc<Versions>,
    /// How often the counted resolver ran.
    runs: Arc<AtomicU32>,
    stop: Option<oneshot::Sender<()>>,
    done: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(adjust: impl FnOnce(&mut HttpConfig)) -> Self {
        let mut config = HttpConfig::default();
        adjust(&mut config);
        let clock = Clock::manual("2026-07-01T12:00:00Z".parse().unwrap());
        let versions = Arc::new(Versions::default());
        let runs = Arc::new(AtomicU32::new(0));
        let probe: Probe = Arc::new(|| Box::pin(async { Ok(()) }));
        let engine = Arc::new(schema::build(&config.query, versions.clone(), runs.clone()));
        let state = HttpState::new(config, engine, clock.clone(), versions.clone(), probe);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let extra = axum::Router::new().route(
            "/page",
            axum::routing::get(|| async { ([("content-security-policy", "default-src 'self'")], "a page") }),
        );
        let router = super::router(state.clone(), extra);
        let serving = super::serve(listener, router, state.clone(), async move {
            let _ = stopped.await;
        });
        let done = tokio::spawn(async move { serving.await.unwrap() });
        Self { address, state, clock, versions, runs, stop: Some(stop), done }
    }

    /// Sends bytes as they are and reads until the server closes.
    async fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // A server that refuses early may close before everything is written.
        let _ = stream.write_all(request).await;
        Answer::read(&mut stream).await
    }

    async fn request(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut text = format!("{method} {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() || method == "POST" {
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        self.raw(format!("{text}\r\n{body}").as_bytes()).await
    }

    /// POSTs a body as a client does that accepts GraphQL answers.
    async fn post(&self, body: &Value) -> Answer {
        let accept = ("Accept", "application/graphql-response+json");
        let headers = [("Content-Type", "application/json"), accept];
        self.request("POST", "/graphql", &headers, &body.to_string()).await
    }

    async fn query(&self, query: &str) -> Answer {
        self.post(&json!({ "query": query })).await
    }

    async fn get(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        self.request("GET", target, headers, "").await
    }
}

/// An answer as it came over the wire.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    async fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        // A reset after the answer is the server's way to refuse the rest of a body.
        let _ = stream.read_to_end(&mut bytes).await;
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head, body: bytes[end..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON in {self:?}"))
    }

    fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned()
    }

    fn limit(&self) -> String {
        self.json()["errors"][0]["extensions"]["limit"].as_str().unwrap_or("none").to_owned()
    }

    fn message(&self) -> String {
        self.json()["errors"][0]["message"].as_str().unwrap_or("none").to_owned()
    }
}
