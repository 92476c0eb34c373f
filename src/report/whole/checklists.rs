//! Two checklists of what a report of qualitative research should tell, item by item: told from the record,
//! for the authors to write, or not done. The items are named in our own words, by their numbers in Tong,
//! Sainsbury and Craig (2007; COREQ) and in O'Brien et al. (2014; SRQR).

use super::facts::Facts;
use super::rounds::Compared;
use super::study::Study;
use crate::export::paper::{Block, Cell, Words};
use crate::model::source::SourceKind;
use crate::model::theme::EvidenceOn;
use crate::report::words::counted;
use crate::report::{people, spoken};

/// How an item stands.
enum Stands {
    /// The record tells it: what, and where in the report.
    Told(String, &'static str),
    /// Only the authors know.
    Write,
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
        saturation,
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

pub(super) fn section(study: &Study, compared: &Compared) -> Vec<Block> {
    let facts = Facts { study, compared };
    let lists = [
        ("COREQ (Tong, Sainsbury and Craig 2007)", COREQ),
        ("SRQR (O'Brien et al. 2014)", SRQR),
    ];
    let list = |(title, items): (&str, &[Item])| {
        let head = ["item", "what is to be told", "", "where"];
        let rows = items.iter().map(|item| row(item, &facts)).collect();
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
        Stands::NotDone(why) => ("not done", why.into()),
    };
    vec![(*number).into(), (*what).into(), how.into(), said.into()]
}

fn told(words: String, place: &'static str) -> Stands {
    Stands::Told(words, place)
}

fn number(f: &Facts) -> Stands {
    let people = people(
        f.study.view,
        &spoken(f.study.view, f.study.texts.documents()),
    );
    told(counted(people.len(), "participant"), "participants")
}

fn sample(f: &Facts) -> Stands {
    let of = crate::model::attribute::Subjects::Participants;
    match f.study.view.with_attributes(&of).next() {
        Some(_) => told("their characteristics".to_owned(), "participants"),
        None => Stands::Write,
    }
}

fn repeated(f: &Facts) -> Stands {
    let people = people(
        f.study.view,
        &spoken(f.study.view, f.study.texts.documents()),
    );
    let interviews = |p: &crate::report::Person| {
        let mut of: Vec<_> = p.speaks.iter().map(|s| &s.source).collect();
        of.retain(|id| {
            f.study
                .view
                .source(id)
                .is_some_and(|s| s.kind == SourceKind::Interview)
        });
        of.sort();
        of.dedup();
        of.len()
    };
    match people.iter().filter(|p| interviews(p) > 1).count() {
        0 => told(
            "nobody speaks in more than one interview".to_owned(),
            "participants",
        ),
        n => told(
            format!("{n} of {} in more than one", people.len()),
            "participants",
        ),
    }
}

fn field_notes(f: &Facts) -> Stands {
    let sources = f.study.view.sources().iter();
    match sources.filter(|s| s.kind == SourceKind::FieldNote).count() {
        0 => Stands::Write,
        n => told(counted(n, "field note"), "quotes"),
    }
}

fn saturation(f: &Facts) -> Stands {
    use crate::reconcile::aligned::AlignedRounds;
    use crate::report::saturation::{Asked, Saturation};
    match Saturation::of(
        f.study.view,
        &Asked::default(),
        &mut AlignedRounds::default(),
    ) {
        Ok(_) => told("described, not claimed".to_owned(), "saturation"),
        Err(_) => Stands::NotDone("no dates of collection, or the study wants no figures"),
    }
}

fn coders(f: &Facts) -> Stands {
    let coders = f
        .study
        .view
        .rounds()
        .iter()
        .flat_map(|r| r.submitted.keys());
    let coders: std::collections::BTreeSet<_> = coders.collect();
    match coders.len() {
        0 => Stands::NotDone("nobody has submitted a round"),
        _ => told(f.study.called(coders), "rounds"),
    }
}

fn tree(f: &Facts) -> Stands {
    match f.study.view.codebook().active().count() {
        0 => Stands::NotDone("there is no code"),
        n => told(counted(n, "code"), "codebook"),
    }
}

fn derived(f: &Facts) -> Stands {
    match f.study.view.given_beforehand().len() {
        0 => told(
            "no code stood before anything was coded".to_owned(),
            "methods",
        ),
        n => told(format!("{} beforehand", counted(n, "code")), "methods"),
    }
}

fn software(_: &Facts) -> Stands {
    told(format!("Tandem {}", env!("CARGO_PKG_VERSION")), "methods")
}

fn members(_: &Facts) -> Stands {
    Stands::NotDone("no participant was asked")
}

fn quotes(f: &Facts) -> Stands {
    let themes = f.study.view.themes().themes.iter();
    let chosen = themes
        .flat_map(|t| super::quotes::chosen(f.study, t))
        .count();
    match chosen {
        0 => Stands::NotDone("no quote was chosen for a theme"),
        n => told(counted(n, "quote"), "themes"),
    }
}

fn fit(f: &Facts) -> Stands {
    let themes = &f.study.view.themes().themes;
    match themes.iter().filter(|t| !t.judged.is_empty()).count() {
        0 => Stands::Write,
        n => told(
            format!("judged of {n} of {}", counted(themes.len(), "theme")),
            "themes",
        ),
    }
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
    let marks = &f.study.findings.marks;
    let against = map
        .themes
        .iter()
        .map(|t| marks.count(EvidenceOn::Theme(t.id)).negative);
    match (below, against.sum::<usize>()) {
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
    let memos = f
        .study
        .view
        .memos()
        .filter(|m| m.kind == Some(crate::model::coding::MemoKind::Reflexive));
    match memos.count() {
        0 => Stands::Write,
        n => told(
            format!("{} to write from", counted(n, "reflexive memo")),
            "record",
        ),
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
    told(
        format!("{} with a corrected text", counted(corrected, "source")),
        "record-corrected",
    )
}

fn analysed(f: &Facts) -> Stands {
    match f.study.view.rounds().len() {
        0 => Stands::Write,
        n => told(counted(n, "round"), "methods"),
    }
}

fn trusted(f: &Facts) -> Stands {
    let mut double = f
        .compared
        .all
        .iter()
        .filter(|(round, _)| round.plan.coders.len() > 1);
    match double.next() {
        Some(_) => told(
            "coded by two or more, compared and settled".to_owned(),
            "agreement",
        ),
        None => Stands::NotDone("nothing was coded by two"),
    }
}

fn limits(f: &Facts) -> Stands {
    use crate::model::layer::Basis;
    let alone = f.study.findings.layer.basis.iter();
    match alone.filter(|(_, b)| matches!(b, Basis::Coder(_))).count() {
        0 => Stands::Write,
        n => told(
            format!(
                "{} rest on one coder; you write the others",
                counted(n, "source")
            ),
            "methods",
        ),
    }
}
