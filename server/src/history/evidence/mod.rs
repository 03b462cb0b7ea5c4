//! Evidence for auditors: the history as files that prove themselves.
//!
//! A bundle is a zip. `changes.jsonl` holds the changes that are shown, each as the leaf
//! that the log hashes, with its salted values. `log/unseen.txt` holds the hashes that
//! stand for all others. Read side by side in order they give the whole log, so its root
//! can be made anew and compared with what a checkpoint signs: that proves every change of
//! the bundle at once, at the cost of one hash for each. `docs/trust.md` describes the
//! format for those who write a verifier of their own.

pub mod entry;
pub mod manifest;
pub mod plan;
pub mod unseen;
pub mod verify;

use super::checkpoint::Checkpoint;

/// What the first member of `bundle.json` says.
pub const FORMAT: &str = "partnership-register-evidence/1";
/// What the bundle is: read first.
pub const MANIFEST: &str = "bundle.json";
/// The changes that are shown, oldest first.
pub const CHANGES: &str = "changes.jsonl";
/// The same for a spreadsheet.
pub const TABLE: &str = "changes.csv";
/// The hashes that stand for the changes that are not shown.
pub const UNSEEN: &str = "log/unseen.txt";
/// The keys that sign the checkpoints, one on a line.
pub const KEYS: &str = "log/keys.txt";
/// Where checkpoints are, each in a file named by its size.
pub const CHECKPOINTS: &str = "log/checkpoints/";
/// The plans as they were before the first change of the period.
pub const PLAN_START: &str = "plan/start/";
/// The plans as they were after the last.
pub const PLAN_END: &str = "plan/end/";
/// What it all means, for whoever opens it.
pub const README: &str = "README.txt";
/// The SHA-256 of every other file, as `sha256sum --check` reads it.
pub const SUMS: &str = "SHA256SUMS";

/// The file of a checkpoint. It is named by its size; after a declared loss another log may
/// have as many.
pub fn checkpoint_file(said: &Checkpoint) -> String {
    let (size, losses) = (said.size, said.losses.len());
    match losses {
        0 => format!("{CHECKPOINTS}{size:012}.txt"),
        _ => format!("{CHECKPOINTS}{size:012}-after-{losses}-losses.txt"),
    }
}
