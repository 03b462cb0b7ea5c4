//! Signing in: the same words and about the same time, whatever was wrong.

use chrono::{DateTime, TimeDelta, Utc};

use super::Accounts;
use super::entry::{Entry, Second, Secrets, begun, browser_session};
use super::throttle::{Attempt, take_back};
use crate::auth::password::Verdict;
use crate::auth::secret::Secret;
use crate::auth::token::Token;
use crate::auth::totp::{TotpSecret, recovery_hash};
use crate::error::{Error, Result};
use crate::graph::request::{Client, Effect, RequestContext};
use crate::model::user::{EMAIL, fold_email};
use crate::model::*;
use crate::store::operational::credential::{self, Credential};
use crate::store::operational::session::Session;
use crate::store::operational::{Operational, device, recovery_code, sign_in};
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
        let secrets = Secrets::new(input, &second)?;
        let lasts = self.lasts_for(input.kind);
        let remembered = TimeDelta::days(self.config.remember_days);
        let begun = begun(user.id, input.kind, &second, &context.client, (self.now(), lasts));
        let session = begun.clone();
        let entry = Entry {
            session: begun,
            held: secrets.held.hash(),
            device: secrets.device.as_ref().map(Secret::hash),
            remembered,
            before: context.viewer.as_deref().and_then(browser_session),
            proved: user.clone(),
            second: second.clone(),
            attempt: attempt.clone(),
        };
        if let Some(refused) = self.gate.operate(move |writer, now| entry.write(writer, now)).await? {
            self.lock_if_due(user.id, &attempt).await?;
            return Ok(refused);
        }
        if matches!(second, Second::Recovery(_)) {
            self.tell_of_recovery(user).await;
        }
        if let Some(secret) = secrets.device {
            context.effect(Effect::Remembered { secret, lasts: remembered });
        }
        let tokens = match input.kind {
            SessionKind::Browser => {
                context.effect(Effect::SignedIn { secret: secrets.held, lasts });
                None
            }
            SessionKind::Tokens => {
                let token = Token { user: user.id.to_string(), session: session.id.clone() };
                let (access, until) = self.tokens.sign(&token, session.created_at)?;
                Some((access, until, secrets.held))
            }
        };
        let must_enrol = self.must_enrol(user.id, session.second_factor).await?;
        let Session { id, expires_at, .. } = session;
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
