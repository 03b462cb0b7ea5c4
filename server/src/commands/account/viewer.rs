//! Who makes a request: what was sent as a proof, and what the database says of it now.

use std::sync::Arc;

use chrono::TimeDelta;

use super::Accounts;
use crate::auth::config::SecondFactor;
use crate::auth::secret::Hash;
use crate::auth::viewer::{SignedInBy, Viewer};
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::operational::api_key_secret;
use crate::store::operational::session::{self, Held, Named};
use crate::store::people;
use crate::store::tx::asker;

/// What a client proves with who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The secret of a browser's session, hashed.
    Session(Hash),
    /// An access token.
    Token(String),
    /// An API key, hashed.
    Key(Hash),
}

/// How exact times of last use are.
pub(super) const EXACT: TimeDelta = TimeDelta::minutes(5);

impl Accounts {
    /// Whoever the proof is of; none when it proves nothing (any more).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn viewer(&self, proof: Proof) -> Result<Option<Viewer>> {
        self.find(proof, true).await
    }

    /// As [`Accounts::viewer`], asked again and again by connections that stay open: that
    /// does not count as using the session, which ends when nobody else uses it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn listener(&self, proof: Proof) -> Result<Option<Viewer>> {
        self.find(proof, false).await
    }

    async fn find(&self, proof: Proof, is_use: bool) -> Result<Option<Viewer>> {
        match proof {
            Proof::Session(hash) => self.user(HeldBy::Secret(hash), is_use).await,
            Proof::Token(text) => match self.tokens.check(&text, self.now()) {
                Some(token) => self.user(HeldBy::Id(token.session), is_use).await,
                None => Ok(None),
            },
            Proof::Key(hash) => self.app(hash).await,
        }
    }

    /// Whether what a viewer signed in with still holds: asked again and again by
    /// connections that stay open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn still(&self, viewer: &Viewer) -> Result<bool> {
        let now = self.now();
        match viewer.by.clone() {
            SignedInBy::Session(id) | SignedInBy::Token(id) => {
                self.read(move |conn| session::lasts(conn, &id, now)).await
            }
            SignedInBy::Key(id) => {
                let key = self.read(move |conn| people::api_key(conn, id)).await?;
                Ok(key.is_some_and(|key| key.works_at(now)))
            }
        }
    }

    /// Whether a viewer may still do all that they might when they asked: while they are sent
    /// something long.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_unchanged(&self, viewer: &Arc<Viewer>) -> Result<bool> {
        if !self.still(viewer).await? {
            return Ok(false);
        }
        let (then, now) = (Arc::clone(viewer), self.now());
        let left = self.read(move |conn| asker::as_now(conn, then, now)).await;
        match left {
            Ok(left) => Ok(left.grants == viewer.grants),
            Err(Error::Unauthenticated) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn user(&self, named: HeldBy, is_use: bool) -> Result<Option<Viewer>> {
        let now = self.now();
        let today = london_date(now);
        let found = self
            .read(move |conn| match &named {
                HeldBy::Secret(hash) => session::held(conn, Named::Secret(hash), today),
                HeldBy::Id(id) => session::held(conn, Named::Id(id), today),
            })
            .await?;
        let Some(held) = found.filter(|held| self.lasts(held)) else { return Ok(None) };
        let Held { session, agency, grants, .. } = held;
        if is_use && now - session.last_used_at > EXACT {
            let id = session.id.clone();
            self.later(move |writer, now| session::touch(writer, &id, now));
        }
        let by = match session.kind {
            SessionKind::Browser => SignedInBy::Session(session.id),
            SessionKind::Tokens => SignedInBy::Token(session.id),
        };
        let edits = grants.iter().any(|grant| grant.role.edits());
        let viewer = Viewer { is_held: true, ..Viewer::new(session.user, agency, by, grants) };
        let asked = self.config.second_factor == SecondFactor::Editors && edits;
        Ok(Some(if asked && !session.second_factor { viewer.must_enrol() } else { viewer }))
    }

    fn lasts(&self, held: &Held) -> bool {
        let now = self.now();
        let Held { session, state, .. } = held;
        let idle = TimeDelta::minutes(self.config.idle_minutes) + EXACT;
        let is_used = session.kind == SessionKind::Tokens || now - session.last_used_at < idle;
        *state == UserState::Active && session.ended_at.is_none() && now < session.expires_at && is_used
    }

    async fn app(&self, hash: Hash) -> Result<Option<Viewer>> {
        let now = self.now();
        let found = self
            .read(move |conn| {
                let Some(id) = api_key_secret::find(conn, &hash)? else { return Ok(None) };
                Ok(people::api_key(conn, id)?.map(|key| (key, api_key_secret::last_used(conn, id))))
            })
            .await?;
        let Some((key, last_used)) = found.filter(|(key, _)| key.works_at(now)) else { return Ok(None) };
        if last_used?.is_none_or(|at| now - at > EXACT) {
            let id = key.id;
            self.later(move |writer, now| api_key_secret::touch(writer, id, now));
        }
        Ok(Some(Viewer::app(key.id, key.reads, key.partnership)))
    }
}

/// How a session is named, to take along.
enum HeldBy {
    Secret(Hash),
    Id(String),
}
