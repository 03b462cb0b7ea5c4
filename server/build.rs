//! Rebuilds the server when the admin web was built anew: its files are part of the
//! binary.

fn main() {
    let built = "../admin-ui/dist";
    // An absent folder would count as changed at every build.
    let _ = std::fs::create_dir_all(built);
    println!("cargo::rerun-if-changed={built}");
    println!("cargo::rerun-if-changed=build.rs");
}
