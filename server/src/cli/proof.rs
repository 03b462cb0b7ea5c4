//! What proves the history, put together from the settings: the keys, the file of
//! checkpoints, the notary.

use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use super::{Failure, Status};
use crate::commands::notary::Notary;
use crate::config::{Config, ProofConfig};
use crate::history::key::{KeyRing, SigningKey};
use crate::store::Conn;
use crate::store::checkpoint;
use crate::store::db::DatabaseUrl;

/// The keys that sign, if there are any yet.
///
/// # Errors
/// When the key file that is there cannot be read.
pub fn keys(config: &Config) -> Result<Option<KeyRing>, Failure> {
    if let Some(keys) = &config.proof.keys {
        if let Some(path) = &config.proof.key_file {
            warn_if_open(path);
        }
        return Ok(Some(keys.clone()));
    }
    let Some(path) = ProofConfig::default_key_file(&config.database).filter(|path| path.exists()) else {
        return Ok(None);
    };
    warn_if_open(&path);
    let text = std::fs::read_to_string(&path).map_err(|why| unusable(&path, why))?;
    KeyRing::read(&text).map(Some).map_err(|why| unusable(&path, why))
}

/// Who signs the history; on SQLite with a key that is made now if none has signed before.
/// None when there is no key, or the one that signed is gone or cannot be read: a new one
/// in its place would look to auditors like somebody else's, and a register that answers
/// is better than none. Blocks.
///
/// # Errors
/// When the file of checkpoints or the database cannot be used, or no key can be made.
pub fn notary(config: &Config) -> Result<Option<Notary>, Failure> {
    let name = name(&config.http.public_url)?;
    let keys = match keys(config) {
        Ok(Some(keys)) => keys,
        Err(why) => {
            tracing::error!(why = why.message, "the history is not signed: its key cannot be read");
            return Ok(None);
        }
        Ok(None) => match ProofConfig::default_key_file(&config.database) {
            Some(path) if was_signed(config)? => {
                tracing::error!(
                    file = %path.display(),
                    "the history is not signed any more: the key that signed it is missing. Put its file back from \
                     the copy; if there is none, put a line of `partnership-register log new-key` there and give \
                     auditors the new public key"
                );
                return Ok(None);
            }
            Some(path) => made(&path, &name)?,
            None => {
                tracing::warn!(
                    "the history is not signed: give every server of this database the same key with \
                     PR_PROOF_KEY_FILE; `partnership-register log new-key` makes one"
                );
                return Ok(None);
            }
        },
    };
    if let Some(words) = other_key(&mut config.database.connect()?, &keys)? {
        tracing::warn!("{words}");
    }
    let kept = config.proof.checkpoints_file(&config.database);
    if kept.is_none() {
        tracing::warn!(
            "checkpoints are kept in the database only: name a file with PR_PROOF_CHECKPOINTS_FILE"
        );
    }
    let notary = Notary::new(keys, name, kept.as_deref());
    notary.map(Some).map_err(|why| not_kept(&kept.unwrap_or_default(), why))
}

/// Refuses a file of checkpoints to which nothing can be added, as a server that signs does.
/// Makes nothing.
///
/// # Errors
/// When it is there and cannot be written.
pub fn must_keep(config: &Config) -> Result<(), Failure> {
    let has_key = matches!(config.database, DatabaseUrl::Sqlite(_)) || config.proof.keys.is_some();
    let kept = config.proof.checkpoints_file(&config.database);
    let Some(path) = kept.filter(|path| has_key && path.exists()) else { return Ok(()) };
    let opened = std::fs::OpenOptions::new().read(true).append(true).open(&path);
    opened.map(drop).map_err(|why| not_kept(&path, why))
}

fn not_kept(path: &Path, why: std::io::Error) -> Failure {
    let message = format!(
        "the file of checkpoints {}: {why}. It must be a file that this user may read and write; \
         PR_PROOF_CHECKPOINTS_FILE names another",
        path.display()
    );
    Failure::new(Status::File, message)
}

/// Who signs what a command at the machine writes, when a key is there that may be read.
/// Otherwise the next server signs it.
pub fn signer(config: &Config) -> Option<Notary> {
    let keys = keys(config).ok().flatten()?;
    let kept = config.proof.checkpoints_file(&config.database);
    let notary = Notary::new(keys, name(&config.http.public_url).ok()?, kept.as_deref()).ok()?;
    // What a server could not write to the file belongs there before what is signed now.
    let mut conn = config.database.connect().ok()?;
    notary.make_up(&mut conn).ok()?;
    Some(notary)
}

/// What to say where none of these keys signed the newest checkpoint: one that follows a lost
/// key cannot be told from one that another server of this database does not have.
///
/// # Errors
/// When the database cannot be used.
pub fn other_key(conn: &mut Conn, keys: &KeyRing) -> Result<Option<String>, Failure> {
    let newest = checkpoint::latest(conn)?.map(|found| found.signed);
    let other = newest.filter(|newest| newest.signed_by(&keys.public()).is_err());
    Ok(other.map(|newest| {
        format!(
            "the newest checkpoint, over {} changes, was signed by a key that is not in the key file here. If this key \
             follows one that is lost, give auditors its public half. If another server of this database has another \
             key, stop this one and give both the same key file: what each signs fails the check with the other's key",
            newest.checkpoint.size
        )
    }))
}

/// Whether a key has signed this history before.
fn was_signed(config: &Config) -> Result<bool, Failure> {
    let mut conn = config.database.connect()?;
    Ok(!checkpoint::public_keys(&mut conn)?.is_empty())
}

/// What a new log is called: where it is published, and something that no other has.
fn name(public_url: &str) -> Result<String, Failure> {
    let host = public_url.split("://").nth(1).unwrap_or(public_url);
    let mut random = [0_u8; 4];
    getrandom::fill(&mut random).map_err(Failure::fault)?;
    Ok(format!("{host}/log/{}", hex::encode(random)))
}

/// A key that is made now, in a file that only its owner reads.
fn made(path: &Path, name: &str) -> Result<KeyRing, Failure> {
    let key = SigningKey::generate().map_err(Failure::fault)?;
    let write = || {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(format!("{}\n", key.written(name)).as_bytes())?;
        file.sync_all()
    };
    write().map_err(|why| unusable(path, why))?;
    super::print(&format!(
        "A key that signs the history was made: {}. Keep a copy of it apart from the database and its backups.\n",
        path.display()
    ))?;
    Ok(KeyRing::of(key))
}

fn warn_if_open(path: &Path) {
    if std::fs::metadata(path).is_ok_and(|file| file.mode() & 0o077 != 0) {
        tracing::warn!(file = %path.display(), "others on this machine can read the key that signs the history");
    }
}

fn unusable(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(Status::File, format!("the key file {}: {why}", path.display()))
}
