//! The program on a study told in a test.

use super::{App, Opening};
use crate::model::fixture::{Study, coder};
use crate::model::view::View;

/// The program as this coder opens the study, in cells of width and height.
pub(super) fn opened(study: &Study, me: &str, size: (u16, u16)) -> App {
    let opening = Opening {
        name: "study".into(),
        dir: "/nowhere".into(),
        me: coder(me),
        read_only: None,
        size,
        now_ms: 1_800_000_000_000,
        seed: 1,
        memory: None,
        drafts: None,
    };
    let view = View::new(study.events.clone(), Some(opening.me.clone()));
    App::new(opening, view).0
}
