//! One request: its moment, its scope, its budget and what its answer is made from.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use parking_lot::Mutex;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::footprint::Footprint;
use crate::auth::scope::Scope;
use crate::auth::secret::{Hash, Secret};
use crate::auth::viewer::Viewer;
use crate::clock::{london_date, next_london_midnight};
use crate::error::{Error, Result};
use crate::model::PartnershipId;

/// What looking at a past charges: it reads a change for each record, in work that no
/// time limit can stop. A list of the past crosses ten plans, and one request is to have it.
const PAST: u32 = 5_000;

/// One request's context, put into the request's data by the HTTP layer as
/// `Arc<RequestContext>` and shared by every view that it opens.
pub struct RequestContext {
    /// The moment of the request; the same for every field of the answer.
    pub now: DateTime<Utc>,
    /// Whoever signed in.
    pub viewer: Option<Arc<Viewer>>,
    /// The id of the request, for the log and the history.
    pub request: String,
    /// The key under which the request may be repeated without happening twice.
    pub idempotency: Option<Idempotency>,
    /// What is known of the client.
    pub client: Client,
    /// What the viewer may see.
    pub scope: Scope,
    /// What the answer was made from.
    pub footprint: Footprint,
    /// How much work the request may do, in objects touched.
    budget: u32,
    /// How much of it is left.
    left: AtomicU32,
    /// The plans of the past that the request has looked at: of which partnership, or the
    /// directory, at which moment.
    pasts: Mutex<HashSet<(Option<PartnershipId>, DateTime<Utc>)>>,
    /// What the answer does beside what it says.
    effects: Mutex<Vec<Effect>>,
    /// Of the request's own reads that may take long, one at a time.
    turn: Semaphore,
}

/// What is known of a request beside its viewer.
#[derive(Debug, Clone, Default)]
pub struct Called {
    /// Its id.
    pub request: String,
    /// Its `Idempotency-Key`, if it has one.
    pub idempotency: Option<Idempotency>,
    /// What is known of the client.
    pub client: Client,
}

/// What is known of the client of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// The true address it comes from.
    pub address: String,
    /// What it says it is.
    pub agent: String,
    /// Whether it is a page of ours in a browser, which may hold a session in a cookie.
    pub is_browser: bool,
    /// The hash of what a remembered browser holds.
    pub device: Option<Hash>,
}

/// What an answer does beside what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Lets a browser hold a session.
    SignedIn {
        /// What it holds.
        secret: Secret,
        /// For how long.
        lasts: TimeDelta,
    },
    /// Takes the session away from a browser.
    SignedOut,
    /// Lets a browser hold what it is remembered by.
    Remembered {
        /// What it holds.
        secret: Secret,
        /// For how long.
        lasts: TimeDelta,
    },
}

/// What lets a mutation be repeated without happening twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// The key that the client chose.
    pub key: String,
    /// The SHA-256 of the request's body.
    pub hash: [u8; 32],
}

impl RequestContext {
    /// The context of an anonymous request at `now` that may touch `budget` objects.
    pub fn new(now: DateTime<Utc>, budget: u32) -> Arc<Self> {
        Self::of(Scope::anonymous(), now, budget)
    }

    /// The context of a request under `scope`.
    pub fn of(scope: Scope, now: DateTime<Utc>, budget: u32) -> Arc<Self> {
        Arc::new(Self::under(scope, now, budget))
    }

    /// The context of a request of somebody who signed in, or of anybody when none did.
    pub fn called(viewer: Option<Arc<Viewer>>, call: Called, now: DateTime<Utc>, budget: u32) -> Arc<Self> {
        let scope = viewer.as_ref().map_or_else(Scope::anonymous, |viewer| viewer.scope.clone());
        let Called { request, idempotency, client } = call;
        Arc::new(Self { viewer, request, idempotency, client, ..Self::under(scope, now, budget) })
    }

    fn under(scope: Scope, now: DateTime<Utc>, budget: u32) -> Self {
        Self {
            now,
            viewer: None,
            request: String::new(),
            idempotency: None,
            client: Client::default(),
            scope,
            footprint: Footprint::default(),
            budget,
            left: AtomicU32::new(budget),
            pasts: Mutex::default(),
            effects: Mutex::default(),
            turn: Semaphore::new(1),
        }
    }

    /// The turn of a read that may take long, among those of the request.
    ///
    /// # Errors
    /// Never, as long as the request is there.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        self.turn.acquire().await.map_err(Error::internal)
    }

    /// Lets the answer do something beside what it says.
    pub fn effect(&self, effect: Effect) {
        self.effects.lock().push(effect);
    }

    /// What the answer does beside what it says, in order.
    pub fn take_effects(&self) -> Vec<Effect> {
        std::mem::take(&mut self.effects.lock())
    }

    /// Whether the request sees no history at all: that of nobody, and that of an app,
    /// because the history names people.
    pub fn sees_no_history(&self) -> bool {
        self.scope.is_anonymous() || self.viewer.as_ref().is_some_and(|viewer| viewer.user.is_none())
    }

    /// London's date at the moment of the request; the answer expires at midnight.
    pub fn today(&self) -> NaiveDate {
        self.footprint.expires(next_london_midnight(self.now));
        london_date(self.now)
    }

    /// Takes `units` of work from the budget.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] once the budget is spent. Resolvers that never await
    /// cannot be stopped by a time limit, so this count is what ends them.
    pub fn charge(&self, units: u32) -> Result<()> {
        self.take(units).ok_or_else(|| {
            let budget = self.budget;
            let message = format!("The query touches more than {budget} objects: ask for fewer at a time.");
            Error::limit("work", u64::from(budget), message)
        })
    }

    /// Takes from the budget what looking at a plan of the past costs, or at the directory
    /// of then: once for each, however often the request comes back to it.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] once the budget is spent.
    pub fn charge_past(&self, whose: Option<PartnershipId>, at: DateTime<Utc>) -> Result<()> {
        if !self.pasts.lock().insert((whose, at)) {
            return Ok(());
        }
        self.take(PAST).ok_or_else(|| {
            let message = format!(
                "The query looks at too many plans of the past: each partnership at each moment counts as {PAST} \
                 objects, of {} that a request may touch. Ask for fewer partnerships or moments at a time.",
                self.budget
            );
            Error::limit("work", u64::from(self.budget), message)
        })
    }

    fn take(&self, units: u32) -> Option<()> {
        let spent =
            self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(units));
        spent.ok().map(drop)
    }
}
