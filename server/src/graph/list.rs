//! A list that clones share until one of them changes it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A list that clones share until one of them changes it: a graph after a change shares
/// with the one before it all that the change leaves alone.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T>(Arc<Vec<T>>);

impl<T> Default for List<T> {
    fn default() -> Self {
        List(Arc::default())
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Clone> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(&mut self.0)
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_until_one_changes() {
        let mut one: List<u8> = List::default();
        one.push(1);
        let two = one.clone();
        assert!(Arc::ptr_eq(&one.0, &two.0));
        one.push(2);
        assert_eq!((one.len(), two.len()), (2, 1));
    }
}
