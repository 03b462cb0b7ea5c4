//! `check`: says whether the server would start, without starting it; with `--deep`,
//! whether everything in the database is what it should be.

use std::path::Path;

use chrono::SecondsFormat;
use clap::Args;

use super::settings::Settings;
use super::{Failure, Status, database, proof};
use crate::error::Error;
use crate::history::key::PublicKey;
use crate::store::db::DatabaseUrl;
use crate::store::verify::{self, Apart, Report};
use crate::store::{Conn, change, checkpoint, migrate};

/// What to check.
#[derive(Debug, Args)]
pub struct Check {
    /// Look at everything: the database's own integrity, every change and the log, and
    /// every record against the history. Reads all of it, which takes a while
    #[arg(long)]
    deep: bool,
    #[command(flatten)]
    settings: Settings<true>,
}

impl Check {
    /// Checks the configuration and the database, and changes neither.
    ///
    /// # Errors
    /// What `serve` would fail with; what a deep look found.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        let mut lines = vec!["The configuration is good.".to_owned()];
        lines.extend(config.made().map(|(key, origin)| format!("  {key} is set by {origin}")));
        super::print(&lines.join("\n"))?;
        database::must_exist(&config.database)?;
        let mut conn = config.database.open_as_it_is()?;
        migrate::check(&config.database, &mut conn)?;
        if self.deep {
            let mut report = verify::everything(&mut conn)?;
            let keys = proof::keys(&config)?.map(|keys| keys.public()).unwrap_or_default();
            let outside = config.proof.checkpoints_file(&config.database);
            let signed = compared(&mut conn, &keys, outside.as_deref(), &mut report);
            let (signed, unwritten) = signed.unwrap_or_else(|why| {
                report.problems.push(format!("the checkpoints cannot be read: {}", why.cause()));
                (0, 0)
            });
            deep(&report)?;
            let told = not_outside(outside.as_deref(), signed, unwritten);
            let lines: Vec<String> = std::iter::once(checkpoints(signed)).chain(told).collect();
            return super::print(&lines.join("\n"));
        }
        if matches!(config.database, DatabaseUrl::Sqlite(_)) {
            migrate::must_write(&config.database, &mut conn)?;
        }
        proof::must_keep(&config)?;
        let (changes, _) = change::head(&mut conn)?;
        super::print(&format!("The database {} is good: {changes} changes so far.", config.database))?;
        // A key that cannot be read does not keep a server from starting.
        if let Ok(Some(keys)) = proof::keys(&config)
            && let Some(words) = proof::other_key(&mut conn, &keys)?
        {
            super::print(&format!("But {words}."))?;
        }
        match migrate::is_read_only(&mut conn).map_err(Error::from)? {
            true => super::print("It takes no writes now, so `serve` would end with status 3."),
            false => Ok(()),
        }
    }
}

/// Compares the history with what was signed of it. Gives how many checkpoints agree, and
/// how many are in the database only.
fn compared(
    conn: &mut Conn,
    keys: &[PublicKey],
    outside: Option<&Path>,
    report: &mut Report,
) -> Result<(u64, u64), Error> {
    let (signed, wrong) = checkpoint::compare(conn, keys, outside)?;
    report.problems.extend(wrong);
    report.problems.extend(checkpoint::unsigned_logs(conn)?);
    report.problems.extend(checkpoint::uncovered(conn)?);
    let apart = outside.map_or(Ok(Apart::default()), |path| verify::apart_from(conn, path))?;
    report.problems.extend(apart.taken);
    Ok((signed, apart.unwritten))
}

/// Prints what was found.
fn deep(report: &Report) -> Result<(), Failure> {
    if report.is_good() {
        return super::print(&summary(report));
    }
    let mut lines: Vec<String> = report.problems.iter().map(|problem| format!("  - {problem}")).collect();
    if report.unnamed > 0 {
        lines.push(format!("  and {} more", report.unnamed));
    }
    super::print(&lines.join("\n"))?;
    let count = report.count();
    let s = if count == 1 { "" } else { "s" };
    let mut message = format!("the database is not what it should be: {count} problem{s}, named above");
    message.extend(database::damage_among(&report.problems).map(|damage| format!("; {damage}")));
    Err(Failure::new(Status::Damaged, message))
}

/// How many checkpoints agree, in words.
pub fn checkpoints(agree: u64) -> String {
    match agree {
        1 => "One signed checkpoint agrees with it.".to_owned(),
        _ => format!("{agree} signed checkpoints agree with it."),
    }
}

/// What to say where checkpoints are not kept outside the database, or not all of them: then
/// nobody but whoever kept some can tell an older database from this one.
pub fn not_outside(file: Option<&Path>, agree: u64, unwritten: u64) -> Option<String> {
    if agree == 0 {
        return None;
    }
    let Some(file) = file else {
        return Some(
            "No checkpoints are kept outside the database: PR_PROOF_CHECKPOINTS_FILE names a file."
                .to_owned(),
        );
    };
    if !file.exists() {
        return Some(format!(
            "The file of checkpoints {} is not there, so what was signed is known from the database only. If there \
             was one, find out who took it away; a copy of it may be elsewhere.",
            file.display()
        ));
    }
    (unwritten > 0).then(|| {
        format!(
            "Warning: {unwritten} checkpoints of the database are missing from {}. If there was no room for them, a \
             server writes them there within a minute once there is; otherwise another server signed them, or \
             somebody took them away.",
            file.display()
        )
    })
}

/// What a good database holds, in words.
pub fn summary(report: &Report) -> String {
    let last = report.last.map_or_else(String::new, |at| {
        format!(", the last of {}", at.to_rfc3339_opts(SecondsFormat::Secs, true))
    });
    format!(
        "Everything is as it should be: {} changes{last}; {} records are what the history says.\n\
         The root of the log is {}.",
        report.changes, report.records, report.root
    )
}
