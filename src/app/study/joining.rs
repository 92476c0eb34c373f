//! Joining the marked sources, and bringing along one's own codings from sources that were joined
//! or cut.

use super::{Ask, Study};
use crate::acts::carrying::LeftBehind;
use crate::app::context::Context;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::report::hanging_words;
use crate::report::words::{counted, listed};
use crate::work::effect::Effect;
use crate::work::remaking::Remake;

impl Study {
    /// Asks for the name of what is made of the marked sources; where none are marked, whether what is
    /// one's own is to be brought along.
    pub(super) fn ask_join(&self, cx: &mut Context) -> Vec<Effect> {
        let sources = cx.view.sources().iter();
        let marked: Vec<&Source> = sources.filter(|s| self.marked.contains(&s.id)).collect();
        match marked[..] {
            [] => match left_behind(cx) {
                Some(words) => cx.question(format!("{words} Bring them along?"), Ask::Carry),
                None => cx.fail("mark the sources to join with Space, two at least"),
            },
            [_] => cx.fail("mark another source to join with this one: Space"),
            [first, ..] => {
                let names = listed(marked.iter().map(|s| s.name.as_str()));
                let ids = marked.iter().map(|s| s.id.clone()).collect();
                let name = first.name.clone();
                cx.ask_name(
                    format!("Name of {names} as one source"),
                    Ask::Join(ids),
                    &name,
                )
            }
        }
    }

    /// Says what hangs on them, and asks whether they are to be joined.
    pub(super) fn ask_joined(
        &self,
        sources: &[SourceId],
        name: String,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let here = sources.iter().filter_map(|id| cx.view.source(id));
        let hanging = hanging_words(&cx.view, &here.collect::<Vec<_>>());
        let words = format!("{hanging} Join them as “{name}”?");
        cx.question(words, Ask::Joined(sources.to_vec(), name))
    }

    pub(super) fn join(
        &mut self,
        sources: Vec<SourceId>,
        name: String,
        cx: &mut Context,
    ) -> Vec<Effect> {
        self.marked.clear();
        cx.remake(Remake::Join(sources, name))
    }
}

/// What of one's own stands at sources that were joined or cut, if anything does.
pub(crate) fn left_behind(cx: &Context) -> Option<String> {
    let (codings, memos) = LeftBehind::of(&cx.view).count();
    let all = [(codings, "coding"), (memos, "memo")];
    let all = all.into_iter().filter(|(n, _)| *n > 0);
    let words = listed(all.map(|(n, one)| counted(n, one)));
    let stand = match codings + memos {
        0 => return None,
        1 => "stands",
        _ => "stand",
    };
    Some(format!(
        "{words} of yours {stand} at sources that were joined or cut."
    ))
}
