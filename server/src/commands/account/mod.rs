//! Accounts: signing in, staying signed in, and who holds what.
//!
//! What is secret or has no history is written as an operation of the gate; what has one,
//! such as a changed password, is a command, which writes the secret in the same
//! transaction. Passwords are hashed and letters written outside of it.

pub mod access;
mod entry;
pub mod erase;
pub mod feeds;
pub mod invite;
pub mod keys;
mod links;
mod lock;
pub mod machine;
pub mod manage;
mod own;
mod resend;
mod sessions;
mod sign_in;
mod tell;
mod throttle;
mod tidy;
pub mod unused;
mod update_letters;
mod viewer;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::gate::Gate;
use crate::auth::config::AuthConfig;
use crate::auth::password::Passwords;
use crate::auth::secret::random;
use crate::auth::token::{KEY_BYTES, Tokens};
use crate::error::Result;
use crate::graph::register::Register;
use crate::mail::{Mailer, Writer};
use crate::model::{User, UserId};
use crate::store::operational::{Operational, server_secret};
use crate::store::{Conn, people};

pub use links::SetUp;
pub use own::Again;
pub use sessions::Tokened;
pub use sign_in::{SignIn, SignInAnswer, SignedIn};
pub use viewer::Proof;

/// All that accounts need, shared by the requests of a server.
pub struct Accounts {
    gate: Arc<Gate>,
    register: Register,
    config: AuthConfig,
    passwords: Passwords,
    tokens: Tokens,
    mailer: Mailer,
    letters: Writer,
}

/// What accounts are put together from.
pub struct Parts {
    /// Where writes go through.
    pub gate: Arc<Gate>,
    /// Where it is kept.
    pub register: Register,
    /// The settings.
    pub config: AuthConfig,
    /// The key that signs access tokens; without one, that of the database.
    pub token_key: Option<Vec<u8>>,
    /// How letters are sent.
    pub mailer: Mailer,
    /// The address at which people reach the register.
    pub public_url: String,
}

impl Accounts {
    /// Puts the parts together. Blocks.
    ///
    /// # Errors
    /// When the database fails or the settings do not fit.
    pub fn open(parts: Parts) -> Result<Accounts> {
        let Parts { gate, register, config, token_key, mailer, public_url } = parts;
        let key = match token_key {
            Some(key) => key,
            None => shared_key(&gate)?,
        };
        Ok(Accounts {
            tokens: Tokens::new(&key, &public_url, config.access_minutes)?,
            passwords: Passwords::new(config.password_places),
            letters: Writer { public_url },
            gate,
            register,
            config,
            mailer,
        })
    }

    /// The settings.
    pub fn config(&self) -> &AuthConfig {
        &self.config
    }

    /// Whether letters are sent.
    pub fn sends_letters(&self) -> bool {
        self.mailer.sends()
    }

    fn now(&self) -> DateTime<Utc> {
        self.register.clock().now()
    }

    /// Writes what has no history while nobody waits for it.
    fn later(&self, work: impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<()> + Send + 'static) {
        let gate = Arc::clone(&self.gate);
        tokio::spawn(async move {
            if let Err(error) = gate.operate(work).await {
                tracing::warn!(?error, "what was to be noted beside a request was not");
            }
        });
    }

    /// The user with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_user(&self, id: UserId) -> Result<Option<User>> {
        self.read(move |conn| people::user(conn, id)).await
    }

    /// Reads a few rows, on SQLite at once where it is asked for.
    ///
    /// # Errors
    /// Those of `work`; [`crate::error::Error::Unavailable`] when no reader is free.
    pub async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.register.store().read_briefly(work).await
    }

    /// Reads what may be much, such as all accounts and roles, where no request waits for it.
    ///
    /// # Errors
    /// As [`Accounts::read`].
    pub async fn read_much<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.register.store().read(work).await
    }
}

/// The key that all servers of this database sign with; the first one makes it.
fn shared_key(gate: &Gate) -> Result<Vec<u8>> {
    const NAME: &str = server_secret::ACCESS_TOKENS;
    let made = random::<KEY_BYTES>()?.to_vec();
    gate.operate_blocking(move |writer, now| match server_secret::find(writer.reader(), NAME)? {
        // Another server may have been faster.
        Some(known) => Ok(known),
        None => server_secret::keep(writer, NAME, &made, now).map(|()| made.clone()),
    })
}
