//! `serve`: puts the server together, runs it, and ends it in order.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpListener;

use super::settings::Settings;
use super::{Failure, Status, database, import};
use crate::clock::Clock;
use crate::commands::gate::Gate;
use crate::config::{Config, Origin};
use crate::graph::follower::Follower;
use crate::graph::register::Register;
use crate::graphql::limits::engine::Schemas;
use crate::http::live::Sources;
use crate::http::pages::{self, PublicPages};
use crate::http::{self, HttpState};
use crate::store::Store;

/// How many plans are named when the server starts.
const NAMED: usize = 5;

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    settings: Settings<true>,
}

impl Serve {
    /// Serves until SIGTERM or SIGINT.
    ///
    /// # Errors
    /// When the configuration is wrong, the database cannot be used, or the address
    /// cannot be listened on.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(config.workers)
            .enable_all()
            .build()
            .map_err(Failure::fault)?
            .block_on(serve(config))
    }
}

async fn serve(mut config: Config) -> Result<(), Failure> {
    // First the address: a second server by mistake must not touch the database.
    let listener = listen(config.listen).await?;
    let address = listener.local_addr().map_err(Failure::fault)?;
    if config.origin("http.public_url") == Origin::Default {
        config.http.public_url = crate::config::public_url_of(address);
    }
    let stop = stop_signal()?;
    let clock = Clock::system();
    let register = {
        let (config, clock) = (config.clone(), clock.clone());
        tokio::task::spawn_blocking(move || open(&config, &clock)).await.map_err(Failure::fault)??
    };
    let follower = Follower::start(register.clone());
    let gate =
        Arc::new(Gate::open(&config.database, clock.clone(), Some(register.clone())).map_err(Failure::from)?);
    let schema = || crate::graphql::builder().data(register.clone()).data(Arc::clone(&gate));
    let engine = Schemas::build(schema, &config.http.query);
    let state = HttpState::new(
        config.http.clone(),
        Arc::new(engine),
        clock,
        Arc::clone(register.versions()),
        probe(register.store().clone()),
    )
    .with_live(Sources { feed: register.feed().listen(), ..Sources::none() });
    let pages = PublicPages::new(register.clone(), crate::graphql::sdl(), state.public_cache_control());
    let tables = http::export::router(state.clone(), register.clone());
    let router = http::router(state.clone(), pages::router(pages).merge(tables));
    announce(&config.http.public_url, &register)?;
    http::serve(listener, router, state, stop).await.map_err(Failure::fault)?;
    drop(follower);
    tracing::info!("stopped");
    Ok(())
}

/// Opens the database, brings it up to date and loads the example into an empty one.
fn open(config: &Config, clock: &Clock) -> Result<Register, Failure> {
    database::migrate(&config.database)?;
    let store = database::store(&config.database, config.readers)?;
    let register = Register::open(store, clock.clone(), config.graph_cache)?;
    if config.example && register.directory().partnerships().is_empty() {
        import::founding(&register, clock)?;
        tracing::info!("loaded the Safer Chelmsford Partnership");
    }
    Ok(register)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|why| {
        let hint = match why.kind() {
            std::io::ErrorKind::AddrInUse => {
                ": another program listens there; stop it, or choose another address with --listen"
            }
            std::io::ErrorKind::PermissionDenied => {
                ": ports below 1024 need a privilege; choose a higher one with --listen"
            }
            std::io::ErrorKind::AddrNotAvailable => {
                ": this machine has no such address; choose another with --listen"
            }
            _ => "",
        };
        Failure::new(Status::Listen, format!("cannot listen on {address} ({why}){hint}"))
    })
}

/// Completes at the first SIGTERM or SIGINT; a second one ends the program at once.
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::fault)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::fault)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("asked to stop: finishing the running requests");
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::warn!("asked to stop again: ending at once");
            std::process::exit(130);
        });
    })
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

/// Prints the addresses to open.
fn announce(base: &str, register: &Register) -> Result<(), Failure> {
    let directory = register.directory();
    let partnerships = directory.partnerships();
    let mut lines = vec![
        "Partnership Register is ready. Open".to_owned(),
        String::new(),
        format!("  start page  {base}/"),
    ];
    for partnership in partnerships.iter().filter(|p| !p.head.archived).take(NAMED) {
        lines.push(format!("  plan        {base}/partnerships/{}", partnership.slug));
    }
    if partnerships.len() > NAMED {
        lines.push(format!("              ({} partnerships in all)", partnerships.len()));
    }
    lines.push(format!("  explorer    {base}/explorer"));
    lines.push(format!("  GraphQL     {base}/graphql"));
    if partnerships.is_empty() {
        lines.push(String::new());
        lines.push("The register is empty: import a partnership file, or serve with --example.".to_owned());
    }
    super::print(&format!("{}\n", lines.join("\n")))
}
