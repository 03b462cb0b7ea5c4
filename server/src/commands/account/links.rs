//! What the links that are sent are for: setting up, accepting an invitation, choosing a
//! new password.

use chrono::TimeDelta;

use super::Accounts;
use super::access::invalid;
use super::throttle::hashed;
use crate::auth::actor::Actor;
use crate::auth::secret::{Hash, Kind, Secret};
use crate::commands::gate::{Call, Command};
use crate::error::Result;
use crate::graph::request::{Client, RequestContext};
use crate::model::record::Head;
use crate::model::user::fold_email;
use crate::model::validate::Problems;
use crate::model::*;
use crate::store::operational::link::{self, Link};
use crate::store::operational::{credential, device, session, throttle};
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// What to say of a link that does not work, whatever the reason.
const DEAD: &str = "no longer works: it was used, replaced, or its time has passed. Ask for a new one";

/// Somebody who sets the register up.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The secret of the link.
    pub token: String,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The password they chose.
    pub password: String,
}

struct SetUpRegister {
    link: Hash,
    user: User,
    grant: RoleGrant,
    password: String,
}

impl Command for SetUpRegister {
    type Output = UserId;
    const KEY: &'static str = "user.set_up";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<UserId> {
        let now = tx.now();
        let taken = link::take(&mut tx.operational(), LinkKind::SetUp, &self.link, now)?;
        if taken.is_none() || people::has_accounts(tx.reader())? {
            return Err(invalid("token", DEAD));
        }
        tx.act_as(Actor::owner(self.user.id, Role::Administrator.word()));
        let deed = Deed { action: ChangeAction::Create, reason: Some("The register was set up.") };
        let user = User { password_changed_at: Some(now), ..self.user.clone() };
        tx.save(None, user, deed)?;
        tx.save(None, self.grant.clone(), deed)?;
        credential::set_password(&mut tx.operational(), self.user.id, &self.password)?;
        Ok(self.user.id)
    }
}

struct AcceptInvitation {
    link: Hash,
    name: Option<String>,
    password: String,
}

impl Command for AcceptInvitation {
    type Output = UserId;
    const KEY: &'static str = "user.accept_invitation";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<UserId> {
        let before = owner(tx, LinkKind::Invitation, &self.link, UserState::Invited)?;
        let mut after = before.clone();
        after.state = UserState::Active;
        after.name = self.name.clone().unwrap_or(after.name);
        after.password_changed_at = Some(tx.now());
        validate(&after)?;
        set_password(tx, before, after, &self.password)
    }
}

struct ResetPassword {
    link: Hash,
    password: String,
}

impl Command for ResetPassword {
    type Output = UserId;
    const KEY: &'static str = "user.reset_password";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<UserId> {
        let before = owner(tx, LinkKind::PasswordReset, &self.link, UserState::Active)?;
        let after = User { password_changed_at: Some(tx.now()), ..before.clone() };
        set_password(tx, before, after, &self.password)
    }
}

/// Whoever a link was sent to, who then acts; the link is used up.
fn owner(tx: &mut WriteTx<'_>, kind: LinkKind, hash: &Hash, state: UserState) -> Result<User> {
    let now = tx.now();
    let taken = link::take(&mut tx.operational(), kind, hash, now)?;
    let user = match taken.and_then(|link| link.user) {
        Some(id) => people::user(tx.reader(), id)?,
        None => None,
    };
    let user = user.filter(|user| user.state == state).ok_or_else(|| invalid("token", DEAD))?;
    tx.act_as(Actor::owner(user.id, OWN));
    Ok(user)
}

/// The role in which somebody changes their own account.
pub(super) const OWN: &str = "OWN_ACCOUNT";

/// Saves an account with its new password. All sessions and remembered browsers end.
fn set_password(tx: &mut WriteTx<'_>, before: User, after: User, hash: &str) -> Result<UserId> {
    let (id, now, address) = (before.id, tx.now(), before.email.clone());
    tx.save(Some(&before.into()), after, Deed { action: ChangeAction::Update, reason: None })?;
    let mut writer = tx.operational();
    credential::set_password(&mut writer, id, hash)?;
    session::end_all(&mut writer, id, None, now)?;
    device::forget(&mut writer, id)?;
    link::withdraw(&mut writer, LinkKind::PasswordReset, Some(id))?;
    // Whoever reads the owner's mail is no guesser: what strangers tried does not keep them out.
    throttle::clear(&mut writer, &format!("account:{}", hashed(&address)))?;
    Ok(id)
}

fn validate(user: &User) -> Result<()> {
    let mut problems = Problems::default();
    Entity::validate(user, &mut problems);
    problems.into_result()
}

/// A new account or role has its own id for a key: nothing links it by another.
pub(super) fn own_head(id: uuid::Uuid) -> Head {
    Head { key: id.simple().to_string(), ..Head::default() }
}

impl Accounts {
    /// A new link that sets the register up, while there is no account; those before no
    /// longer work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_up_link(&self) -> Result<Option<String>> {
        if self.read(people::has_accounts).await? {
            return Ok(None);
        }
        let secret = Secret::random(Kind::Link)?;
        let (hash, lasts) = (secret.hash(), TimeDelta::hours(self.config.set_up_hours));
        let sent = self.gate.operate(move |writer, now| {
            let link = Link { user: None, created_at: now, expires_at: now + lasts, used_at: None };
            link::send(writer, LinkKind::SetUp, &hash, &link)
        });
        sent.await?;
        Ok(Some(self.link("set-up", &secret)))
    }

    /// The address of a page that a link leads to. The secret stands behind the sign that
    /// browsers send to nobody.
    pub(super) fn link(&self, page: &str, secret: &Secret) -> String {
        format!("{}/admin/{page}#{}", self.letters.public_url, secret.reveal())
    }

    /// Makes the first account, an administrator's.
    ///
    /// # Errors
    /// [`crate::error::Error::Invalid`] for a link that no longer works and for values that
    /// break rules; [`crate::error::Error::RateLimited`] after too many attempts.
    pub async fn set_up(&self, context: &RequestContext, input: SetUp) -> Result<UserId> {
        let SetUp { token, email, name, password } = input;
        let user = UserId(uuid::Uuid::now_v7());
        let user = User {
            id: user,
            head: own_head(user.0),
            email: fold_email(&email),
            name: name.trim().to_owned(),
            state: UserState::Active,
            ..User::default()
        };
        validate(&user)?;
        let link = self.opened(&context.client, LinkKind::SetUp, &token).await?;
        let password =
            self.new_password(password, "password", vec![user.email.clone(), user.name.clone()]).await?;
        let id = uuid::Uuid::now_v7();
        let grant = RoleGrant {
            id: RoleGrantId(id),
            head: own_head(id),
            user: user.id,
            role: Role::Administrator,
            ..RoleGrant::default()
        };
        self.gate.run_for(SetUpRegister { link, user, grant, password }, call(context)).await
    }

    /// Makes an account out of an invitation.
    ///
    /// # Errors
    /// As [`Accounts::set_up`].
    pub async fn accept_invitation(
        &self,
        context: &RequestContext,
        token: &str,
        name: Option<String>,
        password: String,
    ) -> Result<UserId> {
        let link = self.opened(&context.client, LinkKind::Invitation, token).await?;
        let own = self.words_about_owner(LinkKind::Invitation, link, name.clone()).await?;
        let password = self.new_password(password, "password", own).await?;
        let name = name.map(|name| name.trim().to_owned());
        self.gate.run_for(AcceptInvitation { link, name, password }, call(context)).await
    }

    /// Chooses a new password. A second factor is asked for as before.
    ///
    /// # Errors
    /// As [`Accounts::set_up`].
    pub async fn reset_password(
        &self,
        context: &RequestContext,
        token: &str,
        password: String,
    ) -> Result<UserId> {
        let link = self.opened(&context.client, LinkKind::PasswordReset, token).await?;
        let own = self.words_about_owner(LinkKind::PasswordReset, link, None).await?;
        let password = self.new_password(password, "password", own).await?;
        let user = self.gate.run_for(ResetPassword { link, password }, call(context)).await?;
        self.tell(user, |letters, user| letters.password_changed(&user.email, &user.name)).await;
        Ok(user)
    }

    /// Sends a link to a new password, if there is such an account. Takes as long and says
    /// the same if there is none.
    ///
    /// # Errors
    /// [`crate::error::Error::RateLimited`] after too many attempts.
    pub async fn request_password_reset(&self, client: &Client, email: &str) -> Result<()> {
        let email = fold_email(email);
        let mut limits = vec![self.address_limit(client)];
        limits.push(self.limit(format!("reset:{}", super::throttle::hashed(&email)), 3));
        self.attempt(limits).await?;
        let user = self.read(move |conn| people::user_by_email(conn, &email)).await?;
        let Some(user) = user.filter(|user| user.state == UserState::Active && self.mailer.sends()) else {
            return Ok(());
        };
        let (link, minutes) = (self.new_reset_link(user.id)?, self.config.reset_minutes);
        let letter = self.letters.password_reset(&user.email, &user.name, &link.shown, minutes);
        let gate = std::sync::Arc::clone(&self.gate);
        self.mailer.post_when(async move {
            let kept = gate.operate(move |writer, now| {
                // The address may have become another's meanwhile, or the account nobody's.
                let now_is = people::user(writer.reader(), user.id)?;
                let is_theirs =
                    now_is.is_some_and(|now| now.state == UserState::Active && now.email == user.email);
                if is_theirs {
                    link.send(writer, now)?;
                }
                Ok(is_theirs)
            });
            match kept.await {
                Ok(is_theirs) => is_theirs.then_some(letter),
                Err(error) => {
                    tracing::warn!(?error, "a link to a new password could not be made");
                    None
                }
            }
        });
        Ok(())
    }

    /// A new link to a new password, not yet sent.
    pub(super) fn new_reset_link(&self, user: UserId) -> Result<NewLink> {
        let lasts = TimeDelta::minutes(self.config.reset_minutes);
        self.new_link(LinkKind::PasswordReset, "reset-password", user, lasts)
    }

    /// A new invitation, not yet sent.
    pub(super) fn new_invitation(&self, user: UserId) -> Result<NewLink> {
        let lasts = TimeDelta::days(self.config.invitation_days);
        self.new_link(LinkKind::Invitation, "accept-invitation", user, lasts)
    }

    fn new_link(&self, kind: LinkKind, page: &str, user: UserId, lasts: TimeDelta) -> Result<NewLink> {
        let secret = Secret::random(Kind::Link)?;
        Ok(NewLink { kind, user, lasts, hash: secret.hash(), shown: self.link(page, &secret) })
    }

    /// The hash of a link that somebody opened, if it still works; each is an attempt.
    async fn opened(&self, client: &Client, kind: LinkKind, token: &str) -> Result<Hash> {
        let attempt = self.attempt(vec![self.address_limit(client)]).await?;
        // The whole address of the link will do too.
        let token = token.trim().rsplit('#').next().unwrap_or_default();
        let hash = Secret::parse(Kind::Link, token).map(|secret| secret.hash());
        let hash = hash.ok_or_else(|| invalid("token", DEAD))?;
        let now = self.now();
        let found = self.read(move |conn| link::find(conn, kind, &hash)).await?;
        if !found.is_some_and(|link| link.used_at.is_none() && now < link.expires_at) {
            return Err(invalid("token", DEAD));
        }
        self.later(move |writer, _| super::throttle::take_back(writer, &attempt));
        Ok(hash)
    }

    /// Words that the password of whoever a link was sent to must not be made of.
    async fn words_about_owner(
        &self,
        kind: LinkKind,
        hash: Hash,
        name: Option<String>,
    ) -> Result<Vec<String>> {
        let user = self.read(move |conn| {
            let found = link::find(conn, kind, &hash)?.and_then(|link| link.user);
            found.map_or(Ok(None), |id| people::user(conn, id))
        });
        let user = user.await?;
        Ok(user.map_or_else(Vec::new, |user| self.words_about(&user)).into_iter().chain(name).collect())
    }

    /// Words that a user's password must not be made of.
    pub(super) fn words_about(&self, user: &User) -> Vec<String> {
        let directory = self.register.directory();
        let agency = user.agency.and_then(|id| directory.agency(id).map(|agency| agency.name.clone()));
        [user.email.clone(), user.name.clone()].into_iter().chain(agency).collect()
    }

    /// The hash of a new password, if it is a good one.
    pub(super) async fn new_password(
        &self,
        password: String,
        path: &str,
        own: Vec<String>,
    ) -> Result<String> {
        if let Some(problem) = self.passwords.problem(password.clone(), own).await? {
            return Err(invalid(path, problem));
        }
        self.passwords.hash(password).await
    }
}

/// A link that is about to be sent.
#[derive(Debug, Clone)]
pub(super) struct NewLink {
    kind: LinkKind,
    user: UserId,
    lasts: TimeDelta,
    hash: Hash,
    /// The whole address.
    pub shown: String,
}

impl NewLink {
    /// Makes it work; those before no longer do.
    pub fn send(
        &self,
        writer: &mut crate::store::operational::Operational<'_>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        self.send_to(self.user, writer, now)
    }

    /// The same, for somebody else than whom it was made for.
    pub fn send_to(
        &self,
        user: UserId,
        writer: &mut crate::store::operational::Operational<'_>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        let link = Link { user: Some(user), created_at: now, expires_at: now + self.lasts, used_at: None };
        link::send(writer, self.kind, &self.hash, &link)
    }
}

/// Who asks, for the gate.
pub(super) fn call(context: &RequestContext) -> Call {
    Call { viewer: context.viewer.clone(), request: context.request.clone() }
}
