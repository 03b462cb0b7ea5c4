//! What somebody changes about their own account: the password and the second factor.

use std::sync::Arc;

use super::access::invalid;
use super::links::{OWN, call};
use super::{Accounts, throttle};
use crate::auth::actor::Actor;
use crate::auth::secret::Hash;
use crate::auth::totp::{TotpSecret, recovery_codes, recovery_hash};
use crate::auth::viewer::Viewer;
use crate::commands::gate::Command;
use crate::error::{Error, Result};
use crate::graph::request::RequestContext;
use crate::mail::{Letter, Writer};
use crate::model::*;
use crate::store::operational::credential::{self, Credential};
use crate::store::operational::{device, link, recovery_code, session};
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// What somebody proves with that it is still them.
#[derive(Debug, Clone, Default)]
pub struct Again {
    /// Their password.
    pub password: String,
    /// The code of their app, when they have one.
    pub code: Option<String>,
    /// A recovery code in its place.
    pub recovery_code: Option<String>,
}

struct ChangePassword {
    /// The account whose password was proved.
    proved: User,
    session: Option<String>,
    hash: String,
}

impl Command for ChangePassword {
    type Output = ();
    const KEY: &'static str = "user.change_password";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let user = self.proved.id;
        let before = own(tx, user)?;
        if !people::is_as_proved(tx.reader(), &self.proved)? {
            return Err(invalid("currentPassword", "is wrong: it was changed a moment ago"));
        }
        let now = tx.now();
        let after = User { password_changed_at: Some(now), ..before.clone() };
        tx.save(Some(&before.into()), after, Deed { action: ChangeAction::Update, reason: None })?;
        let mut writer = tx.operational();
        credential::set_password(&mut writer, user, &self.hash)?;
        session::end_all(&mut writer, user, self.session.as_deref(), now)?;
        device::forget(&mut writer, user)?;
        link::withdraw(&mut writer, LinkKind::PasswordReset, Some(user))
    }
}

struct ConfirmTotp {
    user: UserId,
    session: Option<String>,
    secret: Vec<u8>,
    step: i64,
    codes: Vec<Hash>,
}

impl Command for ConfirmTotp {
    type Output = ();
    const KEY: &'static str = "user.set_second_factor";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let before = own(tx, self.user)?;
        let now = tx.now();
        let after = User { second_factor_at: Some(now), ..before.clone() };
        tx.save(Some(&before.into()), after, Deed { action: ChangeAction::Update, reason: None })?;
        let mut writer = tx.operational();
        if !credential::confirm(&mut writer, self.user, &self.secret, self.step)? {
            return Err(invalid(
                "code",
                "is of an app that was replaced meanwhile: begin again with enrolTotp",
            ));
        }
        recovery_code::replace(&mut writer, self.user, &self.codes, now)?;
        device::forget(&mut writer, self.user)?;
        // Whoever else is signed in gave no such code.
        session::end_all(&mut writer, self.user, self.session.as_deref(), now)?;
        self.session.iter().try_for_each(|id| session::set_second_factor(&mut writer, id))
    }
}

fn own(tx: &mut WriteTx<'_>, user: UserId) -> Result<User> {
    tx.viewer()?;
    tx.act_as(Actor::owner(user, OWN));
    people::user(tx.reader(), user)?.ok_or(Error::Unauthenticated)
}

impl Accounts {
    /// Changes the password of whoever asks. Their other sessions end.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the password is wrong or the new one is not good enough;
    /// [`Error::RateLimited`] after too many attempts.
    pub async fn change_password(
        &self,
        context: &RequestContext,
        now: String,
        next: String,
    ) -> Result<UserId> {
        let (viewer, user) = person(context)?;
        let proved = self.find_user(user).await?.ok_or(Error::Unauthenticated)?;
        let is_another = next != now;
        // With a second factor this session was begun with it: the password will do.
        let again = Again { password: now, ..Again::default() };
        self.prove(&user, viewer, again, "currentPassword", false).await?;
        if !is_another {
            return Err(invalid("newPassword", "is the one that you have: choose another"));
        }
        let hash = self.new_password(next, "newPassword", self.words_about(&proved)).await?;
        let session = viewer.by.session().map(str::to_owned);
        self.gate.run_for(ChangePassword { proved, session, hash }, call(context)).await?;
        self.tell(user, |letters, user| letters.password_changed(&user.email, &user.name)).await;
        Ok(user)
    }

    /// A new secret for an authenticator app, which a code must confirm.
    ///
    /// # Errors
    /// As [`Accounts::change_password`].
    pub async fn enrol_totp(&self, context: &RequestContext, again: Again) -> Result<(String, String)> {
        let (viewer, user) = person(context)?;
        self.prove(&user, viewer, again, "password", true).await?;
        let account = self.find_user(user).await?.ok_or(Error::Unauthenticated)?;
        let secret = TotpSecret::random()?;
        let bytes = secret.bytes().to_vec();
        self.gate
            .operate_for(viewer, move |writer, _, _| credential::set_pending(writer, user, &bytes))
            .await?;
        Ok((secret.base32(), secret.uri(&account.email)))
    }

    /// Confirms an authenticator app by its code. Gives recovery codes, once.
    ///
    /// # Errors
    /// As [`Accounts::change_password`].
    pub async fn confirm_totp(&self, context: &RequestContext, code: &str) -> Result<Vec<String>> {
        let (viewer, user) = person(context)?;
        let attempt = self.attempt(vec![self.limit(format!("confirm:{user}"), self.config.attempts)]).await?;
        let kept = self.read(move |conn| credential::of(conn, user)).await?;
        let Some(secret) = kept.totp_pending else {
            return Err(invalid("code", "has no app to confirm: begin with enrolTotp"));
        };
        let step = TotpSecret::from_bytes(secret.clone()).check(code, self.now(), None)?;
        let step = step.ok_or_else(|| {
            invalid(
                "code",
                "is not the one that the app shows now: check the time of the phone, and give the next one",
            )
        })?;
        let codes = recovery_codes()?;
        let session = viewer.by.session().map(str::to_owned);
        let hashes = codes.iter().map(|code| recovery_hash(code)).collect();
        self.gate.run_for(ConfirmTotp { user, session, secret, step, codes: hashes }, call(context)).await?;
        self.later(move |writer, _| throttle::take_back(writer, &attempt));
        self.tell(user, |letters, user| letters.second_factor_set(&user.email, &user.name)).await;
        Ok(codes)
    }

    /// New recovery codes in place of the old.
    ///
    /// # Errors
    /// As [`Accounts::change_password`].
    pub async fn renew_recovery_codes(&self, context: &RequestContext, again: Again) -> Result<Vec<String>> {
        let (viewer, user) = person(context)?;
        self.prove(&user, viewer, again, "password", true).await?;
        let account = self.find_user(user).await?.ok_or(Error::Unauthenticated)?;
        if account.second_factor_at.is_none() {
            return Err(invalid(
                "",
                "there is no second factor that codes could stand in for: begin with enrolTotp",
            ));
        }
        let codes = recovery_codes()?;
        let hashes: Vec<Hash> = codes.iter().map(|code| recovery_hash(code)).collect();
        self.gate
            .operate_for(viewer, move |writer, _, now| recovery_code::replace(writer, user, &hashes, now))
            .await?;
        Ok(codes)
    }

    /// Makes sure that it is still the owner who asks.
    async fn prove(
        &self,
        user: &UserId,
        viewer: &Viewer,
        again: Again,
        path: &str,
        with_second: bool,
    ) -> Result<()> {
        let user = *user;
        // Their other sessions go on: only such questions are refused.
        let attempt = self.attempt(vec![self.limit(format!("prove:{user}"), self.config.attempts)]).await?;
        let kept = self.read(move |conn| credential::of(conn, user)).await?;
        let verdict = self.passwords.verify(kept.password_hash.clone(), again.password.clone()).await?;
        if !verdict.is_right {
            return Err(invalid(path, "is wrong"));
        }
        if with_second && kept.has_second_factor() && !self.proves_second(user, kept, &again).await? {
            tracing::info!(%user, by = ?viewer.by, "a second factor was asked for and not given");
            return Err(match (&again.code, &again.recovery_code) {
                (None, Some(_)) => invalid("recoveryCode", "is wrong or was used before: give another"),
                _ => invalid(
                    "code",
                    "is missing, wrong or was used before: give the one that your app shows now",
                ),
            });
        }
        self.later(move |writer, _| throttle::take_back(writer, &attempt));
        Ok(())
    }

    async fn proves_second(&self, user: UserId, kept: Credential, again: &Again) -> Result<bool> {
        let Some(secret) = kept.totp_secret else { return Ok(false) };
        if let Some(code) = &again.code {
            let step = TotpSecret::from_bytes(secret).check(code, self.now(), kept.totp_last_step)?;
            let Some(step) = step else { return Ok(false) };
            return self.gate.operate(move |writer, _| credential::use_step(writer, user, step)).await;
        }
        let Some(code) = again.recovery_code.as_deref().map(recovery_hash) else { return Ok(false) };
        self.gate.operate(move |writer, now| recovery_code::take(writer, user, &code, now)).await
    }

    /// Writes to a user, while nobody waits.
    pub(super) async fn tell(&self, user: UserId, letter: impl FnOnce(&Writer, &User) -> Letter) {
        if !self.mailer.sends() {
            return;
        }
        match self.find_user(user).await {
            Ok(Some(user)) => self.mailer.post(letter(&self.letters, &user)),
            Ok(None) => {}
            Err(error) => tracing::warn!(?error, "a letter could not be written"),
        }
    }
}

/// The person who asks.
fn person(context: &RequestContext) -> Result<(&Arc<Viewer>, UserId)> {
    let viewer = context.viewer.as_ref().ok_or(Error::Unauthenticated)?;
    let user = viewer.user.ok_or_else(|| {
        Error::Forbidden("An API key reads, and has no account: sign in as a person.".into())
    })?;
    Ok((viewer, user))
}
