//! How far a pair has come: “23 of 61 settled”.

use super::standing::Standing;
use serde::Serialize;

/// Items by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub settled: usize,
    /// Settled, but the clause was amended since.
    pub again: usize,
    /// Settled for some of its codes.
    pub partly: usize,
    /// One verdict that not every coder stands by.
    pub proposed: usize,
    /// Verdicts made apart from each other.
    pub conflicting: usize,
    pub parked: usize,
    pub open: usize,
    /// Coded alike; not in the queue.
    pub agreed: usize,
    /// Settled by the round's rule; not in the queue.
    pub by_rule: usize,
    /// Decided by the code conference; not in the queue.
    pub conference: usize,
}

impl Progress {
    pub fn of<'v, 's>(standings: impl IntoIterator<Item = &'s Standing<'v>>) -> Progress
    where
        'v: 's,
    {
        let mut progress = Progress::default();
        for standing in standings {
            *match standing {
                Standing::Agreed => &mut progress.agreed,
                Standing::ByRule(_) => &mut progress.by_rule,
                Standing::Conference(_) => &mut progress.conference,
                Standing::Settled(_) => &mut progress.settled,
                Standing::Again(..) => &mut progress.again,
                Standing::Partly(_) => &mut progress.partly,
                Standing::Proposed(_) => &mut progress.proposed,
                Standing::Conflicting(_) => &mut progress.conflicting,
                Standing::Parked(_) => &mut progress.parked,
                Standing::Open => &mut progress.open,
            } += 1;
        }
        progress
    }

    /// Items that are or were in the queue: the 61.
    pub fn queue(self) -> usize {
        self.settled + self.left()
    }

    pub fn left(self) -> usize {
        self.again + self.partly + self.proposed + self.conflicting + self.parked + self.open
    }

    /// “23 of 61 settled”.
    pub fn words(self) -> String {
        match self.queue() {
            0 => "nothing to settle".to_owned(),
            queue => format!("{} of {queue} settled", self.settled),
        }
    }
}
