//! Answers that are rendered once and kept while they are true.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use crate::commands::export;
use crate::error::Result;
use crate::graph::footprint::Made;
use crate::graph::register::Register;
use crate::graph::request::RequestContext;
use crate::graph::view::Lens;
use crate::model::PartnershipId;

/// How many objects rendering one answer may touch: far more than any partnership has.
const BUDGET: u32 = 10_000_000;
/// How many bytes of answers are kept.
const KEPT_BYTES: u64 = 16 << 20;

/// What is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resource {
    /// The start page.
    Start,
    /// A partnership's plan as a page.
    Plan(PartnershipId),
    /// A partnership's plan as a partnership file.
    PlanFile(PartnershipId),
    /// A partnership's projects and schemes as a table.
    Projects(PartnershipId),
    /// A partnership's public sittings and events.
    Calendar(PartnershipId),
}

/// A rendered answer.
#[derive(Debug)]
pub struct Rendered {
    /// The body.
    pub body: Bytes,
    /// Its strong entity tag: the hash of the body.
    pub etag: HeaderValue,
    /// The name under which a browser should save it.
    pub file_name: Option<String>,
    made: Made,
}

/// The public pages and feeds of a register; cheap to clone.
#[derive(Clone)]
pub struct PublicPages(Arc<Shared>);

struct Shared {
    register: Register,
    sdl: Bytes,
    sdl_etag: HeaderValue,
    cache_control: HeaderValue,
    kept: Cache<Resource, Arc<Rendered>, ahash::RandomState>,
}

impl PublicPages {
    /// The pages of `register`. `sdl` is the text of the GraphQL schema, `cache_control`
    /// is sent with every public answer.
    pub fn new(register: Register, sdl: impl Into<Bytes>, cache_control: HeaderValue) -> Self {
        let sdl = sdl.into();
        let kept = Cache::builder()
            .max_capacity(KEPT_BYTES)
            .weigher(|_: &Resource, kept: &Arc<Rendered>| {
                u32::try_from(kept.body.len() + 512).unwrap_or(u32::MAX)
            })
            .build_with_hasher(ahash::RandomState::new());
        let sdl_etag = etag(&sdl);
        Self(Arc::new(Shared { register, sdl, sdl_etag, cache_control, kept }))
    }

    /// The register.
    pub fn register(&self) -> &Register {
        &self.0.register
    }

    /// The text of the GraphQL schema and its entity tag.
    pub fn sdl(&self) -> (Bytes, HeaderValue) {
        (self.0.sdl.clone(), self.0.sdl_etag.clone())
    }

    /// What is sent as `Cache-Control` with public answers.
    pub fn cache_control(&self) -> HeaderValue {
        self.0.cache_control.clone()
    }

    /// A resource as it is now, rendered only if it is not kept or no longer true; none
    /// when there is no such partnership.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, resource: Resource) -> Result<Option<Arc<Rendered>>> {
        let now = self.register().clock().now();
        if let Some(kept) = self.0.kept.get(&resource) {
            if self.register().versions().is_current(&kept.made, now) {
                return Ok(Some(kept));
            }
            self.0.kept.invalidate(&resource);
        }
        let context = RequestContext::new(now, BUDGET);
        let lens = Lens::now(self.register(), &context);
        let Some((body, file_name)) = self.render(resource, &lens).await? else { return Ok(None) };
        // The versions were noted before anything was read: an answer that a commit has
        // overtaken meanwhile is kept and never used.
        let made = context.footprint.made();
        let rendered = Arc::new(Rendered { etag: etag(&body), body: body.into(), file_name, made });
        if !rendered.made.uncacheable {
            self.0.kept.insert(resource, Arc::clone(&rendered));
        }
        Ok(Some(rendered))
    }

    async fn render(
        &self,
        resource: Resource,
        lens: &Arc<Lens>,
    ) -> Result<Option<(Vec<u8>, Option<String>)>> {
        use crate::http::feeds;
        let id = match resource {
            Resource::Start => {
                return Ok(Some((super::start::render(lens).into_string().into_bytes(), None)));
            }
            Resource::Plan(id) | Resource::PlanFile(id) | Resource::Projects(id) | Resource::Calendar(id) => {
                id
            }
        };
        let Some(view) = lens.partnership(id).await? else { return Ok(None) };
        let slug = &view.partnership().slug;
        Ok(Some(match resource {
            Resource::Start | Resource::Plan(_) => {
                (super::plan::render(&view)?.into_string().into_bytes(), None)
            }
            Resource::PlanFile(_) => (
                export::to_json(&export::public_file(&view)?)?.into_bytes(),
                Some(format!("{slug}-plan.json")),
            ),
            Resource::Projects(_) => (feeds::projects::render(&view)?, Some(format!("{slug}-projects.csv"))),
            Resource::Calendar(_) => (feeds::calendar::render(&view)?, Some(format!("{slug}.ics"))),
        }))
    }
}

/// The strong entity tag of a body.
pub fn etag(body: &[u8]) -> HeaderValue {
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(body)[..16]));
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}
