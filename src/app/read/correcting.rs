//! Correcting the text where it is read, and saying who speaks where it was not found.

use super::ask::Ask;
use super::state::Read;
use crate::acts::sources::{
    NotCorrected, Repair, corrected, repaired, rewritten, talk_in, under_way,
};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::import::{Pattern, doubtful};
use crate::model::coding::Coding;
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::wrap::brief;
use crate::report::SourceMade;
use crate::report::words::counted;
use crate::work::correcting::words;
use crate::work::effect::Effect;
use std::sync::Arc;

/// The most characters of a text that is quoted.
const QUOTED: usize = 50;

impl Read {
    /// Whether the source can be corrected now.
    pub(super) fn may_correct(&self, cx: &Context) -> Result<(), String> {
        let document = self.document.as_ref().ok_or("the text is not loaded yet")?;
        let source = cx.view.source(&document.source);
        match (under_way(&cx.view, &document.source), source) {
            (Some(round), Some(source)) => Err(NotCorrected::UnderWay {
                source_name: source.name.clone(),
                round: round.plan.name.clone(),
            }
            .to_string()),
            _ => Ok(()),
        }
    }

    /// The paragraph at the cursor, by its place.
    fn paragraph_here(&self) -> Option<(Arc<Document>, usize)> {
        let document = self.document.clone()?;
        let at = document.structure.paragraph_at(self.cursor)?;
        Some((document, at))
    }

    /// Opens the paragraph at the cursor to be written anew.
    pub(super) fn ask_correct(&self, cx: &mut Context) -> Vec<Effect> {
        let Some((document, at)) = self.paragraph_here() else {
            return Vec::new();
        };
        let cited = document.structure.paragraphs[at].cited();
        let text = document.text.slice(talk_in(&document, at)).to_owned();
        cx.edit(
            format!("Correct paragraph {cited}"),
            Ask::Correct(document.source.clone(), at),
            &text,
        )
    }

    pub(super) fn correct(
        &self,
        source: &SourceId,
        at: usize,
        written: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let document = self.document.clone().filter(|d| d.source == *source);
        let Some(document) = document else {
            return Vec::new();
        };
        if document.structure.paragraphs.len() <= at {
            return Vec::new();
        }
        match rewritten(&document, at, written) {
            Ok((text, structure)) => save(&document, text, structure, cx),
            Err(why) => cx.fail(why.to_string()),
        }
    }

    /// Asks who says the selection, or the paragraph here.
    pub(super) fn ask_who(&self, cx: &mut Context) -> Vec<Effect> {
        let Some((document, at)) = self.paragraph_here() else {
            return Vec::new();
        };
        let span = self
            .selection()
            .unwrap_or(document.structure.paragraphs[at].span);
        let (structure, text) = (&document.structure, document.text.as_str());
        let here = structure
            .turn_at(span.start)
            .and_then(|t| structure.turns[t].speaker);
        let repair = |label: String, repair| Entry::new(label, Value::Repair(Box::new(repair)));
        let says = structure.speakers.iter().map(|s| {
            repair(
                format!("{} says it", s.label),
                Repair::Assign(span, Some(s.label.clone())),
            )
        });
        let mut entries: Vec<Entry> = says.collect();
        entries.push(repair("Nobody says it".into(), Repair::Assign(span, None)));
        entries.push(Entry::new("Somebody else says it…", Value::Top));
        entries.push(
            Entry::new("Lines of a pattern say who speaks…", Value::None)
                .beside("as [{time}] {speaker} >> {text}"),
        );
        for (label, lines) in doubtful(text, structure) {
            let lines = counted(lines, "line");
            let entry = repair(format!("“{label}” is a speaker"), Repair::Label(label));
            entries.push(entry.beside(format!("in {lines} of this source")));
        }
        if let Some(speaker) = here.map(|s| structure.speakers[usize::from(s)].label.clone()) {
            let renames = Entry::new(
                format!("{speaker} is called otherwise…"),
                Value::Text(speaker),
            );
            entries.push(renames.beside("a name that is there already makes both the same"));
        }
        let place = structure.cite(span);
        cx.pick(format!("Who says {place}?"), Ask::Who(span), entries)
    }

    /// Lists one's codings in which text was corrected, or whose text is gone.
    pub(super) fn list_corrected(&self, cx: &mut Context) -> Vec<Effect> {
        let mine = |c: &&Coding| c.coder == cx.me;
        let name = |c: &Coding| cx.view.codebook().name(c.code).to_owned();
        let touched = cx.view.touched().filter(mine);
        let mut entries: Vec<Entry> = touched
            .map(|c| {
                let text = cx.documents.get(&c.source);
                let quote = text.map(|d| brief(d.text.slice(c.span), QUOTED));
                let place = cx.view.source_name(&c.source);
                let place = text.map_or(place.clone(), |d| {
                    format!("{place}:{}", d.structure.cite(c.span))
                });
                let label = format!("{place}  {}", name(c));
                Entry::new(label, Value::Place(c.source.clone(), c.span))
                    .beside(quote.unwrap_or_default())
            })
            .collect();
        entries.extend(cx.view.bereft().filter(mine).map(|c| {
            let label = format!("{}  {}", cx.view.source_name(&c.source), name(c));
            Entry::new(label, Value::Coding(c.id)).beside("its text was taken out")
        }));
        match entries.is_empty() {
            true => cx.say("every coding of yours covers the text it covered when you made it"),
            false => cx.pick(
                "Your codings where the text was corrected",
                Ask::Corrected,
                entries,
            ),
        }
    }

    pub(super) fn corrected_chosen(&self, value: Value, cx: &mut Context) -> Vec<Effect> {
        match value {
            Value::Place(source, span) => {
                cx.note("r and Enter say what it covers, u takes it away");
                cx.read(source, Some(span))
            }
            Value::Coding(coding) => cx.question(
                "The text of this coding was taken out of its source. Take the coding away? Code its place anew if the text stands elsewhere.".into(),
                crate::app::anywhere::Ask::Save(Box::new(Change::Uncoded { coding })),
            ),
            _ => Vec::new(),
        }
    }

    pub(super) fn who_chosen(&self, span: Span, value: Value, cx: &mut Context) -> Vec<Effect> {
        match value {
            Value::Repair(repair) => self.repair(&repair, cx),
            Value::Top => cx.ask_name("Who says it?", Ask::Somebody(span), ""),
            Value::None => cx.ask(
                "How a turn begins: {speaker}, {time}, {number}, and {text} at the end",
                Ask::Pattern,
                "{speaker} >> {text}",
            ),
            Value::Text(label) => {
                let title = format!("What is {label} called?");
                cx.ask_name(title, Ask::Called(label.clone()), &label)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn repair(&self, repair: &Repair, cx: &mut Context) -> Vec<Effect> {
        let Some(document) = self.document.clone() else {
            return Vec::new();
        };
        let structure = repaired(&document, repair);
        save(&document, document.text.as_str().to_owned(), structure, cx)
    }

    /// Says what a pattern would come to, and asks whether it is to be done.
    pub(super) fn preview(&self, pattern: &str, cx: &mut Context) -> Vec<Effect> {
        let (Some(document), Ok(pattern)) = (self.document.clone(), Pattern::parse(pattern)) else {
            let why = Pattern::parse(pattern).map_or_else(|why| why.to_string(), |_| String::new());
            return cx.fail(why);
        };
        let repair = Repair::Pattern(pattern);
        let now = Document {
            structure: repaired(&document, &repair),
            ..(*document).clone()
        };
        let Some(source) = cx.view.source(&document.source) else {
            return Vec::new();
        };
        let words = SourceMade::of(source, &now).words();
        cx.question(
            format!("It would be: {words}. Divide it so?"),
            Ask::Divide(Box::new(repair)),
        )
    }

    /// A label as typed, if it can be one.
    pub(super) fn labelled(
        &self,
        typed: &str,
        repair: impl Fn(String) -> Repair,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match name::cleaned(typed) {
            Ok(label) => self.repair(&repair(label), cx),
            Err(flaw) => cx.fail(flaw.to_string()),
        }
    }
}

fn save(
    document: &Document,
    text: String,
    structure: crate::model::source::Structure,
    cx: &mut Context,
) -> Vec<Effect> {
    if let Some(why) = cx.read_only.clone() {
        return cx.fail(format!("read-only: {why}"));
    }
    let view = cx.view.clone();
    match corrected(&view, document, text, structure, false) {
        Ok(correction) => {
            if let Some(source) = view.source(&document.source) {
                cx.note(words(&view, source, &correction));
            }
            cx.saving += 1;
            vec![Effect::Correct(Box::new(correction))]
        }
        Err(NotCorrected::Same) => cx.say("nothing changes by it"),
        Err(why) => cx.fail(why.to_string()),
    }
}
