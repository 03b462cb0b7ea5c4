//! What is counted, in Prometheus' text format at `/metrics`.

use std::sync::Arc;
use std::time::Duration;

use ahash::AHashMap;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use parking_lot::RwLock;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::fault::Fault;
use super::state::HttpState;

/// Routes that are told apart; further ones are counted as `other`.
const ROUTES: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Limit {
    limit: String,
}

/// Upper bounds of the latency histogram, seconds.
const LATENCIES: [f64; 14] =
    [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

fn latency() -> Histogram {
    Histogram::new(LATENCIES)
}

/// One route's metrics, found once and then used without looking up labels.
struct OfRoute {
    latency: Histogram,
    answered: RwLock<Vec<(u16, Counter)>>,
}

/// All metrics of the HTTP layer.
pub struct Metrics {
    registry: RwLock<Registry>,
    answered: Family<Answered, Counter>,
    latency: Family<Route, Histogram>,
    refused: Family<Limit, Counter>,
    routes: RwLock<AHashMap<String, Arc<OfRoute>>>,
    /// Open connections.
    pub connections: Gauge,
    /// Kept answers that were used.
    pub answer_hits: Counter,
    /// Answers that had to be made.
    pub answer_misses: Counter,
    /// Requests refused because too many were in progress.
    pub shed: Counter,
    /// Panics that were caught.
    pub panics: Counter,
}

impl Metrics {
    /// Metrics at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("register");
        let answered = Family::<Answered, Counter>::default();
        let latency = Family::<Route, Histogram>::new_with_constructor(latency);
        let refused = Family::<Limit, Counter>::default();
        let connections = Gauge::default();
        let [answer_hits, answer_misses, shed, panics] = [(); 4].map(|()| Counter::default());
        registry.register("http_requests", "Answers, by route and status", answered.clone());
        registry.register("http_request_seconds", "Time to an answer", latency.clone());
        registry.register("limit_refusals", "Requests refused by a limit", refused.clone());
        registry.register("http_connections", "Open connections", connections.clone());
        registry.register("answer_cache_hits", "Kept answers used", answer_hits.clone());
        registry.register("answer_cache_misses", "Answers made", answer_misses.clone());
        registry.register("http_shed", "Requests refused while busy", shed.clone());
        registry.register("panics", "Panics caught", panics.clone());
        Self {
            registry: RwLock::new(registry),
            answered,
            latency,
            refused,
            routes: RwLock::default(),
            connections,
            answer_hits,
            answer_misses,
            shed,
            panics,
        }
    }

    /// Lets another layer register metrics of its own.
    pub fn register(&self, add: impl FnOnce(&mut Registry)) {
        add(&mut self.registry.write());
    }

    /// Counts an answer.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        let of_route = self.of_route(route);
        of_route.latency.observe(took.as_secs_f64());
        if let Some((_, counter)) = of_route.answered.read().iter().find(|(known, _)| *known == status) {
            counter.inc();
            return;
        }
        let labels = Answered { route: self.label(route), status };
        let counter = self.answered.get_or_create(&labels).clone();
        counter.inc();
        of_route.answered.write().push((status, counter));
    }

    /// Counts a refusal by a limit.
    pub fn refused(&self, limit: &str) {
        self.refused.get_or_create(&Limit { limit: limit.to_owned() }).inc();
    }

    /// How often a limit refused.
    pub fn refusals(&self, limit: &str) -> u64 {
        self.refused.get_or_create(&Limit { limit: limit.to_owned() }).get()
    }

    fn of_route(&self, route: &str) -> Arc<OfRoute> {
        if let Some(known) = self.routes.read().get(route) {
            return known.clone();
        }
        let label = self.label(route);
        let latency = self.latency.get_or_create(&Route { route: label.clone() }).clone();
        let made = Arc::new(OfRoute { latency, answered: RwLock::default() });
        self.routes.write().entry(label).or_insert(made).clone()
    }

    fn label(&self, route: &str) -> String {
        let routes = self.routes.read();
        let known = routes.contains_key(route) || routes.len() < ROUTES;
        if known { route.to_owned() } else { "other".to_owned() }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// `GET /metrics`.
pub async fn show(State(state): State<HttpState>) -> Response {
    let mut text = String::with_capacity(8 * 1024);
    if encode(&mut text, &state.metrics().registry.read()).is_err() {
        return Fault::internal().into_response();
    }
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
}
