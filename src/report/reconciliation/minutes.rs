//! The minutes of a reconciliation: what was submitted, what was settled, how and why, and what is
//! left. All of it from the events; written anew it says the same.

use super::Queue;
use super::apart::apart;
use crate::export::paper::{Block, Paper};
use crate::model::amendment::Amendment;
use crate::model::coding::{Coding, MemoOn};
use crate::model::ids::CoderId;
use crate::model::round::Reasons;
use crate::model::verdict::{Authority, ReasonKind, Verdict};
use crate::reconcile::item::Item;
use crate::reconcile::outcome::{Summary, summary};
use crate::reconcile::reasons::reasons;
use crate::reconcile::standing::Standing;
use crate::report::CodebookVersion;
use crate::report::claims::{after_words, how, settled_words};
use crate::report::figures::Found;
use crate::report::words::listed;
use crate::report::{About, after_rows, judged_words};
use std::collections::BTreeSet;

/// Minutes of a round of the study called `name`. `found` are the figures as submitted, or why
/// there are none; they stand there only where the round wants figures.
pub fn minutes(name: &str, queue: &Queue, found: Found) -> Paper {
    let writing = Minutes { queue };
    let sum = writing.summary();
    let mut blocks = vec![Block::Heading(
        1,
        format!(
            "Minutes of reconciliation: {name}, {}",
            queue.round.plan.name
        ),
    )];
    blocks.push(Block::Facts(writing.facts()));
    blocks.extend(apart(queue, found));
    blocks.extend(writing.after(&sum));
    blocks.extend(writing.about(&sum));
    blocks.extend(writing.clauses());
    blocks.extend(writing.verdicts());
    blocks.extend(writing.left());
    blocks.extend(writing.by_conference());
    blocks.extend(writing.by_rule());
    Paper {
        language: "en".into(),
        blocks,
    }
}

struct Minutes<'q, 'v> {
    queue: &'q Queue<'v>,
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

impl Minutes<'_, '_> {
    fn summary(&self) -> Summary {
        let queue = self.queue;
        let standings = queue.items.iter().map(|i| queue.standing(i));
        summary(&queue.items, standings, queue.round, queue.view.codebook())
    }

    fn facts(&self) -> Vec<(String, String)> {
        let (queue, plan) = (self.queue, &self.queue.round.plan);
        let coders: Vec<&CoderId> = queue.coders.iter().collect();
        let sources: Vec<String> = plan.sources.iter().map(|s| queue.texts.name(s)).collect();
        let mut facts = vec![
            ("Verdicts", self.meetings()),
            (
                "Round",
                format!(
                    "{} ({}), {}",
                    plan.name,
                    plan.kind_words(),
                    how(queue.round)
                ),
            ),
            ("Coders", listed(&coders)),
        ];
        if let Some(third) = &plan.adjudicator {
            facts.push(("Adjudicator", third.to_string()));
        }
        facts.push(("Sources", sources.join(", ")));
        let version = CodebookVersion::of(queue.view, queue.round);
        facts.push(("Codebook", version.words()));
        facts.push((
            "Boundaries",
            format!(
                "up to {} characters at each end settled by the round's rule ({})",
                plan.tolerance,
                plan.boundary.word()
            ),
        ));
        if plan.reasons == Reasons::Required {
            facts.push(("Reasons", "required for every verdict".to_owned()));
        }
        let own = |(name, what): (&str, String)| (name.to_owned(), what);
        facts.into_iter().map(own).collect()
    }

    /// The days on which verdicts that stand were given, with who gave them together.
    fn meetings(&self) -> String {
        let mut days: BTreeSet<(String, BTreeSet<&CoderId>)> = BTreeSet::new();
        for verdict in self.queue.items.iter().flat_map(|i| self.queue.verdicts(i)) {
            let day = verdict.at.minute().get(..10).unwrap_or_default().to_owned();
            days.insert((day, verdict.present.iter().chain([&verdict.by]).collect()));
        }
        let day = |(day, who): &(String, BTreeSet<&CoderId>)| {
            let how = match who.len() {
                1 => "alone",
                _ => "together",
            };
            let who: Vec<&CoderId> = who.iter().copied().collect();
            format!("{day} (UTC): {} {how}", listed(&who))
        };
        match days.is_empty() {
            true => "none has been given yet".to_owned(),
            false => days.iter().map(day).collect::<Vec<_>>().join("; "),
        }
    }

    fn after(&self, sum: &Summary) -> Vec<Block> {
        let when = after_words(sum.after, sum.given);
        let differed = match sum.after.differed() {
            0 => String::new(),
            n => format!(" Of {n} that differed {}.", settled_words(sum.after)),
        };
        let rows = after_rows(sum, self.queue.round);
        let rows = rows.into_iter().map(|(a, b)| vec![a, b]);
        vec![
            Block::Heading(2, format!("Where the places stand: {when}")),
            Block::text(format!(
                "Counted by place of the list, not by the rule of the figures above. It measures no reliability and stands for none.{differed}"
            )),
            Block::table(row(&["what", "places"]), rows),
        ]
    }

    fn about(&self, sum: &Summary) -> Vec<Block> {
        if sum.differed.is_empty() {
            return Vec::new();
        }
        let counted = |rows: Vec<(String, usize)>| -> Vec<Vec<String>> {
            let cells = |(words, n): (String, usize)| vec![words, n.to_string()];
            rows.into_iter().map(cells).collect()
        };
        let name = |code| self.queue.view.codebook().name(code).to_owned();
        let codes = sum
            .codes
            .iter()
            .map(|(code, of)| vec![name(*code), of.differed.to_string(), of.items.to_string()]);
        let mut blocks = vec![Block::Heading(2, "What the differences were about".into())];
        // Names made apart differ by themselves: counting them would say nothing.
        if !self.queue.view.is_open_coding(self.queue.round) {
            blocks.push(Block::table(
                row(&["difference", "places"]),
                counted(sum.differed.clone()),
            ));
            blocks.push(Block::table(row(&["code", "differed", "of places"]), codes));
        }
        if !sum.kinds.is_empty() {
            let kinds = sum.kinds.iter().map(|(k, n)| (k.word().to_owned(), *n));
            blocks.push(Block::table(
                row(&["kind of reason", "settled"]),
                counted(kinds.collect()),
            ));
            if sum.wordless > 0 {
                let text = format!("Of these, {} without words for the reason.", sum.wordless);
                blocks.push(Block::text(text));
            }
        }
        let given = reasons(self.queue.view.verdicts_of(self.queue.round.id));
        if !given.is_empty() {
            let given = given.into_iter().map(|r| (r.words, r.used));
            blocks.push(Block::table(
                row(&["reason", "given"]),
                counted(given.collect()),
            ));
        }
        match blocks.len() {
            1 => Vec::new(),
            _ => blocks,
        }
    }

    fn clauses(&self) -> Vec<Block> {
        let here: Vec<&Amendment> = self.amendments().collect();
        if here.is_empty() {
            return Vec::new();
        }
        let cells = |a: &&Amendment| {
            let place = self.place_of(a);
            vec![
                self.queue.view.codebook().name(a.code).to_owned(),
                a.part.to_owned(),
                a.before.clone(),
                a.after.clone(),
                place,
                format!("{}, {} UTC", a.by, a.at.minute()),
            ]
        };
        vec![
            Block::Heading(2, "Clauses amended".into()),
            Block::table(
                row(&["code", "clause", "before", "after", "on", "by"]),
                here.iter().map(cells),
            ),
        ]
    }

    fn amendments(&self) -> impl Iterator<Item = &Amendment> {
        let round = self.queue.round.id;
        let all = self.queue.view.amendments();
        all.filter(move |a| a.on.round == round)
    }

    fn place_of(&self, amendment: &Amendment) -> String {
        let item = self.queue.items.iter().find(|i| i.key == amendment.on.item);
        item.map_or_else(String::new, |i| self.queue.place(i))
    }

    fn about_item<'a>(&'a self, item: &'a Item) -> About<'a> {
        About {
            item,
            coders: &self.queue.coders,
            codebook: self.queue.view.codebook(),
            document: self.queue.texts.document(&item.source),
        }
    }

    /// Every item something was ruled on and that is not merely put aside.
    fn verdicts(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(2, "Verdicts".into())];
        for item in &self.queue.items {
            let standing = self.queue.standing(item);
            let told = matches!(
                standing,
                Standing::Settled(_)
                    | Standing::Again(..)
                    | Standing::Partly(_)
                    | Standing::Proposed(_)
                    | Standing::Conflicting(_)
            );
            if told {
                blocks.extend(self.told(item, &standing));
            }
        }
        if blocks.len() == 1 {
            blocks.push(Block::text("None yet."));
        }
        blocks
    }

    fn told(&self, item: &Item, standing: &Standing) -> Vec<Block> {
        let queue = self.queue;
        let mut blocks = vec![Block::Heading(
            3,
            format!("{} · {}", queue.place(item), item.kind.word()),
        )];
        let quote = queue.texts.quote(&item.source, item.span);
        if !quote.is_empty() {
            blocks.push(Block::quote(quote));
        }
        blocks.push(Block::table(
            row(&["coder", "code", "stretch", "", "noted"]),
            self.sides(item),
        ));
        for verdict in queue.verdicts(item) {
            blocks.push(Block::Facts(self.verdict(item, verdict, standing)));
        }
        blocks
    }

    fn sides(&self, item: &Item) -> Vec<Vec<String>> {
        let queue = self.queue;
        let mut rows = Vec::new();
        for (coder, own) in queue.coders.iter().zip(&item.codings) {
            if own.is_empty() {
                rows.push(row(&[coder.as_str(), "not coded", "", "", ""]));
            }
            for coding in own {
                rows.push(self.side(coder, coding));
            }
        }
        rows
    }

    fn side(&self, coder: &CoderId, coding: &Coding) -> Vec<String> {
        let view = self.queue.view;
        let on = MemoOn::Coding(coding.id);
        let memos: Vec<&str> = view.memos_on(&on).map(|m| m.text.as_str()).collect();
        let mut name = view.codebook().name(coding.code).to_owned();
        if let Some(rating) = coding.rating {
            name.push_str(&format!(" (rated {rating})"));
        }
        vec![
            coder.to_string(),
            name,
            format!("{}–{}", coding.span.start, coding.span.end),
            if coding.certain { "sure" } else { "unsure" }.to_owned(),
            memos.join(" / "),
        ]
    }

    fn verdict(
        &self,
        item: &Item,
        verdict: &Verdict,
        standing: &Standing,
    ) -> Vec<(String, String)> {
        let about = self.about_item(item);
        let head = match standing {
            Standing::Partly(_) => "Verdict on some codes",
            Standing::Proposed(_) => "Proposed",
            Standing::Conflicting(_) => "Conflicting verdict",
            _ if verdict.authority == Authority::Adjudicator => "Adjudicated",
            _ => "Verdict",
        };
        let reason = match verdict.reason.trim() {
            "" if verdict.kind == ReasonKind::Unsaid => "none given".to_owned(),
            "" => verdict.kind.word().to_owned(),
            words if verdict.kind == ReasonKind::Unsaid => words.to_owned(),
            words => format!("{} ({})", words, verdict.kind.word()),
        };
        let people = |of: &[CoderId]| listed(of.iter().collect::<Vec<_>>());
        let mut facts = vec![
            (head, about.decided(&verdict.ruling, &verdict.by_code)),
            ("Reason", reason),
            ("Present", people(&verdict.present)),
        ];
        if !verdict.assents.is_empty() {
            facts.push(("Assented later", people(&verdict.assents)));
        }
        if let Some(code) = verdict.rests_on {
            facts.push(("Rests on", self.queue.view.codebook().name(code).to_owned()));
        }
        if !verdict.votes.is_empty() {
            facts.push(("First votes", about.votes(&verdict.votes)));
        }
        for amendment in self.amendments().filter(|a| a.on.item == item.key) {
            facts.push((
                "Clause amended",
                format!(
                    "{}, {}: “{}” became “{}”",
                    self.queue.view.codebook().name(amendment.code),
                    amendment.part,
                    amendment.before,
                    amendment.after
                ),
            ));
        }
        if let Standing::Again(_, amendment) = standing {
            let name = self.queue.view.codebook().name(amendment.code);
            facts.push((
                "To be looked at again",
                format!("“{name}” was amended since: {}", amendment.part),
            ));
        }
        facts.push((
            "Recorded",
            format!("{}, {} UTC", verdict.by, verdict.at.minute()),
        ));
        let own = |(name, what): (&str, String)| (name.to_owned(), what);
        facts.into_iter().map(own).collect()
    }

    /// What was kept, put aside, or not come to.
    fn left(&self) -> Vec<Block> {
        let (mut kept, mut parked, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for item in &self.queue.items {
            let line = || {
                let sides = self.queue.sides(item).into_iter();
                let side = |(coder, codes): (CoderId, Vec<String>)| match codes.is_empty() {
                    true => format!("{coder}: –"),
                    false => format!("{coder}: {}", codes.join(" + ")),
                };
                let sides: Vec<String> = sides.map(side).collect();
                format!(
                    "{} · {} · {}",
                    self.queue.place(item),
                    item.kind.word(),
                    sides.join("; ")
                )
            };
            match self.queue.standing(item) {
                Standing::Settled(v) | Standing::Again(v, _) if v.keeps(item.codes()) => {
                    kept.push(line());
                }
                Standing::Parked(v) if v.reason.trim().is_empty() => parked.push(line()),
                Standing::Parked(v) => parked.push(format!("{} · {}", line(), v.reason.trim())),
                Standing::Open => open.push(line()),
                Standing::Partly(v) => {
                    let codes = v.open_among(item.codes());
                    let names: Vec<&str> = codes.iter().map(|c| self.queue.code(*c)).collect();
                    open.push(format!("{} · still open: {}", line(), names.join(", ")));
                }
                _ => {}
            }
        }
        let mut blocks = Vec::new();
        for (title, lines) in [
            ("Kept as disagreement", kept),
            ("Parked", parked),
            ("Not come to", open),
        ] {
            if !lines.is_empty() {
                blocks.push(Block::Heading(2, format!("{title}: {}", lines.len())));
                blocks.push(Block::list(lines));
            }
        }
        blocks
    }

    /// What the code conference decided without a verdict.
    fn by_conference(&self) -> Vec<Block> {
        let coded_with = self.queue.view.codebook_of(self.queue.round);
        let mut rows = Vec::new();
        for item in &self.queue.items {
            let Standing::Conference(found) = self.queue.standing(item) else {
                continue;
            };
            let given = |c: &Coding| format!("{}: {}", c.coder, coded_with.name(c.code));
            let given: Vec<String> = item.all().map(given).collect();
            let name = |code| self.queue.view.codebook().name(code);
            let stands = found
                .stands
                .iter()
                .map(|(code, span, _)| format!("{} {}–{}", name(*code), span.start, span.end));
            let stands: Vec<String> = stands.collect();
            let judged = found.judged.iter().map(|j| judged_words(j, &coded_with));
            let judged: Vec<String> = judged.collect();
            rows.push(vec![
                self.queue.place(item),
                given.join("; "),
                match stands.is_empty() {
                    true => "nothing".to_owned(),
                    false => stands.join(" / "),
                },
                judged.join("; "),
            ]);
        }
        if rows.is_empty() {
            return Vec::new();
        }
        vec![
            Block::Heading(2, format!("Decided in the code conference: {}", rows.len())),
            Block::table(row(&["place", "coders", "stands", "judged"]), rows),
        ]
    }

    fn by_rule(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for item in &self.queue.items {
            if let Standing::ByRule(span) = self.queue.standing(item) {
                let codes = item.codes();
                let code = codes
                    .first()
                    .map_or("", |c| self.queue.view.codebook().name(*c));
                let own: Vec<String> = item
                    .all()
                    .map(|c| format!("{}–{}", c.span.start, c.span.end))
                    .collect();
                rows.push(vec![
                    self.queue.place(item),
                    code.to_owned(),
                    own.join(" / "),
                    format!("{}–{}", span.start, span.end),
                ]);
            }
        }
        if rows.is_empty() {
            return Vec::new();
        }
        vec![
            Block::Heading(2, format!("Boundaries settled by rule: {}", rows.len())),
            Block::table(row(&["place", "code", "coders", "stands"]), rows),
        ]
    }
}
