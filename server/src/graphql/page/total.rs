//! How many entries a list has: known, or counted when asked for.

use std::sync::Arc;

use tokio::sync::OnceCell;

use super::{COUNT, COUNT_OF_HISTORY};
use crate::error::Result;
use crate::graph::view::Lens;
use crate::store::change::count::{self, Count};
use crate::store::change::list::ChangeQuery;
use crate::store::list::{self, ListQuery};

/// How many there are in all.
pub(super) enum Total {
    Known(i64),
    Count(Arc<Lens>, Box<ListQuery>),
    /// Of the history, which is never counted whole: once for both fields that tell of it.
    Bounded(Arc<Lens>, Box<ChangeQuery>, OnceCell<Count>),
}

impl Total {
    /// How many were counted.
    pub(super) async fn counted(&self) -> Result<i64> {
        match self {
            Total::Known(count) => Ok(*count),
            Total::Count(lens, query) => {
                lens.context().charge(COUNT)?;
                let query = (**query).clone();
                lens.register().store().read_briefly(move |conn| list::count(conn, &query)).await
            }
            Total::Bounded(lens, query, once) => Ok(of_history(lens, query, once).await?.counted),
        }
    }

    /// Whether those are all.
    pub(super) async fn is_all(&self) -> Result<bool> {
        match self {
            Total::Known(_) | Total::Count(..) => Ok(true),
            Total::Bounded(lens, query, once) => Ok(of_history(lens, query, once).await?.is_all),
        }
    }
}

async fn of_history(lens: &Arc<Lens>, query: &ChangeQuery, once: &OnceCell<Count>) -> Result<Count> {
    let count = once.get_or_try_init(|| async {
        lens.context().charge(COUNT_OF_HISTORY)?;
        let query = query.clone();
        lens.read_slowly(move |conn| count::count(conn, &query)).await
    });
    count.await.copied()
}
