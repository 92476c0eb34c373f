//! Codings, read and written without a parser: nearly every line of a study is one.
//!
//! What stands otherwise in any way, be it a blank, is not read here, and means what RON says; what RON
//! might write otherwise is not written here.

use crate::model::clock::Stamp;
use crate::model::coding::Via;
use crate::model::event::{Change, Event};
use crate::model::ids::{CodeId, CoderId, DeviceId, Digest, EventId, RoundId, SourceId};
use crate::model::text::Span;
use std::fmt::Display;
use std::str::FromStr;
use uuid::Uuid;

/// A line of format 2 that says that somebody coded something.
pub(super) struct Coded<'l> {
    pub(super) id: EventId,
    pub(super) clock: Stamp,
    pub(super) coder: CoderId,
    pub(super) device: DeviceId,
    pub(super) seq: u64,
    pub(super) prev: &'l str,
    pub(super) act: Option<EventId>,
    pub(super) digest: &'l str,
    pub(super) change: Change,
}

/// Reads a line, if it stands as this program writes it.
pub(super) fn read(line: &str) -> Option<Coded<'_>> {
    let mut rest = Rest(line);
    rest.after("(v:2,id:\"")?;
    let id = EventId(rest.id()?);
    rest.after(",clock:\"")?;
    let clock = rest.quoted()?.parse().ok()?;
    rest.after(",coder:\"")?;
    let coder = rest.quoted()?.parse().ok()?;
    rest.after(",device:\"")?;
    let device = DeviceId(rest.quoted()?.into());
    rest.after(",seq:")?;
    let seq = rest.number()?;
    rest.after(",prev:\"")?;
    let prev = rest.quoted()?;
    rest.after(",act:")?;
    let act = rest.option("Some(\"", Rest::id)?.map(EventId);
    rest.after(",digest:\"")?;
    let digest = rest.quoted()?;
    rest.after(",change:Coded(")?;
    let change = rest.coding()?;
    rest.after("))")?;
    rest.0.is_empty().then_some(Coded {
        id,
        clock,
        coder,
        device,
        seq,
        prev,
        act,
        digest,
        change,
    })
}

/// The line that says that somebody coded something, with what stands for the line before it and for
/// its digest.
pub(super) fn write(event: &Event, prev: &str, blank: &str) -> Option<String> {
    let Change::Coded {
        of,
        round,
        source,
        revision,
        span,
        code,
        digest,
        certain,
        rating,
        via,
    } = &event.change
    else {
        return None;
    };
    let (device, digest) = (event.device.as_str(), digest.to_string());
    if event.format != 2 || ![device, source.as_str(), &digest].into_iter().all(is_plain) {
        return None;
    }
    let Event {
        id,
        clock,
        coder,
        seq,
        ..
    } = event;
    let (act, of, round) = (quoted(&event.act), quoted(of), quoted(round));
    let rating = rating.map_or_else(none, |rating| format!("Some({rating})"));
    let via = via.map_or("None", |Via::Search| "Some(Search)");
    let (start, end) = (span.start, span.end);
    Some(format!(
        "(v:2,id:\"{id}\",clock:\"{clock}\",coder:\"{coder}\",device:\"{device}\",seq:{seq},\
         prev:\"{prev}\",act:{act},digest:\"{blank}\",change:Coded(of:{of},round:{round},\
         source:\"{source}\",revision:{revision},span:(start:{start},end:{end}),code:\"{code}\",\
         digest:\"{digest}\",certain:{certain},rating:{rating},via:{via}))"
    ))
}

fn quoted(of: &Option<impl Display>) -> String {
    of.as_ref()
        .map_or_else(none, |of| format!("Some(\"{of}\")"))
}

fn none() -> String {
    "None".to_owned()
}

/// Whether nothing in a text has to be written as something else.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b' ')
}

/// What is still to be read.
struct Rest<'l>(&'l str);

impl<'l> Rest<'l> {
    fn coding(&mut self) -> Option<Change> {
        self.after("of:")?;
        let author = |rest: &mut Rest<'l>| rest.quoted()?.parse::<CoderId>().ok();
        let of = self.option("Some(\"", author)?;
        self.after(",round:")?;
        let round = self.option("Some(\"", Rest::id)?.map(RoundId);
        self.after(",source:\"")?;
        let source = SourceId(self.quoted()?.into());
        self.after(",revision:")?;
        let revision = self.number()?;
        self.after(",span:(start:")?;
        let start = self.number()?;
        self.after(",end:")?;
        let end = self.number()?;
        self.after("),code:\"")?;
        let code = CodeId(self.id()?);
        self.after(",digest:\"")?;
        let digest = Digest::from(self.quoted()?);
        self.after(",certain:")?;
        let certain = self.truth()?;
        self.after(",rating:")?;
        let rating = self.option("Some(", Rest::number)?;
        // Lines of before do not have it.
        let via = match self.after(",via:") {
            Some(()) => self.option("Some(", |rest| rest.after("Search").map(|()| Via::Search))?,
            None => None,
        };
        Some(Change::Coded {
            of,
            round,
            source,
            revision,
            span: Span { start, end },
            code,
            digest,
            certain,
            rating,
            via,
        })
    }

    fn after(&mut self, words: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(words)?;
        Some(())
    }

    /// The text up to a quotation mark, if it stands for itself.
    fn quoted(&mut self) -> Option<&'l str> {
        let (text, rest) = self.0.split_once('"')?;
        self.0 = rest;
        (!text.contains('\\')).then_some(text)
    }

    fn id(&mut self) -> Option<Uuid> {
        Uuid::try_parse(self.quoted()?).ok()
    }

    /// A number without idle zeros.
    fn number<T: FromStr>(&mut self) -> Option<T> {
        let is_digit = |b: &u8| b.is_ascii_digit() || *b == b'-';
        let end = self.0.bytes().take_while(|b| is_digit(b)).count();
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        let is_plain = matches!(
            digits.as_bytes(),
            [b'0'] | [b'1'..=b'9', ..] | [b'-', b'1'..=b'9', ..]
        );
        digits.parse().ok().filter(|_| is_plain)
    }

    fn truth(&mut self) -> Option<bool> {
        if self.after("true").is_some() {
            return Some(true);
        }
        self.after("false").map(|()| false)
    }

    fn option<T>(
        &mut self,
        begins: &str,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.after("None").is_some() {
            return Some(None);
        }
        self.after(begins)?;
        let value = read(self)?;
        self.after(")")?;
        Some(Some(value))
    }
}
