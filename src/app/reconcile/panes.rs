//! Where things stand on this screen.
//!
//! What folds away on a small screen, in this order: the clauses below (Tab shows them in place of
//! the coders), then columns of the queue.

use crate::app::screen::{Area, Frame, WIDE};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    #[default]
    Queue,
    Passage,
    Clauses,
}

/// From this many rows of body on, the clauses stand below the coders.
const TALL: u16 = 28;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    pub queue: Area,
    pub passage: Area,
    /// The coders side by side, if shown.
    pub coders: Option<Area>,
    pub clauses: Option<Area>,
}

/// Where things stand at a screen size with this pane in focus.
pub fn panes(width: u16, height: u16, focus: Pane) -> Panes {
    let body = Frame::of(width, height).body;
    let queue = if width >= WIDE {
        (width * 3 / 10).clamp(32, 46)
    } else {
        30
    };
    let (queue, right) = body.split_left(queue);
    let tall = body.height >= TALL;
    let lower = if tall {
        (body.height / 4).clamp(7, 11)
    } else {
        8
    };
    let clauses = if tall {
        (body.height / 4).clamp(7, 12)
    } else {
        0
    };
    let (passage, below) = right.split_top(right.height.saturating_sub(lower + clauses));
    let (first, second) = below.split_top(lower);
    match (tall, focus) {
        (true, _) => Panes {
            queue,
            passage,
            coders: Some(first),
            clauses: Some(second),
        },
        (false, Pane::Clauses) => Panes {
            queue,
            passage,
            coders: None,
            clauses: Some(first),
        },
        (false, _) => Panes {
            queue,
            passage,
            coders: Some(first),
            clauses: None,
        },
    }
}
