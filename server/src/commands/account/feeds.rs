//! Calendars by a secret address: made and revoked by their owner, and opened again by
//! whoever fetches one.
//!
//! A feed is one more way for its owner to read what they may read, as a session is. So
//! it has no history either: nothing of the register changes with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Accounts;
use super::access::invalid;
use super::viewer::EXACT;
use crate::auth::config::SecondFactor;
use crate::auth::scope::Scope;
use crate::auth::secret::{Kind, Secret};
use crate::auth::viewer::{self, Grant, Viewer};
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::graph::request::Client;
use crate::model::validate::Problems;
use crate::model::*;
use crate::store::operational::feed::{self, Feed, Held};
use crate::store::operational::throttle::Limit;
use crate::store::people;

/// Where feeds are fetched.
pub const PATH: &str = "/feeds/";
/// What an address ends with: some programs look at nothing else.
pub const SUFFIX: &str = ".ics";
/// How many feeds somebody may have.
const MOST: usize = 20;
/// How many characters a name may have.
const NAME: usize = 100;

/// By partnership in which somebody has a role, the agencies that they act or work for.
pub type Places = BTreeMap<PartnershipId, BTreeSet<AgencyId>>;

/// A feed whose address somebody knows, with what its owner may see at this moment.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The feed.
    pub feed: Feed,
    /// What its owner may see.
    pub scope: Scope,
    /// Where its owner has a role.
    pub places: Places,
}

impl Accounts {
    /// The feeds of a user, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feeds(&self, user: UserId) -> Result<Vec<Feed>> {
        self.read(move |conn| feed::of_user(conn, user)).await
    }

    /// Makes a feed of whoever asks: of a partnership, or of what is their own. Gives it
    /// with its address, which is kept nowhere.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that is none, a feed that would show nothing beyond
    /// what is public, and one too many; when the database fails.
    pub async fn create_feed(
        &self,
        viewer: &Arc<Viewer>,
        user: UserId,
        name: &str,
        partnership: Option<PartnershipId>,
    ) -> Result<(Feed, String)> {
        let name = name.trim().to_owned();
        let secret = Secret::random(Kind::Feed)?;
        let (id, hash) = (feed::new_id(), secret.hash());
        let made = self.gate.operate_for(viewer, move |writer, viewer, now| {
            validate(viewer, &name, partnership)?;
            if feed::of_user(writer.reader(), user)?.len() >= MOST {
                return Err(invalid("", format!("there are {MOST} addresses already: revoke one first")));
            }
            let (id, name) = (id.clone(), name.clone());
            let feed = Feed { id, user, partnership, name, created_at: now, last_fetched_at: None };
            feed::keep(writer, &feed, &hash)?;
            Ok(feed)
        });
        let address = format!("{}{PATH}{}{SUFFIX}", self.letters.public_url, secret.reveal());
        Ok((made.await?, address))
    }

    /// Revokes a feed of whoever asks.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they have none with this id; when the database fails.
    pub async fn revoke_feed(&self, viewer: &Arc<Viewer>, user: UserId, id: String) -> Result<()> {
        let revoked =
            self.gate.operate_for(viewer, move |writer, _, _| feed::revoke(writer, user, &id)).await?;
        if revoked {
            Ok(())
        } else {
            Err(Error::NotFound("You have no calendar address with this id.".into()))
        }
    }

    /// The feed with this secret, with the rights that its owner has now. None when there
    /// is no such feed or its owner may not see it (any more): the two are the same.
    ///
    /// # Errors
    /// [`Error::RateLimited`] after too many secrets that open nothing; when the database
    /// fails.
    pub async fn open_feed(&self, client: &Client, secret: &str) -> Result<Option<Opened>> {
        let Some(secret) = Secret::parse(Kind::Feed, secret) else { return Ok(None) };
        let (hash, now) = (secret.hash(), self.now());
        let today = london_date(now);
        let found = self.read(move |conn| {
            let Some(held) = feed::held(conn, &hash)? else { return Ok(None) };
            let grants = people::grants(conn, held.feed.user, today)?;
            Ok(Some((held, grants)))
        });
        let opened = found.await?.and_then(|(held, grants)| self.shown_by(held, &grants));
        let Some(opened) = opened else {
            // Only what opens nothing counts, and not against signing in: a whole office may
            // share an address with a program that goes on asking for what was revoked.
            let limit = self.address_limit(client);
            let limit = Limit { bucket: format!("feed:{}", limit.bucket), ..limit };
            self.attempt(vec![limit]).await?;
            return Ok(None);
        };
        if opened.feed.last_fetched_at.is_none_or(|at| now - at > EXACT) {
            let id = opened.feed.id.clone();
            self.later(move |writer, now| feed::touch(writer, &id, now));
        }
        Ok(Some(opened))
    }

    /// What a feed may show now; none when it may show nothing.
    fn shown_by(&self, held: Held, grants: &[Grant]) -> Option<Opened> {
        let Held { feed, state, agency, has_second_factor } = held;
        let edits = grants.iter().any(|grant| grant.role.edits());
        let must_enrol = self.config.second_factor == SecondFactor::Editors && edits && !has_second_factor;
        let (scope, places) = (viewer::scope(grants), places(grants, agency));
        let shows =
            state == UserState::Active && !must_enrol && shows_something(feed.partnership, &scope, &places);
        shows.then_some(Opened { feed, scope, places })
    }
}

fn validate(viewer: &Viewer, name: &str, partnership: Option<PartnershipId>) -> Result<()> {
    let mut problems = Problems::default();
    problems.line("name", name, NAME);
    let places = places(&viewer.grants, viewer.agency);
    if !shows_something(partnership, &viewer.scope, &places) {
        problems.add("partnership", if partnership.is_some() { NO_ROLE } else { NO_AGENCY });
    }
    problems.into_result()
}

const NO_ROLE: &str =
    "is one in which you have no role: its public calendar is on its page, and needs no secret address";
const NO_AGENCY: &str = "is missing: you act for no agency, so name the partnership whose calendar you want";

/// Whether a feed of a partnership, or of what is somebody's own, shows more than what
/// everybody sees.
fn shows_something(partnership: Option<PartnershipId>, scope: &Scope, places: &Places) -> bool {
    match partnership {
        Some(_) => {
            let partners = Exposure { visibility: Visibility::Partners, agencies: Vec::new() };
            scope.allows(partnership, &partners)
        }
        None => places.values().any(|agencies| !agencies.is_empty()),
    }
}

/// Where somebody with these roles has one, and for which agencies: those that they act
/// for there, and their employer.
fn places(grants: &[Grant], employer: Option<AgencyId>) -> Places {
    let mut places = Places::new();
    for grant in grants {
        for place in &grant.places {
            places.entry(*place).or_default().extend(grant.agency.into_iter().chain(employer));
        }
    }
    places
}
