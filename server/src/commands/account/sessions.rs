//! Staying signed in, and ending it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Accounts;
use crate::auth::config::SecondFactor;
use crate::auth::secret::{Kind, Secret};
use crate::auth::token::Token;
use crate::auth::viewer::{SignedInBy, Viewer};
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::graph::request::{Client, Effect, RequestContext};
use crate::model::*;
use crate::store::operational::session::{self, Session};
use crate::store::operational::{Operational, refresh_token, throttle};
use crate::store::people;

/// The next tokens of a machine client.
#[derive(Debug, Clone)]
pub struct Tokened {
    /// Whose.
    pub user: UserId,
    /// The access token.
    pub access: String,
    /// When that ends.
    pub until: DateTime<Utc>,
    /// The next refresh token.
    pub refresh: Secret,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// What using a refresh token came to.
enum Used {
    /// The session goes on.
    Goes(Session),
    /// It was used before: whoever has it now may have stolen it, so the session ended.
    Twice(String),
    /// It is of no session that lasts.
    Unknown,
}

impl Accounts {
    /// The next tokens for a refresh token, which is used up; none when it is no good. One
    /// that is used twice ends its session: one of its two holders is a thief.
    ///
    /// # Errors
    /// [`Error::RateLimited`] after too many attempts; when the database fails.
    pub async fn refresh(&self, client: &Client, token: &str) -> Result<Option<Tokened>> {
        let Some(given) = Secret::parse(Kind::Refresh, token) else { return Ok(None) };
        let next = Secret::random(Kind::Refresh)?;
        let (hash, next_hash) = (given.hash(), next.hash());
        // Whoever guesses is counted; a session that lasts goes on, whatever others at its
        // address did. A guess is one of 2^256.
        let is_known = self.read(move |conn| Ok(refresh_token::session(conn, &hash)?.is_some())).await?;
        let limits = if is_known { Vec::new() } else { vec![self.address_limit(client)] };
        let attempt = self.attempt(limits).await?;
        let used = self
            .gate
            .operate(move |writer, now| {
                let Some(id) = refresh_token::session(writer.reader(), &hash)? else {
                    return Ok(Used::Unknown);
                };
                if !refresh_token::take(writer, &hash, now)? {
                    session::end(writer, &id, now)?;
                    return Ok(Used::Twice(id));
                }
                if !session::lasts(writer.reader(), &id, now)? {
                    return Ok(Used::Unknown);
                }
                refresh_token::keep(writer, &id, &next_hash, now)?;
                session::touch(writer, &id, now)?;
                for bucket in &attempt.buckets {
                    throttle::take_back(writer, bucket, attempt.at)?;
                }
                Ok(session::find(writer.reader(), &id)?.map_or(Used::Unknown, Used::Goes))
            })
            .await?;
        match used {
            Used::Goes(session) => {
                let token = Token { user: session.user.to_string(), session: session.id };
                let (access, until) = self.tokens.sign(&token, self.now())?;
                let (user, expires_at) = (session.user, session.expires_at);
                Ok(Some(Tokened { user, access, until, refresh: next, expires_at }))
            }
            Used::Twice(session) => {
                tracing::warn!(session, "a refresh token was used twice: its session was ended");
                Ok(None)
            }
            Used::Unknown => Ok(None),
        }
    }

    /// Ends the session of whoever asks.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, context: &RequestContext) -> Result<()> {
        let viewer = context.viewer.as_ref().ok_or(Error::Unauthenticated)?;
        if let Some(id) = viewer.by.session() {
            let id = id.to_owned();
            self.gate.operate(move |writer, now| session::end(writer, &id, now)).await?;
        }
        if matches!(viewer.by, SignedInBy::Session(_)) {
            context.effect(Effect::SignedOut);
        }
        Ok(())
    }

    /// The sessions of a user that still last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<Session>> {
        let now = self.now();
        self.read(move |conn| session::of_user(conn, user, now)).await
    }

    /// Ends a session of whoever asks.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they have none with this id that still lasts.
    pub async fn end_session(&self, viewer: &Arc<Viewer>, id: String) -> Result<()> {
        let ended = self
            .gate
            .operate_for(viewer, move |writer, viewer, now| match session::find(writer.reader(), &id)? {
                Some(session) if Some(session.user) == viewer.user => session::end(writer, &id, now),
                _ => Ok(false),
            })
            .await?;
        if ended { Ok(()) } else { Err(Error::NotFound("You have no session with this id.".into())) }
    }

    /// Ends all sessions of whoever asks but the one they ask in. Says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, viewer: &Arc<Viewer>) -> Result<usize> {
        let Some(user) = viewer.user else { return Ok(0) };
        let end = move |writer: &mut Operational<'_>, viewer: &Viewer, now| {
            session::end_all(writer, user, viewer.by.session(), now)
        };
        self.gate.operate_for(viewer, end).await
    }

    /// Whether somebody must set up a second factor before anything else.
    pub(super) async fn must_enrol(&self, user: UserId, has_second: bool) -> Result<bool> {
        if has_second || self.config.second_factor == SecondFactor::Off {
            return Ok(false);
        }
        let today = london_date(self.now());
        let roles = self.read(move |conn| people::roles_of(conn, user)).await?;
        Ok(roles.iter().any(|grant| grant.role.edits() && grant.holds_on(today)))
    }
}
