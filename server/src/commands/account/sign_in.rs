//! Signing in: the same words and about the same time, whatever was wrong.

use chrono::{DateTime, TimeDelta, Utc};

use super::Accounts;
use super::throttle::{Attempt, take_back};
use crate::auth::password::Verdict;
use crate::auth::secret::{Kind, Secret};
use crate::auth::token::Token;
use crate::auth::totp::{TotpSecret, recovery_hash};
use crate::auth::viewer::SignedInBy;
use crate::error::{Error, Result};
use crate::graph::request::{Client, Effect, RequestContext};
use crate::model::user::{EMAIL, fold_email};
use crate::model::*;
use crate::store::operational::credential::{self, Credential};
use crate::store::operational::session::Session;
use crate::store::operational::{
    Operational, device, recovery_code, refresh_token, session, sign_in, throttle,
};
use crate::store::people;

/// What somebody signs in with.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The address of their account.
    pub email: String,
    /// Their password.
    pub password: String,
    /// The code of their authenticator app.
    pub code: Option<String>,
    /// A recovery code in its place.
    pub recovery_code: Option<String>,
    /// What is to hold the session.
    pub kind: SessionKind,
    /// Whether this browser is to be remembered.
    pub remember: bool,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum SignInAnswer {
    /// Signed in.
    In(SignedIn),
    /// The second factor is missing: the same again, with it.
    CodeNeeded,
    /// The second factor is wrong, or was used before.
    WrongCode,
    /// No.
    Refused,
}

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub user: UserId,
    /// The id of the session.
    pub session: String,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// What a machine client holds; none for a browser.
    pub tokens: Option<(String, DateTime<Utc>, Secret)>,
    /// Whether a second factor must be set up before anything else.
    pub must_enrol: bool,
}

/// How the second factor was given.
#[derive(Clone)]
enum Second {
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
struct Secrets {
    held: Secret,
    device: Option<Secret>,
}

impl Accounts {
    /// Signs somebody in.
    ///
    /// # Errors
    /// [`Error::RateLimited`] after too many attempts; [`Error::BadRequest`] for a cookie
    /// that could not be held; [`Error::Unavailable`] when too many sign in at once.
    pub async fn sign_in(&self, context: &RequestContext, input: SignIn) -> Result<SignInAnswer> {
        let client = &context.client;
        if input.kind == SessionKind::Browser && !client.is_browser {
            return Err(Error::bad_request(
                "A session in a cookie needs a page of this service in a browser, reached over https or on this \
                 machine, and the header X-Register-Csrf. Programs sign in with kind TOKENS.",
            ));
        }
        let email = fold_email(&input.email);
        let email = if email.len() > EMAIL { String::new() } else { email };
        let (user, device_known) = self.known(&email, client).await?;
        let device = client.device.as_ref().filter(|_| device_known);
        let limits = vec![self.account_limit(&email, device), self.address_limit(client)];
        let attempt = match self.attempt(limits).await {
            Err(refused @ Error::RateLimited(_)) => {
                self.throttled(client, user.map(|(user, _)| user.id)).await?;
                return Err(refused);
            }
            attempt => attempt?,
        };
        let (user, kept) = match user {
            Some((user, kept)) => (Some(user), kept),
            None => (None, Credential::default()),
        };
        let verdict = self.passwords.verify(kept.password_hash.clone(), input.password.clone()).await?;
        let user = match self.judge(user, verdict) {
            Ok(user) => user,
            Err((user, outcome)) => {
                self.failed(client, user, outcome, &attempt).await?;
                return Ok(SignInAnswer::Refused);
            }
        };
        let second = match self.second(&input, &kept, device_known) {
            Ok(second) => second,
            Err(outcome) => {
                self.failed(client, Some(user.id), outcome, &attempt).await?;
                return Ok(match outcome {
                    SignInOutcome::CodeNeeded => SignInAnswer::CodeNeeded,
                    _ => SignInAnswer::WrongCode,
                });
            }
        };
        if verdict.is_dated {
            self.rehash(user.id, kept.password_hash, input.password.clone());
        }
        self.admit(context, &user, &input, second, attempt).await
    }

    /// The user with this address with what is kept of them, and whether the client is a
    /// browser that they asked to remember.
    async fn known(&self, email: &str, client: &Client) -> Result<(Option<(User, Credential)>, bool)> {
        let (email, hash, now) = (email.to_owned(), client.device, self.now());
        self.read(move |conn| {
            let Some(user) = people::user_by_email(conn, &email)? else { return Ok((None, false)) };
            let known = match &hash {
                Some(hash) => device::is_known(conn, user.id, hash, now)?,
                None => false,
            };
            let kept = credential::of(conn, user.id)?;
            Ok((Some((user, kept)), known))
        })
        .await
    }

    fn judge(
        &self,
        user: Option<User>,
        verdict: Verdict,
    ) -> std::result::Result<User, (Option<UserId>, SignInOutcome)> {
        let Some(user) = user else { return Err((None, SignInOutcome::UnknownAccount)) };
        if !verdict.is_right {
            return Err((Some(user.id), SignInOutcome::WrongPassword));
        }
        if user.state != UserState::Active {
            return Err((Some(user.id), SignInOutcome::NotActive));
        }
        Ok(user)
    }

    fn second(
        &self,
        input: &SignIn,
        kept: &Credential,
        device_known: bool,
    ) -> std::result::Result<Second, SignInOutcome> {
        let Some(secret) = kept.totp_secret.clone() else { return Ok(Second::None) };
        if let Some(code) = &input.code {
            let checked = TotpSecret::from_bytes(secret).check(code, self.now(), kept.totp_last_step);
            return checked.ok().flatten().map(Second::Code).ok_or(SignInOutcome::WrongCode);
        }
        if let Some(code) = &input.recovery_code {
            return Ok(Second::Recovery(recovery_hash(code)));
        }
        if device_known { Ok(Second::Device) } else { Err(SignInOutcome::CodeNeeded) }
    }

    /// Keeps that an attempt was refused without looking: the first within the window for
    /// an account from an address, or whoever goes on trying would fill the disk.
    async fn throttled(&self, client: &Client, user: Option<UserId>) -> Result<()> {
        let (client, since) = (client.clone(), self.now() - self.config.window());
        let address = client.address.clone();
        if self.read(move |conn| sign_in::was_throttled(conn, user, &address, since)).await? {
            return Ok(());
        }
        let throttled = SignInOutcome::Throttled;
        let keep = move |writer: &mut Operational<'_>, now| {
            sign_in::keep(writer, user, throttled, (&client.address, &client.agent), now)
        };
        self.gate.operate(keep).await
    }

    /// Keeps a failed attempt. A missing code is no failure: the password was right.
    async fn failed(
        &self,
        client: &Client,
        user: Option<UserId>,
        outcome: SignInOutcome,
        attempt: &Attempt,
    ) -> Result<()> {
        let (client, attempt, counted) = (client.clone(), attempt.clone(), attempt.clone());
        self.gate
            .operate(move |writer, now| {
                if outcome == SignInOutcome::CodeNeeded {
                    take_back(writer, &attempt)?;
                }
                sign_in::keep(writer, user, outcome, (&client.address, &client.agent), now)
            })
            .await?;
        match user {
            Some(user) if outcome != SignInOutcome::CodeNeeded => self.lock_if_due(user, &counted).await,
            _ => Ok(()),
        }
    }

    /// Hashes a password anew with the parameters of today, while nobody waits.
    fn rehash(&self, user: UserId, from: Option<String>, password: String) {
        let (passwords, gate) = (self.passwords.clone(), std::sync::Arc::clone(&self.gate));
        let Some(from) = from else { return };
        tokio::spawn(async move {
            let Ok(to) = passwords.hash(password).await else { return };
            let kept = gate.operate(move |writer, _| credential::rehash(writer, user, &from, &to)).await;
            if let Err(error) = kept {
                tracing::warn!(?error, "a password could not be hashed anew");
            }
        });
    }

    /// Begins the session, if the second factor was not used up meanwhile, nor the account
    /// changed while the password was looked at.
    async fn admit(
        &self,
        context: &RequestContext,
        user: &User,
        input: &SignIn,
        second: Second,
        attempt: Attempt,
    ) -> Result<SignInAnswer> {
        let browser = input.kind == SessionKind::Browser;
        let secrets = Secrets {
            held: Secret::random(if browser { Kind::Session } else { Kind::Refresh })?,
            // A browser that is remembered already is let off until its days are over, however
            // often it signs in.
            device: (browser && input.remember && !matches!(second, Second::None | Second::Device))
                .then(|| Secret::random(Kind::Device))
                .transpose()?,
        };
        let now = self.now();
        let lasts = self.lasts_for(input.kind);
        let remembered = TimeDelta::days(self.config.remember_days);
        let begun = Session {
            id: session::new_id(),
            kind: input.kind,
            user: user.id,
            created_at: now,
            last_used_at: now,
            expires_at: now + lasts,
            ended_at: None,
            second_factor: !matches!(second, Second::None),
            address: context.client.address.clone(),
            client: context.client.agent.clone(),
        };
        let (id, expires_at) = (begun.id.clone(), begun.expires_at);
        let has_second = begun.second_factor;
        let (held, device) = (secrets.held.hash(), secrets.device.as_ref().map(Secret::hash));
        let (used, proved, counted) = (second.clone(), user.clone(), attempt.clone());
        let before = context.viewer.as_ref().and_then(|viewer| match &viewer.by {
            SignedInBy::Session(id) => Some(id.clone()),
            _ => None,
        });
        let refused = self
            .gate
            .operate(move |writer, now| {
                let traces = (begun.address.as_str(), begun.client.as_str());
                if let Some((outcome, answer)) = late(writer, &proved, &used, now)? {
                    sign_in::keep(writer, Some(begun.user), outcome, traces, now)?;
                    return Ok(Some(answer));
                }
                match begun.kind {
                    SessionKind::Browser => {
                        // The cookie is written over: nobody could end that session any more.
                        if let Some(before) = &before {
                            session::end(writer, before, now)?;
                        }
                        session::begin(writer, &begun, Some(&held))?;
                    }
                    SessionKind::Tokens => {
                        session::begin(writer, &begun, None)?;
                        refresh_token::keep(writer, &begun.id, &held, now)?;
                    }
                }
                if let Some(device) = &device {
                    device::remember(writer, begun.user, device, now, now + remembered)?;
                }
                succeed(writer, &attempt)?;
                sign_in::keep(writer, Some(begun.user), SignInOutcome::SignedIn, traces, now)?;
                Ok(None)
            })
            .await?;
        if let Some(refused) = refused {
            self.lock_if_due(user.id, &counted).await?;
            return Ok(refused);
        }
        if matches!(second, Second::Recovery(_)) {
            self.tell_of_recovery(user).await;
        }
        let tokens = if browser {
            context.effect(Effect::SignedIn { secret: secrets.held, lasts });
            None
        } else {
            let token = Token { user: user.id.to_string(), session: id.clone() };
            let (access, until) = self.tokens.sign(&token, now)?;
            Some((access, until, secrets.held))
        };
        if let Some(secret) = secrets.device {
            context.effect(Effect::Remembered { secret, lasts: remembered });
        }
        let must_enrol = self.must_enrol(user.id, has_second).await?;
        Ok(SignInAnswer::In(SignedIn { user: user.id, session: id, expires_at, tokens, must_enrol }))
    }

    fn lasts_for(&self, kind: SessionKind) -> TimeDelta {
        match kind {
            SessionKind::Browser => TimeDelta::hours(self.config.session_hours),
            SessionKind::Tokens => TimeDelta::days(self.config.refresh_days),
        }
    }

    async fn tell_of_recovery(&self, user: &User) {
        let id = user.id;
        if let Ok(left) = self.read(move |conn| recovery_code::left(conn, id)).await {
            self.mailer.post(self.letters.recovery_code_used(&user.email, &user.name, left));
        }
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
