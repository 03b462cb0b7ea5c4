//! The readers of the database, and who waits for one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use partnership_register::store::{Conn, Store};

use crate::support::TestRegister;

#[test]
fn what_takes_long_leaves_readers_to_what_is_quick() {
    let test = TestRegister::new();
    let store = Store::open(&test.database.url, 2).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(look(store));
}

async fn look(store: Store) {
    let (begun, has_begun) = channel();
    let (go_on, may_go_on) = channel::<()>();
    let long = store.clone();
    let first = tokio::spawn(async move {
        let work = move |_: &mut Conn| {
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
            Ok(())
        };
        long.read_slowly(work).await
    });
    has_begun.recv().unwrap();
    // A second one waits; whoever asked goes away, and it is never done.
    let was_done = Arc::new(AtomicBool::new(false));
    let done = Arc::clone(&was_done);
    let second = store.read_slowly(move |_| {
        done.store(true, Ordering::SeqCst);
        Ok(())
    });
    assert!(tokio::time::timeout(Duration::from_millis(20), second).await.is_err());
    store.read(|_| Ok(())).await.unwrap();
    go_on.send(()).unwrap();
    first.await.unwrap().unwrap();
    store.read_slowly(|_| Ok(())).await.unwrap();
    assert!(!was_done.load(Ordering::SeqCst));
}
