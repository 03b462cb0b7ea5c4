//! Making documents: few at a time, on threads that may block, and the public ones once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate};
use http::HeaderValue;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::address::{Address, Form};
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::graph::footprint::Made;
use crate::graph::read::{all, linked};
use crate::graph::register::Register;
use crate::graph::request::RequestContext;
use crate::graph::view::{Lens, View};
use crate::http::pages::PublicPages;
use crate::http::pages::kept::etag;
use crate::http::state::HttpState;
use crate::model::{PartnershipId, Strategy, StrategyId, Visibility};
use crate::paper::{self, Asked, Document, Period};

/// How many objects making one document may touch: far more than any partnership has.
const BUDGET: u32 = 10_000_000;
/// How many documents are made at a time: one of a large plan takes a processor for a second.
const PLACES: usize = 2;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many bytes of public documents are kept.
const KEPT_BYTES: u64 = 16 << 20;

/// What a document is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The plan as it moved: for a sitting, or over some days.
    Paper(Asked),
    /// An edition of a strategy, by its key or id.
    Strategy(String),
}

/// A document in one of its forms.
pub struct Rendered {
    /// The bytes.
    pub body: Bytes,
    /// Their strong entity tag.
    pub etag: HeaderValue,
    /// What the file is called, without the suffix.
    pub file_name: String,
    /// What a policy must name to let the page use its style.
    pub style_source: String,
    /// The hash of what it says, but for when it was made.
    said: [u8; 32],
    made: Made,
}

impl Rendered {
    /// The same, or what was made before if that says the same: else the time at which it was
    /// made would tell residents when something was written that they do not see.
    fn unless_said(self, before: Option<Arc<Rendered>>) -> Arc<Rendered> {
        match before.filter(|before| before.said == self.said) {
            Some(before) => Arc::new(Rendered {
                body: before.body.clone(),
                etag: before.etag.clone(),
                style_source: before.style_source.clone(),
                ..self
            }),
            None => Arc::new(self),
        }
    }
}

/// Why there is no document although there may be one.
pub enum Failure {
    /// Too many are being made.
    Busy,
    /// Something failed.
    Error(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Error(error)
    }
}

/// What makes documents; cheap to clone.
#[derive(Clone)]
pub struct Papers(Arc<Shared>);

type Key = (PartnershipId, Subject, Form);

struct Shared {
    state: HttpState,
    pages: PublicPages,
    places: Arc<Semaphore>,
    kept: Cache<Key, Arc<Rendered>, ahash::RandomState>,
}

impl Papers {
    /// What makes documents of a register.
    pub fn new(state: HttpState, pages: PublicPages) -> Papers {
        let kept = Cache::builder()
            .max_capacity(KEPT_BYTES)
            .weigher(|_: &Key, kept: &Arc<Rendered>| u32::try_from(kept.body.len() + 512).unwrap_or(u32::MAX))
            .build_with_hasher(ahash::RandomState::new());
        Papers(Arc::new(Shared { state, pages, places: Arc::new(Semaphore::new(PLACES)), kept }))
    }

    /// What every handler shares.
    pub fn state(&self) -> &HttpState {
        &self.0.state
    }

    /// The public pages.
    pub fn pages(&self) -> &PublicPages {
        &self.0.pages
    }

    fn register(&self) -> &Register {
        self.0.pages.register()
    }

    /// A document of public content, made only if it is not kept or no longer true; none
    /// when nothing public is at this address.
    pub async fn public(
        &self,
        id: PartnershipId,
        subject: Subject,
        form: Form,
        address: &Address,
    ) -> Result<Option<Arc<Rendered>>, Failure> {
        let key = (id, subject, form);
        let before = self.0.kept.get(&key);
        let now = self.register().clock().now();
        if let Some(kept) =
            before.as_ref().filter(|kept| self.register().versions().is_current(&kept.made, now))
        {
            return Ok(Some(Arc::clone(kept)));
        }
        self.0.kept.invalidate(&key);
        let made = self.make(Scope::anonymous(), id, key.1.clone(), form, address).await?;
        let made = made.map(|made| made.unless_said(before));
        if let Some(rendered) = made.as_ref().filter(|rendered| !rendered.made.uncacheable) {
            self.0.kept.insert(key, Arc::clone(rendered));
        }
        Ok(made)
    }

    /// A document of what a scope sees; none when it sees nothing at this address.
    pub async fn make(
        &self,
        scope: Scope,
        id: PartnershipId,
        subject: Subject,
        form: Form,
        address: &Address,
    ) -> Result<Option<Rendered>, Failure> {
        let place = self.place().await?;
        let audience = if scope.is_anonymous() { Visibility::Public } else { Visibility::Partners };
        let context = RequestContext::of(scope, self.register().clock().now(), BUDGET);
        let lens = Lens::now(self.register(), &context);
        let Some(gathered) = gather(&lens, id, subject).await? else { return Ok(None) };
        let links = (form == Form::Page).then(|| address.links());
        let work = move || -> Result<Option<Rendered>> {
            let _place = place;
            let Some(document) = gathered.document(audience)? else { return Ok(None) };
            let body = match form {
                Form::Pdf => paper::pdf::render(&document)?,
                Form::Page | Form::File => paper::html::render(&document, links.as_ref()).into_bytes(),
            };
            let style_source = paper::html::style_source(&document);
            // What was read is known only now.
            let made = context.footprint.made();
            Ok(Some(Rendered {
                etag: etag(&body),
                body: body.into(),
                said: said(&document)?,
                file_name: document.file_name,
                style_source,
                made,
            }))
        };
        Ok(tokio::task::spawn_blocking(work).await.map_err(Error::internal)??)
    }

    /// The days that the paper for a sitting is about.
    pub async fn days(
        &self,
        scope: Scope,
        id: PartnershipId,
        subject: &Subject,
    ) -> Result<Option<(NaiveDate, NaiveDate)>, Failure> {
        let Subject::Paper(asked) = subject else { return Ok(None) };
        let context = RequestContext::of(scope, self.register().clock().now(), BUDGET);
        let Some(view) = Lens::now(self.register(), &context).partnership(id).await? else { return Ok(None) };
        Ok(paper::days(&view, asked)?)
    }

    /// The key of the edition in force, else of the latest.
    pub async fn current_edition(&self, id: PartnershipId) -> Result<Option<String>, Failure> {
        let context = RequestContext::new(self.register().clock().now(), BUDGET);
        let Some(view) = Lens::now(self.register(), &context).partnership(id).await? else { return Ok(None) };
        let edition = linked::<Strategy>(&view, view.current_strategy()?)?;
        Ok(edition.map(|node| node.record.head.key.clone()))
    }

    /// A place among the documents that are made.
    async fn place(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let places = Arc::clone(&self.0.places);
        let place = tokio::time::timeout(PATIENCE, places.acquire_owned()).await;
        place.map_err(|_| Failure::Busy)?.map_err(|closed| Failure::Error(Error::internal(closed)))
    }
}

/// The hash of what a document says, whenever it was made.
fn said(document: &Document) -> Result<[u8; 32]> {
    let document = Document { made_at: DateTime::UNIX_EPOCH, ..document.clone() };
    Ok(Sha256::digest(serde_json::to_vec(&document).map_err(Error::internal)?).into())
}

/// What a document is written from.
enum Gathered {
    Paper(Box<Period>),
    Strategy(Arc<View>, u32),
}

impl Gathered {
    fn document(&self, audience: Visibility) -> Result<Option<Document>> {
        match self {
            Gathered::Paper(period) => paper::board_paper(period, audience).map(Some),
            Gathered::Strategy(view, place) => paper::strategy(view, *place),
        }
    }
}

async fn gather(lens: &Arc<Lens>, id: PartnershipId, subject: Subject) -> Result<Option<Gathered>> {
    let name = match subject {
        Subject::Paper(asked) => {
            let period = paper::open(lens, id, &asked).await?;
            return Ok(period.map(|period| Gathered::Paper(Box::new(period))));
        }
        Subject::Strategy(name) => name,
    };
    let Some(view) = lens.partnership(id).await? else { return Ok(None) };
    let by_id = name.parse::<StrategyId>().ok();
    let editions = all::<Strategy>(&view)?;
    let edition = editions.iter().find(|node| node.record.head.key == name || Some(node.record.id) == by_id);
    let place = edition.and_then(|node| view.place_of(node.record.id));
    Ok(place.map(|place| Gathered::Strategy(Arc::clone(&view), place)))
}
