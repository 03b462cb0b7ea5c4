//! The settings of what proves the history: keys, kept checkpoints, witnesses.

use std::path::PathBuf;

use super::accounts::secret;
use super::settings::{COMMON, SERVER, Setting};
use super::values;
use crate::history::cosignature::Witness;
use crate::history::key::KeyRing;
use crate::model::user::is_email;
use crate::store::db::DatabaseUrl;

/// What signs the log, and where what was signed is kept.
#[derive(Debug, Clone, Default)]
pub struct ProofConfig {
    /// The keys that sign; none: those of the key file, if there is one.
    pub keys: Option<KeyRing>,
    /// Where the key file is, when it was named.
    pub key_file: Option<PathBuf>,
    /// Where checkpoints are kept outside the database, when it was named.
    pub checkpoints: Option<PathBuf>,
    /// To which addresses the newest checkpoint is sent.
    pub mail_to: Vec<String>,
    /// Every so many days.
    pub mail_days: Option<u16>,
    /// Whose co-signatures are taken.
    pub witnesses: Vec<Witness>,
}

impl ProofConfig {
    /// Where the key is made when none was named: beside a SQLite database. On PostgreSQL
    /// there is no such place: all its servers need the same key.
    pub fn default_key_file(database: &DatabaseUrl) -> Option<PathBuf> {
        beside(database, ".proof-key")
    }

    /// Where checkpoints are kept: in the file that was named, else beside a SQLite
    /// database, else beside the key file.
    pub fn checkpoints_file(&self, database: &DatabaseUrl) -> Option<PathBuf> {
        let beside_key = || self.key_file.as_ref().map(|path| with(path, ".checkpoints"));
        self.checkpoints.clone().or_else(|| beside(database, ".checkpoints")).or_else(beside_key)
    }
}

fn beside(database: &DatabaseUrl, end: &str) -> Option<PathBuf> {
    match database {
        DatabaseUrl::Sqlite(path) => Some(with(path, end)),
        DatabaseUrl::Postgres(_) => None,
    }
}

fn with(path: &std::path::Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The table.
pub(super) static PROOF: &[Setting] = &[
    Setting {
        key: "proof.key",
        env: "PR_PROOF_KEY",
        set: |c, v| KeyRing::read(v).map(|keys| c.proof.keys = Some(keys)),
        ..COMMON
    },
    Setting {
        key: "proof.key_file",
        flag: "proof-key-file",
        env: "PR_PROOF_KEY_FILE",
        value: "FILE",
        help: "A file with the keys that sign the history, one on each line, the newest last; on SQLite \
               `serve` makes one beside the database [default on SQLite: the database's name with .proof-key]",
        set: |c, v| {
            let keys = secret(v).and_then(|text| KeyRing::read(&text))?;
            (c.proof.keys, c.proof.key_file) = (Some(keys), Some(v.into()));
            Ok(())
        },
        ..COMMON
    },
    Setting {
        key: "proof.checkpoints_file",
        flag: "proof-checkpoints-file",
        env: "PR_PROOF_CHECKPOINTS_FILE",
        value: "FILE",
        help: "Where every signed checkpoint of the history is kept outside the database; better on another \
               disk [default: the database's name with .checkpoints; on PostgreSQL the key file's]",
        set: |c, v| {
            c.proof.checkpoints = Some(v.into());
            Ok(())
        },
        ..COMMON
    },
    Setting {
        key: "proof.mail_to",
        flag: "proof-mail-to",
        env: "PR_PROOF_MAIL_TO",
        value: "ADDRESSES",
        help: "To whom the newest checkpoint is sent by mail to be kept: addresses, with commas between them; \
               needs smtp.host",
        set: |c, v| {
            let addresses: Vec<String> = v.split(',').map(|address| address.trim().to_owned()).collect();
            match addresses.iter().find(|address| !is_email(address)) {
                Some(_) => Err(format!("expected addresses with commas between them, not {v:?}")),
                None => {
                    c.proof.mail_to = addresses;
                    Ok(())
                }
            }
        },
        ..SERVER
    },
    Setting {
        key: "proof.mail_days",
        flag: "proof-mail-days",
        env: "PR_PROOF_MAIL_DAYS",
        value: "N",
        help: "Every how many days it is sent [default: 7]",
        set: |c, v| values::whole(v, 1, 366).map(|days| c.proof.mail_days = Some(days)),
        ..SERVER
    },
    Setting {
        key: "proof.witnesses_file",
        flag: "proof-witnesses-file",
        env: "PR_PROOF_WITNESSES_FILE",
        value: "FILE",
        help: "A file with the public keys of witnesses, one on each line: only their co-signatures are taken",
        set: |c, v| {
            secret(v).and_then(|text| Witness::read_all(&text)).map(|witnesses| c.proof.witnesses = witnesses)
        },
        ..SERVER
    },
];
