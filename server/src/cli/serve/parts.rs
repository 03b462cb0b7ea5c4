//! What a server is made of, and the addresses that it answers at.

use std::sync::Arc;

use axum::Router;

use crate::cli::{Failure, database, import, proof};
use crate::clock::Clock;
use crate::commands::account::{self, Accounts};
use crate::commands::gate::Gate;
use crate::commands::notary::Notary;
use crate::config::Config;
use crate::graph::register::Register;
use crate::graphql::limits::engine::Schemas;
use crate::http::live::Sources;
use crate::http::pages::{self, PublicPages};
use crate::http::{self, HttpState};
use crate::mail::Mailer;
use crate::store::Store;

/// The parts of a server.
pub(super) struct Parts {
    clock: Clock,
    pub(super) register: Register,
    pub(super) notary: Option<Notary>,
    pub(super) gate: Arc<Gate>,
    pub(super) mailer: Mailer,
    pub(super) accounts: Arc<Accounts>,
}

impl Parts {
    /// Opens the database and everything that stands on it.
    ///
    /// # Errors
    /// When the configuration is wrong or the database cannot be used.
    pub(super) async fn open(config: &Config) -> Result<Self, Failure> {
        let clock = Clock::system();
        let (of, at) = (config.clone(), clock.clone());
        let register = blocking(move || register(&of, &at)).await??;
        let of = config.clone();
        let notary = blocking(move || proof::notary(&of)).await??;
        let gate = Gate::signed(&config.database, clock.clone(), Some(register.clone()), notary.clone());
        let gate = Arc::new(gate.map_err(Failure::from)?);
        if let Some(notary) = &notary {
            catch_up(notary, &gate).await?;
        }
        let mailer = Mailer::new(&config.smtp).map_err(Failure::fault)?;
        let accounts = accounts(config, &gate, &register, &mailer).await?;
        Ok(Parts { clock, register, notary, gate, mailer, accounts })
    }

    /// The addresses, and what those have in common that answer at them.
    pub(super) fn routes(&self, config: &Config) -> (HttpState, Router) {
        let Parts { register, gate, accounts, .. } = self;
        let schema = || {
            crate::graphql::builder().data(register.clone()).data(Arc::clone(gate)).data(Arc::clone(accounts))
        };
        let engine = Arc::new(Schemas::build(schema, &config.http.query));
        let (versions, answers) = (Arc::clone(register.versions()), probe(register.store().clone()));
        let sources = Sources {
            feed: register.feed().listen(),
            resolve: http::session::resolver(Arc::clone(accounts), config.http.clone()),
        };
        let state = HttpState::new(config.http.clone(), engine, self.clock.clone(), versions, answers)
            .with_live(sources)
            .with_accounts(Arc::clone(accounts));
        let pages = PublicPages::new(register.clone(), crate::graphql::sdl(), state.public_cache_control());
        let witnesses = config.proof.witnesses.clone();
        let routes = pages::router(pages.clone())
            .merge(http::export::router(state.clone(), register.clone()))
            .merge(http::log::router(state.clone(), register.clone(), Arc::clone(gate), witnesses))
            .merge(http::evidence::router(state.clone(), register.clone(), Arc::clone(gate)))
            .merge(http::papers::router(state.clone(), pages))
            .merge(http::feeds::secret::router(state.clone(), register.clone()));
        (state.clone(), http::router(state, routes))
    }
}

/// Does what waits for the database or a file where that holds nobody up.
async fn blocking<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(Failure::fault)
}

/// Opens the database, brings it up to date and loads the example into an empty one.
fn register(config: &Config, clock: &Clock) -> Result<Register, Failure> {
    database::writable(&config.database)?;
    let store = database::store(&config.database, config.readers)?;
    let register = Register::open(store, clock.clone(), config.graph_cache)?;
    if config.example && register.directory().partnerships().is_empty() {
        import::founding(&register, clock)?;
        tracing::info!("loaded the Safer Chelmsford Partnership");
    }
    Ok(register)
}

/// Signs what was written while no server was there to sign it.
async fn catch_up(notary: &Notary, gate: &Arc<Gate>) -> Result<(), Failure> {
    let (notary, gate) = (notary.clone(), Arc::clone(gate));
    if let Err(error) = blocking(move || notary.catch_up(&gate)).await? {
        // Another server may have been first; it is tried again every minute.
        tracing::warn!(?error, "what nothing covers was not signed");
    }
    Ok(())
}

/// Where people and programs sign in.
async fn accounts(
    config: &Config,
    gate: &Arc<Gate>,
    register: &Register,
    mailer: &Mailer,
) -> Result<Arc<Accounts>, Failure> {
    let parts = account::Parts {
        gate: Arc::clone(gate),
        register: register.clone(),
        config: config.auth.clone(),
        token_key: config.token_key.as_ref().map(|key| key.bytes().to_vec()),
        mailer: mailer.clone(),
        public_url: config.http.public_url.clone(),
    };
    Ok(Arc::new(blocking(move || Accounts::open(parts)).await??))
}

/// Asks the database whether it answers.
fn probe(store: Store) -> http::state::Probe {
    Arc::new(move || {
        let store = store.clone();
        Box::pin(async move {
            let head = store.read(crate::store::change::head).await;
            head.map(|_| ()).map_err(|why| format!("{why:?}"))
        })
    })
}
