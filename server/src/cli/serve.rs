//! `serve`: puts the server together, runs it, and ends it in order.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use prometheus_client::metrics::gauge::Gauge;
use tokio::net::TcpListener;

use super::settings::Settings;
use super::{Failure, Status, database, import, proof};
use crate::clock::Clock;
use crate::commands::account::{Accounts, Parts};
use crate::commands::gate::Gate;
use crate::commands::notary::{Named, Notary, Signing};
use crate::config::{Config, Origin};
use crate::graph::follower::Follower;
use crate::graph::register::Register;
use crate::graphql::limits::engine::Schemas;
use crate::http::live::Sources;
use crate::http::pages::{self, PublicPages};
use crate::http::{self, HttpState};
use crate::mail::{Mailer, Writer};
use crate::store::Store;
use crate::store::db::DatabaseUrl;

/// How many plans are named when the server starts.
const NAMED: usize = 5;

/// What to say when the database went back in time.
const REWOUND: &str = "the database has lost changes that this server had shown: a standby that had not received \
                       them took over, or a backup was put back. Start the server again; it then shows what the \
                       database holds";

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
    let notary = {
        let config = config.clone();
        tokio::task::spawn_blocking(move || proof::notary(&config)).await.map_err(Failure::fault)??
    };
    let gate = Gate::signed(&config.database, clock.clone(), Some(register.clone()), notary.clone());
    let gate = Arc::new(gate.map_err(Failure::from)?);
    if let Some(notary) = &notary {
        let (notary, gate) = (notary.clone(), Arc::clone(&gate));
        let caught_up =
            tokio::task::spawn_blocking(move || notary.catch_up(&gate)).await.map_err(Failure::fault)?;
        if let Err(error) = caught_up {
            // Another server may have been first; it is tried again every minute.
            tracing::warn!(?error, "what nothing covers was not signed");
        }
    }
    let mailer = Mailer::new(&config.smtp).map_err(Failure::fault)?;
    let accounts = accounts(&config, &gate, &register, &mailer).await?;
    let schema = || {
        crate::graphql::builder().data(register.clone()).data(Arc::clone(&gate)).data(Arc::clone(&accounts))
    };
    let engine = Schemas::build(schema, &config.http.query);
    let state = HttpState::new(
        config.http.clone(),
        Arc::new(engine),
        clock,
        Arc::clone(register.versions()),
        probe(register.store().clone()),
    )
    .with_live(Sources {
        feed: register.feed().listen(),
        resolve: http::session::resolver(Arc::clone(&accounts), config.http.clone()),
    })
    .with_accounts(Arc::clone(&accounts));
    let pages = PublicPages::new(register.clone(), crate::graphql::sdl(), state.public_cache_control());
    let tables = http::export::router(state.clone(), register.clone());
    let witnesses = config.proof.witnesses.clone();
    let log = http::log::router(state.clone(), register.clone(), Arc::clone(&gate), witnesses);
    let evidence = http::evidence::router(state.clone(), register.clone(), Arc::clone(&gate));
    let papers = http::papers::router(state.clone(), pages.clone());
    let feeds = http::feeds::secret::router(state.clone(), register.clone());
    let routes = pages::router(pages).merge(tables).merge(log).merge(evidence).merge(papers).merge(feeds);
    let router = http::router(state.clone(), routes);
    announce(&config.http.public_url, &register)?;
    if let Some(link) = accounts.set_up_link().await? {
        super::print(&set_up_words(&link, config.auth.set_up_hours))?;
    }
    let tidying = tokio::spawn(tidy(Arc::clone(&accounts)));
    let letters = letters(&config, &mailer);
    let signs = signs(&state, &gate);
    let signing = notary.map(|notary| tokio::spawn(sign(notary, Arc::clone(&gate), letters, signs)));
    let writing = tokio::spawn(write(Arc::clone(&accounts)));
    let mut rewound = false;
    let ends = async {
        tokio::select! {
            () = stop => {}
            () = register.rewound() => rewound = true,
        }
    };
    http::serve(listener, router, state, ends).await.map_err(Failure::fault)?;
    tidying.abort();
    if let Some(signing) = signing {
        signing.abort();
    }
    writing.abort();
    let unsent = mailer.close(LAST_LETTERS).await;
    if unsent > 0 {
        tracing::warn!(letters = unsent, "the server stops before these letters were sent; they are lost");
    }
    if matches!(config.database, DatabaseUrl::Postgres(_)) {
        end_soon(if rewound { Status::Rewound as i32 } else { 0 });
    }
    drop(follower);
    if rewound {
        return Err(Failure::new(Status::Rewound, REWOUND));
    }
    tracing::info!("stopped");
    Ok(())
}

/// How long a server that stops waits for threads that still ask the database something.
const LAST_ANSWERS: std::time::Duration = std::time::Duration::from_secs(3);

/// Ends the program with this status if a database that does not answer still keeps it
/// then: nobody waits for what is asked any more.
fn end_soon(status: i32) {
    std::thread::spawn(move || {
        std::thread::sleep(LAST_ANSWERS);
        tracing::warn!("the database does not answer; the server ends without its answer");
        std::process::exit(status);
    });
}

/// How long a server that stops waits for the letters under way.
const LAST_LETTERS: std::time::Duration = std::time::Duration::from_secs(10);

/// What to say of the link that makes the first account.
fn set_up_words(link: &str, hours: i64) -> String {
    format!(
        "Nobody has an account yet. This link makes the first administrator, once, within {hours} hours:\n\n  {link}\n\n\
         What follows the # is the token for the mutation setUp.\n"
    )
}

/// How often what is no longer needed is removed.
const TIDYING: std::time::Duration = std::time::Duration::from_secs(3_600);

/// Removes what is no longer needed, now and then.
async fn tidy(accounts: Arc<Accounts>) {
    loop {
        if let Err(error) = accounts.tidy().await {
            tracing::warn!(?error, "what is no longer needed was not removed");
        }
        tokio::time::sleep(TIDYING).await;
    }
}

/// How often what was signed is brought to the disk.
const SYNCING: std::time::Duration = std::time::Duration::from_secs(1);
/// After how many of those what other programs wrote is signed.
const CATCHING_UP: u32 = 60;

/// Who gets checkpoints by mail because the settings say so, and from whom.
struct Letters {
    mailer: Mailer,
    writer: Writer,
    named: Named,
}

/// The metric that says whether the history is signed.
fn signs(state: &HttpState, gate: &Gate) -> Gauge {
    let gauge = Gauge::default();
    gauge.set(i64::from(gate.signing() == Signing::Signs));
    let help = "Whether this server signs the history: 1 if it does, 0 if it has no key or found that what was \
                signed is not there";
    state.metrics().register(|registry| registry.register("history_signed", help, gauge.clone()));
    gauge
}

fn letters(config: &Config, mailer: &Mailer) -> Letters {
    if !config.proof.mail_to.is_empty() && !mailer.sends() {
        tracing::warn!("checkpoints are not mailed: proof.mail_to needs a mail server, smtp.host");
    }
    let every = chrono::TimeDelta::days(config.proof.mail_days.unwrap_or(7).into());
    let writer = Writer { public_url: config.http.public_url.clone() };
    let named = Named { to: config.proof.mail_to.clone(), every };
    Letters { mailer: mailer.clone(), writer, named }
}

/// Brings checkpoints to the disk, signs what nothing covers, and sends letters.
async fn sign(notary: Notary, gate: Arc<Gate>, letters: Letters, signs: Gauge) {
    let letters = Arc::new(letters);
    for round in 0_u32.. {
        tokio::time::sleep(SYNCING).await;
        let (notary, gate, letters) = (notary.clone(), Arc::clone(&gate), Arc::clone(&letters));
        let signs = signs.clone();
        let work = move || {
            notary.sync();
            signs.set(i64::from(notary.broken().is_none()));
            if !round.is_multiple_of(CATCHING_UP) {
                return Ok(());
            }
            notary.catch_up(&gate)?;
            notary.send(&gate, &letters.mailer, &letters.writer, &letters.named)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(?error, "what nothing covers was not signed"),
            Err(_) => return,
        }
    }
}

/// How often letters that wait are looked for.
const WRITING: std::time::Duration = std::time::Duration::from_secs(20);

/// Reminds of requests for updates on their days, and sends what waits.
async fn write(accounts: Arc<Accounts>) {
    loop {
        if let Err(error) = accounts.send_update_letters().await {
            tracing::warn!(?error, "letters that ask for updates were not sent");
        }
        tokio::time::sleep(WRITING).await;
    }
}

/// Where people and programs sign in.
async fn accounts(
    config: &Config,
    gate: &Arc<Gate>,
    register: &Register,
    mailer: &Mailer,
) -> Result<Arc<Accounts>, Failure> {
    let parts = Parts {
        gate: Arc::clone(gate),
        register: register.clone(),
        config: config.auth.clone(),
        token_key: config.token_key.as_ref().map(|key| key.bytes().to_vec()),
        mailer: mailer.clone(),
        public_url: config.http.public_url.clone(),
    };
    let opened = tokio::task::spawn_blocking(move || Accounts::open(parts)).await;
    Ok(Arc::new(opened.map_err(Failure::fault)??))
}

/// Opens the database, brings it up to date and loads the example into an empty one.
fn open(config: &Config, clock: &Clock) -> Result<Register, Failure> {
    database::writable(&config.database)?;
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
