//! Two checklists of what a report of qualitative research should tell, item by item: told from the record,
//! for the authors to write, or not done. The items are named in our own words, by their numbers in Tong,
//! Sainsbury and Craig (2007; COREQ) and in O'Brien et al. (2014; SRQR).

use super::facts::Facts;
use crate::export::paper::{Block, Cell, Words};
use crate::model::coding::MemoKind;
use crate::model::source::SourceKind;
use crate::report::claims::settled_words;
use crate::report::words::{counted, doing};

/// How an item stands.
enum Stands {
    /// The record tells it: what, and where in the report.
    Told(String, &'static str),
    /// Only the authors know.
    Write,
    /// They, from what the study holds.
    WriteFrom(String),
    NotDone(&'static str),
}

/// Number, what is to be told, and how it stands.
type Item = (&'static str, &'static str, fn(&Facts) -> Stands);

fn write(_: &Facts) -> Stands {
    Stands::Write
}

const COREQ: &[Item] = &[
    ("1", "who held the interviews or led the groups", write),
    ("2", "the researchers' degrees", write),
    ("3", "what they worked as at the time", write),
    ("4", "their gender", write),
    ("5", "their experience and training", write),
    (
        "6",
        "how they and the participants knew each other beforehand",
        write,
    ),
    (
        "7",
        "what participants knew of the interviewer and of the reasons for the study",
        write,
    ),
    (
        "8",
        "the interviewer's own assumptions and interests",
        reflexive,
    ),
    ("9", "the methodological orientation", write),
    ("10", "how participants were chosen", write),
    ("11", "how they were approached", write),
    ("12", "how many took part", number),
    ("13", "how many refused or left, and why", write),
    ("14", "where the data were collected", write),
    ("15", "whether others were present", write),
    ("16", "who the participants are", sample),
    (
        "17",
        "the questions and prompts, and whether they were tried out",
        write,
    ),
    ("18", "whether interviews were repeated", repeated),
    ("19", "whether sound or pictures were recorded", write),
    ("20", "field notes", field_notes),
    ("21", "how long interviews or groups took", write),
    ("22", "saturation", saturation),
    ("23", "whether transcripts went back to participants", write),
    ("24", "how many coded the data", coders),
    ("25", "the coding tree", tree),
    (
        "26",
        "whether themes were set beforehand or come from the data",
        derived,
    ),
    ("27", "the software", software),
    (
        "28",
        "whether participants said what they think of the findings",
        members,
    ),
    (
        "29",
        "quotes that show the themes, each with who is quoted",
        quotes,
    ),
    ("30", "data and findings fit together", fit),
    ("31", "the major themes", themes),
    ("32", "minor themes and cases that differ", minor),
];

const SRQR: &[Item] = &[
    ("S1", "title", write),
    ("S2", "abstract", write),
    ("S3", "the problem and what is known of it", write),
    ("S4", "purpose and question", write),
    ("S5", "approach and paradigm", write),
    (
        "S6",
        "the researchers and how they bear on the study",
        reflexive,
    ),
    ("S7", "context", write),
    (
        "S8",
        "how people, places and texts were chosen, and when that was enough",
        write,
    ),
    ("S9", "ethics", write),
    ("S10", "how data were collected", write),
    ("S11", "instruments, and how they changed", write),
    ("S12", "people and texts studied", sample),
    (
        "S13",
        "how data were processed: transcribed, checked, made anonymous, coded",
        processed,
    ),
    ("S14", "how they were analysed, and by whom", analysed),
    (
        "S15",
        "what was done so that findings can be trusted",
        trusted,
    ),
    ("S16", "findings and interpretation", themes),
    ("S17", "evidence for them in quotes", quotes),
    ("S18", "what they mean beside earlier work", write),
    ("S19", "limitations", limits),
    ("S20", "conflicts of interest", write),
    ("S21", "funding", write),
];

pub(super) fn section(facts: &Facts) -> Vec<Block> {
    let lists = [
        ("COREQ (Tong, Sainsbury and Craig 2007)", COREQ),
        ("SRQR (O'Brien et al. 2014)", SRQR),
    ];
    let list = |(title, items): (&str, &[Item])| {
        let head = ["item", "what is to be told", "", "where"];
        let rows = items.iter().map(|item| row(item, facts)).collect();
        [
            Block::Heading(3, title.to_owned()),
            Block::Table(head.map(str::to_owned).into(), rows),
        ]
    };
    lists.into_iter().flat_map(list).collect()
}

fn row((number, what, stands): &Item, facts: &Facts) -> Vec<Cell> {
    let (how, said): (&str, Words) = match stands(facts) {
        Stands::Told(words, place) => ("from the record", Words::link(words, place)),
        Stands::Write => ("you write", "".into()),
        Stands::WriteFrom(what) => ("you write", format!("{what} to write from").into()),
        Stands::NotDone(why) => ("not done", why.into()),
    };
    vec![(*number).into(), (*what).into(), how.into(), said.into()]
}

fn told(words: String, place: &'static str) -> Stands {
    Stands::Told(words, place)
}

fn number(f: &Facts) -> Stands {
    let people = f.study.people();
    let speak = people.iter().filter(|p| !p.speaks.is_empty()).count();
    told(
        format!(
            "{} in the texts",
            doing(speak, "participant", "speaks", "speak")
        ),
        "participants",
    )
}

fn sample(f: &Facts) -> Stands {
    let of = crate::model::attribute::Subjects::Participants;
    match f.study.view.with_attributes(&of).next() {
        Some(_) => told("their characteristics".to_owned(), "participants"),
        None => Stands::Write,
    }
}

fn repeated(f: &Facts) -> Stands {
    let is_interview = |s: &&crate::model::source::Source| s.kind == SourceKind::Interview;
    if f.study.view.sources().iter().filter(is_interview).count() == 0 {
        return Stands::Write;
    }
    let people = f.study.people();
    let interviews = |p: &crate::report::Person| {
        let mut of: Vec<_> = p.speaks.iter().map(|s| &s.source).collect();
        of.retain(|id| f.study.view.source(id).as_ref().is_some_and(is_interview));
        of.sort();
        of.dedup();
        of.len()
    };
    let several = people.iter().filter(|p| interviews(p) > 1).count();
    told(
        format!(
            "{} in more than one of the interviews here",
            doing(several, "participant", "speaks", "speak")
        ),
        "participants",
    )
}

fn field_notes(f: &Facts) -> Stands {
    let sources = f.study.view.sources().iter();
    match sources.filter(|s| s.kind == SourceKind::FieldNote).count() {
        0 => Stands::Write,
        n => told(
            format!(
                "{} among the sources; you write when they were made",
                counted(n, "field note")
            ),
            "quotes",
        ),
    }
}

fn saturation(f: &Facts) -> Stands {
    match &f.saturation {
        Some(_) => told(
            "new codes by date of collection, described and not claimed".to_owned(),
            "saturation",
        ),
        None => Stands::Write,
    }
}

fn coders(f: &Facts) -> Stands {
    let coders: std::collections::BTreeSet<_> = f.study.view.codings().map(|c| &c.coder).collect();
    match coders.len() {
        0 => Stands::NotDone("nothing is coded"),
        n => told(format!("{n}: {}", f.study.called(coders)), "rounds"),
    }
}

fn tree(f: &Facts) -> Stands {
    match f.study.view.codebook().active().count() {
        0 => Stands::NotDone("there is no code"),
        n => told(counted(n, "code"), "codebook"),
    }
}

fn derived(f: &Facts) -> Stands {
    match f.codebook().first() {
        Some(_) => told(
            "where codes come from; you write it of themes".to_owned(),
            "methods",
        ),
        None => Stands::Write,
    }
}

fn software(_: &Facts) -> Stands {
    told(format!("Tandem {}", env!("CARGO_PKG_VERSION")), "methods")
}

fn members(f: &Facts) -> Stands {
    match f.members().pop() {
        Some(said) => told(said.text, "themes"),
        None => Stands::Write,
    }
}

fn quotes(f: &Facts) -> Stands {
    let themes = &f.study.view.themes().themes;
    let chosen: Vec<usize> = themes
        .iter()
        .map(|t| super::quotes::chosen(f.study, t).len())
        .collect();
    let without = chosen.iter().filter(|n| **n == 0).count();
    match chosen.iter().sum::<usize>() {
        0 => Stands::NotDone("no quote was chosen for a theme"),
        n => {
            let words = format!(
                "{}, {} of them negative cases; {without} of {} without one",
                counted(n, "quote"),
                f.negative(),
                counted(themes.len(), "theme")
            );
            told(words, "themes")
        }
    }
}

fn fit(f: &Facts) -> Stands {
    f.judged()
        .map_or(Stands::Write, |judged| told(judged, "themes"))
}

fn themes(f: &Facts) -> Stands {
    let themes = f.study.view.themes().themes.iter();
    match themes.filter(|t| t.depth == 0).count() {
        0 => Stands::NotDone("no theme was made"),
        n => told(counted(n, "theme"), "themes"),
    }
}

fn minor(f: &Facts) -> Stands {
    let map = f.study.view.themes();
    let below = map.themes.iter().filter(|t| t.depth > 0).count();
    match (below, f.negative()) {
        (0, 0) => Stands::NotDone("no subtheme was made, no negative case marked"),
        (below, against) => told(
            format!(
                "{}, {}",
                counted(below, "subtheme"),
                counted(against, "negative case")
            ),
            "themes",
        ),
    }
}

fn reflexive(f: &Facts) -> Stands {
    let reflexive = |m: &&crate::model::coding::Memo| m.kind == Some(MemoKind::Reflexive);
    match f.study.view.memos().filter(reflexive).count() {
        0 => Stands::Write,
        n => Stands::WriteFrom(counted(n, "reflexive memo")),
    }
}

fn processed(f: &Facts) -> Stands {
    let corrected = f
        .study
        .view
        .sources()
        .iter()
        .filter(|s| s.revision > 1)
        .count();
    let corrected = doing(corrected, "text", "was", "were");
    told(
        format!("how they were coded, and that {corrected} corrected; you write the rest"),
        "methods",
    )
}

fn analysed(f: &Facts) -> Stands {
    match f.study.view.rounds().len() {
        0 => Stands::Write,
        n => told(counted(n, "round"), "methods"),
    }
}

fn trusted(f: &Facts) -> Stands {
    match f.settled {
        (0, _) => Stands::NotDone("no round of two that is no training was compared"),
        (rounds, after) => told(
            format!(
                "{} by two or more compared; of {} that differed {}",
                counted(rounds, "round"),
                counted(after.differed(), "place"),
                settled_words(after)
            ),
            "agreement",
        ),
    }
}

fn limits(_: &Facts) -> Stands {
    told(
        "what the record shows; you write the others".to_owned(),
        "limits",
    )
}
