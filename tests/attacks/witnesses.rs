//! Co-signatures of witnesses in a bundle, as both programs see them.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::cosignature::{cosign, witness_of};

use super::odd::on_the_console;
use super::scene::{Scene, export};

const FIRST: &str = "witness.example.net/w1";
const OTHER: &str = "other.example.net/w2";

fn on(day: &str) -> DateTime<Utc> {
    day.parse().unwrap()
}

/// A bundle with these checkpoints.
fn bundle(scene: &Scene, notes: &[&SignedCheckpoint]) -> PathBuf {
    let path = scene.place("witnessed.zip");
    export(&mut scene.database.url.connect().unwrap(), &scene.directory, notes, &[scene.key], &path);
    path
}

/// A file with the keys of both witnesses.
fn keys(scene: &Scene) -> PathBuf {
    let lines = [(FIRST, 7), (OTHER, 8)].map(|(name, seed)| witness_of(name, &[seed; 32]).unwrap().written());
    let path = scene.place("witnesses.txt");
    std::fs::write(&path, format!("# Ours\n{}\n", lines.join("\n"))).unwrap();
    path
}

#[test]
fn both_programs_say_what_each_witness_saw_last_and_when() {
    let scene = Scene::shared();
    let (mut early, mut later) = (scene.early.clone(), scene.later.clone());
    early.add(cosign(&early, FIRST, &[7; 32], on("2026-11-28T09:00:00Z")).unwrap());
    later.add(cosign(&later, FIRST, &[7; 32], on("2026-11-30T10:00:00Z")).unwrap());
    let (path, keys) = (bundle(scene, &[&early, &later, &scene.newest]), keys(scene));
    let size = later.checkpoint.size;
    for told in on_the_console(scene, &path, ["--witness", keys.to_str().unwrap()]) {
        assert_eq!(told.status, 0, "{told:?}");
        let seen = format!("{FIRST} saw the first {size} changes of ");
        assert!(told.stdout.contains(&seen), "{told:?}");
        assert!(told.stdout.contains(" on 30 November 2026 at 10:00 UTC."), "{told:?}");
        assert!(!told.stdout.contains("28 November"), "{told:?}");
        assert!(told.stdout.contains(&format!("{OTHER} co-signed no checkpoint of the bundle.")), "{told:?}");
        assert!(!told.stdout.contains("was not looked at"), "{told:?}");
    }
}

#[test]
fn what_is_no_co_signature_of_a_named_witness_is_a_problem_to_both() {
    let scene = Scene::shared();
    let mut forged = scene.later.clone();
    // Over another checkpoint.
    forged.add(cosign(&scene.early, FIRST, &[7; 32], on("2026-11-30T10:00:00Z")).unwrap());
    let (path, keys) = (bundle(scene, &[&forged, &scene.newest]), keys(scene));
    for told in on_the_console(scene, &path, ["--witness", keys.to_str().unwrap()]) {
        assert_eq!(told.status, 10, "{told:?}");
        assert!(told.stdout.contains(&format!("the co-signature of {FIRST} is not over this")), "{told:?}");
    }
    // Whoever names no witness is told that nobody looked.
    let register = scene.place("register.txt");
    std::fs::write(&register, scene.key.written(super::scene::ORIGIN)).unwrap();
    for told in on_the_console(scene, &path, ["--key", register.to_str().unwrap()]) {
        assert_eq!(told.status, 0, "{told:?}");
        assert!(told.stdout.contains("Whether the co-signatures of witnesses"), "{told:?}");
    }
    for told in on_the_console(scene, &path, ["--witness", register.to_str().unwrap()]) {
        assert!(told.status == 7 && told.stderr.contains("the key of a witness, NAME+HASH+KEY"), "{told:?}");
    }
}
