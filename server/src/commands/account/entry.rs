//! Beginning a session, once the password and the second factor were looked at.

use chrono::{DateTime, TimeDelta, Utc};

use super::sign_in::{SignIn, SignInAnswer};
use super::throttle::Attempt;
use crate::auth::secret::{Hash, Kind, Secret};
use crate::auth::viewer::{SignedInBy, Viewer};
use crate::error::Result;
use crate::graph::request::Client;
use crate::model::*;
use crate::store::operational::session::Session;
use crate::store::operational::{
    Operational, credential, device, recovery_code, refresh_token, session, sign_in, throttle,
};
use crate::store::people;

/// How the second factor was given.
#[derive(Clone)]
pub(super) enum Second {
    /// There is none to give.
    None,
    /// By a code of this period.
    Code(i64),
    /// By a recovery code with this hash.
    Recovery([u8; 32]),
    /// By a browser that is remembered.
    Device,
}

/// The secrets of a new session.
pub(super) struct Secrets {
    /// What its cookie holds, or the refresh token.
    pub held: Secret,
    /// What a browser holds that is to be remembered.
    pub device: Option<Secret>,
}

impl Secrets {
    pub fn new(input: &SignIn, second: &Second) -> Result<Secrets> {
        let is_browser = input.kind == SessionKind::Browser;
        // A browser that is remembered already is let off until its days are over, however
        // often it signs in.
        let remembers = is_browser && input.remember && !matches!(second, Second::None | Second::Device);
        Ok(Secrets {
            held: Secret::random(if is_browser { Kind::Session } else { Kind::Refresh })?,
            device: remembers.then(|| Secret::random(Kind::Device)).transpose()?,
        })
    }
}

/// A session that begins now and lasts so long.
pub(super) fn begun(
    user: UserId,
    kind: SessionKind,
    second: &Second,
    client: &Client,
    (now, lasts): (DateTime<Utc>, TimeDelta),
) -> Session {
    Session {
        id: session::new_id(),
        kind,
        user,
        created_at: now,
        last_used_at: now,
        expires_at: now + lasts,
        ended_at: None,
        second_factor: !matches!(second, Second::None),
        address: client.address.clone(),
        client: client.agent.clone(),
    }
}

/// The session that a browser had before.
pub(super) fn browser_session(viewer: &Viewer) -> Option<String> {
    match &viewer.by {
        SignedInBy::Session(id) => Some(id.clone()),
        _ => None,
    }
}

/// A session that is to begin, with all that was looked at.
pub(super) struct Entry {
    pub session: Session,
    pub held: Hash,
    pub device: Option<Hash>,
    /// For how long a browser is remembered.
    pub remembered: TimeDelta,
    /// The session that the browser had before.
    pub before: Option<String>,
    /// The account whose password was proved.
    pub proved: User,
    pub second: Second,
    pub attempt: Attempt,
}

impl Entry {
    /// Writes it. Gives the answer to what has become wrong meanwhile.
    pub fn write(&self, writer: &mut Operational<'_>, now: DateTime<Utc>) -> Result<Option<SignInAnswer>> {
        let Entry { session, held, .. } = self;
        let traces = (session.address.as_str(), session.client.as_str());
        if let Some((outcome, answer)) = late(writer, &self.proved, &self.second, now)? {
            sign_in::keep(writer, Some(session.user), outcome, traces, now)?;
            return Ok(Some(answer));
        }
        match session.kind {
            SessionKind::Browser => {
                // The cookie is written over: nobody could end that session any more.
                if let Some(before) = &self.before {
                    session::end(writer, before, now)?;
                }
                session::begin(writer, session, Some(held))?;
            }
            SessionKind::Tokens => {
                session::begin(writer, session, None)?;
                refresh_token::keep(writer, &session.id, held, now)?;
            }
        }
        if let Some(device) = &self.device {
            device::remember(writer, session.user, device, now, now + self.remembered)?;
        }
        succeed(writer, &self.attempt)?;
        sign_in::keep(writer, Some(session.user), SignInOutcome::SignedIn, traces, now)?;
        Ok(None)
    }
}

/// What has become wrong since the password was looked at, and the answer to it; uses up
/// the second factor when nothing has.
fn late(
    writer: &mut Operational<'_>,
    proved: &User,
    second: &Second,
    now: DateTime<Utc>,
) -> Result<Option<(SignInOutcome, SignInAnswer)>> {
    if !people::is_as_proved(writer.reader(), proved)? {
        return Ok(Some((SignInOutcome::WrongPassword, SignInAnswer::Refused)));
    }
    let is_right = use_up(writer, proved.id, second, now)?;
    Ok((!is_right).then_some((SignInOutcome::WrongCode, SignInAnswer::WrongCode)))
}

/// Uses up the second factor; says no when it was used meanwhile or is none.
fn use_up(writer: &mut Operational<'_>, user: UserId, second: &Second, now: DateTime<Utc>) -> Result<bool> {
    match second {
        Second::None | Second::Device => Ok(true),
        Second::Code(step) => credential::use_step(writer, user, *step),
        Second::Recovery(hash) => recovery_code::take(writer, user, hash, now),
    }
}

/// Forgets what failed for the account before, and takes back what counts for the address.
fn succeed(writer: &mut Operational<'_>, attempt: &Attempt) -> Result<()> {
    for bucket in &attempt.buckets {
        match bucket.starts_with("address:") {
            true => throttle::take_back(writer, bucket, attempt.at)?,
            false => throttle::clear(writer, bucket)?,
        }
    }
    Ok(())
}
