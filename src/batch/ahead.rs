//! How far the reader may go ahead of the writer.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many bytes are read and not yet written, for the reader to wait on.
#[derive(Default)]
pub(super) struct Ahead {
    /// No more than this.
    most: usize,
    state: Mutex<AheadState>,
    changed: Condvar,
}

#[derive(Default)]
struct AheadState {
    bytes: usize,
    closed: bool,
}

impl Ahead {
    /// Allows so many bytes.
    pub(super) fn new(most: usize) -> Self {
        Ahead {
            most,
            ..Ahead::default()
        }
    }

    fn lock(&self) -> MutexGuard<'_, AheadState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `bytes` more may be read ahead; false when nobody writes any more.
    pub(super) fn wait_for(&self, bytes: usize) -> bool {
        let full = |state: &mut AheadState| {
            !state.closed && state.bytes > 0 && state.bytes + bytes > self.most
        };
        let waited = self.changed.wait_while(self.lock(), full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        state.bytes += bytes;
        !state.closed
    }

    pub(super) fn release(&self, bytes: usize) {
        self.lock().bytes -= bytes;
        self.changed.notify_one();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_one();
    }
}

/// Lets the reader go whichever way the writer ends.
pub(super) struct CloseOnDrop<'a>(pub(super) &'a Ahead);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}
