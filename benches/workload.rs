//! A study of a given size on the disk: transcripts, codebook, two coders' codings of one round
//! that both have submitted. The second coder repeats about 60 % of the first one's segments, half
//! of these with moved ends, one in ten with another code, and makes the rest alone.

use crate::words::{Chance, Transcript, Vocabulary, code_names, transcript};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tandem::import;
use tandem::model::clock::Stamp;
use tandem::model::code::{CodeKind, CodeText, Colour};
use tandem::model::event::{Change, Event};
use tandem::model::ids::{CodeId, DeviceId, Digest, EventId, RoundId, SourceId};
use tandem::model::mark::Mark;
use tandem::model::mint::Mint;
use tandem::model::round::{
    BoundaryRule, Headline, Reasons, RoundKind, RoundPlan, StartFrom, Submission, Unit,
};
use tandem::model::source::Structured;
use tandem::model::text::Span;
use tandem::model::view::View;
use tandem::store::line::{LineHash, NO_LINE, compose, hex};
use tandem::store::name::JournalName;
use tandem::store::{Opened, Places, RealDisk, Store, create};

const SEED: &str = "tandem-1";

/// When these studies begin, milliseconds since 1970.
pub const BEGIN: u64 = 1_790_000_000_000;

/// When everything in them has happened.
pub const NOW: u64 = BEGIN + 1_000_000_000;

/// How large a study is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub name: &'static str,
    pub sources: usize,
    pub words: usize,
    pub codings: usize,
    pub codes: usize,
}

/// The sizes: a pilot, a large study of one team, one larger than anybody's; then shapes nobody
/// means to make: all codings on one source, one source of 10 MB, a codebook of thousands, millions
/// of events.
pub const SIZES: [Size; 7] = [
    Size {
        name: "S",
        sources: 20,
        words: 8_000,
        codings: 2_000,
        codes: 60,
    },
    Size {
        name: "M",
        sources: 200,
        words: 8_000,
        codings: 20_000,
        codes: 200,
    },
    Size {
        name: "L",
        sources: 2_000,
        words: 8_000,
        codings: 200_000,
        codes: 500,
    },
    Size {
        name: "dense",
        sources: 1,
        words: 8_000,
        codings: 25_000,
        codes: 500,
    },
    Size {
        name: "long",
        sources: 1,
        words: 1_900_000,
        codings: 2_000,
        codes: 60,
    },
    Size {
        name: "codes",
        sources: 20,
        words: 8_000,
        codings: 2_000,
        codes: 5_000,
    },
    Size {
        name: "million",
        sources: 2_000,
        words: 800,
        codings: 1_000_000,
        codes: 500,
    },
];

/// A study on the disk.
pub struct Workload {
    pub size: Size,
    dir: tempfile::TempDir,
}

/// How long the program lets a piece of a journal become, in bytes.
const PIECE: usize = 256 * 1024;

/// One coder's journal as it is written, in pieces.
struct Journal {
    name: JournalName,
    /// A piece is closed with the line that makes it longer than this, in bytes.
    piece: usize,
    /// Of the piece that is not closed yet.
    lines: String,
    closed: Vec<(String, String)>,
    last: LineHash,
    seq: u64,
}

impl Journal {
    fn of(coder: &str, device: &str, piece: usize) -> Journal {
        Journal {
            piece,
            name: JournalName {
                coder: coder.parse().expect("a coder's id"),
                device: DeviceId(device.into()),
                number: 1,
            },
            lines: String::new(),
            closed: Vec::new(),
            last: NO_LINE,
            seq: 0,
        }
    }

    fn add(&mut self, id: EventId, ms: u64, change: Change) -> EventId {
        if self.lines.len() > self.piece {
            self.close();
        }
        self.seq += 1;
        let event = Event {
            id,
            clock: Stamp { ms, n: 0 },
            coder: self.name.coder.clone(),
            device: self.name.device.clone(),
            seq: self.seq,
            act: None,
            change,
            format: 2,
            moved: None,
        };
        let (line, hash) = compose(&event, &self.last).expect("an event that can be written");
        self.last = hash;
        self.lines.push_str(&line);
        self.lines.push('\n');
        id
    }

    fn close(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.closed.push((self.name.file(), lines));
        self.name.number += 1;
    }

    fn mark(&self) -> Mark {
        Mark {
            coder: self.name.coder.clone(),
            device: self.name.device.clone(),
            seq: self.seq,
            hash: hex(&self.last),
        }
    }
}

/// One segment: source, first sentence, sentences, code.
type Segment = (usize, usize, usize, usize);

impl Workload {
    /// Writes a study of this size below `folder`.
    pub fn write(size: Size, folder: &Path) -> Workload {
        Workload::in_pieces(size, folder, PIECE)
    }

    /// The same with journals in pieces of some length.
    pub fn in_pieces(size: Size, folder: &Path, piece: usize) -> Workload {
        let dir = tempfile::tempdir_in(folder).expect("room for a study");
        let made = Workload { size, dir };
        let mut mint = Mint::new(1, BEGIN);
        create(&RealDisk::new(), &made.study(), "Bench", mint.id().0).expect("a new study");
        let (mut ana, mut ben) = (
            Journal::of("ana", "anadev01", piece),
            Journal::of("ben", "bendev01", piece),
        );
        let joined = |name: &str| Change::joined(name);
        ana.add(mint.id(), BEGIN, joined("Ana"));
        ben.add(mint.id(), BEGIN, joined("Ben"));
        let (structures, texts) = made.sources(&mut ana, &mut mint);
        let sources: Vec<SourceId> = structures.iter().map(|s| s.source.clone()).collect();
        let codes = codes(size.codes, &mut ana, &mut mint);
        let round = made.round(&structures, &mut ana, &ben, &mut mint);
        let (of_ana, of_ben) = segments(size, &texts);
        for (journal, segments) in [(&mut ana, of_ana), (&mut ben, of_ben)] {
            for (nth, (source, first, n, code)) in segments.into_iter().enumerate() {
                let change = coded(
                    &sources[source],
                    &texts[source],
                    (first, n),
                    codes[code],
                    round,
                );
                journal.add(mint.id(), BEGIN + 60_000 + nth as u64 * 40, change);
            }
        }
        let folder = made.study().join("journals");
        std::fs::create_dir_all(&folder).expect("a folder");
        for journal in [&mut ana, &mut ben] {
            let submission = Submission {
                coder: journal.name.coder.clone(),
                marks: vec![journal.mark()],
                codebook: Digest::default(),
                revisions: sources.iter().map(|s| (s.clone(), 1)).collect(),
                finished: sources.clone(),
                structures: structures.clone(),
                corrected: None,
            };
            journal.add(
                mint.id(),
                NOW - 60_000,
                Change::Submitted {
                    round,
                    submission,
                    after: None,
                },
            );
            journal.close();
            for (file, lines) in &journal.closed {
                std::fs::write(folder.join(file), lines).expect("a journal");
            }
        }
        made
    }

    /// The study's folder.
    pub fn study(&self) -> PathBuf {
        self.dir.path().join("study")
    }

    /// A path beside the study.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Opens it.
    pub fn open(&self, coder: &str) -> Opened {
        let (disk, coder) = (
            Arc::new(RealDisk::new()),
            coder.parse().expect("a coder's id"),
        );
        Store::open(disk, &self.study(), self.places(), Some(coder), NOW).expect("the study opens")
    }

    /// Opens it to what a coder sees, kept or to be kept.
    pub fn open_to_view(&self, coder: &str) -> (Store, View) {
        let (disk, coder) = (
            Arc::new(RealDisk::new()),
            coder.parse().expect("a coder's id"),
        );
        let opened = Store::open_to_view(disk, &self.study(), self.places(), Some(coder), NOW);
        let (store, view, _) = opened.expect("the study opens");
        (store, view)
    }

    fn places(&self) -> Places {
        Places {
            state: self.beside("state"),
            cache: self.beside("cache"),
            seed: Some(7),
        }
    }

    /// Forgets the parsed journals.
    pub fn forget_cache(&self) {
        // Not there at first.
        let _ = std::fs::remove_dir_all(self.beside("cache"));
    }

    fn sources(&self, ana: &mut Journal, mint: &mut Mint) -> (Vec<Structured>, Vec<Transcript>) {
        let vocabulary = Vocabulary::new();
        let (store, ..) = self.open("setup");
        let (mut structures, mut texts) = (Vec::new(), Vec::new());
        for number in 1..=self.size.sources as u64 {
            let made = transcript(SEED, number, self.size.words, &vocabulary);
            let bytes = made.text.as_bytes();
            let read = import::read(&format!("t{number:04}.txt"), bytes, None).expect("a source");
            assert_eq!(
                read.text, made.text,
                "positions are those of the text as made up"
            );
            store
                .write_source(&read.id, &read.text, &read.structure, bytes, "txt")
                .expect("room for a source");
            let structure = self.structure(&read.id);
            let change = Change::SourceAdded {
                source: read.id.clone(),
                name: read.name,
                kind: read.kind,
                language: read.language,
                extension: read.extension,
                original: Digest::of(bytes),
                text: Digest::of(read.text.as_bytes()),
                structure: structure.clone(),
                chars: read.text.chars().count() as u32,
                paragraphs: read.structure.paragraphs.len() as u32,
                made_of: Vec::new(),
            };
            ana.add(mint.id(), BEGIN + number, change);
            structures.push(Structured {
                source: read.id,
                revision: 1,
                digest: structure,
            });
            texts.push(made);
        }
        (structures, texts)
    }

    /// The digest of a structure as it was written.
    fn structure(&self, source: &SourceId) -> Digest {
        let folder = self.study().join("sources").join(source.as_str());
        Digest::of(&std::fs::read(folder.join("r1.structure.ron")).expect("a structure"))
    }

    fn round(
        &self,
        structures: &[Structured],
        ana: &mut Journal,
        ben: &Journal,
        mint: &mut Mint,
    ) -> RoundId {
        let plan = RoundPlan {
            name: "Round 1".into(),
            kind: RoundKind::Double,
            sources: structures.iter().map(|s| s.source.clone()).collect(),
            coders: vec![ana.name.coder.clone(), ben.name.coder.clone()],
            unit: Unit::Turns,
            overlap: 50,
            tolerance: 10,
            boundary: BoundaryRule::Union,
            least: None,
            headline: Headline::Alpha,
            blind: true,
            start: StartFrom::Blank,
            codebook: Digest::default(),
            known: vec![ana.mark(), ben.mark()],
            drawn: None,
            adjudicator: None,
            reasons: Reasons::Optional,
            structures: structures.to_vec(),
            speakers: Digest::default(),
            open_coding: Some(false),
            labels_apart: false,
            before: None,
            imported: None,
        };
        ana.add(mint.id(), BEGIN + 50_000, Change::RoundOpened(plan.into()))
            .into()
    }
}

fn codes(n: usize, ana: &mut Journal, mint: &mut Mint) -> Vec<CodeId> {
    let mut tops: HashMap<String, CodeId> = HashMap::new();
    let mut codes = Vec::with_capacity(n);
    for (nth, name) in code_names(n).into_iter().enumerate() {
        let top = name.split(' ').next().unwrap_or_default().to_owned();
        let parent = tops.get(&top).copied();
        let text = CodeText {
            definition: format!("The speaker tells of {name} in their own words."),
            ..CodeText::default()
        };
        let change = Change::CodeAdded {
            name,
            parent,
            text,
            colour: Colour::ALL[nth % Colour::ALL.len()],
            key: None,
            kind: CodeKind::Plain,
            private: None,
        };
        let id = ana
            .add(mint.id(), BEGIN + 10_000 + nth as u64, change)
            .into();
        tops.entry(top).or_insert(id);
        codes.push(id);
    }
    codes
}

fn span(text: &Transcript, first: usize, n: usize) -> Span {
    let last = (first + n - 1).min(text.sentences.len() - 1);
    Span {
        start: text.sentences[first].0,
        end: text.sentences[last].1,
    }
}

fn coded(
    source: &SourceId,
    text: &Transcript,
    (first, n): (usize, usize),
    code: CodeId,
    round: RoundId,
) -> Change {
    let span = span(text, first, n);
    let words: String = text
        .text
        .chars()
        .skip(span.start as usize)
        .take(span.len() as usize)
        .collect();
    Change::Coded {
        of: None,
        round: Some(round),
        source: source.clone(),
        revision: 1,
        span,
        code,
        digest: Digest::of(words.as_bytes()),
        certain: true,
        rating: None,
        via: None,
    }
}

/// What a coder has on one code of one source already: nobody overlaps themselves on one code.
#[derive(Default)]
struct Taken(HashMap<(usize, usize), Vec<(usize, usize)>>);

impl Taken {
    fn take(&mut self, (source, first, n, code): Segment) -> bool {
        let here = self.0.entry((source, code)).or_default();
        let free = here.iter().all(|(f, m)| first + n <= *f || f + m <= first);
        if free {
            here.push((first, n));
        }
        free
    }
}

fn segments(size: Size, texts: &[Transcript]) -> (Vec<Segment>, Vec<Segment>) {
    let mut chance = Chance::of("codings", size.codings as u64);
    let mut sum = 0.0;
    let weights: Vec<f64> = (0..size.codes)
        .map(|k| {
            sum += 1.0 / (k as f64 + 3.0);
            sum
        })
        .collect();
    let within = |source: usize, first: usize, n: usize| -> (usize, usize) {
        let last = texts[source].sentences.len();
        let first = first.min(last - 1);
        (first, n.min(last - first))
    };
    let fresh = |chance: &mut Chance, taken: &mut Taken| loop {
        let source = chance.below(texts.len());
        let first = chance.below(texts[source].sentences.len());
        let (first, n) = within(source, first, chance.one_of(&[1, 1, 1, 2, 2, 3, 5]));
        let segment = (source, first, n, chance.weighted(&weights));
        if taken.take(segment) {
            break segment;
        }
    };
    let mut taken = Taken::default();
    let ana: Vec<Segment> = (0..size.codings)
        .map(|_| fresh(&mut chance, &mut taken))
        .collect();
    let (mut ben, mut taken) = (Vec::new(), Taken::default());
    for (source, first, n, code) in ana.iter().copied() {
        if chance.share() >= 0.6 {
            continue;
        }
        let code = if chance.share() < 0.1 {
            chance.weighted(&weights)
        } else {
            code
        };
        let (mut first, mut n) = (first, n);
        if chance.share() < 0.5 {
            first = first.saturating_add_signed(chance.one_of(&[-1, 0, 0, 1]));
            n = n.saturating_add_signed(chance.one_of(&[-1, 0, 1])).max(1);
        }
        (first, n) = within(source, first, n);
        if taken.take((source, first, n, code)) {
            ben.push((source, first, n, code));
        }
    }
    while ben.len() < size.codings {
        ben.push(fresh(&mut chance, &mut taken));
    }
    (ana, ben)
}
