//! `verify`: proves a bundle of evidence, offline; or the database itself.

use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::{Settings, alone};
use super::{Failure, Status, check, database, proof};
use crate::commands::evidence::{Asked, Signed};
use crate::error::Error;
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::cosignature::Witness;
use crate::history::evidence::verify::{self as evidence, Kept, Report, Standing, Unreadable};
use crate::history::key::{Lines, PublicKey};
use crate::store::tx::{apart, snapshot};
use crate::store::{Conn, checkpoint, migrate, verify as tables};

/// What to verify, and against what.
#[derive(Debug, Args)]
#[command(mut_arg("database", alone))]
pub struct Verify {
    /// The bundle of evidence; without one, as with --database alone, the database of the
    /// settings is verified: the whole history, every record against it, and both against
    /// the checkpoints
    #[arg(value_name = "BUNDLE")]
    bundle: Option<PathBuf>,
    /// A checkpoint that you kept, as a file; may be given several times
    #[arg(long, value_name = "OLD")]
    checkpoint: Vec<PathBuf>,
    /// A file with the public key of the register as you were given it; may be given
    /// several times
    #[arg(long, value_name = "PUB")]
    key: Vec<PathBuf>,
    /// A file with the public keys of witnesses, one on a line: says which checkpoint each of
    /// them saw last, and names a co-signature that is none of theirs; may be given several
    /// times
    #[arg(long, value_name = "WITNESSES")]
    witness: Vec<PathBuf>,
    #[command(flatten)]
    settings: Settings<false>,
}

impl Verify {
    /// Looks at everything, and says what is proved and what is not.
    ///
    /// # Errors
    /// When something is not what it should be, or a loss was declared; each with a
    /// status of its own.
    pub fn run(&self) -> Result<(), Failure> {
        if self.bundle.is_some() && self.settings.has_flag("database") {
            let what = "a bundle is verified by itself, and no database is looked at: leave out --database, or the \
                        bundle to verify the database";
            return Err(Failure::new(Status::Configuration, what));
        }
        let kept = self.kept()?;
        match &self.bundle {
            Some(bundle) => conclude(&evidence::bundle(bundle, &kept).map_err(unreadable)?),
            None => self.database(&kept),
        }
    }

    fn database(&self, kept: &Kept) -> Result<(), Failure> {
        let config = self.settings.load()?;
        database::must_exist(&config.database)?;
        let mut conn = config.database.open_as_it_is()?;
        migrate::check(&config.database, &mut conn)?;
        let own = proof::keys(&config)?.map(|keys| keys.public()).unwrap_or_default();
        // A key that was lost is known only to whoever kept its public half.
        let keys = [own, kept.keys.clone()].concat();
        let outside = config.proof.checkpoints_file(&config.database);
        // Of one moment: a server may sign on meanwhile.
        let report = snapshot(&mut conn, |conn| proved(conn, &keys, outside.as_deref(), kept))?;
        match database::damage_among(&report.problems) {
            // What stands in pages that cannot be read contradicts nothing.
            Some(damage) => conclude(&report)
                .map_err(|failure| Failure::new(Status::Damaged, format!("{}; {damage}", failure.message))),
            None => conclude(&report),
        }
    }

    fn kept(&self) -> Result<Kept, Failure> {
        let mut kept = Kept::default();
        for path in &self.checkpoint {
            let note = SignedCheckpoint::read(&text(path)?).map_err(|why| wrong(path, why))?;
            kept.checkpoints.push((path.display().to_string(), note));
        }
        for path in &self.key {
            let before = kept.keys.len();
            for line in text(path)?.said_lines() {
                kept.keys.push(PublicKey::read(line).map_err(|why| wrong(path, why))?.1);
            }
            // Whoever names one does not want to believe those that the bundle names itself.
            if kept.keys.len() == before {
                return Err(wrong(path, "there is no key in it"));
            }
        }
        for path in &self.witness {
            let found = Witness::read_all(&text(path)?).map_err(|why| wrong(path, why))?;
            if found.is_empty() {
                return Err(wrong(path, "there is no key in it"));
            }
            kept.witnesses.extend(found);
        }
        Ok(kept)
    }
}

/// What the database holds and what was signed of it, each held against the other.
fn proved(
    conn: &mut Conn,
    keys: &[PublicKey],
    outside: Option<&Path>,
    kept: &Kept,
) -> crate::error::Result<Report> {
    // What is damaged there is said, and hides nothing of what else is.
    let compared = apart(conn, |conn| checkpoint::compare(conn, keys, outside));
    let own = apart(conn, |conn| Signed::read(conn, &Asked::default())).or_else(|_| apart(conn, readable));
    let unsigned = apart(conn, checkpoint::unsigned_logs);
    let between =
        |conn: &mut Conn| outside.map_or(Ok(tables::Apart::default()), |path| tables::apart_from(conn, path));
    let between = apart(conn, between);
    let failed =
        [compared.as_ref().err(), own.as_ref().err(), unsigned.as_ref().err(), between.as_ref().err()];
    let unreadable = failed.into_iter().flatten().next().map(Error::cause);
    let ((agree, wrong), own) = (compared.unwrap_or_default(), own.unwrap_or_default());
    let known: Vec<PublicKey> = own.keys.iter().map(|(_, key)| *key).collect();
    let named =
        |note: SignedCheckpoint| (format!("the checkpoint of {} changes", note.checkpoint.size), note);
    let signed = own.notes.into_iter().map(named).collect();
    let (found, mut report) = tables::proved(conn, (signed, &known), kept)?;
    for why in wrong {
        report.contradict("the checkpoints", why);
    }
    report.problems.extend(unsigned.unwrap_or_default());
    let between = between.unwrap_or_default();
    report.problems.extend(between.taken);
    report.problems.extend(unreadable.map(|why| format!("the checkpoints cannot be read: {why}")));
    report.proved.push(check::checkpoints(agree));
    report.proved.extend(check::not_outside(outside, agree, between.unwritten));
    if found.is_good() {
        report.proved.insert(0, check::summary(&found));
    }
    Ok(report)
}

/// What was signed, but for what cannot be read of it.
fn readable(conn: &mut Conn) -> crate::error::Result<Signed> {
    let keys = checkpoint::public_keys(conn)?.into_iter().map(|key| (String::new(), key)).collect();
    Ok(Signed { notes: checkpoint::readable(conn)?, keys })
}

/// Prints what was found.
fn conclude(report: &Report) -> Result<(), Failure> {
    let mut lines: Vec<String> = report.problems.iter().map(|problem| format!("  - {problem}")).collect();
    if report.unnamed > 0 {
        lines.push(format!("  and {} more", report.unnamed));
    }
    let losses = report.losses.iter().map(|loss| {
        format!("Declared loss of {} changes, of {} that {} had.", loss.lost(), loss.size, loss.origin)
    });
    let count = report.count();
    let s = if count == 1 { "" } else { "s" };
    let (status, message) = match report.standing() {
        Standing::Proved => {
            lines.extend(report.proved.iter().cloned());
            return super::print(&lines.join("\n"));
        }
        Standing::DeclaredLoss => {
            lines.extend(report.proved.iter().cloned());
            lines.extend(losses);
            (
                Status::DeclaredLoss,
                "all of it is proved, and the register declared a loss, named above".to_owned(),
            )
        }
        Standing::Wrong => (Status::Damaged, format!("not proved: {count} problem{s}, named above")),
        Standing::Contradicted => (
            Status::Contradicted,
            format!("not proved: this is not the history that was signed; {count} problem{s}, named above"),
        ),
    };
    super::print(&lines.join("\n"))?;
    Err(Failure::new(status, message))
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|why| wrong(path, why))
}

fn wrong(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(Status::File, format!("cannot read {}: {why}", path.display()))
}

fn unreadable(why: Unreadable) -> Failure {
    Failure::new(Status::File, why.to_string())
}
