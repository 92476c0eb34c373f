//! Cutting the source that is read in two.

use super::ask::Ask;
use super::state::Read;
use crate::acts::pieces::{free, names};
use crate::app::context::Context;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::model::text::Span;
use crate::report::hanging_words;
use crate::work::effect::Effect;
use crate::work::remaking::Remake;

impl Read {
    /// Whether the source can be cut now.
    pub(super) fn may_cut(&self, cx: &Context) -> Result<(), String> {
        let document = self.document.as_ref().ok_or("the text is not loaded yet")?;
        free(&cx.view, document).map_err(|why| why.to_string())?;
        Ok(())
    }

    /// Asks whether the source is cut before the paragraph at the cursor.
    pub(super) fn ask_cut(&self, cx: &mut Context) -> Vec<Effect> {
        let Some(document) = self.document.clone() else {
            return Vec::new();
        };
        let at = document.structure.paragraph_at(self.cursor).unwrap_or(0);
        let (Some(source), true) = (cx.view.source(&document.source), at > 0) else {
            return cx.fail("put the cursor in the paragraph that begins the second piece");
        };
        let cited = document.structure.paragraphs[at].cited();
        let pieces: Vec<String> = names(&source.name, 2);
        let words = format!(
            "{} Cut it before paragraph {cited}, into “{}” and “{}”?",
            hanging_words(&cx.view, &[source]),
            pieces[0],
            pieces[1]
        );
        cx.question(words, Ask::Cut(at))
    }

    /// Nothing is read or coded in a source that was taken out, be it elsewhere: where it was joined or
    /// cut, the text here is read in what was made of it.
    pub(super) fn leave_taken_out(&mut self, cx: &mut Context) -> Vec<Effect> {
        let here = |id: &SourceId| cx.view.sources().iter().any(|s| s.id == *id);
        let gone = |s: &&Source| self.source.as_ref() == Some(&s.id);
        let Some(gone) = cx.view.taken_out().iter().find(gone) else {
            return Vec::new();
        };
        let (name, cursor) = (
            gone.name.clone(),
            Span::between(self.cursor, self.cursor + 1),
        );
        let made = cx.view.sources().iter();
        let mut pieces = made.flat_map(|made| made.made_of.iter().map(move |p| (made, p)));
        let next = pieces.find_map(|(made, piece)| {
            let at = Some(piece).filter(|p| p.source == gone.id)?.place(cursor)?;
            here(&made.id).then(|| (made.id.clone(), made.now(at, 1)))
        });
        match next {
            Some((made, at)) => {
                self.open(made.clone());
                self.coming_to = Some(at);
                cx.load_missing(&[made])
            }
            None => {
                self.close();
                cx.say(format!("“{name}” was taken out of the study"))
            }
        }
    }

    pub(super) fn cut(&self, at: usize, cx: &mut Context) -> Vec<Effect> {
        let Some(document) = self.document.clone() else {
            return Vec::new();
        };
        let names = names(&cx.view.source_name(&document.source), 2);
        cx.remake(Remake::Cut(document.source.clone(), vec![at], names))
    }
}
