//! `serve`: puts the server together, runs it, and ends it in order.

mod duties;
mod parts;

use std::net::SocketAddr;

use clap::Args;
use tokio::net::TcpListener;

use self::duties::Duties;
use self::parts::Parts;
use super::settings::Settings;
use super::{Failure, Status};
use crate::config::{Config, Origin};
use crate::graph::follower::Follower;
use crate::graph::register::Register;
use crate::http;
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
    let parts = Parts::open(&config).await?;
    let follower = Follower::start(parts.register.clone());
    let (state, router) = parts.routes(&config);
    announce(&config.http.public_url, &parts.register)?;
    if let Some(link) = parts.accounts.set_up_link().await? {
        super::print(&set_up_words(&link, config.auth.set_up_hours))?;
    }
    let duties = Duties::begin(&parts, &config, &state);
    let Parts { register, mailer, .. } = parts;
    let mut rewound = false;
    let ends = async {
        tokio::select! {
            () = stop => {}
            () = register.rewound() => rewound = true,
        }
    };
    http::serve(listener, router, state, ends).await.map_err(Failure::fault)?;
    duties.end();
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
