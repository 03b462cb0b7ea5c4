//! What proves the history, put together from the settings: the keys, the file of
//! checkpoints, the notary.

use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::{Failure, Status};
use crate::commands::notary::Notary;
use crate::config::{Config, ProofConfig};
use crate::history::key::{KeyRing, SigningKey};

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

/// Who signs the history; on SQLite with a key that is made now if there is none.
///
/// # Errors
/// When the keys or the file of checkpoints cannot be used.
pub fn notary(config: &Config) -> Result<Option<Notary>, Failure> {
    let name = name(&config.http.public_url)?;
    let keys = match keys(config)? {
        Some(keys) => keys,
        None => match ProofConfig::default_key_file(&config.database) {
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
    let kept = config.proof.checkpoints_file(&config.database);
    if kept.is_none() {
        tracing::warn!(
            "checkpoints are kept in the database only: name a file with PR_PROOF_CHECKPOINTS_FILE"
        );
    }
    let notary = Notary::new(keys, name, kept.as_deref());
    let shown = |path: &PathBuf| path.display().to_string();
    notary.map(Some).map_err(|why| {
        Failure::new(Status::File, format!("{}: {why}", kept.as_ref().map(shown).unwrap_or_default()))
    })
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
