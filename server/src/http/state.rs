//! What every handler of the HTTP layer shares.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use http::HeaderValue;

use super::answers::Answers;
use super::config::HttpConfig;
use super::graphql::persisted::PersistedDocuments;
use super::headers;
use super::live::{Hub, Sources};
use super::metrics::Metrics;
use super::request_id::RequestIds;
use crate::clock::Clock;
use crate::commands::account::Accounts;
use crate::graph::footprint::Versions;
use crate::graphql::limits::engine::Engine;
use crate::graphql::limits::prepared::Documents;

/// Tells whether requests can be served; the text of a failure is for the log.
pub type Probe = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> + Send + Sync>;

/// The shared state of the HTTP layer; cheap to clone.
#[derive(Clone)]
pub struct HttpState(Arc<Shared>);

struct Shared {
    config: HttpConfig,
    engine: Arc<dyn Engine>,
    clock: Clock,
    versions: Arc<Versions>,
    probe: Probe,
    metrics: Metrics,
    live: OnceLock<Hub>,
    request_ids: RequestIds,
    answers: Answers,
    documents: Documents,
    persisted: PersistedDocuments,
    accounts: OnceLock<Arc<Accounts>>,
    public_cache_control: HeaderValue,
    draining: AtomicBool,
    in_progress: AtomicUsize,
}

impl HttpState {
    /// The state of a server that executes on `engine`.
    ///
    /// `versions` is where commits publish; kept answers are checked against it.
    pub fn new(
        config: HttpConfig,
        engine: Arc<dyn Engine>,
        clock: Clock,
        versions: Arc<Versions>,
        probe: Probe,
    ) -> Self {
        Self(Arc::new(Shared {
            answers: Answers::new(config.answer_cache_bytes, versions.clone(), clock.clone()),
            documents: Documents::new(config.document_cache_bytes, config.query.clone()),
            persisted: PersistedDocuments::new(config.persisted_documents),
            accounts: OnceLock::new(),
            public_cache_control: headers::public_cache_control(config.cdn_seconds),
            config,
            engine,
            clock,
            versions,
            probe,
            metrics: Metrics::new(),
            live: OnceLock::new(),
            request_ids: RequestIds::new(),
            draining: AtomicBool::new(false),
            in_progress: AtomicUsize::new(0),
        }))
    }

    /// Lets people and programs sign in; without it every request is anonymous.
    pub fn with_accounts(self, accounts: Arc<Accounts>) -> Self {
        // Set once, before the server serves.
        let _ = self.0.accounts.set(accounts);
        self
    }

    /// Where people and programs sign in.
    pub fn accounts(&self) -> Option<&Arc<Accounts>> {
        self.0.accounts.get()
    }

    /// Lets people listen; without it nobody is known to a socket.
    pub fn with_live(self, sources: Sources) -> Self {
        let hub = Hub::new(&self.0.config.live, sources);
        self.0.metrics.register(|registry| hub.counts.register(registry));
        // Set once, before the server serves.
        let _ = self.0.live.set(hub);
        self
    }

    /// The settings.
    pub fn config(&self) -> &HttpConfig {
        &self.0.config
    }

    /// The schema.
    pub fn engine(&self) -> &dyn Engine {
        &*self.0.engine
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The versions of everything that answers are made from.
    pub fn versions(&self) -> &Arc<Versions> {
        &self.0.versions
    }

    /// The metrics.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The sockets of those who listen.
    pub fn live(&self) -> &Hub {
        self.0.live.get_or_init(|| Hub::new(&self.0.config.live, Sources::none()))
    }

    /// The kept answers.
    pub fn answers(&self) -> &Answers {
        &self.0.answers
    }

    /// The parsed documents.
    pub fn documents(&self) -> &Documents {
        &self.0.documents
    }

    /// The documents known by their hash.
    pub fn persisted(&self) -> &PersistedDocuments {
        &self.0.persisted
    }

    /// What shared caches may do with public answers.
    pub fn public_cache_control(&self) -> HeaderValue {
        self.0.public_cache_control.clone()
    }

    /// The source of request ids.
    pub fn request_ids(&self) -> &RequestIds {
        &self.0.request_ids
    }

    /// Asks whether requests can be served.
    pub fn probe(&self) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> {
        (self.0.probe)()
    }

    /// Whether the server is shutting down.
    pub fn is_draining(&self) -> bool {
        self.0.draining.load(Ordering::Relaxed)
    }

    /// Makes readiness fail from now on.
    pub fn start_draining(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    /// Takes a place among the requests in progress; `None` when there is none left.
    pub fn enter(&self) -> Option<InProgress> {
        let place = InProgress(self.clone());
        let before = self.0.in_progress.fetch_add(1, Ordering::Relaxed);
        // The place is given back when it is dropped, taken or not.
        (before < self.0.config.concurrent_requests).then_some(place)
    }
}

/// A place among the requests in progress, given back on drop.
pub struct InProgress(HttpState);

impl Drop for InProgress {
    fn drop(&mut self) {
        self.0.0.in_progress.fetch_sub(1, Ordering::Relaxed);
    }
}
