//! What a running server does by itself, beside answering.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::metrics::gauge::Gauge;
use tokio::task::JoinSet;

use super::parts::Parts;
use crate::commands::account::Accounts;
use crate::commands::gate::Gate;
use crate::commands::notary::{Named, Notary, Signing};
use crate::config::Config;
use crate::http::HttpState;
use crate::mail::{Mailer, Writer};

/// The tasks, which end with it.
pub(super) struct Duties(JoinSet<()>);

impl Duties {
    /// Begins them all.
    pub(super) fn begin(parts: &Parts, config: &Config, state: &HttpState) -> Self {
        let mut tasks = JoinSet::new();
        tasks.spawn(tidy(Arc::clone(&parts.accounts)));
        tasks.spawn(write(Arc::clone(&parts.accounts)));
        let letters = letters(config, &parts.mailer);
        let signs = signs(state, &parts.gate);
        if let Some(notary) = parts.notary.clone() {
            tasks.spawn(sign(notary, Arc::clone(&parts.gate), letters, signs));
        }
        Duties(tasks)
    }

    /// Ends them all.
    pub(super) fn end(mut self) {
        self.0.abort_all();
    }
}

/// How often what is no longer needed is removed.
const TIDYING: Duration = Duration::from_secs(3_600);

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
const SYNCING: Duration = Duration::from_secs(1);
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
const WRITING: Duration = Duration::from_secs(20);

/// Reminds of requests for updates on their days, and sends what waits.
async fn write(accounts: Arc<Accounts>) {
    loop {
        if let Err(error) = accounts.send_update_letters().await {
            tracing::warn!(?error, "letters that ask for updates were not sent");
        }
        tokio::time::sleep(WRITING).await;
    }
}
