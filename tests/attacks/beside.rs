//! What stands in a bundle beside what is signed, where a reader would take it for a part of
//! that: both programs name it.

use partnership_register::history::checkpoint::SignedCheckpoint;

use super::bundle::{Files, read, write};
use super::odd::{Spoil, before_newest, judged};
use super::scene::Scene;

const KEYS: &str = "log/keys.txt";
const SUMS: &str = "SHA256SUMS";

/// Makes other text of a file.
fn retell(files: &mut Files, name: &str, tell: impl FnOnce(String) -> String) {
    let text = String::from_utf8(files[name].clone()).unwrap();
    files.insert(name.to_owned(), tell(text).into_bytes());
}

fn newest(files: &Files) -> String {
    files.keys().rfind(|name| name.starts_with("log/checkpoints/")).unwrap().clone()
}

/// Puts something in the place of the newest checkpoint.
fn in_newest(files: &mut Files, tell: impl FnOnce(String) -> String) {
    retell(files, &newest(files), tell);
}

fn rename_newest(files: &mut Files, name: &str) {
    let note = files.remove(&newest(files)).unwrap();
    files.insert(format!("log/checkpoints/{name}"), note);
}

/// What follows the sums, and what is put into the sums themselves.
const BESIDE_FILES: &[(&str, Spoil)] = &[
    ("a letter before a checkpoint", |files| {
        before_newest(
            files,
            &format!("All is well, and nothing was erased.\n\n{}\n\n", SignedCheckpoint::FOLLOWS),
        );
    }),
    ("a mark before a checkpoint", |files| before_newest(files, "\u{feff}")),
    ("two marks before a checkpoint", |files| before_newest(files, "\u{feff}\u{feff}")),
    ("an empty line before a checkpoint", |files| before_newest(files, "\n")),
    ("spaces after a checkpoint", |files| in_newest(files, |note| note + "  \n")),
    ("a checkpoint without its last line end", |files| in_newest(files, |note| note.trim_end().to_owned())),
    ("a checkpoint as Windows saves it", |files| in_newest(files, |note| note.replace('\n', "\r\n"))),
    ("a checkpoint whose name says something", |files| rename_newest(files, "all-is-well.txt")),
    ("a checkpoint of a size that it does not have", |files| rename_newest(files, "000000999999.txt")),
    ("a checkpoint in a folder", |files| {
        let name = newest(files).replace("log/checkpoints/", "more/");
        rename_newest(files, &name);
    }),
    ("a checkpoint after losses that there were not", |files| {
        let name = newest(files).replace("log/checkpoints/", "").replace(".txt", "-after-1-losses.txt");
        rename_newest(files, &name);
    }),
    ("a comment among the keys", |files| retell(files, KEYS, |keys| format!("# Audited in 2026.\n{keys}"))),
    ("a space after a key", |files| retell(files, KEYS, |keys| keys.replace('\n', " \n"))),
];

const IN_SUMS: &[(&str, Spoil)] = &[
    ("a line that is no sum", |files| retell(files, SUMS, |sums| format!("{sums}All is well.\n"))),
    ("an empty line", |files| retell(files, SUMS, |sums| format!("\n{sums}"))),
    ("a sum that is none", |files| retell(files, SUMS, |sums| format!("{}  \n{sums}", "0".repeat(64)))),
    ("a sum in capitals", |files| {
        retell(files, SUMS, |sums| sums.replacen(|sign| ('a'..='f').contains(&sign), "A", 1))
    }),
    ("a file that is named twice", |files| {
        retell(files, SUMS, |sums| format!("{}{sums}", sums.split_inclusive('\n').next().unwrap()));
    }),
    ("lines that end as on Windows", |files| retell(files, SUMS, |sums| sums.replace('\n', "\r\n"))),
];

#[test]
fn what_stands_beside_what_is_signed_is_named_by_both_programs() {
    let scene = Scene::shared();
    let original = read(&scene.bundle);
    let path = scene.place("beside.zip");
    let mut wrong = Vec::new();
    let all = BESIDE_FILES.iter().map(|one| (one, true)).chain(IN_SUMS.iter().map(|one| (one, false)));
    for ((name, spoil), sums_follow) in all {
        let mut files = original.clone();
        spoil(&mut files);
        write(&files, &path, sums_follow);
        let (statuses, said) = judged(scene, &path);
        if statuses != (10, 10) {
            wrong.push(format!("{name}: {statuses:?}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
